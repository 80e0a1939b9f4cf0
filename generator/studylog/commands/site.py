"""From records to a site: build, serve."""

import logging
import os
import socket
from datetime import date
from functools import partial
from pathlib import Path

import click

from .. import engines, serving, watch
from ..build import STATE, Generated, generate
from ..kept import Kept
from ..sharing.audience import Audience
from ..turns import turn
from ..wording import count
from .options import Address, as_of_option, audience_option, engine_option, journal_option, strict_option
from .output import check_root, show, step, summarise
from .sharing import left_out


@click.command()
@journal_option
@as_of_option
@strict_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site goes. [default: site, or site-AUDIENCE]",
)
@engine_option
@audience_option
def build(root: Path, as_of: date | None, strict: bool, site_dir: Path | None, engine: str, audience: Audience) -> None:
    """Read the records, publish the pages and build the site.

    \b
    Examples:
      studylog build
      studylog build --as-of 2025-11-05 --site-dir ../then
      studylog build --engine zensical
      studylog build --audience public
    """
    check_root(root)
    engines.found(engine)
    with turn(root / STATE):
        _build(root, as_of, strict, site_dir, engine, audience)


def _build(
    root: Path, as_of: date | None, strict: bool, site_dir: Path | None, engine: str, audience: Audience
) -> None:
    with step("Reading and writing pages"):
        generated = generate(root, as_of=as_of, today=date.today(), strict=strict, audience=audience)
    summarise(generated.warnings)
    if audience != "learner":
        click.echo(f"{left_out(audience, generated.left_out)} studylog audience {audience} --explain lists the places.")
    show(generated.published.problems)
    site = site_dir or root / ("site" if audience == "learner" else f"site-{audience}")
    with step("Building the site"):
        built = engines.build_site(
            root, site, root / STATE, as_of=generated.figures.as_of, strict=strict, engine=engine
        )
    if built.warnings:
        click.echo(built.warnings, err=True)
    published = generated.published
    click.echo(
        f"{count(len(generated.figures.days), 'day')}, {count(generated.figures.all.count, 'question')}: "
        f"{count(len(published.written), 'page')} written, {published.unchanged} unchanged; "
        f"{site / 'index.html'} ({count(built.replaced, 'file')} changed)"
    )


@click.command()
@journal_option
@click.option(
    "--address",
    type=Address(),
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to serve.",
)
@engine_option
@audience_option
def serve(root: Path, address: tuple[str, int], engine: str, audience: Audience) -> None:
    """Build, serve and watch: every edit shows in the browser.

    An edit of a record or template rebuilds once.

    \b
    Examples:
      studylog serve
      studylog serve --address 127.0.0.1:8080
      studylog serve --engine zensical
    """
    check_root(root)
    _check_free(*address)
    logging.basicConfig(format="%(levelname)-7s -  %(message)s")
    watch.log.setLevel(logging.INFO)
    publish = partial(_publish, root, Kept(), audience)
    raise click.exceptions.Exit(serving.serve(root, root / STATE, address, publish, engine))


def _publish(root: Path, kept: Kept, audience: Audience) -> Generated:
    """Today is a new one after midnight."""
    return generate(root, as_of=None, today=date.today(), kept=kept, audience=audience)


def _check_free(host: str, port: int) -> None:
    """Refuse an address that cannot be served on, before MkDocs builds for it in vain."""
    try:
        bare = host.strip("[]")
        socket.create_server((bare, port), family=socket.AF_INET6 if ":" in bare else socket.AF_INET).close()
    except (OSError, TypeError, ValueError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number and number > 0 else error
        message = f"cannot serve on {host}:{port}: {reason}. Choose another with --address HOST:PORT."
        raise click.ClickException(message) from error
