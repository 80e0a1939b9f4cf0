"""What to do: reviews due and to come, weak items, actions."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..charts.bars import Bars
from ..charts.progress import forecast
from ..figures import Figures
from ..measure.practice import ActionState
from ..measure.weakness import WeakItem
from ..schedule.plan import Pick
from ..wording import count, day, days_on_average, number
from .common import (
    Listed,
    PageInfo,
    Ref,
    TopicRow,
    WeakRow,
    due_rows,
    listed,
    live_from,
    topic_ref,
    topic_row,
    weak_rows,
)

MOST_DUE, MOST_COMING, MOST_ITEMS = 45, 40, 60


@dataclass(frozen=True, slots=True)
class Review:
    """`due` in the order to ask, `coming` in the order of their dates."""

    page: PageInfo
    sentence: str
    due: Listed[TopicRow]
    check_day: str
    picks: tuple[tuple[Pick, TopicRow], ...]
    new: int
    forecasts: tuple[Bars, ...]
    coming: Listed[TopicRow]


def review(figures: Figures) -> Review:
    schedules = (topic.schedule for topic in figures.topics.values() if topic.schedule)
    coming = sorted((s for s in schedules if s.due > figures.as_of), key=lambda s: (s.due, s.topic))
    sentence, check = due_sentence(figures), figures.next_check
    return Review(
        page=PageInfo(paths.REVIEW, "review", "Review", sentence, live_from=live_from(figures)),
        sentence=sentence,
        due=due_now(figures, MOST_DUE),
        check_day=day(check.date),
        picks=tuple((pick, topic_row(figures.topics[pick.schedule.topic], figures)) for pick in check.reviews),
        new=check.new,
        forecasts=(forecast(figures.forecast, 14, "forecast-14"), forecast(figures.forecast, 60, "forecast-60")),
        coming=listed(coming, MOST_COMING, lambda some: due_rows(some, figures)),
    )


def due_now(figures: Figures, most: int) -> Listed[TopicRow]:
    """What is due on the day of the figures, in the order to ask."""
    return listed(figures.due, most, lambda some: due_rows(some, figures))


def due_sentence(figures: Figures) -> str:
    """How much that is."""
    if not figures.due:
        return f"Nothing is due on {day(figures.as_of)}."
    overdue = sum(schedule.overdue(figures.as_of) > 0 for schedule in figures.due)
    topics = count(len(figures.due), "topic").capitalize()
    return f"{topics} due on {day(figures.as_of)}, {overdue or 'none'} of them overdue."


@dataclass(frozen=True, slots=True)
class Weak:
    """Open items lowest first, resolved ones newest first."""

    page: PageInfo
    sentence: str
    open: Listed[WeakRow]
    resolved: Listed[WeakRow]
    leeches: tuple[tuple[Ref, int], ...]


def weak(figures: Figures) -> Weak:
    resolved, sentence = [item for item in figures.weak if item.resolved_by], weak_sentence(figures)
    return Weak(
        page=PageInfo(paths.WEAK, "weak", "Weak items", sentence),
        sentence=sentence,
        open=open_items(figures, MOST_ITEMS),
        resolved=listed(resolved[::-1], MOST_ITEMS, lambda some: weak_rows(some, figures)),
        leeches=tuple(
            (ref, topic.relapses)
            for topic in figures.topics.values()
            if topic.is_leech and (ref := topic_ref(topic.id, figures))
        ),
    )


def open_items(figures: Figures, most: int, besides: Collection[WeakItem] = ()) -> Listed[WeakRow]:
    """The weak items that are open, lowest first, besides those that are shown elsewhere."""
    items = (item for item in figures.open_weak if item not in besides)
    found = sorted(items, key=lambda item: (item.question.score or 0, item.record.date))
    return listed(found, most, lambda some: weak_rows(some, figures))


def weak_sentence(figures: Figures) -> str:
    """How many are open, and how the others were resolved."""
    if not figures.weak:
        return "No question has scored below the line yet."
    resolved = [item for item in figures.weak if item.resolved_by]
    rate = number(100 * Fraction(len(resolved), len(figures.weak)), 0)
    sentence = f"{len(figures.open_weak) or 'None'} open, {len(resolved)} of {len(figures.weak)} resolved ({rate} %)"
    days = [item.days_to_resolve for item in resolved if item.days_to_resolve is not None]
    return sentence + (f", in {days_on_average(days)}." if days else ".")


@dataclass(frozen=True, slots=True)
class ActionRow:
    state: ActionState
    topic: Ref | None
    day: Ref


@dataclass(frozen=True, slots=True)
class Actions:
    """Open actions by due date, done ones latest first."""

    page: PageInfo
    sentence: str
    open: Listed[ActionRow]
    done: Listed[ActionRow]


def actions(figures: Figures) -> Actions:
    rows = [
        ActionRow(a, topic_ref(a.action.topic, figures), Ref(day(a.record.date), paths.day_page(a.record.key)))
        for a in figures.actions
    ]
    pending, done = [r for r in rows if not r.state.action.done], [r for r in rows if r.state.action.done]
    late = sum(row.state.overdue is not None for row in pending)
    waiting = f"{count(len(pending), 'action').capitalize()} open, {late or 'none'} of them overdue"
    sentence = f"{waiting}; {len(done) or 'none'} done." if rows else "No action has been set yet."
    if days := [row.state.days_to_done for row in done if row.state.days_to_done is not None]:
        sentence = f"{sentence[:-1]}, in {days_on_average(days)}."
    return Actions(
        page=PageInfo(paths.ACTIONS, "actions", "Actions", sentence),
        sentence=sentence,
        open=listed(pending, MOST_ITEMS, tuple),
        done=listed(done, MOST_ITEMS, tuple),
    )
