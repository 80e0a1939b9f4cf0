"""The commands: each a few lines over the other modules. Problems go to stderr, results to stdout."""

import json
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches, unified_diff
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click
from rich.console import Console
from rich.text import Text

from . import __version__, engines, schema
from .audit_text import Located, findings, sentence
from .build import STATE, day_of, demand, generate, read
from .fields import day_date
from .figures import Figures, compute
from .figures_json import as_json, audit_json
from .importing import anki
from .importing.collection import TopicsFrom
from .importing.files import writing
from .importing.log import Log
from .importing.merge import Unmergeable, merged
from .importing.package import SUFFIXES
from .importing.records import Imported, imported, log_of
from .load import load, places
from .problems import JournalError, Problem
from .publish import write
from .wording import count

Command = TypeVar("Command", bound=Callable[..., Any])


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return day_date(value)
        except ValueError:
            self.fail(f"{value!r} is no date. Write YYYY-MM-DD, such as 2025-11-05.", param, ctx)


class _Address(click.ParamType[tuple[str, int]]):
    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            self.fail(f"{value!r} is no address. Write HOST:PORT, such as 127.0.0.1:8000.", param, ctx)
        return host, int(port)


class _Zone(click.ParamType[ZoneInfo]):
    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        if isinstance(value, ZoneInfo):
            return value
        known = available_timezones()
        if value not in known:
            names = {name.casefold(): name for name in sorted(known)}
            near = get_close_matches(value.casefold().replace(" ", "_"), names, n=1)
            hint = f"Did you mean {names[near[0]]}?" if near else "Write one such as Europe/Berlin."
            self.fail(f"{value!r} is no time zone. {hint}", param, ctx)
        return ZoneInfo(value)


class _Commands(click.Group):
    """Shows problems instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except JournalError as error:
            show(error.problems)
            ctx.exit(1)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                ctx.exit(1)
            click.echo(f"studylog: {error}", err=True)
            ctx.exit(1)


def _journal(command: Command) -> Command:
    return click.option(
        "--journal",
        "root",
        type=click.Path(path_type=Path, file_okay=False),
        default=lambda: click.get_current_context().find_object(Path) or Path(),
        metavar="DIR",
        help="The journal: the folder with content/ and mkdocs.yml. [default: the current folder]",
    )(command)


def _as_of(command: Command) -> Command:
    return click.option(
        "--as-of",
        type=_Date(),
        metavar="DATE",
        help="Show the journal as it stood at the end of that day (YYYY-MM-DD).",
    )(command)


def _strict(command: Command) -> Command:
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@_journal
@click.version_option(__version__, prog_name="studylog")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """A study journal as a website: YAML records in, a browsable site out.

    Exit statuses: 0 done, 1 the journal or the engine has problems, 2 the command line was not understood.
    """
    ctx.obj = root


@main.command()
@_journal
@_as_of
@_strict
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site goes. [default: site]",
)
def build(root: Path, as_of: date | None, strict: bool, site_dir: Path | None) -> None:
    """Read the records, publish the pages and build the site.

    \b
    Examples:
      studylog build
      studylog build --as-of 2025-11-05 --site-dir ../then
    """
    _check_root(root)
    with _step("Reading and writing pages"):
        generated = generate(root, as_of=as_of, today=date.today(), strict=strict)
    _summarise(generated.warnings)
    show(generated.published.problems)
    site = site_dir or root / "site"
    with _step("Building the site"):
        built = engines.build_site(root, site, root / STATE, as_of=generated.figures.as_of, strict=strict)
    if built.warnings:
        click.echo(built.warnings, err=True)
    published = generated.published
    click.echo(
        f"{count(len(generated.figures.days), 'day')}, {count(generated.figures.all.count, 'question')}: "
        f"{count(len(published.written), 'page')} written, {published.unchanged} unchanged; "
        f"{site / 'index.html'} ({count(built.replaced, 'file')} changed)"
    )


@main.command()
@_journal
@click.option(
    "--address",
    type=_Address(),
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to serve.",
)
def serve(root: Path, address: tuple[str, int]) -> None:
    """Build, serve and watch: an edit of a record or template rebuilds once and reloads the browser.

    \b
    Examples:
      studylog serve
      studylog serve --address 127.0.0.1:8080
    """
    _check_root(root)
    _check_free(*address)
    raise click.exceptions.Exit(engines.serve(root, "{}:{}".format(*address)))


@main.command()
@_journal
@_strict
def check(root: Path, strict: bool) -> None:
    """Show every problem of every file, with its place and what to write.

    \b
    Examples:
      studylog check
      studylog check --strict
    """
    _check_root(root)
    journal, problems = read(root, as_of=None, today=date.today())
    show(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    questions = sum(len(record.questions) for record in journal.days)
    click.echo(
        f"{count(len(journal.days), 'day')}, {count(questions, 'question')}, {count(len(journal.topics), 'topic')}: "
        f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    )
    if errors or (strict and problems):
        raise click.exceptions.Exit(1)


@main.command(name="schema")
@click.argument("kind", required=False, type=click.Choice(list(schema.KINDS)))
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write all of them as files."
)
def schema_(kind: str | None, into: Path | None) -> None:
    """Print the JSON Schema of a kind of file, or write those of all kinds.

    \b
    Examples:
      studylog schema day
      studylog schema --into .studylog/schema
    """
    if (kind is None) == (into is None):
        raise click.UsageError("Name a kind (day, topics, goals, journal), or a folder with --into.")
    made = schema.schemas()
    if kind:
        click.echo(schema.text(made[kind]).encode(), nl=False)
    elif into:
        into.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".studylog-", dir=into) as state:
            for name, one in made.items():
                write(into / f"{name}.json", schema.text(one).encode(), Path(state))
        click.echo(f"{count(len(made), 'schema')} in {into}")


@main.command()
@_journal
@_as_of
@click.option("--json", "as_json_", is_flag=True, required=True, help="Print one JSON object (the only form so far).")
def figures(root: Path, as_of: date | None, as_json_: bool) -> None:
    """Print every measure of the journal.

    \b
    Examples:
      studylog figures --json
      studylog figures --json --as-of 2025-11-05
    """
    _print_json(as_json(_figures(root, as_of)))


@main.command()
@_journal
@_as_of
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
        _print_json(audit_json(found))
        return
    for line in _listed(root, findings(found)):
        click.echo(line.encode())
    click.echo(sentence(found).encode())


def _figures(root: Path, as_of: date | None) -> Figures:
    """The figures of a journal without errors; its warnings are summed up on stderr."""
    _check_root(root)
    today = date.today()
    journal, problems = read(root, as_of=as_of, today=today)
    demand(problems)
    _summarise(problems)
    return compute(journal, day_of(journal, as_of, today))


def _print_json(value: dict[str, Any]) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    click.echo(text.encode())  # UTF-8 on every system


def _listed(root: Path, found: Iterable[Located]) -> Iterator[str]:
    """A line a finding, `path:line:column: what`; each file is read once."""
    for key, group in groupby(found, key=lambda one: one[0].key):
        path = root / "content" / "days" / f"{key}.yml"
        rows = [(loc, " ".join(text.split())) for _, loc, text in group]
        for (line, column), (_, text) in zip(places(path, [loc for loc, _ in rows]), rows, strict=True):
            yield f"{path}:{line}:{column}: {text}"


@main.command(name="import")
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="The journal to import into; made where it is missing.")  # fmt: skip
@click.option("--year", type=click.IntRange(1900, 2199), metavar="YEAR", help="The year of dates that give none.")
@click.option("--zone", type=_Zone(), metavar="NAME",
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
    """Turn hand-written logs, tables and Anki collections into records. No record that is there is ever overwritten.

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
    show(found.problems)
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


