"""A log as days: a state machine over its lines. Every line ends up in a field, in the notes of its day, or is named.

States: outside any day, inside a day, inside one of its sections, inside a question that is a paragraph or heading of
its own. A heading with a date opens a day; a label (`**Key insights**:`, `### Key insights`) opens a section; what a
section cannot place goes to the day's notes under its label.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..problems import Problem
from . import sections
from .day import Day, Entry, Section
from .lines import Line, cells
from .questions import Columns, add_note, columns, is_scored_row, question
from .scores import Ambiguous, date_in, score

_DAY_NUMBER = re.compile(r"\bday\s*#?(\d{1,4})\b", re.IGNORECASE)
_RESULTS = re.compile(r"\b(detailed|results?|knowledge|check|daily|session)\b", re.IGNORECASE)
_LABEL = re.compile(r"^\*\*(?P<label>[^*]{1,80}?):?\*\*\s*(?:\((?P<aside>[^)]*)\))?\s*[⭐✅❌🟡]*\s*:?\s*(?P<rest>.*)$")
_QUESTION = re.compile(
    r"^\**(?P<id>Q\d{1,3}[a-z]?)\**\s*[:.)–-]\s*(?P<title>.+?)\**\s*[-–—:=]\s*\**(?P<score>[^-–—:=]*?"
    r"(?:\d+(?:\.\d+)?\s*%|\d+(?:\.\d+)?\s*/\s*\d+)[^-–—]*)$",
    re.IGNORECASE,
)
_UNSCORED = re.compile(r"^\**(?P<id>Q\d{1,3}[a-z]?)\**\s*[:.)]\s*(?P<title>.+?)\**$", re.IGNORECASE)


@dataclass
class Log:
    """What was found: days in order, what no day holds, and where the lines went."""

    days: list[Day] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    placed: dict[int, str] = field(default_factory=dict)
    """Line number → the field it went to, `notes`, `structure` or `not understood`."""
    answers: Counter[str] = field(default_factory=Counter)
    """Of a collection, which has no lines: its answers by what became of them."""
    remarks: list[str] = field(default_factory=list)
    """What was taken for granted, for a person to confirm."""


_HEAD = "Write the head of the table above it: | Q# | Topic | Day | Score | Notes |."


class Reader:
    """The machine. `path` names the log in problems, `year` is for dates that lack one."""

    def __init__(self, path: str, year: int | None) -> None:
        self.path, self.year = path, year
        self.log = Log()
        self.day: Day | None = None
        self.section: Section | None = None
        self.columns: Columns | None = None
        self.last_columns: Columns | None = None
        """Of the last table of questions, for rows of it that stand apart."""
        self.question: dict[str, Any] | None = None
        self.level = 0
        """Of the headings that open days; deeper ones are sections."""

    def read(self, lines: Sequence[Line]) -> Log:
        for line in lines:
            self._step(line)
        self._close_section()
        return self.log

    def _step(self, line: Line) -> None:
        if line.kind == "mark":
            self._place(line, "structure")
        elif line.kind == "heading":
            self._heading(line)
        elif not self.day:
            self._unknown(line)
        elif line.kind == "row":
            self._row(self.day, line)
        elif not self._stray_row(self.day, line):
            self._prose(self.day, line)

    def _heading(self, line: Line) -> None:
        self.question = None
        try:
            found = date_in(line.text, self.year)
        except Ambiguous as error:
            self._refuse(line, f"{error}.", "Write the date as YYYY-MM-DD, or give --year.")
            return
        except ValueError:
            self._refuse(line, "this date is in no calendar.", "Write it as YYYY-MM-DD.")
            return
        if found and (not self.level or line.level <= self.level):
            self._open_day(line, *found)
        elif self.day and self._opens_question(self.day, line):
            pass
        elif self.day and line.level > self.level:
            self._open_section(line, line.text, "")
        elif not self.level and not self.day:
            self._place(line, "structure")
        elif _DAY_NUMBER.match(line.text):
            self._refuse(line, "this day has no date.", "Write it into the heading: ## Day 5 (2025-11-01).")
        else:
            self._leave()
            self._unknown(line)

    def _open_day(self, line: Line, on: date, rest: str) -> None:
        self._leave()
        self.level = self.level or line.level
        number = _DAY_NUMBER.search(rest)
        title = _RESULTS.sub(" ", rest[number.end() :] if number else rest)
        known = next((day for day in self.log.days if day.date == on), None)
        self.day = known or Day(on, line.number, days=self.log.days)
        if not known:
            self.log.days.append(self.day)
        if number and int(number[1]):
            self.day.fields.setdefault("day", str(int(number[1])))
        if title := " ".join(title.split()).strip(" -–—:()[],.#"):
            self.day.fields.setdefault("title", title)
        self._place(line, "date")

    def _refuse(self, line: Line, message: str, hint: str) -> None:
        """A day that cannot be told: its lines are named, and the days after it go on."""
        self._leave()
        self.level = self.level or line.level
        self.log.problems.append(Problem(self.path, line.number, 1, "no-date", message, hint, excerpt=line.text))
        self._place(line, "not understood")

    def _leave(self) -> None:
        self._close_section()
        self.day, self.question = None, None

    def _row(self, day: Day, line: Line) -> None:
        found = columns(line.cells) if line.head else self.columns
        if line.head and found:
            self.columns = self.last_columns = found
            self._place(line, "structure")
            if self.section and not self.section.entries and not sections.is_known(self.section.label):
                self.log.placed[self.section.line] = "structure"  # whatever it says, it is the label of this table
                self.section = None
        elif not line.head and found:
            self.question = None
            self._ask(day, line, found.question(line.cells))
        elif not self._stray_row(day, line):
            self.columns = None
            self._section_of(day).add(line)

    def _stray_row(self, day: Day, line: Line) -> bool:
        """A row of questions outside its table, or in one whose head cannot be told: read as those before it, or named.

        A head that lacks the line below it makes rows of a table that is none.
        """
        row = cells(line.text) if "|" in line.text else ()
        if found := columns(row):
            self.last_columns = found
            self._place(line, "structure")
            return True
        if not is_scored_row(row):
            return False
        self.question = None
        known = self.last_columns
        asked = known.question(row) if known and len(known.names) == len(row) else {}
        if "score" in asked:
            self._ask(day, line, asked)
        else:
            self._warn(line, "this row has a score, and no table tells what its columns are.", _HEAD)
            self._place(line, "notes")
            day.note(self.section.label if self.section else "", line.text)
        return True

    def _ask(self, day: Day, line: Line, asked: dict[str, Any]) -> None:
        day.questions.append(asked)
        if "score" not in asked:
            message = f"no score can be told of {asked['id'] or 'this question'}; it is imported without one."
            self._warn(line, message, "Write it into the record.")
        self._place(line, "questions")

    def _prose(self, day: Day, line: Line) -> None:
        if line.kind == "text":
            if self._opens_question(day, line):
                return
            label = _LABEL.match(line.text)
            if label and (not self.question or sections.is_known(label["label"])):
                self.question = None
                self._open_section(
                    line, label["label"] + (f" ({label['aside']})" if label["aside"] else ""), label["rest"]
                )
                return
        if self.question is not None:
            text = line.text if line.kind in ("text", "more", "code") else f"- {line.text}"
            add_note(self.question, text)
            self._place(line, "questions")
            return
        self._section_of(day).add(line)

    def _opens_question(self, day: Day, line: Line) -> bool:
        """`**Q1: Title** - **75%**`, `### Q4: topic (10 days overdue) - 50%`."""
        found = _QUESTION.match(line.text)
        match = found or _UNSCORED.match(line.text)
        if not match or (line.kind == "text" and not line.text.startswith("**")):
            return False
        if not found and line.kind != "heading" and not line.text.endswith("**"):
            return False
        self._close_section()
        asked = question(match["id"], match["title"], score(match["score"]) if found else None)
        self.question = asked
        self._ask(day, line, asked)
        return True

    def _section_of(self, day: Day) -> Section:
        if self.section is None:
            self.section = Section("", day)
        return self.section

    def _open_section(self, line: Line, label: str, rest: str) -> None:
        if self.section and sections.takes_in(self.section, label):
            text = f"{label.strip(' :')}: {rest}" if rest.strip() else label.strip(" :")
            self.section.entries.append(Entry(text, [line.number], is_label=True))
            return
        self._close_section()
        if self.day:
            self.section = Section(label.strip(" :"), self.day, line.number)
            if rest.strip():
                self.section.entries.append(Entry(rest.strip(), [line.number]))

    def _close_section(self) -> None:
        if self.section:
            for number, place in sections.close(self.section).items():
                self.log.placed[number] = place
        self.section, self.columns = None, None

    def _unknown(self, line: Line) -> None:
        self._warn(line, "not understood: it belongs to no day.", "")
        self._place(line, "not understood")

    def _warn(self, line: Line, message: str, hint: str) -> None:
        problem = Problem(self.path, line.number, 1, "import", message, hint, "warning", line.text)
        self.log.problems.append(problem)

    def _place(self, line: Line, where: str) -> None:
        self.log.placed[line.number] = where


def read(lines: Sequence[Line], path: str, year: int | None = None) -> Log:
    """The days of a log. `path` names it in problems."""
    return Reader(path, year).read(lines)
