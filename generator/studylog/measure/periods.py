"""Weeks and months: the days they hold and what changed in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from ..model import DayRecord, Journal
from .practice import minutes
from .scores import Mean, mean_of
from .weakness import WeakItem

STRETCH_DAYS = 28


@dataclass(frozen=True, slots=True)
class Period:
    """A week (`2025-W45`, Monday to Sunday), a month (`2025-11`) or four weeks (named after their first day) that hold
    records. Means are over the questions."""

    key: str
    first: date
    last: date
    records: tuple[DayRecord, ...]
    all: Mean
    new: Mean
    review: Mean
    checks: int
    minutes: int | None
    met: tuple[str, ...]
    opened: tuple[WeakItem, ...]
    resolved: tuple[WeakItem, ...]
    change: Fraction | None


def weeks(journal: Journal, met: Mapping[str, date], weak: Sequence[WeakItem]) -> tuple[Period, ...]:
    """The weeks that hold records, oldest first. `met` tells when each topic was first met."""
    return _periods(journal, met, weak, _week)


def months(journal: Journal, met: Mapping[str, date], weak: Sequence[WeakItem]) -> tuple[Period, ...]:
    """The months that hold records, oldest first."""
    return _periods(journal, met, weak, _month)


def stretches(journal: Journal, met: Mapping[str, date], weak: Sequence[WeakItem], as_of: date) -> tuple[Period, ...]:
    """The four weeks that end on `as_of` and the four before them, as far as they hold records, oldest first."""
    days = tuple(record for record in journal.days if (as_of - record.date).days < 2 * STRETCH_DAYS)
    return _periods(replace(journal, days=days), met, weak, lambda day: _stretch(day, as_of))


def stretch_key(day: date, as_of: date) -> str:
    """The four weeks of a day, counted back from `as_of`: their first day."""
    return _stretch(day, as_of)[0]


@cache
def _stretch(day: date, as_of: date) -> tuple[str, date, date]:
    last = as_of - timedelta((as_of - day).days // STRETCH_DAYS * STRETCH_DAYS)
    first = last - timedelta(STRETCH_DAYS - 1)
    return str(first), first, last


@cache
def week_key(day: date) -> str:
    """The ISO week of a day: `2025-W45`."""
    return "{}-W{:02}".format(*day.isocalendar()[:2])


@cache
def month_key(day: date) -> str:
    """The month of a day: `2025-11`."""
    return f"{day:%Y-%m}"


def monday(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(day.weekday())


def _week(day: date) -> tuple[str, date, date]:
    return week_key(day), monday(day), monday(day) + timedelta(6)


def _month(day: date) -> tuple[str, date, date]:
    first = day.replace(day=1)
    return month_key(day), first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def _periods(
    journal: Journal,
    met: Mapping[str, date],
    weak: Sequence[WeakItem],
    period_of: Callable[[date], tuple[str, date, date]],
) -> tuple[Period, ...]:
    by_period: dict[tuple[str, date, date], list[DayRecord]] = {}
    for record in journal.days:
        by_period.setdefault(period_of(record.date), []).append(record)
    firsts: dict[str, list[str]] = {}
    for topic, day in met.items():
        firsts.setdefault(period_of(day)[0], []).append(topic)
    opened: dict[str, list[WeakItem]] = {}
    resolved: dict[str, list[WeakItem]] = {}
    for item in weak:
        opened.setdefault(period_of(item.record.date)[0], []).append(item)
        if item.resolved_by:
            resolved.setdefault(period_of(item.resolved_by.date)[0], []).append(item)
    found: list[Period] = []
    for (key, first, last), records in by_period.items():
        everything = mean_of(q for r in records for q in r.questions)
        before = next((p.all.value for p in reversed(found) if p.all.value is not None), None)
        times = [m for m in map(minutes, records) if m is not None]
        found.append(
            Period(
                key=key,
                first=first,
                last=last,
                records=tuple(records),
                all=everything,
                new=mean_of(q for r in records for q in r.questions if not r.is_review(q)),
                review=mean_of(q for r in records for q in r.questions if r.is_review(q)),
                checks=sum(any(q.counts for q in r.questions) for r in records),
                minutes=sum(times) if times else None,
                met=tuple(sorted(firsts.get(key, ()))),
                opened=tuple(opened.get(key, ())),
                resolved=tuple(resolved.get(key, ())),
                change=None if everything.value is None or before is None else everything.value - before,
            )
        )
    return tuple(found)
