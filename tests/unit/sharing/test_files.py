"""Files of the site for programs, and the page that leads to them."""

import csv
import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from studylog.build import generate
from studylog.pages import BrokenPages, pages
from studylog.sharing.audience import AUDIENCES, Audience
from studylog.tables import PACKAGE, TABLES
from studylog.wording import count
from tests.canaries import DAYS, Chosen, planted
from tests.conftest import ROOT
from tests.journals import asked, figures, record
from tests.unit.test_cli import run

CHOSEN = Chosen(kinds={"notes": "mentor", "thread": "private"}, questions=(None, "private", "mentor"))
FOUND = figures(record("2025-11-03", asked("a", 50, asks="=1")), record("2025-11-04", asked("a", 90)))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_figures_of_the_site_are_those_of_the_command(audience: Audience, tmp_path: Path) -> None:
    """For each audience, with its tables beside it as `studylog export tables` writes them."""
    planted(CHOSEN).write(tmp_path / "content")
    generate(tmp_path, as_of=None, today=date.fromisoformat(DAYS[-1]), audience=audience)
    made, on = tmp_path / "docs" / "journal", ("--journal", str(tmp_path), "--audience", audience)
    text = (made / "figures.json").read_text(encoding="utf-8")
    assert json.loads(text) == json.loads(run("figures", "--json", *on).stdout)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"
    run("export", "tables", "--into", str(tmp_path / "tables"), *on)
    there = {path.name: path.read_bytes() for path in (made / "tables").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == there
    assert set(there) == {PACKAGE, *(f"{table.name}.csv" for table in TABLES)}


def test_the_page_leads_to_every_file_and_says_what_is_in_it() -> None:
    """As many rows as the file has, and each column under its name, with its kind and its meaning."""
    made = {page.path: page.content for page in pages(FOUND, Path("none"))}
    page = made["journal/data.md"]
    links = re.findall(r'href="([^"]+\.(?:csv|json))"', page)
    assert sorted(links) == sorted(
        path.removeprefix("journal/") for path in made if re.search(r"\.(csv|json)$", path) and "assets" not in path
    )
    for table in TABLES:
        (row,) = re.findall(rf'<p><a href="tables/{table.name}\.csv".*?</details>', page, re.DOTALL)
        rows = list(csv.reader(made[f"journal/tables/{table.name}.csv"].splitlines()))
        assert f", {count(len(rows) - 1, 'row')}. {table.meaning}</p>" in row
        assert f"<summary>{len(table.columns)} column" in row
        said = re.findall(r"<dt><code>(\w+)</code> (\w+)</dt><dd>(.*?)</dd>", row)
        assert [(name, kind, unescape(text)) for name, kind, text in said] == [
            (column.name, column.kind, column.meaning) for column in table.columns
        ]
        assert [name for name, _, _ in said] == rows[0]


def test_the_page_is_found() -> None:
    """From how the numbers are made, and in the menus of this journal and of new ones."""
    made = {page.path: page.content for page in pages(FOUND, Path("none"))}
    assert '<a href="data.html">Data</a>' in made["journal/numbers.md"]
    for menu in (ROOT / "mkdocs.yml", ROOT / "templates" / "starter" / "mkdocs.yml.j2"):
        assert "  - Data: journal/data.md\n" in menu.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("tables/days.csv", ""),
        ("tables/no-such.csv", "journal/weak.md: tables/no-such.csv leads to no page or file"),
        ("days.csv", "journal/weak.md: days.csv leads to no page or file"),
        ("figures.json#x", "journal/weak.md: figures.json#x leads to no place on its page"),
    ],
)
def test_a_link_to_a_file_that_is_not_there_is_a_fault(link: str, fault: str, tmp_path: Path) -> None:
    """Files are known by their own names, and hold no places."""
    own = tmp_path / "templates" / "pages" / "weak.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f'---\ntitle: x\n---\n<a href="{link}">x</a>\n', encoding="utf-8")
    if not fault:
        assert pages(FOUND, tmp_path)
        return
    with pytest.raises(BrokenPages) as raised:
        pages(FOUND, tmp_path)
    assert str(raised.value) == fault


def test_a_cell_that_could_run_is_harmless_in_the_site() -> None:
    """The file that a reader opens in a spreadsheet has the apostrophe; the figures as JSON have the text."""
    made = {page.path: page.content for page in pages(FOUND, Path("none"))}
    assert ",'=1," in made["journal/tables/questions.csv"]
    assert all(
        line[0] not in "=+-@"
        for path, text in made.items()
        if path.endswith(".csv")
        for line in text.split("\r\n")
        if line
    )
