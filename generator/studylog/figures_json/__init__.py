"""The figures as JSON: what `studylog figures --json` prints and other programs may build on."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from ..figures import DayFigures, Figures, TopicFigures
from ..measure.extra import Cell, ExtraMeasure
from ..measure.periods import Period
from ..measure.practice import ActionState, InterviewScore
from ..measure.readiness import GoalProgress
from ..measure.scores import Mean, Named
from ..measure.trend import Trend
from ..measure.weakness import WeakItem
from ..model import Settings
from ..schedule.plan import NextCheck, review_places
from ..schedule.sm2 import State
from .audit import audit_json
from .evening import due_json, plan_json
from .memory import remembered_json
from .schedulers import schedulers_json
from .threads import questions_json
from .values import compact, date_json, number

__all__ = ["as_json", "audit_json", "compact", "due_json", "plan_json", "questions_json", "schedulers_json"]

VERSION = 1
"""Of the form of the object. Keys that are added leave it as it is."""


def as_json(figures: Figures) -> dict[str, Any]:
    """The figures as one stable JSON object: percent and points to two decimals, halves up; dates as YYYY-MM-DD.

    The guide's page on it documents each key; keys are added, never renamed.
    """
    return {
        "version": VERSION,
        "as_of": str(figures.as_of),
        **_settings_json(figures.journal.settings),
        "questions": figures.all.count,
        "score": number(figures.all.value),
        "new": number(figures.new.value),
        "review": number(figures.review.value),
        "trend": _trend_json(figures.trend),
        "areas": {area: _mean(mean) for area, mean in figures.areas.items()},
        "days": [_day_json(day) for day in figures.days],
        "weeks": [_period_json(period) for period in figures.weeks],
        "months": [_period_json(period) for period in figures.months],
        "topics": {id: _topic_json(topic, figures.as_of) for id, topic in figures.topics.items()},
        "weak_items": [_weak_json(item) for item in figures.weak],
        "resolution": _resolution_json(figures),
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
        "open_questions": questions_json(figures.open_questions),
        "audit": audit_json(figures.audit),
        **remembered_json(figures),
        "extra": [_extra_json(measure) for measure in figures.extra],
    }


def _settings_json(settings: Settings) -> dict[str, Any]:
    return {
        "title": settings.title,
        "learner": settings.learner,
        "algorithm": settings.schedule.algorithm,
        "weak_below": number(settings.weak_below),
        "rest_days": list(settings.rest_days),
        "check": {
            "questions": settings.check.questions,
            "review_share": number(settings.check.review_share),
            "reviews": review_places(settings),
        },
    }


def _trend_json(trend: Trend | None) -> dict[str, Any] | None:
    if trend is None:
        return None
    return {"mean": number(trend.mean), "since": date_json(trend.since), "change": number(trend.change)}


def _extra_json(measure: ExtraMeasure) -> dict[str, Any]:
    return {
        "name": measure.name,
        "by": measure.by,
        "sentence": measure.sentence,
        "definition": measure.definition,
        "columns": list(measure.columns),
        "rows": [[_cell_json(cell) for cell in row] for row in measure.rows],
    }


def _cell_json(cell: Cell) -> str | float | None:
    return date_json(cell) if isinstance(cell, date) else cell if isinstance(cell, str) else number(cell)


def _mean(mean: Mean) -> dict[str, Any]:
    return {"score": number(mean.value), "questions": mean.count}


def _named(means: Iterable[Named]) -> list[dict[str, Any]]:
    return [{"name": part.name, **_mean(part.mean)} for part in means]


def _day_json(day: DayFigures) -> dict[str, Any]:
    scores = day.scores
    return {
        "key": day.record.key,
        "date": str(day.record.date),
        "day": day.record.day,
        "score": number(scores.all.value),
        "first_score": number(scores.first.value),
        "drift": number(scores.drift),
        "new": number(scores.new.value),
        "review": number(scores.review.value),
        "questions": len(day.record.questions),
        "scored": scores.all.count,
        "new_questions": scores.new.count,
        "review_questions": scores.review.count,
        "review_share": number(scores.review_share),
        "points": number(scores.all.points if scores.all.count else None),
        "grade": scores.grade,
        "change": number(scores.change),
        "rolling": number(scores.rolling),
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
        "score": number(period.all.value),
        "new": number(period.new.value),
        "review": number(period.review.value),
        "change": number(period.change),
        "minutes": period.minutes,
        "met": list(period.met),
        "weak_opened": len(period.opened),
        "weak_resolved": len(period.resolved),
    }


def _topic_json(topic: TopicFigures, as_of: date) -> dict[str, Any]:
    schedule, memory = topic.schedule, topic.memory
    state = schedule.state if schedule and isinstance(schedule.state, State) else None
    return {
        "title": topic.topic.title,
        "area": topic.topic.area,
        "state": topic.state,
        "met": date_json(topic.met),
        "score": number(topic.mean.value),
        "questions": topic.mean.count,
        "observations": _observations_json(topic),
        "weak": bool(schedule and schedule.weak),
        "relapses": topic.relapses,
        "leech": topic.is_leech,
        "recall": number(topic.recall),
        "stability": number(memory.stability) if memory else None,
        "difficulty": number(memory.difficulty) if memory else None,
        "schedule": schedule
        and {
            "ease": number(Fraction(state.ease, 100)) if state else None,
            "interval": schedule.state.interval,
            "repetitions": state.repetitions if state else None,
            "next": str(schedule.next),
            "due": str(schedule.due),
            "overdue": schedule.overdue(as_of),
            "why": schedule.why,
        },
    }


def _observations_json(topic: TopicFigures) -> list[dict[str, Any]]:
    steps = {step.observation.record.key: step for step in topic.schedule.steps} if topic.schedule else {}
    return [
        {
            "date": str(seen.date),
            "key": seen.record.key,
            "score": number(seen.score),
            "first_score": number(seen.first.value),
            "questions": seen.mean.count,
            "review": seen.is_review,
            "scheduled": seen.scheduled,
            "quality": step.quality if (step := steps.get(seen.record.key)) else None,
            "effect": step.effect if step else None,
        }
        for seen in topic.observations
    ]


def _resolution_json(figures: Figures) -> dict[str, Any]:
    days = [item.days_to_resolve for item in figures.weak if item.days_to_resolve is not None]
    everything = len(figures.weak)
    return {
        "items": everything,
        "resolved": len(days),
        "rate": number(Fraction(100 * len(days), everything)) if everything else None,
        "days": number(Fraction(sum(days), len(days))) if days else None,
    }


def _weak_json(item: WeakItem) -> dict[str, Any]:
    return {
        "item": item.reference,
        "date": str(item.record.date),
        "topic": item.question.topic,
        "score": number(item.question.score),
        "resolved": date_json(item.resolved_by.date if item.resolved_by else None),
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
        "topics": goal.topics,
        "target": [number(end) for end in goal.target] if goal.target else None,
        "by": date_json(goal.by),
        "snapshots": [
            {
                "date": str(snapshot.record.date),
                "when": snapshot.readiness.when,
                "known": [number(end) for end in snapshot.known] if snapshot.known else None,
                "counted": snapshot.counted,
                "know": list(snapshot.readiness.know) if snapshot.readiness.know else None,
                "unsure": snapshot.readiness.unsure,
                "dunno": snapshot.readiness.dunno,
            }
            for snapshot in progress.snapshots
        ],
        "pace": number(progress.pace),
        "reached": date_json(progress.reached),
        "projection": projection and [str(projection.earliest), date_json(projection.latest)],
    }


def _interview_json(score: InterviewScore) -> dict[str, Any]:
    return {
        "key": score.record.key,
        "title": score.interview.title,
        "score": number(score.percent),
        "change": number(score.change),
        "aspects": [
            {"aspect": a.aspect.aspect, "score": number(a.percent), "change": number(a.change)} for a in score.aspects
        ],
    }


def _action_json(state: ActionState) -> dict[str, Any]:
    return {
        "key": state.record.key,
        "do": state.action.do,
        "priority": state.action.priority,
        "due": date_json(state.due),
        "overdue": state.overdue,
        "done": date_json(state.action.done),
        "days_to_done": state.days_to_done,
    }
