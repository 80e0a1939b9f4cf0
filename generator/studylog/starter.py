"""A new journal: its files, made from `templates/starter/`, and how they get into place, whole or not at all.

A name there that starts with `dot-` starts with a dot in the journal, and what ends in `.j2` is a template; all else is
copied as it stands.
"""

import html
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from . import schema
from .ondisk import STATE, write
from .packaged import SAMPLE, TEMPLATES
from .problems import JournalError, Problem
from .render import environment
from .requirements import pins
from .wording import some

STARTER = "starter"
SCHEMAS = f"{STATE}/schema"
TITLE, SAMPLE_TITLE = "Study journal", "ML interview study log"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new journal is to be: texts in one line, and whether it begins with the records of the sample.

    With `pages` it comes with a workflow that publishes it on GitHub Pages.
    """

    title: str
    learner: str = ""
    sample: bool = False
    pages: bool = False


def files(wishes: Wishes) -> dict[str, bytes]:
    """Every file of a new journal, by its path."""
    env = environment((TEMPLATES,))
    site_name = html.escape(wishes.title).replace("&#x27;", "'")  # themes print it into HTML as it is
    made = {}
    folder = TEMPLATES / STARTER
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".j2"):
            text = env.get_template(f"{STARTER}/{name}").render(wishes=wishes, site_name=site_name, pins=pins())
            made[_target(name)] = text.encode()
        elif wishes.pages or not name.startswith("dot-github/"):
            made[_target(name)] = path.read_bytes()
    if wishes.sample:
        made = without_records(made) | _sample(made["content/journal.yml"].decode())
    return made | {f"{SCHEMAS}/{name}": content for name, content in schemas().items()}


def schemas() -> dict[str, bytes]:
    """What editors read, by file name."""
    return {f"{kind}.json": schema.text(one).encode() for kind, one in schema.schemas().items()}


def without_records(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a journal whose records are there already."""
    return {path: content for path, content in made.items() if not path.startswith("content/")}


def create(made: Mapping[str, bytes], target: Path) -> None:
    """A journal where there is none: a new folder appears at once and whole, an empty one is filled.

    Raises JournalError, with what is in the way, where the folder holds anything but `.git`.
    """
    there = sorted(path.name for path in target.iterdir() if path.name != ".git") if target.is_dir() else []
    if there:
        message = f"the folder is not empty: {some(there, MOST_NAMED)}."
        hint = "Choose another folder, or write what is missing beside them with --only-missing."
        raise JournalError([Problem(str(target), 0, 0, "not-empty", message, hint)])
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
    """Write the files that are not there, all or none, and say which; what is there stays as it is.

    Raises JournalError where a file stands in place of a folder.
    """
    missing = [path for path in made if not os.path.lexists(target / path)]
    folders = sorted({parent for path in missing for parent in PurePosixPath(path).parents} - {PurePosixPath()})
    if blocked := [folder for folder in folders if os.path.lexists(target / folder) and not (target / folder).is_dir()]:
        message, hint = "a file stands where the journal needs a folder.", "Move it elsewhere."
        raise JournalError(Problem(str(target / folder), 0, 0, "in-the-way", message, hint) for folder in blocked)
    new = [target / folder for folder in (*folders, PurePosixPath(STATE, "tmp")) if not (target / folder).exists()]
    try:
        for path in missing:
            write(target / path, made[path], target / STATE)
            _make_runnable(target / path, made[path])
    except OSError:
        for path in missing:
            (target / path).unlink(missing_ok=True)
        for folder in sorted(new, reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    return tuple(missing)


def _sample(settings: str) -> dict[str, bytes]:
    """The sample's records; its settings under the title and name that stand in `settings`."""
    made = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in sorted(SAMPLE.rglob("*.yml"))}
    named = "\n".join(re.findall("^(?:title|learner): .+$", settings, re.MULTILINE))
    text = made["journal.yml"].decode()
    made["journal.yml"] = re.sub("^title: .+$", lambda _: named, text, count=1, flags=re.MULTILINE).encode()
    return {f"content/{path}": content for path, content in made.items()}


def _target(name: str) -> str:
    parts = (re.sub("^dot-", ".", part) for part in PurePosixPath(name.removesuffix(".j2")).parts)
    return PurePosixPath(*parts).as_posix()


def _make_runnable(path: Path, content: bytes) -> None:
    if content.startswith(b"#!"):
        path.chmod(path.stat().st_mode | 0o111)
