"""Templates that a journal brings in place of studylog's: where each is taken from, and whether the two have parted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal

from . import __version__
from .ondisk import write
from .packaged import TEMPLATES
from .problems import JournalError, Problem

OWN, STARTER, VENDOR = "templates", "starter", "vendor"
State = Literal["studylog", "own", "same", "behind"]
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

    It is taken from `studylog` or is the journal's `own`, which may be the `same` as studylog's or `behind`: taken from
    `version`, since which studylog's has changed. `near` is a name that is meant where studylog knows only one alike.
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
        return Template(name, "own", near="" if name.startswith("overrides/") else _alike(_stem(name), packaged, 0.75))
    own, ours = (journal / OWN / name).read_bytes(), (TEMPLATES / name).read_bytes()
    if own in (ours, _marked(name, ours)):
        return Template(name, "same")
    mark = _MARK.search(own.decode("utf-8", "replace"))
    if mark and mark[2] != _sum(ours):
        return Template(name, "behind", version=mark[1])
    return Template(name, "own")


def _named(journal: Path, wanted: str) -> str:
    known = _names(TEMPLATES)
    found = [name for name in sorted(known) if wanted in (name, _stem(name))]
    if len(found) == 1:
        return found[0]
    if found:
        raise _refused(Path(wanted), f"several templates are named so: {', '.join(found)}.", "Name one in full.")
    near = _alike(_stem(wanted), known, 0.6)
    hint = f"Did you mean {near}?" if near else "studylog templates list shows them all."
    raise _refused(Path(wanted), "there is no such template.", hint)


def _refused(path: Path, message: str, hint: str) -> JournalError:
    return JournalError([Problem(str(path), 0, 0, "template", message, hint)])


def _marked(name: str, content: bytes) -> bytes:
    start, end = _COMMENTS[PurePosixPath(name).suffix]
    return f"{start} studylog {__version__} {_sum(content)}: from here on this journal's own {end}\n".encode() + content


def _alike(stem: str, names: Iterable[str], cutoff: float) -> str:
    """The template whose stem is most like it, if any is."""
    stems = {_stem(name): name for name in sorted(names)}
    return next((stems[near] for near in get_close_matches(stem, stems, 1, cutoff)), "")


def _stem(name: str) -> str:
    return PurePosixPath(name).name.partition(".")[0]


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]


def _is_packaged(journal: Path) -> bool:
    """Whether the journal is the checkout, whose templates are studylog's."""
    return (journal / OWN).resolve() == TEMPLATES.resolve()


def _names(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix in _COMMENTS)
    return {path.as_posix() for path in found if not {STARTER, VENDOR} & {*path.parts}}
