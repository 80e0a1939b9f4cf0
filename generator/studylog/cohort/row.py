"""One row for each journal of an overview, in the order of who needs attention."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .rules import MEANINGS, UNREAD, Reason, reasons
from .sources import Source
from .standing import Standing, standing
from .told import Unread, clean, told

LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Row:
    """A journal of an overview: where its learner stands, or None where that could not be read.

    `source` is what was asked for, in one line; `site` the address of a published site. There is at least one reason.
    """

    source: str
    site: str | None
    standing: Standing | None
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> str:
        """Whose journal it is."""
        return (self.standing.name if self.standing else "") or self.source


def row_of(source: Source, content: bytes | Unread, day: date) -> Row:
    """The row of what was found at a source: a figures.json, or why there is none. It never raises."""
    try:
        if isinstance(content, Unread):
            raise content
        found = standing(told(content), day)
    except Unread as error:
        why = Reason(UNREAD, Fraction(0), f"Not read: {clean(str(error), LONGEST_WHY).rstrip('.')}.")
        return Row(source.shown, source.site, None, (why,))
    return Row(source.shown, source.site, found, reasons(found))


def ordered(rows: Iterable[Row]) -> list[Row]:
    """By the first reason, then by its weight, then by name and source."""
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, Fraction, str, str]:
    first = row.reasons[0]
    return list(MEANINGS).index(first.rule), -first.weight, row.name.casefold(), row.source
