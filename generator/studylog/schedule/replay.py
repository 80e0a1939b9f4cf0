"""From the history of a topic to where it stands: its state, when it is due, and the reason in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ..measure.scores import Observation
from ..model import Settings
from ..wording import day, number
from .sm2 import ALGORITHMS, State

Effect = Literal["introduced", "passed", "early", "lapsed"]


@dataclass(frozen=True, slots=True)
class Step:
    """What one observation did. `before` and `after` are the states; an early pass leaves the state and date alone."""

    observation: Observation
    quality: int
    effect: Effect
    before: State
    after: State
    next: date
    capped_by: date | None


@dataclass(frozen=True, slots=True)
class TopicSchedule:
    """Where a topic stands. `next` is the scheduler's own date; `due` the study day on which it comes again."""

    topic: str
    steps: tuple[Step, ...]
    next: date
    due: date
    weak: bool
    why: str

    @property
    def state(self) -> State:
        return self.steps[-1].after

    @property
    def last(self) -> Observation:
        return self.steps[-1].observation

    def overdue(self, as_of: date) -> int:
        """Days since it was due; negative = days until then."""
        return (as_of - self.due).days


def replay(
    history: Sequence[Observation], settings: Settings, *, weak: bool, goal_dates: Iterable[date] = ()
) -> TopicSchedule:
    """The schedule of one topic from its observations, oldest first (at least one).

    `weak` says whether a weak item of it is open, which brings it back on the next study day whatever the algorithm.
    `goal_dates` are the dates of the goals that cover it: an interval that would pass over one ends the day before.
    """
    steps: list[Step] = []
    for observation in history:
        if observation.scheduled:
            steps.append(_step(steps[-1] if steps else None, observation, settings, sorted(goal_dates)))
    last, own = steps[-1], settings.next_study_day(steps[-1].next)
    seen = history[-1].date
    again = settings.next_study_day(seen + timedelta(1))
    due = min(own, again) if weak else own
    return TopicSchedule(history[0].topic, tuple(steps), last.next, due, weak, _why(steps, due, weak, settings))


def _step(last: Step | None, observation: Observation, settings: Settings, goal_dates: Sequence[date]) -> Step:
    algorithm = ALGORITHMS[settings.schedule.algorithm]
    quality = algorithm.quality(observation.score)
    before = last.after if last else State()
    effect = _effect(last, observation, algorithm.passes(quality))
    if effect == "early" and last:
        return Step(observation, quality, effect, before, before, last.next, last.capped_by)
    after = algorithm.introduce(quality) if effect == "introduced" else algorithm.answer(before, quality)
    after, capped_by = _capped(after, observation.date, goal_dates)
    return Step(observation, quality, effect, before, after, observation.date + timedelta(after.interval), capped_by)


def _effect(last: Step | None, observation: Observation, passed: bool) -> Effect:
    if last is None and observation.introduced:
        return "introduced"
    if not passed:
        return "lapsed"
    return "early" if last and observation.date < last.next else "passed"


def _capped(state: State, seen: date, goal_dates: Sequence[date]) -> tuple[State, date | None]:
    for goal in goal_dates:
        latest = (goal - seen).days - 1
        if 1 <= latest < state.interval:
            return State(state.repetitions, latest, state.ease), goal
    return state, None


def simulate(schedule: TopicSchedule, settings: Settings, start: date, end: date, quality: int) -> tuple[date, ...]:
    """The study days from `start` to `end` on which a topic falls due if each review comes on time with `quality`.

    A topic that is due before `start` is reviewed on `start`, without being counted there.
    """
    algorithm, state, found = ALGORITHMS[settings.schedule.algorithm], schedule.state, []
    due, own = schedule.due, schedule.next
    while due <= end:
        if due >= start:
            found.append(due)
        reviewed = max(due, settings.next_study_day(start))
        if reviewed >= own or not algorithm.passes(quality):
            state = algorithm.answer(state, quality)
            own = reviewed + timedelta(state.interval)
        due = settings.next_study_day(own)
    return tuple(found)


def _why(steps: Sequence[Step], due: date, weak: bool, settings: Settings) -> str:
    """One sentence: the last score, the rule that applied, the arithmetic of the date."""
    step = steps[-1]
    seen = step.observation
    scored = f"Scored {number(seen.score)} on {day(seen.date)}"
    if (weak and due < settings.next_study_day(step.next)) or (weak and step.effect == "early"):
        lowest = "" if seen.lowest == seen.score else f" with {number(seen.lowest)} on one question"
        return f"{scored}{lowest}, below {number(settings.weak_below)}: again on the next study day, {day(due)}."
    if step.effect == "early":
        return f"{scored}, before its time, so the date set earlier stands: {day(due)}."
    rule = f"before the goal of {day(step.capped_by)}" if step.capped_by else _interval(steps, settings)
    moved = "" if due == step.next else f", moved to {day(due)}, a study day"
    days = f"{step.after.interval} day{'' if step.after.interval == 1 else 's'}"
    return f"{scored} (quality {step.quality}): {rule}, {days} on is {day(step.next)}{moved}."


def _interval(steps: Sequence[Step], settings: Settings) -> str:
    """The rule that gave the last interval."""
    step = steps[-1]
    if step.effect == "lapsed":
        return "a lapse starts the intervals again"
    if step.after.repetitions <= 2:
        return "first interval" if step.after.repetitions <= 1 else "second interval"
    new_ease = settings.schedule.algorithm == "sm2-log"
    ease = step.after.ease if new_ease else step.before.ease
    grown = Fraction(step.before.interval * ease, 100)
    exact = "" if grown.denominator == 1 else f" = {number(grown, 2)}, rounded"
    return f"interval {step.before.interval} × ease {number(Fraction(ease, 100), 2)}{exact}"
