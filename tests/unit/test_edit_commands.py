"""Records corrected from the command line, in a journal as a person wrote it."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.cli import main
from studylog.load import load

DAY = """# an evening
date: 2025-11-05   # a Wednesday
questions:
  - id: Q1         # warm-up
    topic: zero
    score: 95
    note: Fine
  - {id: Q2, topic: heaps}  # later
actions:
- do: Read the paper
  due: 2025-11-06  # soon
- {do: Ask again, priority: high}
"""
TOPICS = "# all\nzero:\n  title: ZeRO\nheaps: {title: Heaps}\n"
GOALS = "- {id: g, title: G, covers: [zero, heaps]}  # mine\n"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (days / "2025-11-05.yml").write_text(DAY, encoding="utf-8")
    (tmp_path / "content" / "topics.yml").write_text(TOPICS, encoding="utf-8")
    (tmp_path / "content" / "goals.yml").write_text(GOALS, encoding="utf-8")
    return tmp_path


def run(journal: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--journal", str(journal), *args])


def held(journal: Path, name: str = "days/2025-11-05.yml") -> str:
    return (journal / "content" / name).read_text(encoding="utf-8")


def test_a_revised_score_keeps_the_one_before(journal: Path) -> None:
    """With who, when and why; everything else in the file stays."""
    done = run(journal, "score", "2025-11-05", "Q1", "100%", "--was", "95", "--why", "Up to: better", "--by", "mentor",
               "--on", "2025-11-06", "--note", "Good: yes")  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "2025-11-05 Q1: 100%.\n")
    revised = "    revised:\n      - {was: 95, on: 2025-11-06, by: mentor, why: 'Up to: better'}\n"
    old, new = "    score: 95\n    note: Fine\n", f"    score: 100%\n    note: 'Good: yes'\n{revised}"
    assert held(journal) == DAY.replace(old, new)
    again = run(journal, "score", "2025-11-05", "Q1", "97", "--on", "2025-11-07")
    assert again.exit_code == 0
    (question, _) = load(journal / "content")[0].days[0].questions
    assert [(str(r.was), str(r.on)) for r in question.revised] == [("95", "2025-11-06"), ("100", "2025-11-07")]


def test_a_first_score_is_no_revision(journal: Path) -> None:
    """It goes where it stands in the reference."""
    assert run(journal, "score", "2025-11-05", "Q2", "9.5/10").exit_code == 0
    assert held(journal) == DAY.replace("topic: heaps}", "topic: heaps, score: 9.5/10}")


def test_the_same_score_writes_nothing(journal: Path) -> None:
    """Neither the record nor anything beside it."""
    done = run(journal, "score", "2025-11-05", "Q1", "9.5/10")
    assert (done.exit_code, done.stdout) == (0, "2025-11-05 Q1: 9.5/10 already, nothing to write.\n")
    assert held(journal) == DAY
    assert not (journal / ".studylog").exists()


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (("score", "2025-11-05", "q1", "90"), 1, 'no question "q1". Did you mean Q1? There are Q1, Q2.'),
        (("score", "2025-11-05", "Q1", "90", "--was", "94"), 1, "Q1 has the score 95, not 94."),
        (("score", "2025-11-05", "Q2", "90", "--was", "94"), 1, "Q2 has no score, not 94."),
        (("score", "2025-11-05", "Q2", "90", "--why", "x"), 1, "Leave --why and --by out."),
        (("score", "2025-11-05", "Q1", "95->90"), 2, "is two scores"),
        (("score", "2025-11-06", "Q1", "90"), 1, "there is no such record. The one before it is 2025-11-05."),
        (("score", "5.11.", "Q1", "90"), 2, "names no record. Write its date"),
        (("score", "2025-13-05", "Q1", "90"), 2, "is no date"),
        (("actions", "done", "2025-11-05#3"), 1, "no action 3: its actions are 1 to 2."),
        (("actions", "done", "2025-11-05"), 2, "names no action"),
        (("actions", "done", "2025-11-05#1", "--on", "2025-11-01"), 1, "2025-11-05.yml:12:9: error: it was done on"),
        (("correct", "2025-11-05", "--about", "a", "--right", "b", "--source", "x"), 1, "is not a web address"),
        (("topics", "rename", "zero", "heaps"), 1, '"heaps" is a name of the topic heaps already.'),
        (("topics", "rename", "zero", "Ze Ro"), 1, "Write ze-ro."),
        (("topics", "rename", "one", "two"), 1, '"one" stands in no entry'),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(
    args: tuple[str, ...], status: int, says: str, journal: Path
) -> None:
    """With what to write instead."""
    done = run(journal, *args)
    assert (done.exit_code, says in done.stderr) == (status, True), done.stderr
    assert (held(journal), held(journal, "topics.yml")) == (DAY, TOPICS)


def test_open_actions_are_listed_and_done(journal: Path) -> None:
    """Their numbers stay when others are done."""
    assert run(journal, "actions").stdout == (
        "2025-11-05#1             due 2025-11-06 Read the paper\n2025-11-05#2    high                    Ask again\n"
    )
    dry = run(journal, "actions", "done", "2025-11-05#1", "--on", "2025-11-06", "--dry-run")
    assert "+  done: 2025-11-06\n" in dry.stdout and held(journal) == DAY
    done = run(journal, "actions", "done", "2025-11-05#1", "--on", "2025-11-06")
    assert done.stdout == "2025-11-05#1 is done since 2025-11-06.\n"
    assert held(journal) == DAY.replace("# soon\n", "# soon\n  done: 2025-11-06\n")
    (left,) = json.loads(run(journal, "actions", "--json").stdout)["actions"]
    assert left == {
        "key": "2025-11-05#2",
        "date": "2025-11-05",
        "do": "Ask again",
        "topic": None,
        "priority": "high",
        "due": None,
    }
    assert "is done since" in run(journal, "actions", "done", "2025-11-05#1").stderr
    assert run(journal, "actions", "done", "2025-11-05#2").exit_code == 0
    assert f"priority: high, done: {date.today()}}}" in held(journal)
    assert run(journal, "actions").stdout == "No action is open.\n"


def test_a_thread_is_told_and_answered(journal: Path) -> None:
    """Each message with who and when; the question is listed with its place until somebody else speaks."""
    asked = run(journal, "thread", "reply", "2025-11-05", "Which: first?", "--by", "mentor", "--on", "2025-11-06")
    assert (asked.exit_code, asked.stdout) == (0, "2025-11-05: message added.\n")
    new = "thread:\n  - {by: mentor, on: 2025-11-06, text: 'Which: first?'}\n"
    assert held(journal) == DAY + new
    place = f"{journal / 'content' / 'days' / '2025-11-05.yml'}:{DAY.count(chr(10)) + 2}:5"
    assert run(journal, "thread").stdout == f"{place}: mentor, 6 Nov 2025: Which: first?\n"
    rows = json.loads(run(journal, "thread", "--json").stdout)["questions"]
    assert rows == [
        {"key": "2025-11-05", "date": "2025-11-05", "by": "mentor", "on": "2025-11-06", "text": "Which: first?"}
    ]
    assert run(journal, "thread", "reply", "2025-11-05", "The first.").exit_code == 0
    assert run(journal, "thread").stdout == "No question waits for an answer.\n"
    assert [message.by for message in load(journal / "content")[0].days[0].thread] == ["mentor", "learner"]


def test_a_correction_goes_before_the_actions(journal: Path) -> None:
    """In the order of the reference."""
    done = run(journal, "correct", "2025-11-05", "--about", "Ring", "--said", "N", "--right", "2(N - 1)",
               "--caught-by", "me", "--source", "https://example.org")  # fmt: skip
    assert done.stdout == "2025-11-05: correction added.\n"
    entry = "{about: Ring, said: N, right: 2(N - 1), caught_by: me, source: 'https://example.org'}"
    new = f"corrections:\n  - {entry}\n"
    assert held(journal) == DAY.replace("actions:\n", f"{new}actions:\n")


def test_a_renamed_topic_is_renamed_where_goals_cover_it(journal: Path) -> None:
    """History follows by the alias; goals name topics by their id alone."""
    done = run(journal, "topics", "rename", "zero", "zero-stages", "--title", "Stages")
    assert done.stdout == "zero is now zero-stages.\n"
    assert held(journal, "topics.yml") == TOPICS.replace(
        "zero:\n  title: ZeRO\n", "zero-stages:\n  title: Stages\n  aliases: [zero]\n"
    )
    assert held(journal, "goals.yml") == GOALS.replace("[zero,", "[zero-stages,")
    merged = run(journal, "topics", "merge", "heaps", "zero-stages")
    assert merged.exit_code == 0
    assert held(journal, "goals.yml") == GOALS.replace("[zero, heaps]", "[heaps]")
    found, problems = load(journal / "content")
    assert (problems, [q.topic for q in found.days[0].questions]) == ((), ["heaps", "heaps"])


def test_errors_elsewhere_do_not_stop_an_edit(journal: Path) -> None:
    """An edit is refused for errors that it brings, not for those that were there."""
    (journal / "content" / "days" / "2025-11-06.yml").write_text("date: 2025-11-06\noops: 1\n")
    assert run(journal, "score", "2025-11-05", "Q1", "90").exit_code == 0
    broken = run(journal, "score", "2025-11-06", "Q1", "90")
    assert (broken.exit_code, 'unknown field "oops"' in broken.stderr) == (1, True)


def test_a_record_saved_meanwhile_is_not_overwritten(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed in an editor between reading and writing stays."""
    path = journal / "content" / "days" / "2025-11-05.yml"

    def loaded(*args: object) -> object:
        found = load(*args)  # type: ignore[arg-type]
        if len(args) > 1:
            path.write_text(f"{DAY}verdict: Good\n")
        return found

    monkeypatch.setattr("studylog.commands.edits.load", loaded)
    done = run(journal, "score", "2025-11-05", "Q1", "90")
    assert (done.exit_code, "was changed meanwhile; nothing was written" in done.stderr) == (1, True)
    assert held(journal) == f"{DAY}verdict: Good\n"
