"""What is computed, for people and programs: figures, audit, review, schedulers, ledger."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from ..audit_text import Located, findings, sentence
from ..build import day_of
from ..figures import Figures, compute
from ..figures_json import as_json, audit_json, schedulers_json
from ..hooks import with_extra
from ..load import places
from ..measure.periods import week_key
from ..narrative.as_json import as_json as narrative_json
from ..narrative.markdown import markdown
from ..narrative.review import Kind, narratives
from ..schedule.comparison import verdict
from ..sharing.audience import Audience, seen_by
from ..tables.written import cell
from ..wording import count, day, percent, rounded, signed
from .options import Site, as_of_option, audience_option, journal_option, period_options
from .output import journal_of, print_json, print_table


@click.command()
@journal_option
@as_of_option
@audience_option
@click.option("--json", "as_json_", is_flag=True, help="Print every measure as one JSON object.")
def figures(root: Path, as_of: date | None, audience: Audience, as_json_: bool) -> None:
    """Show the main figures of the journal, or print every measure.

    \b
    Examples:
      studylog figures
      studylog figures --json
      studylog figures --json --as-of 2025-11-05
      studylog figures --json --audience public
    """
    found = with_extra(figures_of(root, as_of, audience))
    if as_json_:
        print_json(as_json(found))
        return
    table = Table(title=f"As of {day(found.as_of)}", title_justify="left", box=None, pad_edge=False, show_header=False)
    for justify in ("left", "right", "left"):
        table.add_column(justify=justify, overflow="fold")
    for row in _main(found):
        table.add_row(*map(Text, row))
    print_table(table)


def _main(found: Figures) -> Iterator[tuple[str, str, str]]:
    """What the table says: the name, the figure, and a word on it."""
    last, check, late = found.last_check, found.next_check, [one for one in found.due if one.overdue(found.as_of) > 0]
    if last:
        change = last.scores.change
        against = "" if change is None else f", {signed(change)} points"
        yield "Last score", percent(last.scores.all.value), f"{day(last.record.date)}{against}"
        yield "7-check mean", percent(last.scores.rolling), ""
    for name, mean in (("All scores", found.all), ("New material", found.new), ("Reviews", found.review)):
        yield name, percent(mean.value), count(mean.count, "question")
    yield "Due", str(len(found.due)), f"{count(len(late), 'topic')} overdue"
    yield "Weak items open", str(len(found.open_weak)), f"of {len(found.weak)} so far"
    fresh = count(check.new, "question")
    yield "Next check", day(check.date), f"{count(len(check.reviews), 'review')}, {fresh} on new material"
    yield "Streak", count(found.habit.streak, "day"), f"the longest {count(found.habit.longest_streak, 'day')}"
    for measure in found.extra:
        yield measure.name, "", measure.sentence


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object instead of lines.")
def audit(root: Path, as_of: date | None, as_json_: bool) -> None:
    """Hold what the log states about itself against its questions.

    \b
    Examples:
      studylog audit
      studylog audit --json --as-of 2025-11-05
    """
    found = figures_of(root, as_of).audit
    if as_json_:
        print_json(audit_json(found))
        return
    for line in _listed(root, findings(found)):
        click.echo(line.encode())
    click.echo(sentence(found).encode())


@click.command()
@journal_option
@period_options
@as_of_option
@audience_option
@click.option("--site", type=Site(), metavar="ADDRESS", help="Where the site is published: evidence is linked there.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object instead of Markdown.")
def review(
    root: Path,
    week: str | None,
    month: str | None,
    as_of: date | None,
    audience: Audience,
    site: str | None,
    as_json_: bool,
) -> None:
    """Tell a week or a month in sentences, as Markdown.

    They say what was studied, what improved, what slipped and what is next.

    \b
    Examples:
      studylog review
      studylog review --week 2025-W45 --as-of 2025-11-09
      studylog review --month 2025-11 --site https://example.org/journal/
      studylog review --json --audience mentor
    """
    kind = kind_of(week, month)
    found = figures_of(root, as_of, audience)
    key = key_of(found, kind, month or week)
    told = narratives(found, kind)[key]
    if as_json_:
        print_json(narrative_json(told, key, site or ""))
    else:
        click.echo(markdown(told, site or "").encode(), nl=False)


def kind_of(week: str | None, month: str | None) -> Kind:
    """What `period_options` ask for. Raises UsageError where they ask for both."""
    if week and month:
        raise click.UsageError("Give --week or --month, not both.")
    return "month" if month else "week"


def key_of(found: Figures, kind: Kind, asked: str | None) -> str:
    """The week or month that was asked for, else that of the day. Raises ClickException where it holds no record."""
    key = asked or week_key(found.as_of)
    known = [period.key for period in (found.weeks if kind == "week" else found.months)]
    if key not in known:
        raise click.ClickException(_without_records(key, kind, known))
    return key


def _without_records(key: str, kind: Kind, known: list[str]) -> str:
    """That a period holds no record, and which one to write instead: the last before it, else the first."""
    if not known:
        return "The journal holds no record yet: a review starts with content/days/YYYY-MM-DD.yml."
    near = max((other for other in known if other < key), default=known[0])
    return f"{key} holds no record. Write --{kind} {near}, the nearest {'before' if near < key else 'after'} it."


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object instead of the answer in words.")
def schedulers(root: Path, as_of: date | None, as_json_: bool) -> None:
    """Hold SM-2 and FSRS against each other on this journal.

    \b
    Examples:
      studylog schedulers
      studylog schedulers --json --as-of 2025-11-05
    """
    found = figures_of(root, as_of)
    if as_json_:
        print_json(schedulers_json(found))
    else:
        click.echo(verdict(found.comparison).encode())


@click.command()
@journal_option
@as_of_option
def ledger(root: Path, as_of: date | None) -> None:
    """Print every prediction of recall and what came, as CSV.

    Each was made from the days before alone.

    \b
    Examples:
      studylog ledger
      studylog ledger --as-of 2025-11-05
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("date", "topic", "predicted", "average", "score", "remembered"))
    for line in figures_of(root, as_of).calibration.ledger:
        expected = [f"{100 * value:.2f}" for value in (line.predicted, line.average)]
        rows.writerow((line.date, cell(line.topic), *expected, f"{rounded(line.score, 2):f}", int(line.remembered)))
    click.echo(text.getvalue().encode(), nl=False)


def figures_of(root: Path, as_of: date | None, audience: Audience = "learner") -> Figures:
    """The figures of a journal without errors, as an audience may know it; its warnings are summed up on stderr."""
    journal = journal_of(root, as_of)
    seen, _ = seen_by(audience, journal)
    return compute(seen, day_of(journal, as_of, date.today()))


def _listed(root: Path, found: Iterable[Located]) -> Iterator[str]:
    """A line a finding, `path:line:column: what`; each file is read once."""
    for key, group in groupby(found, key=lambda one: one[0].key):
        path = root / "content" / "days" / f"{key}.yml"
        rows = [(loc, " ".join(text.split())) for _, loc, text in group]
        for (line, column), (_, text) in zip(places(path, [loc for loc, _ in rows]), rows, strict=True):
            yield f"{path}:{line}:{column}: {text}"
