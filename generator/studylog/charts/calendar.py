"""Days as squares, a column a week, Monday on top."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from ..measure.periods import monday
from ..paths import DAYS_FOLDER
from ..wording import MONTHS, WEEKDAYS, number, percent
from ..wording import day as day_name
from .parts import BANDS, Table, Tick, in_bands, plotted


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One square: `state` is scored, studied (without a score), missed, rest or outside (before the start, to come)."""

    date: date
    state: str
    score: Fraction | None = None
    band: str = ""
    path: str | None = None

    @property
    def text(self) -> str:
        """What it says; the calendar says of which year."""
        name = f"{self.date.day} {MONTHS[self.date.month - 1]}"
        return f"{name}: {percent(self.score) if self.score is not None else self.state}"


@dataclass(frozen=True)
class Block:
    """Weeks that stand together. Places are units of a drawing `width` by HEIGHT."""

    CELL: ClassVar[int] = 14
    LEFT: ClassVar[int] = 30
    TOP: ClassVar[int] = 18
    HEIGHT: ClassVar[int] = 116
    days: tuple[CalendarDay, ...]

    @property
    def width(self) -> int:
        return self.LEFT + (self._column(self.days[-1].date) + 1) * self.CELL

    def _column(self, on: date) -> int:
        return ((on - self.days[0].date).days + self.days[0].date.weekday()) // 7

    def x(self, on: date) -> int:
        return self.LEFT + self._column(on) * self.CELL

    def y(self, on: date) -> int:
        return self.TOP + on.weekday() * self.CELL

    @property
    def columns(self) -> tuple[tuple[int, tuple[CalendarDay, ...]], ...]:
        """The place of each week with its squares, those outside left out."""
        found: dict[int, list[CalendarDay]] = {}
        for day in self.days:
            if day.state != "outside":
                found.setdefault(self.x(day.date), []).append(day)
        return tuple((x, tuple(days)) for x, days in found.items())

    @property
    def months(self) -> tuple[Tick, ...]:
        """A label over the first column of each month, where it touches neither the next one nor the edge."""
        starts = [d.date for d in self.days if d.date.day == 1 or d is self.days[0]]
        ticks = [Tick(self.x(on), MONTHS[on.month - 1]) for on in starts]
        ends = [*(tick.at for tick in ticks[1:]), self.width + self.CELL // 2]
        return tuple(tick for tick, end in zip(ticks, ends, strict=True) if end - tick.at >= 2 * self.CELL)


@dataclass(frozen=True)
class Calendar:
    """The days of a span, in blocks that stand side by side where there is room and below each other on a phone."""

    template: ClassVar[str] = "calendar"
    id: str
    title: str
    sentence: str
    blocks: tuple[Block, ...]
    weak_below: Fraction

    @property
    def days(self) -> tuple[CalendarDay, ...]:
        return tuple(day for block in self.blocks for day in block.days)

    @property
    def is_blank(self) -> bool:
        """Whether no day of it lies within the journal."""
        return all(day.state == "outside" for day in self.days)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        line = self.weak_below
        low, top = number(line - 20), number(line + 10)
        names = (f"below {low}", f"{low} to {number(line)}", f"{number(line)} to {top}", f"{top} and more")
        return tuple(zip(BANDS, names, strict=True))

    @property
    def weeks(self) -> tuple[tuple[date, tuple[CalendarDay | None, ...]], ...]:
        """Each week with a record: its Monday, and its seven days (None = outside)."""
        found: dict[date, list[CalendarDay | None]] = {}
        for day in self.days:
            if day.state != "outside":
                week = found.setdefault(monday(day.date), [None] * 7)
                week[day.date.weekday()] = day
        return tuple((monday, tuple(days)) for monday, days in found.items() if any(d and d.path for d in days))

    @property
    def table(self) -> Table:
        def shown(day: CalendarDay | None) -> str:
            return "" if day is None else number(day.score) if day.score is not None else day.state

        rows = tuple((day_name(monday), *map(shown, days)) for monday, days in self.weeks)
        return Table(("Week from", *WEEKDAYS), rows, (None,) * len(rows))

    @property
    def figure(self) -> dict[str, Any]:
        weeks = self.weeks
        scores = [[d.score if d else None for d in days] for _, days in weeks]
        keys = [[_key(days[n]) for _, days in weeks] for n in range(7)]
        years = {key[:5] for row in keys for key in row if key}
        start = years.pop() if len(years) == 1 else ""
        trace = {
            "type": "heatmap",
            "x": [str(monday) for monday, _ in weeks],
            "y": list(WEEKDAYS),
            "z": [[None if s is None else plotted(s) for s in row] for row in zip(*scores, strict=True)],
            "meta": DAYS_FOLDER + start,
            "customdata": [[key.removeprefix(start) for key in row] for row in keys],
            "hovertemplate": f"{start}%{{customdata}}: %{{z}} %<extra></extra>",
            **in_bands(self.weak_below),
        }
        return {"data": [trace], "layout": {"yaxis": {"autorange": "reversed"}, "xaxis": {"type": "date"}}}


def _key(day: CalendarDay | None) -> str:
    """What leads to the page of a day from the folder of days: empty where there is none."""
    return day.path.removeprefix(DAYS_FOLDER).removesuffix(".md") if day and day.path else ""
