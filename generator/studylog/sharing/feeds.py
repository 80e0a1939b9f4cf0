"""A feed as text: Atom (RFC 4287) and JSON Feed 1.1.

Dates are plain. A feed asks for a time, and ten o'clock UTC is the same day from Hawaii to New Zealand.
"""

import json
import re
from datetime import UTC, date, datetime, time
from typing import Any

from feedgen.feed import FeedGenerator

from .. import paths
from .entries import Feed

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, escaped or not."""


def atom(feed: Feed) -> str:
    """An Atom document."""
    made = FeedGenerator()
    made.id(paths.address(paths.FEED, feed.site))
    made.title(_xml(feed.title))
    made.author(name=_xml(feed.author))
    made.link(href=paths.address(paths.FEED, feed.site), rel="self", type="application/atom+xml")
    made.link(href=paths.address(paths.DASHBOARD, feed.site), rel="alternate", type="text/html")
    made.updated(_instant(feed.updated))
    made.generator("studylog")
    for one in feed.entries:
        entry = made.add_entry(order="append")
        entry.id(one.address)
        entry.title(_xml(one.title))
        entry.link(href=one.address, rel="alternate")
        entry.published(_instant(one.published))
        entry.updated(_instant(one.updated))
        entry.content(_xml(one.html), type="html")
    return str(made.atom_str(pretty=True).decode())


def json_feed(feed: Feed) -> str:
    """A JSON Feed."""
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": paths.address(paths.DASHBOARD, feed.site),
        "feed_url": paths.address(paths.JSON_FEED, feed.site),
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": one.address,
                "url": one.address,
                "title": one.title,
                "content_html": one.html,
                "date_published": _instant(one.published).isoformat(),
                "date_modified": _instant(one.updated).isoformat(),
            }
            for one in feed.entries
        ],
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
