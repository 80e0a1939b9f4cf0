"""What all charts share: bands of score, the data table, ticks, and how Plotly's points find their pages.

A chart holds no colour, no pixel and no address as seen from somewhere. Colours are roles (`dot`, `line` …) that CSS
and the script fill in; places are percent of the plot, from its left and top; links are page paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor
from posixpath import dirname
from typing import Any

from ..wording import MONTHS, day, scaled

BANDS = ("low", "weak", "good", "top")


def band(score: Fraction, weak_below: Fraction) -> str:
    """Which of the four colours a score has: two on each side of the weak line."""
    above = floor(score - weak_below)
    return BANDS[(above >= -20) + (above >= 0) + (above >= 10)]


def in_bands(weak_below: Fraction) -> dict[str, Any]:
    """What gives the cells of a Plotly heat map of percentages the four colours."""
    line = weak_below / 100
    inner = (max(Fraction(0), line - Fraction(1, 5)), line, min(Fraction(1), line + Fraction(1, 10)))
    edges = [0.0, *map(float, inner), 1.0]
    scale = [[edge, f"role:{BANDS[n]}"] for n in range(4) for edge in edges[n : n + 2]]
    return {"zmin": 0, "zmax": 100, "xgap": 2, "ygap": 2, "showscale": False, "colorscale": scale}


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as a reader may copy them; `links` holds a page path for the first cell of each row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis; `at` in percent of it."""

    at: float
    text: str


def middle(index: int, count: int) -> Fraction:
    """Of one of `count` places side by side, in percent of the plot."""
    return Fraction(100 * (2 * index + 1), 2 * count)


def plotted(value: Fraction) -> float:
    """A number as it is written into a page, as a place or for Plotly: two decimals are finer than a pixel."""
    hundredths = scaled(value, 2)
    return hundredths / 100 if hundredths % 100 else hundredths // 100


class Percents:
    """Places of percentages in a plot from `lowest`, a multiple of 20, up to 100."""

    @cached_property
    def lowest(self) -> int:
        raise NotImplementedError

    def y(self, value: Fraction | int) -> float:
        return plotted((100 - value) * Fraction(100, 100 - self.lowest))

    @property
    def y_ticks(self) -> tuple[Tick, ...]:
        step = 10 if self.lowest >= 60 else 20
        return tuple(Tick(self.y(value), str(value)) for value in range(self.lowest, 101, step))


def date_ticks(first: date, last: date, most: int = 7) -> tuple[tuple[date, str], ...]:
    """Round dates between two dates with their labels: days, weeks, months or years, as many as fit.

    A month has its year beside it where that is another than the one before.
    """
    length = (last - first).days
    for step in (1, 2, 3, 7, 14):
        if length // step < most:
            days = (first + timedelta(n) for n in range(0, length + 1, step))
            return tuple((d, f"{d.day} {MONTHS[d.month - 1]}") for d in days)
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        found = [d for d in months if first <= d <= last and (12 * d.year + d.month - 1) % step == 0]
        if len(found) <= most:
            if step >= 12:
                return tuple((d, str(d.year)) for d in found)
            new_year = [True, *(before.year < d.year for before, d in pairwise(found))]
            return tuple(
                (d, f"{MONTHS[d.month - 1]}{f' {d.year}' if new else ''}")
                for d, new in zip(found, new_year, strict=False)
            )
    return ((first, day(first)), (last, day(last)))


def short_dates(dates: Sequence[date]) -> list[str]:
    """What an axis says of dates in order: day and month, or, over a year and more, month and year."""
    if dates and (dates[-1] - dates[0]).days >= 365:
        return [f"{MONTHS[d.month - 1]} {d.year}" for d in dates]
    return [f"{d.day} {MONTHS[d.month - 1]}" for d in dates]


def nice_step(highest: Fraction, most: int = 6) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that divides a scale up to `highest` into at most `most` parts."""
    sizes: Sequence[int] = [n * 10**power for power in range(7) for n in (1, 2, 5)]
    return next((size for size in sizes if highest <= size * most), sizes[-1])


def pages_of(paths: Sequence[str | None], keys: Sequence[str]) -> dict[str, Any]:
    """What leads from the points of a Plotly trace to their pages: `meta` + `customdata`, or + x where that does.

    Empty where no point leads anywhere; `keys` are the x values.
    """
    stems = [(path or "").removesuffix(".md") for path in paths]
    if not any(stems):
        return {}
    folders = {dirname(stem) for stem in stems if stem}
    prefix = f"{folders.pop()}/" if len(folders) == 1 else ""
    rest = [stem.removeprefix(prefix) for stem in stems]
    return {"meta": prefix} if rest == list(keys) else {"meta": prefix, "customdata": rest}


def level(at: float, role: str) -> dict[str, Any]:
    """A dashed line across a Plotly figure."""
    line = {"color": f"role:{role}", "dash": "dash", "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": line}
