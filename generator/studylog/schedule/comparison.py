"""SM-2 and FSRS on a journal's own history: where their dates differ, and what each would have had due on past days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ..measure.scores import Observation
from ..model import Schedule, Settings
from ..wording import count, number
from .replay import TopicSchedule, replay

ENOUGH = 10
"""Topics that were weak when they were asked again, below which nothing is said about who would have caught more."""

CLEAR = Fraction(384, 100)
"""What chi-squared with one degree of freedom exceeds once in twenty times by chance."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a topic is due by either scheduler."""

    topic: str
    sm2: date
    fsrs: date

    @property
    def days(self) -> int:
        """How much later FSRS asks; negative = sooner."""
        return (self.fsrs - self.sm2).days


@dataclass(frozen=True, slots=True)
class Record:
    """What one scheduler would have had due on the days of past checks, each time from the days before alone.

    `due` is summed over the checks. Of the topics that were really asked again `asked` were due, of those that then
    turned out weak `weak`, and of these it `alone` had so many due.
    """

    name: str
    due: int = 0
    asked: int = 0
    weak: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two schedulers: the dates of every topic, furthest apart first, and the record of each over the `checks`.

    `asked` counts topics asked again, `weak` those of them that were below the weak line that day.
    """

    dates: tuple[Dates, ...]
    checks: int
    asked: int
    weak: int
    sm2: Record
    fsrs: Record

    @property
    def missing(self) -> int:
        """Weak answers to wait for before anything can be said."""
        return max(0, ENOUGH - self.weak)


def compare(
    histories: Iterable[tuple[Sequence[Observation], TopicSchedule]], settings: Settings, checks: Sequence[date]
) -> Comparison:
    """Both schedulers over the observations of each topic; `checks` are the days with a check, in order.

    The variant of SM-2, or the options of FSRS, are those of the journal where it asks for one of them.
    """
    own = settings.schedule
    fsrs = own if own.algorithm == "fsrs" else Schedule(algorithm="fsrs")
    sm2 = Schedule() if own.algorithm == "fsrs" else own
    rivals = [settings.model_copy(update={"schedule": schedule}) for schedule in (sm2, fsrs)]
    dates, turns, due = [], list[_Turn](), [0, 0]
    for history, schedule in histories:
        schedules = [
            schedule if rival.schedule == own else replay(history, rival, weak=schedule.weak, goal_dates=schedule.goals)
            for rival in rivals
        ]
        dates.append(Dates(schedule.topic, schedules[0].due, schedules[1].due))
        waits = [_waits(history, schedule, rival) for schedule, rival in zip(schedules, rivals, strict=True)]
        turns += _turns(history, waits, settings.weak_below)
        for n in (0, 1):
            due[n] += sum(_checks_due(wait, checks) for wait in waits[n])
    records = [_record(rival.schedule.algorithm, n, turns, due[n]) for n, rival in enumerate(rivals)]
    return Comparison(
        dates=tuple(sorted(dates, key=lambda d: (-abs(d.days), d.topic))),
        checks=len(checks),
        asked=len(turns),
        weak=sum(turn.weak for turn in turns),
        sm2=records[0],
        fsrs=records[1],
    )


@dataclass(frozen=True, slots=True)
class _Wait:
    """The time from one observation of a topic to the next (None: it has not come), and when it was due in it."""

    seen: date
    due: date
    next: date | None


@dataclass(frozen=True, slots=True)
class _Turn:
    """A topic that was asked again: whether either scheduler had it due by then, and whether it was weak."""

    due: tuple[bool, bool]
    weak: bool


def _waits(history: Sequence[Observation], schedule: TopicSchedule, settings: Settings) -> list[_Wait]:
    weak = _weak_days(history, settings.weak_below)
    days = [step.observation.date for step in schedule.steps]
    return [
        _Wait(on, settings.next_study_day(on + timedelta(1) if on in weak else step.next), later)
        for on, step, later in zip(days, schedule.steps, [*days[1:], None], strict=True)
    ]


def _weak_days(history: Sequence[Observation], line: Fraction) -> set[date]:
    return {seen.date for seen in history if seen.lowest < line}


def _turns(history: Sequence[Observation], waits: Sequence[Sequence[_Wait]], line: Fraction) -> list[_Turn]:
    weak = _weak_days(history, line)
    return [
        _Turn((sm2.due <= sm2.next, fsrs.due <= sm2.next), sm2.next in weak)
        for sm2, fsrs in zip(*waits, strict=True)
        if sm2.next
    ]


def _checks_due(wait: _Wait, checks: Sequence[date]) -> int:
    """On how many days of checks the topic was due while it waited, the day that ended it included."""
    end = bisect_right(checks, wait.next) if wait.next else len(checks)
    return max(0, end - bisect_left(checks, wait.due))


def _record(name: str, n: int, turns: Sequence[_Turn], due: int) -> Record:
    return Record(
        name=name,
        due=due,
        asked=sum(turn.due[n] for turn in turns),
        weak=sum(turn.weak and turn.due[n] for turn in turns),
        alone=sum(turn.weak and turn.due[n] and not turn.due[1 - n] for turn in turns),
    )


def verdict(found: Comparison) -> str:
    """What the record says to somebody who has to choose, in two sentences."""
    sm2, fsrs = found.sm2, found.fsrs
    if found.missing:
        weak = f"{count(found.weak, 'topic')} {'was' if found.weak == 1 else 'were'} weak when asked again"
        needed = "is needed" if found.missing == 1 else "are needed"
        return f"Too early to say which scheduler serves this journal better: {weak}, {found.missing} more {needed}."
    caught = (
        f"Of {count(found.weak, 'topic')} that were weak when asked again {sm2.name} had {sm2.weak} due by then and "
        f"{fsrs.name} {fsrs.weak}, with {a_check(sm2, found)} and {a_check(fsrs, found)} topics due on a check."
    )
    better, worse = (sm2, fsrs) if sm2.alone > fsrs.alone else (fsrs, sm2)
    if (better.alone - worse.alone) ** 2 <= CLEAR * (better.alone + worse.alone):
        lighter = min(sm2, fsrs, key=lambda record: record.due)
        load = "both ask for as much" if sm2.due == fsrs.due else f"{lighter.name} asks for less"
        return f"No clear difference in what they catch; {load}. {caught}"
    if better.due <= worse.due:
        return f"{better.name} serves this journal better: it catches more and asks for no more. {caught}"
    return f"{better.name} catches more and asks for more. {caught}"


def a_check(record: Record, found: Comparison) -> str:
    """The topics that a scheduler had due on a check, on average."""
    return number(Fraction(record.due, found.checks) if found.checks else None)
