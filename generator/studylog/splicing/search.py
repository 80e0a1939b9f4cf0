"""The search plugin of Material for MkDocs, which parses every page once more: it is given what was read of ours."""

import re
from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from .bodies import BodyPage

PLUGIN = "material.plugins.search.plugin"

_MARKED = re.compile(r'data-search-\w+="')
"""What the plugin takes out of a page."""


def is_its(handler: Callable[..., Any]) -> bool:
    """Whether the search plugin handles an event so."""
    return type(getattr(handler, "__self__", None)).__module__ == PLUGIN


def take_sections(config: MkDocsConfig) -> None:
    """Stand between MkDocs and the search plugin, where it is told of each page."""
    handlers = config.plugins.events["page_context"]
    handlers[:] = [partial(_indexed, handler) if is_its(handler) else handler for handler in handlers]


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
