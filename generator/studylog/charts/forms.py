"""Charts: typed data and one computed sentence, from which the SVG, the data table and the Plotly figure are made.

A chart never holds a colour or a page address as seen from somewhere: colours are roles (`good`, `weak`, `line` …)
that CSS and the browser script fill in, links are page paths under docs/. Plotly figures are plain dicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, ClassVar

from ..wording import MONTHS, WEEKDAYS, day, number, percent, rounded, weekday

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 40, 14, 24
BANDS = ("low", "weak", "good", "top")


def band(score: Fraction, weak_below: Fraction) -> str:
    """Which of the four colours a score has: two on each side of the weak line."""
    return BANDS[(score >= weak_below - 20) + (score >= weak_below) + (score >= weak_below + 10)]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as a reader may copy them; `links` holds a page path for the first cell of each row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a date. `path` is the page it leads to."""

    date: date
    value: Fraction
    path: str | None = None
    label: str = ""

    @property
    def text(self) -> str:
        return f"{self.label or day(self.date)}: {percent(self.value)}"


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind; `line` joins them, otherwise each is a dot."""

    name: str
    role: str
    points: tuple[Point, ...]
    line: bool = False


@dataclass(frozen=True)
class Trend:
    """Percent over time: dots and lines, with the weak line where it matters."""

    template: ClassVar[str] = "trend"
    id: str
    title: str
    sentence: str
    series: tuple[Series, ...]
    threshold: Fraction | None = None
    height: int = HEIGHT

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for series in self.series for point in series.points)

    @property
    def table(self) -> Table:
        keys = sorted({(p.date, p.label, p.path or "") for p in self.points})
        values = [{(p.date, p.label, p.path or ""): p.value for p in s.points} for s in self.series]
        return Table(
            ("Date", *(f"{s.name}, %" for s in self.series)),
            tuple((key[1] or day(key[0]), *(number(v.get(key)) for v in values)) for key in keys),
            tuple(path or None for _, _, path in keys),
        )

    @property
    def span(self) -> tuple[date, date]:
        dates = [point.date for point in self.points]
        return min(dates), max(dates)

    @property
    def lowest(self) -> int:
        """The bottom of the scale: a multiple of 20 that leaves nothing out."""
        values = [point.value for point in self.points] + ([self.threshold] if self.threshold else [])
        return max(0, int(min(min(values) - 1, Fraction(79)) // 20 * 20)) if values else 0

    def x(self, on: date) -> float:
        first, last = self.span
        share = (on - first).days / (last - first).days if last > first else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: Fraction | int) -> float:
        share = float((value - self.lowest) / Fraction(100 - self.lowest))
        return round(self.height - BOTTOM - share * (self.height - TOP - BOTTOM), 1)

    @property
    def x_ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(on), text) for on, text in date_ticks(*self.span))

    @property
    def y_ticks(self) -> tuple[Tick, ...]:
        step = 10 if self.lowest >= 60 else 20
        return tuple(Tick(self.y(value), str(value)) for value in range(self.lowest, 101, step))

    @property
    def figure(self) -> dict[str, Any]:
        data = [
            {
                "type": "scatter",
                "mode": "lines" if series.line else "markers",
                "name": series.name,
                "x": [str(p.date) for p in series.points],
                "y": [float(rounded(p.value, 2)) for p in series.points],
                "text": [p.text for p in series.points],
                "hoverinfo": "text",
                "customdata": [p.path for p in series.points],
                ("line" if series.line else "marker"): {"color": f"role:{series.role}"},
            }
            for series in self.series
        ]
        layout: dict[str, Any] = {"yaxis": {"range": [self.lowest, 101], "ticksuffix": " %"}, "xaxis": {"type": "date"}}
        if self.threshold is not None:
            layout["shapes"] = [_level(float(self.threshold), "weak")]
        return {"data": data, "layout": layout}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One square: `state` is scored, studied (without a score), missed, rest or outside (before the start)."""

    date: date
    state: str
    score: Fraction | None = None
    band: str = ""
    path: str | None = None

    @property
    def text(self) -> str:
        return f"{weekday(self.date)}: {percent(self.score) if self.score is not None else self.state}"


