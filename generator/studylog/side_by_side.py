"""Jobs side by side, one process to a core, where processes can be forked; else one after the other.

Pools of the standard library would do too, but leave workers behind when their parent is killed, or wait for ever for
one that was. These helpers end by themselves, and what one of them could not do is done by the parent.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

MOST_PROCESSES = 4
"""With more, all would wait for the longest job."""

Result = TypeVar("Result")


def results(jobs: Sequence[Callable[[], Result]], processes: int | None = None) -> list[Result]:
    """What at most 255 jobs return, in their order: copies, where another process did them.

    Each process takes the next job when it is free, so those that take long should come first. An error is raised as if
    there were one process. There are as many processes as cores, unless it is said.
    """
    done = dict[int, Result]()
    with _queue(len(jobs)) as queue, _helpers(jobs, queue, (processes or _cores()) - 1) as helpers:
        for n in _numbers(queue):
            done[n] = jobs[n]()
        for told in helpers:
            with suppress(EOFError, OSError):  # it was killed
                done |= told.recv()
    return [done[n] if n in done else job() for n, job in enumerate(jobs)]


def _cores() -> int:
    """How many processes there may be: a fork of a process with threads, or on macOS, may hang or crash."""
    if not sys.platform.startswith("linux") or len([*Path("/proc/self/task").iterdir()]) > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


@contextmanager
def _queue(jobs: int) -> Iterator[int]:
    """A pipe with a byte for each job, its number. Who reads it has the job to itself; at the end all are taken."""
    queue, end = os.pipe()
    try:
        os.write(end, bytes(range(jobs)))
        os.close(end)
        yield queue
    finally:
        os.close(queue)


def _numbers(queue: int) -> Iterator[int]:
    while number := os.read(queue, 1):
        yield number[0]


@contextmanager
def _helpers(jobs: Sequence[Callable[[], Any]], queue: int, count: int) -> Iterator[list[Connection]]:
    """Processes that work on the jobs, each as the pipe on which it tells what it has done. None outlives the block."""
    pipes, helpers = [], []
    try:
        with suppress(OSError):  # of the system, which has room for no more
            for _ in range(count):
                told, tell = get_context("fork").Pipe(duplex=False)
                helper = get_context("fork").Process(target=_help, args=(jobs, queue, tell))
                helper.start()
                tell.close()
                pipes.append(told)
                helpers.append(helper)
        yield pipes
    finally:
        for helper in helpers:
            helper.kill()
            helper.join()
        for told in pipes:
            told.close()


def _help(jobs: Sequence[Callable[[], Any]], queue: int, tell: Connection) -> None:
    """Work on jobs until none is left or one fails, and tell of those that are done."""
    Thread(target=_end_with_parent, daemon=True).start()
    done = {}
    with suppress(Exception, KeyboardInterrupt):  # the parent meets it again, and raises it
        for n in _numbers(queue):
            done[n] = jobs[n]()
    with suppress(Exception):  # what cannot be told is done again
        tell.send(done)


def _end_with_parent() -> None:
    """Also in the midst of a job that never ends."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)
