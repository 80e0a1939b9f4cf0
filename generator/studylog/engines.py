"""The engine that turns published pages into a site, and how its result gets into place.

The engine builds into a folder of its own. Only then is the site brought up to date, file by file: a failing engine
leaves the last good site, and a file that did not change is not touched.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from .ondisk import write
from .problems import JournalError, Problem

PUBLISHED = "STUDYLOG_PUBLISHED"
"""Set for an engine that runs over pages which are published already."""

SCRIPT = "STUDYLOG_SCRIPT"
"""Set for MkDocs and ProperDocs to the address of a script that every page gets while it is served."""

PLAIN = "STUDYLOG_PLAIN"
"""Set for MkDocs and ProperDocs to have every page made their own way."""

NAMES = {"mkdocs": "MkDocs", "zensical": "Zensical", "properdocs": "ProperDocs"}
"""The engines, by the names of their programs, their packages and their modules alike."""

KEPT_APART = ("content", "docs", "templates")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_LEVEL = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL|Traceback)(?: +-  | \(most recent)")
LATEST_SECOND = 2**32 - 1
"""What a gzip header can hold."""

Files = Iterable[tuple[str, bytes]]
"""Path below the site and content of each."""
Seal = Callable[[Files], Files]
"""What becomes of the files of a site before it is moved in."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did to the site: files replaced, left as they were and removed, and what the engine warned of."""

    replaced: int
    unchanged: int
    removed: int
    warnings: str


def build_site(
    root: Path,
    site: Path,
    state: Path,
    *,
    as_of: date,
    strict: bool = False,
    engine: str = "mkdocs",
    seal: Seal | None = None,
    plain: bool = False,
) -> Built:
    """Run an engine over the published pages and bring `site` up to date, by way of `seal` where not all may read it.

    `plain` has the engine make every page its own way.

    Raises JournalError with what the engine said, when strict also for a warning; the site is as it was then.
    """
    settings = root / "mkdocs.yml"
    check_settings(settings)
    _check_place(root, site, state)
    program = found(engine)
    state.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="site-", dir=state) as folder,
        TemporaryDirectory(prefix="sealed-", dir=state) as aside,
        settings_for(engine, root, fresh := Path(folder)) as chosen,
    ):
        into = [] if engine == "zensical" else ["-d", str(fresh.resolve())]
        command = [*program, "build", "-f", str(chosen), *into]
        run = subprocess.run(command, env=environment(as_of, plain=plain), capture_output=True, text=True, check=False)
        said = _warnings(run.stderr)
        if run.returncode or (strict and said):
            what = "failed" if run.returncode else "warned, which counts as an error here"
            raise JournalError([Problem(str(settings), 0, 0, "engine", f"{NAMES[engine]} {what}:\n{said}")])
        made = _sealed(fresh, Path(aside), site, state, seal) if seal else fresh
        return _install(made.resolve(), site, state, said)


