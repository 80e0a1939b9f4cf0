"""A page of the guide, followed to the letter: its files are written and its commands run, in its order."""

import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

TYPED = re.compile(r"\s*(?:Score|Note|What is asked|New question, its topic \(Enter when done\)):(.*)")


@dataclass(frozen=True)
class Step:
    """A file to write (`told` is its text), or a command and what it answers."""

    file: str = ""
    command: str = ""
    told: str = ""


def steps(page: str) -> list[Step]:
    """The blocks of the page: YAML with a title is a file; in a console, `$` begins a command."""
    found = []
    for language, title, block in re.findall(
        r'^```(\w+)(?: title="([^"\n]+)")?\n(.*?)^```$', page, re.MULTILINE | re.DOTALL
    ):
        if title:
            found.append(Step(file=title, told=block))
        elif language == "console":
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, told = part.partition("\n")
                found.append(Step(command=command, told=told))
    return found


def follow(page: str, folder: Path, studylog: Path) -> Path:
    """Do what the page says, and compare every line that it shows; `…` stands for anything. The folder it ends in."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    for step in steps(page):
        if step.file:
            (folder / step.file).write_text(step.told, encoding="utf-8")
            continue
        program, *arguments = shlex.split(step.command)
        if program == "cd":
            folder /= arguments[0]
            continue
        assert program == "studylog", step.command
        typed = "".join(f"{found[1].strip()}\n" for line in step.told.splitlines() if (found := TYPED.match(line)))
        run = subprocess.run(
            [studylog, *arguments], cwd=folder, env=env, input=typed, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == 0 or "error:" in step.told, (step.command, run.stdout)
        said = iter(run.stdout.splitlines())
        for line in (
            line for line in step.told.splitlines() if line.strip() not in ("", "…") and not TYPED.match(line)
        ):
            pattern = ".*".join(map(re.escape, re.split(" ?… ?", " ".join(line.split()))))
            assert any(re.fullmatch(pattern, " ".join(told.split())) for told in said), (step.command, line, run.stdout)
    return folder
