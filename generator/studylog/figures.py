"""Every number of the site, computed once: what pages, charts and `studylog figures` all read from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from .measure.audit import Audit, audit
from .measure.extra import ExtraMeasure
from .measure.periods import Period, months, weeks
from .measure.practice import ActionState, Habit, InterviewScore, actions, habit, interviews, minutes
from .measure.proportion import Proportion
from .measure.quality import Estimate, Marked, Quality, estimates, marked, quality
from .measure.readiness import GoalProgress, goals
from .measure.retention import Retention, retention, retests
from .measure.scores import (
    Answer,
    Mean,
    Observation,
    Scores,
    answers,
    area_means,
    first_met,
    mean_of,
    observations,
    scores,
)  # fmt: skip
from .measure.threads import OpenQuestion, open_questions
from .measure.trend import Trend, trend
from .measure.weakness import LEECH_RELAPSES, Episode, WeakItem, episodes, is_mastered, weak_items
from .model import DayRecord, Journal, Topic
from .schedule.calibration import Calibration, calibration, ledger, published
from .schedule.comparison import Comparison, compare
from .schedule.maturity import mature
from .schedule.memory import Memory, memories, recall, scheduler
from .schedule.plan import Forecast, NextCheck, due, forecast, next_check
from .schedule.replay import TopicSchedule, replay
from .schedule.workload import Known, Load, workload

TopicState = Literal["untested", "weak", "due", "mastered", "solid"]


@dataclass(frozen=True, slots=True)
class Change:
    """A topic that was reviewed: its observation before, and the one of this day."""

    before: Observation
    now: Observation

    @property
    def points(self) -> Fraction:
        return self.now.score - self.before.score


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One record with its numbers. `changes` are its reviewed topics against the time before, greatest gain first."""

    record: DayRecord
    scores: Scores
    minutes: int | None
    weak: tuple[WeakItem, ...]
    resolved: tuple[WeakItem, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic with its history. `met` is the day it was first studied or asked.

    `schedule`, `memory` and `recall` (predicted for the day of the figures, in percent) need an observation.
    """

    id: str
    topic: Topic
    met: date | None
    answers: tuple[Answer, ...]
    observations: tuple[Observation, ...]
    mean: Mean
    weak: tuple[WeakItem, ...]
    episodes: tuple[Episode, ...]
    schedule: TopicSchedule | None
    state: TopicState
    memory: Memory | None
    recall: Fraction | None

    @property
    def relapses(self) -> int:
        return max(0, len(self.episodes) - 1)

    @property
    def is_leech(self) -> bool:
        return self.relapses >= LEECH_RELAPSES


@dataclass(frozen=True)
class Figures:
    """The journal as it stood at the end of `as_of`, and all that follows from it.

    What few pages need and what takes its time is computed when it is first asked for. `extra` is what other
    distributions add: they are given these figures, so that `compute` leaves it empty.
    `pinned` says that the day was asked for: a page then never looks at the reader's own date.
    """

    as_of: date
    pinned: bool
    journal: Journal
    all: Mean
    new: Mean
    review: Mean
    areas: Mapping[str, Mean]
    days: tuple[DayFigures, ...]
    weeks: tuple[Period, ...]
    months: tuple[Period, ...]
    topics: Mapping[str, TopicFigures]
    weak: tuple[WeakItem, ...]
    due: tuple[TopicSchedule, ...]
    next_check: NextCheck
    forecast: Forecast
    goals: tuple[GoalProgress, ...]
    interviews: tuple[InterviewScore, ...]
    actions: tuple[ActionState, ...]
    habit: Habit
    audit: Audit
    retention: Retention
    mature: Proportion
    calibration: Calibration
    quality: Quality
    estimates: tuple[Estimate, ...]
    marked: Marked
    extra: tuple[ExtraMeasure, ...] = ()

    @property
    def open_weak(self) -> tuple[WeakItem, ...]:
        return tuple(item for item in self.weak if not item.resolved_by)

    @cached_property
    def comparison(self) -> Comparison:
        """SM-2 and FSRS over the history of every topic."""
        histories = [(topic.observations, topic.schedule) for topic in self.topics.values() if topic.schedule]
        checks = sorted({entry.record.date for entry in self.days if entry.scores.all.count})
        return compare(histories, self.journal.settings, checks)

    @cached_property
    def workload(self) -> tuple[Load, ...]:
        """The reviews of the next months; none where there is nothing to go on from."""
        known = [Known(t.id, t.memory, t.schedule.weak) for t in self.topics.values() if t.memory and t.schedule]
        return workload(known, self.journal.settings, self.as_of) if known else ()

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        return open_questions(self.journal.days)

    @property
    def trend(self) -> Trend | None:
        """Of the 7-check mean."""
        means = ((entry.record.date, entry.scores.rolling) for entry in self.days)
        return trend([(on, mean) for on, mean in means if mean is not None])

    @property
    def last_check(self) -> DayFigures | None:
        """The latest record with a score."""
        return next((day for day in reversed(self.days) if day.scores.all.count), None)


def compute(journal: Journal, as_of: date, *, pinned: bool = True) -> Figures:
    """All figures of the journal as it stood at the end of `as_of`; nothing later enters any of them."""
    journal = journal.until(as_of)
    asked = answers(journal)
    met = first_met(journal)
    seen = observations(asked, met)
    weak = weak_items(journal, asked)
    topics = _topics(journal, as_of, asked, seen, weak, met)
    schedules = [topic.schedule for topic in topics.values() if topic.schedule]
    questions = [(record, q) for record in journal.days for q in record.questions]
    days, progress, line = _days(journal, seen, weak), goals(journal), journal.settings.weak_below
    return Figures(
        as_of=as_of,
        pinned=pinned,
        journal=journal,
        all=mean_of(q for _, q in questions),
        new=mean_of(q for record, q in questions if not record.is_review(q)),
        review=mean_of(q for record, q in questions if record.is_review(q)),
        areas=area_means(journal, journal.days),
        days=days,
        weeks=weeks(journal, met, weak),
        months=months(journal, met, weak),
        topics=topics,
        weak=weak,
        due=due(schedules, as_of),
        next_check=next_check(schedules, journal.settings, _next_check_day(journal, as_of)),
        forecast=forecast(schedules, journal.settings, as_of),
        goals=progress,
        interviews=interviews(journal.days),
        actions=actions(journal, as_of),
        habit=habit(journal, as_of),
        audit=audit(journal, [day.scores for day in days]),
        retention=retention(retests(journal, asked, seen, met), met),
        mature=mature(schedules),
        calibration=calibration(ledger(asked, line, published())),
        quality=quality(asked, line),
        estimates=estimates(progress, journal.topics, seen, met, line),
        marked=marked(progress, seen, line),
    )


def _next_check_day(journal: Journal, as_of: date) -> date:
    """Today while no answer has a score, else the next study day: a record that waits to be filled in is no check."""
    today = (record for record in journal.days if record.date == as_of)
    scored = any(question.score is not None for record in today for question in record.questions)
    return journal.settings.next_study_day(as_of + timedelta(scored))


def _days(
    journal: Journal, seen: Mapping[str, Sequence[Observation]], weak: Sequence[WeakItem]
) -> tuple[DayFigures, ...]:
    changes: dict[str, list[Change]] = defaultdict(list)
    for history in seen.values():
        for before, now in pairwise(history):
            changes[now.record.key].append(Change(before, now))
    opened, resolved = defaultdict(list), defaultdict(list)
    for item in weak:
        opened[item.record.key].append(item)
        if item.resolved_by:
            resolved[item.resolved_by.key].append(item)
    return tuple(
        DayFigures(
            record=record,
            scores=figures,
            minutes=minutes(record),
            weak=tuple(opened[record.key]),
            resolved=tuple(resolved[record.key]),
            changes=tuple(sorted(changes[record.key], key=lambda change: (-change.points, change.now.topic))),
        )
        for record, figures in zip(journal.days, scores(journal), strict=True)
    )


def _topics(
    journal: Journal,
    as_of: date,
    asked: Mapping[str, tuple[Answer, ...]],
    seen: Mapping[str, tuple[Observation, ...]],
    weak: Iterable[WeakItem],
    met: Mapping[str, date],
) -> dict[str, TopicFigures]:
    items: dict[str, list[WeakItem]] = defaultdict(list)
    for item in weak:
        if item.question.topic:
            items[item.question.topic].append(item)
    found, fsrs = {}, scheduler()
    for id, topic in sorted(journal.topics.items()):
        history = seen.get(id, ())
        is_weak = any(not item.resolved_by for item in items[id])
        dates = [goal.by for goal in journal.goals if goal.by and goal.includes(id, topic)]
        schedule = replay(history, journal.settings, weak=is_weak, goal_dates=dates) if history else None
        memory = memories(history, fsrs)[-1] if history else None
        found[id] = TopicFigures(
            id=id,
            topic=topic,
            met=met.get(id),
            answers=asked.get(id, ()),
            observations=history,
            mean=mean_of(answer.question for answer in asked.get(id, ())),
            weak=tuple(items[id]),
            episodes=episodes(items[id]),
            schedule=schedule,
            state=_state(schedule, history, as_of),
            memory=memory,
            recall=Fraction(100 * recall(memory, as_of, fsrs)) if memory else None,
        )
    return found


def _state(schedule: TopicSchedule | None, history: Sequence[Observation], as_of: date) -> TopicState:
    if not schedule:
        return "untested"
    if schedule.weak:
        return "weak"
    if schedule.due <= as_of:
        return "due"
    return "mastered" if is_mastered(history) else "solid"
