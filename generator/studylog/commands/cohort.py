"""Several learners at once, for whoever looks after them: cohort."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from ..cohort.as_json import rows_json
from ..cohort.page import HEADINGS, RowView, html, row_view, summary
from ..cohort.row import Row, ordered, row_of
from ..cohort.rules import FINE, UNREAD
from ..cohort.sources import Source, contents
from ..sharing.audience import AUDIENCES, Audience
from ..wording import count
from .completion import root_of
from .options import as_of_option
from .output import print_json, print_table, step, table_width, write_out

WIDE, NARROW_CELLS = 140, 3


@click.command()
@click.argument("given", nargs=-1, required=True, type=click.Path(), metavar="JOURNAL|FILE|URL...")
@click.option("--audience", type=click.Choice(AUDIENCES), default="mentor", show_default=True,
              help="For whom journals are read: what they may not see is left out.")  # fmt: skip
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write a page of HTML instead, which needs no other file.")  # fmt: skip
@click.pass_context
def cohort(
    context: click.Context,
    given: tuple[str, ...],
    audience: Audience,
    as_of: date | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Show where several learners stand, first who needs attention.

    Each is named by the folder of a journal, by a figures.json, or by the address of a published site.

    \b
    Examples:
      studylog cohort ada/ https://grace.example.org/journal-of-grace/
      studylog cohort ada/ grace/ -o overview.html
      studylog cohort */ --json --as-of 2025-11-17
    """
    if as_json and output:
        raise click.UsageError("Give --json or -o, not both.")
    today = date.today()
    rows, day = _rows([Source(one) for one in given], as_of, today, audience), as_of or today
    if as_json:
        print_json(rows_json(rows, day))
    elif output:
        write_out(output, html(rows, day, root_of(context)).encode())
        click.echo(f"{output}: {summary(rows, day)}".encode())
    else:
        print_table(_table([row_view(row) for row in rows]))
        click.echo(summary(rows, day).encode())
    if all(row.standing is None for row in rows):
        context.exit(1)


def _rows(sources: Sequence[Source], as_of: date | None, today: date, audience: Audience) -> list[Row]:
    with step(f"Reading {count(len(sources), 'journal')}"):
        found = contents(sources, as_of=as_of, today=today, audience=audience)
        return ordered(row_of(source, one, as_of or today) for source, one in zip(sources, found, strict=True))


def _table(views: Sequence[RowView]) -> Table:
    """A word on each figure stands below it; a narrow terminal has room for some of them."""
    table, most = Table(box=None, pad_edge=False), len(HEADINGS) if table_width() >= WIDE else NARROW_CELLS
    for heading in ("Learner", *HEADINGS[:most], "Why here"):
        table.add_column(heading)
    for view in views:
        cells = [Text("\n".join(cell)) for cell in view.cells[:most]] or [Text("")] * most
        style = {FINE: "", UNREAD: "yellow"}.get(view.rule, "bold red")
        name = Text("\n").join([Text(view.name), *(Text(text, style="dim") for text in view.about)])
        table.add_row(name, *cells, Text(view.reason, style=style))
    return table
