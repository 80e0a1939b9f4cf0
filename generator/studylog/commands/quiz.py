"""The check held in the terminal: quiz. The record is written after every answer."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from ..build import demand
from ..editing import Changed, Uneditable, save
from ..evening import Review, asked_last, composed, reviews_of
from ..figures import Figures, compute
from ..load import load, topic_named
from ..model import Journal
from ..ondisk import STATE
from ..problems import Problem
from ..quiz import Waiting, added, answered, score_typed, text_typed, waiting
from ..source import read
from ..wording import count, percent
from .evening import following, made, record_path
from .options import Date, journal_option
from .output import journal_of, show

HELP = """  95, 92.5, 95% or 9.5/10: the score
  Enter: go on without one; the question is asked again next time
  q: stop here; what was answered is in the record"""


class Stopped(Exception):
    """The learner stops: by q, by the end of the input, or by Ctrl-C."""


@click.command()
@journal_option
@click.argument("day", required=False, type=Date(), metavar="[DATE]")
@click.option("--session", type=click.IntRange(1, 99), default=1, metavar="N", help="2 for a second session of a day.")
def quiz(root: Path, day: date | None, session: int) -> None:
    """Hold the check of today, or of a day, in the terminal.

    It tells what was asked last time, then takes a score and a note. The record is made where there is none, and
    written after every answer: stopped at any moment, the quiz goes on where it was.

    \b
    Examples:
      studylog quiz
      studylog quiz 2025-11-18
    """
    journal, on = journal_of(root, date.today()), day or date.today()
    path = record_path(root, on, session)
    if not path.exists():
        made(root, journal, on, [], session)
    click.echo(f"{path} (? for help, q to stop)")
    figures, check = composed(journal, on, session)
    record = _Record(path, root / STATE)
    try:
        _ask_waiting(record, journal, {review.topic.id: review for review in reviews_of(check, figures)})
        _ask_new(record, journal)
    except (Stopped, KeyboardInterrupt) as stop:
        left = count(len(waiting(record.text())), "question waits", "questions wait")
        click.echo(f"\nStopped; {left} for a score. studylog quiz {path.stem[:10]} goes on there.")
        if isinstance(stop, KeyboardInterrupt):
            raise click.exceptions.Exit(130) from None
        return
    _tell(root, path.stem, on)


class _Record:
    """The file of a record, which may be open in an editor too: read anew before every answer is put into it."""

    def __init__(self, path: Path, state: Path) -> None:
        self._path, self._state = path, state

    def text(self) -> str:
        """What the file holds. Raises JournalError where it cannot be read as a record."""
        raw = self._path.read_bytes()
        document, problems = read(raw, str(self._path))
        demand(problems)
        if not document or not isinstance(document.value, dict):
            demand([Problem(str(self._path), 0, 0, "wrong-kind", "this is no record.")])
        return raw.decode()

    def write(self, edit: Callable[[str], str]) -> None:
        """Put an answer into the file; where it was changed at that very moment, into what it is now."""
        for _ in range(10):
            before = self._path.read_bytes()
            try:
                save(self._path, before, edit(before.decode()), self._state)
            except Changed:
                continue
            return
        raise click.ClickException(f"{self._path} keeps changing: close it elsewhere, then run the quiz again.")


def _ask_waiting(record: _Record, journal: Journal, reviews: Mapping[str, Review]) -> None:
    """Every question of the record that has no score; Enter passes one by."""
    passed: set[str] = set()
    while left := [question for question in waiting(record.text()) if question.id not in passed]:
        question = left[0]
        passed.add(question.id)
        _show(question, len(left), journal, reviews.get(question.topic or ""))
        if not question.asks and (asks := _asked("  What is asked: ", text_typed)):
            _put(record, question.id, "asks", asks)
        _score(record, question.id)


def _show(question: Waiting, left: int, journal: Journal, review: Review | None) -> None:
    topic = journal.topics.get(question.topic or "")
    title = topic.title if topic else question.topic or "No topic"
    because = f" ({question.because})" if question.because else ""
    click.echo(f"\n{question.id}, {count(left, 'question')} left: {title}{because}")
    if review:
        click.echo(f"  {review.schedule.why}")
        if asked := asked_last(review):
            click.echo(f"  Asked then: {asked}.")
    if question.asks:
        click.echo(f"  Ask: {question.asks}")


def _score(record: _Record, id: str) -> None:
    """A score and then a note; each is in the file before the next is asked for."""
    if score := _asked("  Score: ", score_typed):
        _put(record, id, "score", score)
        if note := _asked("  Note: ", text_typed):
            _put(record, id, "note", note)


def _put(record: _Record, id: str, field: str, value: str) -> None:
    """Write an answer; where the file does not take it, say why until it does."""
    while True:
        try:
            record.write(lambda text: answered(text, id, field, value))
        except (Uneditable, LookupError) as error:
            click.echo(f"  {error}. Not written yet: {field}: {value}")
            _asked("  Enter tries again, q stops: ", lambda typed: "")
        else:
            return


def _ask_new(record: _Record, journal: Journal) -> None:
    """Questions on new material, as many as there are."""
    while True:
        click.echo("")
        topic = _asked("New question, its topic (Enter when done): ", lambda typed: topic_named(journal, typed))
        if not topic:
            return
        asks = _asked("  What is asked: ", text_typed)
        ids: list[str] = []

        def edit(text: str, topic: str = topic, asks: str | None = asks, ids: list[str] = ids) -> str:
            made, id = added(text, topic, asks)
            ids.append(id)
            return made

        try:
            record.write(edit)
        except Uneditable as error:
            raise click.ClickException(f"{error}.") from error
        _score(record, ids[-1])


def _asked(prompt: str, meaning: Callable[[str], str]) -> str | None:
    """What is typed, as `meaning` reads it; None for nothing. Raises Stopped for q and at the end of the input."""
    while True:
        try:
            typed = input(prompt).strip()
        except EOFError:
            raise Stopped from None
        except UnicodeDecodeError:
            click.echo("  That is not UTF-8. Set the terminal to UTF-8, or type it another way.")
            continue
        if typed == "q":
            raise Stopped
        if typed == "?":
            click.echo(HELP)
            continue
        if not typed:
            return None
        try:
            return meaning(typed.encode("utf-8", "replace").decode())
        except ValueError as error:
            click.echo(f"  {error}")


def _tell(root: Path, key: str, day: date) -> None:
    """The score of the day, what was weak, and what comes next."""
    journal, problems = load(root / "content")
    show([problem for problem in problems if problem.severity == "error"])
    figures: Figures = compute(journal, day)
    entry = next((entry for entry in figures.days if entry.record.key == key), None)
    if entry and entry.scores.all.count:
        click.echo(f"\n{count(entry.scores.all.count, 'question')}: {percent(entry.scores.all.value)}".encode())
        for item in entry.weak:
            topic = journal.topics[item.question.topic].title if item.question.topic else item.question.id
            click.echo(f"Weak: {topic}, {percent(item.question.score)}".encode())
    else:
        click.echo("\nNo question has a score yet.")
    click.echo(following(figures, day).encode())
