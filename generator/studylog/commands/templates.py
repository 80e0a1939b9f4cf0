"""Templates that a journal may bring in place of studylog's: templates list, templates eject."""

from pathlib import Path

import click

from .. import own_templates
from ..ondisk import STATE
from .options import journal_option
from .output import check_root


@click.group()
def templates() -> None:
    """List the templates, and take one to be changed.

    \b
    Examples:
      studylog templates list
      studylog templates eject dashboard
    """


@templates.command(name="list")
@journal_option
def list_(root: Path) -> None:
    """List every template, and whose it is: studylog's or your own.

    \b
    Examples:
      studylog templates list
    """
    for template in own_templates.templates(root):
        owner = "studylog" if template.state == "studylog" else "own"
        click.echo(f"{owner:<8}  {template.name}{_remark(template)}".encode())


@templates.command()
@journal_option
@click.argument("name")
def eject(root: Path, name: str) -> None:
    """Copy template NAME into the journal, to be changed there.

    It goes into templates/; one that is there is never overwritten.

    \b
    Examples:
      studylog templates eject pages/day.md.j2
      studylog templates eject dashboard
    """
    check_root(root)
    click.echo(f"{own_templates.eject(root, name, root / STATE)} is now this journal's own.")


def _remark(template: own_templates.Template) -> str:
    if template.state == "behind":
        return f"  (taken from studylog {template.version}, whose own has changed since)"
    if template.near:
        return f"  (takes the place of none; did you mean {template.near}?)"
    return "  (the same as studylog's)" if template.state == "same" else ""
