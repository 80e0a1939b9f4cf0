"""What can be linked to on pages, what their links lead to, and which of them lead nowhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from . import paths

# Text in a page has its quotes escaped, so that these find attributes alone.
_ID = re.compile(r'<[^>]* id="([^"]+)"')
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r'<a [^>]*?href="(?!https?:|mailto:)([^"]+)"')


def ids(page: str) -> tuple[str, ...]:
    """Those of attributes, and those that every engine gives to Markdown headings."""
    headings = (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in _HEADING.findall(page))
    return (*_ID.findall(page), *headings)


def links(page: str, path: str) -> dict[str, str]:
    """The links of a page by what they lead to, the address of a page, a file or a place from the root of the site."""
    return {_place(address, path): address for address in sorted(set(_LINK.findall(page)))}


def _place(address: str, path: str) -> str:
    target, _, fragment = address.partition("?")[0].partition("#")
    resolved = paths.resolve(target, path)
    return f"{resolved}#{fragment}" if fragment else resolved


class Places:
    """All that can be linked to: pages with their ids, by path, and other files."""

    def __init__(self, pages: Mapping[str, Iterable[str]], files: Iterable[str]) -> None:
        self._ids = {paths.href(path, ""): frozenset(ids) for path, ids in pages.items()}
        self._ids |= dict.fromkeys(files, frozenset())

    def has(self, place: str) -> bool:
        """Whether there is such a page, file or place of a page."""
        target, _, id = place.partition("#")
        return target in self._ids and (not id or id in self._ids[target])

    def faults(self, path: str, ids: Iterable[str], links: Mapping[str, str]) -> Iterator[str]:
        """Ids that stand twice on a page, and links that lead nowhere."""
        yield from (f"{path}: the id {id} stands {n} times" for id, n in Counter(ids).items() if n > 1)
        for place, address in links.items():
            if not self.has(place):
                known = place.partition("#")[0] in self._ids
                yield f"{path}: {address} leads to {'no place on its page' if known else 'no page or file'}"
