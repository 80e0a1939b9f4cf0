"""What a narrative is made of, and how its parts are joined into English.

Every piece is plain text: whoever shows it escapes it, as HTML or as Markdown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from .. import paths
from ..markup import plain
from ..measure.weakness import WeakItem
from ..model import DayRecord, Goal, Journal, Question
from ..wording import MONTHS, number, percent

MOST_NAMED = 3
MOST_SPELLS = 4
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence. `path` is the page, with an anchor, that shows what they say; empty = no link."""

    text: str
    path: str = ""

    def address(self, site: str = "") -> str:
        """Where its page lies under the address of the site; without one, as seen from the dashboard."""
        return paths.address(self.path, site)


@dataclass(frozen=True, slots=True)
class Sentence:
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the four questions of a review and its answer, never empty."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """A period in words. `path` is its page; `so_far` says that the period was not over."""

    title: str
    path: str
    first: date
    last: date
    so_far: bool
    sections: tuple[Section, ...]


Part = str | Piece | Iterable[Piece]


def sentence(*parts: Part) -> Sentence:
    """A sentence of words, links and lists of links, in their order."""
    found: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            found.append(Piece(part))
        elif isinstance(part, Piece):
            found.append(part)
        else:
            found += part
    return Sentence(tuple(found))


def listing(items: Sequence[Sequence[Piece]], most: int = MOST_NAMED) -> list[Piece]:
    """`a`, `a and b`, `a, b, c and 2 more`: of many, the first `most`."""
    shown = [list(item) for item in items[:most]]
    if left_out := len(items) - len(shown):
        shown.append([Piece(f"{left_out} more")])
    found: list[Piece] = []
    for n, item in enumerate(shown):
        if n:
            found.append(Piece(" and " if n == len(shown) - 1 else ", "))
        found += item
    return found


def short_day(value: date) -> str:
    """`5 Nov`, within a period whose title names the year; the space one that does not break."""
    return f"{value.day}\u00a0{MONTHS[value.month - 1]}"


def dates(days: Sequence[date], page_of: dict[date, str]) -> list[Piece]:
    """`5 Nov, 7 Nov to 9 Nov and 12 Nov`: three days in a row or more are a spell; each day with a page leads to it.

    Where that would be more than MOST_SPELLS parts: `the first 2 Nov, the last 29 Nov`.
    """
    spells: list[list[date]] = [[days[0]]]
    for before, value in pairwise(days):
        if value - before == timedelta(1):
            spells[-1].append(value)
        else:
            spells.append([value])
    items = []
    for spell in spells:
        ends = [[Piece(short_day(value), page_of.get(value, ""))] for value in spell]
        items += ends if len(spell) < 3 else [[*ends[0], Piece(" to "), *ends[-1]]]
    if len(items) <= MOST_SPELLS:
        return listing(items, len(items))
    first, last = (Piece(short_day(value), page_of.get(value, "")) for value in (days[0], days[-1]))
    return [Piece("the first "), first, Piece(", the last "), last]


def span(was: Fraction, now: Fraction, path: str, how: str = "") -> list[Piece]:
    """`from 50 % to 95 %`, the second with its evidence; `how` says what stands before it, such as `an estimated `."""
    return [Piece(f"from {percent(was)} to {how}"), Piece(percent(now), path)]


def points(value: Fraction) -> str:
    """`4.1 points`, `1 point`: a distance, whatever its sign."""
    shown = number(abs(value))
    return f"{shown} {'point' if shown == '1' else 'points'}"


def every(n: int, what: str) -> str:
    """`both checks`, `all 3 checks`; `what` is plural."""
    return f"both {what}" if n == 2 else f"all {n} {what}"


def topic(id: str, journal: Journal) -> Piece:
    return Piece(titled(journal.topics[id].title), paths.topic_page(id))


def goal(of: Goal) -> Piece:
    return Piece(titled(of.title), f"{paths.GOALS}#{paths.goal_anchor(of.id)}")


def question_path(record: DayRecord, question: Question) -> str:
    return f"{paths.day_page(record.key)}#{paths.anchor(question.id)}"


def weak_item(item: WeakItem, journal: Journal) -> Piece:
    """A weak item as people know it: by what was asked, else by its topic, else by its number."""
    asked, of = item.question.asks, item.question.topic
    path = question_path(item.record, item.question)
    if asked and plain(asked):
        return Piece(quoted(asked), path)
    if of:
        return Piece(titled(journal.topics[of].title), path)
    return Piece(f"{one_line(item.question.id)} of {short_day(item.record.date)}", path)


def quoted(text: str) -> str:
    """Words of a record in quotation marks, without their Markdown; long ones are cut."""
    return titled(plain(text))


def titled(text: str) -> str:
    """A title in quotation marks: in a list of titles each then has its own beginning and end."""
    words = one_line(text)
    return f"“{words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + '…'}”"


def one_line(text: str) -> str:
    return " ".join(text.split())
