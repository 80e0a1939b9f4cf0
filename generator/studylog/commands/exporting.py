"""What a journal holds, as files for other programs: export."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from ..build import template_faults
from ..figures_json import compact
from ..sharing import printing, report
from ..sharing.audience import Audience
from ..sharing.calendar import calendar
from ..sharing.deck import deck_notes, package
from ..sharing.entries import feed as feed_of
from ..sharing.feeds import atom, json_feed
from ..site_url import site_url
from ..tables import PACKAGE, TABLES, Format, csv_text, descriptor, json_text
from ..wording import count
from .measures import figures_of, key_of, kind_of
from .options import Site, as_of_option, audience_option, journal_option, output_option, period_options
from .output import step, write_out

FORMATS = {"atom": atom, "json": json_feed}


@click.group()
def export() -> None:
    """Write the journal as files for other programs.

    \b
    Examples:
      studylog export tables --into tables
      studylog export anki
      studylog export report --week 2025-W45 -o week.html
      studylog export feed --site https://example.org/journal/
      studylog export calendar --output due.ics
    """


@export.command()
@journal_option
@click.option("--into", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="The folder for the files; made where it is missing.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["csv", "json"]), default="csv", show_default=True,
              help="What the files are.")  # fmt: skip
@as_of_option
@audience_option
def tables(root: Path, into: Path, format_: Format, as_of: date | None, audience: Audience) -> None:
    """Write everything as tables, with a description of each column.

    datapackage.json says what each table and column means. Files of the same names are replaced.

    \b
    Examples:
      studylog export tables --into tables
      studylog export tables --format json --into tables
      studylog export tables --audience mentor --as-of 2025-11-05 --into tables
    """
    found = figures_of(root, as_of, audience)
    text = {"csv": csv_text, "json": json_text}[format_]
    for table in TABLES:
        write_out(into / f"{table.name}.{format_}", text(table, found).encode())
    write_out(into / PACKAGE, compact(descriptor(TABLES, found, format_)).encode())
    click.echo(f"{count(len(TABLES), 'table')} in {into}, described in {PACKAGE}.".encode())


@export.command()
@journal_option
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=Path("weak.apkg"),
              metavar="FILE", show_default=True, help="The file; one that is there is replaced.")  # fmt: skip
@click.option("--all", "all_", is_flag=True, help="With the weak items that were put right.")
@as_of_option
@audience_option
def anki(root: Path, output: Path, all_: bool, as_of: date | None, audience: Audience) -> None:
    """Write the weak items as a deck for Anki.

    Import it again whenever it was written anew: notes that are there are brought up to date. It needs the package
    genanki, which pip install "studylog[anki]" installs too.

    \b
    Examples:
      studylog export anki
      studylog export anki --all -o all.apkg
    """
    if not find_spec("genanki"):
        raise click.ClickException('The package genanki is missing. Install it: pip install "studylog[anki]"')
    found = figures_of(root, as_of, audience)
    notes = deck_notes(found, resolved=all_)
    if not notes:
        click.echo("There is no weak item to write.")
        return
    write_out(output, package(notes, found.journal.settings.title, found.as_of))
    click.echo(f"{count(len(notes), 'note')} in {output}.".encode())


@export.command(name="report")
@journal_option
@period_options
@as_of_option
@audience_option
@click.option(
    "--site",
    type=Site(),
    metavar="ADDRESS",
    help="Where the site is published: links lead there. [default: site_url in mkdocs.yml]",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where it goes; FILE.pdf is printed, by Chromium. [default: stdout]",
)
def report_(
    root: Path,
    week: str | None,
    month: str | None,
    as_of: date | None,
    audience: Audience,
    site: str | None,
    target: Path | None,
) -> None:
    """Write a week or month as one HTML file, or as a PDF.

    It needs nothing beside it: no script, no style sheet, no network.

    \b
    Examples:
      studylog export report -o week.html
      studylog export report --week 2025-W45 --as-of 2025-11-09 -o week.pdf
      studylog export report --month 2025-11 --audience mentor > november.html
    """
    kind = kind_of(week, month)
    found = figures_of(root, as_of, audience)
    key = key_of(found, kind, month or week)
    with template_faults(root):
        text = report.html(found, kind, key, journal=root, site=site or site_url(root))
    content = text.encode()
    if target and target.suffix.lower() == ".pdf":
        try:
            with step("Printing"):
                content = printing.pdf(content, found.as_of, target.parent)
        except printing.NotPrinted as error:
            raise click.ClickException(str(error)) from error
    write_out(target, content)


@export.command("feed")
@journal_option
@as_of_option
@audience_option
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="atom", show_default=True, help="Which kind of feed."
)
@click.option(
    "--site",
    type=Site(),
    metavar="ADDRESS",
    help="Where the site is published: entries lead there. [default: site_url of mkdocs.yml]",
)
@output_option
def feed(root: Path, as_of: date | None, audience: Audience, form: str, site: str | None, output: Path | None) -> None:
    """Print the newest days and weeks as a feed.

    \b
    Examples:
      studylog export feed
      studylog export feed --format json --site https://example.org/journal/
      studylog export feed --audience public --output feed.xml
    """
    found = figures_of(root, as_of, audience)
    if not (address := site or site_url(root)):
        raise click.UsageError("A feed needs the address of the site: give --site, or write site_url into mkdocs.yml.")
    write_out(output, FORMATS[form](feed_of(found, address)).encode())


@export.command("calendar")
@journal_option
@as_of_option
@audience_option
@click.option(
    "--site",
    type=Site(),
    metavar="ADDRESS",
    help="Where the site is published: events lead there. [default: site_url of mkdocs.yml, if any]",
)
@output_option
def calendar_(root: Path, as_of: date | None, audience: Audience, site: str | None, output: Path | None) -> None:
    """Print reviews and actions that are due as a calendar.

    \b
    Examples:
      studylog export calendar --output due.ics
      studylog export calendar --as-of 2025-11-05 --audience mentor
    """
    found = figures_of(root, as_of, audience)
    write_out(output, calendar(found, site or site_url(root)).encode())
