"""Files that can be done without: one is whole and was written for the same stamp, or is as good as not there.

The first line is a digest of the rest and of the stamp: nothing is believed of a file that was cut off, changed by some
other hand or written by another version.
"""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from .ondisk import write


def unsealed(file: Path, stamp: str) -> bytes | None:
    """What was kept in a file, or None."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return None
        seal, _, text = file.read_bytes().partition(b"\n")
        return text if seal == _seal(text, stamp) else None
    except OSError:
        return None


def keep(file: Path, stamp: str, text: bytes) -> None:
    """Keep a text, as long as the disk lets us; the file is replaced at once."""
    with suppress(OSError):
        write(file, b"%b\n%b" % (_seal(text, stamp), text), file.parent)


def _seal(text: bytes, stamp: str) -> bytes:
    return blake2b(text, key=blake2b(stamp.encode()).digest(), digest_size=32).hexdigest().encode()
