"""From the history of a topic to where it stands: its state, when it is due, and the reason in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ..measure.scores import Observation
from ..model import Settings
from ..wording import count, day, number, rounded
from .sm2 import ALGORITHMS, LONGEST_INTERVAL_DAYS, State

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
    """Where a topic stands. `next` is the scheduler's own date; `due` the study day on which it comes again.

    `goals` are the dates of the goals that cover it, earliest first.
    """

    topic: str
    steps: tuple[Step, ...]
    next: date
    due: date
    weak: bool
    why: str
    goals: tuple[date, ...]

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
    `goal_dates` are the dates of the goals that cover it: an interval that would pass over one ends on the last study
    day before it.
    """
    goals, steps = tuple(sorted(goal_dates)), list[Step]()
    for observation in history:
        if observation.scheduled:
            steps.append(_step(steps[-1] if steps else None, observation, settings, goals))
    last = history[-1].date
    due = settings.next_study_day(last + timedelta(1) if weak else steps[-1].next)
    if weak and steps[-1].effect != "lapsed":
        why = _why_weak([seen for seen in history if seen.date == last], due, settings)
    else:
        why = _why(steps, due, settings)
    return TopicSchedule(history[0].topic, tuple(steps), steps[-1].next, due, weak, why, goals)


def _step(last: Step | None, observation: Observation, settings: Settings, goal_dates: Sequence[date]) -> Step:
    algorithm = ALGORITHMS[settings.schedule.algorithm]
    quality = algorithm.quality(observation.score)
    before = last.after if last else State()
    effect = _effect(last, observation, algorithm.passes(quality))
    if effect == "early" and last:
        return Step(observation, quality, effect, before, before, last.next, last.capped_by)
    after = algorithm.introduce(quality) if effect == "introduced" else algorithm.answer(before, quality)
    after, capped_by = _capped(after, observation.date, goal_dates, settings)
    return Step(observation, quality, effect, before, after, observation.date + timedelta(after.interval), capped_by)


def _effect(last: Step | None, observation: Observation, passed: bool) -> Effect:
    if last is None and observation.introduced:
        return "introduced"
    if not passed:
        return "lapsed"
    return "early" if last and observation.date < last.next else "passed"


def _capped(state: State, seen: date, goal_dates: Sequence[date], settings: Settings) -> tuple[State, date | None]:
    for goal in goal_dates:
        week = [goal - timedelta(n) for n in range(1, 8)]
        last = next((before for before in week if not settings.is_rest_day(before)), week[0])
        if 1 <= (days := (last - seen).days) < state.interval:
            return State(state.repetitions, days, state.ease), goal
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
            state, _ = _capped(algorithm.answer(state, quality), reviewed, schedule.goals, settings)
            own = reviewed + timedelta(state.interval)
        due = settings.next_study_day(own)
    return tuple(found)


def _why_weak(day_seen: Sequence[Observation], due: date, settings: Settings) -> str:
    """One sentence for a topic with an open weak item, from its observations on the last day it was asked."""
    seen = min(day_seen, key=lambda observation: observation.lowest)
    lowest = "" if seen.lowest == seen.score else f" with {_shown(seen.lowest, settings)} on one question"
    scored = f"Scored {_shown(seen.score, settings)} on {day(seen.date)}{lowest}"
    return f"{scored}, below {number(settings.weak_below)}: again on the next study day, {day(due)}."


def _why(steps: Sequence[Step], due: date, settings: Settings) -> str:
    """One sentence: the last score, the rule that applied, the arithmetic of the date."""
    last = steps[-1]
    scored = f"Scored {_shown(last.observation.score, settings)} on {day(last.observation.date)}"
    set_by = next(step for step in reversed(steps) if step.effect != "early")
    quality = f"(quality {last.quality})"
    if last.effect == "early":
        quality = f"before its time, so the date set on {day(set_by.observation.date)} stands"
        scored += ","
    goal = f"once more before the goal of {day(set_by.capped_by)}" if set_by.capped_by else _rule(set_by, settings)
    moved = "" if due == set_by.next else f", moved to {day(due)}, a study day"
    days = count((set_by.next - set_by.observation.date).days, "day")
    return f"{scored} {quality}: {goal}, {days} on is {day(set_by.next)}{moved}."


def _shown(score: Fraction, settings: Settings) -> str:
    """A score with as many decimals as it takes to stay on its side of every limit: 79.96 is never `80`, below 80."""
    quality = ALGORITHMS[settings.schedule.algorithm].quality
    for digits in range(1, 6):
        near = Fraction(rounded(score, digits))
        if quality(near) == quality(score) and (near < settings.weak_below) == (score < settings.weak_below):
            break
    return number(score, digits)


def _rule(step: Step, settings: Settings) -> str:
    """The rule that gave an interval."""
    algorithm = settings.schedule.algorithm
    if step.effect == "lapsed":
        return "a lapse starts the intervals again"
    if not ALGORITHMS[algorithm].passes(step.quality):
        return "failed at first, so the first interval"
    if step.after.repetitions <= 2:
        return "first interval" if step.after.repetitions <= 1 else "second interval"
    ease = step.after.ease if algorithm == "sm2-log" else step.before.ease
    grown = Fraction(step.before.interval * ease, 100)
    if step.after.interval == LONGEST_INTERVAL_DAYS:
        return "the longest interval"
    rounding = "rounded up" if algorithm == "sm2" else "rounded"
    exact = "" if grown.denominator == 1 else f" = {number(grown, 2)}, {rounding}"
    return f"interval {step.before.interval} × ease {number(Fraction(ease, 100), 2)}{exact}"
