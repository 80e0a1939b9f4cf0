"""What is due as a calendar (RFC 5545) that a phone subscribes to: a day's reviews are one event, and so is an action.

Events last all day and leave the day free. What is overdue stands on the day of the next check, and an overdue action
on the day that the journal stands for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration, vText

from .. import paths
from ..figures import Figures
from ..markup import plain
from ..measure.practice import ActionState
from ..narrative.sentences import Piece, listing, one_line
from ..schedule.plan import asking_order
from ..schedule.replay import TopicSchedule
from ..wording import count, day

MOST_LISTED = 30
REFRESHED = timedelta(hours=12)


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
    for event in (*_reviews(figures, site), *_actions(figures, site)):
        made.add_component(event)
    return str(made.to_ical(), "utf-8")


def _reviews(figures: Figures, site: str) -> Iterator[Event]:
    for on, schedules in sorted(_by_day(figures).items()):
        titles = {s.topic: one_line(figures.journal.topics[s.topic].title) for s in schedules}
        named = "".join(piece.text for piece in listing([[Piece(title)] for title in titles.values()]))
        summary = f"{count(len(schedules), 'topic')} due: {named}"
        lines = [f"{titles[s.topic]}{_late(s.overdue(on))}: {s.why}" for s in schedules[:MOST_LISTED]]
        if len(schedules) > MOST_LISTED:
            lines.append(f"And {count(len(schedules) - MOST_LISTED, 'more topic')}.")
        yield _event(figures, on, f"reviews-{on}", summary, lines, paths.address(paths.REVIEW, site) if site else "")


def _by_day(figures: Figures) -> Mapping[date, Sequence[TopicSchedule]]:
    """The topics to ask on each day, in the order to ask; those that are late come with the next check."""
    found: dict[date, list[TopicSchedule]] = defaultdict(list)
    for topic in figures.topics.values():
        if topic.schedule:
            found[max(topic.schedule.due, figures.next_check.date)].append(topic.schedule)
    return {on: asking_order(schedules, on) for on, schedules in found.items()}


def _actions(figures: Figures, site: str) -> Iterator[Event]:
    for state in figures.actions:
        if state.due and not state.action.done:
            record, action = state.record, state.action
            number = [other is action for other in record.actions].index(True) + 1
            place = f"{paths.day_page(record.key)}#actions"
            yield _event(
                figures,
                max(state.due, figures.as_of),
                f"action-{record.key}-{number}",
                f"To do: {plain(action.do)}",
                list(_about(state, figures)),
                paths.address(place, site) if site else "",
            )


def _about(state: ActionState, figures: Figures) -> Iterator[str]:
    action = state.action
    yield f"Set on {day(state.record.date)}, due {day(state.due)}{_late(state.overdue or 0)}."
    if action.topic:
        yield f"Topic: {one_line(figures.journal.topics[action.topic].title)}"
    if action.note:
        yield plain(action.note)


def _late(days: int) -> str:
    return f", {count(days, 'day')} overdue" if days > 0 else ""


def _event(figures: Figures, on: date, name: str, summary: str, lines: Sequence[str], address: str) -> Event:
    """An event of a whole day. Its id stays when its words change; its stamp is that of the journal, not of a clock."""
    event = Event()
    event.add("uid", f"{name}@{paths.slug(figures.journal.settings.title)}")
    event.add("dtstamp", datetime.combine(figures.as_of, time(), UTC))
    event.add("dtstart", on)
    event.add("summary", summary)
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    if address:
        event.add("url", address)
    return event
