"""The sample journal: what the log's own questions give."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.measure.scores import mean
from tests.conftest import ROOT

SCORES = {
    4: 95, 5: 98.5, 8: 83.08, 9: 97.5, 10: 99, 11: 96.82, 12: 99.5, 13: 99.5,
    14: 86.5, 15: 92, 16: 90, 17: 94.25, 18: 95.5, 19: 89.5, 20: 91, 21: 97,
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> Any:
    return load(ROOT / "content")


@pytest.fixture(scope="module")
def found(loaded: Any) -> dict[str, Any]:
    journal, _ = loaded
    return as_json(compute(journal, journal.settings.as_of))


def test_every_day_scores_what_its_questions_give(found: dict[str, Any]) -> None:
    """Sixteen means to two decimals, whatever the log claims."""
    assert {day["day"]: day["score"] for day in found["days"]} == SCORES


def test_the_whole(found: dict[str, Any]) -> None:
    """164 questions with a mean of 93.86."""
    assert (found["questions"], found["score"]) == (164, 93.86)


def test_new_and_review_where_the_log_is_right(found: dict[str, Any]) -> None:
    """Days 14 and 21."""
    assert {d["day"]: (d["new"], d["review"]) for d in found["days"] if d["day"] in (14, 21)} == {
        14: (90.83, 80.0),
        21: (99.29, 91.67),
    }


def test_a_scores_oracle_from_the_raw_text(found: dict[str, Any]) -> None:
    """The means again, from the text of the files with nothing of studylog in between."""
    for day in found["days"]:
        text = (ROOT / "content" / "days" / f"{day['key']}.yml").read_text(encoding="utf-8")
        questions = text.split("\nquestions:\n")[1].split("\n\n")[0]
        scores = [
            Fraction(line.split(":")[1].strip()) for line in questions.splitlines() if line.startswith("    score:")
        ]
        assert len(scores) == day["scored"]
        assert abs(float(sum(scores) / len(scores)) - day["score"]) < 0.00501


def test_no_errors_and_the_log_s_own_contradictions_as_warnings(loaded: Any) -> None:
    """Six of the sixteen days state an overall score that their questions do not give."""
    _, problems = loaded
    assert {p.severity for p in problems} == {"warning"}
    overall = {p.path[-14:-4] for p in problems if p.code == "stated" and p.excerpt.startswith("stated: ")}
    assert overall == {"2025-11-04", "2025-11-05", "2025-11-07", "2025-11-08", "2025-11-12", "2025-11-13"}
    codes = {p.code for p in problems}
    assert codes == {"stated", "never-introduced"}


def test_topics_and_areas(loaded: Any) -> None:
    """Seventy to ninety topics in about a dozen areas; every topic is used, and most more than once."""
    journal, _ = loaded
    assert 70 <= len(journal.topics) <= 90
    assert 10 <= len({topic.area for topic in journal.topics.values()}) <= 14
    used = {q.topic for r in journal.days for q in r.questions} | {i.topic for r in journal.days for i in r.introduces}
    assert used == set(journal.topics)


def test_facts_that_the_format_was_made_for(loaded: Any) -> None:
    """Ids, ranges, decimals, revisions, a bonus, counts and a rubric are where they belong."""
    journal, _ = loaded
    days = {record.day: record for record in journal.days}
    assert [q.id for q in days[11].questions][:2] == ["Q1a", "Q1b"]
    assert days[10].questions[7].from_ == (8, 9)
    assert days[17].questions[1].score == Fraction("92.5")
    assert (days[9].questions[7].revised[0].was, days[9].questions[7].score) == (95, 100)
    assert (days[20].questions[8].revised[0].was, days[20].questions[8].score) == (70, 85)
    assert days[10].questions[6].bonus
    assert [s.score for s in days[20].stated] == [Fraction("89.5"), 91]
    assert days[13].readiness[0].know == (8, 8)
    assert len(days[20].interviews[0].rubric) == 7
    assert days[11].corrections[0].source == "https://arxiv.org/html/2510.22876v1"
    assert "kafka-metadata-management" in [i.topic for i in days[17].introduces]


def test_as_of_an_earlier_day_knows_nothing_later(loaded: Any) -> None:
    """The figures of 10 November hold no later record, topic, goal, revision or completed action."""
    journal, _ = loaded
    then = compute(journal, date(2025, 11, 10))
    assert then.days[-1].record.date == date(2025, 11, 10)
    assert not [id for id in then.topics if id.startswith(("kafka", "docker", "k8s", "sd-", "airflow", "pt-"))]
    assert {goal.goal.id for goal in then.goals} == {"llm-systems", "statistics"}
    assert all(action.action.done is None or action.action.done <= date(2025, 11, 10) for action in then.actions)
    assert "2025-11-1" not in json.dumps([as_json(then)["days"], as_json(then)["weak_items"]]).replace("2025-11-10", "")


def test_the_day_before_a_revision_it_has_not_happened(loaded: Any) -> None:
    """A revision dated later than the day asked for is undone."""
    journal, _ = loaded
    record = next(r for r in journal.days if r.day == 9)
    question = record.questions[7]
    later = question.model_copy(
        update={"revised": (question.revised[0].model_copy(update={"on": date(2025, 11, 12)}),)}
    )
    changed = record.model_copy(update={"questions": (*record.questions[:7], later, *record.questions[8:])})
    assert mean(q.score for q in changed.questions).value == Fraction("97.5")
    moved = type(journal)(journal.settings, journal.topics, journal.goals, (changed,))
    assert compute(moved, date(2025, 11, 11)).days[0].scores.all.value == 97
    assert compute(moved, date(2025, 11, 12)).days[0].scores.all.value == Fraction("97.5")
