"""How far predictions of recall can be trusted: each made from the days before, and held against what came."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from math import log, sqrt
from typing import Literal, Protocol, TypeVar

from fsrs import Scheduler

from ..measure.proportion import Proportion, Z, proportion, wilson
from ..measure.scores import Answer, mean
from ..model import Question
from .memory import RETENTION, Memory, after, rating, recall, scheduler

ENOUGH_TO_JUDGE = 50
ENOUGH_FOR_BINS = 300
EDGES = (0, 60, 70, 80, 90, 95, 100)
"""Of the bins of predictions, in percent; the upper end belongs to the next bin, but for the last."""
AVERAGE_COUNTS = 10
"""The average starts at the retention that is aimed at, as though so many had been asked before."""
CERTAIN = 0.001
"""Log loss takes no prediction as nearer to 0 or 1: a single surprise would be endless."""
LITTLE = Fraction(5)
"""Points by which predictions are off `a little`; above, clearly."""

State = TypeVar("State")


class Model(Protocol[State]):
    """What predicts recall: a state learned answer by answer. It never sees the day that it is asked about."""

    def learn(self, state: State | None, score: Fraction, on: date) -> State:
        """The state of a topic after a score in percent; None before the first."""

    def predict(self, state: State, on: date) -> float:
        """The probability that the topic is remembered on a day, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fsrs:
    """FSRS with its published parameters."""

    parameters: Scheduler

    def learn(self, state: Memory | None, score: Fraction, on: date) -> Memory:
        return after(state, rating(score, first=state is None), on, self.parameters)

    def predict(self, state: Memory, on: date) -> float:
        return recall(state, on, self.parameters)


def published() -> Fsrs:
    return Fsrs(scheduler())


@dataclass(frozen=True, slots=True)
class Prediction:
    """A line of the ledger. `predicted` and `average` are what was expected, 0 to 1; `score` is what came, in percent.

    `average` is the share remembered of all predictions of the days before.
    """

    date: date
    topic: str
    predicted: float
    average: float
    score: Fraction
    remembered: bool


def ledger(asked: Mapping[str, Sequence[Answer]], weak_below: Fraction, model: Model[State]) -> tuple[Prediction, ...]:
    """A prediction for each day on which a topic was scored but its first, oldest first, then by topic.

    Scores are taken as they stood: before the day in what predicts, at its end in what came. So a later journal gives
    the same lines again, whatever was revised or withdrawn since.
    """
    found = [
        (on, topic, predicted, score)
        for topic, history in asked.items()
        for on, predicted, score in _walk(_days(history), model)
    ]
    lines: list[Prediction] = []
    counted, kept = AVERAGE_COUNTS, float(RETENTION * AVERAGE_COUNTS)
    for _, day in groupby(sorted(found), key=lambda line: line[0]):
        average = kept / counted
        for on, topic, predicted, score in day:
            lines.append(Prediction(on, topic, predicted, average, score, score >= weak_below))
            counted, kept = counted + 1, kept + (score >= weak_below)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Day:
    """A topic on one day: what was asked in each session."""

    on: date
    sessions: tuple[tuple[Question, ...], ...]

    @property
    def revised_later(self) -> bool:
        revisions = (r for questions in self.sessions for question in questions for r in question.revised)
        return any(revision.on and revision.on > self.on for revision in revisions)

    def score_on(self, day: date) -> Fraction | None:
        """The score as it stood at the end of a day: the mean of the first session that had one."""
        means = (mean(question.score_on(day) for question in questions).value for questions in self.sessions)
        return next((value for value in means if value is not None), None)


def _days(history: Sequence[Answer]) -> list[_Day]:
    kept = [answer for answer in history if "excluded" not in answer.question.flags]
    days = []
    for on, answers in groupby(kept, key=lambda answer: answer.record.date):
        sessions = groupby(answers, key=lambda answer: answer.record.session)
        days.append(_Day(on, tuple(tuple(answer.question for answer in some) for _, some in sessions)))
    return days


def _walk(days: Sequence[_Day], model: Model[State]) -> Iterator[tuple[date, float, Fraction]]:
    """Each day but the first with its prediction and score; the past is learned anew only where it was revised."""
    state: State | None = None
    revised = any(day.revised_later for day in days)
    for n, day in enumerate(days):
        if revised:
            state = _learned(days[:n], day.on - timedelta(1), model)
        score = day.score_on(day.on)
        if score is not None and state is not None:
            yield day.on, model.predict(state, day.on), score
        if score is not None and not revised:
            state = model.learn(state, score, day.on)


