"""What is wrong with a journal, and where: values that pile up instead of exceptions that stop at the first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """A text with what a terminal would obey written out: control characters, and what turns its direction around."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing a person should look at. `line` and `column` count from 1; 0 means the file as a whole."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    excerpt: str = ""

    def __post_init__(self) -> None:
        """Words may quote what a record holds, in places where no field has looked at it."""
        object.__setattr__(self, "message", harmless(self.message))
        object.__setattr__(self, "hint", harmless(self.hint))

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        return ":".join([harmless(self.path), *(str(n) for n in (self.line, self.column) if n)])

    @property
    def said(self) -> str:
        """What is wrong, and what to write instead."""
        return " ".join(filter(None, (self.message, self.hint)))

    @property
    def shown(self) -> str:
        """The line in question and a caret below it, or nothing."""
        if not self.excerpt:
            return ""
        line, caret = _window(self.excerpt, self.column)
        return f"{line}\n{' ' * (caret - 1)}^"

    def __str__(self) -> str:
        """`path:line:column: severity: what is wrong. What to write instead.`, then the line and a caret."""
        text = f"{self.place}: {self.severity}: {self.said}"
        return "\n    ".join([text, *self.shown.splitlines()])


class JournalError(Exception):
    """Raised at the edges (commands, plugin) when problems stop the work; holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """The part of a long line around `column`, free of control characters, and where the column stands in it."""
    start = max(0, min(column - width // 2, len(line) - width))
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + width])
    return shown, max(1, min(column - start, len(shown) + 1))
