"""What an import writes, and that records which are there stay as they are."""

from pathlib import Path

import pytest

from studylog.importing.files import Writing, writing
from studylog.importing.records import imported, log_of
from studylog.load import load
from studylog.problems import JournalError

LOG = "## 2025-01-01\n\n**Q1: Sorting** - 50%\n\n## 2025-01-02\n\n**Q1: Sorting** - 90%\n\n**Q2: Heaps** - 70%\n"


def plan(content: Path, log: str = LOG) -> Writing:
    known = load(content)[0] if content.is_dir() else None
    topics, goals = (known.topics, known.goals) if known else ({}, ())
    return writing(imported([("log.md", log_of(log.encode(), "log.md"))], topics, goals), content)


def carry_out(made: Writing) -> None:
    for path, text in made.new.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_records_are_written_as_a_person_would(tmp_path: Path) -> None:
    """And read back without a complaint."""
    content = tmp_path / "content"
    carry_out(plan(content))
    assert (content / "days" / "2025-01-02.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../.studylog/schema/day.json\n"
        "date: 2025-01-02\n"
        "questions:\n"
        "  - id: Q1\n    topic: sorting\n    asks: Sorting\n    score: 90\n"
        "  - id: Q2\n    topic: heaps\n    asks: Heaps\n    score: 70\n"
    )
    journal, problems = load(content)
    assert problems == ()
    assert [str(record.date) for record in journal.days] == ["2025-01-01", "2025-01-02"]


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    """What is there is known."""
    carry_out(plan(tmp_path / "content"))
    again = plan(tmp_path / "content")
    assert (dict(again.new), again.unchanged, dict(again.differing)) == ({}, 2, {})


def test_a_record_that_differs_is_shown_and_kept(tmp_path: Path) -> None:
    """Its difference is a diff; new days go beside it, and only their topics are proposed."""
    content = tmp_path / "content"
    carry_out(plan(content))
    changed = plan(
        content, LOG.replace("90%", "95%").replace("Heaps", "Tries") + "\n## 2025-01-03\n\n**Q1: Graphs** - 1%\n"
    )
    (diff,) = changed.differing.values()
    assert "-    score: 90\n+    score: 95" in diff
    assert sorted(path.name for path in changed.new) == ["2025-01-03.yml", "topics.yml"]
    assert "tries" not in changed.new[content / "topics.yml"]
    assert changed.new[content / "topics.yml"].startswith((content / "topics.yml").read_text(encoding="utf-8").rstrip())


def test_new_goals_stand_after_those_that_are_there(tmp_path: Path) -> None:
    """Those of new records alone; a journal without goals gets the file."""
    log = LOG + "\n**Trees readiness**: 40%\n"
    content = tmp_path / "content"
    carry_out(plan(content, log))
    text = (content / "goals.yml").read_text(encoding="utf-8")
    assert text.endswith("- id: trees-readiness\n  title: Trees readiness\n")
    more = plan(content, log + "\n## 2025-01-03\n\n**Q1: Graphs** - 81%\n\n**Graphs readiness**: 5%\n")
    assert more.new[content / "goals.yml"].startswith(text)
    carry_out(more)
    journal, problems = load(content)
    assert problems == ()
    assert [goal.id for goal in journal.goals] == ["trees-readiness", "graphs-readiness"]
    differing = plan(content, log + "\n**Heaps readiness**: 10%\n")
    assert (len(differing.differing), dict(differing.new)) == (1, {})


@pytest.mark.parametrize("there", ["{}\n", "{a: {title: A}}\n", "  a:\n    title: A\n"])
def test_nothing_is_written_behind_what_cannot_be_gone_on_with(there: str, tmp_path: Path) -> None:
    """The journal would have a file that nobody can read."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "topics.yml").write_text(there, encoding="utf-8")
    with pytest.raises(JournalError, match=r"topics.yml: error: the entries of this import cannot stand"):
        plan(content)
