"""Weeks and months."""

from datetime import date
from fractions import Fraction

from studylog.measure.periods import week_key
from tests.journals import asked, figures, record


def test_iso_weeks_at_the_turn_of_the_year() -> None:
    """29 December 2025 belongs to the first week of 2026, and to December."""
    found = figures(
        record("2025-12-28", asked("a", 50)),
        record("2025-12-29", asked("a", 90)),
        record("2026-01-04", asked("b", 100)),
    )
    assert [(w.key, str(w.first), str(w.last), w.checks) for w in found.weeks] == [
        ("2025-W52", "2025-12-22", "2025-12-28", 1),
        ("2026-W01", "2025-12-29", "2026-01-04", 2),
    ]
    assert [(m.key, str(m.last)) for m in found.months] == [("2025-12", "2025-12-31"), ("2026-01", "2026-01-31")]


def test_means_are_over_questions_and_compared_with_the_period_before() -> None:
    """A long check weighs more; a week without records in between is skipped."""
    found = figures(
        record("2025-11-03", asked("a", 100), asked("a", 100), asked("a", 100)),
        record("2025-11-04", asked("a", 60, from_="2025-11-03")),
        record("2025-11-17", asked("a", 100), minutes=30),
    ).weeks
    assert [(w.all.value, w.new.value, w.review.value, w.change) for w in found] == [
        (90, 100, 60, None),
        (100, 100, None, 10),
    ]
    assert [w.minutes for w in found] == [None, 30]


def test_topics_met_and_weak_items_by_period() -> None:
    """A topic is met once; an item is opened in one week and resolved in another."""
    found = figures(
        record("2025-11-03", asked("a", 70), introduces=["b"]), record("2025-11-10", asked("a", 90), asked("c", 90))
    ).weeks
    assert [w.met for w in found] == [("a", "b"), ("c",)]
    assert [(len(w.opened), len(w.resolved)) for w in found] == [(1, 0), (0, 1)]
    assert found[0].all.points == Fraction(7, 10)


def test_weeks_by_number_at_the_ends_of_years() -> None:
    """Week 53 of a long year runs into January; February ends on the 29th in a leap year."""
    assert [week_key(date(*day)) for day in ((2020, 12, 31), (2021, 1, 3), (2021, 1, 4), (2024, 12, 30))] == [
        "2020-W53",
        "2020-W53",
        "2021-W01",
        "2025-W01",
    ]
    leap = figures(record("2024-02-01", asked("a", 90))).months[0]
    assert (leap.key, leap.first, leap.last) == ("2024-02", date(2024, 2, 1), date(2024, 2, 29))


def test_a_period_without_scores_has_no_change_and_breaks_none() -> None:
    """The week after compares with the last week that has a mean; minutes and rest days count no check."""
    found = figures(
        record("2025-11-03", asked("a", 70)),
        record("2025-11-10", asked("a", None), minutes=10),
        record("2025-11-11", kind="rest"),
        record("2025-11-17", asked("a", 90)),
    ).weeks
    assert [(w.all.value, w.change, w.checks, w.minutes) for w in found] == [
        (70, None, 1, None),
        (None, None, 0, 10),
        (90, 20, 1, None),
    ]
