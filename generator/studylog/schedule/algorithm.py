"""What a schedule asks of its algorithm, whichever it is: SM-2 in one of three variants, or FSRS."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeVar

from fsrs import Rating

from ..measure.scores import Observation
from ..model import Schedule
from ..wording import count, day, number
from . import sm2
from .memory import LONGEST_INTERVAL_DAYS, RETENTION, Memory, after, rating, scheduler

Effect = Literal["introduced", "passed", "early", "lapsed"]
State = sm2.State | Memory
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Step:
    """What one observation did. `before` is None at the first; an early pass leaves the date alone."""

    observation: Observation
    quality: int
    effect: Effect
    before: State | None
    after: State
    next: date
    capped_by: date | None


class Algorithm(Protocol[S]):
    """From answers to states with an `interval` in days. `good` is the quality of a pass as it should be."""

    good: int

    def quality(self, score: Fraction, *, first: bool) -> int:
        """What a score in percent counts as; `first` = nothing was asked about the topic before."""

    def passes(self, quality: int) -> bool:
        """Whether an answer is no lapse."""

    def introduced(self, quality: int, on: date) -> S:
        """The state after the check on the day a topic is first studied."""

    def answered(self, state: S | None, quality: int, on: date) -> S:
        """The state after a pass in time or late, or after a lapse."""

    def passed_early(self, state: S, quality: int, on: date) -> S:
        """The state after a pass before its time, with the interval as it was."""

    def said(self, quality: int) -> str:
        """What a sentence calls a quality."""

    def rule(self, step: Step) -> str:
        """What gave a step its interval, with the arithmetic of the date."""

    def stands(self, step: Step) -> str:
        """The same for a date that an early pass left alone."""


@lru_cache
def algorithm(schedule: Schedule) -> Algorithm[Any]:
    """The algorithm that a journal asks for, with its options."""
    if schedule.algorithm == "fsrs":
        retention = RETENTION if schedule.retention is None else schedule.retention / 100
        return Fsrs(retention, schedule.maximum_interval or LONGEST_INTERVAL_DAYS)
    return Sm2(schedule.algorithm)


class Sm2(Algorithm[sm2.State]):
    """SM-2 in one of its variants; the days themselves do not matter to it."""

    good = 4

    def __init__(self, name: str) -> None:
        self._name, self._variant = name, sm2.ALGORITHMS[name]

    def quality(self, score: Fraction, *, first: bool) -> int:
        return self._variant.quality(score)

    def passes(self, quality: int) -> bool:
        return self._variant.passes(quality)

    def introduced(self, quality: int, on: date) -> sm2.State:
        return self._variant.introduce(quality)

    def answered(self, state: sm2.State | None, quality: int, on: date) -> sm2.State:
        return self._variant.answer(state or sm2.State(), quality)

    def passed_early(self, state: sm2.State, quality: int, on: date) -> sm2.State:
        return state

    def said(self, quality: int) -> str:
        return f"quality {quality}"

    def rule(self, step: Step) -> str:
        return f"{self._rule(step)}, {count(step.after.interval, 'day')} on is {day(step.next)}"

    stands = rule

    def _rule(self, step: Step) -> str:
        before, after = step.before, step.after
        if step.effect == "lapsed":
            return "a lapse starts the intervals again"
        if not self.passes(step.quality):
            return "failed at first, so the first interval"
        if not (isinstance(before, sm2.State) and isinstance(after, sm2.State)) or after.repetitions <= 2:
            return "second interval" if isinstance(after, sm2.State) and after.repetitions == 2 else "first interval"
        if after.interval == sm2.LONGEST_INTERVAL_DAYS:
            return "the longest interval"
        ease = after.ease if self._name == "sm2-log" else before.ease
        grown = Fraction(before.interval * ease, 100)
        rounding = "rounded up" if self._name == "sm2" else "rounded"
        exact = "" if grown.denominator == 1 else f" = {number(grown, 2)}, {rounding}"
        return f"interval {before.interval} × ease {number(Fraction(ease, 100), 2)}{exact}"


class Fsrs(Algorithm[Memory]):
    """FSRS with a `retention` to aim at (0 to 1) and a longest interval in days; its qualities are the four ratings.

    Every answer moves the memory, those before their time too: only the date is left alone.
    """

    good = int(Rating.Good)

    def __init__(self, retention: Fraction = RETENTION, longest: int = LONGEST_INTERVAL_DAYS) -> None:
        self._retention, self._longest = retention, longest
        self._fsrs = scheduler(retention, longest)

    def quality(self, score: Fraction, *, first: bool) -> int:
        return int(rating(score, first=first))

    def passes(self, quality: int) -> bool:
        return quality > Rating.Again

    def introduced(self, quality: int, on: date) -> Memory:
        return self.answered(None, quality, on)

    def answered(self, state: Memory | None, quality: int, on: date) -> Memory:
        return after(state, Rating(quality), on, self._fsrs)

    def passed_early(self, state: Memory, quality: int, on: date) -> Memory:
        return replace(self.answered(state, quality, on), interval=state.interval)

    def said(self, quality: int) -> str:
        return Rating(quality).name

    def rule(self, step: Step) -> str:
        interval = step.after.interval
        if isinstance(step.before, Memory) and interval < self._own_interval(step.before, step):
            return f"a lapse never puts a date off, {self.stands(step)}"
        if interval == self._longest:
            return f"the longest interval, {self.stands(step)}"
        share = number(100 * self._retention)
        return f"recall falls to {share} % in {count(interval, 'day')}, on {day(step.next)}"

    def _own_interval(self, before: Memory, step: Step) -> int:
        return self.answered(before, step.quality, step.observation.date).interval

    def stands(self, step: Step) -> str:
        return f"{count(step.after.interval, 'day')} on is {day(step.next)}"
