"""From a folder to published pages: which day it is, what stops a build, and what a person's template can get wrong."""

from datetime import date
from pathlib import Path

import pytest

from studylog import build
from studylog.problems import JournalError

TODAY = date(2025, 11, 10)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal of two days, the second later than TODAY."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("topics: open\n")
    for day in ("2025-11-05", "2025-11-12"):
        (days / f"{day}.yml").write_text(f"date: {day}\nquestions:\n  - {{topic: a, score: 90}}\n")
    return tmp_path


def pin(root: Path, day: str) -> None:
    (root / "content" / "journal.yml").write_text(f"topics: open\nas_of: {day}\n")


def own_template(root: Path, name: str, text: str) -> Path:
    template = root / "templates" / name
    template.parent.mkdir(parents=True)
    template.write_text(text)
    return template


def day_pages(root: Path) -> list[str]:
    return sorted(p.stem for p in (root / "docs" / "journal" / "days").glob("2*.md"))


@pytest.mark.parametrize(
    ("asked", "pinned", "stands_for"),
    [
        (None, None, TODAY),
        (None, "2025-11-20", date(2025, 11, 20)),
        (date(2025, 11, 6), "2025-11-20", date(2025, 11, 6)),
        (date(2025, 11, 30), None, date(2025, 11, 30)),
    ],
    ids=["today", "pinned", "asked before pinned", "asked before today"],
)
def test_the_day_of_the_figures(root: Path, asked: date | None, pinned: str | None, stands_for: date) -> None:
    """What is asked for comes first, then what the journal pins, then today."""
    if pinned:
        pin(root, pinned)
    assert build.generate(root, as_of=asked, today=TODAY).as_of == stands_for


def test_a_record_after_today_is_left_out_with_a_warning(root: Path) -> None:
    """Its file is named; no page is made of it."""
    made = build.generate(root, as_of=None, today=TODAY)
    assert [(Path(p.path).name, p.code, p.severity) for p in made.warnings] == [
        ("2025-11-12.yml", "left-out", "warning")
    ]
    assert day_pages(root) == ["2025-11-05"]


def test_a_day_that_was_asked_for_says_nothing_of_later_records(root: Path) -> None:
    """Looking back is meant, so what comes after is no mistake."""
    made = build.generate(root, as_of=date(2025, 11, 6), today=TODAY)
    assert made.warnings == ()
    assert day_pages(root) == ["2025-11-05"]


def test_a_record_after_the_pinned_day_is_left_out_with_a_warning(root: Path) -> None:
    """A journal that goes on is not pinned for ever."""
    pin(root, "2025-11-06")
    (warning,) = build.generate(root, as_of=None, today=TODAY).warnings
    assert "as_of pins in journal.yml, 2025-11-06, and is left out. Move as_of on" in str(warning)
    assert day_pages(root) == ["2025-11-05"]


def test_an_error_writes_nothing(root: Path) -> None:
    """Pages of the last good run stay as they are."""
    build.generate(root, as_of=None, today=TODAY)
    before = {p: p.stat().st_mtime_ns for p in (root / "docs").rglob("*")}
    (root / "content" / "days" / "2025-11-06.yml").write_text("date: 2025-11-06\nscroe: 1\n")
    with pytest.raises(JournalError, match='unknown field "scroe"'):
        build.generate(root, as_of=None, today=TODAY)
    assert {p: p.stat().st_mtime_ns for p in (root / "docs").rglob("*")} == before


def test_strict_lets_a_warning_stop_it(root: Path) -> None:
    """A record after today is enough; without the record all is well."""
    with pytest.raises(JournalError, match="dated after today"):
        build.generate(root, as_of=None, today=TODAY, strict=True)
    assert not (root / "docs").exists()
    (root / "content" / "days" / "2025-11-12.yml").unlink()
    assert build.generate(root, as_of=None, today=TODAY, strict=True).warnings == ()


def test_a_file_that_is_in_the_way(root: Path) -> None:
    """A page edited by hand is a warning, an error when strict or as of a day that was asked for; it survives."""
    (root / "content" / "days" / "2025-11-12.yml").unlink()
    build.generate(root, as_of=None, today=TODAY)
    page = root / "docs" / "journal" / "weak.md"
    page.write_text("edited")
    assert [p.code for p in build.generate(root, as_of=None, today=TODAY).published.problems] == ["not-ours"]
    for options in ({"as_of": None, "strict": True}, {"as_of": TODAY}):
        with pytest.raises(JournalError, match="left alone"):
            build.generate(root, today=TODAY, **options)
    assert page.read_text() == "edited"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("---\n---\n{{ nothing.here }}\n", "UndefinedError: 'nothing' is undefined"),
        ("---\n---\n{% if %}\n", "TemplateSyntaxError: Expected an expression"),
        ("---\n---\n{{ 1 / 0 }}\n", "ZeroDivisionError: division by zero"),
        ("---\n---\n{% include 'parts/none.html.j2' %}\n", "TemplateNotFound: "),
    ],
    ids=["undefined name", "syntax", "arithmetic", "missing part"],
)
def test_a_fault_in_a_person_s_template_is_a_problem_with_its_line(root: Path, text: str, says: str) -> None:
    """Found where the template fails, and nothing is written."""
    template = own_template(root, "pages/weak.md.j2", text)
    with pytest.raises(JournalError) as raised:
        build.generate(root, as_of=TODAY, today=TODAY)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.severity) == (str(template), 3, "error")
    assert says in problem.message
    assert not (root / "docs").exists()


def test_a_dead_link_of_a_person_s_template_is_a_problem(root: Path) -> None:
    """The page and the link are named."""
    own_template(root, "pages/weak.md.j2", '---\n---\n<a href="nowhere.html">x</a>\n')
    with pytest.raises(JournalError) as raised:
        build.generate(root, as_of=TODAY, today=TODAY)
    said = {(Path(p.path).relative_to(root).as_posix(), p.message) for p in raised.value.problems}
    assert ("docs/journal/weak.md", "nowhere.html leads to no page or file.") in said


def test_a_fault_of_the_program_is_not_blamed_on_a_template(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails outside templates comes through as it is."""

    def fails(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(build, "pages", fails)
    with pytest.raises(KeyError, match="ours"):
        build.generate(root, as_of=TODAY, today=TODAY)
