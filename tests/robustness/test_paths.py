"""Names that would lead out of the journal, wherever a name becomes the path of a file."""

import zipfile
from pathlib import Path

import pytest

from tests.robustness.commands import everything, journal, no_engine, nothing
from tests.robustness.stopped import run
from tests.unit.importing.anki_files import Card, Said, database, package

OUT = "../../out"


def ended(root: Path, *arguments: str) -> tuple[int, str]:
    """The status of a command and what it said; no fault of the program."""
    done = run(arguments, root, before=no_engine)
    assert done
    assert done.said.endswith("''"), done.said
    return done.status, done.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("topics", "rename", "a", OUT), "may hold small letters, digits and single hyphens"),
        (("topics", "rename", OUT, "z"), "stands in no entry of topics.yml"),
        (("score", f"{OUT}/2025-11-05", "Q1", "95"), "names no record"),
        (("new", f"{OUT}/2025-11-06"), "is no date"),
        (("actions", "done", f"{OUT}/2025-11-05#1"), "names no record"),
        (("templates", "eject", f"{OUT}.html"), "no such template"),
    ],
)
def test_a_name_that_leads_out_is_refused(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """It is said what names are, and nothing is changed."""
    root = journal(tmp_path / "in" / "journal")
    before = everything(tmp_path)
    status, told = ended(root, *arguments)
    assert status and said in told, told
    assert everything(tmp_path) == before


def test_ids_in_a_record_that_lead_out_are_refused(tmp_path: Path) -> None:
    """Those of topics and goals name pages."""
    root = journal(tmp_path / "in" / "journal")
    (root / "content" / "topics.yml").write_text(f"{OUT}: {{title: A}}\n/etc/x: {{title: B}}\n")
    (root / "content" / "goals.yml").write_text(f"- {{id: {OUT}, title: G, topics: 5, target: 90}}\n")
    status, told = ended(root, "build")
    assert (status, told.count("may hold small letters, digits and single hyphens")) == (1, 3)
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith("out")]


def test_names_in_a_package_lead_nowhere(tmp_path: Path) -> None:
    """Of a package of Anki's one database is read, by its name; of decks and topics, only ids become names of files."""
    root = nothing(tmp_path / "journal")
    collection = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00")], {1: Card(OUT)}, decks={2: OUT})
    made = package(root / "c.apkg", anki21b=collection)
    with zipfile.ZipFile(made, "a") as more:
        more.writestr(f"{OUT}.txt", "x")
        more.writestr("/tmp/out.txt", "x")  # noqa: S108
    before = set(everything(tmp_path))
    assert ended(root, "import", "c.apkg", "--into", ".")[0] == 0
    assert {name for name in everything(tmp_path) if name not in before} == {
        "journal/content/topics.yml",
        "journal/content/days/2025-03-01.yml",
    }
