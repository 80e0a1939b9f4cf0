"""Every page of the site, and the guarantee that they hang together: unique paths, links that lead somewhere."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from rcssmin import cssmin
from rjsmin import jsmin

from . import paths
from .figures import Figures
from .kept import Kept
from .links import Places, ids, links
from .made import Made, Shelf
from .packaged import template_folders
from .render import environment, raw, render
from .sharing.files import files
from .side_by_side import results
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


_MANY: tuple[Callable[[Figures], Iterable[Any]], ...] = (
    topic.topic_pages,
    day.days,
    period.week_pages,
    period.month_pages,
    topic.area_pages,
    days.year_pages,
    period.weeks_of_years,
)
_ONE: tuple[Callable[[Figures], Any], ...] = (
    schedulers.schedulers,
    numbers.numbers,
    mentor.mentor,
    progress.trends,
    data.data,
    dashboard.dashboard,
    progress.goals,
    retention.retention,
    period.week_index,
    period.month_index,
    topic.topic_index,
    plan.review,
    plan.weak,
    plan.actions,
    progress.interviews,
    thread.thread,
    audit.audit,
)


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


class _Done(NamedTuple):
    """A page, how it was made, and its links by what they lead to; those of a page that stands were followed then."""

    page: Page | Standing
    made: Made
    links: Mapping[str, str]


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
    of_kinds = (partial(_pages_of, kind, env, shelf) for kind in _kinds(figures, site))
    jobs: list[Callable[[], list[Any]]] = [partial(_others, figures, site, env), *of_kinds]
    others, *kinds = results(jobs)
    done = [page for pages in kinds for page in pages]
    found = (*(page for page, _, _ in done), *others)
    if faults := [*_clashes(found), *_dead_links(done, [page.path for page in others], shelf)]:
        raise BrokenPages("\n".join(faults))
    return found


def views(figures: Figures, site: str = "") -> Iterator[Any]:
    """The view of every page."""
    for kind in _kinds(figures, site):
        yield from kind()


def _kinds(figures: Figures, site: str) -> Iterator[Callable[[], Iterable[Any]]]:
    """What makes the views of each kind of page, kinds that take long first."""
    yield from (partial(many, figures) for many in _MANY)
    yield from (partial(_only, one, figures) for one in _ONE)
    yield partial(_only, days.day_index, figures, feed=paths.FEED if site else "")
    if figures.extra:
        yield partial(_only, more.more, figures)


def _only(view: Callable[..., Any], *given: Any, **named: Any) -> list[Any]:
    return [view(*given, **named)]


def _pages_of(kind: Callable[[], Iterable[Any]], env: Environment, shelf: Shelf) -> list[_Done]:
    """The pages of a kind, of which those that stand are not made again."""
    return [_page(view, env, shelf) for view in kind()]


def _page(view: Any, env: Environment, shelf: Shelf) -> _Done:
    path, key = view.page.path, shelf.key(view)
    if made := shelf.standing(path, key):
        return _Done(Standing(path, made.sum), made, {})
    page = Page(path, render(env, view))
    return _Done(page, Made(key, page.sum, ids(page.content)), links(page.content, path))


def _others(figures: Figures, site: str, env: Environment) -> list[Page]:
    return [*(Page(path, text) for path, text in files(figures, site)), *_assets(env)]


def _assets(env: Environment) -> Iterator[Page]:
    """Styles and scripts without their comments and indentation: a phone loads them before it shows anything."""
    shorter = {"studylog.css": cssmin, "studylog.js": jsmin}
    for name in ASSETS:
        text = raw(env, f"assets/{name}")
        yield Page(f"{paths.ASSETS}/{name}", shorter[name](text) if name in shorter else text)


def _clashes(found: Iterable[Page | Standing]) -> Iterator[str]:
    counted = Counter(page.path.lower() for page in found)
    yield from (f"{path}: made by {n} pages" for path, n in counted.items() if n > 1)


def _dead_links(done: Sequence[_Done], files: Iterable[str], shelf: Shelf) -> Iterator[str]:
    """Links whose page, file or anchor is missing, and ids that stand twice on one page. `files` are no pages.

    Links of pages that stand are followed again only where something that a page linked to has gone.
    """
    places = Places({page.path: made.ids for page, made, _ in done}, files)
    again = not all(map(places.has, shelf.last.linked))
    some = not again and any(isinstance(page, Standing) for page, _, _ in done)
    linked = set(shelf.last.linked if some else ())
    for page, made, found in done:
        stands = isinstance(page, Standing)
        if stands and again:
            found = links(shelf.text(page.path), page.path)
        if again or not stands:
            yield from places.faults(page.path, made.ids, found)
            linked.update(found)
    shelf.keep({page.path: made for page, made, _ in done}, linked)
