"""The records themselves: check, schema."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .. import reports, schema
from ..build import read
from ..model import Journal
from ..ondisk import write
from ..problems import Problem
from ..wording import count
from .options import journal_option, strict_option
from .output import check_root, print_json, show


@click.command()
@journal_option
@strict_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="Text for people, or a report for programs on stdout.",
)
def check(root: Path, strict: bool, form: str) -> None:
    """Show every problem of every file, and what to write instead.

    \b
    Examples:
      studylog check
      studylog check --strict
      studylog check --format github
      studylog check --format sarif > studylog.sarif
    """
    check_root(root)
    journal, problems = read(root, as_of=None, today=date.today())
    _report(journal, problems, form)
    if any(strict or problem.severity == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def _report(journal: Journal, problems: Sequence[Problem], form: str) -> None:
    found = reports.json_report(journal, problems)
    if form == "json":
        print_json(found)
        return
    if form == "sarif":
        print_json(reports.sarif_report(problems, Path.cwd()))
        return
    if form == "github":
        click.echo(reports.github_report(problems, Path.cwd()).encode(), nl=False)
    else:
        show(problems, all_of_them=True)
    click.echo(
        f"{count(found['days'], 'day')}, {count(found['questions'], 'question')}, {count(found['topics'], 'topic')}: "
        f"{count(found['errors'], 'error')}, {count(found['warnings'], 'warning')}"
    )


@click.command(name="schema")
@click.argument("kind", required=False, type=click.Choice(list(schema.KINDS)))
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write all of them as files."
)
def schema_(kind: str | None, into: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or write all of them.

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
