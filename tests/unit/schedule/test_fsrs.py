"""Schedules made by FSRS: its own intervals, and the rules that hold whatever the algorithm."""

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fsrs import Card, Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from studylog.model import Schedule
from studylog.schedule.algorithm import algorithm
from studylog.schedule.memory import Memory, interval, recall, scheduler
from studylog.schedule.replay import TopicSchedule
from tests.journals import asked, figures, record

SCORES = {1: 30, 2: 70, 3: 85, 4: 100}
"""A score that gives each rating; on the first day full marks are Good."""
START = date(2025, 1, 1)


def schedule(*records: Any, options: dict[str, Any] | None = None, **kwargs: Any) -> TopicSchedule:
    fsrs = {"algorithm": "fsrs"} | (options or {})
    found = figures(*records, schedule=fsrs, **kwargs).topics["a"].schedule
    assert found
    return found


def on_time(ratings: list[int], options: dict[str, Any] | None = None) -> list[int]:
    """The intervals where each check comes on the day that the one before it set, and nothing is called weak."""
    records, day = [], START
    for given_ in ratings:
        records.append(record(str(day), asked("a", SCORES[given_])))
        day = schedule(*records, options=options, weak_below="0").due
    return [step.after.interval for step in schedule(*records, options=options, weak_below="0").steps]


@pytest.mark.parametrize(
    ("ratings", "options", "intervals"),
    [
        ([3] * 6, {}, [2, 11, 46, 163, 497, 1346]),
        ([1, 2, 3, 4, 1, 2, 3, 4], {}, [1, 1, 3, 12, 1, 2, 4, 9]),
        ([4, 3], {}, [2, 11]),
        ([3] * 5, {"maximum_interval": 100}, [2, 11, 46, 100, 100]),
        ([3] * 4, {"retention": "97%"}, [1, 2, 4, 7]),
        ([3] * 3, {"retention": 90}, [2, 11, 46]),
    ],
    ids=["good", "up and down", "full marks on the first day", "capped", "high retention", "the default spelt out"],
)
def test_intervals_on_time(ratings: list[int], options: dict[str, Any], intervals: list[int]) -> None:
    """Known series of the published parameters, and what the options make of them."""
    assert on_time(ratings, options) == intervals


@settings(max_examples=int(os.environ.get("STUDYLOG_HISTORIES", "400")), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 4)), max_size=8), st.integers(70, 97))
def test_every_history_of_reviews_in_time_or_late_is_that_of_a_card(late: list[tuple[int, int]], aim: int) -> None:
    """State and date of each step, from records, equal those of the package's card; nothing is weak or a goal."""
    options = Schedule.model_validate({"algorithm": "fsrs", "retention": str(aim)})
    rules, fsrs = algorithm(options), scheduler(options.retention / 100 if options.retention else 0)
    card, state, day = Card(card_id=5, due=datetime(2025, 1, 1, tzinfo=UTC)), None, START
    records = []
    for waited, given_ in [(0, 3), *late]:
        day += timedelta(waited)
        records.append(record(str(day), asked("a", SCORES[given_])))
        card, _ = fsrs.review_card(card, Rating(given_), datetime(day.year, day.month, day.day, tzinfo=UTC))
        state = rules.answered(state, given_, day)
        expected = Memory(day, card.stability or 0, card.difficulty or 0, (card.due.date() - day).days)
        assert (state, interval(state, fsrs)) == (expected, expected.interval)
        day = card.due.date()
        if day.year > 2190:
            break
    found = schedule(*records, options={"retention": str(aim)}, weak_below="0")
    assert (found.state, found.due) == (state, card.due.date())
    assert {step.effect for step in found.steps} <= {"introduced", "passed", "lapsed"}


MET = record("2025-11-01", asked("a", 90))
PASSED = record("2025-11-03", asked("a", 90))


