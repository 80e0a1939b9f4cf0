"""What a journal holds, as files for other programs: export."""

from datetime import date
from pathlib import Path

import click

from ..build import template_faults
from ..engines import site_url
from ..sharing import printing, report
from ..sharing.audience import Audience
from .measures import figures_of, key_of, kind_of
from .options import Site, as_of_option, audience_option, journal_option, period_options
from .output import step, write_out


@click.group()
def export() -> None:
    """Write the journal as files for other programs.

    \b
    Examples:
      studylog export report --week 2025-W45 -o week.html
    """


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
        text = report.html(found, kind, key, journal=root, site=site or site_url(root / "mkdocs.yml"))
    content = text.encode()
    if target and target.suffix.lower() == ".pdf":
        try:
            with step("Printing"):
                content = printing.pdf(content, found.as_of, target.parent)
        except printing.NotPrinted as error:
            raise click.ClickException(str(error)) from error
    write_out(target, content)
