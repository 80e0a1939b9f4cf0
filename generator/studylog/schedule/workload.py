"""What the next months would ask: reviews a day by FSRS at several retentions and numbers of new topics."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from fsrs import Rating, Scheduler

from ..model import Settings, Weekday
from .memory import LONGEST_INTERVAL_DAYS, Memory, after, interval, recall, scheduler

DAYS = 90
RETENTIONS = (80, 85, 90, 95)
RATES = (0, 2, 5)


@dataclass(frozen=True, slots=True)
class Known:
    """A topic as it stands."""

    topic: str
    memory: Memory
    weak: bool


@dataclass(frozen=True, slots=True)
class Load:
    """Reviews on the study days of the next 90 days, at a `retention` in percent and so many `new` topics a day."""

    retention: int
    new: int
    mean: Fraction
    peak: int


def workload(known: Sequence[Known], settings: Settings, as_of: date) -> tuple[Load, ...]:
    """The load for each retention and number of new topics a study day, in that order.

    Each review is remembered with the probability that FSRS predicts for it, drawn by topic and day, so that a journal
    has one workload; what is forgotten comes again on the next study day. What is due already is asked evenly over the
    days, weak topics first, then those that wait longest. Dates of goals are left out of account.
    """
    window = [as_of + timedelta(n) for n in range(1, DAYS + 1)]
    days = tuple(day for day in window if not settings.is_rest_day(day)) or tuple(window)
    last, longest = window[-1], settings.schedule.maximum_interval or LONGEST_INTERVAL_DAYS
    found = []
    for retention in RETENTIONS:
        fsrs = scheduler(Fraction(retention, 100), longest)
        counts = Counter(_of_known(known, days, fsrs, settings, last))
        for rate in range(max(RATES) + 1):
            if rate:
                counts.update(_of_new(rate, days, last, settings.rest_days, retention, longest))
            if rate in RATES:
                mean = Fraction(counts.total(), len(days))
                found.append(Load(retention, rate, mean, max(counts.values(), default=0)))
    return tuple(found)


def _of_known(
    known: Iterable[Known], days: Sequence[date], fsrs: Scheduler, settings: Settings, last: date
) -> Iterator[date]:
    """The days on which topics that were asked before come again."""
    waiting, coming = list[_Start](), list[_Start]()
    for one in known:
        own = one.memory.seen + timedelta(interval(one.memory, fsrs))
        due = settings.next_study_day(one.memory.seen + timedelta(1) if one.weak else own)
        (coming if due > days[0] else waiting).append(_Start(not one.weak, due, one.topic, one.memory, own))
    for n, row in enumerate(sorted(waiting, key=lambda row: row[:3])):
        on = days[n * len(days) // len(waiting)]
        yield from _reviews(row.topic, row.memory, on, row.own, fsrs, settings, last)
    for row in coming:
        yield from _reviews(row.topic, row.memory, row.due, row.own, fsrs, settings, last)


class _Start(NamedTuple):
    """A topic in the order of asking: whether it is solid, when it is due, its id; `own` is the date FSRS has set."""

    solid: bool
    due: date
    topic: str
    memory: Memory
    own: date


@lru_cache(maxsize=2 * len(RETENTIONS) * max(RATES))
def _of_new(
    place: int, days: tuple[date, ...], last: date, rest_days: tuple[Weekday, ...], retention: int, longest: int
) -> Counter[date]:
    """The days on which the topics come again that are, each on its day, the first, second … new one and go well.

    Kept for the next run of a process: no record has a part in it.
    """
    found, fsrs, settings = Counter[date](), scheduler(Fraction(retention, 100), longest), Settings(rest_days=rest_days)
    for day in days:
        memory = after(None, Rating.Good, day, fsrs)
        own = day + timedelta(memory.interval)
        found.update(_reviews(f"{day} {place}", memory, settings.next_study_day(own), own, fsrs, settings, last))
    return found


def _reviews(
    topic: str, memory: Memory, on: date, own: date, fsrs: Scheduler, settings: Settings, last: date
) -> Iterator[date]:
    """The days of review from `on`; `own` is the date that FSRS has set, which a retest before it leaves alone."""
    while on <= last:
        yield on
        passed = _drawn(topic, on) < recall(memory, on, fsrs)
        memory = after(memory, Rating.Good if passed else Rating.Again, on, fsrs)
        again = on + timedelta(memory.interval)
        if on >= own:
            own = again
        elif not passed:
            own = min(own, again)
        on = settings.next_study_day(own if passed else on + timedelta(1))


def _drawn(topic: str, on: date) -> float:
    """A number from 0 to 1 for a topic and a day, the same on every machine."""
    return int.from_bytes(sha256(f"{topic} {on}".encode()).digest()[:6]) / 2**48
