"""What a terminal would obey, in every place where a record, or the name of a file, can hold it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from studylog.cli import main
from tests.robustness.commands import journal
from tests.sites.test_pages import write

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MARK = "[red]x[/] :boom:"
"""What the library that prints tables takes for a colour and a picture, where it is not told that it is text."""
FILES = {
    "journal.yml": f'title: "{MARK}"\nlearner: "{MARK}"\nas_of: 2025-11-17\n',
    "topics.yml": f'a: {{title: "{MARK}", area: "{MARK}"}}\n',
    "goals.yml": f'- {{id: g, title: "{MARK}", topics: 5, target: 90, by: 2025-12-01}}\n',
    "days/2025-11-04.yml": f"""\
date: 2025-11-04
introduces: [a]
questions: [{{id: "{MARK}", topic: a, asks: "{MARK}", score: 50}}]
actions: [{{do: "{MARK}", due: 2025-11-20}}]
thread: [{{by: "{MARK}", text: "{MARK}?"}}]
stated: [{{score: 90, grade: "{MARK}", why: "{MARK}"}}]
""",
}
READING = ("due", "plan", "actions", "thread", "cohort .")


@pytest.mark.parametrize(
    "line",
    [
        '"\\e[2J": 1',
        '"\\x9b2J": 1',
        '"\\e]0;x\\a": 1\n"\\e]0;x\\a": 1',
        '"\\u202Ex": 1',
        'title: "\\e[2J"',
        'kind: "\\e[2J"',
        'questions: [{score: "\\e[2J"}]',
        'stated: [{"\\e": 1}]',
    ],
)
def test_words_about_a_record_are_obeyed_by_no_terminal(line: str, tmp_path: Path) -> None:
    """Keys and refused values are quoted in what is said of them; no field has looked at what YAML escapes there."""
    root = journal(tmp_path / "journal")
    (root / "content" / "days" / "2025-11-05.yml").write_text(f"date: 2025-11-05\n{line}\n")
    for command in ("check", "check --format github", "due", "build"):
        done = CliRunner().invoke(main, [*command.split(), "--journal", str(root)])
        assert (done.exit_code, OBEYED.findall(done.output)) == (1, []), command
        assert "2025-11-05.yml" in done.output


def test_names_of_files_are_obeyed_by_no_terminal(tmp_path: Path) -> None:
    """Whoever clones a journal has them from somebody else."""
    root = journal(tmp_path / "journal")
    (root / "content" / "days" / "\x1b[2J.yml").write_text("x")
    (root / "content" / "journal.yml\x9b2J").write_text("x")
    for command in ("check", "check --format github"):
        done = CliRunner().invoke(main, [*command.split(), "--journal", str(root)])
        assert (done.exit_code, OBEYED.findall(done.output)) == (1, []), command
        assert "\\x1b[2J.yml" in done.output and "journal.yml\\x9b2J" in done.output


@pytest.mark.parametrize("command", READING)
def test_text_of_a_record_is_printed_as_it_is(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no markup for the library that prints tables."""
    monkeypatch.chdir(write(tmp_path / "journal", FILES))
    done = CliRunner().invoke(main, command.split())
    assert done.exit_code == 0, done.output
    assert OBEYED.findall(done.output) == []
    assert MARK in done.output
