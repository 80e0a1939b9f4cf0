"""What was still known when a topic came back on a later day: by the days between, by reason, by week first met."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ..model import Journal
from .periods import monday, week_key
from .proportion import Proportion, proportion
from .scores import Answer, Observation

Reason = Literal["due", "weak", "audit", "mentor"]
REASONS: tuple[Reason, ...] = get_args(Reason)
LAGS = ((1, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, 60), (61, None))
"""First and last of the days since a topic was last seen; the last span is open."""
WEEKS_SINCE = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 7), (8, 15), (16, 31), (32, None))
"""The same for calendar weeks since a topic was first met: later ones hold fewer answers, and so more weeks."""

Span = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Retest:
    """The first session of a day that asks for a topic again. `days` since it was last seen, at least one.

    `kept` says that the score was not weak, `because` is the reason of its first question that gives one.
    """

    observation: Observation
    days: int
    met: date
    kept: bool
    because: Reason | None

    @property
    def weeks_since(self) -> int:
        """Calendar weeks, from Monday on, since the week in which the topic was first met."""
        return (monday(self.observation.date) - monday(self.met)).days // 7


@dataclass(frozen=True, slots=True)
class Cohort:
    """The topics first met in one week, and how they fared in each span of WEEKS_SINCE."""

    week: str
    topics: int
    cells: tuple[Proportion, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """Each retest stands in one of `lags` (the spans of LAGS), one of `reasons` and one cell of `cohorts`."""

    all: Proportion
    lags: tuple[Proportion, ...]
    reasons: Mapping[Reason | None, Proportion]
    cohorts: tuple[Cohort, ...]

    @property
    def by_weeks_since(self) -> tuple[Proportion, ...]:
        """All cohorts together, by the spans of WEEKS_SINCE."""
        columns = zip(*(cohort.cells for cohort in self.cohorts), strict=True)
        return tuple(sum(column, Proportion()) for column in columns) or (Proportion(),) * len(WEEKS_SINCE)


def retests(
    journal: Journal,
    asked: Mapping[str, Sequence[Answer]],
    seen: Mapping[str, Sequence[Observation]],
    met: Mapping[str, date],
) -> tuple[Retest, ...]:
    """Every observation at least one day after its topic was last studied or asked, oldest first, then by topic."""
    sightings = _sightings(journal, asked)
    found = []
    for topic, history in seen.items():
        for observation in history:
            earlier = bisect_left(sightings[topic], observation.date)
            if observation.scheduled and earlier:
                days = (observation.date - sightings[topic][earlier - 1]).days
                kept = observation.score >= journal.settings.weak_below
                found.append(Retest(observation, days, met[topic], kept, _because(observation)))
    return tuple(sorted(found, key=lambda retest: (retest.observation.date, retest.observation.topic)))


def _sightings(journal: Journal, asked: Mapping[str, Sequence[Answer]]) -> dict[str, list[date]]:
    """The days on which each topic was studied or asked, scored or not."""
    days: dict[str, set[date]] = defaultdict(set)
    for record in journal.days:
        for introduction in record.introduces:
            days[introduction.topic].add(record.date)
    for topic, history in asked.items():
        days[topic].update(answer.record.date for answer in history)
    return {topic: sorted(found) for topic, found in days.items()}


def _because(observation: Observation) -> Reason | None:
    asked = (q for q in observation.record.questions if q.topic == observation.topic and q.counts)
    return next((question.because for question in asked if question.because), None)


def retention(found: Sequence[Retest], met: Mapping[str, date]) -> Retention:
    """What the retests come to."""
    return Retention(
        all=_kept(found),
        lags=_by_span(((retest.days, retest) for retest in found), LAGS),
        reasons={reason: _kept(r for r in found if r.because == reason) for reason in (*REASONS, None)},
        cohorts=_cohorts(found, met),
    )


def _cohorts(found: Iterable[Retest], met: Mapping[str, date]) -> tuple[Cohort, ...]:
    topics: dict[str, int] = defaultdict(int)
    for first in met.values():
        topics[week_key(first)] += 1
    by_week: dict[str, list[Retest]] = {week: [] for week in sorted(topics)}
    for retest in found:
        by_week[week_key(retest.met)].append(retest)
    return tuple(
        Cohort(week, topics[week], _by_span(((retest.weeks_since, retest) for retest in some), WEEKS_SINCE))
        for week, some in by_week.items()
    )


def _by_span(found: Iterable[tuple[int, Retest]], spans: Sequence[Span]) -> tuple[Proportion, ...]:
    groups: list[list[Retest]] = [[] for _ in spans]
    starts = [first for first, _ in spans]
    for at, retest in found:
        groups[bisect_left(starts, at + 1) - 1].append(retest)
    return tuple(map(_kept, groups))


def _kept(found: Iterable[Retest]) -> Proportion:
    return proportion(retest.kept for retest in found)


def span_text(span: Span) -> str:
    """`1`, `2–3`, `61+`."""
    first, last = span
    return f"{first}+" if last is None else str(first) if first == last else f"{first}–{last}"
