"""What is due as a calendar (RFC 5545) that a phone subscribes to: a day's reviews are one event, and so is an action.

Events last all day and leave the day free. What is overdue stands on the day of the next check, and an overdue action
on the day that the journal stands for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration, vText

from .. import paths
from ..figures import Figures
from ..markup import plain
from ..measure.practice import ActionState
from ..narrative.sentences import Piece, listing, one_line
from ..schedule.plan import asking_order
from ..schedule.replay import TopicSchedule
from ..tables.column import placed
from ..wording import count, day

MOST_LISTED = 30
REFRESHED = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done on a day, in a line and in several. `name` stays when its words change; `path` shows it."""

    on: date
    name: str
    summary: str
    lines: tuple[str, ...]
    path: str


def calendar(figures: Figures, site: str = "") -> str:
    """The calendar, with the line ends of its format; `site` is the address of the site, to which events then lead."""
    name = vText(one_line(f"{plain(figures.journal.settings.title)}: due"))
    made = Calendar()
    made.add("prodid", "-//studylog//Reviews//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(REFRESHED), parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESHED))
    for due in (*_reviews(figures), *_actions(figures)):
        made.add_component(_event(due, figures, site))
    return str(made.to_ical(), "utf-8")


def _event(due: Due, figures: Figures, site: str) -> Event:
    """An event of a whole day. Its stamp is the day of the journal: there is no clock."""
    event = Event()
    event.add("uid", f"{due.name}@{paths.slug(figures.journal.settings.title)}")
    event.add("dtstamp", datetime.combine(figures.as_of, time(), UTC))
    event.add("dtstart", due.on)
    event.add("summary", due.summary)
    event.add("description", "\n".join(due.lines))
    event.add("transp", "TRANSPARENT")
    if site:
        event.add("url", paths.address(due.path, site))
    return event


def _reviews(figures: Figures) -> Iterator[Due]:
    for on, schedules in sorted(_by_day(figures).items()):
        titles = {s.topic: one_line(figures.journal.topics[s.topic].title) for s in schedules}
        named = "".join(piece.text for piece in listing([[Piece(title)] for title in titles.values()]))
        lines = [f"{titles[s.topic]}{_late(s.overdue(on))}: {s.why}" for s in schedules[:MOST_LISTED]]
        if len(schedules) > MOST_LISTED:
            lines.append(f"And {count(len(schedules) - MOST_LISTED, 'more topic')}.")
        summary = f"{count(len(schedules), 'topic')} due: {named}"
        yield Due(on, f"reviews-{on}", summary, tuple(lines), paths.REVIEW)


def _by_day(figures: Figures) -> Mapping[date, Sequence[TopicSchedule]]:
    """The topics to ask on each day, in the order to ask; those that are late come with the next check."""
    found: dict[date, list[TopicSchedule]] = defaultdict(list)
    for topic in figures.topics.values():
        if topic.schedule:
            found[max(topic.schedule.due, figures.next_check.date)].append(topic.schedule)
    return {on: asking_order(schedules, on) for on, schedules in found.items()}


def _actions(figures: Figures) -> Iterator[Due]:
    """The open ones that have a date."""
    for state in figures.actions:
        if state.due and not state.action.done:
            key, number = state.record.key, placed(state.action, state.record.actions)
            summary, lines = f"To do: {plain(state.action.do)}", tuple(_about(state, figures))
            on, place = max(state.due, figures.as_of), f"{paths.day_page(key)}#actions"
            yield Due(on, f"action-{key}-{number}", summary, lines, place)


def _about(state: ActionState, figures: Figures) -> Iterator[str]:
    yield f"Set on {day(state.record.date)}, due {day(state.due)}{_late(state.overdue or 0)}."
    if state.action.topic:
        yield f"Topic: {one_line(figures.journal.topics[state.action.topic].title)}"
    if state.action.note:
        yield plain(state.action.note)


def _late(days: int) -> str:
    return f", {count(days, 'day')} overdue" if days > 0 else ""
