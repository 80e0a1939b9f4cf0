"""The narratives of all weeks or months: Studied, Improved, Slipped, Next."""

from datetime import date, timedelta
from typing import Literal

from .. import paths
from ..figures import Figures
from ..measure.periods import Period, month_key, week_key
from ..wording import MONTHS
from .ahead import ahead
from .happened import Happened, happened
from .progress import improved, slipped
from .sentences import Narrative, Piece, Section
from .studied import studied
from .told import Told

Kind = Literal["week", "month"]


def narratives(figures: Figures, kind: Kind) -> dict[str, Narrative]:
    """The narrative of every week or month that holds records, by its key, oldest first."""
    periods = figures.weeks if kind == "week" else figures.months
    found = happened(figures, periods, week_key if kind == "week" else month_key)
    return {period.key: _narrative(figures, period, found[period.key], kind) for period in periods}


def period_title(period: Period, kind: Kind) -> str:
    """`Week 45 of 2025`, `Nov 2025`."""
    if kind == "week":
        year, week = period.key.split("-W")
        return f"Week {int(week)} of {year}"
    return f"{MONTHS[period.first.month - 1]} {period.first.year}"


def period_page(key: str, kind: Kind) -> str:
    """The page of a week or month."""
    return paths.week_page(key) if kind == "week" else paths.month_page(key)


def _narrative(figures: Figures, period: Period, found: Happened, kind: Kind) -> Narrative:
    told = Told(
        figures=figures,
        period=period,
        happened=found,
        kind=kind,
        path=period_page(period.key, kind),
        so_far=_running(period, figures.as_of),
        compared=_compared(period, found.compared, kind),
    )
    parts = (("Studied", studied), ("Improved", improved), ("Slipped", slipped), ("Next", ahead))
    sections = tuple(Section(heading, tuple(tell(told))) for heading, tell in parts)
    return Narrative(period_title(period, kind), told.path, period.first, period.last, told.so_far, sections)


def _running(period: Period, as_of: date) -> bool:
    """The last day of a period is its end: the journal stands as at the end of `as_of`."""
    return period.first <= as_of < period.last


def _compared(period: Period, before: Period | None, kind: Kind) -> Piece | None:
    """The period that the mean is compared with, by name where others without a check lie between."""
    if before is None:
        return None
    path = period_page(before.key, kind)
    if before.last + timedelta(1) == period.first:
        return Piece(f"the {kind} before", path)
    title = period_title(before, kind)
    return Piece(f"{title[0].lower() + title[1:] if kind == 'week' else title}, the last with a check", path)
