"""One run at a time on a journal: pages for one audience never get among those for another, and no edit is lost."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

SOON_SECONDS = 2


@contextmanager
def turn(state: Path) -> Iterator[None]:
    """Wait until no other process has its turn. A turn may be taken again within a turn.

    The lock lies in the folder `state`. A run that was killed holds nothing: the system lets its lock go.
    """
    state.mkdir(parents=True, exist_ok=True)
    lock = _lock(state.resolve())
    try:
        lock.acquire(timeout=SOON_SECONDS)
    except Timeout:
        sys.stderr.write("Waiting for another studylog that is at work on this journal …\n")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@cache
def _lock(state: Path) -> FileLock:
    """One for each journal, which so knows that this very process holds it."""
    return FileLock(state / "lock")
