"""Jobs in several processes: the same results as in one, whatever happens to a process."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from studylog import side_by_side
from studylog.side_by_side import results
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")


START = "import os, signal, sys, time\nfrom functools import partial\nfrom studylog.side_by_side import results\n"


def alone(body: str) -> str:
    """What a program of its own prints that has `results` at hand: a process of tests has threads."""
    done = subprocess.run([sys.executable, "-c", START + body], capture_output=True, text=True, timeout=60)
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def test_results_come_in_the_order_of_their_jobs_from_more_than_one_process() -> None:
    body = """
def job(n):
    time.sleep(0.02)
    return n, os.getpid()
made = results([partial(job, n) for n in range(20)], 3)
print([n for n, _ in made] == list(range(20)), len({pid for _, pid in made}))
"""
    assert alone(body) == "True 3"


def test_nothing_to_do() -> None:
    assert results([]) == []
    assert alone("print(results([], 2))") == "[]"


@pytest.mark.parametrize(
    "fate", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "1 / 0", "raise KeyboardInterrupt"]
)
def test_what_another_process_could_not_do_is_done_here(fate: str) -> None:
    body = f"""
parent = os.getpid()
def job(n):
    if os.getpid() != parent:
        {fate}
    time.sleep(0.1)
    return n
print(results([partial(job, n) for n in range(4)], 2))
"""
    assert alone(body) == "[0, 1, 2, 3]"


def test_a_result_that_cannot_be_told_is_made_here() -> None:
    body = """
def job(n):
    time.sleep(0.05)
    return lambda: n
print([made() for made in results([partial(job, n) for n in range(6)], 2)])
"""
    assert alone(body) == "[0, 1, 2, 3, 4, 5]"


def test_an_error_is_raised_with_the_place_where_it_was_and_no_process_stays() -> None:
    body = """
import traceback
def faulty(n):
    time.sleep(0.05)
    if n == 5:
        raise LookupError("five")
    return n
try:
    results([partial(faulty, n) for n in range(8)], 2)
except LookupError as error:
    print(error, traceback.extract_tb(error.__traceback__)[-1].name)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody")
"""
    assert alone(body) == "five faulty\nnobody"


@pytest.mark.parametrize("work", ["time.sleep(0.5)", "while True: pass"], ids=["has a result", "never ends"])
def test_a_helper_does_not_outlive_a_parent_that_is_killed(work: str, tmp_path: Path) -> None:
    body = f"""
parent, note = os.getpid(), sys.argv[1]
def job(n):
    if os.getpid() != parent:
        with open(note, "w") as file:
            file.write(str(os.getpid()))
        {work}
        return "x" * 1_000_000
    while not os.path.exists(note) or not os.path.getsize(note):
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
results([partial(job, n) for n in range(2)], 2)
"""
    note = tmp_path / "helper"
    done = subprocess.run([sys.executable, "-c", START + body, note], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    helper = int(note.read_text(encoding="utf-8"))
    for _ in range(250):
        try:
            os.kill(helper, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.kill(helper, signal.SIGKILL)
    pytest.fail("it lives, and waits")


def test_one_process_where_there_are_threads_or_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    try:
        assert set(results([os.getpid] * 4)) == {os.getpid()}
    finally:
        release.set()
        thread.join()

    def full() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(side_by_side.os, "fork", full)
    assert set(results([os.getpid] * 4, 3)) == {os.getpid()}
    monkeypatch.setattr(side_by_side.sys, "platform", "darwin")
    assert set(results([os.getpid] * 4)) == {os.getpid()}


def test_pages_are_the_same_however_many_processes_make_them() -> None:
    body = f"""
from datetime import date
from pathlib import Path
from studylog import pages
from studylog.figures import compute
from studylog.load import load
journal, _ = load(Path({str(ROOT / "content")!r}))
made = []
for processes in (1, 2, 3):
    pages.results = partial(results, processes=processes)
    made.append(pages.pages(compute(journal, date(2025, 11, 30), pinned=True), Path({str(ROOT)!r}), site="https://a.example"))
print(len(made[0]) > 100, made[0] == made[1] == made[2])
"""
    assert alone(body) == "True True"
