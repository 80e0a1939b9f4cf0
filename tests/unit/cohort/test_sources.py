"""What an overview can be made from, and what is said of all else."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studylog.cohort import sources
from studylog.cohort.sources import Source, contents
from studylog.cohort.told import Unread
from studylog.sharing.audience import Audience
from tests.unit.cohort.hosts import host

TODAY = date(2025, 11, 26)
RECORD = """\
date: 2025-11-05
questions:
  - {topic: a, score: 90}
  - {topic: b, score: 70, visibility: mentor}
  - {topic: c, score: 50, visibility: private}
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    root = tmp_path / "ada"
    (root / "content" / "days").mkdir(parents=True)
    (root / "content" / "journal.yml").write_text("topics: open\nlearner: Ada\n")
    (root / "content" / "days" / "2025-11-05.yml").write_text(RECORD)
    return root


@pytest.fixture
def site() -> Iterator[str]:
    with host(b'{"version": 1}') as (address, _):
        yield address


def read(*given: Path | str, as_of: date | None = None, audience: Audience = "mentor") -> list[Any]:
    found = contents([Source(str(one)) for one in given], as_of=as_of, today=TODAY, audience=audience)
    return [str(one) if isinstance(one, Unread) else json.loads(one) for one in found]


@pytest.mark.parametrize(("audience", "questions"), [("learner", 3), ("mentor", 2), ("public", 1)])
def test_a_journal_is_read_as_an_audience_sees_it(audience: Audience, questions: int, journal: Path) -> None:
    """Its figures are those that they would get from `studylog figures`."""
    (found,) = read(journal, audience=audience)
    assert (found["learner"], found["questions"], found["as_of"]) == ("Ada", questions, "2025-11-26")


def test_the_day_of_a_journal(journal: Path) -> None:
    """As asked, or as it pins it, or today."""
    assert read(journal, as_of=date(2025, 11, 4))[0]["questions"] == 0
    with (journal / "content" / "journal.yml").open("a") as file:
        file.write("as_of: 2025-11-10\n")
    assert read(journal)[0]["as_of"] == "2025-11-10"
    assert read(journal, as_of=TODAY)[0]["as_of"] == "2025-11-26"


def test_each_source_has_its_answer(journal: Path, site: str, tmp_path: Path) -> None:
    """In the order in which they were named, one that is named twice included."""
    file = tmp_path / "grace.json"
    file.write_text('{"title": "Grace"}')
    found = read(f"{site}/good", journal, f"{site}/missing", file, f"{site}/good/")
    assert found[0] == found[4] == {"version": 1}
    assert (found[1]["learner"], found[2], found[3]["title"]) == ("Ada", "the server answers 404 Not Found", "Grace")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere", "there is no such file or folder"),
        ("", "there is no journal here, since there is no content/"),
        ("ftp://a.test/figures.json", "only http and https addresses are asked"),
        ("file:///etc/passwd", "only http and https addresses are asked"),
        ("https://", "the address names no server"),
        ("https:///path", "the address names no server"),
        ("https://[::1", "the address is wrong: Invalid IPv6 URL"),
        ("https://a.test:99999/", "the address is wrong: Port out of range 0-65535"),
        ("https://ada:secret@a.test/", "an address with a user name in it is not asked"),
    ],
)
def test_what_is_nothing_to_read(given: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said in words, and nobody is asked."""
    monkeypatch.chdir(tmp_path)
    assert read(given) == [said]


def test_folders_that_are_no_journals(tmp_path: Path, journal: Path) -> None:
    """A folder without content, records with errors, and one that cannot be read."""
    (tmp_path / "empty").mkdir()
    (journal / "content" / "days" / "2025-11-06.yml").write_text("date: 2025-11-06\noops: 1\nscroe: 2\n")
    assert read(tmp_path / "empty") == ["there is no journal here, since there is no content/"]
    (said,) = read(journal)
    where = journal / "content" / "days" / "2025-11-06.yml"
    assert said == f'2 errors in its records, {where}:2:1: unknown field "oops".'


def test_a_file_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more byte is too much."""
    monkeypatch.setattr(sources, "MOST_BYTES", 2**20)
    (tmp_path / "x.json").write_bytes(b'"' + b"x" * (2**20 - 2) + b'"')
    assert len(read(tmp_path / "x.json")[0]) == 2**20 - 2
    (tmp_path / "x.json").write_bytes(b" " * (2**20 + 1))
    assert read(tmp_path / "x.json") == ["the file is larger than 1 MB"]


def test_a_password_is_never_shown() -> None:
    """Neither in the table nor in a link."""
    source = Source("https://ada:se@cret@a.test/x?y=z@b")
    assert (source.shown, source.site) == ("https://a.test/x?y=z@b", None)
    assert Source("https://a.test/ada").site == "https://a.test/ada/"
    assert Source("ada@home").shown == "ada@home"
    assert Source("a\x1b[31m\nb").shown == "a b"


def test_a_folder_that_went_away(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk refuses is said, too."""
    monkeypatch.setattr(Path, "is_dir", lambda path: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert read(journal) == ["Permission denied"]
