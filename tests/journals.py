"""Small journals for tests, written as a person would write them: as YAML-like values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from studylog.figures import Figures, compute
from studylog.model import DayRecord, Goal, Journal, Settings, Topic


def record(on: str, /, *questions: dict[str, Any], **fields: Any) -> DayRecord:
    """A record of a date with its questions."""
    return DayRecord.model_validate({"date": on, "questions": list(questions), **fields})


def asked(topic: str | None, score: object, **fields: Any) -> dict[str, Any]:
    """A question about a topic; `from_` stands for `from`."""
    named = {key.rstrip("_"): value for key, value in fields.items()}
    return {"topic": topic, "score": None if score is None else str(score), **named}


def journal(
    *records: DayRecord,
    goals: Iterable[dict[str, Any]] = (),
    areas: dict[str, str] | None = None,
    topics_too: Iterable[str] = (),
    **settings: Any,
) -> Journal:
    """A journal of records, in order of date, that knows the topics they ask about or introduce, and `topics_too`."""
    days = tuple(sorted(records, key=lambda r: (r.date, r.session)))
    names = {q.topic for r in days for q in r.questions if q.topic} | {i.topic for r in days for i in r.introduces}
    names |= set(topics_too)
    topics = {name: Topic(title=name.upper(), area=(areas or {}).get(name, "Area")) for name in sorted(names)}
    found = tuple(Goal.model_validate(goal) for goal in goals)
    return Journal(Settings.model_validate(settings), topics, found, days)


def figures(*records: DayRecord, as_of: str = "", **kwargs: Any) -> Figures:
    """The figures of such a journal, as of its last record unless told otherwise."""
    made = journal(*records, **kwargs)
    last = made.days[-1].date if made.days else date(2025, 11, 5)
    return compute(made, date.fromisoformat(as_of) if as_of else last)
