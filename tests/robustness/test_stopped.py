"""Commands that are killed, or that the disk refuses, at every single step: records stay whole, and running it again
ends as if nothing had been.
"""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from studylog.load import load
from tests.robustness.commands import COMMANDS, Command, everything, no_engine, records
from tests.robustness.stopped import Ended, kill, run

IsRight = Callable[[Ended | None, bool], bool]
"""Whether a stopped command ended as it should; told whether all was done all the same."""


@pytest.mark.parametrize("name", COMMANDS)
def test_killed(name: str, tmp_path: Path) -> None:
    """kill -9 before any step."""
    stopped_at_every_step(COMMANDS[name], tmp_path, kill, lambda ended, is_done: ended is None)


@pytest.mark.parametrize("name", COMMANDS)
def test_refused(name: str, tmp_path: Path) -> None:
    """A disk that is full at one step: that is said, with exit status 1 and no traceback, unless nothing was lost by
    it, as where a folder is to be made that is there.
    """
    reason = os.strerror(errno.ENOSPC)

    def refuse() -> None:
        raise OSError(errno.ENOSPC, reason)

    def is_told(ended: Ended | None, is_done: bool) -> bool:
        assert ended
        if not ended.status:
            return is_done
        return ended.status == 1 and reason in ended.said and ended.said.endswith("''")

    stopped_at_every_step(COMMANDS[name], tmp_path, refuse, is_told)


def stopped_at_every_step(command: Command, folder: Path, stop: Callable[[], None], is_right: IsRight) -> None:
    """No record is half written or lost, and the next run gives what the first would have given."""
    start, whole = command.start(folder / "start"), folder / "whole"
    shutil.copytree(start, whole)
    before = records(whole)
    ended = run(command.arguments, whole, before=no_engine)
    assert ended
    assert ended.status == 0, ended.said
    after, end = records(whole), everything(whole)
    for step in command.steps(ended.steps):
        root = Path(shutil.copytree(start, folder / f"{step}"))
        stopped = run(command.arguments, root, step, stop, no_engine)
        assert is_right(stopped, everything(root) == end), (step, stopped)
        found = records(root)
        assert not [path for path, text in found.items() if text not in (before.get(path), after.get(path))], step
        assert before.keys() <= found.keys() | (before.keys() - after.keys()), step
        if everything(root) != end:
            again = run(command.arguments, root, before=no_engine)
            assert again
            assert again.status == 0, (step, again.said)
        assert everything(root) == end, step
        assert not [problem for problem in load(next(root.rglob("content")))[1] if problem.severity == "error"], step
        shutil.rmtree(root)
