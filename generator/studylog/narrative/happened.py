"""What happened in each period that its own means do not tell: what rose and fell, was missed, set, and came next.

All periods are gathered in one pass, so that many years of them cost no more than their records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..figures import DayFigures, Figures
from ..measure.periods import Period
from ..measure.practice import ActionState, InterviewScore
from ..measure.readiness import GoalProgress, Snapshot
from ..measure.scores import Observation
from ..wording import rounded

NOTABLE_POINTS = 10
"""From how many points on a topic is said to have risen or fallen: one answer in ten, or half a question of five."""


@dataclass(frozen=True, slots=True)
class Move:
    """A topic from its last observation before the period, else the first in it, to the last in it."""

    before: Observation
    now: Observation
    points: Fraction


@dataclass(frozen=True, slots=True)
class GoalMove:
    """A goal from its last snapshot with a figure before the period, else the first in it, to the last in it."""

    progress: GoalProgress
    before: Snapshot
    now: Snapshot
    was: Fraction
    known: Fraction

    @property
    def points(self) -> Fraction:
        return self.known - self.was

    @property
    def counted(self) -> bool:
        return self.before.counted and self.now.counted


@dataclass(slots=True)
class Happened:
    """One period. `rose` and `fell` are its notable moves, the greatest first; `late` are actions whose due date passed
    in it undone; `compared` is the last earlier period with a mean, `following` the first check after it. `is_last`
    says that no later period holds a record.
    """

    entries: list[DayFigures] = field(default_factory=list)
    rose: list[Move] = field(default_factory=list)
    fell: list[Move] = field(default_factory=list)
    relapsed: list[str] = field(default_factory=list)
    missed: list[date] = field(default_factory=list)
    late: list[ActionState] = field(default_factory=list)
    actions: list[ActionState] = field(default_factory=list)
    goals: list[GoalMove] = field(default_factory=list)
    interviews: list[InterviewScore] = field(default_factory=list)
    compared: Period | None = None
    following: DayFigures | None = None
    is_last: bool = False

    @property
    def checks(self) -> list[DayFigures]:
        """The records with a score."""
        return [entry for entry in self.entries if entry.scores.all.count]

    @property
    def goals_rose(self) -> list[GoalMove]:
        found = [move for move in self.goals if rounded(move.known) > rounded(move.was)]
        return sorted(found, key=lambda move: -move.points)

    @property
    def goals_fell(self) -> list[GoalMove]:
        found = [move for move in self.goals if rounded(move.known) < rounded(move.was)]
        return sorted(found, key=lambda move: move.points)


def happened(figures: Figures, periods: Sequence[Period], key_of: Callable[[date], str]) -> dict[str, Happened]:
    """What happened in each period, by its key; `key_of` tells the period of a day."""
    found: defaultdict[str, Happened] = defaultdict(Happened)
    _records(found, figures, key_of)
    for topic in figures.topics.values():
        for move in _moves(topic.observations, key_of):
            there = found[key_of(move.now.date)]
            (there.rose if move.points > 0 else there.fell).append(move)
        for key in {key_of(episode.opened) for episode in topic.episodes[1:]}:
            found[key].relapsed.append(topic.id)
    for goal in figures.goals:
        for goal_move in _goal_moves(goal, key_of):
            found[key_of(goal_move.now.record.date)].goals.append(goal_move)
    for day in figures.habit.missed:
        found[key_of(day)].missed.append(day)
    for there in found.values():
        there.rose.sort(key=_most_first)
        there.fell.sort(key=_most_first)
    _neighbours(found, figures, periods)
    return {period.key: found[period.key] for period in periods}


def _records(found: defaultdict[str, Happened], figures: Figures, key_of: Callable[[date], str]) -> None:
    """What belongs to the period of its record, and what became late in another."""
    for entry in figures.days:
        found[key_of(entry.record.date)].entries.append(entry)
    for interview in figures.interviews:
        found[key_of(interview.record.date)].interviews.append(interview)
    for action in figures.actions:
        found[key_of(action.record.date)].actions.append(action)
        due, done = action.due, action.action.done
        if due and action.record.date <= due < figures.as_of and (done is None or done > due):
            found[key_of(due)].late.append(action)


def _moves(history: Sequence[Observation], key_of: Callable[[date], str]) -> Iterable[Move]:
    """The notable move of each period, if any."""
    by_period: dict[str, list[Observation]] = {}
    for seen in history:
        by_period.setdefault(key_of(seen.date), []).append(seen)
    before: Observation | None = None
    for group in by_period.values():
        start, now = before or group[0], group[-1]
        if start is not now and abs(points := now.score - start.score) >= NOTABLE_POINTS:
            yield Move(start, now, points)
        before = now


def _most_first(move: Move) -> tuple[Fraction, str]:
    return -abs(move.points), move.now.topic


def _goal_moves(goal: GoalProgress, key_of: Callable[[date], str]) -> Iterable[GoalMove]:
    by_period: dict[str, list[tuple[Snapshot, Fraction]]] = {}
    for snapshot in goal.snapshots:
        if (middle := snapshot.middle) is not None:
            by_period.setdefault(key_of(snapshot.record.date), []).append((snapshot, middle))
    before: tuple[Snapshot, Fraction] | None = None
    for group in by_period.values():
        (first, was), (now, known) = before or group[0], group[-1]
        if first is not now:
            yield GoalMove(goal, first, now, was, known)
        before = group[-1]


def _neighbours(found: defaultdict[str, Happened], figures: Figures, periods: Sequence[Period]) -> None:
    compared: Period | None = None
    for period in periods:
        found[period.key].compared = compared
        compared = period if period.all.count else compared
    following: DayFigures | None = None
    for period in reversed(periods):
        found[period.key].following = following
        found[period.key].is_last = period is periods[-1]
        following = next(iter(found[period.key].checks), following)
