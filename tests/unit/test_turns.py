"""Runs that write wait for each other, whatever process or thread they are in; one that was killed holds nobody up."""

import os
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from studylog import turns
from studylog.build import generate
from studylog.ondisk import STATE
from studylog.turns import turn
from tests.robustness.commands import journal

HOLDS = """
import sys, time, pathlib
from studylog.turns import turn
with turn(pathlib.Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.readline()
"""


def holder(state: Path) -> subprocess.Popen[str]:
    """Another process that has its turn until it is told to go on."""
    held = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(turns.__file__).parents[1])},
    )
    assert held.stdout
    assert held.stdout.readline() == "mine\n"
    return held


def test_a_turn_within_a_turn_is_taken_at_once(tmp_path: Path) -> None:
    """A build publishes within its own turn."""
    with turn(tmp_path / "state"), turn(tmp_path / "state"):
        assert (tmp_path / "state" / "lock").exists()


def test_pages_wait_for_the_build_of_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """So that pages for the learner never come among those that are being built for others; waiting is said."""
    monkeypatch.setattr(turns, "SOON_SECONDS", 0.1)
    root = journal(tmp_path / "journal")
    held = holder(root / STATE)
    writing = threading.Thread(target=lambda: generate(root, as_of=None, today=date(2025, 11, 6)))
    writing.start()
    writing.join(0.5)
    assert writing.is_alive()
    assert not (root / "docs").exists()
    held.communicate("\n")
    writing.join()
    assert (root / "docs" / "index.md").exists()
    assert "Waiting for another studylog" in capfd.readouterr().err


def test_one_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    """The system lets go of its lock."""
    held = holder(tmp_path / "state")
    held.send_signal(signal.SIGKILL)
    held.wait()
    with turn(tmp_path / "state"):
        pass
    held.communicate()
