"""Shares and their intervals, held against SciPy."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from studylog.measure.proportion import Proportion, proportion, wilson


@pytest.mark.parametrize("asked", [1, 2, 9, 10, 11, 45, 100, 997, 30_000])
@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.8, 0.93, 1])
def test_the_interval_is_the_one_of_scipy(asked: int, share: float) -> None:
    """Wilson's, without continuity correction, to the last digits of a float."""
    successes = round(asked * share)
    expected = binomtest(successes, asked).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(successes, asked) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_asked_says_nothing() -> None:
    """Any share is possible."""
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize(
    ("successes", "asked", "percent", "missing"),
    [(0, 0, None, 10), (9, 9, None, 1), (9, 10, Fraction(90), 0), (1, 12, Fraction(25, 3), 0)],
)
def test_a_percentage_takes_ten(successes: int, asked: int, percent: Fraction | None, missing: int) -> None:
    """Below, it says how many more."""
    share = Proportion(successes, asked)
    assert (share.percent, share.missing) == (percent, missing)
    assert (share.interval is None) == (percent is None)


def test_shares_add_up() -> None:
    """Counts, not percentages."""
    assert proportion([True, False]) + proportion([True] * 8) == Proportion(9, 10)


counts = st.integers(10, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_interval_holds_the_share(count: tuple[int, int]) -> None:
    """And stays between 0 and 100 %."""
    share = Proportion(*count)
    assert share.interval and share.percent is not None
    low, high = share.interval
    assert 0 <= low <= share.percent <= high <= 100


@given(counts)
def test_one_success_more_never_lowers_anything(count: tuple[int, int]) -> None:
    """Neither the percentage nor an end of the interval."""
    successes, asked = count
    more = Proportion(min(successes + 1, asked), asked)
    fewer = Proportion(successes, asked)
    assert more.interval and fewer.interval and more.percent is not None and fewer.percent is not None
    assert more.percent >= fewer.percent
    assert more.interval >= fewer.interval
