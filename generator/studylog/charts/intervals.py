"""Shares side by side: a dot with its interval where enough was counted, and how many more it takes where not."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from ..measure.proportion import Proportion
from ..wording import NONE, number, percent
from .parts import Percents, Table, middle, plotted


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the axis. `expected` is what was predicted for it, in percent."""

    label: str
    share: Proportion
    expected: Fraction | None = None

    @property
    def text(self) -> str:
        """`8–14 days: 75 % (9 of 12), between 46.8 and 91.1 %`."""
        counts = f"{self.share.successes} of {self.share.asked}"
        if not self.share.interval:
            return f"{self.label}: {counts}, too early to say, {self.share.missing} more"
        low, high = self.share.interval
        return f"{self.label}: {percent(self.share.percent)} ({counts}), between {number(low)} and {percent(high)}"


@dataclass(frozen=True)
class Intervals(Percents):
    """Slots in their own order, in percent up to 100. Nothing is drawn while nothing was counted at all."""

    template: ClassVar[str] = "intervals"
    id: str
    title: str
    sentence: str
    first_header: str
    slots: tuple[Slot, ...]

    @property
    def drawn(self) -> tuple[Slot, ...]:
        """The slots that have a percentage."""
        return tuple(slot for slot in self.slots if slot.share.interval)

    @property
    def compared(self) -> bool:
        """Whether anything was predicted."""
        return any(slot.expected is not None for slot in self.slots)

    @cached_property
    def lowest(self) -> int:
        """The bottom of the scale: a multiple of 20 that leaves nothing out."""
        ends = [slot.share.interval[0] for slot in self.slots if slot.share.interval]
        expected = [slot.expected for slot in self.drawn if slot.expected is not None]
        return max(0, int(min([*ends, *expected, Fraction(80)]) // 20 * 20))

    def x(self, index: int) -> float:
        return plotted(middle(index, len(self.slots)))

    @property
    def table(self) -> Table:
        counted = any(slot.share.asked for slot in self.slots)
        headers = (self.first_header, *(("Expected, %",) if self.compared else ()), "Remembered", "%", "95 % interval")
        rows = tuple(
            (slot.label, *((number(slot.expected),) if self.compared else ()), *share_cells(slot.share))
            for slot in self.slots
        )
        return Table(headers, rows if counted else (), (None,) * len(rows))

    @property
    def figure(self) -> dict[str, Any]:
        trace = {
            "type": "scatter",
            "mode": "markers",
            "name": "Remembered",
            "x": [slot.label for slot in self.drawn],
            "y": [plotted(slot.share.percent or Fraction(0)) for slot in self.drawn],
            "marker": {"color": "role:line", "size": 10},
            "error_y": {"type": "data", "symmetric": False, "color": "role:line", **self._reach()},
        }
        predicted = {
            "type": "scatter",
            "mode": "markers",
            "name": "Predicted",
            "x": [slot.label for slot in self.drawn],
            "y": [plotted(slot.expected) for slot in self.drawn if slot.expected is not None],
            "marker": {"color": "role:other", "size": 10, "symbol": "diamond-open"},
        }
        labels = [slot.label for slot in self.slots]
        axis = {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "range": [-0.5, len(labels) - 0.5],
        }
        layout = {"xaxis": axis, "yaxis": {"range": [self.lowest, 101], "ticksuffix": " %"}}
        return {"data": [trace, predicted] if predicted["y"] else [trace], "layout": layout}

    def _reach(self) -> dict[str, list[float]]:
        """How far each interval goes above and below its dot, in points."""
        found = [(slot.share.percent, slot.share.interval) for slot in self.drawn]
        return {
            "array": [plotted(ends[1] - share) for share, ends in found if share is not None and ends],
            "arrayminus": [plotted(share - ends[0]) for share, ends in found if share is not None and ends],
        }


def share_cells(share: Proportion) -> tuple[str, str, str]:
    """`9 of 12`, `75`, `46.8–91.1`; before there is enough `too early to say, 3 more` in the last place."""
    counts = f"{share.successes} of {share.asked}"
    if not share.interval:
        return counts, NONE, f"too early to say, {share.missing} more"
    return counts, number(share.percent), "–".join(map(number, share.interval))
