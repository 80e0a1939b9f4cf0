"""A command that is stopped at one of its steps: a file opened to be written, moved or deleted, or a folder made."""

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from studylog import turns
from studylog.cli import main

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink"}


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its steps, exit status and what it said on both streams."""

    steps: int
    status: int
    said: str


def run(
    arguments: Sequence[str],
    root: Path,
    at: int = -1,
    stop: Callable[[], None] = kill,
    before: Callable[[], None] = lambda: None,
) -> Ended | None:
    """Run studylog on a journal in a process of its own, and do `stop` at a step counted from 0; `before` comes first.

    None where it was killed. Steps outside the journal do not count.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _run_and_tell(arguments, root, at, stop, before, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        steps, status, said, *_ = [*told.read().decode().split("\n", 2), "", ""]
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        assert os.WTERMSIG(ended) == signal.SIGKILL
        return None
    return Ended(int(steps), int(status), said)


def _run_and_tell(
    arguments: Sequence[str], root: Path, at: int, stop: Callable[[], None], before: Callable[[], None], writer: int
) -> None:
    """In the child, which never returns."""
    taken, inside = 0, str(root)

    def look(event: str, args: tuple[Any, ...]) -> None:
        nonlocal taken
        if _is_step(event, args, inside):
            taken += 1
            if taken == at + 1:
                stop()

    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            before()
            turns._lock.cache_clear()  # another process has its own
            os.chdir(root)
            sys.addaudithook(look)
            done = CliRunner().invoke(main, [*arguments], input="")
            steps = taken
        fault = done.exception if done.exception and not isinstance(done.exception, SystemExit) else ""
        os.write(writer, f"{steps}\n{done.exit_code}\n{done.output}{fault!r}".encode()[:60_000])
    finally:
        os._exit(0)


def _is_step(event: str, args: Sequence[Any], inside: str) -> bool:
    """Whether an event changes the disk, below a folder."""
    if event == "open":
        path, mode, flags = args
        writes = any(letter in mode for letter in "wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return bool(writes) and _is_below(path, inside)
    return event in CHANGES and _is_below(args[0], inside)


def _is_below(path: object, inside: str) -> bool:
    return os.path.abspath(str(path)).startswith(inside)  # noqa: PTH100
