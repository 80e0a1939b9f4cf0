"""Old logs, tables and collections as records: import."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ..build import demand
from ..importing import anki
from ..importing.collection import TopicsFrom
from ..importing.files import writing
from ..importing.log import Log
from ..importing.package import SUFFIXES
from ..importing.records import Imported, imported, log_of
from ..load import load
from ..ondisk import STATE, write
from ..wording import count
from .options import Zone
from .output import show


@click.command(name="import")
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="The journal to import into; made where it is missing.")  # fmt: skip
@click.option("--year", type=click.IntRange(1900, 2199), metavar="YEAR", help="The year of dates that give none.")
@click.option("--zone", type=Zone(), metavar="NAME",
              help="The time zone of Anki collections, such as Europe/Berlin. [default: their own]")  # fmt: skip
@click.option("--topics-from", type=click.Choice(["decks", "tags"]), default="decks", show_default=True,
              help="What the topics of Anki collections are.")  # fmt: skip
@click.option("--merge", is_flag=True, help="Take new days alone where others are there and differ.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def import_(
    logs: tuple[Path, ...],
    into: Path,
    year: int | None,
    zone: ZoneInfo | None,
    topics_from: TopicsFrom,
    merge: bool,
    dry_run: bool,
) -> None:
    """Turn Markdown logs, tables and Anki collections into records.

    No record that is there is ever overwritten.

    \b
    Examples:
      studylog import log.md --into my-journal --dry-run
      studylog import 2024.md 2025.md --into my-journal --year 2025 --merge
      studylog import collection.colpkg --into my-journal --zone Europe/Berlin
    """
    content = into / "content"
    journal, problems = load(content) if content.is_dir() else (None, ())
    demand(problems)
    topics, goals = (journal.topics, journal.goals) if journal else ({}, ())
    found = imported([(str(log), _opened(log, year, zone, topics_from)) for log in logs], topics, goals)
    show(found.problems, all_of_them=True)
    made = writing(found, content)
    for diff in made.differing.values():
        click.echo(diff)
    click.echo(_said_of(found))
    if made.differing and not merge:
        message = (
            f"{count(len(made.differing), 'record')} would change; nothing was written. --merge takes new days alone."
        )
        raise click.ClickException(message)
    if not dry_run:
        for path, text in made.new.items():
            write(path, text.encode(), into / STATE)
    said = "would be written" if dry_run else "written"
    click.echo(f"{count(len(made.new), 'file')} {said}, {made.unchanged} unchanged, {len(made.differing)} left alone.")
    if any(problem.severity == "error" for problem in found.problems):
        raise click.exceptions.Exit(1)


def _opened(path: Path, year: int | None, zone: ZoneInfo | None, topics_from: TopicsFrom) -> Log:
    """What was read of a log, or of a collection by the end of its name."""
    if path.suffix.lower() in SUFFIXES:
        return anki.read(path, zone, topics_from)
    return log_of(path.read_bytes(), str(path), year)


def _said_of(found: Imported) -> str:
    """What was found, and what became of every line and answer."""
    questions = [question for day in found.days.values() for question in day.questions]
    scored = sum("score" in question for question in questions)
    figures = sum(day.figures for day in found.days.values())
    said = [
        f"{count(len(found.days), 'day')}, {count(len(questions), 'question')} ({scored} scored), "
        f"{count(figures, 'stated figure')}, {count(len(found.topics), 'new topic')} "
        f"({count(len(found.alike), 'group')} of similar names)."
    ]
    if found.placed or not found.answers:
        said.append(_counted("line", _lines(found.placed)))
    if found.answers:
        said.append(_counted("answer", {name: found.answers.get(name, 0) for name in anki.OUTCOMES}))
    return "\n".join([*said, *found.remarks])


def _lines(placed: Mapping[str, int]) -> dict[str, int]:
    """Lines by what became of them, all fields in one."""
    apart = {"notes": "in notes", "structure": "of structure", "not understood": "not understood"}
    in_fields = sum(n for name, n in placed.items() if name not in apart)
    return {"in fields": in_fields} | {said: placed.get(name, 0) for name, said in apart.items()}


def _counted(what: str, parts: Mapping[str, int]) -> str:
    return f"{count(sum(parts.values()), what)}: {', '.join(f'{n} {name}' for name, n in parts.items())}."
