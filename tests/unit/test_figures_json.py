"""The figures as the JSON that other programs build on."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from studylog.figures import Figures
from studylog.figures_json import as_json
from studylog.measure.extra import ExtraMeasure
from tests.journals import asked, figures, record

GOAL = {"id": "g", "title": "G", "topics": 40, "target": [65, 70], "by": "2025-11-20", "covers": ["b"]}
SHARE = "remembered asked percent interval missing"
KEYS = {
    "audit": "drifted restated revised statements totals",
    "audit.revised[]": "by date key now on question was why",
    "audit.drifted[]": "date drift first_score key score",
    "": "version title learner rest_days trend open_questions "
    "audit as_of algorithm weak_below check questions score new review areas days weeks months topics weak_items "
    "resolution due next_check forecast goals interviews actions habit retention calibration question_quality extra",
    "extra[]": "name by sentence definition columns rows",
    "areas.*": "score questions",
    "days[]": "key date day score first_score drift new review questions scored new_questions review_questions "
    "review_share points grade change rolling weak minutes sources groups",
    "days[].sources[]": "name score questions",
    "days[].groups[]": "name score questions",
    "weeks[]": "key first last checks questions score new review change minutes met weak_opened weak_resolved",
    "months[]": "key first last checks questions score new review change minutes met weak_opened weak_resolved",
    "topics.*": "title area state met score questions observations weak relapses leech recall stability difficulty "
    "schedule",
    "topics.*.observations[]": "date key score first_score questions review scheduled quality effect",
    "topics.*.schedule": "ease interval repetitions next due overdue why",
    "check": "questions review_share reviews",
    "trend": "mean since change",
    "open_questions[]": "key date by on text",
    "resolution": "items resolved rate days",
    "weak_items[]": "item date topic score resolved days_to_resolve",
    "next_check": "date reviews new",
    "next_check.reviews[]": "topic because",
    "forecast": "backlog days",
    "forecast.days[]": "date due holds",
    "goals[]": "id title topics target by snapshots pace reached projection",
    "goals[].snapshots[]": "date when known counted know unsure dunno",
    "interviews[]": "key title score change aspects",
    "interviews[].aspects[]": "aspect score change",
    "actions[]": "key do priority due overdue done days_to_done",
    "habit": "studied missed streak longest_streak minutes",
    "retention": f"{SHARE} lags reasons weeks_since cohorts mature",
    "retention.lags[]": f"from to {SHARE}",
    "retention.reasons[]": f"because {SHARE}",
    "retention.weeks_since[]": f"from to {SHARE}",
    "retention.cohorts[]": "week topics weeks_since",
    "retention.cohorts[].weeks_since[]": f"from to {SHARE}",
    "retention.mature": SHARE,
    "calibration": "outcomes missing judgement",
    "calibration.outcomes": SHARE,
    "question_quality": "repeated again broad easy marks estimates",
    "question_quality.marks": "know unsure dunno",
    **{f"question_quality.marks.{mark}": SHARE for mark in ("know", "unsure", "dunno")},
}
OF_THE_EMPTY = (
    "", "audit", "check", "resolution", "next_check", "forecast", "forecast.days[]", "habit", "retention",
    "retention.lags[]", "retention.reasons[]", "retention.mature", "calibration", "calibration.outcomes",
    "question_quality",
    "question_quality.marks",
    *(f"question_quality.marks.{mark}" for mark in ("know", "unsure", "dunno")),
)  # fmt: skip


def everything() -> dict[str, Any]:
    """The object of a journal in which every list holds something."""
    return as_json(
        replace(full(), extra=(ExtraMeasure("N", "s.", "d.", ("a",), ((date(2025, 11, 5),), (Fraction(1, 3),))),))
    )


def full() -> Figures:
    return figures(
        record(
            "2025-11-01",
            asked("a", 70, id="Q1"),
            asked("b", "83.335", id="Q2", revised=[{"was": 50}]),
            day=1,
            minutes=30,
            introduces=["untested"],
            groups=[{"name": "Part", "questions": ["Q1", "Q2"]}],
            readiness=[{"goal": "g", "know": 13, "when": "start"}, {"goal": "g", "estimate": [40, 50]}],
            interviews=[{"title": "t", "score": 7, "of": 9, "rubric": [{"aspect": "Design", "score": 8}]}],
            actions=[
                {"do": "x", "priority": "high", "due": {"day": 2}},
                {"do": "y", "done": "2025-11-01"},
            ],
            thread=[{"by": "mentor", "text": "Why?"}, {"by": "mentor", "on": "2025-11-03", "text": "And how?"}],
        ),
        record("2025-11-03", asked("a", 100, from_=1), asked("c", 10), asked("c", None), day=2),
        as_of="2025-11-05",
        goals=[GOAL],
        rest_days=["sunday"],
    )


def shapes(value: object, path: str = "") -> dict[str, set[frozenset[str]]]:
    """The keys of every object by where it stands: `[]` in a list, `.*` under names of the journal's own."""
    found: dict[str, set[frozenset[str]]] = {}
    parts: list[tuple[str, object]] = []
    if isinstance(value, dict):
        named = path in ("areas", "topics")
        if not named:
            found[path] = {frozenset(value)}
        parts = [(f"{path}.{'*' if named else key}".lstrip("."), part) for key, part in value.items()]
    elif isinstance(value, list):
        parts = [(f"{path}[]", part) for part in value]
    for place, part in parts:
        for where, keys in shapes(part, place).items():
            found.setdefault(where, set()).update(keys)
    return found


