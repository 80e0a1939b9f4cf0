"""Files of ours: what lies in their place, and how they are replaced at once and whole."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

STATE = ".studylog"
"""The folder of a journal for what the next run finds of the last, and for files on their way to their places."""


def sum_of_file(docs: Path, path: str) -> str | None:
    """The checksum of a file, None where there is none; another thing in its place counts as a file not ours."""
    if in_the_way(docs, path):
        return "another thing"
    try:
        return sha256((docs / path).read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return "another thing"


def in_the_way(docs: Path, path: str) -> str | None:
    """The symbolic link that a page's place is or lies behind, or the file where a folder of its should be."""
    parts = PurePosixPath(path).parts
    places = [PurePosixPath(*parts[: n + 1]).as_posix() for n in range(len(parts))]
    links = (place for place in places if (docs / place).is_symlink())
    return next(links, None) or next((place for place in places[:-1] if (docs / place).is_file()), None)


def write(target: Path, content: bytes, state: Path) -> None:
    """Replace a file at once: written beside the manifest, then moved in. Its permissions stay."""
    write_all({target: content}, state)


def write_all(files: Mapping[Path, bytes], state: Path) -> None:
    """The same for several: none is moved in before all are written, so that who watches them sees one change."""
    staged: dict[Path, Path] = {}
    (state / "tmp").mkdir(parents=True, exist_ok=True)
    try:
        for target, content in files.items():
            name = f"{sha256(os.fsencode(target)).hexdigest()[:16]}-{os.getpid()}"
            temporary = staged[target] = state / "tmp" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            with suppress(FileNotFoundError):
                shutil.copymode(target, temporary)
        for target, temporary in staged.items():
            temporary.replace(target)
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
