"""What is wrong with a journal, and where: values that pile up instead of exceptions that stop at the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


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

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])

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
