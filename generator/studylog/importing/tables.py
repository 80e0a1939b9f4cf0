"""Tables of questions as CSV or TSV: a row a question, under a header that has a date, what was asked and a score."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from typing import Any

from ..problems import Problem
from .day import Day
from .log import Log
from .questions import Columns, columns
from .scores import Ambiguous, date_in

DELIMITERS: Mapping[str, str] = {".csv": ",", ".tsv": "\t"}
"""By the end of a file's name."""


def read(text: str, path: str, delimiter: str) -> Log:
    """The days of a table. A row whose date cannot be told is named, and the others go on."""
    log = Log()
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    rows = _rows(reader, lines, log, path)
    header = next(rows, [])
    log.placed |= dict.fromkeys(range(1, reader.line_num + 1), "structure")
    at = next((n for n, head in enumerate(header) if head.strip().lower() == "date"), None)
    found = columns([head for n, head in enumerate(header) if n != at])
    if at is None or not found:
        message = "the header of this table lacks a date, a question or a score."
        hint = "Write it like: date,question,topic,score,note,from"
        log.problems.append(Problem(path, 1, 1, "no-header", message, hint))
        found = None
    days: dict[date, Day] = {}
    last = reader.line_num
    for row in rows:
        numbers = range(last + 1, reader.line_num + 1)
        last = reader.line_num
        if any(cell.strip() for cell in row):
            placed = _place(row, at or 0, found, days, log, Problem(path, numbers[0], 1, "", ""))
            log.placed |= dict.fromkeys(numbers, placed)
    log.days = list(days.values())
    return log


def _rows(reader: Any, lines: StringIO, log: Log, path: str) -> Iterator[list[str]]:
    """Every row, up to one with a cell that is too long to be meant: most often its quote is never closed."""
    first = 1
    try:
        for row in reader:
            yield row
            first = reader.line_num + 1
    except csv.Error as error:
        message = f"the rows from here on cannot be told apart: {error}."
        hint = "Close the quote that opens here, or shorten the text."
        log.problems.append(Problem(path, first, 1, "unclosed-quote", message, hint))
        log.placed |= dict.fromkeys(range(first, reader.line_num + 1 + sum(1 for _ in lines)), "not understood")


def _place(row: list[str], at: int, found: Columns | None, days: dict[date, Day], log: Log, place: Problem) -> str:
    """Put a row into its day; where it went."""
    if not found:
        return "not understood"
    try:
        dated = date_in(row[at], None) if at < len(row) else None
        reason = "" if dated else "this row has no date."
    except Ambiguous as error:
        dated, reason = None, f"{error}."
    except ValueError:
        dated, reason = None, "this date is in no calendar."
    if not dated:
        log.problems.append(Problem(place.path, place.line, 1, "no-date", reason, "Write it as YYYY-MM-DD."))
        return "not understood"
    day = days.setdefault(dated[0], Day(dated[0], place.line))
    asked = found.question([cell for n, cell in enumerate(row) if n != at])
    if not asked["id"]:
        asked["id"] = f"Q{len(day.questions) + 1}"
    if "score" not in asked:
        message = f"no score can be told of {asked['id']}; it is imported without one."
        log.problems.append(Problem(place.path, place.line, 1, "import", message, "", "warning"))
    day.questions.append(asked)
    return "questions"
