"""Every page of the site, and the guarantee that they hang together: unique paths, links that lead somewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from rcssmin import cssmin
from rjsmin import jsmin

from . import paths
from .figures import Figures
from .kept import Kept
from .render import environment, raw, render, template_folders
from .sharing.files import files
from .views import (
    audit,
    dashboard,
    data,
    day,
    days,
    mentor,
    more,
    numbers,
    period,
    plan,
    progress,
    retention,
    schedulers,
    thread,
    topic,
)

ASSETS = ("favicon.svg", "studylog.css", "studylog.js", "vendor/plotly.min.js")


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site under docs/, as text that becomes UTF-8 with its line ends; `path` uses forward slashes."""

    path: str
    content: str


class BrokenPages(Exception):
    """Pages that share a path, or links that lead nowhere: a fault of a template, with every instance named."""


def pages(figures: Figures, journal: Path, kept: Kept | None = None, site: str = "") -> tuple[Page, ...]:
    """Every page and asset of the site; `journal` is the root whose own templates come first.

    `site` is the address that it is published at, where that is known.
    """
    folders = template_folders(journal)
    env, made = (kept.environment(folders), kept.render) if kept else (environment(folders), render)
    rendered = [Page(view.page.path, made(env, view)) for view in views(figures, site)]
    others = [*(Page(path, text) for path, text in files(figures, site)), *_assets(env)]
    if faults := [*_clashes([*rendered, *others]), *_dead_links(rendered, [page.path for page in others])]:
        raise BrokenPages("\n".join(faults))
    return (*rendered, *others)


def views(figures: Figures, site: str = "") -> Iterator[Any]:
    """The view of every page."""
    yield dashboard.dashboard(figures)
    yield days.day_index(figures, feed=paths.FEED if site else "")
    yield from days.year_pages(figures)
    yield from day.days(figures)
    yield period.week_index(figures)
    yield from period.weeks_of_years(figures)
    yield from period.week_pages(figures)
    yield period.month_index(figures)
    yield from period.month_pages(figures)
    yield topic.topic_index(figures)
    yield from topic.area_pages(figures)
    yield from topic.topic_pages(figures)
    yield plan.review(figures)
    yield plan.weak(figures)
    yield progress.trends(figures)
    yield retention.retention(figures)
    yield progress.goals(figures)
    yield progress.interviews(figures)
    yield plan.actions(figures)
    yield mentor.mentor(figures)
    yield thread.thread(figures)
    yield audit.audit(figures)
    yield schedulers.schedulers(figures)
    yield numbers.numbers(figures)
    yield data.data(figures)
    if figures.extra:
        yield more.more(figures)


def _assets(env: Environment) -> Iterator[Page]:
    """Styles and scripts without their comments and indentation: a phone loads them before it shows anything."""
    shorter = {"studylog.css": cssmin, "studylog.js": jsmin}
    for name in ASSETS:
        text = raw(env, f"assets/{name}")
        yield Page(f"{paths.ASSETS}/{name}", shorter[name](text) if name in shorter else text)


def _clashes(found: Iterable[Page]) -> Iterator[str]:
    counted = Counter(page.path.lower() for page in found)
    yield from (f"{path}: made by {n} pages" for path, n in counted.items() if n > 1)


# Text in a page has its quotes escaped, so that these find attributes alone.
_ID = re.compile(r'<[^>]* id="([^"]+)"')
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r'<a [^>]*?href="(?!https?:|mailto:)([^"]+)"')


def _dead_links(rendered: Sequence[Page], files: Iterable[str]) -> Iterator[str]:
    """Links whose page, file or anchor is missing, and ids that stand twice on one page. `files` are no pages."""
    ids = {page.path: _ids(page.content) for page in rendered}
    links = {page.path: _links(page.content) for page in rendered}
    addresses = {paths.href(path, ""): set(found) for path, found in ids.items()} | {path: set() for path in files}
    for path, hrefs in links.items():
        yield from (f"{path}: the id {id} stands {n} times" for id, n in Counter(ids[path]).items() if n > 1)
        for href in hrefs:
            target, _, fragment = href.partition("?")[0].partition("#")
            resolved = paths.resolve(target, path)
            if resolved not in addresses:
                yield f"{path}: {href} leads to no page or file"
            elif fragment and fragment not in addresses[resolved]:
                yield f"{path}: {href} leads to no place on its page"


@lru_cache(maxsize=1024)
def _links(page: str) -> tuple[str, ...]:
    return tuple(sorted(set(_LINK.findall(page))))


@lru_cache(maxsize=1024)
def _ids(page: str) -> tuple[str, ...]:
    """Those of attributes, and those that every engine gives to Markdown headings."""
    headings = (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in _HEADING.findall(page))
    return (*_ID.findall(page), *headings)
