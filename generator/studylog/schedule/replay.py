"""From the history of a topic to where it stands: its state, when it is due, and the reason in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from ..measure.scores import Observation
from ..model import Settings
from ..wording import count, day, number, rounded
from .algorithm import Algorithm, Effect, State, Step, algorithm


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
    rules, goals, steps = algorithm(settings.schedule), tuple(sorted(goal_dates)), list[Step]()
    for observation in history:
        if observation.scheduled:
            steps.append(_step(steps[-1] if steps else None, observation, rules, settings, goals))
    last = history[-1].date
    due = settings.next_study_day(last + timedelta(1) if weak else steps[-1].next)
    if weak and (steps[-1].effect != "lapsed" or due < steps[-1].next):
        why = _why_weak([seen for seen in history if seen.date == last], due, rules, settings)
    else:
        why = _why(steps, due, rules, settings)
    return TopicSchedule(history[0].topic, tuple(steps), steps[-1].next, due, weak, why, goals)


def _step(
    last: Step | None, observation: Observation, rules: Algorithm[Any], settings: Settings, goal_dates: Sequence[date]
) -> Step:
    on = observation.date
    quality = rules.quality(observation.score, first=last is None)
    before = last.after if last else None
    effect = _effect(last, observation, rules.passes(quality))
    if effect == "early" and last:
        after = rules.passed_early(before, quality, on)
        return Step(observation, quality, effect, before, after, last.next, last.capped_by)
    after = rules.introduced(quality, on) if effect == "introduced" else rules.answered(before, quality, on)
    if last and on < last.next:  # a lapse before its time never puts the date off
        after = _at_most(after, (last.next - on).days)
    after, capped_by = _capped(after, on, goal_dates, settings)
    return Step(observation, quality, effect, before, after, on + timedelta(after.interval), capped_by)


def _at_most(state: State, days: int) -> State:
    return replace(state, interval=days) if days < state.interval else state


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
            return _at_most(state, days), goal
    return state, None


def simulate(schedule: TopicSchedule, settings: Settings, start: date, end: date) -> tuple[date, ...]:
    """The study days from `start` to `end` on which a topic falls due if each review comes on time and goes well.

    A topic that is due before `start` is reviewed on `start`, without being counted there.
    """
    rules, found = algorithm(settings.schedule), list[date]()
    state, due, own = schedule.state, schedule.due, schedule.next
    while due <= end:
        if due >= start:
            found.append(due)
        reviewed = max(due, settings.next_study_day(start))
        if reviewed < own:
            state = rules.passed_early(state, rules.good, reviewed)
        else:
            state, _ = _capped(rules.answered(state, rules.good, reviewed), reviewed, schedule.goals, settings)
            own = reviewed + timedelta(state.interval)
        due = settings.next_study_day(own)
    return tuple(found)


def _why_weak(day_seen: Sequence[Observation], due: date, rules: Algorithm[Any], settings: Settings) -> str:
    """One sentence for a topic with an open weak item, from its observations on the last day it was asked."""
    seen = min(day_seen, key=lambda observation: observation.lowest)
    lowest = "" if seen.lowest == seen.score else f" with {_shown(seen.lowest, rules, settings)} on one question"
    scored = f"Scored {_shown(seen.score, rules, settings)} on {day(seen.date)}{lowest}"
    return f"{scored}, below {number(settings.weak_below)}: again on the next study day, {day(due)}."


def _why(steps: Sequence[Step], due: date, rules: Algorithm[Any], settings: Settings) -> str:
    """One sentence: the last score, the rule that applied, the arithmetic of the date."""
    last = steps[-1]
    set_by = next(step for step in reversed(steps) if step.effect != "early")
    scored = f"Scored {_shown(last.observation.score, rules, settings)} on {day(last.observation.date)}"
    if last.effect == "early":
        scored += f", before its time, so the date set on {day(set_by.observation.date)} stands"
        rule = rules.stands(set_by)
    else:
        scored += f" ({rules.said(last.quality)})"
        rule = rules.rule(last)
    if set_by.capped_by:
        days = count(set_by.after.interval, "day")
        rule = f"once more before the goal of {day(set_by.capped_by)}, {days} on is {day(set_by.next)}"
    moved = "" if due == set_by.next else f", moved to {day(due)}, a study day"
    return f"{scored}: {rule}{moved}."


def _shown(score: Fraction, rules: Algorithm[Any], settings: Settings) -> str:
    """A score with as many decimals as it takes to stay on its side of every limit: 79.96 is never `80`, below 80."""
    for digits in range(1, 6):
        near = Fraction(rounded(score, digits))
        same = rules.quality(near, first=False) == rules.quality(score, first=False)
        if same and (near < settings.weak_below) == (score < settings.weak_below):
            break
    return number(score, digits)
