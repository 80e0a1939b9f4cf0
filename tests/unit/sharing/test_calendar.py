"""The calendar of what is due: what stands on which day, and that two readers read it as it was meant."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from studylog.figures import Figures, compute
from studylog.load import load
from studylog.markup import plain
from studylog.model import Topic
from studylog.sharing.calendar import MOST_LISTED, calendar
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record
from tests.sites import journals
from tests.sites.test_pages import write

SITE = "https://example.org/journal"


def sample(as_of: str = "2025-11-17") -> Figures:
    found, _ = load(ROOT / "content")
    return compute(found, date.fromisoformat(as_of))


def events(found: Figures, site: str = "") -> list[Any]:
    """What a reader that is not ours makes of it, in order."""
    (made,) = vobject.readComponents(calendar(found, site), validate=True)
    return list(getattr(made, "vevent_list", []))


def days(found: Figures) -> dict[str, str]:
    """The title of each event by its day."""
    return {str(event.dtstart.value): event.summary.value for event in events(found)}


def todo(**fields: Any) -> Figures:
    """A journal of one record of 5 November with one action, as of the 7th."""
    return figures(record("2025-11-05", actions=[{"do": "Read *it*.", **fields}]), as_of="2025-11-07")


def named(titles: dict[str, str], *records: Any, **settings: Any) -> Figures:
    """The figures of a journal whose topics have these titles."""
    made = journal(*records, **settings)
    topics = {id: Topic(title=titles.get(id, topic.title)) for id, topic in made.topics.items()}
    return compute(type(made)(made.settings, topics, made.goals, made.days), made.days[-1].date)


def test_a_day_is_an_event() -> None:
    """Of the whole day, with the topics in the order to ask and why each is due."""
    found = figures(
        record("2025-11-04", asked("a", 90), asked("b", 70), asked("c", 95)),
        record("2025-11-05", asked("c", 95, from_="2025-11-04")),
    )
    first, second = events(found)
    assert first.dtstart.value == date(2025, 11, 6)
    assert "dtend" not in first.contents
    assert first.summary.value == "2 topics due: B and A"
    assert first.description.value.splitlines() == [
        "B, 1 day overdue: Scored 70 on 4 Nov 2025, below 80: again on the next study day, 5 Nov 2025.",
        "A, 1 day overdue: Scored 90 on 4 Nov 2025 (quality 4): first interval, 1 day on is 5 Nov 2025.",
    ]
    assert first.transp.value == "TRANSPARENT"
    assert second.dtstart.value == date(2025, 11, 11)
    assert second.summary.value == "1 topic due: C"


def test_what_is_late_comes_with_the_next_check() -> None:
    """Today while there is none yet, the next study day once it was held; never on a rest day."""
    late = record("2025-11-03", asked("a", 90))
    assert list(days(figures(late, as_of="2025-11-05"))) == ["2025-11-05"]
    assert list(days(figures(late, record("2025-11-05", asked("b", 90))))) == ["2025-11-06"]
    assert list(days(figures(late, as_of="2025-11-05", rest_days=["wednesday", "thursday"]))) == ["2025-11-07"]


def test_every_topic_stands_once() -> None:
    """All that were asked, by the days on which they are due."""
    found = sample()
    counted = [int(title.split()[0]) for title in days(found).values()]
    assert sum(counted) == sum(topic.schedule is not None for topic in found.topics.values())
    ahead = [topic.schedule.due for topic in found.topics.values() if topic.schedule]
    assert set(days(found)) == {str(max(due, date(2025, 11, 18))) for due in ahead}


def test_of_many_topics_the_first_are_listed() -> None:
    """And how many more there are."""
    (event,) = events(figures(record("2025-11-05", *(asked(f"t{n:02}", 90) for n in range(MOST_LISTED + 2)))))
    assert event.summary.value == "32 topics due: T00, T01, T02 and 29 more"
    lines = event.description.value.splitlines()
    assert (len(lines), lines[-1]) == (MOST_LISTED + 1, "And 2 more topics.")
    (event,) = events(figures(record("2025-11-05", *(asked(f"t{n:02}", 90) for n in range(MOST_LISTED)))))
    assert len(event.description.value.splitlines()) == MOST_LISTED


@pytest.mark.parametrize(
    ("due", "on", "said"),
    [
        ("2025-11-20", "2025-11-20", "Set on 5 Nov 2025, due 20 Nov 2025."),
        ("2025-11-07", "2025-11-07", "Set on 5 Nov 2025, due 7 Nov 2025."),
        ("2025-11-06", "2025-11-07", "Set on 5 Nov 2025, due 6 Nov 2025, 1 day overdue."),
    ],
    ids=["later", "today", "late"],
)
def test_an_action_is_an_event(due: str, on: str, said: str) -> None:
    """On its day; one that is late on the day of the journal."""
    (event,) = events(todo(due=due, note="In the *library*."), SITE)
    assert (str(event.dtstart.value), event.summary.value) == (on, "To do: Read it.")
    assert event.description.value.splitlines() == [said, "In the library."]
    assert event.url.value == "https://example.org/journal/journal/days/2025-11-05.html#actions"


def test_an_action_names_its_topic() -> None:
    """By its title."""
    made = record("2025-11-05", introduces=["a"], actions=[{"do": "x", "due": "2025-11-06", "topic": "a"}])
    (event,) = events(figures(made))
    assert event.description.value.splitlines()[1] == "Topic: A"


def test_actions_without_a_day_or_done_are_none() -> None:
    """Nothing is to be done on a day."""
    assert events(todo()) == []
    assert events(todo(due="2025-11-20", done="2025-11-06")) == []


def test_ids_stay() -> None:
    """An event keeps its name when scores, titles of topics and words of actions change."""

    def ids(score: int, do: str) -> set[str]:
        actions = [{"do": do, "due": "2025-11-20"}, {"do": "y", "due": "2025-11-20"}, {"do": "y", "due": "2025-11-20"}]
        made = named({"a": do}, record("2025-11-05", asked("a", score), actions=actions), title="Mine: *ours*")
        return {event.uid.value for event in events(made)}

    assert ids(90, "x") == ids(70, "z")
    assert {uid.partition("@")[0] for uid in ids(90, "x")} == {
        "reviews-2025-11-06", "action-2025-11-05-1", "action-2025-11-05-2", "action-2025-11-05-3",
    }  # fmt: skip
    assert len({uid.partition("@")[2] for uid in ids(90, "x")}) == 1


def test_two_journals_have_other_ids() -> None:
    """So that one calendar can hold both."""
    made = [figures(record("2025-11-05", asked("a", 90)), title=title) for title in ("日本語", "日本人")]
    assert events(made[0])[0].uid.value != events(made[1])[0].uid.value


def test_a_site_is_led_to() -> None:
    """Where there is one."""
    assert {event.url.value for event in events(sample(), SITE)} == {
        "https://example.org/journal/journal/review.html"
    }  # fmt: skip
    assert "URL" not in calendar(figures(record("2025-11-05", asked("a", 90))))


def test_the_calendar_says_what_it_is() -> None:
    """Its name, in both spellings that are in use, and how often to look."""
    written = calendar(figures(title="A; b, *c* \\ d\nBEGIN:VEVENT"))
    for spelling in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{spelling}:A\\; b\\, c \\\\ d BEGIN:VEVENT: due\r\n" in written
    made = Calendar.from_ical(written)
    assert (made["METHOD"], made["VERSION"]) == ("PUBLISH", "2.0")
    assert made["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert made["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert made["X-PUBLISHED-TTL"] == "PT12H"
    assert made.walk("VEVENT") == []


def test_the_stamp_is_the_day_of_the_journal() -> None:
    """And the same journal gives the same bytes."""
    made = calendar(sample("2025-11-12"))
    assert set(re.findall("DTSTAMP.*", made)) == {"DTSTAMP:20251112T000000Z\r"}
    assert calendar(sample("2025-11-12")) == made


ODD = (
    'semi; comma, back\\slash \\n \\, colon: quote"',
    "BEGIN:VEVENT\nEND:VCALENDAR\r\nATTACH:x",
    "日本語" * 60,
    "é" * 37 + "\U0001f600" * 40,
    journals.ATTACK,
)


@pytest.mark.parametrize("text", ODD)
def test_text_comes_back_as_it_was(text: str) -> None:
    """From both readers, in one line; nothing in it is read as more than text."""
    actions = [{"do": text, "due": "2025-11-20", "note": text}]
    found = named({"a": text}, record("2025-11-05", asked("a", 90), actions=actions))
    line = " ".join(text.split())
    written = calendar(found)
    ours = [(str(event["SUMMARY"]), str(event["DESCRIPTION"])) for event in Calendar.from_ical(written).walk("VEVENT")]
    theirs = [(event.summary.value, event.description.value) for event in events(found)]
    assert ours == theirs
    assert [summary for summary, _ in ours] == [f"1 topic due: {line}", f"To do: {plain(text)}"]
    assert ours[0][1].startswith(f"{line}: Scored 90 on")
    assert ours[1][1].endswith(f"\n{plain(text)}")
    assert written.count("\r\nBEGIN:VEVENT\r\n") == 2


@pytest.mark.parametrize("text", ODD)
def test_lines_are_folded_between_characters(text: str) -> None:
    """At 75 octets at most, each of them whole UTF-8 by itself, with the line ends of the format."""
    found = named({"a": text}, record("2025-11-05", asked("a", 90)))
    lines = calendar(found).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line and line.decode() for line in lines)


def test_a_hostile_journal_is_a_calendar(tmp_path: Path) -> None:
    """Every field wants out; the events are those of its topics and actions, and no others."""
    made, _ = load(write(tmp_path, journals.hostile()) / "content")
    found = compute(made, date(2025, 11, 5))
    on = {max(topic.schedule.due, found.next_check.date) for topic in found.topics.values() if topic.schedule}
    assert len(events(found)) == len(on)


def test_an_empty_journal_has_an_empty_calendar() -> None:
    """That can be subscribed to."""
    assert events(figures()) == []