def _learned(days: Sequence[_Day], known: date, model: Model[State]) -> State | None:
    """The state after some days, with their scores as they stood at the end of a later one."""
    state: State | None = None
    for day in days:
        if (score := day.score_on(known)) is not None:
            state = model.learn(state, score, day.on)
    return state


@dataclass(frozen=True, slots=True)
class Loss:
    """How bad predictions were, 0 = always certain and right. `log` in nats, `brier` the mean squared error."""

    log: float
    brier: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of one span of EDGES, in percent: their mean, and how many came true."""

    span: tuple[int, int]
    expected: float
    remembered: Proportion


Leaning = Literal["as they should be", "a little pessimistic", "clearly pessimistic", "a little optimistic",
                  "clearly optimistic"]  # fmt: skip
Against = Literal["better than", "about as good as", "worse than"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What enough predictions allow to say. `expected` is their mean in percent; `bins` is empty below 300.

    `leaning` departs from "as they should be" where Wilson's interval of what came leaves `expected` out; `against`
    holds the log loss of the model against that of the average, prediction by prediction.
    """

    expected: float
    leaning: Leaning
    model: Loss
    average: Loss
    against: Against
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`judgement` is None below 50 predictions; `missing` says how many more it takes."""

    ledger: tuple[Prediction, ...]
    remembered: Proportion
    judgement: Judgement | None

    @property
    def missing(self) -> int:
        return max(0, ENOUGH_TO_JUDGE - self.remembered.asked)


def calibration(lines: Sequence[Prediction]) -> Calibration:
    """What a ledger says about its predictions."""
    remembered = proportion(line.remembered for line in lines)
    return Calibration(tuple(lines), remembered, _judge(lines, remembered) if len(lines) >= ENOUGH_TO_JUDGE else None)


def _judge(lines: Sequence[Prediction], remembered: Proportion) -> Judgement:
    expected = 100 * sum(line.predicted for line in lines) / len(lines)
    return Judgement(
        expected=expected,
        leaning=_leaning(expected, remembered),
        model=loss(lines, lambda line: line.predicted),
        average=loss(lines, lambda line: line.average),
        against=_against(lines),
        bins=_bins(lines) if len(lines) >= ENOUGH_FOR_BINS else (),
    )


def _leaning(expected: float, remembered: Proportion) -> Leaning:
    low, high = wilson(remembered.successes, remembered.asked)
    if low <= expected / 100 <= high:
        return "as they should be"
    off = Fraction(expected) - Fraction(100 * remembered.successes, remembered.asked)
    if off > 0:
        return "a little optimistic" if off < LITTLE else "clearly optimistic"
    return "a little pessimistic" if -off < LITTLE else "clearly pessimistic"


def _against(lines: Sequence[Prediction]) -> Against:
    """Better or worse only where the mean difference lies further from nothing than 95 % of chance would bring it."""
    differences = [_surprise(line.average, line) - _surprise(line.predicted, line) for line in lines]
    gain = sum(differences) / len(differences)
    spread = sum((difference - gain) ** 2 for difference in differences) / (len(differences) - 1)
    if abs(gain) <= Z * sqrt(spread / len(differences)):
        return "about as good as"
    return "better than" if gain > 0 else "worse than"


def loss(lines: Sequence[Prediction], pick: Callable[[Prediction], float]) -> Loss:
    """The mean losses of one of the two predictions of each line; there is at least one line."""
    return Loss(
        log=sum(_surprise(pick(line), line) for line in lines) / len(lines),
        brier=sum((pick(line) - line.remembered) ** 2 for line in lines) / len(lines),
    )


def _surprise(predicted: float, line: Prediction) -> float:
    held = min(max(predicted, CERTAIN), 1 - CERTAIN)
    return -log(held if line.remembered else 1 - held)


def _bins(lines: Sequence[Prediction]) -> tuple[Bin, ...]:
    groups: dict[tuple[int, int], list[Prediction]] = {}
    spans = list(pairwise(EDGES))
    for line in lines:
        span = next((s for s in reversed(spans) if 100 * line.predicted >= s[0]), spans[0])
        groups.setdefault(span, []).append(line)
    return tuple(
        Bin(span, 100 * sum(line.predicted for line in some) / len(some), proportion(line.remembered for line in some))
        for span, some in sorted(groups.items())
    )
