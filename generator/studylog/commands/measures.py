"""What is computed, for people and programs: figures, audit, ledger."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import click

from ..audit_text import Located, findings, sentence
from ..build import day_of, demand, read
from ..figures import Figures, compute
from ..figures_json import as_json, audit_json
from ..load import places
from ..wording import rounded
from .options import as_of_option, journal_option
from .output import check_root, print_json, summarise


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json_", is_flag=True, required=True, help="Print one JSON object (the only form so far).")
def figures(root: Path, as_of: date | None, as_json_: bool) -> None:
    """Print every measure of the journal.

    \b
    Examples:
      studylog figures --json
      studylog figures --json --as-of 2025-11-05
    """
    print_json(as_json(_figures(root, as_of)))


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object instead of lines.")
def audit(root: Path, as_of: date | None, as_json_: bool) -> None:
    """Hold what the log states about itself against what its questions give.

    \b
    Examples:
      studylog audit
      studylog audit --json --as-of 2025-11-05
    """
    found = _figures(root, as_of).audit
    if as_json_:
        print_json(audit_json(found))
        return
    for line in _listed(root, findings(found)):
        click.echo(line.encode())
    click.echo(sentence(found).encode())


@click.command()
@journal_option
@as_of_option
def ledger(root: Path, as_of: date | None) -> None:
    """Print every prediction of recall, made from the days before, and what came, as CSV.

    \b
    Examples:
      studylog ledger
      studylog ledger --as-of 2025-11-05
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("date", "topic", "predicted", "average", "score", "remembered"))
    for line in _figures(root, as_of).calibration.ledger:
        expected = [f"{100 * value:.2f}" for value in (line.predicted, line.average)]
        rows.writerow((line.date, line.topic, *expected, f"{rounded(line.score, 2):f}", int(line.remembered)))
    click.echo(text.getvalue().encode(), nl=False)


def _figures(root: Path, as_of: date | None) -> Figures:
    """The figures of a journal without errors; its warnings are summed up on stderr."""
    check_root(root)
    today = date.today()
    journal, problems = read(root, as_of=as_of, today=today)
    demand(problems)
    summarise(problems)
    return compute(journal, day_of(journal, as_of, today))


def _listed(root: Path, found: Iterable[Located]) -> Iterator[str]:
    """A line a finding, `path:line:column: what`; each file is read once."""
    for key, group in groupby(found, key=lambda one: one[0].key):
        path = root / "content" / "days" / f"{key}.yml"
        rows = [(loc, " ".join(text.split())) for _, loc, text in group]
        for (line, column), (_, text) in zip(places(path, [loc for loc, _ in rows]), rows, strict=True):
            yield f"{path}:{line}:{column}: {text}"
