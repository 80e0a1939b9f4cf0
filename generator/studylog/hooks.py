"""Measures that other installed distributions add, under the entry points `studylog.measures`.

Each entry point is a function that takes `Figures` and gives any number of `ExtraMeasure`.
"""

import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise

from .figures import Figures
from .measure.extra import ExtraMeasure, checked
from .problems import JournalError, Problem

GROUP = "studylog.measures"


def with_extra(figures: Figures) -> Figures:
    """The figures with the measures that are added, in the order of their names.

    Raises JournalError for each function that fails or gives what cannot be shown: a site that lacks a measure in
    silence looks like one without it.
    """
    made: list[ExtraMeasure] = []
    problems: list[Problem] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (_by(point), point.name, point.value)):
        try:
            made += [replace(checked(given), by=_by(point)) for given in point.load()(figures)]
        except (Exception, SystemExit) as error:
            message = f"{point.value} of {_by(point)} fails: {type(error).__name__}: {' '.join(str(error).split())}."
            problems.append(_problem(_place(error, point), message))
    made.sort(key=lambda measure: (measure.name.casefold(), measure.name, measure.by))
    problems += _twice(made)
    if problems:
        raise JournalError(problems)
    return replace(figures, extra=tuple(made))


def has_extra() -> bool:
    """Whether other distributions add measures: nobody knows what these look at beside the figures."""
    return bool(entry_points(group=GROUP))


def _by(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _place(error: BaseException, point: EntryPoint) -> tuple[str, int]:
    """The line of the function's module that it came to, or the distribution where the module was not loaded."""
    file = getattr(sys.modules.get(point.module), "__file__", None)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (file or _by(point), 0)


def _twice(made: list[ExtraMeasure]) -> Iterator[Problem]:
    for one, other in pairwise(made):
        if one.name == other.name:
            message = f'two measures are called "{one.name}", one of {one.by} and one of {other.by}.'
            yield _problem((other.by, 0), message)


def _problem(place: tuple[str, int], message: str) -> Problem:
    return Problem(*place, 0, "measures", message, "Correct it, or uninstall the distribution.")
