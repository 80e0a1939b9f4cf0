"""What the next months would ask: reviews a day by FSRS at several retentions and numbers of new topics."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

from fsrs import Rating, Scheduler

from ..model import Settings
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
    has one workload; what is forgotten comes again on the next study day. What is due already is taken as asked on the
    first day and not counted. Dates of goals are left out of account, and so is what a check can hold.
    """
    first, last = as_of + timedelta(1), as_of + timedelta(DAYS)
    window = [first + timedelta(n) for n in range(DAYS)]
    days = [day for day in window if not settings.is_rest_day(day)] or window
    longest = settings.schedule.maximum_interval or LONGEST_INTERVAL_DAYS
    found = []
    for retention in RETENTIONS:
        fsrs = scheduler(Fraction(retention, 100), longest)
        counts = Counter(day for one in known for day in _coming(one, fsrs, settings, first, last))
        for rate in range(max(RATES) + 1):
            if rate:
                counts.update(_of_new(rate, days, fsrs, settings, last))
            if rate in RATES:
                mean = Fraction(counts.total(), len(days))
                found.append(Load(retention, rate, mean, max(counts.values(), default=0)))
    return tuple(found)


def _coming(known: Known, fsrs: Scheduler, settings: Settings, first: date, last: date) -> Iterator[date]:
    """The days on which a topic that was asked before comes again."""
    seen, own = known.memory.seen, known.memory.seen + timedelta(interval(known.memory, fsrs))
    due = settings.next_study_day(seen + timedelta(1) if known.weak else own)
    start = max(due, settings.next_study_day(first))
    reviews = _reviews(known.topic, known.memory, start, own, fsrs, settings, last)
    return (day for day in reviews if due >= first or day > start)


def _of_new(place: int, days: Iterable[date], fsrs: Scheduler, settings: Settings, last: date) -> Iterator[date]:
    """The days on which the topics come again that are, each on its day, the first, second … new one and go well."""
    for day in days:
        memory = after(None, Rating.Good, day, fsrs)
        own = day + timedelta(memory.interval)
        yield from _reviews(f"{day} {place}", memory, settings.next_study_day(own), own, fsrs, settings, last)


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
