"""Which scheduler serves this journal: where SM-2 and FSRS disagree, what each would have asked."""

from dataclasses import dataclass

from .. import paths
from ..figures import Figures
from ..schedule.comparison import Comparison, Dates, Record, a_check, verdict
from ..schedule.workload import DAYS, RATES, RETENTIONS, Load
from ..wording import count, number
from .common import Listed, PageInfo, Ref, listed, topic_ref

MOST_DATES = 10


@dataclass(frozen=True, slots=True)
class DatesRow:
    """A topic and how much later FSRS asks, in words."""

    topic: Ref | None
    dates: Dates
    later: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What one scheduler would have done; `due` is topics a check."""

    record: Record
    due: str


@dataclass(frozen=True, slots=True)
class SchedulersPage:
    """`loads` holds a row a retention with a load for each of the `rates`; empty where nothing has a score."""

    page: PageInfo
    sentence: str
    algorithm: str
    comparison: Comparison
    differ: int
    dates: Listed[DatesRow]
    records: tuple[RecordRow, ...]
    days: int
    rates: tuple[int, ...]
    loads: tuple[tuple[int, tuple[Load, ...]], ...]
    work: str


def schedulers(figures: Figures) -> SchedulersPage:
    found, work = figures.comparison, figures.workload
    apart = [dates for dates in found.dates if dates.days]
    rows = tuple((r, tuple(load for load in work if load.retention == r)) for r in RETENTIONS) if work else ()
    answer = verdict(found)
    return SchedulersPage(
        page=PageInfo(paths.SCHEDULERS, "schedulers", "Schedulers", answer),
        sentence=answer,
        algorithm=figures.journal.settings.schedule.algorithm,
        comparison=found,
        differ=len(apart),
        dates=listed(apart, MOST_DATES, lambda some: (_dates_row(dates, figures) for dates in some)),
        records=tuple(RecordRow(record, a_check(record, found)) for record in (found.sm2, found.fsrs)),
        days=DAYS,
        rates=RATES,
        loads=rows,
        work=_work(work),
    )


def _dates_row(dates: Dates, figures: Figures) -> DatesRow:
    later = f"{count(abs(dates.days), 'day')} {'later' if dates.days > 0 else 'sooner'}"
    return DatesRow(topic_ref(dates.topic, figures), dates, later)


def _work(work: tuple[Load, ...]) -> str:
    """What a higher retention costs, at the middle number of new topics."""
    if not work:
        return ""
    new = RATES[len(RATES) // 2]
    least, *_, most = (load for load in work if load.new == new)
    return (
        f"With {count(new, 'new topic')} a study day, aiming at {least.retention}\u00a0% takes {number(least.mean)} "
        f"reviews a study day, aiming at {most.retention}\u00a0% {number(most.mean)}."
    )
