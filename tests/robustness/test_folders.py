"""Folders that may not be written, files that may not be read, and a clock that goes back."""

import ctypes
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from studylog.build import generate
from tests.robustness.commands import COMMANDS, edited, everything, journal, no_engine, published
from tests.robustness.stopped import run


def as_a_person() -> None:
    """Gives away what lets root write and read everything. It holds for the process that runs a command alone."""
    no_engine()
    if os.geteuid() == 0:
        header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, none) == 0


@contextmanager
def forbidden(folder: Path, mode: int) -> Iterator[None]:
    """A mode for a folder and all below it."""
    before = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path in sorted(before, reverse=True):
        path.chmod(mode if path.is_dir() else mode & 0o666)
    try:
        yield
    finally:
        for path in sorted(before):
            path.chmod(before[path])


@pytest.mark.parametrize(
    ("name", "folder", "said"),
    [
        *((name, "content", "content") for name in ("new", "score", "actions done", "topics rename")),
        *(("build, after an edit", folder, folder) for folder in ("docs", ".studylog")),
        ("build for others", "site-public", "site-public"),
        ("import", ".", ".studylog"),
        ("init", ".", ".studylog"),
        ("templates eject", ".", ".studylog"),
        ("schema", ".studylog", "schema"),
    ],
)
def test_a_folder_that_may_not_be_written(name: str, folder: str, said: str, tmp_path: Path) -> None:
    """That is said, no record is changed, and the same command goes on once it may."""
    command = COMMANDS[name]
    root = command.start(tmp_path / "journal")
    (root / folder).mkdir(exist_ok=True)
    before = everything(root)
    with forbidden(root / folder, 0o555):
        ended = run(command.arguments, root, before=as_a_person)
    assert ended
    assert (ended.status, ended.said[-3:]) == (1, "\n''"), ended.said
    assert re.search(f"Permission denied: '.*{re.escape(said)}", ended.said), ended.said
    assert folder == "site-public" or everything(root) == before  # pages come before the site
    again = run(command.arguments, root, before=no_engine)
    assert again
    assert again.status == 0, again.said


@pytest.mark.parametrize(
    "place", ["content", "content/days", "content/days/2025-11-05.yml", "content/topics.yml", "mkdocs.yml"]
)
def test_what_may_not_be_read(place: str, tmp_path: Path) -> None:
    """It is named, and pages stay as they were."""
    root = published(tmp_path / "journal")
    before = everything(root)
    with forbidden(root / place, 0):
        ended = run(("build",), root, before=as_a_person)
    assert ended
    assert (ended.status, ended.said[-3:]) == (1, "\n''"), ended.said
    assert place in ended.said and "Permission denied" in ended.said
    assert everything(root) == before


def test_a_clock_that_goes_back_between_two_runs(tmp_path: Path) -> None:
    """Each run is that of its day: what was published ahead of it is taken back, and comes again."""
    root = journal(tmp_path / "journal")
    (root / "content" / "journal.yml").write_text("title: No day\n")
    seen = []
    for day in (6, 4, 6):
        generated = generate(root, as_of=None, today=date(2025, 11, day))
        assert generated.published.problems == ()
        seen.append(everything(root))
    first, back, again = seen
    page = "docs/journal/days/2025-11-05.md"
    assert (page in first, page in back, again) == (True, False, first)
    assert {name for name in back if "content/" in name} == {name for name in first if "content/" in name}


def test_a_record_saved_while_the_clock_was_wrong(tmp_path: Path) -> None:
    """It is no shorter, and older than its page: what it says is published all the same."""
    root = published(tmp_path / "journal")
    record = root / "content" / "days" / "2025-11-05.yml"
    assert ">20 <" not in (root / "docs" / "journal" / "days" / "2025-11-05.md").read_text()
    record.write_text(record.read_text().replace("score: 70", "score: 20"))
    os.utime(record, (0, 0))
    generate(root, as_of=None, today=date(2025, 11, 6))
    page = (root / "docs" / "journal" / "days" / "2025-11-05.md").read_text()
    assert ">20 <" in page


def test_a_template_of_the_journal_that_never_ends(tmp_path: Path) -> None:
    """It is a program of its owner, who stops it; nothing was written by then."""
    root = edited(tmp_path / "journal")
    template = root / "templates" / "pages" / "dashboard.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{% for n in range(10 ** 15) %}{% endfor %}")
    before = everything(root)

    def stopped_soon() -> None:
        no_engine()
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 1)

    ended = run(("build",), root, before=stopped_soon)
    assert ended
    assert (ended.status, ended.said.strip()) == (1, "Aborted!\n''")
    assert everything(root) == before
