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
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from .problems import JournalError, Problem
from .publish import write

PUBLISHED = "STUDYLOG_PUBLISHED"
"""Set for an engine that runs over pages which are published already."""

KEPT_APART = ("content", "docs", "templates")
_LEVEL = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL|Traceback)(?: +-  | \(most recent)")
LATEST_SECOND = 2**32 - 1
"""What a gzip header can hold."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did to the site: files replaced, left as they were and removed, and what the engine warned of."""

    replaced: int
    unchanged: int
    removed: int
    warnings: str


def build_site(root: Path, site: Path, state: Path, *, as_of: date, strict: bool = False) -> Built:
    """Run MkDocs over the published pages and bring `site` up to date.

    Raises JournalError with what MkDocs said, when strict also for a warning; the site is as it was then.
    """
    settings = root / "mkdocs.yml"
    check_settings(settings)
    _check_place(root, site, state)
    state.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="site-", dir=state) as folder:
        fresh = Path(folder).resolve()
        options = ["-f", str(settings), "-d", str(fresh)]
        run = subprocess.run(
            _mkdocs("build", *options), env=environment(as_of), capture_output=True, text=True, check=False
        )
        said = _warnings(run.stderr)
        if run.returncode or (strict and said):
            what = "failed" if run.returncode else "warned, which counts as an error here"
            raise JournalError([Problem(str(settings), 0, 0, "engine", f"MkDocs {what}:\n{said}")])
        return _install(fresh, site, state, said)


def serve(root: Path, address: str) -> int:
    """Run `mkdocs serve`, whose plugin publishes on every edit; the exit status of MkDocs."""
    check_settings(root / "mkdocs.yml")
    command = _mkdocs("serve", "-f", str(root / "mkdocs.yml"), "-a", address)
    env = environment()
    del env[PUBLISHED]
    if os.name == "posix":
        os.execve(command[0], command, env)  # noqa: S606  signals then reach MkDocs, and none is left behind
    return subprocess.run(command, env=env, check=False).returncode


def environment(as_of: date | None = None) -> dict[str, str]:
    """The environment of an engine: pages are published, no advertisements, and the journal's day as build time."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", PUBLISHED: "1"}
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
    """What MkDocs warned of or failed with: all but its reports of progress."""
    kept, keeps = [], True
    for line in log.splitlines():
        if level := _LEVEL.match(line):
            keeps = level[1] not in ("INFO", "DEBUG")
        if keeps and line.strip():
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


def _mkdocs(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]


def _check_place(root: Path, site: Path, state: Path) -> None:
    """Refuse a site that would mix with what it is made from."""
    place, home = site.resolve(), root.resolve()
    sources = [state.resolve(), *(home / name for name in KEPT_APART)]
    if place == home or place in home.parents or any(place == s or s in place.parents for s in sources):
        message = "the site cannot go into the folder that it is made from."
        raise JournalError([Problem(str(site), 0, 0, "site-dir", message, "Choose a folder of its own, such as site.")])


def _install(fresh: Path, site: Path, state: Path, warnings: str) -> Built:
    """Make `site` equal to `fresh` in every file that an earlier build of ours or this one brought."""
    listing = state / "sites" / f"{sha256(os.fsencode(site.resolve())).hexdigest()[:16]}.json"
    before = _listed(listing)
    now = {file.relative_to(fresh).as_posix() for file in fresh.rglob("*") if file.is_file()}
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
    except (OSError, ValueError, TypeError):
        return set()
    return {path for path in found if not Path(path).is_absolute() and ".." not in Path(path).parts}
