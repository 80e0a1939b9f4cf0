"""Weeks and months: a page each, and an index of either with its trend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import paths
from ..charts.history import period_trend
from ..charts.trend import Trend
from ..figures import Figures
from ..measure.periods import Period
from ..measure.scores import Mean, area_means
from ..narrative.review import Kind, narratives, period_page, period_title
from ..narrative.sentences import Narrative
from ..wording import day
from .common import DayRow, PageInfo, Ref, WeakRow, day_rows, neighbours, weak_rows

MOST_PERIODS = 60
WEEKS_CRUMB = Ref("Weeks", paths.WEEKS)


@dataclass(frozen=True, slots=True)
class PeriodPage:
    page: PageInfo
    kind: Kind
    period: Period
    narrative: Narrative
    days: tuple[DayRow, ...]
    areas: dict[str, Mean]
    met: dict[str, list[Ref]]
    opened: tuple[WeakRow, ...]
    resolved: tuple[WeakRow, ...]


@dataclass(frozen=True, slots=True)
class PeriodIndex:
    """The newest weeks or months; `years` lead to the others, where there are more."""

    page: PageInfo
    kind: Kind
    trend: Trend
    periods: tuple[tuple[Ref, Period], ...]
    years: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class WeeksOfYear:
    """All weeks of a year, newest first."""

    page: PageInfo
    kind: Kind
    periods: tuple[tuple[Ref, Period], ...]


def week_pages(figures: Figures) -> tuple[PeriodPage, ...]:
    return _pages(figures, figures.weeks, "week")


def month_pages(figures: Figures) -> tuple[PeriodPage, ...]:
    return _pages(figures, figures.months, "month")


def week_index(figures: Figures) -> PeriodIndex:
    page = PageInfo(paths.WEEKS, "periods", "Weeks", "Every week with its means.")
    return _index(figures, figures.weeks, "week", page, paths.weeks_page)


def month_index(figures: Figures) -> PeriodIndex:
    page = PageInfo(paths.MONTHS, "periods", "Months", "Every month with its means.")
    return _index(figures, figures.months, "month", page, paths.year_page)


def weeks_of_years(figures: Figures) -> tuple[WeeksOfYear, ...]:
    """A page for each year, where there are more weeks than the index holds."""
    if len(figures.weeks) <= MOST_PERIODS:
        return ()
    years = sorted({_year_of(week) for week in figures.weeks})
    refs = [Ref(str(year), paths.weeks_page(year)) for year in years]
    return tuple(
        WeeksOfYear(
            page=PageInfo(
                ref.path, "weeks", f"Weeks of {year}", "Each week with its means.", (WEEKS_CRUMB,), before, after
            ),
            kind="week",
            periods=_rows([week for week in figures.weeks if _year_of(week) == year], "week"),
        )
        for year, ref, (before, after) in zip(years, refs, neighbours(refs), strict=True)
    )


def _year_of(period: Period) -> int:
    """The year that the key names: of an ISO week that of its Thursday."""
    return int(period.key[:4])


def _pages(figures: Figures, periods: Sequence[Period], kind: Kind) -> tuple[PeriodPage, ...]:
    refs = [Ref(period_title(period, kind), period_page(period.key, kind)) for period in periods]
    entries = {entry.record.key: entry for entry in figures.days}
    index = WEEKS_CRUMB if kind == "week" else Ref("Months", paths.MONTHS)
    told = narratives(figures, kind)
    found = []
    for period, ref, (before, after) in zip(periods, refs, neighbours(refs), strict=True):
        found.append(
            PeriodPage(
                page=PageInfo(ref.path, "period", ref.text, _description(told[period.key]), (index,), before, after),
                kind=kind,
                period=period,
                narrative=told[period.key],
                days=day_rows((entries[record.key] for record in period.records), figures),
                areas=area_means(figures.journal, period.records),
                met=_by_area(period.met, figures),
                opened=weak_rows(period.opened, figures),
                resolved=weak_rows(period.resolved, figures),
            )
        )
    return tuple(found)


def _description(narrative: Narrative) -> str:
    """The dates and the first two sentences: the checks and their mean."""
    said = " ".join(sentence.text for sentence in narrative.sections[0].sentences[:2])
    return f"{day(narrative.first)} to {day(narrative.last)}. {said}"


def _by_area(ids: Sequence[str], figures: Figures) -> dict[str, list[Ref]]:
    """Topics under their areas, both in order of their names."""
    topics = figures.journal.topics
    found: dict[str, list[Ref]] = {}
    for area, _, id in sorted((topics[id].area, topics[id].title.casefold(), id) for id in ids):
        found.setdefault(area, []).append(Ref(topics[id].title, paths.topic_page(id)))
    return found


def _index(
    figures: Figures, periods: Sequence[Period], kind: Kind, page: PageInfo, page_of_year: Callable[[int], str]
) -> PeriodIndex:
    more = sorted({_year_of(period) for period in periods[:-MOST_PERIODS]}, reverse=True)
    return PeriodIndex(
        page=page,
        kind=kind,
        trend=period_trend(periods, figures.journal.settings, f"{kind}s", f"{page.title} in order", kind),
        periods=_rows(periods[-MOST_PERIODS:], kind),
        years=tuple(Ref(str(year), page_of_year(year)) for year in more),
    )


def _rows(periods: Sequence[Period], kind: Kind) -> tuple[tuple[Ref, Period], ...]:
    return tuple((Ref(period_title(p, kind), period_page(p.key, kind)), p) for p in reversed(periods))
