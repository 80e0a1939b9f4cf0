"""Publishing while people write: once an edit, one run at a time, and what is wrong is told."""

import logging
import threading
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent, FileOpenedEvent, FileSystemEvent

from studylog import watch
from studylog.build import Generated, generate
from studylog.problems import Problem
from studylog.publish import Published
from studylog.watch import Edits
from tests.unit.test_plugin import RECORD, pages, record, root

__all__ = ["root"]  # a fixture

NOTHING = Generated(date(2025, 11, 17), 0, 0, Published((), 0, (), ()), (), ())


def edits_of(told: list[tuple[Problem, ...]]) -> Edits:
    """Edits of the journal in the current folder; what is told of problems is added to the list."""
    return Edits(partial(generate, Path(), as_of=None, today=date(2025, 11, 5)), told.append)


def test_a_record_breaks_and_is_mended(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its problems are said once and pages stay; mending it is said, a further edit is not."""
    caplog.set_level(logging.INFO)
    told: list[tuple[Problem, ...]] = []
    edits = edits_of(told)
    edits.settled()
    before = pages(root)
    said: list[list[str]] = []
    for text in (RECORD + "scroe: 1\n", RECORD, RECORD.replace("90", "80")):
        caplog.clear()
        record(root).write_text(text)
        edits.settled()
        said.append([r.getMessage() for r in caplog.records])
        if "80" not in text:
            assert pages(root) == before
    broken, mended, edited = said
    assert 'unknown field "scroe"' in broken[0] and "the last good site stays up" in broken[0]
    assert "the journal is whole again" in mended
    assert "the journal is whole again" not in edited
    assert pages(root)["2025-11-05.md"] > before["2025-11-05.md"]
    assert [[problem.code for problem in problems] for problems in told] == [[], ["unknown-field"], [], []]


def test_a_template_breaks_without_a_traceback(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its line is said, and the edit that mends it is seen."""
    own = root / "templates" / "pages"
    own.mkdir(parents=True)
    edits = edits_of([])
    (own / "weak.md.j2").write_text("---\ntitle: x\n---\n{{ nothing.here }}\n")
    edits.settled()
    (error,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "templates/pages/weak.md.j2:4: error:" in error.getMessage()
    assert error.exc_info is None
    (own / "weak.md.j2").write_text("---\ntitle: x\n---\n<h1>Mine</h1>\n")
    edits.settled()
    assert "<h1>Mine</h1>" in (root / "docs" / "journal" / "weak.md").read_text()


def _burst(events: list[FileSystemEvent], monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the journal is published for events that come close together."""
    runs: list[Generated] = []
    done = threading.Event()

    def published() -> Generated:
        runs.append(NOTHING)
        done.set()
        return NOTHING

    monkeypatch.setattr(watch, "SETTLED_SECONDS", 0.05)
    edits = Edits(published)
    for event in events:
        edits.on_any_event(event)
    if events and not isinstance(events[0], FileOpenedEvent):
        assert done.wait(5)
    threading.Event().wait(0.2)
    return len(runs)


def test_a_save_of_several_events_publishes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor writes, renames and closes."""
    assert _burst([FileModifiedEvent("a")] * 5, monkeypatch) == 1


def test_reading_a_file_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing reads records itself, and would never come to rest."""
    assert _burst([FileOpenedEvent("a")] * 3, monkeypatch) == 0


def test_runs_never_overlap() -> None:
    """An edit that comes while pages are being written waits its turn."""
    inside, most = 0, 0
    counting, release = threading.Lock(), threading.Event()

    def published() -> Generated:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        release.wait(0.2)
        with counting:
            inside -= 1
        return NOTHING

    edits = Edits(published)
    threads = [threading.Thread(target=edits.settled) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert most == 1
