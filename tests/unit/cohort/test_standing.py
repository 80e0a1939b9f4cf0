"""Where a learner stands, from figures as studylog gives them."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studylog.cohort.standing import GoalStanding, Standing, _study_days, standing
from studylog.cohort.told import told
from studylog.figures_json import as_json
from studylog.model import WEEKDAYS, DayRecord
from tests.journals import asked, figures, record

SPLIT = {"id": "g", "title": "Goal", "topics": 100, "target": 50, "by": "2025-12-01"}


def content(*records: DayRecord, **given: Any) -> bytes:
    return json.dumps(as_json(figures(*records, **given))).encode()


def on(day: str, *records: DayRecord, **given: Any) -> Standing:
    return standing(told(content(*records, **given)), date.fromisoformat(day))


def test_an_empty_journal_stands_nowhere_yet() -> None:
    """No figure is made up."""
    found = on("2025-11-26", as_of="2025-11-26")
    assert (found.mean, found.score, found.active, found.days_ago, found.checks_a_week) == (None, None, None, None, 0)
    assert (found.name, found.title, found.means, found.weak, found.silent) == ("Study journal",) * 2 + ((), (), 0)


def test_it_says_what_the_figures_say() -> None:
    """Names, scores and means of the journal, and of its last check."""
    found = on("2025-11-05", record("2025-11-03", asked("a", 60)), record("2025-11-05", asked("b", 90)),
               learner="Ada", title="Her log", weak_below="75")  # fmt: skip
    assert (found.name, found.title, found.weak_below, found.mean) == ("Ada", "Her log", 75, 75)
    assert (found.score, found.scored_on, found.means, found.holds) == (90, date(2025, 11, 5), (60, 75), 3)
    assert (found.weak, found.streak) == ((2,), 1)


def test_days_are_counted_to_the_day_of_the_overview() -> None:
    """What was due later is due by then, weak items are older, and the streak is over once a study day was missed."""
    again = asked("c", 50), asked("c", 100, from_="2025-11-03")
    days = record("2025-11-03", asked("a", 95), again[0]), record("2025-11-04", asked("b", 60), again[1])
    early, late = on("2025-11-04", *days), on("2025-11-08", *days)
    assert (early.due, early.overdue, early.weak, early.days_ago, early.silent, early.streak) == (1, 0, (0,), 0, 0, 2)
    assert (late.due, late.overdue, late.weak, late.days_ago, late.silent, late.streak) == (3, 3, (4,), 4, 3, 0)
    assert late.as_of == date(2025, 11, 4)


@pytest.mark.parametrize(
    ("as_of", "day", "silent"),
    [
        ("2025-11-07", "2025-11-07", 0),  # the Friday of the record
        ("2025-11-07", "2025-11-08", 0),  # Saturday is not over
        ("2025-11-07", "2025-11-09", 1),
        ("2025-11-07", "2025-11-10", 1),  # Sunday is a rest day
        ("2025-11-07", "2025-11-11", 2),
        ("2025-11-11", "2025-11-11", 2),
        ("2025-11-11", "2025-11-12", 3),
        ("2025-11-12", "2025-11-11", 2),  # figures of the day after, from farther east
        ("2025-11-11", "2025-11-01", 0),
    ],
)
def test_silence_is_counted_in_study_days_that_are_over(as_of: str, day: str, silent: int) -> None:
    """Whether the figures know of them or stand for an earlier day."""
    found = on(day, record("2025-11-07", asked("a", 90)), as_of=as_of, rest_days=["sunday"])
    assert found.silent == silent


def test_a_journal_that_was_to_begin() -> None:
    """Without a record the days since its start count."""
    found = on("2025-11-07", as_of="2025-11-05", started="2025-11-03")
    assert (found.silent, found.active) == (4, None)


@given(st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(-3, 60), st.sets(st.sampled_from(WEEKDAYS)))
def test_study_days_are_those_counted_one_by_one(first: date, days: int, rest: set[Any]) -> None:
    """For any span and any rest days."""
    dates = [first + timedelta(n) for n in range(days)]
    assert _study_days(first, first + timedelta(days), rest) == sum(f"{d:%A}".lower() not in rest for d in dates)


@pytest.mark.parametrize(
    ("first", "ago", "a_week"),
    [
        (0, [0], Fraction(1)),
        (6, [0, 2, 6], Fraction(3)),
        (13, [0, 2, 13], Fraction(3, 2)),
        (27, [0, 2, 27], Fraction(3, 4)),
        (90, [0, 2, 27, 28, 90], Fraction(3, 4)),
        (90, [90], Fraction(0)),
        (6, [-1, 0, 6], Fraction(2)),
    ],
    ids=["the first day", "a week", "two weeks", "four weeks", "longer", "long ago", "one that is to come"],
)
def test_checks_a_week(first: int, ago: list[int], a_week: Fraction) -> None:
    """Over the last four weeks, or the time since the first record, a week at least; records without score are none."""
    day = date(2025, 11, 26)
    days = [record(str(day - timedelta(n)), asked("a", 90)) for n in ago]
    extra = (
        [record(str(day - timedelta(first)))] if first not in ago else [record(str(day - timedelta(first)), session=2)]
    )
    assert on(str(day), *days, *extra).checks_a_week == a_week


@pytest.mark.parametrize(
    ("known", "goal", "day", "outlook", "expected"),
    [
        ([10, 50], {}, "2025-11-26", "reached", None),
        ([10, 20], {"by": None}, "2025-11-26", "without a date", "2025-11-30"),
        ([10, 20], {"target": None}, "2025-11-26", "without a date", None),
        ([10, 20], {}, "2025-12-02", "missed", "2025-11-30"),
        ([10], {}, "2025-11-26", "too early to say", None),
        ([], {}, "2025-11-26", "too early to say", None),
        ([20, 20], {}, "2025-11-26", "late", None),
        ([10, 11], {}, "2025-12-01", "late", "2026-02-10"),
        ([10, 20], {}, "2025-11-26", "on pace", "2025-11-30"),
        ([10, 20], {"by": "2025-11-30"}, "2025-11-30", "on pace", "2025-11-30"),
        ([10, 20], {"by": "2025-11-29"}, "2025-11-26", "late", "2025-11-30"),
        ([0, 20, 10], {}, "2025-11-26", "may be late", "2025-11-30"),
    ],
    ids=["reached", "undated", "no target", "missed", "one snapshot", "none", "level", "late", "on pace", "to the day",
         "by a day", "its slow end"],
)  # fmt: skip
def test_goals(known: list[int], goal: dict[str, Any], day: str, outlook: str, expected: str | None) -> None:
    """By target, date and projection, on the day of the overview."""
    first = date(2025, 11, 24) - timedelta(2 * len(known) - 2)
    days = [record(str(first + timedelta(2 * n)), readiness=[{"goal": "g", "know": k}]) for n, k in enumerate(known)]
    (found,) = on(day, *days, goals=[{**SPLIT, **goal}], as_of="2025-11-25").goals
    by = {**SPLIT, **goal}["by"]
    assert (found.title, found.by, found.outlook) == ("Goal", by and date.fromisoformat(str(by)), outlook)
    assert found.expected == (expected and date.fromisoformat(expected)), found


def test_questions_that_wait() -> None:
    """From the day they were asked, where the message says, else from that of the record; answered ones are none."""
    thread = [{"by": "mentor", "text": "Done?"}, {"by": "learner", "text": "Yes."},
              {"by": "mentor", "on": "2025-11-20", "text": "And why?"}]  # fmt: skip
    days = record("2025-11-10", thread=thread), record("2025-11-12", thread=[{"by": "mentor", "text": "How?"}])
    assert on("2025-11-26", *days, as_of="2025-11-26").waiting == (14, 6)


def test_names_of_goals_and_learners_are_cleaned() -> None:
    """They stand in terminals and pages."""
    wild = json.loads(content(record("2025-11-05"), goals=[SPLIT]))
    wild |= {"learner": "A\x1b[31mda\u202e", "title": "x\ny"}
    wild["goals"][0]["title"] = "G\x07"
    found = standing(told(json.dumps(wild).encode()), date(2025, 11, 5))
    assert (found.name, found.title) == ("Ada", "x y")
    assert found.goals == (GoalStanding("G", date(2025, 12, 1), "too early to say", None),)
