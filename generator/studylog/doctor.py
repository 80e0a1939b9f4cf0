"""What is wrong with a set-up, and how to mend it: findings about Python, packages, folders, git and the journal.

Each function answers one question about a journal's folder. None of them writes anything.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from . import __version__, own_templates
from .engines import check_settings
from .load import load
from .ondisk import STATE
from .problems import JournalError
from .publish import OWN_FILE, OWN_FOLDER, not_ours
from .requirements import needs
from .starter import SCHEMAS, schemas
from .wording import count, some

OLDEST_PYTHON = (3, 11)
ENGINES = {"zensical": "zensical build", "properdocs": "properdocs build -f mkdocs.yml"}
GENERATED = (f"docs/{OWN_FILE}", f"docs/{OWN_FOLDER}", STATE, "site")
HOOKS = ".githooks"
MOST_NAMED = 3

State = Literal["ok", "look", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: in order, worth a `look`, or `wrong`, which stops a build or loses work.

    `about` is a word, `said` what was found, `mend` what to do about it, empty where all is well.
    """

    state: State
    about: str
    said: str
    mend: str = ""


def findings(root: Path) -> tuple[Finding, ...]:
    """Everything about this Python, and about the journal in `root` where there is one."""
    found = [python(sys.version_info[:2]), *packages(), *engines()]
    if not (root / "content").is_dir():
        mend = "Go to one, name one with --journal DIR, or make one with studylog init."
        return (*found, Finding("wrong", "journal", f"there is none in {root.resolve()}.", mend))
    looks = (records, settings, folders, pages, schema_files, templates, names, git)
    return (*found, *(finding for look in looks for finding in look(root)))


def python(running: tuple[int, int]) -> Finding:
    """Whether this Python is new enough."""
    said = f"Python {platform.python_version()} on {platform.system()}"
    if running < OLDEST_PYTHON:
        return Finding("wrong", "python", said, "studylog needs Python 3.11 or newer.")
    return Finding("ok", "python", said)


def packages() -> Iterator[Finding]:
    """What studylog needs, and whether what is installed fits."""
    asked = needs()
    for need in asked:
        if not need.fits:
            said = f"{need.package} {need.found or 'is not installed'}, and studylog needs {need.wanted or 'it'}"
            yield Finding("wrong", "packages", said, f'python -m pip install "{need.package}{need.wanted}"')
    if not asked:
        mend = "Install it: python -m pip install studylog, or a wheel or clone of it."
        yield Finding("look", "packages", "studylog runs without being installed, so what it needs is unknown", mend)
    elif all(need.fits for need in asked):
        site = {need.package: need.found for need in asked}
        said = f"studylog {__version__}, mkdocs {site['mkdocs']}, mkdocs-material {site['mkdocs-material']}"
        yield Finding("ok", "packages", f"{said}, and {len(asked) - 2} more that fit")


def engines() -> Iterator[Finding]:
    """Other engines that are there: they build what studylog published."""
    for name, command in ENGINES.items():
        try:
            yield Finding("ok", "engines", f"{name} {version(name)}: studylog build, then {command}, builds with it")
        except PackageNotFoundError:
            continue


def records(root: Path) -> Iterator[Finding]:
    """Whether every record can be read, and what makes due dates stand still."""
    journal, problems = load(root / "content")
    errors = sum(problem.severity == "error" for problem in problems)
    said = f"{count(len(journal.days), 'day')}, {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    if errors:
        yield Finding("wrong", "records", said, "studylog check shows each with its line and what to write.")
    else:
        yield Finding("ok", "records", said)
    if pinned := journal.settings.as_of:
        said = f"as_of in content/journal.yml pins the journal to {pinned}: due dates stand still"
        yield Finding("look", "records", said, "Delete the line once you add records of your own.")


def settings(root: Path) -> Iterator[Finding]:
    """Whether a site can be made under this mkdocs.yml."""
    try:
        check_settings(root / "mkdocs.yml")
    except JournalError as error:
        for problem in error.problems:
            place = f":{problem.line}" if problem.line else ""
            yield Finding("wrong", "settings", f"mkdocs.yml{place}: {problem.message}", problem.hint)
    else:
        yield Finding("ok", "settings", "mkdocs.yml")


def folders(root: Path) -> Iterator[Finding]:
    """Whether studylog can write where it has to."""
    bad = False
    for name in ("docs", STATE, "site"):
        place = root / name
        if os.path.lexists(place) and not place.is_dir():
            bad = True
            yield Finding("wrong", "folders", f"{name} is no folder", "Move it elsewhere: studylog writes there.")
        elif not os.access(place if place.exists() else root, os.W_OK):
            bad = True
            yield Finding("wrong", "folders", f"{name}/ cannot be written", f"Make it yours: chmod u+w {place}")
    if not bad:
        yield Finding("ok", "folders", f"docs/, {STATE}/ and site/ can be written")