@pytest.mark.parametrize(
    ("records", "options", "why"),
    [
        (
            [MET, PASSED],
            {},
            "Scored 90 on 3 Nov 2025 (Good): recall falls to 90 % in 11 days, on 14 Nov 2025.",
        ),
        (
            [MET, record("2025-11-03", asked("a", 95))],
            {"schedule": {"retention": 95}},
            "Scored 95 on 3 Nov 2025 (Easy): recall falls to 95 % in 7 days, on 10 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-07", asked("a", 100))],
            {},
            "Scored 100 on 7 Nov 2025, before its time, so the date set on 3 Nov 2025 stands: "
            "11 days on is 14 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-14", asked("a", 70))],
            {},
            "Scored 70 on 14 Nov 2025, below 80: again on the next study day, 15 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-14", asked("a", 30))],
            {"weak_below": "20"},
            "Scored 30 on 14 Nov 2025 (Again): recall falls to 90 % in 2 days, on 16 Nov 2025.",
        ),
        (
            [MET, record("2025-11-01", asked("a", 90), session=2)],
            {"rest_days": ["monday"]},
            "Scored 90 on 1 Nov 2025 (Good): recall falls to 90 % in 2 days, on 3 Nov 2025, "
            "moved to 4 Nov 2025, a study day.",
        ),
        (
            [MET, PASSED],
            {"schedule": {"maximum_interval": 5}},
            "Scored 90 on 3 Nov 2025 (Good): the longest interval, 5 days on is 8 Nov 2025.",
        ),
        (
            [MET, PASSED],
            {"goals": [{"id": "g", "title": "G", "by": "2025-11-09", "covers": ["a"]}]},
            "Scored 90 on 3 Nov 2025 (Good): once more before the goal of 9 Nov 2025, 5 days on is 8 Nov 2025.",
        ),
    ],
    ids=["passed", "retention", "early", "weak", "lapse", "moved", "longest", "goal"],
)
def test_why(records: list[Any], options: dict[str, Any], why: str) -> None:
    """The rating, the retention and the date that really decided."""
    options = dict(options)
    assert schedule(*records, options=options.pop("schedule", None), **options).why == why


def known_well() -> list[Any]:
    """Passes on time until the interval is 163 days, and the day on which they end."""
    records, day = [], START
    for days in (2, 11, 46, 163):
        records.append(record(str(day), asked("a", 85)))
        day += timedelta(days)
    return [*records, day]


def test_an_early_pass_moves_the_memory_and_leaves_the_date() -> None:
    """The date set before stands; what is remembered, and the interval after the next review, know of the answer."""
    *records, day = known_well()
    early = record(str(day - timedelta(80)), asked("a", 100))
    before, after = schedule(*records), schedule(*records, early)
    assert (after.steps[-1].effect, after.next, after.state.interval) == ("early", day, 163)
    assert isinstance(before.state, Memory) and isinstance(after.state, Memory)
    assert after.state.stability > before.state.stability
    assert recall(after.state, day, scheduler()) > recall(before.state, day, scheduler())


def test_a_lapse_never_puts_a_date_off() -> None:
    """A well-known topic gets more than a day after Again, but no more than were left."""
    *records, day = known_well()
    late = schedule(*records, record(str(day), asked("a", 30)), weak_below="0")
    assert (late.steps[-1].effect, late.state.interval) == ("lapsed", 5)
    early = schedule(*records, record(str(day - timedelta(2)), asked("a", 30)), weak_below="0")
    assert (early.steps[-1].effect, early.next) == ("lapsed", day)
    assert early.why == "Scored 30 on 9 Aug 2025 (Again): a lapse never puts a date off, 2 days on is 11 Aug 2025."


def test_a_lapse_is_weak_and_comes_again_on_the_next_study_day() -> None:
    """Whatever FSRS gives it, and the sentence says which of the two it was."""
    *records, day = known_well()
    found = schedule(*records, record(str(day), asked("a", 30)))
    assert (found.due, found.next) == (day + timedelta(1), day + timedelta(5))
    assert found.why == "Scored 30 on 11 Aug 2025, below 80: again on the next study day, 12 Aug 2025."


def test_every_topic_has_a_predicted_recall_whatever_the_scheduler() -> None:
    """From every scheduled observation, the early ones too, for the day of the figures; none without an observation."""
    days = [record(f"2025-11-{n:02}", asked("a", 90)) for n in (1, 2, 3)]
    known = {
        name: figures(*days, as_of="2025-11-20", topics_too=["b"], schedule={"algorithm": name}).topics
        for name in ("sm2", "sm2-log", "fsrs")
    }
    shares = {name: topics["a"].recall for name, topics in known.items()}
    card = Card(card_id=1, due=datetime(2025, 11, 1, tzinfo=UTC))
    for n in (1, 2, 3):
        card, _ = scheduler().review_card(card, Rating.Good, datetime(2025, 11, n, tzinfo=UTC))
    expected = 100 * scheduler().get_card_retrievability(card, datetime(2025, 11, 20, tzinfo=UTC))
    assert {float(share or 0) for share in shares.values()} == {expected}
    assert known["sm2"]["b"].recall is None and known["sm2"]["b"].memory is None
