"""All that pages are made from, beside the day and the audience: the code, the templates, the files of the records."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from .requirements import pins
from .source import taken


@cache
def code() -> str:
    """The version of everything that turns records into pages: our own files as they are, Python, other packages."""
    package = Path(__file__).parent
    own = ((path.relative_to(package).as_posix(), path.read_bytes()) for path in sorted(package.rglob("*.py")))
    return digest([("python", sys.version.encode()), ("packages", "\n".join(pins()).encode()), *own])


def templates(folders: Iterable[Path]) -> str:
    """All files in folders of templates."""
    return digest(
        (f"{n}/{file.relative_to(folder).as_posix()}", _bytes(file) or b"")
        for n, folder in enumerate(folders)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


def records(content: Path) -> tuple[dict[Path, bytes], str]:
    """The files of the records as they are now, and a digest of them and of the names of all that lies beside them.

    One that cannot be read is left to who needs it.
    """
    found, names = dict[Path, bytes](), list[tuple[str, bytes]]()
    for folder in (content, content / "days"):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.is_dir() else ():
            path = folder / entry.name
            if entry.name.endswith(".yml") and entry.is_file():
                with suppress(OSError):
                    found[path] = taken(path)
            kind = b"file" if entry.is_file() else b"folder" if entry.is_dir() else b""
            names.append((f"{folder.name}/{entry.name}", kind))
    return found, digest([*names, *((path.relative_to(content).as_posix(), text) for path, text in found.items())])


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """One digest of named texts in their order, in hex."""
    found = blake2b(digest_size=16)
    for name, text in parts:
        head = os.fsencode(name)
        found.update(b"%d %d\n%b%b" % (len(head), len(text), head, text))
    return found.hexdigest()
