"""How figures and dates are put into words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from studylog import wording


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (Fraction(1080, 13), 1, "83.1"),
        (Fraction(1080, 13), 2, "83.08"),
        (Fraction("97.5"), 0, "98"),
        (Fraction("0.05"), 1, "0.1"),
        (Fraction("-0.05"), 1, "−0.1"),
        (Fraction("-0.04"), 1, "0"),
        (Fraction(100), 1, "100"),
        (Fraction("6.625"), 2, "6.63"),
        (Decimal("9.50"), 1, "9.5"),
        (1200, 0, "1200"),
        (Fraction(10) ** 60 + Fraction(1, 4), 1, f"1{'0' * 59}0.3"),
        (None, 1, "–"),
    ],
)
def test_number_rounds_once_half_up(value: Fraction | None, digits: int, shown: str) -> None:
    """Halves go away from zero, and a decimal that says nothing is left out."""
    assert wording.number(value, digits) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(3, 2), "+1.5"), (Fraction(-2), "−2"), (Fraction("0.01"), "±0"), (None, "–")]
)
def test_signed_shows_the_direction(value: Fraction | None, shown: str) -> None:
    """A change has a sign, also when it rounds to nothing."""
    assert wording.signed(value) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (150, "2 h 30 min"), (None, "–")]
)
def test_duration_in_hours_and_minutes(minutes: int | None, shown: str) -> None:
    """Minutes become hours where there are any."""
    assert wording.duration(minutes) == shown


def test_days_counts_and_ranges() -> None:
    """Dates, counts and ranges read as a person would say them."""
    assert wording.day(date(2025, 11, 5)) == "5 Nov 2025"
    assert wording.weekday(date(2025, 11, 5)) == "Wed 5 Nov 2025"
    assert [wording.count(n, "day") for n in (0, 1, 2)] == ["no days", "1 day", "2 days"]
    assert wording.span((Fraction(45), Fraction(50))) == "45–50"
    assert wording.span((Fraction(45), Fraction(45))) == "45"


def test_days_on_average() -> None:
    """One day is one day; 0.96 of one is shown as one."""
    found = [wording.days_on_average(days) for days in ([1], [1, 1], [2, 3], [0], [1] * 24 + [0])]
    assert [text.removesuffix(" on average") for text in found] == ["1 day", "1 day", "2.5 days", "0 days", "1 day"]


def test_plurals_and_percent() -> None:
    """A plural may be its own; the percent sign never stands alone on a line; what is missing is a dash."""
    assert wording.count(2, "leech", "leeches") == "2 leeches"
    assert wording.percent(Fraction(1080, 13)) == "83.1\u00a0%"
    assert [wording.percent(None), wording.span(None), wording.day(None)] == ["–"] * 3
