"""What tables are made of: a column says its name, the kind of its values, what they mean, and how a row gives one.

The dictionary of the data is read from the very columns that make the values, so that none can lack its meaning.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from ..figures import Figures
from ..figures_json.values import number
from ..model import DayRecord

Kind = Literal["string", "integer", "number", "boolean", "date", "array"]
"""As Table Schema names them; an array holds texts."""
Value: TypeAlias = str | int | float | list[str] | None
"""As JSON has it. A date is YYYY-MM-DD, a number is rounded to two decimals, halves up."""
Given: TypeAlias = str | int | float | Fraction | date | Sequence[str] | None

Row = TypeVar("Row")
Seen = TypeVar("Seen", contravariant=True)
Item = TypeVar("Item")
Inner = TypeVar("Inner")

_AS_JSON: dict[Kind, Callable[[Any], Value]] = {"number": number, "date": str, "array": list}
"""Of the kinds that JSON has not as they are given."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Seen]):
    """`meaning` is one or two sentences; `refers` a column of another table in which each value stands: `days.key`."""

    name: str
    kind: Kind
    meaning: str
    given: Callable[[Seen], Given]
    refers: str = ""

    def values(self, rows: Iterable[Seen]) -> list[Value]:
        """The value of each row; None where there is none."""
        found: Iterable[Any] = map(self.given, rows)
        as_json = _AS_JSON.get(self.kind)
        return [value if value is None else as_json(value) for value in found] if as_json else list(found)


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """`rows` gives its rows in a fixed order; the columns named by `key` together tell them apart."""

    name: str
    meaning: str
    key: tuple[str, ...]
    rows: Callable[[Figures], Iterable[Row]]
    columns: tuple[Column[Row], ...]


def columns(*some: Column[Row] | tuple[Column[Row], ...]) -> tuple[Column[Row], ...]:
    """Columns one by one, and several that belong together."""
    return tuple(column for one in some for column in (one if isinstance(one, tuple) else (one,)))


class OfRecord(Protocol):
    """Whatever belongs to one record."""

    @property
    def record(self) -> DayRecord: ...


class Part(NamedTuple, Generic[Item]):
    """An item of a list in a record. `number` counts from 1."""

    record: DayRecord
    number: int
    item: Item


class Line(NamedTuple, Generic[Item]):
    """An item of a list within the item `number` of a list in a record. Both numbers count from 1."""

    record: DayRecord
    number: int
    line: int
    item: Item


def parts(listed: Callable[[DayRecord], Iterable[Item]]) -> Callable[[Figures], Iterator[Part[Item]]]:
    """The rows of a list that every record has."""

    def rows(figures: Figures) -> Iterator[Part[Item]]:
        return (Part(record, n, item) for record in figures.journal.days for n, item in enumerate(listed(record), 1))

    return rows


def lines(found: Iterable[Part[Item]], listed: Callable[[Item], Iterable[Inner]]) -> Iterator[Line[Inner]]:
    """A row for each line of some parts."""
    return (Line(record, number, n, line) for record, number, item in found for n, line in enumerate(listed(item), 1))


def placed(item: object, among: Iterable[object]) -> int:
    """The number of an item in a list of its record: equal ones are told apart."""
    return next(n for n, other in enumerate(among, 1) if other is item)


class _Numbered(OfRecord, Protocol):
    """A part of a list, or a line of such a part."""

    @property
    def number(self) -> int: ...


KEY: Column[OfRecord] = Column(
    "key", "string", "The record: its date, with the session where there are several.", lambda row: row.record.key,
    "days.key",
)  # fmt: skip
DATE: Column[OfRecord] = Column("date", "date", "The date of the record.", lambda row: row.record.date)
OF_RECORD = (KEY, DATE)
NUMBER: Column[_Numbered] = Column(
    "number", "integer", "Its place in the list of the record, from 1.", lambda row: row.number
)
OF_PART = (KEY, DATE, NUMBER)
PART_KEY = ("key", "number")
LINE_KEY = (*PART_KEY, "line")


def span(
    name: str, kind: Kind, meaning: str, given: Callable[[Seen], tuple[Given, Given] | None], unit: str = ""
) -> tuple[Column[Seen], ...]:
    """The two columns of a range, `NAME_low_UNIT` and `NAME_high_UNIT`."""
    low, high = ("_".join(filter(None, (name, end, unit))) for end in ("low", "high"))
    return (
        Column(low, kind, f"{meaning} The lower end.", lambda row: ends[0] if (ends := given(row)) else None),
        Column(high, kind, f"{meaning} The upper end.", lambda row: ends[1] if (ends := given(row)) else None),
    )
