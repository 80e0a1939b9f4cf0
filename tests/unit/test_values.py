"""Values of files that were read before: those of the files themselves, and of no other code."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from studylog import source
from studylog.stored import Stored
from studylog.values import Values

RECORD = b"\xef\xbb\xbfdate: 2025-11-05\nsummary: \"a \\u2028 b\"\nweak: [~, '~', {no: yes}]\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "values.json"


def kept(file: Path, *texts: bytes, stamp: str = "now") -> None:
    values = Values(file, stamp)
    for text in texts:
        values.read(text, "a.yml")
    values.keep()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The texts whose YAML is read."""
    found: list[bytes] = []
    read = source.read

    def noting(raw: bytes, path: str) -> object:
        found.append(raw)
        return read(raw, path)

    monkeypatch.setattr(source, "read", noting)
    return found


def test_a_document_is_the_same_without_its_yaml_being_read(file: Path, parsed: list[bytes]) -> None:
    """With the path that the file has now, and its places."""
    kept(file, RECORD)
    first, _ = source.read(RECORD, "b.yml")
    parsed.clear()
    document, problems = Values(file, "now").read(RECORD, "b.yml")
    assert (document, problems, parsed) == (first, (), [])
    assert document and document.place(("weak", 2, "no")) == (3, 21)


def test_what_was_edited_is_read(file: Path, parsed: list[bytes]) -> None:
    kept(file, RECORD)
    parsed.clear()
    document, _ = Values(file, "now").read(RECORD + b"note: more\n", "a.yml")
    assert document and document.value["note"] == "more"
    assert len(parsed) == 1


@pytest.mark.parametrize("text", [b"a: 1\na: 2\n", b"a: [", b"", b"a: b #c\n", b"a: \xff\n"])
def test_what_has_problems_is_read_each_time(text: bytes, file: Path, parsed: list[bytes]) -> None:
    """They are told again."""
    kept(file, text)
    said = Values(file, "now").read(text, "a.yml")[1]
    assert said and said == source.read(text, "a.yml")[1]


def test_other_code_reads_anew(file: Path, parsed: list[bytes]) -> None:
    kept(file, RECORD)
    parsed.clear()
    Values(file, "then").read(RECORD, "a.yml")
    assert parsed == [RECORD]


def test_what_was_not_read_is_not_kept(file: Path, parsed: list[bytes]) -> None:
    """And where all is as it was, nothing is written."""
    kept(file, RECORD, b"a: b\n")
    kept(file, b"a: b\n")
    status = file.stat()
    kept(file, b"a: b\n")
    assert file.stat() == status
    parsed.clear()
    Values(file, "now").read(RECORD, "a.yml")
    assert parsed == [RECORD]


def test_another_type_under_a_right_seal_is_nothing(file: Path, parsed: list[bytes]) -> None:
    Stored(TypeAdapter(object), "now").write(file, [1])
    Values(file, "now").read(RECORD, "a.yml")
    assert parsed == [RECORD]
