"""What commands say: problems, progress, and what is wrong before they begin."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import unified_diff
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..build import demand, read
from ..model import Journal
from ..problems import JournalError, Problem
from ..wording import count

MOST_PROBLEMS = 50
"""What is shown of them beside other work; `studylog check` shows all."""
LINES_WIDE = 160
"""How wide a table is where there is no terminal to fit it into."""


def show(problems: Sequence[Problem], *, all_of_them: bool = False) -> None:
    """Problems on stderr, in colour on a terminal (NO_COLOR turns it off)."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    most = len(problems) if all_of_them else MOST_PROBLEMS
    for problem in problems[:most]:
        text = Text(str(problem))
        text.highlight_words([f"{problem.severity}:"], "bold red" if problem.severity == "error" else "yellow")
        console.print(text)
    if more := len(problems[most:]):
        console.print(f"… and {count(more, 'more problem')}: studylog check shows them all.")


def summarise(warnings: Sequence[Problem]) -> None:
    """Warnings of records in one line: who builds every evening has seen them."""
    if warnings:
        click.echo(
            f"{count(len(warnings), 'warning').capitalize()} about the records: studylog check shows them.", err=True
        )


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says what is being done and how long it took, on a terminal only."""
    shown, start = sys.stderr.isatty(), perf_counter()
    if shown:
        click.echo(f"{name} …", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            click.echo(f" {perf_counter() - start:.1f} s", err=True)


def table_width() -> int:
    """How many columns a table has room for."""
    return Console().width if sys.stdout.isatty() else LINES_WIDE


def print_table(table: Table) -> None:
    """A table on stdout, in colour and fitted to its width on a terminal; else as text, in UTF-8 on every system."""
    if sys.stdout.isatty():
        Console(highlight=False).print(table)
        return
    console = Console(highlight=False, width=LINES_WIDE)
    with console.capture() as text:
        console.print(table)
    click.echo("".join(f"{line.rstrip()}\n" for line in text.get().splitlines()).encode(), nl=False)


def print_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    click.echo(text.encode())  # UTF-8 on every system


def write_out(target: Path | None, content: bytes) -> None:
    """Replace a file at once, or print where there is none. Raises OSError when the disk refuses."""
    if not target:
        click.echo(content, nl=False)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}-", delete=False) as temporary:
        made = Path(temporary.name)
        try:
            temporary.write(content)
            temporary.close()
            made.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)


def _umask() -> int:
    """Reading it means setting it."""
    os.umask(mask := os.umask(0o077))
    return mask


def print_diff(path: Path, before: str, after: str) -> None:
    """What a file would hold, as a unified diff."""
    lines = unified_diff(before.splitlines(), after.splitlines(), str(path), f"{path}, edited", lineterm="")
    click.echo("\n".join(lines).encode())


def journal_of(root: Path, as_of: date | None) -> Journal:
    """The journal without errors; its warnings are summed up on stderr."""
    check_root(root)
    journal, problems = read(root, as_of=as_of, today=date.today())
    demand(problems)
    summarise(problems)
    return journal


def check_root(root: Path) -> None:
    if not (root / "content").is_dir():
        hint = "Go to a journal, or name one with --journal DIR."
        raise JournalError([Problem(str(root / "content"), 0, 0, "no-journal", "there is no journal here.", hint)])
