"""Tables of weeks and months, and of what the journal as a whole says of itself."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from ..figures import Figures
from ..measure.periods import Period
from ..model import Record
from ..wording import number
from .column import Column, Table, columns

_PERIOD: tuple[Column[Period], ...] = (
    Column("key", "string", "What names it: 2025-W45, or 2025-11.", lambda p: p.key),
    Column("first", "date", "Its first day.", lambda p: p.first),
    Column("last", "date", "Its last day.", lambda p: p.last),
    Column("records", "integer", "Records that it holds.", lambda p: len(p.records)),
    Column("checks", "integer", "Those with a score.", lambda p: p.checks),
    Column("questions", "integer", "Scored questions.", lambda p: p.all.count),
    Column("score_percent", "number", "Their mean.", lambda p: p.all.value),
    Column("new_percent", "number", "The mean of those on new material.", lambda p: p.new.value),
    Column("review_percent", "number", "The mean of those that go back to earlier days alone.",
        lambda p: p.review.value),
    Column("change_points", "number", "Against the last one before it that has a score.", lambda p: p.change),
    Column("minutes", "integer", "Minutes of its records.", lambda p: p.minutes),
    Column("met_topics", "integer", "Topics met for the first time.", lambda p: len(p.met)),
    Column("weak_opened", "integer", "Weak items that it opened.", lambda p: len(p.opened)),
    Column("weak_resolved", "integer", "Weak items that it put right.", lambda p: len(p.resolved)),
)  # fmt: skip


def _periods(name: str, meaning: str, periods: Callable[[Figures], tuple[Period, ...]]) -> Table[Period]:
    return Table(name, meaning, ("key",), periods, _PERIOD)


def _settings(figures: Figures) -> Iterator[tuple[str, str]]:
    for name, value in figures.journal.settings:
        if name not in ("grades", "protocol"):
            yield from _written(name, value)


def _written(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A setting as text under its name; those within it under names with a dot."""
    if isinstance(value, Record | dict):
        for inner, part in value.items() if isinstance(value, dict) else value:
            yield from _written(f"{name}.{inner}", part)
    elif isinstance(value, tuple):
        yield from [(name, " ".join(value))] if value else []
    elif value is not None:
        yield name, number(value, 2) if isinstance(value, Fraction) else str(value)


SETTINGS: Table[tuple[str, str]] = Table(
    "settings", "What journal.yml says, with what holds where it says nothing.", ("name",), _settings,
    columns(
        Column("name", "string", "The setting; one within another has a dot.", lambda row: row[0]),
        Column("value", "string", "What it is set to; several with spaces between.", lambda row: row[1]),
    ),
)  # fmt: skip
GRADES: Table[tuple[str, Fraction]] = Table(
    "grades", "The scale of grades, best first.", ("grade",), lambda figures: figures.journal.settings.grades.items(),
    columns(
        Column("grade", "string", "The grade.", lambda row: row[0]),
        Column("lowest_percent", "number", "The lowest score that earns it.", lambda row: row[1]),
    ),
)  # fmt: skip
PROTOCOL: Table[tuple[int, str]] = Table(
    "protocol", "How the checks are held.", ("number",),
    lambda figures: enumerate(figures.journal.settings.protocol, 1),
    columns(
        Column("number", "integer", "Its place in the list, from 1.", lambda row: row[0]),
        Column("text", "string", "The rule.", lambda row: row[1]),
    ),
)  # fmt: skip

PERIODS = (
    _periods("weeks", "The ISO weeks that hold records.", lambda figures: figures.weeks),
    _periods("months", "The months that hold records.", lambda figures: figures.months),
)
JOURNAL = (SETTINGS, GRADES, PROTOCOL)
