"""What `studylog export` writes, and what it says."""

import json
import zipfile
from pathlib import Path

import pytest

from studylog.tables import PACKAGE, TABLES
from tests.conftest import ROOT
from tests.unit.tables.readers import read_csv
from tests.unit.test_cli import run

SAMPLE = ("--journal", str(ROOT))


def test_tables_are_written_with_their_description(tmp_path: Path) -> None:
    """A file a table in the form asked for; both forms say the same; the folder is made."""
    into = {form: tmp_path / "deep" / form for form in ("csv", "json")}
    for form, folder in into.items():
        done = run("export", "tables", *SAMPLE, "--format", form, "--into", str(folder))
        assert (done.exit_code, done.stdout) == (0, f"{len(TABLES)} tables in {folder}, described in {PACKAGE}.\n")
        assert {path.name for path in folder.iterdir()} == {PACKAGE, *(f"{table.name}.{form}" for table in TABLES)}
    for resource in json.loads((into["csv"] / PACKAGE).read_text(encoding="utf-8"))["resources"]:
        text = (into["csv"] / resource["path"]).read_bytes().decode()
        other = json.loads((into["json"] / f"{resource['name']}.json").read_bytes())
        assert read_csv(text, resource["schema"]["fields"]) == other
    again = {path: path.read_bytes() for path in into["csv"].iterdir()}
    run("export", "tables", *SAMPLE, "--into", str(into["csv"]))
    assert {path: path.read_bytes() for path in into["csv"].iterdir()} == again


def test_tables_are_for_a_day_and_an_audience(tmp_path: Path) -> None:
    """The sample's notes are for the mentor."""
    for whom in ("mentor", "public"):
        options = ("--as-of", "2025-11-05", "--audience", whom, "--format", "json", "--into", str(tmp_path / whom))
        assert run("export", "tables", *SAMPLE, *options).exit_code == 0
    notes = {whom: [row["note"] for row in _rows(tmp_path / whom / "questions.json")] for whom in ("mentor", "public")}
    assert any(notes["mentor"]) and not any(notes["public"])
    assert max(row["date"] for row in _rows(tmp_path / "mentor" / "days.json")) == "2025-11-05"


def _rows(path: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def test_a_deck_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open items as weak.apkg, all of them where that is asked for; an old file is replaced."""
    monkeypatch.chdir(tmp_path)
    assert run("export", "anki", *SAMPLE).stdout == "13 notes in weak.apkg.\n"
    assert run("export", "anki", *SAMPLE, "--all", "-o", "all.apkg").stdout == "17 notes in all.apkg.\n"
    assert zipfile.is_zipfile("weak.apkg")
    assert run("export", "anki", *SAMPLE, "--as-of", "2025-10-31").stdout == "1 note in weak.apkg.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"all.apkg", "weak.apkg"}


def test_without_weak_items_no_deck_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty deck would look like one that lost its notes."""
    monkeypatch.chdir(tmp_path)
    done = run("export", "anki", *SAMPLE, "--as-of", "2025-10-30")
    assert (done.exit_code, done.stdout) == (0, "There is no weak item to write.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("tables", "--into"), ("anki", "-o")])
def test_a_disk_that_refuses_is_named(command: tuple[str, str], tmp_path: Path) -> None:
    """With status 1 and no traceback."""
    (tmp_path / "file").touch()
    done = run("export", command[0], *SAMPLE, command[1], str(tmp_path / "file" / "x"))
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("studylog: ") and "Traceback" not in done.stderr
