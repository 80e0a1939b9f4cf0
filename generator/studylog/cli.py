"""The program `studylog`: its commands under one name, and problems where others show tracebacks."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from . import __version__
from .commands import (
    cohort,
    completion,
    edits,
    evening,
    exporting,
    importing,
    measures,
    quiz,
    records,
    sharing,
    site,
    start,
    templates,
)
from .commands.options import journal_option
from .commands.output import show
from .problems import JournalError


class _Commands(click.Group):
    """Shows problems instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except JournalError as error:
            show(error.problems)
            ctx.exit(1)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                ctx.exit(1)
            click.echo(f"studylog: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@journal_option
@click.version_option(__version__, prog_name="studylog")
def main(root: Path) -> None:
    """A study journal as a website: YAML records in, a browsable site out.

    \b
    Examples:
      studylog init my-journal
      studylog new
      studylog check
      studylog build

    \b
    Exit statuses:
      0  done
      1  the journal or the engine has problems; they are listed
      2  the command line was not understood
    """


for command in (
    start.init,
    start.doctor,
    templates.templates,
    site.build,
    site.serve,
    evening.new,
    evening.due,
    evening.plan,
    quiz.quiz,
    records.check,
    records.schema_,
    measures.figures,
    measures.audit,
    measures.review,
    measures.schedulers,
    measures.ledger,
    cohort.cohort,
    importing.import_,
    exporting.export,
    edits.score,
    edits.correct,
    edits.actions,
    edits.thread,
    edits.topics,
    sharing.audience,
    completion.completion,
):
    main.add_command(command)
