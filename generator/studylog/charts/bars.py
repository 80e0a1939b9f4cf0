"""Amounts side by side: stacked columns with a level to hold them against, and dumbbells from first to last."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from ..wording import number, percent, signed
from .parts import Table, Tick, level, middle, nice_step, pages_of, plotted


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: parts from the bottom up, in the order of the chart's names; `interval` is a range of the first.

    No two columns of a chart have the same `label`; `tick` is what the axis says of it (empty = the label).
    """

    label: str
    values: tuple[Fraction, ...]
    path: str | None = None
    interval: tuple[Fraction, Fraction] | None = None
    tick: str = ""


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
    first_header: str = "Date"

    @property
    def highest(self) -> Fraction:
        tops = [
            max(sum(bar.values, Fraction(0)), bar.interval[1] if bar.interval else Fraction(0)) for bar in self.bars
        ]
        tallest = max([*tops, self.level or Fraction(0), Fraction(1)])
        return Fraction(nice_step(tallest) * -(-tallest // nice_step(tallest)))

    def y(self, value: Fraction | int) -> float:
        return plotted(100 - 100 * Fraction(value) / self.highest)

    @property
    def width(self) -> float:
        """Of a column, in percent of the plot."""
        return plotted(self._width)

    def height(self, value: Fraction) -> float:
        return plotted(100 * value / self.highest)

    def left(self, index: int) -> float:
        """Of a column."""
        return plotted(middle(index, len(self.bars)) - self._width / 2)

    @property
    def _width(self) -> Fraction:
        """A lone column is not a wall."""
        return min(Fraction(70, max(1, len(self.bars))), Fraction(10))

    def x(self, index: int) -> float:
        """Of the middle of a column."""
        return plotted(middle(index, len(self.bars)))

    @property
    def x_ticks(self) -> tuple[Tick, ...]:
        every = -(-len(self.bars) // 7) or 1
        return tuple(Tick(self.x(n), bar.tick or bar.label) for n, bar in enumerate(self.bars) if n % every == 0)

    @property
    def y_ticks(self) -> tuple[Tick, ...]:
        step = nice_step(self.highest)
        return tuple(Tick(self.y(value), str(value)) for value in range(0, int(self.highest) + 1, step))

    def text(self, bar: Bar) -> str:
        """What a column says: `14 Nov: 120 min`, each part by name where there are several."""
        unit = f" {self.unit}" if self.unit else ""
        several = len(self.names) > 1
        parts = [
            f"{number(v)}{unit}{f' {n.lower()}' if several else ''}"
            for n, v in zip(self.names, bar.values, strict=True)
        ]
        return f"{bar.label}: {', '.join(parts)}"

    @property
    def table(self) -> Table:
        headers = tuple(", ".join(filter(None, (name, self.unit))) for name in self.names)
        rows = tuple((bar.label, *map(number, bar.values)) for bar in self.bars)
        return Table((self.first_header, *headers), rows, tuple(bar.path for bar in self.bars))

    @property
    def figure(self) -> dict[str, Any]:
        labels = [bar.label for bar in self.bars]
        pages = pages_of([bar.path for bar in self.bars], labels)
        data = [
            {
                "type": "bar",
                "name": name,
                "x": labels,
                "y": [plotted(bar.values[n]) for bar in self.bars],
                "marker": {"color": f"role:{role}"},
                **pages,
            }
            for n, (name, role) in enumerate(zip(self.names, self.roles, strict=True))
        ]
        layout: dict[str, Any] = {"barmode": "stack", "xaxis": {"type": "category"}}
        if self.level is not None:
            layout["shapes"] = [level(float(self.level), "soft")]
        return {"data": data, "layout": layout}


@dataclass(frozen=True, slots=True)
class Pair:
    """From the first to the last value of one thing, in percent; the same value twice where there is only one."""

    name: str
    first: Fraction
    last: Fraction
    times: int
    path: str | None = None

    @property
    def text(self) -> str:
        if self.times < 2:
            return f"{self.name}: {percent(self.last)}"
        return f"{self.name}: {number(self.first)} to {percent(self.last)} ({signed(self.last - self.first)})"


@dataclass(frozen=True)
class Dumbbell:
    """A row a thing: where it was first, where it is now."""

    template: ClassVar[str] = "dumbbell"
    id: str
    title: str
    sentence: str
    pairs: tuple[Pair, ...]
    first_header: str = "Aspect"

    @property
    def lowest(self) -> int:
        """The left end of the scale: a multiple of 20 that leaves nothing out."""
        return max(0, int(min((min(p.first, p.last) - 1 for p in self.pairs), default=Fraction(0)) // 20 * 20))

    def x(self, value: Fraction | int) -> float:
        return plotted(100 * Fraction(value - self.lowest) / (100 - self.lowest))

    @property
    def x_ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(value), str(value)) for value in range(self.lowest, 101, 20))

    @property
    def table(self) -> Table:
        rows = tuple((p.name, number(p.first), number(p.last), str(p.times)) for p in self.pairs)
        headers = (self.first_header, "First, %", "Last, %", "Times scored")
        return Table(headers, rows, tuple(pair.path for pair in self.pairs))

    @property
    def figure(self) -> dict[str, Any]:
        names = [pair.name for pair in self.pairs]
        ends = (("First", "muted", [p.first for p in self.pairs]), ("Last", "line", [p.last for p in self.pairs]))
        data = [
            {
                "type": "scatter",
                "mode": "markers",
                "name": name,
                "x": [plotted(value) for value in values],
                "y": names,
                "marker": {"color": f"role:{role}", "size": 10},
                **pages_of([pair.path for pair in self.pairs], []),
            }
            for name, role, values in ends
        ]
        line = {"color": "role:muted"}
        shapes = [
            {"type": "line", "x0": float(p.first), "x1": float(p.last), "y0": p.name, "y1": p.name, "line": line}
            for p in self.pairs
        ]
        axes = {"xaxis": {"range": [self.lowest, 101], "ticksuffix": " %"}, "yaxis": {"autorange": "reversed"}}
        return {"data": data, "layout": {**axes, "shapes": shapes}}
