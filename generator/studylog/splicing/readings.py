"""Readings from one build to the next: in the process while serving, and in a file between processes."""

import json
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Any

import markdown

from ..sealed import keep, unsealed
from . import reading
from .reading import Reading, Section, read

FILE = "readings.json"


class Readings:
    """What is the same as in the last build is not read again. Readings are not to be changed.

    The `file` can be done without, and so can this class.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._before: dict[str, Reading | None] = {}
        self._now: dict[str, Reading | None] = {}

    def begin(self) -> None:
        """Forget what the last build did not read."""
        self._before, self._now = self._now or self._kept(), {}

    def read(self, html: str) -> Reading | None:
        key = blake2b(html.encode(), digest_size=16).hexdigest()
        self._now[key] = self._before[key] if key in self._before else read(html)
        return self._now[key]

    def keep(self) -> None:
        """Leave them to the next process, where they are others than those that the last one left."""
        if self._file and self._now.keys() != self._before.keys():
            plain = {key: _plain(found) for key, found in self._now.items()}
            keep(self._file, _stamp(), json.dumps(plain).encode())

    def _kept(self) -> dict[str, Reading | None]:
        text = unsealed(self._file, _stamp()) if self._file else None
        try:
            return {key: _read(plain) for key, plain in json.loads(text or b"{}").items()}
        except (AttributeError, TypeError, ValueError):
            return {}


def _stamp() -> str:
    """What makes readings what they are."""
    return f"{sys.version} {markdown.__version__} {Path(reading.__file__).read_text(encoding='utf-8')}"


def _plain(found: Reading | None) -> Any:
    if found is None:
        return None
    return [*found.breaks], [(s.tag, s.excluded, s.id, s.title, s.text) for s in found.sections]


def _read(plain: Any) -> Reading | None:
    """A reading as it was kept: only its own steps ever ask for the depth. Raises ValueError for anything else."""
    if plain is None:
        return None
    breaks, sections = plain
    found = [Section(tag, excluded=out, id=id, title=title, text=text) for tag, out, id, title, text in sections]
    texts = (text for s in found for text in (s.tag, s.id or "", *s.title, *s.text))
    places_fit = all(type(place) is int for place in breaks) and breaks == sorted(breaks)
    if not places_fit or not all(type(text) is str for text in texts):
        raise ValueError(plain)
    return Reading(breaks, found)
