"""Where the scores are heading: the mean of the latest checks against what it was four weeks before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

TREND_DAYS = 28


@dataclass(frozen=True, slots=True)
class Trend:
    """The 7-check mean at the last check, in percent, and by how many points it has changed.

    `since` is the last check four weeks or more before it; where there is none it and `change` are None.
    """

    mean: Fraction
    since: date | None
    change: Fraction | None


def trend(means: Sequence[tuple[date, Fraction]]) -> Trend | None:
    """The trend of 7-check means, oldest first; None before the first check."""
    if not means:
        return None
    last, mean = means[-1]
    earlier = [(on, value) for on, value in means if (last - on).days >= TREND_DAYS]
    if not earlier:
        return Trend(mean, None, None)
    since, before = earlier[-1]
    return Trend(mean, since, mean - before)
