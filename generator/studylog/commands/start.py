"""The first hour: init, doctor."""

import dataclasses
import shlex
import sys
from pathlib import Path
from unicodedata import category

import click

from ..doctor import findings
from ..starter import SAMPLE_TITLE, TITLE, Wishes, add_missing, create, files, without_records
from ..wording import count
from .options import journal_option
from .output import print_json

PUBLISHED = "everyone may read what visibility does not hide, and the repository holds all of it"


class Line(click.ParamType[str]):
    """A text of one line."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = " ".join(value.split())
        if any(category(character) in ("Cc", "Cs") for character in text):
            self.fail(f"{text!r} holds a control character. Leave it out.", param, ctx)
        return text


@click.command()
@click.argument("folder", metavar="DIR", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", type=Line(), metavar="TEXT", help=f"What the journal is called. [default: {TITLE}]")
@click.option("--learner", type=Line(), metavar="NAME", help="Whose journal it is. [default: nobody named]")
@click.option("--from-sample", is_flag=True, default=None, help="Begin with the records of the sample journal.")
@click.option("--pages", is_flag=True, default=None, help=f"Publish it on GitHub Pages: {PUBLISHED}.")
@click.option("--only-missing", is_flag=True, help="Write what is missing beside what is there.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: what is not said is as by default.")
def init(
    folder: Path,
    title: str | None,
    learner: str | None,
    from_sample: bool | None,
    pages: bool | None,
    only_missing: bool,
    yes: bool,
) -> None:
    """Make a new journal in DIR that builds at once. Nothing that is there is ever overwritten.

    \b
    Examples:
      studylog init my-journal
      studylog init my-journal --title "Studies of 2026" --learner Ada
      studylog init try-it --from-sample --yes
    """
    asks = not yes and _on_a_terminal()
    has_records = only_missing and (folder / "content").exists()
    if from_sample and has_records:
        raise click.UsageError(f"{folder / 'content'} is there: the sample's records do not go among others.")
    if from_sample is None:
        from_sample = asks and not has_records and click.confirm("Begin with the records of the sample journal?")
    usual = SAMPLE_TITLE if from_sample else TITLE
    if title is None:
        title = click.prompt("Title", usual, type=Line()) if asks else usual
    if learner is None:
        learner = click.prompt("Your name, if it is to be shown", "", type=Line(), show_default=False) if asks else ""
    if pages is None:
        pages = asks and click.confirm(f"Publish it on GitHub Pages? Then {PUBLISHED}.")
    made = files(Wishes(title or usual, learner, from_sample, pages))
    if only_missing:
        written = add_missing(without_records(made) if has_records else made, folder)
    else:
        create(made, folder)
        written = tuple(made)
    click.echo(f"{count(len(written), 'file')} written into {folder}.")
    there = "" if folder == Path() else f"cd {shlex.quote(str(folder))}, then "
    click.echo(f"Next: {there}studylog build, and open site/index.html; studylog new writes the record of a day.")
    if pages:
        click.echo(f"When it is pushed to GitHub with Pages switched on, {PUBLISHED}.")


@click.command()
@journal_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def doctor(root: Path, as_json: bool) -> None:
    """Look over the set-up, and say what is wrong and how to mend it.

    It looks at Python, packages, folders, git and the journal, and changes nothing.

    \b
    Examples:
      studylog doctor
      studylog doctor --journal my-journal --json
    """
    found = findings(root)
    wrong = sum(finding.state == "wrong" for finding in found)
    if as_json:
        print_json({"wrong": wrong, "findings": [dataclasses.asdict(finding) for finding in found]})
    else:
        for finding in found:
            said = ". ".join(filter(None, (finding.said.rstrip("."), finding.mend)))
            click.echo(f"{finding.state:<5}  {finding.about:<9}  {said}".encode())
    if wrong:
        raise click.exceptions.Exit(1)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
