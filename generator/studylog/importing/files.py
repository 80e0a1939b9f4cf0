"""What an import would write, and what it would not: records that are there are never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from ..dump import schema_line, yaml_of
from ..problems import JournalError, Problem
from ..source import read
from .records import Imported, Made


@dataclass(frozen=True)
class Writing:
    """`new` files with their texts, records that are there `unchanged`, and a diff for each that differs."""

    new: Mapping[Path, str]
    unchanged: int
    differing: Mapping[Path, str]


def writing(found: Imported, content: Path) -> Writing:
    """The files of an import into `content`, in the order to write them: topics and goals come first, so that no record
    ever names one that is not there. They are those of new days, after those that are there. Raises JournalError where
    nothing can stand after what a file of these has.
    """
    days: dict[Path, str] = {}
    differing: dict[Path, str] = {}
    fresh: list[Made] = []
    for on, made in found.days.items():
        path = content / "days" / f"{on}.yml"
        if not path.exists():
            days[path] = made.text
            fresh.append(made)
        elif (there := path.read_text(encoding="utf-8", errors="replace")) != made.text:
            differing[path] = _diff(path, there, made.text)
    names = {
        content / "topics.yml": _topics(found, fresh, content / "topics.yml"),
        content / "goals.yml": _goals(found, fresh, content / "goals.yml"),
    }
    return Writing(
        {path: text for path, text in names.items() if text} | days,
        len(found.days) - len(fresh) - len(differing),
        differing,
    )


def _diff(path: Path, there: str, made: str) -> str:
    lines = unified_diff(there.splitlines(), made.splitlines(), str(path), "imported", lineterm="")
    return "\n".join(lines)


def _topics(found: Imported, fresh: list[Made], path: Path) -> str:
    """topics.yml with the proposed topics at its end; empty where none is new."""
    used = set[str]().union(*(made.topics for made in fresh))
    entries = {id: dict(entry) for id, entry in found.topics.items() if id in used}
    if not entries:
        return ""
    groups = [group for group in found.alike if used.intersection(group)]
    notes = ["# Proposed by an import: give each its area, and merge those that are one."]
    notes += [f"# Perhaps the same: {', '.join(group)}" for group in groups]
    return _after("\n".join([*notes, yaml_of(entries)]), path, "topics")


def _goals(found: Imported, fresh: list[Made], path: Path) -> str:
    """goals.yml with the proposed goals at its end; empty where none is new."""
    used = set[str]().union(*(made.goals for made in fresh))
    entries = [dict(entry) for id, entry in found.goals.items() if id in used]
    note = "# Proposed by an import: say what each covers, and until when."
    return _after(f"{note}\n{yaml_of(entries)}", path, "goals") if entries else ""


def _after(proposed: str, path: Path, kind: str) -> str:
    """A file with proposals after what it has."""
    if not path.exists():
        return f"{schema_line(kind, 1)}\n{proposed}"
    made = path.read_text(encoding="utf-8").rstrip("\n") + f"\n\n{proposed}"
    if read(made.encode(), str(path))[0] is None:
        message = "the entries of this import cannot stand after those of this file, which are in brackets or indented."
        hint = "Write these over lines of their own that begin at the left, and delete empty brackets."
        raise JournalError([Problem(str(path), 0, 0, "import", message, hint)])
    return made
