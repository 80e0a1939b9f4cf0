"""All days: the running year with its newest records, and a page for each year."""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import paths
from ..charts.calendar import Calendar
from ..charts.history import year_calendar
from ..figures import DayFigures, Figures
from ..measure.periods import Period
from ..measure.scores import Mean
from ..narrative.review import period_title
from ..wording import count, percent
from .common import DayRow, Listed, PageInfo, Ref, day_rows, listed, neighbours

NEWEST = 31


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in the index: its page, how many checks and weak items it held, the mean of its questions."""

    year: Ref
    checks: int
    mean: Mean
    weak: int


@dataclass(frozen=True, slots=True)
class Days:
    """The index: `days` newest first, `years` empty while there is one year only; `feed` a path, empty without one."""

    page: PageInfo
    summary: str
    calendar: Calendar
    days: Listed[DayRow]
    years: tuple[YearRow, ...]
    feed: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of its own; its days stand on the pages of its months."""

    page: PageInfo
    summary: str
    calendar: Calendar
    kind: str
    periods: tuple[tuple[Ref, Period], ...]


def day_index(figures: Figures, feed: str = "") -> Days:
    years = _years(figures)
    newest = max(years, default=figures.as_of.year)
    summary = _summary(figures.days) if figures.days else "No day has been recorded yet."
    return Days(
        page=PageInfo(paths.DAYS, "days", "Days", summary),
        summary=summary,
        calendar=year_calendar(figures, newest),
        days=listed(figures.days[::-1], NEWEST, lambda some: day_rows(some, figures)),
        years=tuple(_row(year, days) for year, days in sorted(years.items(), reverse=True)) if len(years) > 1 else (),
        feed=feed,
    )


def year_pages(figures: Figures) -> tuple[Year, ...]:
    """A page for each year with records, where there are several."""
    years = _years(figures)
    if len(years) < 2:
        return ()
    refs = [Ref(str(year), paths.year_page(year)) for year in years]
    months = [(period.first.year, (Ref(period_title(period, "month"), paths.month_page(period.key)), period))
              for period in figures.months]  # fmt: skip
    return tuple(
        Year(
            page=PageInfo(ref.path, "year", ref.text, _summary(days), (Ref("Days", paths.DAYS),), before, after),
            summary=_summary(days),
            calendar=year_calendar(figures, year),
            kind="month",
            periods=tuple(row for of, row in reversed(months) if of == year),
        )
        for (year, days), ref, (before, after) in zip(years.items(), refs, neighbours(refs), strict=True)
    )


def _years(figures: Figures) -> dict[int, list[DayFigures]]:
    found: dict[int, list[DayFigures]] = {}
    for entry in figures.days:
        found.setdefault(entry.record.date.year, []).append(entry)
    return found


def _row(year: int, days: Sequence[DayFigures]) -> YearRow:
    checks = sum(bool(day.scores.all.count) for day in days)
    return YearRow(Ref(str(year), paths.year_page(year)), checks, _mean(days), sum(len(day.weak) for day in days))


def _mean(days: Sequence[DayFigures]) -> Mean:
    return sum((day.scores.all for day in days), Mean())


def _summary(days: Sequence[DayFigures]) -> str:
    mean = _mean(days)
    scored = f"{count(len(days), 'record').capitalize()} with {count(mean.count, 'scored question')}"
    weak = f"{count(sum(bool(day.weak) for day in days), 'day')} had a weak item"
    return f"{scored}, mean {percent(mean.value)}; {weak}." if mean.count else f"{scored}."
