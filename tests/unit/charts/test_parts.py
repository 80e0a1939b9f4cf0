"""What charts share: bands, ticks, and the way from a point to its page."""

from datetime import date
from fractions import Fraction

import pytest

from studylog.charts.parts import band, date_ticks, nice_step, pages_of


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0, "low"), (59, "low"), (60, "weak"), (Fraction(7999, 100), "weak"), (80, "good"), (89, "good"), (90, "top")],
)
def test_bands_part_at_the_weak_line(score: Fraction, expected: str) -> None:
    """Two below it and two above; the exact score decides, not the one shown."""
    assert band(Fraction(score), Fraction(80)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-11-01", "2025-11-01", ["1 Nov"]),
        ("2025-10-31", "2025-11-17", ["31 Oct", "3 Nov", "6 Nov", "9 Nov", "12 Nov", "15 Nov"]),
        ("2025-11-01", "2026-03-15", ["Nov 2025", "Dec", "Jan 2026", "Feb", "Mar"]),
        ("2016-12-01", "2026-11-27", ["2018", "2020", "2022", "2024", "2026"]),
    ],
)
def test_dates_on_an_axis_are_round_and_few(first: str, last: str, expected: list[str]) -> None:
    """Days, months or years, as many as there is room for."""
    ticks = date_ticks(date.fromisoformat(first), date.fromisoformat(last))
    assert [text for _, text in ticks] == expected
    assert len(ticks) <= 7


def test_steps_are_one_two_or_five() -> None:
    """Of any power of ten."""
    assert [nice_step(Fraction(n)) for n in (1, 6, 7, 30, 31, 100, 1000)] == [1, 1, 2, 5, 10, 20, 200]


def test_points_find_their_pages() -> None:
    """By what they have in common and what they have not; the x value serves where it is the same."""
    days = ["2025-11-04", "2025-11-05"]
    assert pages_of([f"journal/days/{day}.md" for day in days], days) == {"meta": "journal/days/"}
    sessions = ["journal/days/2025-11-04.md", "journal/days/2025-11-04-2.md", None]
    assert pages_of(sessions, ["2025-11-04", "2025-11-04", "x"]) == {
        "meta": "journal/days/",
        "customdata": ["2025-11-04", "2025-11-04-2", ""],
    }
    assert pages_of(["index.md", "journal/days/a.md"], ["x", "y"]) == {
        "meta": "",
        "customdata": ["index", "journal/days/a"],
    }
    assert pages_of([None, None], ["x", "y"]) == {}
