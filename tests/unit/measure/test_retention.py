"""What was still known when a topic came back."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import yaml

from studylog.figures import compute
from studylog.load import load
from studylog.measure.proportion import Proportion
from studylog.measure.retention import LAGS, WEEKS_SINCE, Retention, span_text
from tests.conftest import ROOT
from tests.journals import asked, figures, record


def lags(found: Retention) -> dict[str, tuple[int, int]]:
    """Successes and asked by span, where anything was asked."""
    pairs = zip(map(span_text, LAGS), found.lags, strict=True)
    return {name: (part.successes, part.asked) for name, part in pairs if part.asked}


@pytest.mark.parametrize(
    ("days", "span"),
    [(1, "1"), (2, "2–3"), (3, "2–3"), (4, "4–7"), (7, "4–7"), (8, "8–14"), (14, "8–14"), (15, "15–30"), (30, "15–30"),
     (31, "31–60"), (60, "31–60"), (61, "61+"), (4000, "61+")],
)  # fmt: skip
def test_days_since_last_seen(days: int, span: str) -> None:
    """Each number of days has its place, ends included."""
    on = date.fromordinal(date(2025, 11, 1).toordinal() + days)
    found = figures(record("2025-11-01", asked("a", 100)), record(str(on), asked("a", 80))).retention
    assert lags(found) == {span: (1, 1)}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([record("2025-11-01", asked("a", 0))], {}, id="the first time is none"),
        pytest.param(
            [record("2025-11-01", introduces=["a"]), record("2025-11-03", asked("a", 90))],
            {"2–3": (1, 1)},
            id="studied counts as seen",
        ),
        pytest.param(
            [record("2025-11-01", asked("a", 90)), record("2025-11-04", asked("a", None)),
             record("2025-11-05", asked("a", 90))],
            {"1": (1, 1)},
            id="asked without a score counts as seen",
        ),
        pytest.param(
            [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 60), asked("a", 98))],
            {"1": (0, 1)},
            id="one observation is one, by its mean",
        ),
        pytest.param(
            [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 60)),
             record("2025-11-02", asked("a", 90), session=2)],
            {"1": (0, 1)},
            id="the second session of a day is none",
        ),
        pytest.param(
            [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 80)),
             record("2025-11-03", asked("a", "79.9"))],
            {"1": (1, 2)},
            id="at the line is remembered",
        ),
    ],
)  # fmt: skip
def test_what_counts(records: list[Any], expected: dict[str, tuple[int, int]]) -> None:
    """The first observation of a later day than the topic was last studied or asked."""
    assert lags(figures(*records).retention) == expected


def test_reasons_stand_apart() -> None:
    """By the first question of the topic on that day that gives one."""
    found = figures(
        record("2025-11-01", *(asked(topic, 90) for topic in "abcd")),
        record(
            "2025-11-02",
            asked("a", 90, because="audit"),
            asked("b", 50, because="weak"),
            asked("c", 90),
            asked("c", 90, because="due"),
            asked("c", 90, because="weak"),
            asked("d", 90),
        ),
    ).retention
    one = Proportion(1, 1)
    assert found.reasons == {
        "due": one, "weak": Proportion(0, 1), "audit": one, "mentor": Proportion(), None: one,
    }  # fmt: skip
    assert found.all == Proportion(3, 4)


def test_a_week_is_a_row_and_the_weeks_since_are_columns() -> None:
    """Calendar weeks: Sunday to Monday is one week later."""
    found = figures(
        record("2025-11-09", asked("a", 90), asked("b", 90)),
        record("2025-11-10", asked("a", 90), asked("c", 90)),
        record("2025-12-08", asked("b", 50), asked("c", 90)),
    ).retention
    cells = {
        cohort.week: {
            span_text(span): (cell.successes, cell.asked)
            for span, cell in zip(WEEKS_SINCE, cohort.cells, strict=True)
            if cell.asked
        }
        for cohort in found.cohorts
    }
    assert cells == {"2025-W45": {"1": (1, 1), "4–7": (0, 1)}, "2025-W46": {"4–7": (1, 1)}}
    assert [cohort.topics for cohort in found.cohorts] == [2, 1]
    assert sum(found.by_weeks_since, Proportion()) == found.all


@pytest.mark.parametrize(
    ("scores", "mature"),
    [([90], 0), ([90] * 4, 1), ([90, 90, 90, 50], 0), ([90, 90, 90, 70], 0)],
    ids=["one day", "36 days and more", "fallen again", "weak, though its interval is long"],
)
def test_mature_topics(scores: list[int], mature: int) -> None:
    """From an interval of 21 days on, unless the topic is weak."""
    days = ["2025-01-01", "2025-01-02", "2025-01-08", "2025-01-23"]
    made = figures(*(record(on, asked("a", score)) for on, score in zip(days, scores, strict=False)))
    assert made.mature == Proportion(mature, 1)


def test_the_sample_from_its_raw_records() -> None:
    """The counts again, from the files alone with other means."""
    seen: dict[str, list[tuple[date, list[Fraction]]]] = {}
    for path in sorted((ROOT / "content" / "days").glob("*.yml")):
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 text alone
        day = date.fromisoformat(raw["date"])
        scores: dict[str, list[Fraction]] = {}
        for introduced in raw.get("introduces", []):
            scores.setdefault(introduced if isinstance(introduced, str) else introduced["topic"], [])
        for question in raw["questions"]:
            if question.get("topic"):
                scores.setdefault(question["topic"], []).append(Fraction(question["score"]))
        for topic, some in scores.items():
            seen.setdefault(topic, []).append((day, some))
    expected: dict[str, list[int]] = {}
    for history in seen.values():
        for (before, _), (day, scores_) in pairwise(history):
            if scores_:
                days = (day - before).days
                name = next(n for n, top in (("1", 1), ("2–3", 3), ("4–7", 7), ("8–14", 14)) if days <= top)
                row = expected.setdefault(name, [0, 0])
                row[0] += sum(scores_) >= 80 * len(scores_)
                row[1] += 1
    journal, _ = load(ROOT / "content")
    found = compute(journal, date(2025, 11, 17)).retention
    assert lags(found) == {name: tuple(row) for name, row in expected.items()}
    assert found.all == Proportion(42, 45)
