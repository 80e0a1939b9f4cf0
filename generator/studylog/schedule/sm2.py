"""SM-2, exact: the published text, the published program, and the variant of hand-kept logs.

Ease factors are whole hundredths. With floats 2.5 + 0.1 - 0.14 + … drifts, and an interval of 150 days comes out as
151. Source: P. A. Woźniak, "Optimization of learning", 1990, chapter 3.2 and the appended Delphi program.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

LOWEST_EASE = 130
LONGEST_INTERVAL_DAYS = 36_500
PASS_QUALITY = 3


@dataclass(frozen=True, slots=True)
class State:
    """What SM-2 remembers of a topic: passes in a row, days to the next review, ease in hundredths."""

    repetitions: int = 0
    interval: int = 0
    ease: int = 250


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A variant: `quality` of a score in percent, whether that `passes`, and the state after an answer.

    `introduce` is the state after the check on the day a topic is first studied.
    """

    quality: Callable[[Fraction], int]
    passes: Callable[[int], bool]
    answer: Callable[[State, int], State]
    introduce: Callable[[int], State]


def quality(score: Fraction) -> int:
    """The published 0 to 5 from percent."""
    return sum(score >= limit for limit in (20, 40, 60, 80, 95))


def log_quality(score: Fraction) -> int:
    """The 1 to 5 of hand-kept logs from percent: up to 60, below 80, up to 90, below 100, and full marks."""
    return 1 + (score > 60) + (score >= 80) + (score > 90) + (score >= 100)


def eased(ease: int, quality: int) -> int:
    """The ease after an answer: EF + 0.1 - (5-q)(0.08 + (5-q)*0.02), at least 1.3."""
    short = 5 - quality
    return max(LOWEST_EASE, ease + 10 - short * (8 + short * 2))


def text(state: State, quality: int) -> State:
    """The published text: intervals round up, and a failure leaves the ease alone."""
    if quality < PASS_QUALITY:
        return State(0, 1, state.ease)
    return _passed(state, eased(state.ease, quality), _up(state.interval * state.ease))


def program(state: State, quality: int) -> State:
    """The published program: intervals round to the nearest (halves to even, as Delphi does); a failure costs ease."""
    ease = eased(state.ease, quality)
    if quality < PASS_QUALITY:
        return State(0, 1, ease)
    return _passed(state, ease, round(Fraction(state.interval * state.ease, 100)))


def log(state: State, quality: int) -> State:
    """The variant of hand-kept logs: only quality 1 fails; the new ease makes the interval, halves round up."""
    ease = eased(state.ease, quality)
    if quality <= 1:
        return State(1, 1, ease)
    return _passed(state, ease, (state.interval * ease + 50) // 100)


def _passed(state: State, ease: int, grown: int) -> State:
    interval = {0: 1, 1: 6}.get(state.repetitions, grown)
    return State(state.repetitions + 1, min(interval, LONGEST_INTERVAL_DAYS), ease)


def _up(hundredths: int) -> int:
    return -(-hundredths // 100)


ALGORITHMS: Mapping[str, Algorithm] = {
    "sm2": Algorithm(quality, lambda q: q >= PASS_QUALITY, text, lambda q: text(State(), q)),
    "sm2-delphi": Algorithm(quality, lambda q: q >= PASS_QUALITY, program, lambda q: program(State(), q)),
    "sm2-log": Algorithm(log_quality, lambda q: q > 1, log, lambda _: State(1, 1)),
}
