"""From records to a site: build, serve."""

import logging
import os
import socket
from datetime import date
from pathlib import Path

import click

from .. import engines, serving, watch
from ..build import generate
from ..ondisk import STATE
from ..sharing.audience import Audience
from ..turns import turn
from ..wording import count
from .options import Address, as_of_option, audience_option, engine_option, journal_option, plain_option, strict_option
from .output import check_root, show, step, summarise
from .sealing import said, sealing
from .sharing import left_out


@click.command()
@journal_option
@as_of_option
@strict_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site goes. [default: site or site-AUDIENCE, with -sealed behind it under a passphrase]",
)
@engine_option
@audience_option
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Seal the site: only who knows the passphrase in FILE, - for standard input, can read it.",
)
@plain_option
def build(
    root: Path,
    as_of: date | None,
    strict: bool,
    site_dir: Path | None,
    engine: str,
    audience: Audience,
    passphrase_file: Path | None,
    plain: bool,
) -> None:
    """Read the records, publish the pages and build the site.

    \b
    Examples:
      studylog build
      studylog build --as-of 2025-11-05 --site-dir ../then
      studylog build --engine zensical
      studylog build --audience public
      studylog build --audience mentor --passphrase-file ~/journal-passphrase
    """
    check_root(root)
    engines.found(engine)
    site = site_dir or root / _folder(audience, sealed=passphrase_file is not None)
    seal = sealing(passphrase_file, root, site, strict=strict) if passphrase_file else None
    with turn(root / STATE):
        _build(root, as_of, strict, site, engine, audience, seal, plain)


def _build(
    root: Path,
    as_of: date | None,
    strict: bool,
    site: Path,
    engine: str,
    audience: Audience,
    seal: engines.Seal | None,
    plain: bool,
) -> None:
    with step("Reading and writing pages"):
        generated = generate(root, as_of=as_of, today=date.today(), strict=strict, audience=audience)
    summarise(generated.warnings)
    if audience != "learner":
        click.echo(f"{left_out(audience, generated.left_out)} studylog audience {audience} --explain lists the places.")
    show(generated.published.problems)
    with step("Building the site"):
        built = engines.build_site(
            root,
            site,
            root / STATE,
            as_of=generated.as_of,
            strict=strict,
            engine=engine,
            seal=seal,
            plain=plain,
        )
    if built.warnings:
        click.echo(built.warnings, err=True)
    published = generated.published
    click.echo(
        f"{count(generated.days, 'day')}, {count(generated.questions, 'question')}: "
        f"{count(len(published.written), 'page')} written, {published.unchanged} unchanged; "
        f"{site / 'index.html'} ({count(built.replaced, 'file')} changed)"
    )
    if seal:
        click.echo(said(built, site))


def _folder(audience: Audience, *, sealed: bool) -> str:
    """A site for each kind of reader: what is sealed never lies where the same was clear."""
    return "-".join(["site", *([audience] if audience != "learner" else []), *(["sealed"] if sealed else [])])


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
@plain_option
def serve(root: Path, address: tuple[str, int], engine: str, audience: Audience, plain: bool) -> None:
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
    publish = watch.publisher(root, audience)
    raise click.exceptions.Exit(serving.serve(root, root / STATE, address, publish, engine, plain=plain))


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
