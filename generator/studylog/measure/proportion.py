"""How many of how many: a percentage once enough was counted, and Wilson's interval around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

ENOUGH = 10
Z = 1.959963984540054
"""Of the standard normal distribution: 95 % lie within so many deviations of the mean."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """`successes` of `asked`. Below ten it is too early for a percentage: `missing` says how many more it takes."""

    successes: int = 0
    asked: int = 0

    @property
    def percent(self) -> Fraction | None:
        return None if self.missing else Fraction(100 * self.successes, self.asked)

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """The range in percent that holds the true share in 95 of 100 cases; None where there is no percentage."""
        if self.missing:
            return None
        low, high = wilson(self.successes, self.asked)
        return 100 * Fraction(low), 100 * Fraction(high)

    @property
    def missing(self) -> int:
        return max(0, ENOUGH - self.asked)

    def __add__(self, other: "Proportion") -> "Proportion":
        return Proportion(self.successes + other.successes, self.asked + other.asked)


def proportion(outcomes: Iterable[bool]) -> Proportion:
    """How many of the outcomes are true."""
    found = list(outcomes)
    return Proportion(sum(found), len(found))


def wilson(successes: int, asked: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, without continuity correction, 0 to 1; of nothing asked it is all of that.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not asked:
        return 0.0, 1.0
    share, spread = successes / asked, Z * Z / asked
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return 0.0 if not successes else middle - reach, 1.0 if successes == asked else middle + reach
