"""`studylog new`, `due` and `plan`, as a person types them."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.cli import main
from studylog.load import load


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is a journal of one day that knows three topics."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("rest_days: [sunday]\n")
    (tmp_path / "content" / "topics.yml").write_text(
        "llm-zero: {title: 'ZeRO [stages]', aliases: [zero]}\nllm-fsdp: {title: FSDP}\nkv-cache: {title: KV-cache}\n"
    )
    (days / "2025-11-04.yml").write_text(
        "date: 2025-11-04\nday: 8\nquestions:\n"
        "  - {topic: llm-zero, asks: The three stages, score: 40}\n  - {topic: kv-cache, score: 90}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text(root: Path, name: str) -> str:
    return (root / "content" / "days" / name).read_text(encoding="utf-8")


def test_new_writes_the_record_and_prints_where(root: Path) -> None:
    """The path alone on stdout; the record is read without a problem, and nothing else was written."""
    made = run("new", "2025-11-05", "--topics", "zero, llm-fsdp,zero")
    assert (made.exit_code, made.stdout, made.stderr) == (0, "content/days/2025-11-05.yml\n", "")
    assert "day: 9\n" in text(root, "2025-11-05.yml")
    assert "introduces: [llm-zero, llm-fsdp]\n" in text(root, "2025-11-05.yml")
    assert load(root / "content")[1] == ()
    assert len(list((root / "content" / "days").iterdir())) == 2


def test_new_is_for_today_unless_a_day_is_named(root: Path) -> None:
    """By the date of the machine."""
    assert run("new").stdout == f"content/days/{date.today()}.yml\n"


def test_new_never_overwrites(root: Path) -> None:
    """It says how to write another session, and that one is written beside the first."""
    before = text(root, "2025-11-04.yml")
    refused = run("new", "2025-11-04")
    assert refused.exit_code == 1
    assert "--session 2" in refused.stderr
    assert "2025-11-04-2.yml" in refused.stderr
    assert run("new", "2025-11-04", "--session", "2").stdout == "content/days/2025-11-04-2.yml\n"
    assert "--session 3" in run("new", "2025-11-04", "--session", "2").stderr
    assert text(root, "2025-11-04.yml") == before
    assert load(root / "content")[1] == ()


def test_new_refuses_a_topic_that_is_not_declared(root: Path) -> None:
    """With the nearest spelling, and without a file; an open journal takes it."""
    refused = run("new", "2025-11-05", "--topics", "llm-zro")
    assert refused.exit_code == 1
    assert 'Did you mean "llm-zero"?' in refused.stderr
    assert not (root / "content" / "days" / "2025-11-05.yml").exists()
    (root / "content" / "journal.yml").write_text("topics: open\n")
    assert run("new", "2025-11-05", "--topics", "llm-zro").exit_code == 0


@pytest.mark.parametrize(
    ("settings", "day", "said"),
    [
        ("rest_days: [sunday]\n", "2025-11-09", "Sun 9 Nov 2025 is a rest day"),
        ("as_of: 2025-11-04\n", "2025-11-05", "pins as_of to 2025-11-04"),
    ],
    ids=["a rest day", "later than the journal stands for"],
)
def test_new_says_what_is_odd_about_the_day(root: Path, settings: str, day: str, said: str) -> None:
    """And writes the record all the same."""
    (root / "content" / "journal.yml").write_text(settings)
    made = run("new", day)
    assert made.exit_code == 0
    assert said in made.stderr
    assert (root / "content" / "days" / f"{day}.yml").exists()


def test_new_refuses_a_journal_with_errors(root: Path) -> None:
    """What to ask would come from half a journal."""
    (root / "content" / "days" / "2025-11-03.yml").write_text("date: [")
    assert run("new", "2025-11-05").exit_code == 1
    assert not (root / "content" / "days" / "2025-11-05.yml").exists()


def test_new_opens_the_editor(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of $EDITOR, on the record."""
    editor = root / "editor"
    editor.write_text('#!/bin/sh\necho "context: edited" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    assert run("new", "2025-11-05", "--edit").exit_code == 0
    assert text(root, "2025-11-05.yml").endswith("context: edited\n")


def test_due_shows_why(root: Path) -> None:
    """A line a topic with its last score and how late it is, then what comes; a title in brackets is no markup."""
    shown = run("due", "--as-of", "2025-11-06").stdout
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert rows[0] == "Due on 6 Nov 2025"
    assert rows[2].startswith("ZeRO [stages] weak 40 1 day Scored 40 on 4 Nov 2025, below 80:")
    assert rows[3].startswith("KV-cache due 90 1 day Scored 90 on 4 Nov 2025")
    assert rows[-1] == "Nothing else is scheduled."
    assert "\x1b" not in shown
    on_time = run("due", "--as-of", "2025-11-05").stdout
    assert on_time.count(" today ") == 2
    assert on_time.endswith("\nNothing else is scheduled.\n")


def test_due_when_nothing_is(root: Path) -> None:
    """It says when something will be."""
    shown = run("due", "--as-of", "2025-11-04")
    assert shown.stdout == "Nothing is due on 4 Nov 2025. Next: 2 topics on 5 Nov 2025.\n"


def test_due_as_json(root: Path) -> None:
    """The topics in the order to ask, with what was asked the last time."""
    found = json.loads(run("due", "--json", "--as-of", "2025-11-06").stdout)
    assert [(t["topic"], t["because"], t["score"], t["overdue"]) for t in found["due"]] == [
        ("llm-zero", "weak", 40.0, 1),
        ("kv-cache", "due", 90.0, 1),
    ]
    assert found["due"][0]["asked"] == [{"key": "2025-11-04", "id": "Q1", "asks": "The three stages", "score": 40.0}]
    assert (found["as_of"], found["coming"]) == ("2025-11-06", [])


def test_plan_shows_the_check(root: Path) -> None:
    """Numbered, with why and what was asked; then the places for new material and when the next ones fall due."""
    shown = run("plan", "--as-of", "2025-11-04").stdout.splitlines()
    assert shown[0] == "Wed 5 Nov 2025: 2 reviews and 8 questions on new material."
    assert shown[1] == "1. ZeRO [stages] (weak)"
    assert shown[3] == "   Asked then: The three stages (40)."
    assert shown[4] == "2. KV-cache (due)"
    assert len(shown) == 7


def test_plan_stays_while_the_record_waits(root: Path) -> None:
    """The record that `new` made is no check until an answer has a score."""
    before = run("plan", "--as-of", "2025-11-05").stdout
    run("new", "2025-11-05")
    assert run("plan", "--as-of", "2025-11-05").stdout == before
    path = root / "content" / "days" / "2025-11-05.yml"
    path.write_text(path.read_text().replace("score:\n", "score: 100\n", 1))
    assert run("plan", "--as-of", "2025-11-05").stdout.startswith("Thu 6 Nov 2025: ")


def test_plan_as_json_is_what_new_asks(root: Path) -> None:
    """The same topics in the same order, and as many places."""
    found = json.loads(run("plan", "--json", "--as-of", "2025-11-04").stdout)
    run("new", found["date"])
    made = next(record for record in load(root / "content")[0].days if str(record.date) == found["date"])
    assert [(q.topic, q.because) for q in made.questions] == [(r["topic"], r["because"]) for r in found["reviews"]]
    assert text(root, "2025-11-05.yml").count("  # - id: ") == found["new"] == 8
