"""What the checks scored: by day, by kind of question, by group, area and topic, and the history of each topic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from ..model import DayRecord, Journal, Question

ROLLING_CHECKS = 7


@dataclass(frozen=True, slots=True)
class Mean:
    """A sum of percentages and how many they are. Means of parts add up to the mean of the whole."""

    total: Fraction = Fraction(0)
    count: int = 0

    @property
    def value(self) -> Fraction | None:
        """Percent, or None where nothing was scored."""
        return self.total / self.count if self.count else None

    @property
    def points(self) -> Fraction:
        """Full marks earned, out of `count`."""
        return self.total / 100

    def __add__(self, other: "Mean") -> "Mean":
        return Mean(self.total + other.total, self.count + other.count)


def mean(scores: Iterable[Fraction | None]) -> Mean:
    """The mean of the scores that there are."""
    scored = [score for score in scores if score is not None]
    # Nearly all are whole, and whole numbers add up ten times as fast.
    whole = sum(score.numerator for score in scored if score.denominator == 1)
    return Mean(sum((score for score in scored if score.denominator != 1), Fraction(whole)), len(scored))


def mean_of(questions: Iterable[Question]) -> Mean:
    """The mean of the questions that count."""
    return mean(question.score for question in questions if question.counts)


@dataclass(frozen=True, slots=True)
class Named:
    """A mean with the name of what it is the mean of."""

    name: str
    mean: Mean


@dataclass(frozen=True, slots=True)
class Scores:
    """One check. `change` and `rolling` look back over earlier checks and are None before the first."""

    all: Mean
    first: Mean
    new: Mean
    review: Mean
    sources: tuple[Named, ...]
    groups: tuple[Named, ...]
    grade: str | None
    change: Fraction | None
    rolling: Fraction | None

    @property
    def drift(self) -> Fraction | None:
        """Points that revisions added to the score of the day."""
        return None if self.all.value is None or self.first.value is None else self.all.value - self.first.value

    @property
    def review_share(self) -> Fraction | None:
        """Percent of the scored questions that were reviews."""
        return Fraction(100 * self.review.count, self.all.count) if self.all.count else None


def scores(journal: Journal) -> tuple[Scores, ...]:
    """The scores of every record, in the order of `journal.days`."""
    found: list[Scores] = []
    earlier: list[Fraction] = []
    for record in journal.days:
        found.append(_scores(record, earlier, journal.settings.grades))
        if (value := found[-1].all.value) is not None:
            earlier.append(value)
    return tuple(found)


def _scores(record: DayRecord, earlier: Sequence[Fraction], grades: Mapping[str, Fraction]) -> Scores:
    questions = [question for question in record.questions if question.counts]
    everything = mean_of(questions)
    value = everything.value
    by_id = {question.id: question for question in questions}
    return Scores(
        all=everything,
        first=mean(question.first_score for question in questions),
        new=mean_of(q for q in questions if not record.is_review(q)),
        review=mean_of(q for q in questions if record.is_review(q)),
        sources=_by_source(record, questions),
        groups=tuple(Named(g.name, mean_of(by_id[id] for id in g.questions if id in by_id)) for g in record.groups),
        grade=None if value is None else grade(value, grades),
        change=None if value is None or not earlier else value - earlier[-1],
        rolling=None if value is None else mean([*earlier, value][-ROLLING_CHECKS:]).value,
    )


def grade(value: Fraction, grades: Mapping[str, Fraction]) -> str | None:
    """The first row of the scale at or below the unrounded score."""
    return next((letter for letter, lowest in grades.items() if lowest <= value), None)


def source_label(sources: Sequence[date | int]) -> str:
    """The days a question goes back to, as people say it: `day 8`, `days 8–9`, `2025-11-04`."""
    dates, numbers = _ordered(sources)
    if not numbers:
        return ", ".join(map(str, dates))
    together = len(numbers) > 1 and numbers == tuple(range(numbers[0], numbers[-1] + 1))
    days = f"{numbers[0]}–{numbers[-1]}" if together else ", ".join(map(str, numbers))
    return ", ".join([f"day{'s' if len(numbers) > 1 else ''} {days}", *map(str, dates)])


def _ordered(sources: Iterable[date | int]) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """Dates and day numbers apart, each once and in order: `[9, 8]` goes back to the same days as `[8, 9]`."""
    once = set(sources)
    return (
        tuple(sorted(source for source in once if isinstance(source, date))),
        tuple(sorted(source for source in once if isinstance(source, int))),
    )


def _by_source(record: DayRecord, questions: Iterable[Question]) -> tuple[Named, ...]:
    """Means of the review questions by the days they come from, latest first."""
    found: dict[tuple[tuple[date, ...], tuple[int, ...]], list[Question]] = defaultdict(list)
    for question in questions:
        if record.is_review(question):
            found[_ordered(question.from_)].append(question)
    return tuple(
        Named(source_label((*dates, *numbers)), mean_of(found[dates, numbers]))
        for dates, numbers in sorted(found, reverse=True)
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a topic and the record it was asked in."""

    record: DayRecord
    question: Question

    @property
    def is_review(self) -> bool:
        return self.record.is_review(self.question)


