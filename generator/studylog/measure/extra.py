"""A measure that another distribution adds: its answer, how it is made, and a table if it has one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from math import isfinite
from typing import Any
from unicodedata import category

Cell = str | int | float | Fraction | date | None


@dataclass(frozen=True, slots=True)
class ExtraMeasure:
    """A measure: its name, the answer in one sentence, and how it is made in another.

    `rows` have a cell for each of `columns`: plain text, a number, a date, or None where there is no figure. `by` is
    the distribution that made it, and is filled in.
    """

    name: str
    sentence: str
    definition: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    by: str = ""


def checked(given: object) -> ExtraMeasure:
    """What a distribution gave, with each text in one line and each number exact.

    Raises TypeError or ValueError for what cannot be shown.
    """
    if not isinstance(given, ExtraMeasure):
        raise TypeError(f"an ExtraMeasure is expected, not {given!r}")
    columns = tuple(_text(column, "a column") for column in _several(given.columns, "columns"))
    rows = tuple(tuple(_cell(cell) for cell in _several(row, "a row")) for row in _several(given.rows, "rows"))
    if odd := next((row for row in rows if len(row) != len(columns)), None):
        raise ValueError(f"a row of {given.name!r} has {len(odd)} cells for {len(columns)} columns")
    name, sentence = _text(given.name, "name"), _text(given.sentence, "sentence")
    definition = _text(given.definition, "definition")
    return replace(given, name=name, sentence=sentence, definition=definition, columns=columns, rows=rows)


def _several(value: Any, what: str) -> Iterable[Any]:
    if not isinstance(value, tuple | list):
        raise TypeError(f"{what}: a tuple is expected, not {value!r}")
    return value


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what}: a text is expected, not {value!r}")
    return _one_line(value)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if any(category(character) in ("Cc", "Cs") for character in line):
        raise ValueError(f"{text!r} holds a character that cannot be shown")
    return line


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, float) and isfinite(value):
        return Fraction(value)
    if isinstance(value, bool | datetime | float) or not isinstance(value, int | Fraction | date | None):
        raise TypeError(f"a cell takes text, a finite number, a date or None, not {value!r}")
    return value
