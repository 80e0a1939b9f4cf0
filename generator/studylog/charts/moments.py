"""Checks as points on a time axis: one a record, or, where those are too many to draw, one a week or a month."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .. import paths
from ..figures import DayFigures
from ..measure.periods import month_key, week_key
from ..measure.scores import Mean
from .trend import Point

MOST_POINTS = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """The checks of one record, week or month, where it leads and what it is called (empty = its date)."""

    date: date
    label: str
    path: str
    days: tuple[DayFigures, ...]

    def mean(self, pick: Callable[[DayFigures], Mean]) -> Fraction | None:
        return sum((pick(day) for day in self.days), Mean()).value

    def point(self, value: Fraction | None) -> tuple[Point, ...]:
        """The point that it makes of a value: none where there is none."""
        return () if value is None else (Point(self.date, value, self.path, self.label),)


def moments(days: Sequence[DayFigures], most: int = MOST_POINTS) -> tuple[tuple[Moment, ...], str]:
    """The scored records as at most `most` moments (months can be more), oldest first, and what each of them is."""
    scored = [day for day in days if day.scores.all.count]
    if len(scored) <= most:
        return tuple(Moment(d.record.date, "", paths.day_page(d.record.key), (d,)) for d in scored), "check"
    weeks = _grouped(scored, week_key, paths.week_page)
    return (weeks, "week") if len(weeks) <= most else (_grouped(scored, month_key, paths.month_page), "month")


def _grouped(
    days: Sequence[DayFigures], key_of: Callable[[date], str], page: Callable[[str], str]
) -> tuple[Moment, ...]:
    groups: dict[str, list[DayFigures]] = {}
    for day in days:
        groups.setdefault(key_of(day.record.date), []).append(day)
    return tuple(Moment(group[0].record.date, key, page(key), tuple(group)) for key, group in groups.items())
