"""Files of the site that are no pages, for readers that are programs. They know what the figures know, and no more."""

from collections.abc import Iterator

from .. import paths
from ..figures import Figures
from ..figures_json import as_json, compact
from ..tables import PACKAGE, TABLES, csv_text, descriptor
from .calendar import calendar
from .entries import feed
from .feeds import atom, json_feed


def files(figures: Figures, site: str = "") -> Iterator[tuple[str, str]]:
    """Path under docs/ and text of each. `site` is the address of the site; a feed without one would lead nowhere."""
    yield paths.FIGURES_JSON, compact(as_json(figures))
    yield paths.table_file(PACKAGE), compact(descriptor(TABLES, figures, "csv"))
    yield from ((paths.table_file(f"{table.name}.csv"), csv_text(table, figures)) for table in TABLES)
    yield paths.CALENDAR, calendar(figures, site)
    if site:
        told = feed(figures, site)
        yield paths.FEED, atom(told)
        yield paths.JSON_FEED, json_feed(told)
