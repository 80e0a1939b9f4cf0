"""Where a learner stands on the day of an overview, from the figures that a journal tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ..model import WEEKDAYS, Weekday
from .told import Goal, Told, clean

HABIT_DAYS = 28
SPARK_CHECKS = 28
Outlook = Literal["reached", "on pace", "may be late", "late", "missed", "too early to say", "without a date"]


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal on the day: `expected` is the earliest date at which its pace reaches the target, where there is one."""

    title: str
    by: date | None
    outlook: Outlook
    expected: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner on `day`. The figures stand for `as_of`; what is counted in days is counted up to the day.

    `means` are 7-check means in percent, oldest first. `overdue` are among those `due`; `holds` is how many reviews a
    check has. `silent` counts the study days without a record since the last one (`active`), `days_ago` all of them.
    `weak` and `waiting` are the days that open weak items and unanswered questions have been so, longest first.
    """

    day: date
    name: str
    title: str
    as_of: date
    weak_below: Fraction
    mean: Fraction | None
    change: Fraction | None
    since: date | None
    means: tuple[Fraction, ...]
    score: Fraction | None
    scored_on: date | None
    due: int
    overdue: int
    holds: int
    weak: tuple[int, ...]
    active: date | None
    days_ago: int | None
    silent: int
    streak: int
    checks_a_week: Fraction
    goals: tuple[GoalStanding, ...]
    waiting: tuple[int, ...]


def standing(told: Told, day: date) -> Standing:
    """Where the learner stands on a day; the figures may be of an earlier or a later one."""
    title = clean(told.title)
    checks = sorted((entry for entry in told.days if entry.score is not None), key=lambda entry: entry.date)
    last, trend = (checks[-1] if checks else None), told.trend
    due = [on for on in told.due if on <= day]
    active, silent = max(told.habit.studied, default=None), _silent(told, day)
    return Standing(
        day=day,
        name=clean(told.learner or "") or title,
        title=title,
        as_of=told.as_of,
        weak_below=told.weak_below,
        mean=trend.mean if trend else None,
        change=trend.change if trend else None,
        since=trend.since if trend else None,
        means=tuple(entry.rolling for entry in checks if entry.rolling is not None)[-SPARK_CHECKS:],
        score=last.score if last else None,
        scored_on=last.date if last else None,
        due=len(due),
        overdue=sum(on < day for on in due),
        holds=told.check.reviews,
        weak=_ages((item.date for item in told.weak_items if not item.resolved), day),
        active=active,
        days_ago=max(0, (day - active).days) if active else None,
        silent=silent,
        streak=0 if silent else told.habit.streak,
        checks_a_week=_checks_a_week([entry.date for entry in checks], told, day),
        goals=tuple(_goal(goal, day) for goal in told.goals),
        waiting=_ages((question.on or question.date for question in told.open_questions), day),
    )


def _ages(dates: Iterable[date], day: date) -> tuple[int, ...]:
    return tuple(sorted((max(0, (day - on).days) for on in dates), reverse=True))


def _silent(told: Told, day: date) -> int:
    """The study days after the last record that are over: those that the figures know, and those since."""
    last = max(told.habit.studied, default=date.min)
    missed = sum(last < on < day for on in told.habit.missed)
    first = max(told.as_of, last + timedelta(1))
    return missed + _study_days(first, day, told.rest_days)


def _study_days(first: date, until: date, rest_days: Iterable[Weekday]) -> int:
    """How many days from `first` on and before `until` are no rest days."""
    weeks, more = divmod(max(0, (until - first).days), 7)
    resting = {WEEKDAYS.index(name) for name in rest_days}
    return weeks * (7 - len(resting)) + sum((first.weekday() + n) % 7 not in resting for n in range(more))


def _checks_a_week(checks: Iterable[date], told: Told, day: date) -> Fraction:
    """Over the last four weeks, or since the first record where that is less, but over one week at least."""
    since = day - min(told.habit.studied, default=day)
    days = min(HABIT_DAYS, max(7, since.days + 1))
    return Fraction(7 * sum(0 <= (day - on).days < days for on in checks), days)


def _goal(goal: Goal, day: date) -> GoalStanding:
    earliest, latest = goal.projection or (None, None)
    return GoalStanding(clean(goal.title), goal.by, _outlook(goal, earliest, latest, day), earliest)


def _outlook(goal: Goal, earliest: date | None, latest: date | None, day: date) -> Outlook:
    if goal.reached:
        return "reached"
    if not goal.by or not goal.target:
        return "without a date"
    if goal.by < day:
        return "missed"
    if goal.pace is None:
        return "too early to say"
    if not earliest or earliest > goal.by:
        return "late"
    return "on pace" if latest and latest <= goal.by else "may be late"
