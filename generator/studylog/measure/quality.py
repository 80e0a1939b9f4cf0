"""What failures say about the questions, and what a learner's own estimates were worth.

A question is known again by its words within its topic: ids are only good for a day.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from ..model import Marks, Question, Topic
from .proportion import Proportion, proportion
from .readiness import GoalProgress, Snapshot
from .scores import Answer, Observation
from .weakness import MASTERED_FROM

EASY_DAYS = 3
"""A question that never scored below 90 is too easy once it was asked on so many days."""
LATER_DAYS = 28
"""How far an estimate of what is known is taken to reach."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A question asked on several days in the same words: its scores in percent, one a time, oldest first."""

    topic: str
    answers: tuple[Answer, ...]
    scores: tuple[Fraction, ...]

    @property
    def days(self) -> int:
        return len({answer.record.date for answer in self.answers})

    @property
    def last(self) -> Answer:
        return self.answers[-1]


@dataclass(frozen=True, slots=True)
class Broad:
    """A topic of which several questions failed, on more than one day: how many questions, and how many failures."""

    topic: str
    questions: int
    failures: int
    last: date


@dataclass(frozen=True, slots=True)
class Quality:
    """`again` are questions that failed on several days, `easy` those that never came near to failing.

    `repeated` counts the questions that were asked on two days or more; the others can be in neither list.
    """

    again: tuple[Repeated, ...]
    broad: tuple[Broad, ...]
    easy: tuple[Repeated, ...]
    repeated: int


def quality(asked: Mapping[str, Sequence[Answer]], weak_below: Fraction) -> Quality:
    """Most failures first; of easy questions, those asked most often."""
    groups = [(topic, _by_words(history)) for topic, history in asked.items()]
    repeated = [_repeated(topic, some) for topic, by_words in groups for words, some in by_words.items() if words]
    repeated = [question for question in repeated if question.days > 1]
    failed = [_failures(question, weak_below) for question in repeated]
    again = [question for question in failed if question and question.days > 1]
    easy = [q for q in repeated if q.days >= EASY_DAYS and min(q.scores) >= MASTERED_FROM]
    broad = [found for topic, by_words in groups if (found := _broad(topic, by_words, weak_below))]
    return Quality(
        again=tuple(sorted(again, key=lambda q: (-q.days, -q.last.record.date.toordinal(), q.topic))),
        broad=tuple(sorted(broad, key=lambda b: (-b.failures, -b.last.toordinal(), b.topic))),
        easy=tuple(sorted(easy, key=lambda q: (-q.days, -q.last.record.date.toordinal(), q.topic))),
        repeated=len(repeated),
    )


def words_of(question: Question) -> str:
    """What was asked, whatever the case and spacing; empty where the records do not say."""
    return " ".join((question.asks or "").casefold().split())


def _by_words(history: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Scored answers by what was asked, whatever the case and spacing; under the empty text, those that do not say."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in history:
        if answer.question.counts:
            found[words_of(answer.question)].append(answer)
    return found


def _repeated(topic: str, answers: Sequence[Answer]) -> Repeated:
    scores = tuple(answer.question.score for answer in answers if answer.question.score is not None)
    return Repeated(topic, tuple(answers), scores)


def _failures(question: Repeated, weak_below: Fraction) -> Repeated | None:
    failed = [a for a, score in zip(question.answers, question.scores, strict=True) if score < weak_below]
    return _repeated(question.topic, failed) if failed else None


def _broad(topic: str, by_words: Mapping[str, Sequence[Answer]], weak_below: Fraction) -> Broad | None:
    failed = [
        (words, answer.record.date)
        for words, some in by_words.items()
        for answer in some
        if words and answer.question.score is not None and answer.question.score < weak_below
    ]
    questions, days = {words for words, _ in failed}, {day for _, day in failed}
    return Broad(topic, len(questions), len(failed), max(days)) if len(questions) > 1 and len(days) > 1 else None


Marked: TypeAlias = Mapping[str, Proportion]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a snapshot called known of a goal, and how the topics that it covers went when they were next asked."""

    goal: GoalProgress
    snapshot: Snapshot
    later: Proportion


def estimates(
    goals: Iterable[GoalProgress],
    topics: Mapping[str, Topic],
    seen: Mapping[str, Sequence[Observation]],
    met: Mapping[str, date],
    weak_below: Fraction,
) -> tuple[Estimate, ...]:
    """Every snapshot that says what is known, by time and goal, with what followed: within 28 days, the next answer
    to each topic that was met by then.

    Snapshots after which nothing of their goal was asked are left out.
    """
    found = []
    for goal in goals:
        covered = [id for id, topic in topics.items() if goal.goal.includes(id, topic)]
        histories = [
            (met[id], seen[id], [observation.date for observation in seen[id]]) for id in covered if id in seen
        ]
        for snapshot in goal.snapshots:
            last = snapshot.knows_until
            next_ = (_next(history, dates, last) for first, history, dates in histories if first <= last)
            later = proportion(observation.score >= weak_below for observation in next_ if observation)
            if snapshot.known and later.asked:
                found.append(Estimate(goal, snapshot, later))
    return tuple(sorted(found, key=lambda estimate: (estimate.snapshot.time, estimate.goal.goal.id)))


def marked(goals: Iterable[GoalProgress], seen: Mapping[str, Sequence[Observation]], weak_below: Fraction) -> Marked:
    """By mark (`know`, `unsure`, `dunno`), in that order: how the topics that were marked so went when they were next
    asked, within 28 days. A mark counts once for each time it was given.
    """
    found: dict[str, list[bool]] = {mark: [] for mark in Marks.model_fields}
    for snapshot in (snapshot for goal in goals for snapshot in goal.snapshots):
        for mark, topic in ((mark, id) for mark, ids in snapshot.readiness.marked.items() for id in ids):
            history = seen.get(topic, ())
            if next_ := _next(history, [observation.date for observation in history], snapshot.knows_until):
                found[mark].append(next_.score >= weak_below)
    return {mark: proportion(outcomes) for mark, outcomes in found.items()}


def _next(history: Sequence[Observation], dates: Sequence[date], day: date) -> Observation | None:
    """The first observation after a day, if it is no more than 28 days later."""
    place = bisect_right(dates, day)
    return history[place] if place < len(dates) and dates[place] <= day + timedelta(LATER_DAYS) else None
