"""A file replaced by its edited text, unless somebody else changed it meanwhile."""

from pathlib import Path

from ..ondisk import write
from ..turns import turn


class Changed(Exception):
    """The file is no longer what was read."""


def save(path: Path, before: bytes, text: str, state: Path) -> None:
    """Write `text` whole and at once where `path` still holds `before`. Raises Changed, OSError.

    `state` holds the temporary file. A link stays a link: what it leads to is replaced. Other edits wait meanwhile, so
    that none comes between the look and the writing; a build does not.
    """
    with turn(state / "edits"):
        if path.read_bytes() != before:
            raise Changed(f"{path} was changed meanwhile; nothing was written. Run the command again.")
        write(path.resolve(), text.encode(), state)
