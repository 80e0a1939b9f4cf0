"""From a journal's folder to published pages: the one way through the house, for commands and plugin alike."""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .figures import Figures, compute
from .load import load
from .model import Journal
from .pages import BrokenPages, Page, pages
from .problems import JournalError, Problem
from .publish import Published, publish

STATE = ".studylog"


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run made. `warnings` are about the records: errors have raised."""

    figures: Figures
    published: Published
    warnings: tuple[Problem, ...]


def read(root: Path, *, as_of: date | None, today: date) -> tuple[Journal, tuple[Problem, ...]]:
    """All that is valid in a journal's folder, and all problems; `as_of` is the day asked for, if any."""
    journal, problems = load(root / "content")
    if not (as_of or journal.settings.as_of):
        problems = tuple(sorted([*problems, *_from_the_future(journal, root, today)]))
    return journal, problems


def demand(problems: Iterable[Problem], *, strict: bool = False) -> None:
    """Raise JournalError with all problems where one is an error; when strict, a warning is one."""
    found = tuple(problems)
    if any(strict or problem.severity == "error" for problem in found):
        raise JournalError(found)


def day_of(journal: Journal, as_of: date | None, today: date) -> date:
    """The day that figures stand for: as asked, or as the journal pins it, or today."""
    return as_of or journal.settings.as_of or today


def generate(root: Path, *, as_of: date | None, today: date, strict: bool = False) -> Generated:
    """Read, measure, render and publish. Raises JournalError for records and templates before anything is written,
    and when strict for files that are in the way, after all others are."""
    journal, problems = read(root, as_of=as_of, today=today)
    demand(problems, strict=strict)
    pinned = bool(as_of or journal.settings.as_of)
    figures = compute(journal, day_of(journal, as_of, today), pinned=pinned)
    published = publish(_rendered(figures, root), root / "docs", root / STATE)
    demand(published.problems, strict=strict)
    return Generated(figures, published, problems)


def _rendered(figures: Figures, root: Path) -> tuple[Page, ...]:
    """The pages; a journal may bring its own templates, and what is wrong in one is shown like a faulty record."""
    try:
        return pages(figures, root)
    except BrokenPages as error:
        faults = (line.partition(": ") for line in str(error).splitlines())
        hint = "Correct the template that makes this page."
        raise JournalError(
            Problem(str(root / "docs" / page), 0, 0, "broken-page", f"{fault}.", hint) for page, _, fault in faults
        ) from error
    except Exception as error:
        if place := _in_a_template(error):
            hint = "Compare it with studylog's own template of that name."
            message = f"the template fails: {type(error).__name__}: {error}."
            raise JournalError([Problem(*place, 0, "template", message, hint)]) from error
        raise


def _in_a_template(error: Exception) -> tuple[str, int] | None:
    """The template and line that were being rendered, or None where the fault lies elsewhere."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename.endswith(".j2")]
    return found[-1] if found else None


def _from_the_future(journal: Journal, root: Path, today: date) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            str(root / "content" / "days" / f"{record.key}.yml"),
            0,
            0,
            "future",
            f"the record is dated after today, {today}, and is left out.",
            "Check its date.",
            "warning",
        )
        for record in journal.days
        if record.date > today
    )
