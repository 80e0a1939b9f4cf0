"""Readings from one build to the next, in memory and in a file, which is never believed for what it is not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studylog import sealed
from studylog.splicing import readings as module
from studylog.splicing.reading import Reading, read
from studylog.splicing.readings import Readings

BODY = '<h1>a &amp; b</h1><p>one</p>\n<p>two</p>\n<section><h2 id="x">c</h2><p>three <code>d</code></p></section>'
NO_BODY = "<p>a"


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is really read."""
    said: list[str] = []

    def told(html: str) -> Reading | None:
        said.append(html)
        return read(html)

    monkeypatch.setattr(module, "read", told)
    return said


def shown(reading: Reading | None) -> object:
    """All of a reading that anybody asks for."""
    return reading and ([*reading.breaks], [(s.tag, s.excluded, s.id, s.title, s.text) for s in reading.sections])


def built(file: Path | None, *bodies: str) -> list[object]:
    """What a process of its own finds on some bodies."""
    readings = Readings(file)
    readings.begin()
    made = [shown(readings.read(body)) for body in bodies]
    readings.keep()
    return made


def test_what_was_read_at_the_build_before_is_not_read_again(found: list[str]) -> None:
    readings = Readings()
    for html in ("<p>a</p>", "<p>b</p>"):
        readings.begin()
        readings.read("<p>both</p>")
        readings.read(html)
    readings.begin()
    readings.begin()
    readings.read("<p>both</p>")
    assert found == ["<p>both</p>", "<p>a</p>", "<p>b</p>", "<p>both</p>"]


def test_nor_is_what_another_process_read(found: list[str], tmp_path: Path) -> None:
    """Also what was no body, and it is the same again; what the last build did not read is forgotten."""
    file = tmp_path / "readings.json"
    made = built(file, BODY, NO_BODY)
    assert made[0] and made[1] is None
    assert built(file, BODY, NO_BODY) == made
    assert found == [BODY, NO_BODY]
    built(file, NO_BODY)
    built(file, BODY)
    assert found == [BODY, NO_BODY, BODY]


def test_a_file_that_would_be_the_same_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "readings.json"
    built(file, BODY)
    before = file.stat().st_mtime_ns
    built(file, BODY)
    assert file.stat().st_mtime_ns == before


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda text: b"",
    "cut off": lambda text: text[:-1],
    "changed": lambda text: text.replace(b"three", b"eight"),
    "without its seal": lambda text: text.partition(b"\n")[2],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_whole_is_as_good_as_none(
    spoil: Callable[[bytes], bytes], found: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "readings.json"
    made = built(file, BODY)
    file.write_bytes(spoil(file.read_bytes()))
    assert built(file, BODY) == made
    assert found == [BODY, BODY]


def test_one_that_other_code_wrote_is_as_good_as_none(
    found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "readings.json"
    built(file, BODY)
    monkeypatch.setattr(module.markdown, "__version__", "0")
    built(file, BODY)
    assert found == [BODY, BODY]


@pytest.mark.parametrize(
    "wrong",
    [
        "1", "[]", "{", '{"KEY": 1}', '{"KEY": [1, []]}', '{"KEY": [["1"], []]}', '{"KEY": [[2, 1], []]}',
        '{"KEY": [[], [["p"]]]}',
        '{"KEY": [[], [["p", false, null, [1], []]]]}', '{"KEY": [[], [[1, false, null, [], []]]]}',
        '{"KEY": [[], [["p", false, 1, [], []]]]}',
    ],
)  # fmt: skip
def test_what_is_no_reading_is_not_believed_under_any_seal(wrong: str, found: list[str], tmp_path: Path) -> None:
    """A journal's folder may come from somebody else."""
    file = tmp_path / "readings.json"
    made = built(file, BODY)
    (key,) = json.loads(file.read_bytes().partition(b"\n")[2])
    sealed.keep(file, module._stamp(), wrong.replace("KEY", key).encode())
    assert built(file, BODY) == made
    assert found == [BODY, BODY]


def test_a_disk_that_refuses_is_no_fault(tmp_path: Path) -> None:
    """Nor is a folder where the file should be."""
    (tmp_path / "a").touch()
    for file in (tmp_path / "a" / "readings.json", tmp_path):
        assert built(file, BODY) == built(None, BODY)
