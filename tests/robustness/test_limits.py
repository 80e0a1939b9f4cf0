"""Files made to be slow or large: reading them takes bounded time and memory, and gives problems, never a fault."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from studylog.build import generate
from studylog.load import load
from studylog.problems import JournalError
from studylog.source import LARGEST_FILE_BYTES, MOST_NODES

SECONDS, MORE_BYTES = 10, 512 * 2**20
DATE = b"date: 2025-11-05\n"


STATE = Path("/proc/self/statm")
pytestmark = pytest.mark.skipif(not STATE.exists(), reason="the system does not tell how much memory a process has")


@contextmanager
def within_memory() -> Iterator[None]:
    """The process may take so much more than it has."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(STATE.read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MORE_BYTES, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def full(piece: bytes, head: bytes = DATE, tail: bytes = b"") -> bytes:
    """A file as large as may be, of one piece over and over."""
    return head + piece * ((LARGEST_FILE_BYTES - len(head) - len(tail)) // len(piece)) + tail


def many(piece: bytes, nodes: int, head: bytes = DATE) -> bytes:
    """A file with as many names and values as may be, `nodes` in each piece; the head has few."""
    return head + piece * ((MOST_NODES - 10) // nodes)


LAUGHS = b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)
)
BOMBS = {
    "aliases of aliases": (DATE + LAUGHS, "anchor"),
    "merges": (many(b"<<: *a\n", 2, DATE + b"a: &a {x: 1}\n"), "alias"),
    "brackets": (full(b"[", b""), "too-deep"),
    "braces": (full(b"{a: ", b""), "too-deep"),
    "dashes": (full(b"- ", b""), "too-deep"),
    "question marks": (full(b"? ", b""), "key"),
    "documents": (full(b"---\n"), "second-document"),
    "fields": (many(b"a: 1\n", 2), "duplicate-key"),
    "empty items": (many(b"- \n", 1, DATE + b"insights:\n"), "text"),
    "anchors": (many(b"- &a x\n", 1, DATE + b"insights:\n"), "anchor"),
    "tags": (many(b"- !x y\n", 1, DATE + b"insights:\n"), "tag"),
    "a number": (full(b"9", DATE + b"questions: [{topic: a, score: ", b"}]"), "score"),
    "a date": (full(b"9", b"date: "), "date"),
    "a byte too many": (full(b"x") + b"x" * 100, "too-large"),
    "items": (full(b"- \n", DATE + b"insights:\n"), "too-many"),
    "mistakes": (full(b"- 1\n", DATE + b"questions:\n"), "too-many"),
    "a text": (full(b"x", DATE + b"title: "), ""),
    "escapes": (full(b"\\x41", DATE + b'title: "', b'"'), ""),
    "brackets in a text": (full(b"[", DATE + b"title: '", b"'"), ""),
}


def journal_of(content: Path) -> Path:
    """A journal that takes any topic; the path of the one record that is to be written."""
    (content / "days").mkdir(parents=True)
    (content / "journal.yml").write_text("topics: open\n")
    return content / "days" / "2025-11-05.yml"


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_be_large(name: str, tmp_path: Path) -> None:
    """It is read, or a located problem says why not."""
    content, (data, code) = tmp_path / "content", BOMBS[name]
    journal_of(content).write_bytes(data)
    start = perf_counter()
    with within_memory():
        journal, problems = load(content)
    assert perf_counter() - start < SECONDS
    assert code in {problem.code for problem in problems} or not code
    assert len(journal.days) == (not code)


def test_a_file_without_end(tmp_path: Path) -> None:
    """Of four gigabytes no more is read than it takes to refuse them."""
    record = journal_of(tmp_path / "content")
    with record.open("wb") as file:
        file.truncate(4 * 2**30)
    with within_memory():
        _, (problem,) = load(tmp_path / "content")
        with pytest.raises(JournalError, match="more than"):
            generate(tmp_path, as_of=None, today=date(2025, 11, 5))
    assert (problem.code, problem.path) == ("too-large", str(record))
