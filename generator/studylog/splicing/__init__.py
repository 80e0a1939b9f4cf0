"""A site of thousands of pages in seconds: what MkDocs would make of each is put together from parts.

Published pages are HTML already: Markdown has nothing to do but their headings (`bodies`), and what the search plugin
finds on them comes from the same reading (`reading`, `search`), which is kept for the next build (`readings`). The
theme draws the same around all pages of a kind but for a few texts: it is asked once, with marks where those go
(`frames`).

A page goes this way only where it is known to end in the same bytes. All others go the way of MkDocs.
"""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from . import search
from .bodies import BodyPage, Headings
from .frames import Frames
from .readings import Readings

OURS = "journal/"
"""Where such pages lie. Those in the navigation, which is another on each, are left to MkDocs."""

PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context")


def take(files: Files, nav: Navigation, config: MkDocsConfig, readings: Readings) -> None:
    """Have the pages under journal/ read the short way, unless a plugin has a say in what pages are."""
    readings.begin()
    if not all(search.is_its(handler) for event in PAGE_EVENTS for handler in config.plugins.events[event]):
        return
    headings, shown = Headings(files, config), {page.file.src_uri for page in nav.pages}
    for file in files.documentation_pages():
        if file.src_uri.startswith(OURS) and file.src_uri not in shown and type(file.page) is Page:
            BodyPage(file, config, headings, readings)


def frame(env: Environment, config: MkDocsConfig) -> None:
    """Have them indexed and framed the short way."""
    search.take_sections(config)
    env.get_template = Frames(env.get_template).get_template  # type: ignore[method-assign]
