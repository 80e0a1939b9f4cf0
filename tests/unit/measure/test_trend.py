"""Where the scores are heading."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from studylog.measure.trend import Trend, trend
from tests.journals import asked, figures, record

LAST = date(2025, 11, 30)


@pytest.mark.parametrize(
    ("means", "found"),
    [
        ([], None),
        ([(0, 80)], Trend(Fraction(80), None, None)),
        ([(27, 60), (0, 80)], Trend(Fraction(80), None, None)),
        ([(28, 60), (0, 80)], Trend(Fraction(80), LAST - timedelta(28), Fraction(20))),
        ([(40, 50), (29, 90), (27, 60), (0, 80)], Trend(Fraction(80), LAST - timedelta(29), Fraction(-10))),
        ([(28, 60), (28, 70), (0, 80), (0, 81)], Trend(Fraction(81), LAST - timedelta(28), Fraction(11))),
    ],
    ids=["no check", "one", "27 days", "28 days", "the last before", "two sessions"],
)
def test_against_four_weeks_before(means: list[tuple[int, int]], found: Trend | None) -> None:
    """The last check that is 28 days or more before the last one."""
    assert trend([(LAST - timedelta(ago), Fraction(mean)) for ago, mean in means]) == found


def test_records_without_a_score_are_no_checks() -> None:
    """The mean of seven checks runs over those with one."""
    days = [record("2025-10-01", asked("a", 60)), record("2025-11-05", asked("a", 90)), record("2025-11-06")]
    assert figures(*days).trend == Trend(Fraction(75), date(2025, 10, 1), Fraction(15))
