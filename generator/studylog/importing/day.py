"""A day as it is found in a log, and the pieces that its sections are made of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .lines import Line

Fields = dict[str, Any]


@dataclass
class Day:
    """Fields of a record, its questions, and notes by heading.

    `goals` is what it says of goals, by title; `days` are those of its log that were found so far.
    """

    date: date
    line: int
    fields: Fields = field(default_factory=dict)
    questions: list[Fields] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    goals: dict[str, Fields] = field(default_factory=dict)
    days: Sequence["Day"] = field(default=(), repr=False, compare=False)

    def add(self, name: str, value: Any) -> None:
        self.fields.setdefault(name, []).append(value)

    def note(self, heading: str, text: str) -> None:
        self.notes.setdefault(heading, []).append(text.strip() or "–")


@dataclass
class Entry:
    """An item or paragraph with all that is below it; a label within a section has the items after it below."""

    text: str
    numbers: list[int]
    is_label: bool = False
    below: list[Line] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The text with what is below it, one line each."""
        return "\n".join([self.text, *map(indented, self.below)])


@dataclass
class Section:
    """What stands under one label."""

    label: str
    day: Day
    line: int = 0
    entries: list[Entry] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Another line: a new entry, or part of the one before it."""
        last = self.entries[-1] if self.entries else None
        below = line.kind in ("more", "code") or (line.kind == "item" and (line.level > 0 or (last and last.is_label)))
        if last and below:
            last.below.append(line)
            last.numbers.append(line.number)
        else:
            self.entries.append(Entry(line.text, [line.number]))

    @property
    def name(self) -> str:
        """The label without what stands in parentheses."""
        return " ".join(_ASIDE.sub(" ", self.label).split()).strip(" :")

    @property
    def aside(self) -> str:
        """What stands in parentheses in the label."""
        return found[1].strip() if (found := _ASIDE.search(self.label)) else ""


_ASIDE = re.compile(r"\(([^)]*)\)")

Handler = Callable[[Section, Entry], str | None]
"""Takes an entry into a field of the day and says which; None = it is none of these."""


def indented(line: Line) -> str:
    """A line as it stands below an entry."""
    return line.text if line.kind in ("more", "code", "text") else "  " * max(0, line.level - 1) + f"- {line.text}"


def clean(text: str) -> str:
    """A text without the signs in front of it; bold and code inside it stay."""
    lines = [re.sub(r"^[\s✅🟡❌🔴🟢🟠⭐✓✔]+", "", line) if n == 0 else line for n, line in enumerate(text.split("\n"))]
    return "\n".join(line.rstrip() for line in lines).strip() or "–"
