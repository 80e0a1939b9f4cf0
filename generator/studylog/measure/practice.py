"""The habit: days studied, streaks, minutes, checks; mock interviews and actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ..model import Action, Aspect, DayRecord, Interview, Journal


@dataclass(frozen=True, slots=True)
class Habit:
    """Study days from the start to `as_of`. Rest days and days before the start are neutral, not missed."""

    studied: tuple[date, ...]
    missed: tuple[date, ...]
    streak: int
    longest_streak: int
    minutes: int


def habit(journal: Journal, as_of: date) -> Habit:
    """How regularly the journal was kept. A day that is not over yet does not break the streak."""
    studied = sorted({record.date for record in journal.days if record.kind != "rest"})
    start = journal.settings.started or (journal.days[0].date if journal.days else as_of)
    kept, missed, streak, longest = set(studied), [], 0, 0
    resting = {record.date for record in journal.days if record.kind == "rest"}
    for number in range(max(0, (as_of - start).days + 1)):
        day = start + timedelta(number)
        if day in kept:
            streak += 1
            longest = max(longest, streak)
        elif day != as_of and day not in resting and not journal.settings.is_rest_day(day):
            missed.append(day)
            streak = 0
    return Habit(tuple(studied), tuple(missed), streak, longest, sum(minutes(record) or 0 for record in journal.days))


def minutes(record: DayRecord) -> int | None:
    """The minutes of a record: its own, or else those of its practice and interviews; None where none are given."""
    if record.minutes is not None:
        return record.minutes
    parts = [p.minutes for p in record.practice] + [i.minutes for i in record.interviews]
    given = [part for part in parts if part is not None]
    return sum(given) if given else None


@dataclass(frozen=True, slots=True)
class AspectScore:
    aspect: Aspect
    percent: Fraction
    change: Fraction | None


@dataclass(frozen=True, slots=True)
class InterviewScore:
    """One mock interview in percent, each with the change from the last time it was scored."""

    record: DayRecord
    interview: Interview
    percent: Fraction | None
    change: Fraction | None
    aspects: tuple[AspectScore, ...]


def interviews(days: Iterable[DayRecord]) -> tuple[InterviewScore, ...]:
    """Every interview, oldest first."""
    found: list[InterviewScore] = []
    last: dict[str, Fraction] = {}
    for record in days:
        for interview in record.interviews:
            percent = None if interview.score is None else 100 * interview.score / interview.of
            aspects = []
            for aspect in interview.rubric:
                name, value = aspect.aspect.casefold(), 100 * aspect.score / aspect.of
                aspects.append(AspectScore(aspect, value, value - last[name] if name in last else None))
                last[name] = value
            before = next((earlier.percent for earlier in reversed(found) if earlier.percent is not None), None)
            change = None if percent is None or before is None else percent - before
            found.append(InterviewScore(record, interview, percent, change, tuple(aspects)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ActionState:
    """An action with the date it is due, however that was written; `overdue` in days, None unless open and late."""

    record: DayRecord
    action: Action
    due: date | None
    overdue: int | None

    @property
    def days_to_done(self) -> int | None:
        return (self.action.done - self.record.date).days if self.action.done else None


def actions(journal: Journal, as_of: date) -> tuple[ActionState, ...]:
    """Every action: open ones first by due date, undated ones after them, then done ones, latest first."""
    found = []
    for record in journal.days:
        for action in record.actions:
            due = None if action.due is None else journal.date_of(action.due)
            late = (as_of - due).days if due and not action.done else 0
            found.append(ActionState(record, action, due, late if late > 0 else None))
    pending = sorted((a for a in found if not a.action.done), key=lambda a: (a.due or date.max, a.record.date))
    return (
        *pending,
        *sorted((a for a in found if a.action.done), key=lambda a: a.action.done or date.min, reverse=True),
    )
