"""What to ask next: the due list in asking order, the composed check, and how many reviews the coming days hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal

from ..model import Settings
from ..wording import rounded
from .replay import TopicSchedule, simulate

FORECAST_DAYS = 60


def asking_order(schedules: Iterable[TopicSchedule], as_of: date) -> tuple[TopicSchedule, ...]:
    """Weak topics first, then the most overdue, then the lowest last score, then by id."""
    return tuple(sorted(schedules, key=lambda s: (not s.weak, -s.overdue(as_of), s.last.score, s.topic)))


def due(schedules: Iterable[TopicSchedule], as_of: date) -> tuple[TopicSchedule, ...]:
    """The topics that are due on `as_of`, in the order to ask."""
    return asking_order((s for s in schedules if s.due <= as_of), as_of)


@dataclass(frozen=True, slots=True)
class Pick:
    """A review question of the next check and why it is in it."""

    schedule: TopicSchedule
    because: Literal["weak", "due", "audit"]


@dataclass(frozen=True, slots=True)
class NextCheck:
    """The composed check: review questions in asking order; `new` places are left for the day's new material."""

    date: date
    reviews: tuple[Pick, ...]
    new: int


def review_places(settings: Settings) -> int:
    """How many questions of a check are reviews."""
    return int(rounded(settings.check.questions * settings.check.review_share / 100, 0))


def next_check(schedules: Sequence[TopicSchedule], settings: Settings, day: date) -> NextCheck:
    """The check of a study day.

    Of its review places one is an audit question, drawn from all tested topics that are neither due nor weak: the only
    unbiased sample of what is remembered. A single place, or a journal with nothing else to draw from, has none. Places
    that nothing due can fill go to new material.
    """
    places = review_places(settings)
    waiting = asking_order((s for s in schedules if s.weak or s.due <= day), day)
    audit = _drawn((s for s in schedules if not s.weak and s.due > day), day) if places > 1 else ()
    taken = waiting[: places - len(audit)]
    picks = [Pick(s, "weak" if s.weak else "due") for s in taken] + [Pick(s, "audit") for s in audit]
    return NextCheck(day, tuple(picks), settings.check.questions - len(picks))


def _drawn(others: Iterable[TopicSchedule], day: date) -> tuple[TopicSchedule, ...]:
    """One topic at random with the day as seed: the smallest hash, so that the draw is the same on every machine."""
    found = min(others, key=lambda s: sha256(f"{day} {s.topic}".encode()).digest(), default=None)
    return (found,) if found else ()


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """How many topics fall due on a day, and how many review questions its check holds (none on a rest day)."""

    date: date
    due: int
    holds: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days after `as_of`, if every review goes well on time. `backlog` is due already."""

    backlog: int
    days: tuple[ForecastDay, ...]

    def due_within(self, days: int) -> int:
        return sum(day.due for day in self.days[:days])

    def held_within(self, days: int) -> int:
        return sum(day.holds for day in self.days[:days])


def forecast(schedules: Sequence[TopicSchedule], settings: Settings, as_of: date) -> Forecast:
    """Due counts of the next 60 days; the backlog is taken as asked on the first study day and kept apart."""
    days = [as_of + timedelta(n) for n in range(1, FORECAST_DAYS + 1)]
    counts = dict.fromkeys(days, 0)
    for schedule in schedules:
        for day in simulate(schedule, settings, days[0], days[-1]):
            counts[day] += 1
    places = review_places(settings)
    return Forecast(
        backlog=sum(s.due <= as_of for s in schedules),
        days=tuple(ForecastDay(d, counts[d], 0 if settings.is_rest_day(d) else places) for d in days),
    )
