"""What the log says about itself, and where its questions say otherwise."""

from dataclasses import dataclass

from .. import paths
from ..audit_text import computed_text, difference_text, entry_text, sentence, stated_text
from ..figures import Figures
from ..measure.audit import Drifted, Restated, Revised, Statement, WrongTotal
from ..model import DayRecord
from .common import Listed, PageInfo, Ref, listed

MOST_WRONG, MOST_OTHERS = 60, 20


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A figure that does not hold. `name` is text of a record, the figures are ours."""

    record: DayRecord
    name: str
    stated: str
    computed: str
    difference: str


@dataclass(frozen=True, slots=True)
class RevisedRow:
    question: Ref
    step: Revised


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """A record's overall figures in the order in which they were written, and why they were stated again."""

    record: DayRecord
    figures: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Every list newest first. `unheld` counts figures with no question to go with."""

    page: PageInfo
    sentence: str
    stated: int
    unheld: int
    wrong: Listed[StatementRow]
    revised: Listed[RevisedRow]
    drifted: Listed[Drifted]
    restated: Listed[RestatedRow]
    totals: Listed[WrongTotal]


def audit(figures: Figures) -> AuditPage:
    found, answer = figures.audit, sentence(figures.audit)
    return AuditPage(
        page=PageInfo(paths.AUDIT, "audit", "Audit", answer),
        sentence=answer,
        stated=len(found.statements),
        unheld=sum(statement.holds is None for statement in found.statements),
        wrong=listed(found.wrong[::-1], MOST_WRONG, lambda some: map(_statement, some)),
        revised=listed(found.revised[::-1], MOST_OTHERS, lambda some: map(_revised, some)),
        drifted=listed(found.drifted[::-1], MOST_OTHERS, tuple),
        restated=listed(found.restated[::-1], MOST_OTHERS, lambda some: map(_restated, some)),
        totals=listed(found.totals[::-1], MOST_OTHERS, tuple),
    )


def _statement(statement: Statement) -> StatementRow:
    return StatementRow(
        record=statement.record,
        name=statement.name,
        stated=stated_text(statement),
        computed=computed_text(statement),
        difference=difference_text(statement),
    )


def _revised(step: Revised) -> RevisedRow:
    place = f"{paths.day_page(step.record.key)}#{paths.anchor(step.question.id)}"
    return RevisedRow(Ref(step.question.asks or step.question.id, place), step)


def _restated(restated: Restated) -> RestatedRow:
    figures = tuple(entry_text(entry) for entry in restated.entries)
    reasons = tuple(entry.why for entry in restated.entries if entry.why)
    return RestatedRow(restated.record, figures, reasons)
