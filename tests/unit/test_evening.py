"""The evening's check as a record: it asks what the plan says, and filled in it gives the schedule of the log."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from studylog.dump import yaml_of
from studylog.evening import composed, day_number, due_reviews, fresh_record, reviews_of
from studylog.figures import Figures, compute
from studylog.load import load
from studylog.model import Journal
from studylog.schedule.plan import next_check
from studylog.source import read
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record

DAYS = sorted(path.stem for path in (ROOT / "content" / "days").iterdir())


def day(text: str) -> date:
    return date.fromisoformat(text)


def value_of(text: str) -> dict[str, Any]:
    document, problems = read(text.encode(), "new.yml")
    assert document
    assert problems == ()
    return dict(document.value)


@pytest.fixture(scope="module")
def sample() -> Journal:
    return load(ROOT / "content")[0]


@pytest.fixture
def before(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The sample's content with only the records before a day."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for path in (tmp_path / "content" / "days").iterdir():
        if path.stem >= request.param:
            path.unlink()
    return tmp_path / "content"


def schedules(content: Path, on: str) -> dict[str, Any]:
    """All that a topic's schedule says, by topic, at the end of a day."""
    found = compute(load(content)[0], day(on))
    return {
        id: (s.state, s.next, s.due, s.weak, s.why, [(step.quality, step.effect, step.after) for step in s.steps])
        for id, topic in found.topics.items()
        if (s := topic.schedule)
    }


def filled_in(fresh: dict[str, Any], original: dict[str, Any]) -> dict[str, Any]:
    """A fresh record with the day's real answers: into the question for the topic where there is one, else added."""
    questions = [dict(question) for question in fresh.get("questions") or []]
    for answer in original["questions"]:
        rest = {name: value for name, value in answer.items() if name in ("score", "flags", "resolves", "revised")}
        waiting = [q for q in questions if q["topic"] == answer.get("topic") and q.get("score") is None]
        if waiting:
            waiting[0].update(rest)
        else:
            context = {name: answer[name] for name in ("topic", "from", "because") if name in answer}
            questions.append({"id": f"Q{len(questions) + 1}", **context, **rest})
    return {name: value for name, value in {**fresh, "questions": questions}.items() if value}


