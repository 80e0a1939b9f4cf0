"""The records themselves: check, schema, topics."""

from datetime import date
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .. import schema
from ..build import STATE, demand, read
from ..importing.merge import Unmergeable, merged
from ..load import load
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


@click.group()
def topics() -> None:
    """Work on the topics of a journal."""


@topics.command(name="merge")
@journal_option
@click.argument("keep")
@click.argument("gone")
@click.option("--dry-run", is_flag=True, help="Show the difference, and write nothing.")
def merge_topics(root: Path, keep: str, gone: str, dry_run: bool) -> None:
    """Make topic GONE part of topic KEEP: its id becomes an alias, and its history follows.

    \b
    Examples:
      studylog topics merge kv-cache kv-cache-memory
      studylog topics merge kv-cache kv-cache-memory --dry-run
    """
    check_root(root)
    path = root / "content" / "topics.yml"
    journal, problems = load(root / "content")
    demand(problems)
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    try:
        made = merged(text, journal.topics, keep, gone)
    except Unmergeable as error:
        raise click.ClickException(f"{path}: {error}.") from error
    if dry_run:
        click.echo("\n".join(unified_diff(text.splitlines(), made.splitlines(), str(path), "merged", lineterm="")))
        return
    write(path, made.encode(), root / STATE)
    click.echo(f"{gone} is now {keep}.")
