"""What a shell completes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from studylog.cli import main
from tests.conftest import ROOT


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of two days and three topics, which is the current folder."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "topics.yml").write_text("llm-zero: {title: A}\nllm-fsdp: {title: B}\nother: {title: C}\n")
    (days / "2025-11-05.yml").write_text("date: 2025-11-05\nquestions: [{topic: other}, {id: warm-up, topic: other}]\n")
    (days / "2025-11-05-2.yml").write_text("date: 2025-11-05\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completed(*words: str) -> list[str]:
    """What is offered for the last word."""
    env = {"_STUDYLOG_COMPLETE": "bash_complete", "COMP_CWORD": str(len(words)), "COMP_WORDS": " ".join(["s", *words])}
    found = CliRunner().invoke(main, [], prog_name="studylog", env=env)
    assert found.stderr == ""
    return [line.partition(",")[2] for line in found.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["com"], ["completion"]),
        (["due", "--j"], ["--journal", "--json"]),
        (["check", "--format", "s"], ["sarif"]),
        (["topics", "m"], ["merge"]),
        (["score", "2025"], ["2025-11-05", "2025-11-05-2"]),
        (["build", "--as-of", "2025"], ["2025-11-05"]),
        (["score", "2025-11-05", ""], ["Q1", "warm-up"]),
        (["score", "2025-11-05-2", ""], []),
        (["topics", "merge", "llm"], ["llm-fsdp", "llm-zero"]),
        (["new", "--topics", "other,llm-z"], ["other,llm-zero"]),
    ],
    ids=lambda part: " ".join(part),
)
def test_what_is_offered(small: Path, words: list[str], offered: list[str]) -> None:
    """Commands, options, choices; records, days, questions and topics of the journal here."""
    assert completed(*words) == offered


@pytest.mark.parametrize(
    "words",
    [["--journal", "{}", "score", "20"], ["score", "--journal", "{}", "20"]],
    ids=["before the command", "after it"],
)
def test_the_journal_named_is_the_one_offered(small: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever its option stands."""
    monkeypatch.chdir("/")
    assert completed(*(word.format(small) for word in words)) == ["2025-11-05", "2025-11-05-2"]


@pytest.mark.parametrize(
    "text", ["a: [", "- a\n", "", '"a\\nb": {}\n"a b": {}\n'], ids=["broken", "list", "empty", "odd"]
)
def test_what_cannot_be_read_is_not_offered(small: Path, text: str) -> None:
    """In silence: a shell has no place for problems."""
    for path in ("topics.yml", "days/2025-11-05.yml"):
        (small / "content" / path).write_text(text)
    assert completed("topics", "rename", "") == completed("score", "2025-11-05", "") == []
    shutil.rmtree(small / "content")
    assert completed("topics", "rename", "") == completed("score", "20") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_for_its_shell(shell: str) -> None:
    """It asks studylog, by the variable that studylog answers to."""
    printed = CliRunner().invoke(main, ["completion", shell])
    assert printed.exit_code == 0
    assert f"_STUDYLOG_COMPLETE={shell}_complete" in printed.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_takes_the_script(small: Path, tmp_path: Path) -> None:
    """As the line of the help sets it up, with a program called studylog."""
    program = tmp_path / "studylog"
    program.write_text(
        f"#!/bin/sh\nPYTHONPATH='{ROOT / 'generator'}' exec '{sys.executable}' -c "
        '\'from studylog.cli import main; main(prog_name="studylog")\' "$@"\n'
    )
    program.chmod(0o755)
    script = (
        'eval "$(studylog completion bash)"; COMP_WORDS=(studylog score 2025-11-05-); COMP_CWORD=2; '
        '_studylog_completion studylog; echo "${COMPREPLY[@]}"'
    )
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    said = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert said.stdout == "2025-11-05-2\n", said.stderr
