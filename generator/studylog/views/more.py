"""Measures that other distributions add, one below the other."""

from dataclasses import dataclass
from datetime import date

from .. import paths
from ..figures import Figures
from ..measure.extra import Cell, ExtraMeasure
from ..wording import count, day, number
from .common import Listed, PageInfo, listed

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class MoreMeasure:
    """One of them: its anchor, whether each column holds numbers, and its first rows as text."""

    anchor: str
    measure: ExtraMeasure
    numeric: tuple[bool, ...]
    rows: Listed[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class More:
    page: PageInfo
    measures: tuple[MoreMeasure, ...]


def more(figures: Figures) -> More:
    """For figures that have extra measures: without any there is no page."""
    names = ", ".join(measure.name for measure in figures.extra)
    description = f"{count(len(figures.extra), 'measure')} added to studylog's own: {names}."
    return More(PageInfo(paths.MORE, "more", "More measures", description), tuple(map(_shown, figures.extra)))


def _shown(measure: ExtraMeasure) -> MoreMeasure:
    columns = zip(*measure.rows, strict=True) if measure.rows else [()] * len(measure.columns)
    numeric = tuple(not any(isinstance(cell, str | date) for cell in column) for column in columns)
    rows = listed(measure.rows, MOST_ROWS, lambda some: (tuple(map(_text, row)) for row in some))
    return MoreMeasure(f"measure-{paths.slug(measure.name)}", measure, numeric, rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return day(cell) if isinstance(cell, date) else number(cell)
