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
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from .problems import JournalError, Problem
from .publish import write

PUBLISHED = "STUDYLOG_PUBLISHED"
"""Set for an engine that runs over pages which are published already."""

KEPT_APART = ("content", "docs", "templates")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did to the site: files replaced, left as they were and removed, and what the engine warned of."""

    replaced: int
    unchanged: int
    removed: int
    warnings: str


def build_site(root: Path, site: Path, state: Path) -> Built:
    """Run MkDocs over the published pages and bring `site` up to date. Raises JournalError with what MkDocs said."""
    check_settings(root)
    _check_place(root, site)
    fresh = state / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "-f",
        str(root / "mkdocs.yml"),
        "-d",
        str(fresh.resolve()),
    ]
    run = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if run.returncode:
        raise JournalError([Problem(str(root / "mkdocs.yml"), 0, 0, "engine", f"MkDocs failed:\n{run.stderr.strip()}")])
    built = _install(fresh, site, state, run.stderr.strip())
    shutil.rmtree(fresh, ignore_errors=True)
    return built


def serve(root: Path, address: str) -> int:
    """Run `mkdocs serve`, whose plugin publishes on every edit; the exit status of MkDocs."""
    check_settings(root)
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]
    env = environment()
    del env[PUBLISHED]
    return subprocess.run(command, env=env, check=False).returncode


def environment() -> dict[str, str]:
    """The environment of an engine: pages are published, no advertisements, and no time of day in its output."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", PUBLISHED: "1", "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
    return {**os.environ, **quiet}


def check_settings(root: Path) -> None:
    """Refuse settings under which the pages' links would lead nowhere, and a folder without settings."""
    settings = root / "mkdocs.yml"
    if not settings.is_file():
        raise JournalError(
            [Problem(str(settings), 0, 0, "no-settings", "there is no such file.", "Copy one from the sample journal.")]
        )
    lines = settings.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [(n, line) for n, line in enumerate(lines, 1) if line.startswith("use_directory_urls:")]
    if not found or not re.match(r"use_directory_urls:\s*(false|no|off)\b", found[-1][1], re.IGNORECASE):
        number, line = found[-1] if found else (0, "")
        message = "pages link to .html files, which needs use_directory_urls to be false."
        hint = "Write use_directory_urls: false."
        raise JournalError(
            [Problem(str(settings), number, 1 if number else 0, "directory-urls", message, hint, excerpt=line)]
        )


def _check_place(root: Path, site: Path) -> None:
    """Refuse a site that would mix with what it is made from."""
    place, home = site.resolve(), root.resolve()
    sources = [home / name for name in KEPT_APART]
    if place == home or place in home.parents or any(place == s or s in place.parents for s in sources):
        message = "the site cannot go into the folder that it is made from."
        raise JournalError([Problem(str(site), 0, 0, "site-dir", message, "Choose a folder of its own, such as site.")])


def _install(fresh: Path, site: Path, state: Path, warnings: str) -> Built:
    """Make `site` equal to `fresh` in every file that an earlier build of ours or this one brought."""
    listing = state / "site.json"
    before = _listed(listing, site)
    now = {file.relative_to(fresh).as_posix() for file in fresh.rglob("*") if file.is_file()}
    changed = [path for path in sorted(now) if not _same(fresh / path, site / path)]
    write(listing, json.dumps({"site": str(site.resolve()), "files": sorted(before | now)}).encode(), state)
    for path in changed:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        _replace(fresh / path, site / path)
    gone = [path for path in sorted(before - now) if (site / path).is_file()]
    for path in gone:
        (site / path).unlink()
        for folder in (site / path).parents:
            if folder == site or any(folder.iterdir()):
                break
            folder.rmdir()
    write(listing, json.dumps({"site": str(site.resolve()), "files": sorted(now)}).encode(), state)
    return Built(len(changed), len(now) - len(changed), len(gone), warnings)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and cmp(one, other, shallow=False)


def _replace(source: Path, target: Path) -> None:
    """Move a file in at once, also where the site lies on another disk."""
    if target.is_dir():
        shutil.rmtree(target)
    try:
        source.replace(target)
    except OSError:
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(source, beside)
        beside.replace(target)


def _listed(listing: Path, site: Path) -> set[str]:
    """The files that the last build of ours put into this very site."""
    try:
        data = json.loads(listing.read_text(encoding="utf-8"))
        return set(map(str, data["files"])) if data["site"] == str(site.resolve()) else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
