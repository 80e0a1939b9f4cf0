"""Templates of a journal's own: listed, taken from studylog, marked, and used in its place."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog import own_templates
from studylog.build import generate
from studylog.cli import main
from studylog.own_templates import Template, eject, templates
from studylog.packaged import TEMPLATES
from tests.conftest import copy_sample


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def named(journal: Path, name: str) -> Template:
    return next(template for template in templates(journal) if template.name == name)


def take(journal: Path, name: str) -> Path:
    return eject(journal, name, journal / ".studylog")


def test_pages_are_the_same_from_templates_that_were_taken(tmp_path: Path) -> None:
    """All of them at once: the mark at their head shows in the picture alone."""
    root = copy_sample(tmp_path / "journal")
    generate(root, as_of=None, today=date(2025, 11, 17))
    docs = {path.relative_to(root): path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()}
    for template in templates(root):
        take(root, template.name)
    assert {template.state for template in templates(root)} == {"same"}
    generate(root, as_of=None, today=date(2025, 11, 17))
    again = {path.relative_to(root): path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()}
    changed = {path.as_posix() for path in docs if docs[path] != again[path]}
    assert changed == {"docs/journal/assets/favicon.svg"}


@pytest.mark.parametrize(
    ("name", "page", "change"),
    [
        ("pages/review.md.j2", "review.md", ("{% block body %}", "{% block body %}mine-alone")),
        ("parts/layout.md.j2", "trends.md", ("title: ", "mine-alone: 1\ntitle: ")),
        ("charts/trend.svg.j2", "trends.md", ("<svg", "<svg data-mine-alone")),
        ("assets/studylog.css", "assets/studylog.css", ("body", "mine-alone")),
    ],
    ids=["page", "part", "chart", "asset"],
)
def test_a_template_of_the_journal_takes_the_place_of_studylogs(
    name: str, page: str, change: tuple[str, str], tmp_path: Path
) -> None:
    """Of a page, a part, a chart and an asset alike."""
    root = copy_sample(tmp_path / "journal")
    own = take(root, name)
    was, becomes = change
    own.write_text(own.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    assert named(root, name).state == "own"
    generate(root, as_of=None, today=date(2025, 11, 17))
    assert "mine-alone" in (root / "docs" / "journal" / page).read_text(encoding="utf-8")


def test_a_changed_template_tells_when_studylogs_has_changed_since(
    journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the mark that was put there when it was taken; one without a mark tells nothing."""
    own = take(journal, "day")
    own.write_text(own.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    (journal / "templates" / "pages" / "week.md.j2").write_text("mine\n")
    newer = tmp_path / "newer"
    (newer / "pages").mkdir(parents=True)
    for name in ("day", "week"):
        (newer / "pages" / f"{name}.md.j2").write_text("newer\n")
    monkeypatch.setattr(own_templates, "TEMPLATES", newer)
    found = named(journal, "pages/day.md.j2")
    assert (found.state, found.version) == ("behind", own_templates.__version__)
    assert named(journal, "pages/week.md.j2").state == "own"


def test_the_list_says_where_each_is_taken_from(journal: Path) -> None:
    """Every template of studylog's, the journal's own, and the one that a misspelt name may mean."""
    take(journal, "pages/day.md.j2")
    (journal / "templates" / "pages" / "weks.md.j2").write_text("mine\n")
    (journal / "templates" / "overrides" / "partials").mkdir(parents=True)
    (journal / "templates" / "overrides" / "partials" / "topics.html").write_text("mine\n")
    lines = run("templates", "list", "--journal", str(journal)).stdout.splitlines()
    assert "own       pages/day.md.j2  (the same as studylog's)" in lines
    assert "own       overrides/partials/topics.html" in lines
    assert "own       pages/weks.md.j2  (takes the place of none; did you mean pages/weeks.md.j2?)" in lines
    ours = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2")}
    listed = {line.split()[1] for line in lines}
    assert {name for name in ours if not name.startswith("starter/")} <= listed
    assert not any(name.startswith("starter/") or "vendor" in name for name in listed)


@pytest.mark.parametrize("name", ["dashboard", "pages/dashboard.md.j2"])
def test_eject_by_stem_or_name(name: str, journal: Path) -> None:
    """It says where the copy lies, which begins with its mark and goes on as studylog's."""
    done = run("templates", "eject", name, "--journal", str(journal))
    own = journal / "templates" / "pages" / "dashboard.md.j2"
    assert (done.exit_code, done.stdout) == (0, f"{own} is now this journal's own.\n")
    mark, _, rest = own.read_text(encoding="utf-8").partition("\n")
    assert re.fullmatch(r"\{# studylog \S+ [0-9a-f]{12}: from here on this journal's own #\}", mark)
    assert rest == (TEMPLATES / "pages" / "dashboard.md.j2").read_text(encoding="utf-8")


def test_eject_never_overwrites(journal: Path) -> None:
    """Not even the same text."""
    own = take(journal, "day")
    own.write_text("mine\n")
    refused = run("templates", "eject", "day", "--journal", str(journal))
    assert (refused.exit_code, own.read_text()) == (1, "mine\n")
    assert f"{own}: error: this journal has a template of its own there already." in refused.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dya", "there is no such template. Did you mean pages/day"),
        ("zzzzzz", "there is no such template. studylog templates list shows them all."),
        ("palette", "several templates are named so: overrides/partials/javascripts/palette.html, overrides/partials/"),
        ("../mkdocs.yml", "there is no such template."),
        ("starter/mkdocs.yml.j2", "there is no such template."),
    ],
)
def test_eject_of_what_is_not_there(name: str, said: str, journal: Path) -> None:
    """With a name that may be meant; nothing is written."""
    refused = run("templates", "eject", name, "--journal", str(journal))
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert list(journal.iterdir()) == [journal / "content"]


def test_eject_into_no_journal(tmp_path: Path) -> None:
    """A folder without records gets no templates."""
    refused = run("templates", "eject", "day", "--journal", str(tmp_path))
    assert (refused.exit_code, list(tmp_path.iterdir())) == (1, [])
