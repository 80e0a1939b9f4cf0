"""What to ask this evening: new, due, plan."""

from datetime import date
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from ..evening import asked_last, coming, due_reviews, fresh_record, reviews_of
from ..figures import Figures
from ..figures_json import due_json, plan_json
from ..load import topic_named
from ..model import Journal
from ..ondisk import STATE, write
from ..wording import count, number, weekday
from ..wording import day as day_text
from .completion import topics as known_topics
from .measures import figures_of
from .options import Date, as_of_option, journal_option
from .output import journal_of, print_json, print_table


@click.command()
@journal_option
@click.argument("day", required=False, type=Date(), metavar="[DATE]")
@click.option("--topics", metavar="A,B", default="", shell_complete=known_topics,
              help="Topics studied for the first time: a question each.")  # fmt: skip
@click.option("--session", type=click.IntRange(1, 99), default=1, metavar="N", help="2 for a second session of a day.")
@click.option("--edit", is_flag=True, help="Open the record in $EDITOR.")
def new(root: Path, day: date | None, topics: str, session: int, edit: bool) -> None:
    """Write the record of today, or of a day, to be filled in.

    It holds the reviews as composed, and places for new questions. A record that is there is never overwritten.

    \b
    Examples:
      studylog new
      studylog new 2025-11-18 --topics llm-zero,llm-fsdp
      studylog new --session 2 --edit
    """
    journal, on = journal_of(root, date.today()), day or date.today()
    path = record_path(root, on, session)
    if path.exists():
        raise click.ClickException(f"{path} is there already. {_instead(root, on, session)}")
    path = made(root, journal, on, _ids(journal, topics), session)
    click.echo(str(path))
    if edit:
        click.edit(filename=str(path))


def made(root: Path, journal: Journal, day: date, topics: list[str], session: int) -> Path:
    """Write a fresh record where there is none; what is odd about its day goes to stderr."""
    path = record_path(root, day, session)
    text = fresh_record(journal, day, topics, session)
    if journal.settings.is_rest_day(day):
        click.echo(f"{weekday(day)} is a rest day: nothing falls due on it.", err=True)
    if (pinned := journal.settings.as_of) and pinned < day:
        click.echo(f"journal.yml pins as_of to {pinned}: this record is left out until it is moved on.", err=True)
    write(path, text.encode(), root / STATE)
    return path


def record_path(root: Path, day: date, session: int) -> Path:
    return root / "content" / "days" / (f"{day}.yml" if session == 1 else f"{day}-{session}.yml")


def _instead(root: Path, day: date, session: int) -> str:
    """What to write where a record is there."""
    free = next(n for n in range(session + 1, 1000) if not record_path(root, day, n).exists())
    return f"Fill it in, or write --session {free} for another session: {record_path(root, day, free).name}."


def _ids(journal: Journal, topics: str) -> list[str]:
    """The ids of topics named with commas between, each once."""
    found: list[str] = []
    for name in filter(None, (name.strip() for name in topics.split(","))):
        try:
            found.append(topic_named(journal, name))
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    return list(dict.fromkeys(found))


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def due(root: Path, as_of: date | None, as_json: bool) -> None:
    """Show every topic that is due, in the order to ask, and why.

    \b
    Examples:
      studylog due
      studylog due --json --as-of 2025-11-05
    """
    figures = figures_of(root, as_of)
    if as_json:
        print_json(due_json(figures))
        return
    if not figures.due:
        click.echo(f"Nothing is due on {day_text(figures.as_of)}. {following(figures, figures.as_of)}".encode())
        return
    print_table(_table(figures))
    click.echo(following(figures, figures.as_of).encode())


def _table(figures: Figures) -> Table:
    table = Table(title=f"Due on {day_text(figures.as_of)}", title_justify="left", box=None, pad_edge=False)
    for heading, right in (("Topic", False), ("", False), ("Last", True), ("Overdue", True), ("Why", False)):
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for review in due_reviews(figures):
        late = review.schedule.overdue(figures.as_of)
        table.add_row(
            Text(review.topic.topic.title),
            Text(review.because, style="bold red" if review.because == "weak" else ""),
            number(review.schedule.last.score),
            count(late, "day") if late else "today",
            Text(review.schedule.why),
        )
    return table


@click.command()
@journal_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def plan(root: Path, as_of: date | None, as_json: bool) -> None:
    """Show the next check as it is composed.

    It says what to ask again and why, and how many places are left for new material.

    \b
    Examples:
      studylog plan
      studylog plan --json --as-of 2025-11-05
    """
    figures = figures_of(root, as_of)
    if as_json:
        print_json(plan_json(figures))
        return
    check = figures.next_check
    reviews, fresh = count(len(check.reviews), "review"), count(check.new, "question")
    lines = [f"{weekday(check.date)}: {reviews} and {fresh} on new material."]
    for n, review in enumerate(reviews_of(check, figures), 1):
        lines += [f"{n}. {review.topic.topic.title} ({review.because})", f"   {review.schedule.why}"]
        if asked := asked_last(review):
            lines.append(f"   Asked then: {asked}.")
    click.echo("\n".join([*lines, following(figures, check.date)]).encode())


def following(figures: Figures, after: date) -> str:
    """When topics fall due after a day: `Next: 3 topics on 6 Nov 2025, 1 topic on 9 Nov 2025.`"""
    dates = [f"{count(len(topics), 'topic')} on {day_text(on)}" for on, topics in coming(figures, after)]
    return f"Next: {', '.join(dates)}." if dates else "Nothing else is scheduled."
