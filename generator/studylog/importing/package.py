"""The database of an Anki collection, out of whatever it is packed in. The file itself is only ever read."""

import zipfile
import zlib
from pathlib import Path
from typing import IO

from zstandard import ZstdDecompressor, ZstdError

SUFFIXES = frozenset((".apkg", ".colpkg", ".anki2", ".anki21", ".anki21b"))
"""Packages, and databases as they stand in a profile or in a package."""
LARGEST_BYTES = 2_000_000_000
"""Of a database without its media, unpacked; a small package that unpacks to more is a trap."""

_DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""In a package, newest first: beside a newer one the oldest only says "please update"."""
_SQLITE = b"SQLite format 3\0"
_EXPORT = "Export it again from Anki, with scheduling information."


class Unreadable(Exception):
    """Why a file gives no collection: `message` says what is wrong, `hint` what to do."""

    def __init__(self, message: str, hint: str = _EXPORT) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def unpacked(path: Path, folder: Path) -> Path:
    """A copy of the database, in `folder` and under the name that it has in a package. Raises Unreadable."""
    log = Path(f"{path}-wal")
    if log.is_file() and log.stat().st_size:
        message = f"Anki has this collection open, or left it unfinished: the last answers are in {log.name}."
        raise Unreadable(message, "Open it in Anki once, close Anki, then import again.")
    bare = _is_database(path) or not zipfile.is_zipfile(path)  # a database may hold what looks like the end of a zip
    copy = _copied(path, folder) if bare else _out_of_package(path, folder)
    if not _is_database(copy):
        raise Unreadable("this is neither a package of Anki nor its database, or it was cut short.")
    return copy


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _copied(path: Path, folder: Path) -> Path:
    with path.open("rb") as file:
        return _written(file, folder / f"collection{path.suffix.lower()}")


def _out_of_package(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as package:
            name = next((name for name in _DATABASES if name in package.namelist()), None)
            if name is None:
                raise Unreadable("this package holds no collection.")
            if package.getinfo(name).flag_bits & 1:
                raise Unreadable(
                    "this package is encrypted.", "Unpack it with its password, and import what was in it."
                )
            with package.open(name) as file:
                return _written(file, folder / name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Unreadable(f"this package is damaged: {error}.") from error


def _written(file: IO[bytes], to: Path) -> Path:
    """The bytes of a database as the file `to`, decompressed where its name says that they are compressed."""
    compressed = to.suffix == ".anki21b"
    source = ZstdDecompressor().stream_reader(file, read_across_frames=True) if compressed else file
    size = 0
    try:
        with to.open("wb") as copy:
            while part := source.read(1 << 20):
                size += len(part)
                if size > LARGEST_BYTES:
                    message = f"its database has more than {LARGEST_BYTES:,} bytes."
                    raise Unreadable(message, "Export the decks apart from each other, without their media.")
                copy.write(part)
    except ZstdError as error:
        raise Unreadable(f"its database is damaged: {error}.") from error
    return to
