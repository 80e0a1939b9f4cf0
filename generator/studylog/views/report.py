"""A week or month as one document, to be sent or printed: its page, its trend, and how the journal stands."""

from dataclasses import dataclass
from datetime import date

from ..charts.history import recent_trend
from ..charts.trend import Trend
from ..figures import Figures
from ..narrative.review import Kind
from .common import Listed, PageInfo, TopicRow, WeakRow
from .period import PeriodPage, month_pages, week_pages
from .plan import due_now, due_sentence, open_items, weak_sentence

MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Report:
    """`own` is what the page of the period shows, and `page` that page: links are as seen from there.

    The trend ends with the period. What is weak and due is so at the end of `as_of`; `open` are the weak items that the
    period has not opened.
    """

    page: PageInfo
    title: str
    learner: str | None
    as_of: date
    own: PeriodPage
    trend: Trend
    weak: str
    open: Listed[WeakRow]
    to_ask: str
    due: Listed[TopicRow]


def report(figures: Figures, kind: Kind, key: str) -> Report:
    """The report on the week or month of that key, which holds a record."""
    pages = week_pages(figures) if kind == "week" else month_pages(figures)
    own = next(page for page in pages if page.period.key == key)
    settings = figures.journal.settings
    return Report(
        page=own.page,
        title=settings.title,
        learner=settings.learner,
        as_of=figures.as_of,
        own=own,
        trend=recent_trend(figures, own.period.last),
        weak=weak_sentence(figures),
        open=open_items(figures, MOST_ROWS, besides=own.period.opened),
        to_ask=due_sentence(figures),
        due=due_now(figures, MOST_ROWS),
    )
