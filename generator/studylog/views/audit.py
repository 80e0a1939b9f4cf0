"""What the log says about itself, and where its questions say otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from .. import paths
from ..audit_text import computed_text, difference_text, entry_text, sentence, stated_text
from ..figures import Figures
from ..measure.audit import Drifted, Restated, Revised, Statement, WrongTotal
from ..model import DayRecord
from .common import PageInfo, Ref
from .day import day_title

MOST_WRONG, MOST_OTHERS = 60, 20

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A figure that does not hold. `name` is text of a record, the figures are ours."""

    day: Ref
    key: str
    name: str
    stated: str
    computed: str
    difference: str


@dataclass(frozen=True, slots=True)
class RevisedRow:
    day: Ref
    key: str
    question: Ref
    step: Revised


@dataclass(frozen=True, slots=True)
class DriftedRow:
    day: Ref
    key: str
    drifted: Drifted


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """A record's overall figures in the order in which they were written, and why they were stated again."""

    day: Ref
    key: str
    figures: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TotalRow:
    day: Ref
    key: str
    total: WrongTotal


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Every list newest first and as long as a page can hold. `unheld` counts figures with no question to go with."""

    page: PageInfo
    sentence: str
    stated: int
    unheld: int
    wrong: tuple[StatementRow, ...]
    wrong_left_out: int
    revised: tuple[RevisedRow, ...]
    revised_left_out: int
    drifted: tuple[DriftedRow, ...]
    drifted_left_out: int
    restated: tuple[RestatedRow, ...]
    restated_left_out: int
    totals: tuple[TotalRow, ...]
    totals_left_out: int


def audit(figures: Figures) -> AuditPage:
    found, answer = figures.audit, sentence(figures.audit)
    return AuditPage(
        page=PageInfo(paths.AUDIT, "audit", "Audit", answer),
        sentence=answer,
        stated=len(found.statements),
        unheld=sum(statement.holds is None for statement in found.statements),
        wrong=tuple(map(_statement, _newest(found.wrong, MOST_WRONG))),
        wrong_left_out=max(0, len(found.wrong) - MOST_WRONG),
        revised=tuple(map(_revised, _newest(found.revised))),
        revised_left_out=max(0, len(found.revised) - MOST_OTHERS),
        drifted=tuple(DriftedRow(_ref(d.record), d.record.key, d) for d in _newest(found.drifted)),
        drifted_left_out=max(0, len(found.drifted) - MOST_OTHERS),
        restated=tuple(map(_restated, _newest(found.restated))),
        restated_left_out=max(0, len(found.restated) - MOST_OTHERS),
        totals=tuple(TotalRow(_ref(t.record), t.record.key, t) for t in _newest(found.totals)),
        totals_left_out=max(0, len(found.totals) - MOST_OTHERS),
    )


def _newest(rows: Sequence[Row], most: int = MOST_OTHERS) -> Iterable[Row]:
    return islice(reversed(rows), most)


def _ref(record: DayRecord) -> Ref:
    return Ref(day_title(record), paths.day_page(record.key))


def _statement(statement: Statement) -> StatementRow:
    return StatementRow(
        day=_ref(statement.record),
        key=statement.record.key,
        name=statement.name,
        stated=stated_text(statement),
        computed=computed_text(statement),
        difference=difference_text(statement),
    )


def _revised(step: Revised) -> RevisedRow:
    place = f"{paths.day_page(step.record.key)}#{paths.anchor(step.question.id)}"
    return RevisedRow(_ref(step.record), step.record.key, Ref(step.question.asks or step.question.id, place), step)


def _restated(restated: Restated) -> RestatedRow:
    figures = tuple(entry_text(entry) for entry in restated.entries)
    reasons = tuple(entry.why for entry in restated.entries if entry.why)
    return RestatedRow(_ref(restated.record), restated.record.key, figures, reasons)
