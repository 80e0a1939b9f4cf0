"""What to ask as JSON: what `studylog due --json` and `studylog plan --json` print."""

from datetime import date
from typing import Any

from ..evening import Review, coming, due_reviews, reviews_of
from ..figures import Figures
from .values import date_json, number


def due_json(figures: Figures) -> dict[str, Any]:
    """What is due, in the order to ask, and the dates that follow."""
    return {
        "as_of": str(figures.as_of),
        "due": [_review_json(review, figures) for review in due_reviews(figures)],
        "coming": _coming_json(figures, figures.as_of),
    }


def plan_json(figures: Figures) -> dict[str, Any]:
    """The next check as composed, and the dates that follow it."""
    check = figures.next_check
    return {
        "as_of": str(figures.as_of),
        "date": str(check.date),
        "reviews": [_review_json(review, figures) for review in reviews_of(check, figures)],
        "new": check.new,
        "coming": _coming_json(figures, check.date),
    }


def _review_json(review: Review, figures: Figures) -> dict[str, Any]:
    topic, schedule = review.topic, review.schedule
    return {
        "topic": topic.id,
        "title": topic.topic.title,
        "area": topic.topic.area,
        "because": review.because,
        "score": number(schedule.last.score),
        "due": str(schedule.due),
        "overdue": schedule.overdue(figures.as_of),
        "why": schedule.why,
        "met": date_json(topic.met),
        "asked": [
            {
                "key": answer.record.key,
                "id": answer.question.id,
                "asks": answer.question.asks,
                "score": number(answer.question.score),
            }
            for answer in review.last
        ],
    }


def _coming_json(figures: Figures, after: date) -> list[dict[str, Any]]:
    return [{"date": str(due), "topics": list(topics)} for due, topics in coming(figures, after)]
