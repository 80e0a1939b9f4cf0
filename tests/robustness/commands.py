"""The commands that write, each on a journal in a state where it has much to do."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studylog import engines
from studylog.build import generate
from tests.conftest import ROOT

TOPICS = "a: {title: A}\nb: {title: B}\nc: {title: C}\n"
DAY = """\
# A comment of a person
date: 2025-11-05
introduces: [a, b]
questions:
  - {topic: a, score: 90}   # aligned by hand
  - {topic: b, score: 70}
actions: [{do: Read it}]
"""
LOG = "## Day 1: 2025-11-01\n\n**Q1: Sorting** - 50%\n\n## Day 2: 2025-11-02\n\n**Q1: Hashing** - 80%\n"


def journal(root: Path) -> Path:
    files = {
        "content/journal.yml": "title: Stopped\nas_of: 2025-11-06\n",
        "content/topics.yml": TOPICS,
        "content/days/2025-11-04.yml": DAY.replace("11-05", "11-04"),
        "content/days/2025-11-05.yml": DAY,
        "log.md": LOG,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def published(root: Path) -> Path:
    generate(journal(root), as_of=None, today=date(2025, 11, 6))
    return root


def edited(root: Path) -> Path:
    """Pages of yesterday, and records that were changed since, with a topic that is new and one that is gone."""
    published(root)
    (root / "content" / "topics.yml").write_text(TOPICS.replace("b: {title: B}\n", ""))
    for day in (root / "content" / "days").iterdir():
        day.write_text(day.read_text().replace("b", "c"))
    return root


def nothing(root: Path) -> Path:
    root.mkdir()
    (root / "log.md").write_text(LOG)
    return root


@dataclass(frozen=True)
class Command:
    """A command on a journal in some state. Of many steps one in `every` is looked at, or each where
    STUDYLOG_EVERY_STEP is set.
    """

    arguments: tuple[str, ...]
    start: Callable[[Path], Path] = journal
    every: int = 1

    def steps(self, of: int) -> range:
        return range(0, of, 1 if "STUDYLOG_EVERY_STEP" in os.environ else self.every)


COMMANDS: Mapping[str, Command] = {
    "build, the first": Command(("build",), every=23),
    "build, after an edit": Command(("build",), edited, every=23),
    "build for others": Command(("build", "--audience", "public"), published, every=41),
    "import": Command(("import", "log.md", "--into", "."), nothing),
    "new": Command(("new", "2025-11-06")),
    "score": Command(("score", "2025-11-05", "Q1", "95", "--why", "Recounted")),
    "correct": Command(("correct", "2025-11-05", "--about", "x", "--right", "y")),
    "actions done": Command(("actions", "done", "2025-11-05#1", "--on", "2025-11-06")),
    "thread reply": Command(("thread", "reply", "2025-11-05", "Why?", "--on", "2025-11-06")),
    "topics rename": Command(("topics", "rename", "a", "z")),
    "topics merge": Command(("topics", "merge", "a", "b")),
    "init": Command(("init", "fresh", "--yes"), nothing, every=3),
    "schema": Command(("schema", "--into", ".studylog/schema")),
    "templates eject": Command(("templates", "eject", "dashboard")),
}


def no_engine() -> None:
    """What MkDocs makes of a journal takes its time; a copy of the pages stands for it, and is moved in as ever."""

    def made(command: list[str], **_: object) -> object:
        docs, into = Path.cwd() / "docs", Path(command[command.index("-d") + 1])
        for page in docs.rglob("*.md"):
            target = into / page.relative_to(docs).with_suffix(".html")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(page.read_bytes())
        return type("Done", (), {"returncode": 0, "stderr": ""})

    engines.subprocess = type("subprocess", (), {"run": staticmethod(made)})  # type: ignore[assignment]


def records(root: Path) -> dict[str, bytes]:
    """What a person wrote or may have wanted: all below content/, and the log."""
    return {path: text for path, text in everything(root).items() if "content/" in path or path == "log.md"}


def everything(root: Path) -> dict[str, bytes]:
    """All files but those that a run keeps for itself, in folders named .studylog or .studylog-…."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if ".studylog" not in name}
