"""A value in a file that can be done without: it is whole, of the right types and of this very code, or not there.

The first line is a digest of the rest and of a stamp: nothing is believed of a file that was cut off, changed by some
other hand or written by another version. The rest is JSON: a journal's folder may come from somebody else.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from .ondisk import write

Value = TypeVar("Value")


class Stored(Generic[Value]):
    """Values of one type; `stamp` names what they hold good for."""

    def __init__(self, adapter: TypeAdapter[Value], stamp: str) -> None:
        self._adapter, self._stamp = adapter, stamp

    def read(self, file: Path) -> Value | None:
        """The value of a file, or None."""
        try:
            if not file.is_file():  # a pipe would be waited for
                return None
            seal, _, text = file.read_bytes().partition(b"\n")
            return self._adapter.validate_json(text, strict=True) if seal == self._seal(text) else None
        except (OSError, ValueError):
            return None

    def write(self, file: Path, value: Value) -> None:
        """Keep a value, as long as the disk lets us; `file` is replaced at once."""
        text = self._adapter.dump_json(value)
        with suppress(OSError):
            write(file, b"%b\n%b" % (self._seal(text), text), file.parent)

    def _seal(self, text: bytes) -> bytes:
        stamp = blake2b(self._stamp.encode()).digest()
        return blake2b(text, key=stamp, digest_size=32).hexdigest().encode()