@main.group()
def topics() -> None:
    """Work on the topics of a journal."""


@topics.command(name="merge")
@_journal
@click.argument("keep")
@click.argument("gone")
@click.option("--dry-run", is_flag=True, help="Show the difference, and write nothing.")
def merge_topics(root: Path, keep: str, gone: str, dry_run: bool) -> None:
    """Make topic GONE part of topic KEEP: its id becomes an alias, and its history follows.

    \b
    Examples:
      studylog topics merge kv-cache kv-cache-memory
      studylog topics merge kv-cache kv-cache-memory --dry-run
    """
    _check_root(root)
    path = root / "content" / "topics.yml"
    journal, problems = load(root / "content")
    demand(problems)
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    try:
        made = merged(text, journal.topics, keep, gone)
    except Unmergeable as error:
        raise click.ClickException(f"{path}: {error}.") from error
    if dry_run:
        click.echo("\n".join(unified_diff(text.splitlines(), made.splitlines(), str(path), "merged", lineterm="")))
        return
    write(path, made.encode(), root / STATE)
    click.echo(f"{gone} is now {keep}.")


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


def show(problems: Iterable[Problem]) -> None:
    """Problems on stderr, in colour on a terminal (NO_COLOR turns it off)."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in problems:
        text = Text(str(problem))
        text.highlight_words([f"{problem.severity}:"], "bold red" if problem.severity == "error" else "yellow")
        console.print(text)


def _summarise(warnings: Sequence[Problem]) -> None:
    """Warnings of records in one line: who builds every evening has seen them."""
    if warnings:
        click.echo(
            f"{count(len(warnings), 'warning').capitalize()} about the records: studylog check shows them.", err=True
        )


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Says what is being done and how long it took, on a terminal only."""
    shown, start = sys.stderr.isatty(), perf_counter()
    if shown:
        click.echo(f"{name} …", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            click.echo(f" {perf_counter() - start:.1f} s", err=True)


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


def _check_root(root: Path) -> None:
    if not (root / "content").is_dir():
        hint = "Go to a journal, or name one with --journal DIR."
        raise JournalError([Problem(str(root / "content"), 0, 0, "no-journal", "there is no journal here.", hint)])
