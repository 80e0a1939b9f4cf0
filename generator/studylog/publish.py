"""The only writer of pages: what changed is replaced at once and whole, what is not ours is left alone.

The manifest holds the checksums of what we wrote. Before anything is written it is saved with the old and the new
checksum of every page about to change, so that a run that is killed leaves nothing the next run would not know.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from .ondisk import in_the_way, sum_of_file, write, write_all
from .pages import Page, Standing
from .problems import Problem

OWN_FILE, OWN_FOLDER = "index.md", "journal"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did, by paths under docs/; `problems` are warnings about files that are not ours."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def publish(pages: Iterable[Page | Standing], docs: Path, state: Path) -> Published:
    """Bring docs/index.md and docs/journal/ in line with `pages`; `state` holds manifest and temporary files.

    Raises ValueError for a page outside those places or a path that two pages share, OSError when the disk refuses.
    """
    made = tuple(pages)
    _check_paths([page.path for page in made])
    standing = {page.path: page.sum for page in made if isinstance(page, Standing)}
    wanted = {page.path: page.content.encode() for page in made if isinstance(page, Page)}
    manifest = state / MANIFEST
    known, problems = _read(manifest)
    on_disk = {path: standing.get(path) or sum_of_file(docs, path) for path in {*standing, *wanted, *known}}
    sums = standing | {path: sha256(content).hexdigest() for path, content in wanted.items()}
    ours = {path: known.get(path, set()) | {sums[path]} if path in sums else known[path] for path in on_disk}
    foreign = {path for path, found in on_disk.items() if found is not None and found not in ours[path]}
    changed = [path for path in wanted if path not in foreign and on_disk[path] != sums[path]]
    stale = [path for path in known if path not in sums and path not in foreign and on_disk[path] is not None]
    kept = {path: {sums[path]} for path in sums if path not in foreign}
    if changed or stale:
        pending = {path: known.get(path, set()) | kept.get(path, set()) for path in {*kept, *stale}}
        _save(manifest, pending, state)
    write_all({docs / path: wanted[path] for path in changed}, state)
    for path in stale:
        (docs / path).unlink()
        _remove_empty(docs / path, docs)
    if kept != known:
        _save(manifest, kept, state)
    places = {in_the_way(docs, path) or path: path in sums for path in sorted(foreign)}
    problems += [_foreign(docs, place, in_the_way) for place, in_the_way in places.items()]
    problems += [_foreign(docs, path, False) for path in _strangers(docs, {*sums, *known, *places})]
    return Published(tuple(sorted(changed)), len(kept) - len(changed), tuple(sorted(stale)), tuple(problems))


def manifest_sum(state: Path) -> str:
    """The checksum of the list of our pages; empty where there is none."""
    try:
        return sha256((state / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def untouched(docs: Path, state: Path) -> Published | None:
    """What a run does that changes nothing: all pages of the manifest are there as we wrote them. Else None."""
    known, problems = _read(state / MANIFEST)
    if problems or any({sum_of_file(docs, path)} != sums for path, sums in known.items()):
        return None
    return Published((), len(known), (), tuple(_foreign(docs, path, False) for path in _strangers(docs, {*known})))


def not_ours(docs: Path, state: Path) -> tuple[Problem, ...]:
    """What a run would leave alone: our pages that were changed since, and files of others in docs/journal/."""
    known, problems = _read(state / MANIFEST)
    sums = {path: sum_of_file(docs, path) for path in known}
    edited = {in_the_way(docs, path) or path for path, found in sums.items() if found and found not in known[path]}
    strangers = _strangers(docs, {*known, *edited})
    return (*problems, *(_foreign(docs, path, path in known) for path in sorted({*edited, *strangers})))


def _check_paths(paths: list[str]) -> None:
    for path in paths:
        _check_place(path)
    if len({path.lower() for path in paths}) < len(paths):
        raise ValueError("two pages share a path")


def _check_place(path: str) -> None:
    pure = PurePosixPath(path)
    inside = len(pure.parts) > 1 and pure.parts[0] == OWN_FOLDER and ".." not in pure.parts
    if pure.as_posix() != path or "\\" in path or not (inside or path == OWN_FILE):
        raise ValueError(f"not a place for a generated page: {path}")


def _strangers(docs: Path, known: set[str]) -> list[str]:
    """Files under docs/journal/ that no run of ours has written."""
    if in_the_way(docs, OWN_FOLDER):
        return []
    found = (Path(folder, name) for folder, _, names in os.walk(docs / OWN_FOLDER) for name in names)
    return sorted(path for file in found if (path := file.relative_to(docs).as_posix()) not in known)


def _foreign(docs: Path, path: str, wanted: bool) -> Problem:
    message = "this file was not written by studylog, or was changed since; it is left alone."
    hint = "Move it elsewhere under docs/, or delete it" + (" to have the page made again." if wanted else ".")
    return Problem(str(docs / path), 0, 0, "not-ours", message, hint, "warning")


def _remove_empty(path: Path, docs: Path) -> None:
    for folder in path.parents:
        if folder == docs or any(folder.iterdir()):
            return
        folder.rmdir()


def _read(manifest: Path) -> tuple[dict[str, set[str]], list[Problem]]:
    try:
        data = json.loads(manifest.read_text(encoding="utf-8"))
        known = {str(path): set(map(str, sums)) for path, sums in data["pages"].items()}
        for path in known:  # what it names may be deleted
            _check_place(path)
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        message = "the list of generated pages cannot be read; pages that differ from it are left alone."
        hint = "Delete docs/journal/ and docs/index.md to have them made again."
        return {}, [Problem(str(manifest), 0, 0, "manifest", message, hint, "warning")]
    return known, []


def _save(manifest: Path, pages: Mapping[str, set[str]], state: Path) -> None:
    data = {"pages": {path: sorted(sums) for path, sums in sorted(pages.items())}}
    write(manifest, (json.dumps(data, indent=0) + "\n").encode(), state)
