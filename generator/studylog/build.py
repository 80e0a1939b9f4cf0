"""From a journal's folder to published pages: the one way through the house, for commands and plugin alike."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .figures import Figures, compute
from .load import load
from .model import Journal
from .pages import pages
from .problems import JournalError, Problem
from .publish import Published, publish

STATE = ".studylog"


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run made. `warnings` are about the records: errors have raised."""

    figures: Figures
    published: Published
    warnings: tuple[Problem, ...]


def read(root: Path, *, strict: bool = False) -> tuple[Journal, tuple[Problem, ...]]:
    """The journal of a folder and its warnings. Raises JournalError with all problems where one is an error."""
    journal, problems = load(root / "content")
    if any(strict or problem.severity == "error" for problem in problems):
        raise JournalError(problems)
    return journal, problems


def day_of(journal: Journal, as_of: date | None, today: date) -> date:
    """The day that figures stand for: as asked, or as the journal pins it, or today."""
    return as_of or journal.settings.as_of or today


def generate(root: Path, *, as_of: date | None, today: date, strict: bool = False) -> Generated:
    """Read, measure, render and publish. Raises JournalError; nothing is written then."""
    journal, problems = read(root, strict=strict)
    asked = day_of(journal, as_of, today)
    if as_of is None and journal.settings.as_of is None:
        problems += _from_the_future(journal, root, today)
        if strict and problems:
            raise JournalError(problems)
    figures = compute(journal, asked)
    published = publish(pages(figures, root), root / "docs", root / STATE)
    return Generated(figures, published, problems)


def _from_the_future(journal: Journal, root: Path, today: date) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            str(root / "content" / "days" / f"{record.key}.yml"),
            1,
            1,
            "future",
            f"the record is dated after today, {today}, and is left out.",
            "Check its date.",
            "warning",
        )
        for record in journal.days
        if record.date > today
    )
