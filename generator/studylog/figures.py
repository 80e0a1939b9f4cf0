"""Every number of the site, computed once: what pages, charts and `studylog figures` all read from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from .measure.periods import Period, months, weeks
from .measure.practice import ActionState, Habit, InterviewScore, actions, habit, interviews, minutes
from .measure.readiness import GoalProgress, goals
from .measure.scores import Answer, Mean, Named, Observation, Scores, answers, area_means, mean_of, observations, scores
from .measure.weakness import LEECH_RELAPSES, Episode, WeakItem, episodes, is_mastered, weak_items
from .model import DayRecord, Journal, Topic
from .schedule.plan import Forecast, NextCheck, due, forecast, next_check
from .schedule.replay import TopicSchedule, replay
from .wording import rounded

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
    """One topic with its history. `met` is the day it was first studied or asked; `schedule` needs an observation."""

    id: str
    topic: Topic
    met: date | None
    answers: tuple[Answer, ...]
    observations: tuple[Observation, ...]
    mean: Mean
    episodes: tuple[Episode, ...]
    schedule: TopicSchedule | None
    state: TopicState

    @property
    def relapses(self) -> int:
        return max(0, len(self.episodes) - 1)

    @property
    def is_leech(self) -> bool:
        return self.relapses >= LEECH_RELAPSES


@dataclass(frozen=True, slots=True)
class Figures:
    """The journal as it stood at the end of `as_of`, and all that follows from it."""

    as_of: date
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

    @property
    def open_weak(self) -> tuple[WeakItem, ...]:
        return tuple(item for item in self.weak if not item.resolved_by)

    @property
    def last_check(self) -> DayFigures | None:
        """The latest record with a score."""
        return next((day for day in reversed(self.days) if day.scores.all.count), None)


def compute(journal: Journal, as_of: date) -> Figures:
    """All figures of the journal as it stood at the end of `as_of`; nothing later enters any of them."""
    journal = journal.until(as_of)
    asked = answers(journal)
    seen = observations(asked)
    weak = weak_items(journal, asked)
    met = _first_met(journal)
    topics = _topics(journal, as_of, asked, seen, weak, met)
    schedules = [topic.schedule for topic in topics.values() if topic.schedule]
    questions = [(record, q) for record in journal.days for q in record.questions]
    return Figures(
        as_of=as_of,
        journal=journal,
        all=mean_of(q for _, q in questions),
        new=mean_of(q for record, q in questions if not record.is_review(q)),
        review=mean_of(q for record, q in questions if record.is_review(q)),
        areas=area_means(journal, journal.days),
        days=_days(journal, seen, weak),
        weeks=weeks(journal, met, weak),
        months=months(journal, met, weak),
        topics=topics,
        weak=weak,
        due=due(schedules, as_of),
        next_check=next_check(schedules, journal.settings, _next_check_day(journal, as_of)),
        forecast=forecast(schedules, journal.settings, as_of),
        goals=goals(journal),
        interviews=interviews(journal.days),
        actions=actions(journal, as_of),
        habit=habit(journal, as_of),
    )


def _next_check_day(journal: Journal, as_of: date) -> date:
    """Today while nothing has been asked, else the next study day."""
    asked_today = any(record.date == as_of and record.questions for record in journal.days)
    return journal.settings.next_study_day(as_of + timedelta(asked_today))


def _first_met(journal: Journal) -> dict[str, date]:
    met: dict[str, date] = {}
    for record in journal.days:
        for topic in (*(i.topic for i in record.introduces), *(q.topic for q in record.questions if q.topic)):
            met.setdefault(topic, record.date)
    return met


def _days(
    journal: Journal, seen: Mapping[str, Sequence[Observation]], weak: Sequence[WeakItem]
) -> tuple[DayFigures, ...]:
    changes: dict[str, list[Change]] = defaultdict(list)
    for history in seen.values():
        for before, now in zip(history, history[1:], strict=False):
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
    found = {}
    for id, topic in sorted(journal.topics.items()):
        history = seen.get(id, ())
        is_weak = any(not item.resolved_by for item in items[id])
        dates = [g.by for g in journal.goals if g.by and (id in g.covers or topic.area in g.covers)]
        schedule = replay(history, journal.settings, weak=is_weak, goal_dates=dates) if history else None
        found[id] = TopicFigures(
            id=id,
            topic=topic,
            met=met.get(id),
            answers=asked.get(id, ()),
            observations=history,
            mean=mean_of(answer.question for answer in asked.get(id, ())),
            episodes=episodes(items[id]),
            schedule=schedule,
            state=_state(schedule, history, as_of),
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


def as_json(figures: Figures) -> dict[str, Any]:
    """The figures as one stable JSON object: percent and points to two decimals, halves up; dates as YYYY-MM-DD.

    The guide's page on it documents each key; keys are added, never renamed.
    """
    return {
        "as_of": str(figures.as_of),
        "algorithm": figures.journal.settings.schedule.algorithm,
        "weak_below": _number(figures.journal.settings.weak_below),
        "questions": figures.all.count,
        "score": _number(figures.all.value),
        "new": _number(figures.new.value),
        "review": _number(figures.review.value),
        "areas": {area: _mean(mean) for area, mean in figures.areas.items()},
        "days": [_day_json(day) for day in figures.days],
        "weeks": [_period_json(period) for period in figures.weeks],
        "months": [_period_json(period) for period in figures.months],
        "topics": {id: _topic_json(topic, figures.as_of) for id, topic in figures.topics.items()},
        "weak_items": [_weak_json(item) for item in figures.weak],
        "due": [schedule.topic for schedule in figures.due],
        "next_check": _next_check_json(figures.next_check),
        "forecast": {
            "backlog": figures.forecast.backlog,
            "days": [{"date": str(d.date), "due": d.due, "holds": d.holds} for d in figures.forecast.days],
        },
        "goals": [_goal_json(goal) for goal in figures.goals],
        "interviews": [_interview_json(interview) for interview in figures.interviews],
        "actions": [_action_json(action) for action in figures.actions],
        "habit": {
            "studied": [str(day) for day in figures.habit.studied],
            "missed": [str(day) for day in figures.habit.missed],
            "streak": figures.habit.streak,
            "longest_streak": figures.habit.longest_streak,
            "minutes": figures.habit.minutes,
        },
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value, 2))


def _date(value: date | None) -> str | None:
    return None if value is None else str(value)


def _mean(mean: Mean) -> dict[str, Any]:
    return {"score": _number(mean.value), "questions": mean.count}


def _named(means: Iterable[Named]) -> list[dict[str, Any]]:
    return [{"name": part.name, **_mean(part.mean)} for part in means]


def _day_json(day: DayFigures) -> dict[str, Any]:
    scores = day.scores
    return {
        "key": day.record.key,
        "date": str(day.record.date),
        "day": day.record.day,
        "score": _number(scores.all.value),
        "first_score": _number(scores.first.value),
        "drift": _number(scores.drift),
        "new": _number(scores.new.value),
        "review": _number(scores.review.value),
        "questions": len(day.record.questions),
        "scored": scores.all.count,
        "new_questions": scores.new.count,
        "review_questions": scores.review.count,
        "review_share": _number(scores.review_share),
        "points": _number(scores.all.points),
        "grade": scores.grade,
        "change": _number(scores.change),
        "rolling": _number(scores.rolling),
        "weak": len(day.weak),
        "minutes": day.minutes,
        "sources": _named(scores.sources),
        "groups": _named(scores.groups),
    }


def _period_json(period: Period) -> dict[str, Any]:
    return {
        "key": period.key,
        "first": str(period.first),
        "last": str(period.last),
        "checks": period.checks,
        "questions": period.all.count,
        "score": _number(period.all.value),
        "new": _number(period.new.value),
        "review": _number(period.review.value),
        "change": _number(period.change),
        "minutes": period.minutes,
        "met": list(period.met),
        "weak_opened": len(period.opened),
        "weak_resolved": len(period.resolved),
    }


def _topic_json(topic: TopicFigures, as_of: date) -> dict[str, Any]:
    schedule = topic.schedule
    return {
        "title": topic.topic.title,
        "area": topic.topic.area,
        "state": topic.state,
        "met": _date(topic.met),
        "score": _number(topic.mean.value),
        "questions": topic.mean.count,
        "observations": [
            {
                "date": str(seen.date),
                "key": seen.record.key,
                "score": _number(seen.score),
                "questions": seen.mean.count,
                "review": seen.is_review,
                "scheduled": seen.scheduled,
            }
            for seen in topic.observations
        ],
        "weak": bool(schedule and schedule.weak),
        "relapses": topic.relapses,
        "leech": topic.is_leech,
        "schedule": schedule
        and {
            "ease": _number(Fraction(schedule.state.ease, 100)),
            "interval": schedule.state.interval,
            "repetitions": schedule.state.repetitions,
            "next": str(schedule.next),
            "due": str(schedule.due),
            "overdue": schedule.overdue(as_of),
            "why": schedule.why,
        },
    }


def _weak_json(item: WeakItem) -> dict[str, Any]:
    return {
        "item": item.reference,
        "date": str(item.record.date),
        "topic": item.question.topic,
        "score": _number(item.question.score),
        "resolved": _date(item.resolved_by.date if item.resolved_by else None),
        "days_to_resolve": item.days_to_resolve,
    }


def _next_check_json(check: NextCheck) -> dict[str, Any]:
    reviews = [{"topic": pick.schedule.topic, "because": pick.because} for pick in check.reviews]
    return {"date": str(check.date), "reviews": reviews, "new": check.new}


def _goal_json(progress: GoalProgress) -> dict[str, Any]:
    goal, projection = progress.goal, progress.projection
    return {
        "id": goal.id,
        "title": goal.title,
        "target": [_number(end) for end in goal.target] if goal.target else None,
        "by": _date(goal.by),
        "snapshots": [
            {
                "date": str(snapshot.record.date),
                "when": snapshot.readiness.when,
                "known": [_number(end) for end in snapshot.known] if snapshot.known else None,
                "counted": snapshot.counted,
            }
            for snapshot in progress.snapshots
        ],
        "pace": _number(progress.pace),
        "reached": _date(progress.reached),
        "projection": projection and [str(projection.earliest), _date(projection.latest)],
    }


def _interview_json(score: InterviewScore) -> dict[str, Any]:
    return {
        "key": score.record.key,
        "title": score.interview.title,
        "score": _number(score.percent),
        "change": _number(score.change),
        "aspects": [
            {"aspect": a.aspect.aspect, "score": _number(a.percent), "change": _number(a.change)} for a in score.aspects
        ],
    }


def _action_json(state: ActionState) -> dict[str, Any]:
    return {
        "key": state.record.key,
        "do": state.action.do,
        "priority": state.action.priority,
        "due": _date(state.due),
        "overdue": state.overdue,
        "done": _date(state.action.done),
        "days_to_done": state.days_to_done,
    }
