"""What a journal holds, as files for other programs: export."""

from datetime import date
from pathlib import Path

import click

from ..sharing.audience import Audience
from ..sharing.calendar import calendar
from ..sharing.entries import feed as feed_of
from ..sharing.feeds import atom, json_feed
from ..site_url import site_url
from .measures import figures_of
from .options import Site, as_of_option, audience_option, journal_option, output_option
from .output import write_out

FORMATS = {"atom": atom, "json": json_feed}


@click.group()
def export() -> None:
    """Write the journal as files for other programs.

    \b
    Examples:
      studylog export feed --site https://example.org/journal/
      studylog export calendar --output due.ics
    """


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