def address(settings: Path) -> str:
    """Where mkdocs.yml says that the site will be, as it stands there; empty where it does not say."""
    found = re.search(r"^site_url:[ \t]*(.*?)[ \t]*(?: #.*)?$", settings.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip("'\"") if found else ""


def found(engine: str) -> list[str]:
    """The command that starts an engine: the module beside studylog, else the program on PATH. Raises JournalError."""
    if find_spec(engine):
        return [sys.executable, "-m", engine]
    if program := shutil.which(engine):
        return [program]
    hint = f"Install it: pip install {engine}"
    raise JournalError([Problem(engine, 0, 0, "no-engine", f"{NAMES[engine]} is not installed.", hint)])


@contextmanager
def settings_for(engine: str, root: Path, site: Path, script: str = "") -> Iterator[Path]:
    """The file of settings for an engine: the journal's mkdocs.yml, or for Zensical one that goes with the run.

    Zensical takes no folder on its command line, and has no plugin that adds a script while serving. It gets both from
    a file beside mkdocs.yml, since it refuses a site outside the folder of its settings.
    """
    if engine != "zensical":
        yield root / "mkdocs.yml"
        return
    derived = root / f".studylog-{os.getpid()}.yml"
    try:
        derive(derived, site, script)
        yield derived
    finally:
        derived.unlink(missing_ok=True)


def derive(derived: Path, site: Path, script: str = "") -> None:
    """Write Zensical's settings: those of mkdocs.yml beside it, and what else. It adds lists to those it inherits.

    The first line makes it another file when mkdocs.yml has changed, which Zensical itself would not notice.
    """
    inherited = derived.with_name("mkdocs.yml")
    place = site.resolve().relative_to(derived.parent.resolve()).as_posix()
    settings = {"INHERIT": inherited.name, "site_dir": place, **({"extra_javascript": [script]} if script else {})}
    text = f"# {sha256(inherited.read_bytes()).hexdigest()}\n{json.dumps(settings)}\n"
    if not derived.is_file() or derived.read_text(encoding="utf-8") != text:
        derived.write_text(text, encoding="utf-8")


def environment(as_of: date | None = None, script: str = "", *, plain: bool = False) -> dict[str, str]:
    """The environment of an engine: pages are published, no advertisements, and the journal's day as build time."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", PUBLISHED: "1"}
    env.pop(SCRIPT, None)
    if script:
        env[SCRIPT] = script
    if plain:
        env[PLAIN] = "1"
    if as_of:
        env.setdefault("SOURCE_DATE_EPOCH", str(min(max(timegm(as_of.timetuple()), 0), LATEST_SECOND)))
    return env


def check_settings(settings: Path) -> None:
    """Refuse a mkdocs.yml under which the pages' links would lead nowhere, and one that is not there."""
    if not settings.is_file():
        hint = "studylog init --only-missing writes one beside the records."
        raise JournalError([Problem(str(settings), 0, 0, "no-settings", "there is no such file.", hint)])
    lines = settings.read_text(encoding="utf-8", errors="replace").splitlines()
    _check_folders(settings, lines)
    found = [(n, line) for n, line in enumerate(lines, 1) if line.startswith("use_directory_urls:")]
    if not found or not re.match(r"use_directory_urls:\s*(false|no|off)\b", found[-1][1], re.IGNORECASE):
        number, line = found[-1] if found else (0, "")
        message = "pages link to .html files, which needs use_directory_urls to be false."
        hint = "Write use_directory_urls: false."
        raise JournalError(
            [Problem(str(settings), number, 1 if number else 0, "directory-urls", message, hint, excerpt=line)]
        )


def _warnings(log: str) -> str:
    """What an engine warned of or failed with: all but its reports of progress."""
    kept, keeps = [], True
    for line in _COLOUR.sub("", log).splitlines():
        if level := _LEVEL.match(line):
            keeps = level[1] not in ("INFO", "DEBUG")
        if keeps and line.strip() and line != "No issues found":
            kept.append(line)
    return "\n".join(kept)


def _check_folders(settings: Path, lines: list[str]) -> None:
    """Refuse a mkdocs.yml that looks for pages or puts the site where studylog does not."""
    for n, line in enumerate(lines, 1):
        found = re.match(r"(docs_dir|site_dir):\s*(.+?)\s*(#.*)?$", line)
        usual = {"docs_dir": "docs", "site_dir": "site"}
        if found and found[2].strip("'\"").strip("/") != usual[found[1]]:
            hint = "Leave it out." if found[1] == "docs_dir" else "Leave it out, and name a folder with --site-dir."
            message = f"studylog publishes into {usual['docs_dir']}/ and builds into {usual['site_dir']}/."
            raise JournalError([Problem(str(settings), n, 1, "folders", message, hint, excerpt=line)])


def _check_place(root: Path, site: Path, state: Path) -> None:
    """Refuse a site that would mix with what it is made from."""
    place, home = site.resolve(), root.resolve()
    sources = [state.resolve(), *(home / name for name in KEPT_APART)]
    if place == home or place in home.parents or any(place == s or s in place.parents for s in sources):
        message = "the site cannot go into the folder that it is made from."
        raise JournalError([Problem(str(site), 0, 0, "site-dir", message, "Choose a folder of its own, such as site.")])


def _sealed(fresh: Path, aside: Path, site: Path, state: Path, seal: Seal) -> Path:
    """The folder `aside` with what is published of `fresh`, whose files themselves must not lie in the site."""
    clear = _paths(fresh)
    for path, content in seal((path, (fresh / path).read_bytes()) for path in sorted(clear)):
        (aside / path).parent.mkdir(exist_ok=True)
        (aside / path).write_bytes(content)
    others = clear - _paths(aside) - _listed(_listing(site, state))
    if left := [path for path in sorted(others) if (site / path).is_file()]:
        message = f"a site that everyone can read lies there, and would stay: {left[0]} and all that is with it."
        raise JournalError([Problem(str(site), 0, 0, "site-dir", message, "Delete it, or choose another folder.")])
    return aside


def _paths(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def _listing(site: Path, state: Path) -> Path:
    return state / "sites" / f"{sha256(os.fsencode(site.resolve())).hexdigest()[:16]}.json"


def _install(fresh: Path, site: Path, state: Path, warnings: str) -> Built:
    """Make `site` equal to `fresh` in every file that an earlier build of ours or this one brought."""
    listing = _listing(site, state)
    before, now = _listed(listing), _paths(fresh)
    changed = [path for path in sorted(now) if not _same(fresh / path, site / path)]
    write(listing, json.dumps(sorted(before | now)).encode(), state)
    gone = [path for path in sorted(before - now) if (site / path).is_file()]
    for path in gone:
        _remove(site / path, site)
    for path in changed:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        _replace(fresh / path, site / path)
    write(listing, json.dumps(sorted(now)).encode(), state)
    return Built(len(changed), len(now) - len(changed), len(gone), warnings)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and cmp(one, other, shallow=False)


def _replace(source: Path, target: Path) -> None:
    """Move a file in at once, also where the site lies on another disk."""
    try:
        source.replace(target)
    except OSError:
        beside = target.with_name(f".{target.name}.part")
        try:
            shutil.copyfile(source, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _remove(file: Path, site: Path) -> None:
    """Delete a file, and the folders that this leaves empty."""
    file.unlink()
    for folder in file.parents:
        if folder == site or any(folder.iterdir()):
            return
        folder.rmdir()


def _listed(listing: Path) -> set[str]:
    """The files that the last build of ours put into the site; none that lie elsewhere, whatever the listing says."""
    try:
        found = set(map(str, json.loads(listing.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, RecursionError):
        return set()
    return {path for path in found if not Path(path).is_absolute() and ".." not in Path(path).parts}
