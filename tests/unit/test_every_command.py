"""What holds for all commands: help with examples, exit statuses, and stdout for programs."""

import json
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from studylog.cli import main


def walk(command: click.Command, *names: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, each by the words that call it."""
    yield " ".join(names), command
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from walk(part, *names, name)


COMMANDS = dict(walk(main))
WHERE_IT_IS_LISTED = 64
"""Columns that the longest name leaves for a summary on a terminal of 80."""


def examples(command: click.Command) -> list[list[str]]:
    """The examples of a help, as the words behind `studylog`; those of a pipeline, up to what follows."""
    text = (command.help or "").partition("Examples:\n")[2].partition("\n\n")[0]
    return [shlex.split(line.split("studylog ", 1)[1].partition(" > ")[0].partition(')"')[0])
            for line in text.splitlines() if line.strip()]  # fmt: skip


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new journal with a record and an action, and logs to import."""
    root = tmp_path_factory.mktemp("new") / "journal"
    run("init", str(root), "--yes")
    (root / "content" / "topics.yml").write_text("a: {title: A}\nb: {title: B}\n")
    record = "date: 2025-11-05\nintroduces: [a, b]\nquestions: [{topic: a, score: 90}]\nactions: [{do: x}]\n"
    (root / "content" / "days" / "2025-11-05.yml").write_text(record)
    (root / "log.md").write_text("## 2025-01-01\n\n**Q1: Sorting** - 50%\n")
    for name in ("2024.md", "2025.md", "collection.colpkg"):
        (root / name).touch()
    return root


@pytest.fixture
def journal(new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is the current folder."""
    shutil.copytree(new, tmp_path / "journal")
    monkeypatch.chdir(tmp_path / "journal")
    return tmp_path / "journal"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, input="")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=[name or "studylog" for name in COMMANDS])
def test_help_is_complete(command: click.Command) -> None:
    """A summary of one line that is shown whole in the list, examples, and a text for every option."""
    summary = (command.help or "").partition("\n")[0]
    assert summary.endswith(".")
    assert command is main or not command.get_short_help_str(WHERE_IT_IS_LISTED).endswith("...")
    assert examples(command)
    assert all(
        param.help and not param.help[0].islower() for param in command.params if isinstance(param, click.Option)
    )


@pytest.mark.parametrize("name", COMMANDS, ids=lambda name: name or "studylog")
def test_examples_are_understood(name: str, journal: Path) -> None:
    """Each is a command line of this command, or of one below it."""
    for args in examples(COMMANDS[name]):
        assert " ".join(args).startswith(name)
        command: click.Command = main
        context, parent = None, None
        while args or not context:
            context = command.make_context(command.name, args, parent=parent)
            args = [*context._protected_args, *context.args]
            if not isinstance(command, click.Group) or not args:
                break
            _, found, args = command.resolve_command(context, args)
            assert found
            command, parent = found, context


FINE = {
    "init": "other --yes",
    "doctor": "",
    "audience": "public",
    "cohort": ".",
    "export feed": "--site https://example.org/",
    "export calendar": "",
    "thread": "",
    "thread reply": "2025-11-05 Why?",
    "templates list": "",
    "templates eject": "dashboard",
    "build": "",
    "new": "2025-11-06",
    "due": "",
    "plan": "",
    "quiz": "2025-11-06",
    "check": "",
    "schema": "day",
    "figures": "",
    "audit": "",
    "review": "--week 2025-W45",
    "schedulers": "",
    "ledger": "",
    "export tables": "--into tables",
    "export anki": "",
    "import": "log.md --into .",
    "export report": "--week 2025-W45",
    "score": "2025-11-05 Q1 95",
    "correct": "2025-11-05 --about x --right y",
    "actions": "",
    "actions done": "2025-11-05#1",
    "topics merge": "a b",
    "topics rename": "a c",
    "completion": "bash",
}
TELLS = {"doctor": "1 error", "cohort": 'unknown field "oops"'}
"""What those say of a broken record whose answer it is what they find: it stands on stdout."""
READ_NO_RECORDS = {"init", "templates list", "templates eject", "schema", "completion"}


def test_no_command_is_left_out() -> None:
    """The table above has all that end; `studylog serve` does not."""
    assert set(FINE) | {"", "export", "serve", "templates", "topics"} == set(COMMANDS)


@pytest.mark.parametrize("name", FINE)
def test_a_fine_journal_gives_0(name: str, journal: Path) -> None:
    """And no word of an error."""
    done = run(*name.split(), *FINE[name].split())
    assert (done.exit_code, "error" in done.stderr) == (0, False), done.output


@pytest.mark.parametrize("name", sorted(set(FINE) - READ_NO_RECORDS))
def test_a_broken_journal_gives_1(name: str, journal: Path) -> None:
    """The problem is named on stderr, or in the answer where it belongs there; nothing is half done."""
    record = journal / "content" / "days" / "2025-11-05.yml"
    record.write_text(f"{record.read_text()}oops: 1\n")
    before = {path: path.read_bytes() for path in (journal / "content").rglob("*.yml")}
    broken = run(*name.split(), *FINE[name].split())
    assert broken.exit_code == 1, broken.output
    said = " ".join(broken.stdout.split()) if name in TELLS else broken.stderr
    assert TELLS.get(name, 'unknown field "oops"') in said
    assert {path: path.read_bytes() for path in (journal / "content").rglob("*.yml")} == before


@pytest.mark.parametrize("name", COMMANDS, ids=lambda name: name or "studylog")
def test_a_wrong_command_line_gives_2(name: str) -> None:
    """With the way to the help, and nothing on stdout."""
    wrong = run(*name.split(), "--bogus")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert f"Usage: main {name}".rstrip() in wrong.stderr
    assert "--help' for help." in wrong.stderr


WITH_JSON = [name for name, command in COMMANDS.items() if any("--json" in param.opts for param in command.params)]


@pytest.mark.parametrize("name", WITH_JSON)
def test_json_is_one_object_or_nothing(name: str, journal: Path) -> None:
    """On stdout; what went wrong stands on stderr as text."""
    args = *name.split(), *FINE[name].split(), "--json"
    assert isinstance(json.loads(run(*args).stdout), dict)
    (journal / "content" / "days" / "2025-11-05.yml").write_text("date: [")
    broken = run(*args)
    assert isinstance(json.loads(broken.stdout), dict) if name in TELLS else "2025-11-05.yml" in broken.stderr
    assert name in TELLS or broken.stdout == ""
