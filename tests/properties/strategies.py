"""Journals as people might keep them: any scores, sessions, revisions, claims, goals and days of rest."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from studylog.figures import Figures, compute
from studylog.model import WEEKDAYS, DayRecord, Journal
from tests.journals import journal

FIRST = date(2025, 12, 15)
TOPICS = ("a", "b", "c", "d", "e", "f")
AREAS = {"a": "X", "b": "X", "c": "Y"}
SM2 = ("sm2", "sm2-delphi", "sm2-log")
ALGORITHMS = (*SM2, "fsrs")
SCORES = st.sampled_from([0, 10, 20, 39, 40, 59, 60, 70, 79, 80, 85, 90, 94, 95, 100, "79.9", "83.3"])


def days_after(day: date, most: int = 20) -> st.SearchStrategy[date]:
    return st.integers(0, most).map(lambda n: day + timedelta(n))


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    """Settings that matter to the figures."""
    return {
        "schedule": {"algorithm": draw(st.sampled_from(ALGORITHMS))},
        "rest_days": draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True)),
        "weak_below": str(draw(st.sampled_from([50, 60, 80, 90]))),
        "started": draw(st.none() | st.just(str(FIRST))),
        "check": {
            "questions": draw(st.integers(0, 9)),
            "review_share": draw(st.sampled_from(["0", "30", "50", "100"])),
        },
    }


@st.composite
def goals(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to two goals, with or without a date."""
    count = draw(st.integers(0, 2))
    return [
        {
            "id": f"g{n}",
            "title": "G",
            "topics": 20,
            "target": draw(st.sampled_from([50, 70])),
            "by": draw(st.none() | days_after(FIRST, 60).map(str)),
            "covers": draw(st.lists(st.sampled_from([*TOPICS, "X", "Y"]), max_size=2)),
        }
        for n in range(count)
    ]


@st.composite
def question(draw: st.DrawFn, day: date, earlier: list[DayRecord], later: bool) -> dict[str, Any]:
    """One question, perhaps a review, perhaps settling an older one, perhaps revised."""
    refs = [f"{r.key}#{q.id}" for r in earlier for q in r.questions]
    revision = {"was": str(draw(SCORES)), "on": str(draw(days_after(day))) if later else None}
    score = draw(st.none() | SCORES) if draw(st.booleans()) else draw(SCORES)
    return {
        "topic": draw(st.sampled_from([*TOPICS, *TOPICS, None])),
        "score": None if score is None else str(score),
        "from": str(draw(st.sampled_from(earlier)).date) if earlier and draw(st.booleans()) else None,
        "resolves": draw(st.sampled_from(refs)) if refs and draw(st.integers(0, 2)) == 0 else None,
        "flags": ["excluded"] if draw(st.integers(0, 7)) == 0 else [],
        "revised": [revision] if draw(st.integers(0, 4)) == 0 else [],
    }


@st.composite
def records(draw: st.DrawFn, goal_ids: list[str], later: bool) -> list[DayRecord]:
    """Up to twelve days, some with two sessions; `later` = with additions dated after their record."""
    found: list[DayRecord] = []
    day = FIRST
    for _ in range(draw(st.integers(1, 12))):
        for session in range(1, draw(st.sampled_from([1, 1, 2])) + 1):
            done = str(draw(days_after(day))) if later and draw(st.booleans()) else None
            snapshots = [{"goal": g, "know": draw(st.integers(0, 20))} for g in goal_ids if draw(st.booleans())]
            value = {
                "date": str(day),
                "session": session,
                "kind": draw(st.sampled_from(["study", "study", "study", "rest"])),
                "minutes": draw(st.none() | st.integers(0, 90)),
                "introduces": draw(st.lists(st.sampled_from(TOPICS), max_size=2)),
                "questions": draw(st.lists(question(day, found, later), min_size=draw(st.integers(0, 2)), max_size=5)),
                "readiness": snapshots,
                "actions": [{"do": "x", "due": str(draw(days_after(day))), "done": done}],
                "interviews": [{"title": "t", "score": draw(st.integers(0, 100))}] if draw(st.booleans()) else [],
            }
            found.append(DayRecord.model_validate(value))
        day += timedelta(draw(st.sampled_from([1, 1, 2, 3, 7, 20])))
    return found


@st.composite
def journals(draw: st.DrawFn, later: bool = True) -> Journal:
    """A whole journal; `later` = with additions dated after their record."""
    aims = draw(goals())
    made = draw(records([goal["id"] for goal in aims], later))
    return journal(*made, goals=aims, areas=AREAS, **draw(settings()))


def whole(journal: Journal) -> Figures:
    """The figures once all of a journal has happened."""
    return compute(journal, journal.days[-1].date + timedelta(40))
