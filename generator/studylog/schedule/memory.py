"""How well a topic is remembered: FSRS, as the package `fsrs` computes it, from the history of its observations.

Nothing in it looks at the clock: a card has the id and the dates that it is given, days begin at midnight UTC, no
step is shorter than a day and nothing is random. Source: open-spaced-repetition, FSRS 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction

from fsrs import Card, Rating, Scheduler, State

from ..measure.scores import Observation

RETENTION = Fraction(9, 10)
LONGEST_INTERVAL_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Memory:
    """What is left of a topic after it was `seen`.

    `stability` is the days until recall falls to 90 %, `interval` those until it falls to the retention that is aimed
    at, `difficulty` from 1 to 10.
    """

    seen: date
    stability: float
    difficulty: float
    interval: int


def scheduler(retention: Fraction = RETENTION, longest: int = LONGEST_INTERVAL_DAYS) -> Scheduler:
    """FSRS with its published parameters; `retention` is the recall at which a topic comes again, `longest` in days."""
    return Scheduler(
        desired_retention=float(retention),
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )


def rating(score: Fraction, *, first: bool) -> Rating:
    """The rating of a score in percent. Full marks on the `first` day are Good: nothing was remembered yet."""
    if score >= 95:
        return Rating.Good if first else Rating.Easy
    return Rating.Good if score >= 80 else Rating.Hard if score >= 60 else Rating.Again


def after(memory: Memory | None, given: Rating, on: date, fsrs: Scheduler) -> Memory:
    """The memory after an answer on a day that is none before it was last `seen`."""
    card, _ = fsrs.review_card(_card(memory, on), given, _midnight(on))
    if card.stability is None or card.difficulty is None:
        raise ValueError(f"FSRS gave no memory for {given} on {on}")
    return Memory(on, card.stability, card.difficulty, (card.due.date() - on).days)


def memories(history: Sequence[Observation], fsrs: Scheduler) -> tuple[Memory, ...]:
    """The memory after each observation of a topic, oldest first; second sessions of a day leave it as it is."""
    found: list[Memory] = []
    for seen in history:
        last = found[-1] if found else None
        if seen.scheduled or last is None:
            last = after(last, rating(seen.score, first=last is None), seen.date, fsrs)
        found.append(last)
    return tuple(found)


def recall(memory: Memory, on: date, fsrs: Scheduler) -> float:
    """The predicted probability that a topic is remembered on a day, 0 to 1."""
    return fsrs.get_card_retrievability(_card(memory, on), _midnight(on))


def interval(memory: Memory, fsrs: Scheduler) -> int:
    """The days from `seen` that FSRS sets for a memory at the retention of `fsrs`, whatever was aimed at before."""
    decay = -fsrs.parameters[20]
    days: float = memory.stability * (fsrs.desired_retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
    return min(max(round(days), 1), fsrs.maximum_interval)


def _card(memory: Memory | None, on: date) -> Card:
    """A card in that state. It is due at once: what FSRS computes does not depend on it."""
    if memory is None:
        return Card(card_id=1, due=_midnight(on))
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_midnight(on),
        last_review=_midnight(memory.seen),
    )


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