@dataclass(frozen=True)
class Observation:
    """How a topic went in one session of one day: the mean of its scored questions.

    `lowest` is the worst of them. Only the first session of a day is `scheduled`; `introduced` marks the check on the
    day the topic was first studied.
    """

    topic: str
    record: DayRecord
    mean: Mean
    first: Mean
    lowest: Fraction
    is_review: bool
    introduced: bool
    scheduled: bool

    @property
    def date(self) -> date:
        return self.record.date

    @cached_property
    def score(self) -> Fraction:
        return self.mean.total / self.mean.count


def answers(journal: Journal) -> dict[str, tuple[Answer, ...]]:
    """Every question asked of each topic, scored or not, oldest first."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for record in journal.days:
        for question in record.questions:
            if question.topic:
                found[question.topic].append(Answer(record, question))
    return {topic: tuple(history) for topic, history in found.items()}


def first_met(journal: Journal) -> dict[str, date]:
    """The day on which each topic was first studied or asked."""
    met: dict[str, date] = {}
    for record in journal.days:
        for topic in (*(i.topic for i in record.introduces), *(q.topic for q in record.questions if q.topic)):
            met.setdefault(topic, record.date)
    return met


def observations(
    answers: Mapping[str, Sequence[Answer]], met: Mapping[str, date]
) -> dict[str, tuple[Observation, ...]]:
    """The observations of each topic, oldest first; topics that were never scored are left out."""
    found = {topic: _observations(topic, history, met[topic]) for topic, history in answers.items()}
    return {topic: seen for topic, seen in found.items() if seen}


def _observations(topic: str, history: Iterable[Answer], met: date) -> tuple[Observation, ...]:
    by_record: dict[str, list[Answer]] = defaultdict(list)
    for answer in history:
        if answer.question.counts:
            by_record[answer.record.key].append(answer)
    seen: list[Observation] = []
    for group in by_record.values():
        record, scored = group[0].record, [answer.question for answer in group]
        is_review = any(answer.is_review for answer in group)
        seen.append(
            Observation(
                topic=topic,
                record=record,
                mean=mean_of(scored),
                first=mean(question.first_score for question in scored),
                lowest=min(question.score for question in scored if question.score is not None),
                is_review=is_review,
                introduced=any(i.topic == topic for i in record.introduces) or (record.date == met and not is_review),
                scheduled=not any(earlier.date == record.date for earlier in seen),
            )
        )
    return tuple(seen)


def area_means(journal: Journal, records: Iterable[DayRecord]) -> dict[str, Mean]:
    """The mean of each area over some records, areas by name; questions without a topic belong to none."""
    found: dict[str, list[Question]] = defaultdict(list)
    for record in records:
        for question in record.questions:
            if question.topic and question.counts:
                found[journal.topics[question.topic].area].append(question)
    return {area: mean_of(found[area]) for area in sorted(found)}