def pages(root: Path) -> Iterator[Finding]:
    """Whether the generated pages are as studylog wrote them."""
    docs, state = root / "docs", root / STATE
    if not (state / "manifest.json").exists() and any((docs / place).exists() for place in (OWN_FOLDER, OWN_FILE)):
        said = f"there are pages in docs/, but {STATE}/ does not know of them and will leave them alone"
        yield Finding("look", "pages", said, "Delete docs/journal/ and docs/index.md to have them made again.")
    elif problems := not_ours(docs, state):
        named = _named(Path(problem.path).relative_to(root).as_posix() for problem in problems)
        mend = "Move them elsewhere under docs/, or delete them: what is missing comes again."
        yield Finding("look", "pages", f"not written by studylog, or changed since: {named}", mend)
    else:
        yield Finding("ok", "pages", "all that are there are as studylog wrote them")


def schema_files(root: Path) -> Iterator[Finding]:
    """Whether an editor that looks for schemas finds those of this version."""
    editor = root / ".vscode" / "settings.json"
    if not editor.is_file() or SCHEMAS not in editor.read_text(encoding="utf-8", errors="replace"):
        return
    there = {path.name: path.read_bytes() for path in (root / SCHEMAS).glob("*.json")}
    if schemas().items() <= there.items():
        yield Finding("ok", "editor", f"schemas in {SCHEMAS}/")
    else:
        said = f"the editor looks for schemas in {SCHEMAS}/, which are missing or of another version"
        yield Finding("look", "editor", said, f"studylog schema --into {SCHEMAS}")


def templates(root: Path) -> Iterator[Finding]:
    """Whether templates of the journal's own still go with studylog's."""
    own = [template for template in own_templates.templates(root) if template.state != "studylog"]
    for template in own:
        if template.state == "behind":
            said = f"templates/{template.name} was taken from studylog {template.version}, whose own has changed since"
            mend = "Move yours away, take it anew with studylog templates eject, and bring over what you changed."
            yield Finding("look", "templates", said, mend)
        elif template.near:
            said = f"templates/{template.name} takes the place of none of studylog's"
            yield Finding("look", "templates", said, f"Did you mean {template.near}?")
    if own:
        yield Finding("ok", "templates", f"{count(len(own), 'template')} of the journal's own")


def names(root: Path) -> Iterator[Finding]:
    """Whether two files would be one where a file system does not tell case apart."""
    seen: dict[str, str] = {}
    for folder in ("content", "docs", own_templates.OWN):
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if (other := seen.setdefault(name.casefold(), name)) != name:
                said = f"{other} and {name} are one file on Windows and macOS"
                yield Finding("look", "names", said, "Rename one.")


def git(root: Path) -> Iterator[Finding]:
    """Whether the records are kept by git, and what is generated is not."""
    if not shutil.which("git"):
        yield Finding("look", "git", "git is not installed: nothing keeps what a record said before", "Install git.")
        return
    inside, top = _git(root, "rev-parse", "--show-prefix")
    if not inside:
        none = "not a git repository" in top
        said = "the journal is in no repository: nothing keeps what a record said before" if none else top
        yield Finding("look", "git", said, "git init, then git add --all and git commit." if none else "")
        return
    found = [*_of_records(root), *_of_generated(root), *_of_hooks(root, top)]
    yield from found or [Finding("ok", "git", "all records are committed, and nothing that is generated")]


def _of_records(root: Path) -> Iterator[Finding]:
    listed = _listed(root, "ls-files", "--others", "--ignored", "--exclude-standard", "--", "content")
    ignored = [name for name in listed if name.endswith(".yml")]
    if ignored:
        yield Finding("wrong", "git", f"records are ignored: {_named(ignored)}", "Correct .gitignore.")
    changed = _listed(root, "status", "--porcelain", "--untracked-files=all", "--", "content")
    if changed:
        said = f"{count(len(changed), 'file')} in content/ not committed: {_named(line[3:] for line in changed)}"
        yield Finding("look", "git", said, "git add content, then git commit.")


def _of_generated(root: Path) -> Iterator[Finding]:
    if kept := _listed(root, "ls-files", "--", *GENERATED):
        said = f"what is generated is committed: {_named(kept)}"
        yield Finding("look", "git", said, f"git rm -r --cached --ignore-unmatch {' '.join(GENERATED)}")
    open_to = [name for name in GENERATED if not _git(root, "check-ignore", "--no-index", "-q", _within(name))[0]]
    if open_to:
        yield Finding("look", "git", f"not ignored: {', '.join(open_to)}", "Write these lines into .gitignore.")


def _of_hooks(root: Path, prefix: str) -> Iterator[Finding]:
    if prefix or not (root / HOOKS / "pre-commit").is_file():
        return
    if _git(root, "config", "core.hooksPath")[1].strip("/") != HOOKS:
        said = "records are not checked before a commit"
        yield Finding("look", "git", said, f"git config core.hooksPath {HOOKS}")


def _git(root: Path, *arguments: str) -> tuple[bool, str]:
    """Whether git succeeds, and what it says."""
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-C", str(root), *arguments]
    run = subprocess.run(command, env=env, capture_output=True, text=True, errors="replace", check=False)
    return run.returncode == 0, (run.stderr if run.returncode else run.stdout).rstrip("\n")


def _listed(root: Path, command: str, *arguments: str) -> list[str]:
    _, said = _git(root, command, "-z", *arguments)
    return [name for name in said.split("\0") if name]


def _within(name: str) -> str:
    """A path that git ignores where it ignores `name`, which need not be there."""
    return name if name.endswith(".md") else f"{name}/any"


def _named(names: Iterable[str]) -> str:
    return some(list(names), MOST_NAMED)
