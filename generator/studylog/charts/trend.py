"""Percent over time: dots and lines, with the weak line where it matters; alone, or many small ones side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from ..wording import day, number, percent
from .parts import Percents, Table, Tick, date_ticks, in_bands, level, pages_of, plotted


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a date. `path` is the page it leads to, `label` what it is called where the date does not say."""

    date: date
    value: Fraction
    path: str | None = None
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or day(self.date)

    @property
    def text(self) -> str:
        return f"{self.name}: {percent(self.value)}"


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind; `line` joins them, otherwise each is a dot. One that is not `shown` waits for its legend."""

    name: str
    role: str
    points: tuple[Point, ...]
    line: bool = False
    shown: bool = True


class Scales(Percents):
    """Places of dates and percentages in a plot, for charts that have `series` and a `threshold`."""

    threshold: Fraction | None

    @cached_property
    def points(self) -> tuple[Point, ...]:
        raise NotImplementedError

    @cached_property
    def span(self) -> tuple[date, date]:
        dates = [point.date for point in self.points]
        return min(dates), max(dates)

    @cached_property
    def lowest(self) -> int:
        """The bottom of the scale: a multiple of 20 that leaves nothing out."""
        values = [point.value for point in self.points] + ([self.threshold] if self.threshold else [])
        return max(0, int(min(min(values) - 1, Fraction(79)) // 20 * 20)) if values else 0

    def x(self, on: date) -> float:
        first, last = self.span
        return plotted(Fraction(100 * (on - first).days, (last - first).days)) if last > first else 50

    def line(self, points: Iterable[Point]) -> str:
        """Points as a polyline has them."""
        return " ".join(f"{self.x(point.date)},{self.y(point.value)}" for point in points)

    @property
    def x_ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(on), text) for on, text in date_ticks(*self.span))


@dataclass(frozen=True)
class Trend(Scales):
    """Series over one span of time; `threshold_name` says in the plot what its line is."""

    template: ClassVar[str] = "trend"
    id: str
    title: str
    sentence: str
    series: tuple[Series, ...]
    threshold: Fraction | None = None
    threshold_name: str = "weak below"

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for series in self.series for point in series.points)

    @property
    def table(self) -> Table:
        keys = sorted({(p.date, p.name, p.path or "") for p in self.points})
        values = [{(p.date, p.name, p.path or ""): p.value for p in s.points} for s in self.series]
        return Table(
            ("Date", *(f"{s.name}, %" for s in self.series)),
            tuple((key[1], *(number(v.get(key)) for v in values)) for key in keys),
            tuple(path or None for _, _, path in keys),
        )

    @property
    def figure(self) -> dict[str, Any]:
        layout: dict[str, Any] = {"yaxis": {"range": [self.lowest, 101], "ticksuffix": " %"}, "xaxis": {"type": "date"}}
        if self.threshold is not None:
            layout["shapes"] = [level(float(self.threshold), "low")]
        return {"data": [_trace(series) for series in self.series], "layout": layout}


def _trace(series: Series) -> dict[str, Any]:
    dates = [str(point.date) for point in series.points]
    labels = [point.label for point in series.points]
    when = "%{text}" if any(labels) else "%{x|%-d %b %Y}"
    return {
        "type": "scatter",
        "mode": "lines" if series.line else "markers",
        "name": series.name,
        "x": dates,
        "y": [plotted(point.value) for point in series.points],
        "hovertemplate": f"{when}: %{{y}}<extra>{series.name}</extra>",
        ("line" if series.line else "marker"): {"color": f"role:{series.role}"},
        **({"text": labels} if any(labels) else {}),
        **({} if series.shown else {"visible": "legendonly"}),
        **pages_of([point.path for point in series.points], dates),
    }


@dataclass(frozen=True, slots=True)
class Panel:
    """One of many small trends: its name, where that leads, the mean of everything in it, and its points."""

    name: str
    path: str
    value: Fraction | None
    count: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Multiples(Scales):
    """Small trends side by side, all on the same scales, so that they can be compared at a glance."""

    template: ClassVar[str] = "multiples"
    id: str
    title: str
    sentence: str
    panels: tuple[Panel, ...]
    threshold: Fraction

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for panel in self.panels for point in panel.points)

    @property
    def table(self) -> Table:
        rows = tuple(
            (p.name, number(p.value), str(p.count), number(_end(p.points, 0)), number(_end(p.points, -1)))
            for p in self.panels
        )
        headers = ("Area", "Mean, %", "Questions", "First, %", "Last, %")
        return Table(headers, rows, tuple(panel.path for panel in self.panels))

    @property
    def figure(self) -> dict[str, Any]:
        """One heat map: an area a row, a day or period a column."""
        dates = sorted({point.date for point in self.points})
        values = [{point.date: plotted(point.value) for point in panel.points} for panel in self.panels]
        trace = {
            "type": "heatmap",
            "x": [str(on) for on in dates],
            "y": [panel.name for panel in self.panels],
            "z": [[row.get(on) for on in dates] for row in values],
            **in_bands(self.threshold),
            "hovertemplate": "%{y}, %{x|%-d %b %Y}: %{z} %<extra></extra>",
        }
        return {"data": [trace], "layout": {"xaxis": {"type": "date"}, "yaxis": {"autorange": "reversed"}}}


def _end(points: Sequence[Point], which: int) -> Fraction | None:
    return points[which].value if points else None


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A row's history in the height of a line; the row itself shows the numbers."""

    values: tuple[Fraction, ...]
    weak_below: Fraction
    WIDTH: ClassVar[int] = 80
    HEIGHT: ClassVar[int] = 18

    @property
    def dots(self) -> tuple[tuple[int, int], ...]:
        """Places in a box of WIDTH by HEIGHT: right-aligned, so that the last values of all rows stand together."""
        step = min(12.0, (self.WIDTH - 6) / max(1, len(self.values) - 1))
        right = self.WIDTH - 3 - step * (len(self.values) - 1)
        return tuple((round(right + n * step), self._y(value)) for n, value in enumerate(self.values))

    def _y(self, value: Fraction) -> int:
        return round(self.HEIGHT - 3 - float(value) / 100 * (self.HEIGHT - 6))
