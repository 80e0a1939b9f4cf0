"""The command that tells what others would not see, and builds for them."""

import json
from pathlib import Path

import pytest

from studylog.commands.sharing import left_out
from studylog.sharing.audience import LeftOut
from tests.unit.test_cli import run

SETTINGS = "topics: open\nvisibility: {insights: mentor, thread: private}\n"
RECORD = """\
date: 2025-11-05
questions:
  - {topic: a, score: 90}
  - {topic: b, score: 70, visibility: private}
insights: [first, second]
thread: [{by: mentor, text: word}]
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    (tmp_path / "content" / "days").mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text(SETTINGS)
    (tmp_path / "content" / "days" / "2025-11-05.yml").write_text(RECORD)
    return tmp_path


def test_it_counts_what_is_left_out(journal: Path) -> None:
    """By kind, for each audience."""
    told = [run("--journal", str(journal), "audience", whom).stdout for whom in ("mentor", "public")]
    assert told == [
        "Left out for a mentor: 1 message, 1 question and 1 topic.\n",
        "Left out for the public: 2 insights, 1 message, 1 question and 1 topic.\n",
    ]


def test_it_explains_each_place(journal: Path) -> None:
    """Where it stands, what it is and why; the same as JSON."""
    lines = run("--journal", str(journal), "audience", "public", "--explain").stdout.splitlines()
    record = journal / "content" / "days" / "2025-11-05.yml"
    assert lines[:-1] == [
        f"{record}:4:5: question: it is private.",
        f"{record}:5:12: insight: insights are mentor in journal.yml.",
        f"{record}:5:19: insight: insights are mentor in journal.yml.",
        f"{record}:6:10: message: thread is private in journal.yml.",
        f"{journal / 'content' / 'topics.yml'}: topic b: only what is left out speaks of it.",
    ]
    found = json.loads(run("--journal", str(journal), "audience", "public", "--json").stdout)
    assert found["audience"] == "public"
    assert found["left_out"][0] == {
        "path": str(record), "line": 4, "column": 5, "what": "question", "why": "it is private",
    }  # fmt: skip


def test_figures_and_review_are_for_an_audience(journal: Path) -> None:
    """What is hidden from it is in neither."""
    for whom, questions in (("learner", 2), ("mentor", 1)):
        options = ("--audience", whom, "--as-of", "2025-11-05", "--json")
        figures = json.loads(run("--journal", str(journal), "figures", *options).stdout)
        assert figures["days"][0]["scored"] == questions, figures["days"][0]
        assert f"{questions} scored question" in run("--journal", str(journal), "review", *options).stdout


@pytest.mark.parametrize(
    ("whats", "said"),
    [
        ([], "nothing"),
        (["note"], "1 note"),
        (["note", "readiness entry", "note", "readiness entry"], "2 notes and 2 readiness entries"),
    ],
)
def test_it_says_how_many(whats: list[str], said: str) -> None:
    """In words."""
    found = [LeftOut("x", (), what, "") for what in whats]
    assert left_out("mentor", found) == f"Left out for a mentor: {said}."
