"""Figures that a log states about itself: of the whole check, of its parts, and what it was meant to cover."""

import re
from collections.abc import Sequence

from .day import Entry, Fields, Section, clean, indented
from .scores import bare_text, without


def tested(section: Section, entry: Entry) -> str:
    found = re.match(r"(\d{1,3}(?:\.\d+)?)\s*%\s*(?:[-–:]\s*)?(.+)", entry.text)
    rest = "\n".join([found[2] if found else entry.text, *(indented(line) for line in entry.below)])
    share = {"share": found[1]} if found and float(found[1]) <= 100 else {}
    section.day.add("tested", {**share, "what": clean(rest if share else entry.whole)})
    return "tested"


_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
POINTS = re.compile(rf"\(?\s*(?<![\d.]){_NUMBER}\s*/\s*{_NUMBER}(?![\d.]*\d)\s*\)?")
_PERCENT = re.compile(rf"(?<![\d.]){_NUMBER}\s*%")
GRADE = re.compile(r"(?<!\w)\(?([A-F][+-]?(?:/[A-F][+-]?)?)\)?(?![\w])")


def _figures(text: str) -> tuple[Fields, str]:
    """Percent and points stated in a text, and what else it says."""
    found: Fields = {}
    if (percent := _PERCENT.search(text)) and float(percent[1]) <= 100:
        found["score"] = percent[1]
        text = without(percent)
    if (points := POINTS.search(text)) and float(points[2]) > 0:
        found |= {"points": points[1], "of": points[2]}
        text = without(points)
    return found, text


def overall(section: Section, entry: Entry) -> str | None:
    if entry.numbers[0] != section.line:
        return group(section, entry)
    found, rest = _figures(bare_text(entry.text))
    if not found:
        return None
    if grade := GRADE.search(rest):
        found["grade"] = grade[1]
        rest = without(grade)
    if why := remark(rest):
        found["why"] = why
    section.day.add("stated", found)
    for line in entry.below:
        section.day.note(section.label, line.text)
    return "stated"


def group(section: Section, entry: Entry) -> str | None:
    """`Day 8 content (Q1-Q10): 6.8/10 = 68% - solid`, with those below it; without a figure it is an insight."""
    if not _add_group(section, entry.text):
        section.day.add("insights", clean(entry.whole))
        return "insights"
    for line in entry.below:
        if not _add_group(section, line.text):
            section.day.note(section.label, clean(line.text))
    return "stated_groups"


def _add_group(section: Section, text: str) -> bool:
    head, colon, rest = bare_text(text).partition(":")
    found, rest_said = _figures(rest)
    if not colon or not found or not _starts_with_figure(rest):
        return False
    asked = re.search(r"\(([^)]*\bQ\d[^)]*)\)", head)
    ids = _question_ids(asked[1], section.day.questions) if asked else []
    name = (without(asked) if asked else head).strip()
    section.day.add("stated_groups", {"name": name, **({"questions": ids} if ids else {}), **found})
    if said := remark(rest_said):
        section.day.note(section.label, f"{name}: {said}")
    return True


def _starts_with_figure(text: str) -> bool:
    """Whether a figure comes first, and not as a bound (`95%+`) or a range (`70-80%`)."""
    return bool(re.match(r"\s*\(?\d+(?:\.\d+)?\s*(?:%(?!\+)|/\s*\d)", text))


def _question_ids(text: str, questions: Sequence[Fields]) -> list[str]:
    """`Q1-Q4, Q6` as the ids of the day's questions; Q1a and Q1b both lie in Q1-Q4."""
    ranges = [(int(a), int(b or a)) for a, b in re.findall(r"Q(\d+)[a-z]?(?:\s*[-–]\s*Q?(\d+))?", text)]
    numbered = [(int(match[1]), q["id"]) for q in questions if (match := re.match(r"Q(\d+)", q["id"]))]
    return [id for number, id in numbered if any(a <= number <= b for a, b in ranges)]


def remark(text: str) -> str:
    """What is left of a text once its figures are out: its words, or nothing."""
    rest = re.sub(r"\(\s*\)", " ", re.sub(r"\(\s*[:,;]", "(", text))
    rest = " ".join(rest.split()).replace("( ", "(").strip(" -–—=:,;")
    if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1:
        rest = rest[1:-1]
    return rest if re.search(r"\w", rest) else ""
