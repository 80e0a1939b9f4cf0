"""From a journal's folder to published pages: the one way through the house, for commands and plugin alike."""

import gc
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from . import inputs, source
from .figures import compute
from .hooks import has_extra, with_extra
from .kept import Kept
from .load import Reader, load
from .made import Shelf, stored
from .model import Journal
from .ondisk import STATE
from .packaged import template_folders
from .pages import BrokenPages, pages
from .problems import JournalError, Problem
from .publish import Published, manifest_sum, publish, untouched
from .sharing.audience import Audience, LeftOut, seen_by
from .site_url import site_url
from .stored import Stored
from .turns import turn
from .values import Values

VALUES, PAGES, RUN = "values.json", "pages.json", "run.json"
"""What is kept in it for the next run, and can be deleted at any time."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run made: pages that stand for the end of `as_of`, of so many records and scored questions.

    `warnings` are about the records: errors have raised. `left_out` is hidden from the audience.
    """

    as_of: date
    days: int
    questions: int
    published: Published
    warnings: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]


_GENERATED = TypeAdapter(Generated)


def read(
    root: Path,
    *,
    as_of: date | None,
    today: date,
    files: Mapping[Path, bytes] | None = None,
    reader: Reader = source.read,
) -> tuple[Journal, tuple[Problem, ...]]:
    """All that is valid in a journal's folder, and all problems; `as_of` is the day asked for, if any.

    `files` are those that were taken from the disk already, `reader` makes documents of their bytes.
    """
    journal, problems = load(root / "content", files, reader)
    if not as_of:
        problems = tuple(sorted([*problems, *_left_out(journal, root, today)]))
    return journal, problems


def demand(problems: Iterable[Problem], *, strict: bool = False) -> None:
    """Raise JournalError with the problems that are errors; when strict, every one is."""
    if found := [problem for problem in problems if strict or problem.severity == "error"]:
        raise JournalError(found)


def day_of(journal: Journal, as_of: date | None, today: date) -> date:
    """The day that figures stand for: as asked, or as the journal pins it, or today."""
    return as_of or journal.settings.as_of or today


def generate(
    root: Path,
    *,
    as_of: date | None,
    today: date,
    strict: bool = False,
    kept: Kept | None = None,
    audience: Audience = "learner",
) -> Generated:
    """Read, measure, render and publish. Raises JournalError for what is wrong before anything is written.

    For files among the pages that are not ours it raises after all others are written: when strict, and when a day was
    asked for or pages are for others, since they may tell of later days or hidden things. Other runs wait meanwhile.
    """
    with turn(root / STATE), _without_collector():
        generated = _generated(root, as_of, today, strict, kept, audience)
        lenient = not strict and as_of is None and audience == "learner"
        demand(generated.published.problems, strict=not lenient)
        return generated


def _generated(
    root: Path, as_of: date | None, today: date, strict: bool, kept: Kept | None, audience: Audience
) -> Generated:
    """Make what has to be made. Where nothing has changed since the last run, all of it stands."""
    docs, state, site = root / "docs", root / STATE, site_url(root)
    files, records = inputs.records(root / "content")
    makers = f"{inputs.code()} {inputs.templates(template_folders(root))}"
    stamp = f"{makers} {records} {audience} {site} {as_of} {today} {root}"
    last = None if has_extra() else _runs(stamp, state).read(state / RUN)
    if last and (standing := untouched(docs, state)):
        demand(last.warnings, strict=strict)
        return replace(last, published=standing)
    values = Values(state / VALUES, inputs.code())
    journal, problems = read(root, as_of=as_of, today=today, files=files, reader=values.read)
    values.keep()
    demand(problems, strict=strict)
    journal, left_out = seen_by(audience, journal)
    pinned = bool(as_of or journal.settings.as_of)
    figures = with_extra(compute(journal, day_of(journal, as_of, today), pinned=pinned))
    of_last_run = stored(makers)
    shelf = Shelf(docs, of_last_run.read(state / PAGES))
    with template_faults(root):
        made = pages(figures, root, kept, site, shelf)
    published = publish(made, docs, state)
    if shelf.now != shelf.last:
        of_last_run.write(state / PAGES, shelf.now)
    generated = Generated(figures.as_of, len(figures.days), figures.all.count, published, problems, left_out)
    if not published.problems:  # else there is a page that could not be put in its place
        _runs(stamp, state).write(state / RUN, generated)
    return generated


def _runs(stamp: str, state: Path) -> Stored[Generated]:
    """How a run is kept for one that finds everything as it was, the list of its pages included."""
    return Stored(_GENERATED, f"{stamp} {manifest_sum(state)}")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Records and figures stay until the end: to look for what can go is in vain, and takes a fifth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def template_faults(root: Path) -> Iterator[None]:
    """A journal may bring its own templates: what is wrong in one is raised as JournalError, like a faulty record."""
    try:
        yield
    except BrokenPages as error:
        faults = (line.partition(": ") for line in str(error).splitlines())
        hint = "Correct the template that makes this page."
        raise JournalError(
            Problem(str(root / "docs" / page), 0, 0, "broken-page", f"{fault}.", hint) for page, _, fault in faults
        ) from error
    except UnicodeDecodeError as error:
        hint = "Save the templates of this journal as UTF-8."
        message = f"a template is not UTF-8: {error.reason} at byte {error.start}."
        raise JournalError([Problem(str(root / "templates"), 0, 0, "template", message, hint)]) from error
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


def _left_out(journal: Journal, root: Path, today: date) -> Iterator[Problem]:
    """Records later than the day that the journal stands for."""
    pinned = journal.settings.as_of
    day = pinned or today
    name = f"the day that as_of pins in journal.yml, {day}," if pinned else f"today, {day},"
    hint = "Move as_of on, or delete it." if pinned else "Check its date."
    for record in journal.days:
        if record.date > day:
            path = str(root / "content" / "days" / f"{record.key}.yml")
            message = f"the record is dated after {name} and is left out."
            yield Problem(path, 0, 0, "left-out", message, hint, "warning")
