"""What improved and what slipped: topics that moved, weak items, readiness, days and due dates that were missed."""

from collections.abc import Iterator, Sequence

from .. import paths
from ..measure.scores import Observation
from ..measure.weakness import WeakItem
from ..model import Journal
from ..wording import count, days_on_average, number
from .happened import NOTABLE_POINTS, GoalMove, Move
from .sentences import (
    MOST_NAMED,
    Piece,
    Sentence,
    dates,
    goal,
    listing,
    question_path,
    quoted,
    sentence,
    short_day,
    span,
    topic,
    weak_item,
)
from .told import Told

ENOUGH = f"{NOTABLE_POINTS} points or more"


def improved(told: Told) -> Iterator[Sentence]:
    happened, resolved = told.happened, told.period.resolved
    if happened.rose:
        yield moved(told.figures.journal, happened.rose, "rose")
    if resolved:
        yield _resolved(told, resolved)
    if happened.goals_rose:
        yield readiness(happened.goals_rose, "rose")
    if not (happened.rose or resolved or happened.goals_rose):
        yield sentence("No topic rose by ", _enough(), ", and no weak item was resolved.")


def slipped(told: Told) -> Iterator[Sentence]:
    happened, opened = told.happened, told.period.opened
    if opened:
        yield _opened(told, opened)
    if happened.relapsed:
        yield _relapsed(told, happened.relapsed)
    if happened.fell:
        yield moved(told.figures.journal, happened.fell, "fell")
    if happened.goals_fell:
        yield readiness(happened.goals_fell, "fell")
    if happened.missed:
        days = Piece(count(len(happened.missed), "study day"), paths.DAYS)
        verb = "was" if len(happened.missed) == 1 else "were"
        yield sentence(days, f" {verb} missed: ", dates(happened.missed, {}), ".")
    if happened.late:
        yield _late(told)
    if not (opened or happened.fell or happened.goals_fell or happened.missed or happened.late):
        yield sentence(
            "No weak item was opened, no topic fell by ", _enough(), ", and no ", Piece("study day", paths.DAYS),
            " was missed.",
        )  # fmt: skip


def _enough() -> Piece:
    return Piece(ENOUGH, paths.measure("moved"))


def moved(journal: Journal, moves: Sequence[Move], verb: str, most: int = MOST_NAMED) -> Sentence:
    """Topics that rose or fell, the first `most` of them by name; each figure leads to the question."""
    items = [
        [topic(move.now.topic, journal), Piece(" "), *span(move.before.score, move.now.score, asked(move.now))]
        for move in moves
    ]
    above_all = "most of all " if len(moves) > most else ""
    join = ", " if above_all else ": "
    shown = listing(items[:most])
    return sentence(f"{count(len(moves), 'topic')} {verb} by ", _enough(), f"{join}{above_all}", shown, ".")


def asked(seen: Observation) -> str:
    """The first scored question of an observation."""
    record = seen.record
    return next(question_path(record, q) for q in record.questions if q.topic == seen.topic and q.counts)


def _resolved(told: Told, items: Sequence[WeakItem]) -> Sentence:
    evidence = Piece(count(len(items), "weak item"), told.table("Weak items resolved"))
    start = (evidence, Piece(f" {'was' if len(items) == 1 else 'were'} resolved"))
    days = [item.days_to_resolve or 0 for item in items]
    if len(items) > MOST_NAMED:
        return sentence(start, f", after {days_on_average(days)}.")
    named = [
        [weak_item(item, told.figures.journal), Piece(f" after {count(n, 'day')}")]
        for item, n in zip(items, days, strict=True)
    ]
    return sentence(start, ": ", listing(named), ".")


def _opened(told: Told, items: Sequence[WeakItem]) -> Sentence:
    evidence = Piece(count(len(items), "weak item"), told.table("Weak items opened"))
    shown = [number(item.question.score) for item in items]
    lowest = number(min(item.question.score or 0 for item in items))
    named = [
        [weak_item(item, told.figures.journal)] for item, score in zip(items, shown, strict=True) if score == lowest
    ]
    if len(items) == 1:
        return sentence(evidence, f" was opened, with {lowest}\u00a0%: ", named[0], ".")
    return sentence(evidence, f" were opened, the lowest with {lowest}\u00a0%: ", listing(named), ".")


def _relapsed(told: Told, ids: Sequence[str]) -> Sentence:
    verb = Piece("relapsed", paths.measure("leech"))
    topics = listing([[topic(id, told.figures.journal)] for id in ids])
    return sentence(f"{count(len(ids), 'topic')} ", verb, ": ", topics, ".")


def readiness(moves: Sequence[GoalMove], verb: str) -> Sentence:
    """Goals that rose or fell, each with the snapshot that says so."""
    items = []
    for move in moves:
        how, place = "" if move.counted else "an estimated ", f"{paths.day_page(move.now.record.key)}#readiness"
        items.append([goal(move.progress.goal), Piece(" "), *span(move.was, move.known, place, how)])
    return sentence(f"Readiness {verb} for {count(len(moves), 'goal')}: ", listing(items), ".")


def _late(told: Told) -> Sentence:
    items = []
    for state in told.happened.late:
        done = state.action.done
        since = f", done on {short_day(done)}" if done else ""
        due = short_day(state.due) if state.due else ""
        path = f"{paths.day_page(state.record.key)}#actions"
        items.append([Piece(quoted(state.action.do), path), Piece(f" ({due}{since})")])
    n = len(items)
    dates_passed = "its due date" if n == 1 else "their due dates"
    return sentence(f"{count(n, 'action')} passed {dates_passed} undone: ", listing(items), ".")