def without_gaps(value: Any) -> Any:
    """A value as it can be written: what is empty is left out."""
    if isinstance(value, dict):
        return {name: without_gaps(part) for name, part in value.items() if part is not None}
    return [without_gaps(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("before", "on"), [(on, on) for on in DAYS], ids=DAYS, indirect=["before"])
def test_a_fresh_record_asks_what_the_plan_says_and_filled_in_gives_the_same_schedule(before: Path, on: str) -> None:
    """Each day of the sample as of the evening before, with what that day introduced."""
    original = value_of((ROOT / "content" / "days" / f"{on}.yml").read_text(encoding="utf-8"))
    known, _ = load(before)
    introduced = [part if isinstance(part, str) else part["topic"] for part in original.get("introduces", [])]
    text = fresh_record(known, day(on), introduced)
    fresh = value_of(text)
    reviews = [q for q in fresh.get("questions") or [] if "because" in q]

    evening = compute(known, day(on) - timedelta(1))
    plan = next_check([t.schedule for t in evening.topics.values() if t.schedule], known.settings, day(on))
    assert [(q["topic"], q["because"]) for q in reviews] == [(p.schedule.topic, p.because) for p in plan.reviews]
    if evening.next_check.date == day(on):
        assert plan == evening.next_check
    places = text.count("\n  # - id: ")
    assert len(fresh.get("questions") or []) - len(reviews) + places == max(plan.new, len(introduced))
    assert fresh["day"] == original["day"] or not known.days

    path = before / "days" / f"{on}.yml"
    path.write_text(text)
    assert [problem for problem in load(before)[1] if problem.path == str(path)] == []
    assert schedules(before, on) == schedules(before, str(day(on) - timedelta(1)))
    path.write_text(yaml_of(without_gaps(filled_in(fresh, original))))
    assert [problem for problem in load(before)[1] if problem.severity == "error"] == []
    assert schedules(before, on) == schedules(ROOT / "content", on)


def test_a_review_says_why_it_is_asked_and_what_was_asked_last_time() -> None:
    """The sentence of the Review page, the questions of the last time with the worst first, and that one to ask."""
    known = journal(
        record("2025-11-04", asked("zero", 95, asks="Stage 3"), asked("zero", 40, asks="The three\nstages"), day=8)
    )
    text = fresh_record(known, day("2025-11-05"))
    why = composed(known, day("2025-11-05"))[0].topics["zero"].schedule
    assert why
    assert f"  # ZERO, weak: {why.why}\n  # Asked then: The three stages (40), Stage 3 (95).\n  - id: Q1\n" in text
    assert value_of(text)["questions"] == [
        {"id": "Q1", "topic": "zero", "asks": "The three\nstages", "from": "8", "because": "weak", "score": None}
    ]


def test_places_wait_as_comments_behind_a_question_for_each_topic() -> None:
    """Two topics have a question each; eight places are left of ten."""
    text = fresh_record(journal(topics_too=["a", "b"]), day("2025-11-05"), ["a", "b"])
    value = value_of(text)
    assert value["introduces"] == ["a", "b"]
    assert [(q["id"], q["topic"], q["score"]) for q in value["questions"]] == [("Q1", "a", None), ("Q2", "b", None)]
    assert [f"# - id: Q{n}\n" in text for n in range(2, 12)] == [False, *[True] * 8, False]


def test_no_topic_is_left_out_for_want_of_places() -> None:
    """More new topics than the check has questions are asked all the same."""
    text = fresh_record(journal(topics_too=["a", "b"], check={"questions": "1"}), day("2025-11-05"), ["a", "b"])
    assert [q["topic"] for q in value_of(text)["questions"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("days", "settings", "number"),
    [
        ([], {}, None),
        ([], {"started": "2025-11-01"}, 6),
        ([("2025-11-04", 8)], {}, 9),
        ([("2025-11-04", None)], {"started": "2025-11-01"}, None),
        ([("2025-11-03", 3)], {"started": "2025-11-01"}, 6),
        ([("2025-11-03", 2)], {"started": "2025-11-01"}, 3),
        ([("2025-11-06", 4)], {}, 4),
        ([("2025-11-04", 8), ("2025-11-07", 9)], {}, None),
        ([("2025-11-04", 8), ("2025-11-07", 10)], {}, 9),
    ],
    ids=[
        "the first of all",
        "the first, with a start",
        "one more than the last",
        "records without numbers",
        "by the calendar",
        "by study days despite a start",
        "a second session",
        "none is free between",
        "one is free between",
    ],
)
def test_the_number_of_a_day(days: list[tuple[str, int | None]], settings: dict[str, Any], number: int | None) -> None:
    """As the records before it count, and left out where they do not or no number fits."""
    known = journal(*(record(on, **({"day": n} if n else {})) for on, n in days), **settings)
    assert day_number(known, day("2025-11-06")) == number


def test_without_numbers_a_review_goes_back_to_a_date() -> None:
    """The day it was first met."""
    known = journal(record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 70)))
    assert value_of(fresh_record(known, day("2025-11-05")))["questions"][0]["from"] == "2025-11-01"


def test_a_second_session_goes_on_from_the_first() -> None:
    """What scored well in the first is not due again; neither itself nor a later record is looked at."""
    first = record("2025-11-05", asked("a", 100), asked("b", 50))
    second = record("2025-11-05", asked("c", 50), session="2")
    later = record("2025-11-06", asked("b", 100))
    known = journal(record("2025-11-01", asked("a", 90), asked("b", 90)), first, second, later)
    found, check = composed(known, day("2025-11-05"), 2)
    assert [(r.topic.id, r.because) for r in reviews_of(check, found)] == [("b", "weak"), ("a", "audit")]


def due_of(found: Figures) -> list[tuple[str, str]]:
    return [(review.topic.id, review.because) for review in due_reviews(found)]


def test_due_are_weak_topics_first() -> None:
    """In the order of the plan, with the weak ones called so; what is not due is not there."""
    found = figures(record("2025-11-01", asked("a", 90), asked("b", 50)), record("2025-11-05", asked("c", 90)))
    assert due_of(found) == [("b", "weak"), ("a", "due")]
