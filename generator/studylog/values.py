"""What the files of a journal held when they were last read, by what is in them: YAML is slow to read."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from . import source
from .problems import Problem
from .source import Document
from .stored import Stored

_VALUES = TypeAdapter(dict[str, Any])


class Values:
    """Reads files like `source.read`, and the YAML of those that were read before not again.

    The `file` of what was read can be done without; `stamp` names the code that read it. Values are not to be changed.
    """

    def __init__(self, file: Path, stamp: str) -> None:
        self._file, self._stored = file, Stored(_VALUES, stamp)
        self._before = self._stored.read(file) or {}
        self._now: dict[str, Any] = {}

    def read(self, raw: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
        """The document of a file, and what is wrong with its YAML; with some of that it is read each time."""
        key = blake2b(raw, digest_size=16).hexdigest()
        if key in self._before:
            self._now[key] = self._before[key]
            return Document(path, source.decoded(raw), self._now[key]), ()
        document, problems = source.read(raw, path)
        if document and not problems:
            self._now[key] = document.value
        return document, problems

    def keep(self) -> None:
        """Leave them to the next run, where they are others than those of the last."""
        if self._now.keys() != self._before.keys():
            self._stored.write(self._file, self._now)
