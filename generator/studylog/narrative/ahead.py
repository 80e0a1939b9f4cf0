"""What is next. Of the last period: what waits. Of an earlier one: what came of it, as far as the journal tells."""

from collections.abc import Iterator, Sequence
from datetime import date

from .. import paths
from ..charts.progress import goal_sentence
from ..figures import Figures
from ..measure.practice import ActionState
from ..measure.readiness import GoalProgress
from ..wording import count, day, percent
from .sentences import Piece, Sentence, every, goal, listing, quoted, sentence, topic
from .told import Told

MOST_GOALS = 2


def ahead(told: Told) -> Iterator[Sentence]:
    if not told.happened.is_last:
        yield from _since(told)
        return
    figures = told.figures
    yield _due(figures)
    yield _next_check(figures)
    if waiting := [state for state in figures.actions if not state.action.done]:
        yield _open_actions(waiting)
    for progress in _goals(figures, told.period.first):
        yield sentence("Goal ", goal(progress.goal), f": {goal_sentence(progress, figures.as_of)}")


def _due(figures: Figures) -> Sentence:
    n, on = len(figures.due), day(figures.as_of)
    if n:
        overdue = sum(schedule.overdue(figures.as_of) > 0 for schedule in figures.due)
        verb = "is" if n == 1 else "are"
        topics = Piece(count(n, "topic"), f"{paths.REVIEW}#due-now")
        which = "and overdue" if n == overdue == 1 else f"{overdue or 'none'} of them overdue"
        which = "and not overdue" if n == 1 and not overdue else which
        return sentence(topics, f" {verb} due on {on}, {which}.")
    coming = [topic.schedule.due for topic in figures.topics.values() if topic.schedule]
    if not coming:
        return sentence(Piece("Nothing is scheduled", paths.REVIEW), " yet: no topic has a score.")
    first = Piece(day(min(coming)), f"{paths.REVIEW}#coming")
    return sentence(f"No topic is due on {on}; the next falls due on ", first, ".")


def _next_check(figures: Figures) -> Sentence:
    check = figures.next_check
    place = Piece("next check", f"{paths.REVIEW}#next-check")
    start = ("The ", place, f", on {day(check.date)}, has {count(len(check.reviews), 'review')}")
    new = f" and {count(check.new, 'question')} on new material."
    if not check.reviews:
        return sentence(*start, new)
    picks = listing([[topic(pick.schedule.topic, figures.journal)] for pick in check.reviews])
    return sentence(*start, " (", picks, f"){new}")


def _open_actions(waiting: Sequence[ActionState]) -> Sentence:
    late = sum(state.overdue is not None for state in waiting)
    items = []
    for state in waiting:
        by = f" by {day(state.due)}" if state.due else ""
        items.append([Piece(quoted(state.action.do), f"{paths.day_page(state.record.key)}#actions"), Piece(by)])
    n = len(waiting)
    overdue = "" if not late else ", overdue" if n == 1 else f", {late} of them overdue"
    actions = Piece(count(n, "action"), f"{paths.ACTIONS}#open")
    return sentence(actions, f" {'is' if n == 1 else 'are'} open{overdue}: ", listing(items), ".")


def _goals(figures: Figures, since: date) -> list[GoalProgress]:
    """Those with a target that is not reached, the earliest date first and none last; dates before `since` are over."""
    aimed = [
        progress
        for progress in figures.goals
        if progress.goal.target and not progress.reached and (progress.goal.by or since) >= since
    ]
    return sorted(aimed, key=lambda progress: progress.goal.by or date.max)[:MOST_GOALS]


def _since(told: Told) -> Iterator[Sentence]:
    now, following = told.figures.as_of, told.happened.following
    if following:
        on = Piece(day(following.record.date), paths.day_page(following.record.key))
        yield sentence("The next check was held on ", on, f" and scored {percent(following.scores.all.value)}.")
    else:
        page = paths.REVIEW
        yield sentence("No ", Piece("check", page), f" has followed by {day(now)}.")
    if opened := told.period.opened:
        resolved = sum(item.resolved_by is not None for item in opened)
        yield _settled(len(opened), resolved, ("weak item", "opened", "resolved"), told.table("Weak items opened"), now)
    if actions := told.happened.actions:
        done = sum(state.action.done is not None for state in actions)
        yield _settled(len(actions), done, ("action", "set", "done"), f"{paths.ACTIONS}#open", now)


def _settled(n: int, settled: int, words: tuple[str, str, str], path: str, now: date) -> Sentence:
    """How many of some things are settled by now and how many still open; `words` are `action`, `set`, `done`."""
    one, begun, ended = words
    start, things, verb = (
        f"As of {day(now)}, ",
        Piece(f"{one}{'s' if n > 1 else ''} {begun}", path),
        "is" if n == 1 else "are",
    )
    if settled in (0, n):
        whole = "the one " if n == 1 else every(n, "")
        return sentence(f"{start}{whole}", things, f" {verb} {ended if settled else 'still open'}.")
    still = n - settled
    return sentence(
        f"{start}{settled} of the {n} ", things, f" {'is' if settled == 1 else 'are'} {ended} and {still} "
        f"{'is' if still == 1 else 'are'} still open.",
    )  # fmt: skip
