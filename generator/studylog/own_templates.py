"""Templates that a journal brings in place of studylog's: where each is taken from, and whether the two have parted."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal

from . import __version__
from .packaged import TEMPLATES
from .problems import JournalError, Problem
from .publish import write

OWN, STARTER = "templates", "starter"
State = Literal["studylog", "own", "same", "behind", "unknown"]
_MARK = re.compile(r"studylog (\S+) ([0-9a-f]{12}): from here on this journal's own")
_COMMENTS = {
    ".j2": ("{#", "#}"),
    ".html": ("{#", "#}"),
    ".css": ("/*", "*/"),
    ".js": ("/*", "*/"),
    ".svg": ("<!--", "-->"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A template by its name under `templates/`.

    `state` tells where it is taken from: `studylog`; the journal's `own`, which is the `same` as studylog's, `behind` a
    newer one of studylog's since `version`, or of a name that studylog does not know (`unknown`; `near` is alike).
    """

    name: str
    state: State
    version: str = ""
    near: str = ""


def templates(journal: Path) -> tuple[Template, ...]:
    """Every template, in order of names."""
    packaged = _names(TEMPLATES)
    own = set() if _is_packaged(journal) else _names(journal / OWN)
    return tuple(
        _told(name, journal, packaged) if name in own else Template(name, "studylog") for name in sorted(packaged | own)
    )


def eject(journal: Path, wanted: str, state: Path) -> Path:
    """Copy a template, named in full or by its stem (`day`), into the journal, marked with where it came from.

    Raises JournalError for a name that is not known or says several, and where the journal has it already.
    """
    name = _named(journal, wanted)
    target = journal / OWN / name
    if target.exists():
        raise _refused(target, "this journal has a template of its own there already.", "Change that one.")
    content = (TEMPLATES / name).read_bytes()
    write(target, _marked(name, content), state)
    return target


def _told(name: str, journal: Path, packaged: set[str]) -> Template:
    if name not in packaged:
        return Template(name, "unknown", near=next(iter(get_close_matches(name, packaged, 1, 0.8)), ""))
    own, ours = (journal / OWN / name).read_bytes(), (TEMPLATES / name).read_bytes()
    if own in (ours, _marked(name, ours)):
        return Template(name, "same")
    mark = _MARK.search(own.decode("utf-8", "replace"))
    if mark and mark[2] != _sum(ours):
        return Template(name, "behind", version=mark[1])
    return Template(name, "own")


def _named(journal: Path, wanted: str) -> str:
    known = _names(TEMPLATES)
    found = [name for name in sorted(known) if wanted in (name, PurePosixPath(name).name.partition(".")[0])]
    if len(found) == 1:
        return found[0]
    if found:
        raise _refused(Path(wanted), f"several templates are named so: {', '.join(found)}.", "Name one in full.")
    stems = {PurePosixPath(name).name.partition(".")[0]: name for name in sorted(known)} | {
        name: name for name in known
    }
    near = get_close_matches(wanted, stems, 1)
    hint = f"Did you mean {stems[near[0]]}?" if near else "studylog templates list shows them all."
    raise _refused(Path(wanted), "there is no such template.", hint)


def _refused(path: Path, message: str, hint: str) -> JournalError:
    return JournalError([Problem(str(path), 0, 0, "template", message, hint)])


def _marked(name: str, content: bytes) -> bytes:
    start, end = _COMMENTS[PurePosixPath(name).suffix]
    return f"{start} studylog {__version__} {_sum(content)}: from here on this journal's own {end}\n".encode() + content


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]


def _is_packaged(journal: Path) -> bool:
    """Whether the journal is the checkout, whose templates are studylog's."""
    return (journal / OWN).resolve() == TEMPLATES.resolve()


def _names(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix in _COMMENTS)
    return {path.as_posix() for path in found if path.parts[0] != STARTER}
