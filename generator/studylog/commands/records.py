"""The records themselves: check, schema."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .. import schema
from ..build import read
from ..publish import write
from ..wording import count
from .options import journal_option, strict_option
from .output import check_root, show


@click.command()
@journal_option
@strict_option
def check(root: Path, strict: bool) -> None:
    """Show every problem of every file, with its place and what to write.

    \b
    Examples:
      studylog check
      studylog check --strict
    """
    check_root(root)
    journal, problems = read(root, as_of=None, today=date.today())
    show(problems, all_of_them=True)
    errors = sum(problem.severity == "error" for problem in problems)
    questions = sum(len(record.questions) for record in journal.days)
    click.echo(
        f"{count(len(journal.days), 'day')}, {count(questions, 'question')}, {count(len(journal.topics), 'topic')}: "
        f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    )
    if errors or (strict and problems):
        raise click.exceptions.Exit(1)


@click.command(name="schema")
@click.argument("kind", required=False, type=click.Choice(list(schema.KINDS)))
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write all of them as files."
)
def schema_(kind: str | None, into: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or write those of all kinds.

    \b
    Examples:
      studylog schema day
      studylog schema --into .studylog/schema
    """
    if (kind is None) == (into is None):
        raise click.UsageError("Name a kind (day, topics, goals, journal), or a folder with --into.")
    made = schema.schemas()
    if kind:
        click.echo(schema.text(made[kind]).encode(), nl=False)
    elif into:
        into.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".studylog-", dir=into) as state:
            for name, one in made.items():
                write(into / f"{name}.json", schema.text(one).encode(), Path(state))
        click.echo(f"{count(len(made), 'schema')} in {into}")
