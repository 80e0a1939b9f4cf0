"""The search plugin of Material for MkDocs, which parses every page once more: it is given what was read of ours."""

import re
from copy import copy
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from .bodies import BodyPage

PLUGIN = "material.plugins.search.plugin"

_MARKED = re.compile(r'data-search-\w+="')
"""What the plugin takes out of a page."""


def takes_sections(config: MkDocsConfig) -> bool:
    """Whether the search plugin, which now does, is the only one that has a say in what the theme gets for a page."""
    events = config.plugins.events["page_context"]
    for n, event in enumerate(events):
        if type(getattr(event, "__self__", None)).__module__ == PLUGIN:
            events[n] = partial(_indexed, event)
    return all(isinstance(event, partial) and event.func is _indexed for event in events)


def _indexed(original: Any, context: Any, *, page: Any, **more: Any) -> Any:
    """What the plugin does for a page: an entry in its index for each section."""
    ours = isinstance(page, BodyPage) and page.body is not None and page.content is page.body
    if not ours or "search" in page.meta or _MARKED.search(page.body):
        return original(context, page=page, **more)
    plugin = original.__self__
    if plugin.config.enabled:
        for section in page.sections:
            if not section.is_excluded():
                plugin.search_index.create_entry_for_section(copy(section), page.toc, page.url, page)
    return context
