"""What several pages share: where a page stands, tiles, and rows of topics and weak items."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from .. import paths
from ..charts.parts import band
from ..charts.trend import Sparkline
from ..figures import DayFigures, Figures, TopicFigures, TopicState
from ..measure.weakness import WeakItem
from ..model import Goal
from ..schedule.replay import TopicSchedule
from ..wording import count

Item = TypeVar("Item")
Row = TypeVar("Row")
MARK_NAMES = {"know": "Known", "unsure": "Unsure", "dunno": "Unknown"}


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """The first rows of a list, as many as a page can hold, and how many there are beside them."""

    rows: tuple[Row, ...]
    left_out: int


def listed(items: Sequence[Item], most: int, rows: Callable[[Sequence[Item]], Iterable[Row]]) -> Listed[Row]:
    """A list cut to `most`; only what stays is made into rows."""
    return Listed(tuple(rows(items[:most])), max(0, len(items) - most))


@dataclass(frozen=True, slots=True)
class Ref:
    """A link: its text (plain, from a record or from us) and the page path it leads to."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What every page has. `template` is a name under templates/pages/, `source` the record it was made from.

    `live_from` is set where a page counts days until something is due and the journal is not pinned to a day: from then
    on the reader's own date counts.
    """

    path: str
    template: str
    title: str
    description: str
    crumbs: tuple[Ref, ...] = ()
    previous: Ref | None = None
    next: Ref | None = None
    source: str | None = None
    edit: str | None = None
    live_from: date | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One answer at a glance. `tone` is good, weak or plain; `measure` the definition behind it.

    `coming` says what will be added to a count of due topics, as `2025-11-18:3 2025-11-20:1`.
    """

    value: str
    label: str
    detail: str
    tone: str
    path: str
    measure: str
    coming: str = ""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a table. `last` and `mean` are percent; `overdue` in days, negative until it is due."""

    id: str
    title: str
    path: str
    area: str
    state: TopicState
    last: Fraction | None
    band: str
    mean: Fraction | None
    count: int
    due: date | None
    overdue: int | None
    why: str
    spark: Sparkline


def topic_row(topic: TopicFigures, figures: Figures) -> TopicRow:
    schedule, line = topic.schedule, figures.journal.settings.weak_below
    last = topic.observations[-1].score if topic.observations else None
    return TopicRow(
        id=topic.id,
        title=topic.topic.title,
        path=paths.topic_page(topic.id),
        area=topic.topic.area,
        state=topic.state,
        last=last,
        band="" if last is None else band(last, line),
        mean=topic.mean.value,
        count=topic.mean.count,
        due=schedule.due if schedule else None,
        overdue=schedule.overdue(figures.as_of) if schedule else None,
        why=schedule.why if schedule else "Studied, not asked yet.",
        spark=Sparkline(tuple(seen.score for seen in topic.observations[-12:]), line),
    )


def due_rows(schedules: Iterable[TopicSchedule], figures: Figures) -> tuple[TopicRow, ...]:
    return tuple(topic_row(figures.topics[schedule.topic], figures) for schedule in schedules)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A record in a table, with the band of its score."""

    entry: DayFigures
    band: str


def day_rows(entries: Iterable[DayFigures], figures: Figures) -> tuple[DayRow, ...]:
    line = figures.journal.settings.weak_below
    values = ((entry, entry.scores.all.value) for entry in entries)
    return tuple(DayRow(entry, "" if value is None else band(value, line)) for entry, value in values)


@dataclass(frozen=True, slots=True)
class WeakRow:
    """A weak item in a table. `falls` counts the weak items of its topic so far, itself included."""

    item: WeakItem
    question: Ref
    topic: Ref | None
    band: str
    age: int
    falls: int
    resolved: Ref | None


def weak_rows(items: Iterable[WeakItem], figures: Figures) -> tuple[WeakRow, ...]:
    found, line = [], figures.journal.settings.weak_below
    for item in items:
        record, question, by = item.record, item.question, item.resolved_by
        found.append(
            WeakRow(
                item=item,
                question=Ref(question.asks or question.id, f"{paths.day_page(record.key)}#{paths.anchor(question.id)}"),
                topic=topic_ref(question.topic, figures),
                band=band(question.score or Fraction(0), line),
                age=(figures.as_of - record.date).days,
                falls=len(figures.topics[question.topic].weak) if question.topic else 1,
                resolved=Ref(str(by.date), paths.day_page(by.key)) if by else None,
            )
        )
    return tuple(found)


def live_from(figures: Figures) -> date | None:
    """The day from which a page follows the reader's own date, or None where the journal is pinned."""
    return None if figures.pinned else figures.as_of


def topic_ref(topic: str | None, figures: Figures) -> Ref | None:
    """A link to a topic by its title."""
    return Ref(figures.journal.topics[topic].title, paths.topic_page(topic)) if topic else None


def goal_ref(goal: Goal) -> Ref:
    """A link to a goal by its title."""
    return Ref(goal.title, f"{paths.GOALS}#{paths.goal_anchor(goal.id)}")


def overdue_text(days: int | None) -> str:
    """`3 days overdue`, `today`, `in 5 days`."""
    if days is None:
        return "–"
    return f"{count(days, 'day')} overdue" if days > 0 else f"in {count(-days, 'day')}" if days < 0 else "today"


def neighbours(refs: list[Ref]) -> list[tuple[Ref | None, Ref | None]]:
    """For each of a row of pages the one before and the one after."""
    return list(zip([None, *refs[:-1]], [*refs[1:], None], strict=True)) if refs else []