@dataclass(frozen=True)
class Calendar:
    """Days as squares, a column a week, Monday on top."""

    template: ClassVar[str] = "calendar"
    CELL: ClassVar[int] = 14
    LABELS: ClassVar[int] = 32
    id: str
    title: str
    sentence: str
    days: tuple[CalendarDay, ...]
    weak_below: Fraction = Fraction(80)

    def column(self, on: date) -> int:
        return ((on - self.days[0].date).days + self.days[0].date.weekday()) // 7

    @property
    def columns(self) -> int:
        return self.column(self.days[-1].date) + 1

    def x(self, on: date) -> int:
        return self.LABELS + self.column(on) * self.CELL

    def y(self, on: date) -> int:
        return 18 + on.weekday() * self.CELL

    @property
    def months(self) -> tuple[Tick, ...]:
        """A label over the first column of each month, unless the next one would touch it."""
        starts = [d.date for d in self.days if d.date.day == 1 or d is self.days[0]]
        ticks = [Tick(self.x(on), MONTHS[on.month - 1]) for on in starts]
        return tuple(
            t for t, after in zip(ticks, [*ticks[1:], None], strict=True) if not after or after.at - t.at >= 28
        )

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        line = int(self.weak_below)
        names = (f"below {line - 20}", f"{line - 20}–{line - 1}", f"{line}–{line + 9}", f"{line + 10} and more")
        return tuple(zip(BANDS, names, strict=True))

    @property
    def table(self) -> Table:
        shown = [d for d in self.days if d.state in ("scored", "studied")]
        return Table(
            ("Date", "Score, %"),
            tuple((weekday(d.date), number(d.score) if d.score is not None else d.state) for d in shown),
            tuple(d.path for d in shown),
        )

    @property
    def figure(self) -> dict[str, Any]:
        shown = [d for d in self.days if d.score is not None]
        trace = {
            "type": "heatmap",
            "x": [str(d.date - timedelta(d.date.weekday())) for d in shown],
            "y": [WEEKDAYS[d.date.weekday()] for d in shown],
            "z": [float(rounded(d.score, 2)) for d in shown if d.score is not None],
            "text": [d.text for d in shown],
            "customdata": [d.path for d in shown],
            "hoverinfo": "text",
            "zmin": 0,
            "zmax": 100,
            "xgap": 2,
            "ygap": 2,
            "showscale": False,
            "colorscale": self._colours(),
        }
        rows = {"categoryorder": "array", "categoryarray": list(WEEKDAYS), "autorange": "reversed"}
        return {"data": [trace], "layout": {"yaxis": rows, "xaxis": {"type": "date"}}}

    def _colours(self) -> list[list[Any]]:
        line = self.weak_below / 100
        inner = (max(Fraction(0), line - Fraction(1, 5)), line, min(Fraction(1), line + Fraction(1, 10)))
        edges = [0.0, *map(float, inner), 1.0]
        return [[edge, f"role:{BANDS[n]}"] for n in range(4) for edge in edges[n : n + 2]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: parts from the bottom up, in the order of the chart's names."""

    label: str
    values: tuple[Fraction, ...]
    path: str | None = None


@dataclass(frozen=True)
class Bars:
    """Stacked columns with a level to hold them against (what a check can hold, a target)."""

    template: ClassVar[str] = "bars"
    id: str
    title: str
    sentence: str
    unit: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    bars: tuple[Bar, ...]
    level: Fraction | None = None
    level_name: str = ""
    height: int = HEIGHT
    first_header: str = "Date"

    @property
    def highest(self) -> Fraction:
        tallest = max([sum(bar.values, Fraction(0)) for bar in self.bars] + [self.level or Fraction(0), Fraction(1)])
        return Fraction(nice_step(tallest) * -(-tallest // nice_step(tallest)))

    def y(self, value: Fraction | int) -> float:
        return round(self.height - BOTTOM - float(value / self.highest) * (self.height - TOP - BOTTOM), 1)

    @property
    def pitch(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(1, len(self.bars))

    def x(self, index: int) -> float:
        return round(LEFT + (index + 0.15) * self.pitch, 1)

    @property
    def bar_width(self) -> float:
        return round(min(self.pitch * 0.7, 48.0), 1)

    @property
    def x_ticks(self) -> tuple[Tick, ...]:
        every = -(-len(self.bars) // 8) or 1
        middle = self.bar_width / 2
        return tuple(Tick(round(self.x(n) + middle, 1), b.label) for n, b in enumerate(self.bars) if n % every == 0)

    @property
    def y_ticks(self) -> tuple[Tick, ...]:
        step = nice_step(self.highest)
        return tuple(Tick(self.y(value), str(value)) for value in range(0, int(self.highest) + 1, step))

    @property
    def table(self) -> Table:
        rows = tuple((bar.label, *map(number, bar.values)) for bar in self.bars)
        headers = tuple(", ".join(filter(None, (name, self.unit))) for name in self.names)
        return Table((self.first_header, *headers), rows, tuple(bar.path for bar in self.bars))

    @property
    def figure(self) -> dict[str, Any]:
        data = [
            {
                "type": "bar",
                "name": name,
                "x": [bar.label for bar in self.bars],
                "y": [float(rounded(bar.values[n], 2)) for bar in self.bars],
                "customdata": [bar.path for bar in self.bars],
                "marker": {"color": f"role:{role}"},
            }
            for n, (name, role) in enumerate(zip(self.names, self.roles, strict=True))
        ]
        layout: dict[str, Any] = {"barmode": "stack", "xaxis": {"type": "category"}}
        if self.level is not None:
            layout["shapes"] = [_level(float(self.level), "line")]
        return {"data": data, "layout": layout}


@dataclass(frozen=True, slots=True)
class Pair:
    """From the first to the last value of one thing; the same point twice where there is only one."""

    name: str
    first: Fraction
    last: Fraction
    times: int


@dataclass(frozen=True)
class Dumbbell:
    """A row a thing: where it was first, where it is now."""

    template: ClassVar[str] = "dumbbell"
    NAMES: ClassVar[int] = 220
    ROW: ClassVar[int] = 26
    id: str
    title: str
    sentence: str
    pairs: tuple[Pair, ...]

    @property
    def height(self) -> int:
        return TOP + BOTTOM + self.ROW * len(self.pairs)

    def x(self, value: Fraction | int) -> float:
        return round(self.NAMES + float(value) / 100 * (WIDTH - self.NAMES - RIGHT), 1)

    def y(self, index: int) -> int:
        return TOP + index * self.ROW + self.ROW // 2

    @property
    def table(self) -> Table:
        rows = tuple((p.name, number(p.first), number(p.last), str(p.times)) for p in self.pairs)
        return Table(("Aspect", "First, %", "Last, %", "Times scored"), rows, (None,) * len(rows))

    @property
    def figure(self) -> dict[str, Any]:
        names = [pair.name for pair in self.pairs]
        data = [
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [float(rounded(v, 2)) for v in values],
                "y": names,
                "marker": {"color": f"role:{role}", "size": 10},
            }
            for name, role, values in (
                ("First", "muted", [p.first for p in self.pairs]),
                ("Last", "line", [p.last for p in self.pairs]),
            )
        ]
        shapes = [
            {
                "type": "line",
                "x0": float(p.first),
                "x1": float(p.last),
                "y0": p.name,
                "y1": p.name,
                "line": {"color": "role:muted"},
            }
            for p in self.pairs
        ]
        axis = {"xaxis": {"range": [0, 101], "ticksuffix": " %"}, "yaxis": {"autorange": "reversed"}}
        return {"data": data, "layout": {**axis, "shapes": shapes}}


@dataclass(frozen=True)
class Sparkline:
    """A row's history in the height of a line; the row itself shows the numbers."""

    values: tuple[Fraction, ...]
    weak_below: Fraction
    width: int = 84
    height: int = 18
    dots: tuple[tuple[float, float, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        step = (self.width - 6) / max(1, len(self.values) - 1)
        dots = tuple(
            (
                round(3 + n * step, 1),
                round(self.height - 3 - float(v) / 100 * (self.height - 6), 1),
                band(v, self.weak_below),
            )
            for n, v in enumerate(self.values)
        )
        object.__setattr__(self, "dots", dots)


Chart = Trend | Calendar | Bars | Dumbbell


def date_ticks(first: date, last: date, most: int = 7) -> tuple[tuple[date, str], ...]:
    """Round dates between two dates with their labels: days, weeks, months or years, as many as fit."""
    length = (last - first).days
    for step in (1, 2, 3, 7, 14):
        if length // step < most:
            return tuple(
                (d, f"{d.day} {MONTHS[d.month - 1]}")
                for d in (first + timedelta(n) for n in range(0, length + 1, step))
            )
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        found = [d for d in months if first <= d <= last and (12 * d.year + d.month - 1) % step == 0]
        if len(found) <= most:
            return tuple((d, str(d.year) if step >= 12 else f"{MONTHS[d.month - 1]} {d.year}") for d in found)
    return ((first, day(first)), (last, day(last)))


def nice_step(highest: Fraction, most: int = 6) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that divides a scale up to `highest` into at most `most` parts."""
    sizes: Sequence[int] = [n * 10**power for power in range(7) for n in (1, 2, 5)]
    return next((size for size in sizes if highest <= size * most), sizes[-1])


def _level(at: float, role: str) -> dict[str, Any]:
    line = {"color": f"role:{role}", "dash": "dash", "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": line}
