"""The overview of several learners, as a person asks for it."""

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.cli import main
from studylog.cohort.page import HEADINGS
from tests.unit.cohort.hosts import host

TODAY = date.today()


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["cohort", *args])


def journal(root: Path, learner: str, score: int, more: str = "") -> Path:
    (root / "content" / "days").mkdir(parents=True)
    (root / "content" / "journal.yml").write_text(f"topics: open\nlearner: {learner}\n")
    text = f"date: 2025-11-05\nquestions:\n  - {{topic: a, score: {score}}}\n{more}"
    (root / "content" / "days" / "2025-11-05.yml").write_text(text)
    return root


@pytest.fixture
def learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three journals in the current folder: one fine, one below the line, one with an error."""
    journal(tmp_path / "ada", "Ada [b]", 95, "  - {topic: b, score: 0, visibility: private}\n")
    journal(tmp_path / "bob", "Bob", 60)
    journal(tmp_path / "eve", "Eve", 90, "oops: 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_of_who_needs_attention(learners: Path) -> None:
    """What cannot be read comes first, then who is below the line; a bracket in a name is no markup."""
    done = run("ada", "bob", "eve", "--as-of", "2025-11-05")
    assert (done.exit_code, done.stderr) == (0, "")
    heading, *rows, last = done.stdout.splitlines()
    assert all(name in heading for name in ("Learner", *HEADINGS, "Why here"))
    names = [line.split("  ")[0] for line in rows if line[0] != " "]
    assert names == ["eve", "Bob", "Study journal", "bob", "Ada [b]", "Study journal", "ada"]
    assert 'unknown field "oops"' in " ".join(done.stdout.split())
    assert last == "3 journals on 5 Nov 2025: 1 needs attention, 1 is fine, 1 could not be read."
    assert all(line == line.rstrip() for line in rows)


def test_the_day_is_today_unless_another_is_asked_for(learners: Path) -> None:
    """Silence is counted up to it, and a day counts once it is over."""
    (today,) = json.loads(run("ada", "--json").stdout)["rows"]
    assert today["figures_as_of"] == str(TODAY)
    assert today["days_ago"] == today["silent"] + 1 == (TODAY - date(2025, 11, 5)).days
    then = json.loads(run("ada", "--json", "--as-of", "2025-11-09").stdout)
    assert (then["as_of"], then["rows"][0]["days_ago"], then["rows"][0]["silent"]) == ("2025-11-09", 4, 3)


def test_journals_are_read_as_a_mentor_sees_them(learners: Path) -> None:
    """Unless somebody else is named."""
    scores = {
        whom: json.loads(run("ada", "--json", "--as-of", "2025-11-05", *whom).stdout)["rows"][0]["score"]
        for whom in ((), ("--audience", "learner"), ("--audience", "public"))
    }
    assert list(scores.values()) == [95, 47.5, 95]


def test_an_object_for_programs(learners: Path) -> None:
    """The same keys for every row; those of one that could not be read are null but for four."""
    found = json.loads(run("ada", "eve", "--json", "--as-of", "2025-11-05").stdout)
    eve, ada = found["rows"]
    assert list(eve) == list(ada)
    assert {key for key, value in eve.items() if value is not None} == {"source", "attention", "reasons"}
    assert (eve["attention"], ada["attention"], ada["name"], ada["source"]) == ("unread", "fine", "Ada [b]", "ada")


def test_every_key_is_documented(learners: Path, root: Path) -> None:
    """In the guide's page on it."""
    guide = (root / "docs" / "guide" / "cohort.md").read_text(encoding="utf-8")
    found = json.loads(run("ada", "--json").stdout)
    assert [
        key
        for key in [*found, *found["rows"][0], "rule", "sentence", "by", "outlook", "expected"]
        if f"`{key}`" not in guide
    ] == []


def test_a_page(learners: Path) -> None:
    """Written whole; stdout says where, and how it stands. One that is there is replaced."""
    (learners / "o.html").write_text("old")
    done = run("ada", "bob", "-o", "o.html", "--as-of", "2025-11-05")
    assert (done.exit_code, done.stdout) == (
        0, "o.html: 2 journals on 5 Nov 2025: 1 needs attention, 1 is fine.\n",
    )  # fmt: skip
    page = (learners / "o.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.index("Bob") < page.index("Ada [b]")
    assert sorted(path.name for path in learners.iterdir()) == ["ada", "bob", "eve", "o.html"]


def test_sites_are_asked_at_once(learners: Path) -> None:
    """A site, one that is missing and a journal; the name leads to the site."""
    figures = CliRunner().invoke(main, ["figures", "--json", "--journal", "bob", "--as-of", "2025-11-05"]).stdout
    with host(figures.encode()) as (address, asked):
        done = run(f"{address}/good", f"{address}/missing", "ada", "-o", "o.html", "--as-of", "2025-11-05")
    assert done.stdout.endswith("3 journals on 5 Nov 2025: 1 needs attention, 1 is fine, 1 could not be read.\n")
    assert (
        f'<a class="sl-name" href="{address}/good/" rel="noreferrer"><bdi>Bob</bdi></a>' in Path("o.html").read_text()
    )
    assert sorted(path for path, _ in asked) == ["/good/journal/figures.json", "/missing/journal/figures.json"]


@pytest.mark.parametrize(
    ("args", "status"),
    [(["eve"], 1), (["eve", "none", "https://"], 1), (["eve", "ada"], 0), (["eve", "-o", "o.html"], 1),
     (["eve", "--json"], 1)],
    ids=["broken", "all broken", "one is not", "a page", "an object"],
)  # fmt: skip
def test_only_where_nothing_could_be_read_it_fails(args: list[str], status: int, learners: Path) -> None:
    """The rows are shown all the same."""
    done = run(*args)
    assert (done.exit_code, done.stderr) == (status, "")
    assert done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing argument"),
        (("ada", "--json", "-o", "x.html"), "Give --json or -o, not both."),
        (("ada", "--as-of", "soon"), "'soon' is no date."),
        (("ada", "--audience", "nobody"), "'nobody' is not one of"),
    ],
)
def test_what_is_not_understood(args: tuple[str, ...], said: str, learners: Path) -> None:
    """Status 2."""
    refused = run(*args)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


def test_a_narrow_terminal_has_fewer_columns(learners: Path) -> None:
    """There the reason has its room; how it goes on is said on stderr."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
    command = [sys.executable, "-c", "from studylog.cli import main; main()", "cohort", "bob", "--as-of", "2025-11-05"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=env) as running:
        running.wait(60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Reading 1 journal …" in shown
    assert "Checks a week" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines()[:-1])
    assert "The 7-check mean is 60\u00a0%" in shown