def test_the_keys_are_these() -> None:
    """Programs rely on every one of them: add, never rename, and never leave one out where there is no figure."""
    assert shapes(everything()) == {path: {frozenset(keys.split())} for path, keys in KEYS.items()}


def test_an_empty_journal_has_the_same_keys() -> None:
    """Lists are empty; the objects that are left look as ever."""
    found = shapes(as_json(figures(as_of="2025-11-05")))
    assert found == {path: {frozenset(KEYS[path].split())} for path in OF_THE_EMPTY}


def test_cells_of_extra_measures() -> None:
    """A date as a date, a number to two decimals, like all others."""
    assert everything()["extra"][0]["rows"] == [["2025-11-05"], [0.33]]


def test_everything_survives_json() -> None:
    """Plain values alone: no fraction, no date, no infinity, no key that is not text."""
    found = everything()
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_numbers_are_rounded_once_to_two_decimals() -> None:
    """Halves up from the exact value: 83.335 is 83.34, the mean of 70 and 83.335 is 76.6675."""
    found = everything()
    day = found["days"][0]
    assert (found["topics"]["b"]["score"], day["score"], day["first_score"], day["drift"]) == (
        83.34,
        76.67,
        60.0,
        16.67,
    )
    assert (day["points"], day["scored"], day["grade"], day["groups"]) == (
        1.53, 2, "C", [{"name": "Part", "score": 76.67, "questions": 2}],
    )  # fmt: skip
    assert found["interviews"][0]["score"] == 77.78
    assert as_json(figures(record("2025-11-01", asked("a", str(float(Fraction(1, 8)))))))["score"] == 0.13


def test_a_day_of_reviews() -> None:
    """Counts are of scored questions, except those asked; a second check has a change and a share of reviews."""
    day = everything()["days"][1]
    assert (day["questions"], day["scored"], day["new_questions"], day["review_questions"]) == (3, 2, 1, 1)
    assert (day["review_share"], day["new"], day["review"], day["weak"]) == (50, 10, 100, 1)
    assert (day["change"], day["rolling"], day["minutes"]) == (-21.67, 65.83, None)
    assert day["sources"] == [{"name": "day 1", "score": 100, "questions": 1}]


def test_topics_and_weak_items() -> None:
    """A schedule where there was an observation, null where none; open items have no resolution."""
    found = everything()
    assert found["topics"]["untested"]["schedule"] is None
    assert (found["topics"]["untested"]["met"], found["topics"]["untested"]["state"]) == ("2025-11-01", "untested")
    assert found["topics"]["b"]["schedule"] == {
        "ease": 2.5,
        "interval": 1,
        "repetitions": 1,
        "next": "2025-11-02",
        "due": "2025-11-03",
        "overdue": 2,
        "why": "Scored 83.3 on 1 Nov 2025 (quality 4): first interval, 1 day on is 2 Nov 2025, "
        "moved to 3 Nov 2025, a study day.",
    }
    assert [list(item.values()) for item in found["weak_items"]] == [
        ["2025-11-01#Q1", "2025-11-01", "a", 70, "2025-11-03", 2],
        ["2025-11-03#Q2", "2025-11-03", "c", 10, None, None],
    ]
    assert found["resolution"] == {"items": 2, "resolved": 1, "rate": 50, "days": 2}
    assert [(o["quality"], o["effect"]) for o in found["topics"]["a"]["observations"]] == [
        (3, "introduced"),
        (5, "passed"),
    ]
    assert found["due"] == ["c", "b"]


def test_settings_trend_and_questions() -> None:
    """What tells whose journal it is, where it is heading, and what waits for a word."""
    found = everything()
    assert (found["version"], found["title"], found["learner"], found["rest_days"], found["check"]["reviews"]) == (
        1, "Study journal", None, ["sunday"], 3,
    )  # fmt: skip
    assert found["trend"] == {"mean": 65.83, "since": None, "change": None}
    assert found["open_questions"] == [
        {"key": "2025-11-01", "date": "2025-11-01", "by": "mentor", "on": None, "text": "Why?"},
        {"key": "2025-11-01", "date": "2025-11-01", "by": "mentor", "on": "2025-11-03", "text": "And how?"},
    ]
    assert as_json(figures(as_of="2025-11-05"))["trend"] is None


def test_goals_actions_and_habit() -> None:
    """Ranges are pairs, dates are text, and what there is none of is null."""
    found, none = everything(), {"unsure": None, "dunno": None}
    assert found["goals"] == [
        {
            "id": "g",
            "title": "G",
            "topics": 40,
            "target": [65, 70],
            "by": "2025-11-20",
            "snapshots": [
                {"date": "2025-11-01", "when": "start", "known": [32.5, 32.5], "counted": True, "know": [13, 13]}
                | none,
                {"date": "2025-11-01", "when": "end", "known": [40, 50], "counted": False, "know": None} | none,
            ],
            "pace": 87.5,
            "reached": None,
            "projection": ["2025-11-03", "2025-11-03"],
        }
    ]
    assert [(a["do"], a["due"], a["overdue"], a["done"], a["days_to_done"]) for a in found["actions"]] == [
        ("x", "2025-11-03", 2, None, None),
        ("y", None, None, "2025-11-01", 0),
    ]
    assert found["habit"] == {
        "studied": ["2025-11-01", "2025-11-03"],
        "missed": ["2025-11-04"],
        "streak": 0,
        "longest_streak": 2,
        "minutes": 30,
    }
