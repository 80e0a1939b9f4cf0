"""The figures as JSON: what `studylog figures --json` prints and other programs may build on."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from .figures import DayFigures, Figures, TopicFigures
from .measure.audit import Audit
from .measure.periods import Period
from .measure.practice import ActionState, InterviewScore
from .measure.readiness import GoalProgress
from .measure.scores import Mean, Named
from .measure.weakness import WeakItem
from .model import DayRecord
from .retention_json import remembered_json
from .schedule.plan import NextCheck
from .schedule.sm2 import State
from .wording import rounded


def as_json(figures: Figures) -> dict[str, Any]:
    """The figures as one stable JSON object: percent and points to two decimals, halves up; dates as YYYY-MM-DD.

    The guide's page on it documents each key; keys are added, never renamed.
    """
    return {
        "as_of": str(figures.as_of),
        "algorithm": figures.journal.settings.schedule.algorithm,
        "weak_below": _number(figures.journal.settings.weak_below),
        "check": {
            "questions": figures.journal.settings.check.questions,
            "review_share": _number(figures.journal.settings.check.review_share),
        },
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
        "audit": audit_json(figures.audit),
        **remembered_json(figures),
    }


def audit_json(audit: Audit) -> dict[str, Any]:
    """What `studylog audit --json` prints: the key `audit` of all figures. `stated` is text, as it was written."""
    return {
        "statements": [
            {
                **_record_json(s.record),
                "part": None if s.is_overall else s.name,
                "unit": s.unit,
                "stated": f"{s.stated:f}",
                "of": _number(s.of),
                "computed": _number(s.computed),
                "difference": _number(s.difference),
                "holds": s.holds,
            }
            for s in audit.statements
        ],
        "totals": [
            {
                **_record_json(total.record),
                "part": None if total.is_overall else total.name,
                "of": _number(total.of),
                "questions": total.questions,
            }
            for total in audit.totals
        ],
        "restated": [{**_record_json(r.record), "times": len(r.entries)} for r in audit.restated],
        "revised": [
            {
                **_record_json(step.record),
                "question": step.question.id,
                "was": _number(step.revision.was),
                "now": _number(step.now),
                "on": _date(step.revision.on),
                "by": step.revision.by,
                "why": step.revision.why,
            }
            for step in audit.revised
        ],
        "drifted": [
            {
                **_record_json(drifted.record),
                "first_score": _number(drifted.scores.first.value),
                "score": _number(drifted.scores.all.value),
                "drift": _number(drifted.scores.drift),
            }
            for drifted in audit.drifted
        ],
    }


def schedulers_json(figures: Figures) -> dict[str, Any]:
    """What `studylog schedulers --json` prints: SM-2 and FSRS on this journal, and the workload of the next months."""
    found = figures.comparison
    return {
        "checks": found.checks,
        "asked": found.asked,
        "weak": found.weak,
        "missing": found.missing,
        "schedulers": [
            {"algorithm": r.name, "due": r.due, "asked": r.asked, "weak": r.weak, "alone": r.alone}
            for r in (found.sm2, found.fsrs)
        ],
        "topics": [
            {"topic": d.topic, found.sm2.name: str(d.sm2), "fsrs": str(d.fsrs), "days": d.days} for d in found.dates
        ],
        "workload": [
            {"retention": load.retention, "new": load.new, "mean": _number(load.mean), "peak": load.peak}
            for load in figures.workload
        ],
    }


def _record_json(record: DayRecord) -> dict[str, str]:
    return {"key": record.key, "date": str(record.date)}


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
        "points": _number(scores.all.points if scores.all.count else None),
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
    schedule, memory = topic.schedule, topic.memory
    state = schedule.state if schedule and isinstance(schedule.state, State) else None
    return {
        "title": topic.topic.title,
        "area": topic.topic.area,
        "state": topic.state,
        "met": _date(topic.met),
        "score": _number(topic.mean.value),
        "questions": topic.mean.count,
        "observations": _observations_json(topic),
        "weak": bool(schedule and schedule.weak),
        "relapses": topic.relapses,
        "leech": topic.is_leech,
        "recall": _number(topic.recall),
        "stability": _number(Fraction(memory.stability)) if memory else None,
        "difficulty": _number(Fraction(memory.difficulty)) if memory else None,
        "schedule": schedule
        and {
            "ease": _number(Fraction(state.ease, 100)) if state else None,
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
            "score": _number(seen.score),
            "first_score": _number(seen.first.value),
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
        "rate": _number(Fraction(100 * len(days), everything)) if everything else None,
        "days": _number(Fraction(sum(days), len(days))) if days else None,
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
        "topics": goal.topics,
        "target": [_number(end) for end in goal.target] if goal.target else None,
        "by": _date(goal.by),
        "snapshots": [
            {
                "date": str(snapshot.record.date),
                "when": snapshot.readiness.when,
                "known": [_number(end) for end in snapshot.known] if snapshot.known else None,
                "counted": snapshot.counted,
                "know": list(snapshot.readiness.know) if snapshot.readiness.know else None,
                "unsure": snapshot.readiness.unsure,
                "dunno": snapshot.readiness.dunno,
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
