"""One row for each journal of an overview, in the order of who needs attention."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..figures_json.values import date_json, number
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


def rows_json(rows: Iterable[Row], day: date) -> dict[str, Any]:
    """The overview as one JSON object; where a journal could not be read, all that its figures would tell is null."""
    return {"as_of": str(day), "rows": [_row_json(row) for row in rows]}


def _row_json(row: Row) -> dict[str, Any]:
    of = row.standing
    return {
        "source": row.source,
        "site": row.site,
        "attention": row.reasons[0].rule,
        "reasons": [{"rule": reason.rule, "sentence": reason.sentence} for reason in row.reasons],
        "name": of and of.name,
        "title": of and of.title,
        "figures_as_of": date_json(of and of.as_of),
        "weak_below": number(of and of.weak_below),
        "mean": number(of and of.mean),
        "change": number(of and of.change),
        "since": date_json(of and of.since),
        "score": number(of and of.score),
        "scored_on": date_json(of and of.scored_on),
        "due": of and of.due,
        "overdue": of and of.overdue,
        "holds": of and of.holds,
        "weak_days": of and list(of.weak),
        "active": date_json(of and of.active),
        "days_ago": of and of.days_ago,
        "silent": of and of.silent,
        "streak": of and of.streak,
        "checks_a_week": number(of and of.checks_a_week),
        "goals": of
        and [
            {"title": g.title, "by": date_json(g.by), "outlook": g.outlook, "expected": date_json(g.expected)}
            for g in of.goals
        ],
        "waiting_days": of and list(of.waiting),
    }
