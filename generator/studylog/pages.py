"""Every page of the site, and the guarantee that they hang together: unique paths, links that lead somewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment
from rcssmin import cssmin
from rjsmin import jsmin

from . import paths
from .figures import Figures
from .kept import Kept
from .made import Shelf
from .packaged import template_folders
from .render import environment, raw, render
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

    @property
    def sum(self) -> str:
        """The checksum of the file."""
        return sha256(self.content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that would come out as it stands on disk, where its file has this checksum."""

    path: str
    sum: str


class BrokenPages(Exception):
    """Pages that share a path, or links that lead nowhere: a fault of a template, with every instance named."""


def pages(
    figures: Figures, journal: Path, kept: Kept | None = None, site: str = "", shelf: Shelf | None = None
) -> tuple[Page | Standing, ...]:
    """Every page and asset of the site; `journal` is the root whose own templates come first.

    `site` is the address that it is published at, where that is known. Pages that stand on the `shelf` are not made
    again; without one all are made.
    """
    folders = template_folders(journal)
    env = kept.environment(folders) if kept else environment(folders)
    shelf = shelf or Shelf()
    found = [_page(view, env, shelf) for view in views(figures, site)]
    others = [*(Page(path, text) for path, text in files(figures, site)), *_assets(env)]
    if faults := [*_clashes([*found, *others]), *_dead_links(found, [page.path for page in others], shelf)]:
        raise BrokenPages("\n".join(faults))
    return (*found, *others)


def _page(view: Any, env: Environment, shelf: Shelf) -> Page | Standing:
    path, standing = view.page.path, shelf.standing(view)
    return Standing(path, standing) if standing else Page(path, render(env, view))


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


def _clashes(found: Iterable[Page | Standing]) -> Iterator[str]:
    counted = Counter(page.path.lower() for page in found)
    yield from (f"{path}: made by {n} pages" for path, n in counted.items() if n > 1)


# Text in a page has its quotes escaped, so that these find attributes alone.
_ID = re.compile(r'<[^>]* id="([^"]+)"')
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r'<a [^>]*?href="(?!https?:|mailto:)([^"]+)"')


def _dead_links(found: Sequence[Page | Standing], files: Iterable[str], shelf: Shelf) -> Iterator[str]:
    """Links whose page, file or anchor is missing, and ids that stand twice on one page. `files` are no pages.

    Links of pages that stand are followed again only where something that a page linked to has gone.
    """
    last = shelf.last.pages
    ids = {page.path: _ids(page.content) if isinstance(page, Page) else last[page.path].ids for page in found}
    places = {paths.href(path, ""): frozenset(some) for path, some in ids.items()}
    places |= dict.fromkeys(files, frozenset())

    def is_there(place: str) -> bool:
        target, _, id = place.partition("#")
        return target in places and (not id or id in places[target])

    whole = not all(map(is_there, shelf.last.linked))
    texts = {page.path: page.content if isinstance(page, Page) else shelf.text(page.path)
             for page in found if whole or isinstance(page, Page)}  # fmt: skip
    linked = set[str]() if len(texts) == len(found) else set(shelf.last.linked)
    for path, text in texts.items():
        yield from (f"{path}: the id {id} stands {n} times" for id, n in Counter(ids[path]).items() if n > 1)
        for href in _links(text):
            place = _place(href, path)
            linked.add(place)
            if not is_there(place):
                known = place.partition("#")[0] in places
                yield f"{path}: {href} leads to {'no place on its page' if known else 'no page or file'}"
    shelf.keep({page.path: page.sum for page in found}, ids, linked)


def _place(href: str, path: str) -> str:
    """What a link on a page leads to: the address of a page or file from the root of the site, or of a place in it."""
    target, _, fragment = href.partition("?")[0].partition("#")
    resolved = paths.resolve(target, path)
    return f"{resolved}#{fragment}" if fragment else resolved


def _links(page: str) -> list[str]:
    return sorted(set(_LINK.findall(page)))


def _ids(page: str) -> tuple[str, ...]:
    """Those of attributes, and those that every engine gives to Markdown headings."""
    headings = (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in _HEADING.findall(page))
    return (*_ID.findall(page), *headings)
