"""What others may see of a journal: audience."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from ..load import places
from ..sharing.audience import Audience, LeftOut, seen_by
from ..wording import count
from .options import journal_option
from .output import journal_of, print_json


@click.command()
@journal_option
@click.argument("audience", type=click.Choice(["mentor", "public"]))
@click.option("--explain", is_flag=True, help="List each thing that is left out: its place, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as one JSON object.")
def audience(root: Path, audience: Audience, explain: bool, as_json: bool) -> None:
    """Tell what a mentor, or everybody, would not see.

    It is what `studylog build --audience` leaves out, and what `visibility` in the records asks for.

    \b
    Examples:
      studylog audience public
      studylog audience mentor --explain
    """
    _, found = seen_by(audience, journal_of(root, None))
    if as_json:
        rows = [
            {"path": str(path), "line": line or None, "column": column or None, "what": one.what, "why": one.why}
            for path, line, column, one in _located(root, found)
        ]
        print_json({"audience": audience, "left_out": rows})
        return
    if explain:
        for path, line, column, one in _located(root, found):
            place = ":".join([str(path), *(str(n) for n in (line, column) if n)])
            name = f" {one.loc[0]}" if one.what == "topic" else ""
            click.echo(f"{place}: {one.what}{name}: {one.why}.".encode())
    click.echo(left_out(audience, found))


def left_out(audience: Audience, found: Sequence[LeftOut]) -> str:
    """`Left out for the public: 2 interviews and 16 notes.`"""
    whom = {"learner": "the learner", "mentor": "a mentor", "public": "the public"}[audience]
    counted = Counter(one.what for one in found)
    parts = [count(n, what, _PLURALS.get(what, "")) for what, n in sorted(counted.items())]
    said = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "nothing"
    return f"Left out for {whom}: {said}."


_PLURALS = {"readiness entry": "readiness entries"}


def _located(root: Path, found: Sequence[LeftOut]) -> Iterator[tuple[Path, int, int, LeftOut]]:
    """Each with its file, line and column; each file is read once."""
    for file, group in groupby(sorted(found, key=lambda one: one.file), key=lambda one: one.file):
        path, rows = root / "content" / file, list(group)
        at = places(path, [one.loc for one in rows]) if path.exists() else [(0, 0)] * len(rows)
        yield from sorted((path, line, column, one) for (line, column), one in zip(at, rows, strict=True))
