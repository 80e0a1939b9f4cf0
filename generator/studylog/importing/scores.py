"""Scores, source days and dates as people write them into a log."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..fields import FIRST_DATE, LAST_DATE

_NUMBER = r"(\d{1,4}(?:[.,]\d{1,4})?)"
_CHANGE = re.compile(rf"{_NUMBER}\s*%?\s*(?:→|->|=>|➜)\s*{_NUMBER}\s*%")
_PERCENT = re.compile(rf"(?<![\d.]){_NUMBER}\s*%")
_PART = re.compile(rf"(?<![\d.]){_NUMBER}\s*/\s*{_NUMBER}(?![\d.])")
_BARE = re.compile(_NUMBER)
_SOURCE = re.compile(r"(?:days?\s*)?(\d{1,4})(?:\s*[-–]\s*(?:day\s*)?(\d{1,4}))?", re.IGNORECASE)
OUTSTANDING, GOOD, PARTIAL, MISSED = "✅✅", "✅", "🟡", "❌"
MARKS = "✅🟡❌🔴🟢🟠⭐✓✔✗✘⚠️🎯💯️"


@dataclass(frozen=True, slots=True)
class Score:
    """A score as a record has it (`95`, `9.5/10`), what it was before a correction, and what else stood there."""

    written: str
    was: str | None = None
    bonus: bool = False
    mark: str | None = None
    rest: str = ""


def score(text: str) -> Score | None:
    """The score in a text that holds nothing but one and its marks; None where none from 0 to 100 can be told."""
    bare = bare_text(text)
    was = None
    if found := _CHANGE.search(bare):
        was, written = _decimal(found[1]), _decimal(found[2])
    elif found := _PERCENT.search(bare):
        written = _decimal(found[1])
    elif found := _PART.search(bare):
        written = f"{_decimal(found[1])}/{_decimal(found[2])}"
    elif found := _BARE.fullmatch(bare):
        written = _decimal(found[1])
    else:
        return None
    percents = [_percent(value) for value in (written, was or "0")]
    if any(percent is None or percent > 100 for percent in percents):
        return None
    rest = (bare[: found.start()] + " " + bare[found.end() :]).strip(" -–—:,;()+")
    bonus = "bonus" in rest.lower()
    return Score(written, was, bonus, mark(text, percents[0] or Fraction(0)), "" if rest.lower() == "bonus" else rest)


def mark(text: str, percent: Fraction) -> str | None:
    """The mark beside a score, where it says something that the score does not."""
    if OUTSTANDING in text or "⭐" in text:
        return "outstanding"
    if MISSED in text:
        return "missed"
    if PARTIAL in text:
        return "partial" if percent >= 80 else None
    return "good" if GOOD in text and percent < 80 else None


def bare_text(text: str) -> str:
    """Without marks and bold type."""
    return " ".join(text.translate(_WITHOUT_MARKS).replace("**", "").split()).strip()


def without(found: re.Match[str]) -> str:
    """The text in which something was found, with that taken out."""
    return found.string[: found.start()] + found.string[found.end() :]


_WITHOUT_MARKS = str.maketrans(dict.fromkeys(MARKS, " "))


def _decimal(text: str) -> str:
    return text.replace(",", ".")


def _percent(written: str) -> Fraction | None:
    """What a score is worth; None for a part of nothing."""
    part, _, of = written.partition("/")
    if of and not Fraction(of):
        return None
    return Fraction(part) * 100 / Fraction(of) if of else Fraction(part)


def source_days(text: str) -> list[str]:
    """The days a question goes back to, as numbers or dates: `8-9` → 8 and 9; none where the text names none."""
    if dates := re.findall(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", text):
        return [written for written in dates if is_date(written)]
    found: list[str] = []
    for first, last in _SOURCE.findall(text):
        last = last or first
        near = int(last) - int(first) < 40
        found += [str(n) for n in (range(int(first), int(last) + 1) if near else (int(first), int(last))) if n]
    return list(dict.fromkeys(found))


def is_date(written: str) -> bool:
    """Whether a text is a date as a record has it."""
    try:
        return FIRST_DATE <= date.fromisoformat(written) <= LAST_DATE
    except ValueError:
        return False


def span(low: str, high: str | None) -> str | list[str]:
    """One number, or the two ends of a range, lowest first."""
    return sorted((low, high), key=Fraction) if high else low


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED = re.compile(
    rf"(?<!\w)(?:(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH}|{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?!\d)")


class Ambiguous(ValueError):
    """A date that can be read in two ways, lacks its year, or lies where none can be meant."""


def date_in(text: str, year: int | None) -> tuple[date, str] | None:
    """The date in a heading and the heading without it; None where there is none. `year` is for dates without one.

    Raises Ambiguous for a date of two numbers that could both be months, without a year, or in a year that no record
    can have, and ValueError for a day that is in no calendar.
    """
    if found := _ISO.search(text):
        on = date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _NAMED.search(text):
        month = _MONTHS.index((found[2] or found[3]).lower()) + 1
        on = date(_year(found[5], year, found[0]), month, int(found[1] or found[4]))
    elif found := _DIGITS.search(text):
        on = _of_digits(found)
    else:
        return None
    if not FIRST_DATE <= on <= LAST_DATE:
        raise Ambiguous(f"{on} is outside {FIRST_DATE.year} to {LAST_DATE.year}")
    return on, without(found)


def _year(written: str | None, given: int | None, text: str) -> int:
    if written:
        return int(written)
    if given is None:
        raise Ambiguous(f'"{text.strip()}" has no year')
    return given


def _of_digits(found: re.Match[str]) -> date:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    if first > 12 >= second:
        return date(year, second, first)
    if second > 12 >= first or first == second:
        return date(year, first, second)
    raise Ambiguous(f'"{found[0]}" can be read in two ways')
