"""A new journal: its files, made from `templates/starter/`, and how they get into place whole or not at all.

A name there that starts with `dot-` starts with a dot in the journal, and what ends in `.j2` is a template; all else is
copied as it stands.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from . import __version__, schema
from .packaged import SAMPLE, TEMPLATES
from .problems import JournalError, Problem
from .publish import write
from .render import environment

STARTER = "starter"
STATE = ".studylog"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new journal is to be. With `sample` it begins with the records of the sample, under the title given."""

    title: str
    learner: str | None
    started: date
    sample: bool
    pins: tuple[str, ...]


def files(wishes: Wishes) -> dict[str, bytes]:
    """Every file of a new journal, by its path."""
    env = environment((TEMPLATES,))
    values = {name: getattr(wishes, name) for name in ("title", "learner", "started", "pins")}
    made = {}
    folder = TEMPLATES / STARTER
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".j2"):
            text = env.get_template(f"{STARTER}/{name}").render(values, version=__version__)
            made[_target(name)] = text.encode()
        else:
            made[_target(name)] = path.read_bytes()
    for kind, one in schema.schemas().items():
        made[f"{STATE}/schema/{kind}.json"] = schema.text(one).encode()
    return made | _sample(wishes) if wishes.sample else made


def sample_title() -> str:
    """The title of the sample journal."""
    found = re.search("^title: (.+)$", (SAMPLE / "journal.yml").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise LookupError("title")
    return found[1]


def create(made: Mapping[str, bytes], target: Path) -> None:
    """A journal where there is none: a new folder appears at once and whole, an empty one is filled.

    Raises JournalError, with what is in the way, where the folder holds anything but `.git`.
    """
    there = sorted(path.name for path in target.iterdir() if path.name != ".git") if target.is_dir() else []
    if there:
        more = f" and {len(there) - MOST_NAMED} more" if len(there) > MOST_NAMED else ""
        named = ", ".join(there[:MOST_NAMED]) + more
        hint = "Choose another folder, or write what is missing beside them with --only-missing."
        raise JournalError([Problem(str(target), 0, 0, "not-empty", f"the folder is not empty: {named}.", hint)])
    if target.exists():
        add_missing(made, target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".studylog-", dir=target.parent) as beside:
        whole = Path(beside) / "journal"
        for path, content in made.items():
            (whole / path).parent.mkdir(parents=True, exist_ok=True)
            (whole / path).write_bytes(content)
            _make_runnable(whole / path, content)
        whole.rename(target)


def add_missing(made: Mapping[str, bytes], target: Path) -> tuple[str, ...]:
    """Write the files that are not there, all or none, and say which; what is there stays as it is."""
    missing = [path for path in made if not os.path.lexists(target / path)]
    if blocked := sorted({place for path in missing if (place := _file_in_the_way(target, path))}):
        message, hint = "a file stands where the journal needs a folder.", "Move it elsewhere."
        raise JournalError(Problem(str(target / place), 0, 0, "in-the-way", message, hint) for place in blocked)
    folders = [target / folder for folder in _folders(missing) if not (target / folder).exists()]
    done: list[Path] = []
    try:
        for path in missing:
            write(target / path, made[path], target / STATE)
            done.append(target / path)
            _make_runnable(target / path, made[path])
    except OSError:
        for path in done:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    return tuple(missing)


def without_records(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a journal whose records are there already."""
    return {path: content for path, content in made.items() if not path.startswith("content/")}


def _sample(wishes: Wishes) -> dict[str, bytes]:
    """The sample's records, its settings under the title and name given."""
    made = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes()
            for path in sorted(SAMPLE.rglob("*.yml"))}  # fmt: skip
    settings = (SAMPLE / "journal.yml").read_text(encoding="utf-8")
    quoted = environment((TEMPLATES,)).filters["quoted"]
    lines = [f"title: {quoted(wishes.title)}", *([f"learner: {quoted(wishes.learner)}"] if wishes.learner else [])]
    if wishes.title != sample_title() or wishes.learner:
        settings = re.sub("^title: .+$", lambda _: "\n".join(lines), settings, count=1, flags=re.MULTILINE)
    return made | {"content/journal.yml": settings.encode()}


def _target(name: str) -> str:
    parts = (re.sub("^dot-", ".", part) for part in PurePosixPath(name.removesuffix(".j2")).parts)
    return PurePosixPath(*parts).as_posix()


def _folders(paths: list[str]) -> list[str]:
    """The folders of files, each after those that it lies in."""
    found = {parent.as_posix() for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"."})


def _file_in_the_way(target: Path, path: str) -> str | None:
    parents = (parent.as_posix() for parent in PurePosixPath(path).parents)
    return next(
        (parent for parent in parents if os.path.lexists(target / parent) and not (target / parent).is_dir()), None
    )


def _make_runnable(path: Path, content: bytes) -> None:
    if content.startswith(b"#!"):
        path.chmod(path.stat().st_mode | 0o111)
