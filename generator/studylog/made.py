"""What the pages on disk were made from, so that a page which would come out the same is not made again.

A page is what templates and code make of its view. Where the digest of these is that of the last run, and the file is
still what was written then, it stands. Its links were followed when it was made; they are followed again only where
something that a page linked to has gone.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .digest import Digests
from .figures import DayFigures, TopicFigures
from .measure.periods import Period
from .ondisk import sum_of_file
from .stored import Stored


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made: the digests of its view and of its file, and the ids in it."""

    key: str
    sum: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """The pages of a run by their paths, and all places that they link to: `journal/a.html`, `journal/a.html#b`."""

    pages: Mapping[str, Made] = field(default_factory=dict)
    linked: tuple[str, ...] = ()


_LAST = TypeAdapter(Last)


def stored(stamp: str) -> Stored[Last]:
    """How a run is kept in a file; `stamp` names code and templates."""
    return Stored(_LAST, stamp)


class Shelf:
    """The pages of the last run, those of them that stand, and what this run will leave to the next."""

    def __init__(self, docs: Path = Path(), last: Last | None = None) -> None:
        self._docs, self.last = docs, last or Last()
        self._digests = Digests({DayFigures, TopicFigures, Period})
        self.now = Last()

    def key(self, view: Any) -> str:
        """What the page of a view is known by; empty where that lasts no longer than the process."""
        return self._digests.of(view) or ""

    def standing(self, path: str, key: str) -> Made | None:
        """A page that would come out as it stands, or None where it has to be made."""
        made = self.last.pages.get(path)
        if not made or not key or made.key != key:
            return None
        return made if sum_of_file(self._docs, path) == made.sum else None

    def text(self, path: str) -> str:
        """A page as it stands."""
        return (self._docs / path).read_bytes().decode()

    def keep(self, pages: Mapping[str, Made], linked: Set[str]) -> None:
        """Leave the pages of this run to the next."""
        self.now = Last(pages, tuple(sorted(linked)))
