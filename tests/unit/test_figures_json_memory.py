"""What is remembered, as the JSON that other programs build on."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from studylog.figures import Figures
from studylog.figures_json import as_json
from studylog.schedule.calibration import Prediction, calibration
from tests.journals import asked, figures, record
from tests.unit.test_figures_json import SHARE, shapes


def predicted(*, of: int, remembered: int) -> tuple[Prediction, ...]:
    """So many predictions of 92 %, the first of which come true."""
    return tuple(
        Prediction(date(2025, 1, 1) + timedelta(n), "a", 0.92, 0.9, Fraction(100 * (n < remembered)), n < remembered)
        for n in range(of)
    )


def with_predictions(made: Figures, *, of: int, remembered: int) -> Figures:
    return replace(made, calibration=calibration(predicted(of=of, remembered=remembered)))


def test_predictions_once_there_are_enough() -> None:
    """Losses to four decimals, spans from 300 on; null below fifty."""
    made = figures()
    assert as_json(with_predictions(made, of=49, remembered=49))["calibration"]["judgement"] is None
    judged = as_json(with_predictions(made, of=299, remembered=270))["calibration"]["judgement"]
    assert judged["bins"] == []
    found = as_json(with_predictions(made, of=400, remembered=320))["calibration"]
    share = {"remembered": 320, "asked": 400, "percent": 80.0, "interval": [75.8, 83.63], "missing": 0}
    assert found == {
        "outcomes": share,
        "missing": 0,
        "judgement": {
            "expected": 92.0,
            "leaning": "clearly optimistic",
            "model": {"log_loss": 0.5719, "brier": 0.1744},
            "average": {"log_loss": 0.5448, "brier": 0.17},
            "against_average": "worse than",
            "bins": [{"from": 90, "to": 95, "expected": 92.0, **share}],
        },
    }


def test_questions_and_estimates() -> None:
    """Each list holds its own keys; a question is named by its last answer."""
    goal = {"id": "g", "title": "G", "topics": 4, "covers": ["a"]}
    easy = asked("b", 95, asks="Easy")
    made = figures(
        record("2025-11-01", asked("a", 50, asks="One"), easy, readiness=[{"goal": "g", "know": [1, 2]}]),
        record("2025-11-02", asked("a", 60, asks="one"), asked("a", 70, asks="Two"), easy),
        record("2025-11-03", asked("a", 90, asks="One"), easy),
        goals=[goal],
    )
    found = as_json(made)["question_quality"]
    none = {"remembered": 0, "asked": 0, "percent": None, "interval": None, "missing": 10}
    assert found == {
        "repeated": 2,
        "again": [{"topic": "a", "last": "2025-11-02#Q1", "days": 2, "scores": [50.0, 60.0]}],
        "broad": [{"topic": "a", "questions": 2, "failures": 3, "last": "2025-11-02"}],
        "easy": [{"topic": "b", "last": "2025-11-03#Q2", "days": 3, "scores": [95.0, 95.0, 95.0]}],
        "marks": dict.fromkeys(("know", "unsure", "dunno"), none),
        "estimates": [
            {"goal": "g", "date": "2025-11-01", "when": "end", "known": [25.0, 50.0],
             "remembered": 0, "asked": 1, "percent": None, "interval": None, "missing": 9}
        ],
    }  # fmt: skip
    assert shapes(found)["estimates[]"] == {frozenset(f"goal date when known {SHARE}".split())}
