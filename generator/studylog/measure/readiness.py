"""How far each goal is: snapshots, pace, and when that pace would reach the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, sqrt

from ..model import DayRecord, Goal, Journal, Readiness

FARTHEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A goal at the start or end of one day. `known` is a range of percent, counted or else judged."""

    record: DayRecord
    readiness: Readiness
    known: tuple[Fraction, Fraction] | None
    counted: bool

    @property
    def middle(self) -> Fraction | None:
        return sum(self.known, Fraction(0)) / 2 if self.known else None

    @property
    def time(self) -> int:
        """Days since year 1, the end of a day being the start of the next."""
        return self.record.date.toordinal() + (self.readiness.when == "end")

    @property
    def knows_until(self) -> date:
        """The last day whose answers were there when it was taken."""
        return date.fromordinal(self.time - 1)


@dataclass(frozen=True, slots=True)
class Projection:
    """When the pace reaches the target: a range of dates; `latest` is None where its slow end never does."""

    earliest: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """`pace` in points a week (None below two moments); `reached` is the day of the first snapshot
    that is at or above the target, a range with its lower end."""

    goal: Goal
    snapshots: tuple[Snapshot, ...]
    pace: Fraction | None
    reached: date | None
    projection: Projection | None


def goals(journal: Journal) -> tuple[GoalProgress, ...]:
    """Every goal in the order of goals.yml, its snapshots oldest first."""
    return tuple(_progress(goal, _snapshots(goal, journal.days)) for goal in journal.goals)


def _snapshots(goal: Goal, days: Sequence[DayRecord]) -> tuple[Snapshot, ...]:
    found = [
        Snapshot(record, readiness, *_known(goal, readiness))
        for record in days
        for readiness in record.readiness
        if readiness.goal == goal.id
    ]
    return tuple(sorted(found, key=lambda snapshot: snapshot.time))


def _known(goal: Goal, readiness: Readiness) -> tuple[tuple[Fraction, Fraction] | None, bool]:
    if readiness.know is not None and goal.topics:
        low, high = readiness.know
        return (Fraction(100 * low, goal.topics), Fraction(100 * high, goal.topics)), True
    if readiness.estimate is not None:
        return readiness.estimate, False
    return (readiness.stated, readiness.stated) if readiness.stated is not None else None, False


def _progress(goal: Goal, snapshots: tuple[Snapshot, ...]) -> GoalProgress:
    points = [(s.time, s.middle) for s in snapshots if s.middle is not None]
    target = goal.target[0] if goal.target else None
    reached = next((s.record.date for s in snapshots if target is not None and s.known and s.known[0] >= target), None)
    line = fit(points)
    projection = None
    if line and target is not None and not reached:
        projection = _project(points[-1], target, line)
    return GoalProgress(goal, snapshots, line[0] * 7 if line else None, reached, projection)


def fit(points: Sequence[tuple[int, Fraction]]) -> tuple[Fraction, float] | None:
    """Least squares through (day, value): slope a day, its standard error (0 for two points). None below two days."""
    n = len(points)
    if len({time for time, _ in points}) < 2:
        return None
    centre, level = Fraction(sum(t for t, _ in points), n), sum((v for _, v in points), Fraction(0)) / n
    spread = sum(((t - centre) ** 2 for t, _ in points), Fraction(0))
    slope = sum(((t - centre) * (v - level) for t, v in points), Fraction(0)) / spread
    residual = sum(((v - level - slope * (t - centre)) ** 2 for t, v in points), Fraction(0))
    return slope, sqrt(residual / (n - 2) / spread) if n > 2 else 0.0


def _project(last: tuple[int, Fraction], target: Fraction, line: tuple[Fraction, float]) -> Projection | None:
    """From the last snapshot on, at the pace give or take its standard error; None = not at this pace."""
    slope, error = line
    missing = float(target - last[1])
    fast, slow = float(slope) + error, float(slope) - error
    if slope <= 0 or missing / fast > FARTHEST_DAYS:
        return None
    late = missing / slow if slow > 0 else FARTHEST_DAYS + 1.0
    return Projection(_day_of(last[0], missing / fast), _day_of(last[0], late) if late <= FARTHEST_DAYS else None)


def _day_of(time: int, later: float) -> date:
    """The day that holds a moment so many days later; midnight is the end of a day. Noise of floats is cut off."""
    return date.fromordinal(time) + timedelta(ceil(round(later, 6)) - 1)
