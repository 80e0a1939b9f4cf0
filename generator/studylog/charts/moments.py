"""Checks as points on a time axis: one a record, or, where those are too many to draw, one a week, month or more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .. import paths
from ..figures import DayFigures
from ..measure.periods import month_key, week_key
from ..measure.scores import Mean
from .trend import Point

MOST_POINTS = 90


@dataclass(frozen=True, slots=True)
class Moment:
    """The checks of one record or span of time, where it leads and what it is called (empty = its date)."""

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
    """The scored records as at most `most` moments, oldest first, and what each is; years can be more."""
    scored = [day for day in days if day.scores.all.count]
    if len(scored) <= most:
        return tuple(Moment(d.record.date, "", paths.day_page(d.record.key), (d,)) for d in scored), "check"
    for grain, (key_of, page) in _SPANS.items():
        found = _grouped(scored, key_of, page)
        if len(found) <= most or grain == "year":
            return found, grain
    raise AssertionError("a year is the longest span")


def _year_of(key: str) -> str:
    return paths.year_page(int(key[:4]))


# Spans of time from short to long, with the page that a key leads to. Quarters are only needed beyond a year.
_SPANS: Mapping[str, tuple[Callable[[date], str], Callable[[str], str]]] = {
    "week": (week_key, paths.week_page),
    "month": (month_key, paths.month_page),
    "quarter": (lambda day: f"{day.year}-Q{(day.month + 2) // 3}", _year_of),
    "year": (lambda day: str(day.year), _year_of),
}


def _grouped(
    days: Sequence[DayFigures], key_of: Callable[[date], str], page: Callable[[str], str]
) -> tuple[Moment, ...]:
    groups: dict[str, list[DayFigures]] = {}
    for day in days:
        groups.setdefault(key_of(day.record.date), []).append(day)
    return tuple(Moment(group[0].record.date, key, page(key), tuple(group)) for key, group in groups.items())
