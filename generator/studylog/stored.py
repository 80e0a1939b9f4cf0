"""A value in a file that can be done without: of the right types and of this very code, or not there.

It is kept as JSON: a journal's folder may come from somebody else.
"""

from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from .sealed import keep, unsealed

Value = TypeVar("Value")


class Stored(Generic[Value]):
    """Values of one type; `stamp` names what they hold good for."""

    def __init__(self, adapter: TypeAdapter[Value], stamp: str) -> None:
        self._adapter, self._stamp = adapter, stamp

    def read(self, file: Path) -> Value | None:
        """The value of a file, or None."""
        text = unsealed(file, self._stamp)
        try:
            return None if text is None else self._adapter.validate_json(text, strict=True)
        except ValueError:
            return None

    def write(self, file: Path, value: Value) -> None:
        """Keep a value, as long as the disk lets us; `file` is replaced at once."""
        keep(file, self._stamp, self._adapter.dump_json(value))
