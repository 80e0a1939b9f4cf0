"""Records corrected in place: score, actions, correct, thread, topics. Comments and all other text of a file stay."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from ..build import demand
from ..editing import Changed, Uneditable, save
from ..editing.records import Refused, corrected, done, noted, open_actions, replied, scored
from ..editing.topics import covering, merged, renamed
from ..figures_json import questions_json
from ..load import load, places
from ..measure.threads import open_questions
from ..model import DayRecord, Journal
from ..ondisk import STATE
from ..problems import JournalError
from ..wording import day as day_named
from .completion import questions
from .completion import topics as known_topics
from .options import ActionKey, Date, RecordKey, Score, journal_option
from .output import check_root, print_diff, print_json

dry_run_option = click.option("--dry-run", is_flag=True, help="Show the difference, and write nothing.")


@click.command()
@journal_option
@click.argument("record", type=RecordKey(), metavar="DATE")
@click.argument("question", shell_complete=questions)
@click.argument("score", type=Score())
@click.option("--was", type=Score(), metavar="SCORE", help="Refuse unless this is the score so far.")
@click.option("--why", metavar="TEXT", help="Why the score is revised.")
@click.option("--by", metavar="NAME", help="Who revised it.")
@click.option("--on", type=Date(), metavar="DATE", help="When it was revised. [default: today]")
@click.option("--note", metavar="TEXT", help="The note of the question from now on.")
@dry_run_option
def score(
    root: Path,
    record: str,
    question: str,
    score: str,
    was: str | None,
    why: str | None,
    by: str | None,
    on: date | None,
    note: str | None,
    dry_run: bool,
) -> None:
    """Score a question of a record, or revise its score.

    The score that it had is kept with it.

    \b
    Examples:
      studylog score 2025-11-05 Q8 100 --was 95 --why "Up to was the better answer" --by mentor
      studylog score 2025-11-05-2 Q1 9.5/10 --dry-run
    """
    revision = {"on": str(on or date.today()), "by": by, "why": why}

    def edit(text: str, day: DayRecord) -> str:
        made = scored(text, day, question, score, revision, was)
        return noted(made, day, question, note) if note else made

    said = f"{record} {question}: {score}"
    if not _edit_record(root, record, edit, dry_run, f"{said}."):
        click.echo(f"{said} already, nothing to write.")


@click.command()
@journal_option
@click.argument("record", type=RecordKey(), metavar="DATE")
@click.option("--about", required=True, metavar="TEXT", help="What it was about.")
@click.option("--said", metavar="TEXT", help="What was said.")
@click.option("--right", required=True, metavar="TEXT", help="What is right.")
@click.option("--caught-by", metavar="NAME", help="Who noticed.")
@click.option("--source", metavar="URL", help="Where it can be read.")
@dry_run_option
def correct(root: Path, record: str, dry_run: bool, **correction: str | None) -> None:
    """Add a correction to a record: what was wrong, and what is right.

    \b
    Examples:
      studylog correct 2025-11-05 --about "Ring all-reduce" --said "N steps" --right "2(N - 1) steps"
    """
    _edit_record(
        root, record, lambda text, day: corrected(text, day, correction), dry_run, f"{record}: correction added."
    )


@click.group(invoke_without_command=True)
@journal_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def actions(context: click.Context, root: Path, as_json: bool) -> None:
    """List the actions that are open, oldest first.

    `studylog actions done` ends one.

    \b
    Examples:
      studylog actions
      studylog actions --json
      studylog actions done 2025-11-05#2
    """
    if context.invoked_subcommand:
        return
    found = list(open_actions(_journal(root)))
    if as_json:
        rows = [
            {
                "key": one.key,
                "date": str(one.record.date),
                "do": one.action.do,
                "topic": one.action.topic,
                "priority": one.action.priority,
                "due": str(one.due) if one.due else None,
            }
            for one in found
        ]
        print_json({"actions": rows})
        return
    for one in found:
        due = f"due {one.due}" if one.due else ""
        line = f"{one.key:<15} {one.action.priority or '':<8} {due:<14} {' '.join(one.action.do.split())}"
        click.echo(line.encode())
    if not found:
        click.echo("No action is open.")


@actions.command(name="done")
@journal_option
@click.argument("action", type=ActionKey(), metavar="DATE#NUMBER")
@click.option("--on", type=Date(), metavar="DATE", help="The day it was done. [default: today]")
@dry_run_option
def actions_done(root: Path, action: tuple[str, int], on: date | None, dry_run: bool) -> None:
    """Mark an action as done, named as `studylog actions` lists it.

    \b
    Examples:
      studylog actions done 2025-11-05#2
      studylog actions done 2025-11-05#2 --on 2025-11-07 --dry-run
    """
    record, number = action
    day = on or date.today()
    _edit_record(root, record, lambda text, found: done(text, found, number, day), dry_run,
                 f"{record}#{number} is done since {day}.")  # fmt: skip


@click.group(invoke_without_command=True)
@journal_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def thread(context: click.Context, root: Path, as_json: bool) -> None:
    """List the questions in threads that wait for an answer.

    That is a message which ends with a question mark, and which nobody else has followed.

    \b
    Examples:
      studylog thread
      studylog thread --json
      studylog thread reply 2025-11-05 "The stages are named after what they share."
    """
    if context.invoked_subcommand:
        return
    found = open_questions(_journal(root).days)
    if as_json:
        print_json({"questions": questions_json(found)})
        return
    for one in found:
        path = root / "content" / "days" / f"{one.record.key}.yml"
        [(line, column)] = places(path, [("thread", one.number - 1)])
        on = f", {day_named(one.message.on)}" if one.message.on else ""
        click.echo(f"{path}:{line}:{column}: {one.message.by}{on}: {' '.join(one.message.text.split())}".encode())
    if not found:
        click.echo("No question waits for an answer.")


@thread.command(name="reply")
@journal_option
@click.argument("record", type=RecordKey(), metavar="DATE")
@click.argument("text")
@click.option("--by", default="learner", show_default=True, metavar="NAME", help="Who says it.")
@click.option("--on", type=Date(), metavar="DATE", help="When it is said. [default: today]")
@dry_run_option
def thread_reply(root: Path, record: str, text: str, by: str, on: date | None, dry_run: bool) -> None:
    """Add a message to the thread of a record.

    \b
    Examples:
      studylog thread reply 2025-11-05 "Which stage shares the gradients?" --by mentor
      studylog thread reply 2025-11-05 "The second." --on 2025-11-06 --dry-run
    """
    message = {"by": by, "on": str(on or date.today()), "text": text}
    _edit_record(
        root, record, lambda written, day: replied(written, day, message), dry_run, f"{record}: message added."
    )


@click.group()
def topics() -> None:
    """Merge topics that are one, or give one another id.

    \b
    Examples:
      studylog topics merge kv-cache kv-cache-memory
      studylog topics rename kv-cache kv-cache-memory
    """


@topics.command(name="merge")
@journal_option
@click.argument("keep", shell_complete=known_topics)
@click.argument("gone", shell_complete=known_topics)
@dry_run_option
def merge_topics(root: Path, keep: str, gone: str, dry_run: bool) -> None:
    """Make topic GONE part of topic KEEP.

    Its id becomes an alias, and its history follows.

    \b
    Examples:
      studylog topics merge kv-cache kv-cache-memory
      studylog topics merge kv-cache kv-cache-memory --dry-run
    """
    _edit_topics(root, lambda text, journal: merged(text, journal.topics, keep, gone), gone, keep, dry_run)


@topics.command(name="rename")
@journal_option
@click.argument("old", shell_complete=known_topics)
@click.argument("new")
@click.option("--title", metavar="TEXT", help="Another title too.")
@dry_run_option
def rename_topic(root: Path, old: str, new: str, title: str | None, dry_run: bool) -> None:
    """Give topic OLD the id NEW.

    The old id becomes an alias, so that its history follows.

    \b
    Examples:
      studylog topics rename kv-cache kv-cache-memory
      studylog topics rename kv-cache kv-cache-memory --title "Memory of the KV cache" --dry-run
    """
    _edit_topics(root, lambda text, journal: renamed(text, journal.topics, old, new, title), old, new, dry_run)


def _journal(root: Path) -> Journal:
    check_root(root)
    journal, problems = load(root / "content")
    demand(problems)
    return journal


def _edit_record(root: Path, key: str, edit: Callable[[str, DayRecord], str], dry_run: bool, said: str) -> bool:
    """Edit the file of a record; whether there was something to change."""
    check_root(root)
    path = root / "content" / "days" / f"{key}.yml"
    journal, problems = load(root / "content")
    record = next((day for day in journal.days if day.key == key), None)
    if record is None:
        demand(problem for problem in problems if problem.path == str(path))
        near = max((day.key for day in journal.days if day.key < key), default=None)
        raise click.ClickException(
            f"{path}: there is no such record." + (f" The one before it is {near}." * bool(near))
        )
    before = path.read_bytes()
    return _apply(root, {path: (before, _tried(path, lambda: edit(before.decode(), record)))}, dry_run, said)


def _edit_topics(root: Path, edit: Callable[[str, Journal], str], old: str, new: str, dry_run: bool) -> None:
    """Edit topics.yml, and the goals that cover the topic."""
    journal = _journal(root)
    path, goals = root / "content" / "topics.yml", root / "content" / "goals.yml"
    before = path.read_bytes() if path.is_file() else b""
    changes = {path: (before, _tried(path, lambda: edit(before.decode(), journal)))}
    if any(old in goal.covers for goal in journal.goals):
        covers = goals.read_bytes()
        changes[goals] = covers, _tried(goals, lambda: covering(covers.decode(), journal.goals, old, new))
    _apply(root, changes, dry_run, f"{old} is now {new}.")


def _tried(path: Path, edit: Callable[[], str]) -> str:
    try:
        return edit()
    except (Uneditable, Refused) as error:
        raise click.ClickException(f"{path}: {str(error).removesuffix('.')}.") from error


def _apply(root: Path, changes: Mapping[Path, tuple[bytes, str]], dry_run: bool, said: str) -> bool:
    """Write what changed, unless the journal would have errors that it has not now; whether anything changed."""
    made = {path: text.encode() for path, (before, text) in changes.items() if text.encode() != before}
    if not made:
        return False
    _, now = load(root / "content")
    _, then = load(root / "content", made)
    known = {(problem.path, problem.code, problem.message) for problem in now}
    new = [problem for problem in then if problem.severity == "error"
           and (problem.path, problem.code, problem.message) not in known]  # fmt: skip
    if new:
        click.echo("Nothing was written: with this edit the journal would have errors.", err=True)
        raise JournalError(new)
    for path, text in made.items():
        if dry_run:
            print_diff(path, changes[path][0].decode("utf-8-sig"), text.decode("utf-8-sig"))
            continue
        try:
            save(path, changes[path][0], changes[path][1], root / STATE)
        except Changed as error:
            raise click.ClickException(str(error)) from error
    if not dry_run:
        click.echo(said.encode())
    return True
