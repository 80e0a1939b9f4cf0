"""What is remembered, as JSON: the keys `retention`, `calibration` and `question_quality` of all figures."""

from typing import Any

from ..figures import Figures
from ..measure.proportion import Proportion
from ..measure.quality import Estimate, Marked, Quality, Repeated
from ..measure.retention import LAGS, WEEKS_SINCE, Retention, Span
from ..measure.weakness import reference
from ..schedule.calibration import Bin, Calibration, Judgement, Loss
from .values import number


def remembered_json(figures: Figures) -> dict[str, Any]:
    """The three keys; what waits for more answers is null, and `missing` says how many more."""
    return {
        "retention": _retention_json(figures.retention, figures.mature),
        "calibration": _calibration_json(figures.calibration),
        "question_quality": _quality_json(figures.quality, figures.marked, figures.estimates),
    }


def _retention_json(retention: Retention, mature: Proportion) -> dict[str, Any]:
    return {
        **_proportion(retention.all),
        "lags": [{**_span(span), **_proportion(part)} for span, part in zip(LAGS, retention.lags, strict=True)],
        "reasons": [{"because": reason, **_proportion(part)} for reason, part in retention.reasons.items()],
        "weeks_since": _by_weeks(retention.by_weeks_since),
        "cohorts": [
            {"week": cohort.week, "topics": cohort.topics, "weeks_since": _by_weeks(cohort.cells)}
            for cohort in retention.cohorts
        ],
        "mature": _proportion(mature),
    }


def _by_weeks(cells: tuple[Proportion, ...]) -> list[dict[str, Any]]:
    return [{**_span(span), **_proportion(cell)} for span, cell in zip(WEEKS_SINCE, cells, strict=True) if cell.asked]


def _calibration_json(calibration: Calibration) -> dict[str, Any]:
    judged = calibration.judgement
    return {
        "outcomes": _proportion(calibration.remembered),
        "missing": calibration.missing,
        "judgement": None if judged is None else _judgement_json(judged),
    }


def _judgement_json(judged: Judgement) -> dict[str, Any]:
    return {
        "expected": number(judged.expected),
        "leaning": judged.leaning,
        "model": _loss_json(judged.model),
        "average": _loss_json(judged.average),
        "against_average": judged.against,
        "bins": [_bin_json(part) for part in judged.bins],
    }


def _loss_json(loss: Loss) -> dict[str, float]:
    return {"log_loss": round(loss.log, 4), "brier": round(loss.brier, 4)}


def _bin_json(part: Bin) -> dict[str, Any]:
    return {**_span(part.span), "expected": number(part.expected), **_proportion(part.remembered)}


def _quality_json(quality: Quality, marked: Marked, estimates: tuple[Estimate, ...]) -> dict[str, Any]:
    return {
        "repeated": quality.repeated,
        "again": [_repeated_json(question) for question in quality.again],
        "broad": [
            {"topic": b.topic, "questions": b.questions, "failures": b.failures, "last": str(b.last)}
            for b in quality.broad
        ],
        "easy": [_repeated_json(question) for question in quality.easy],
        "marks": {mark: _proportion(part) for mark, part in marked.items()},
        "estimates": [
            {
                "goal": estimate.goal.goal.id,
                "date": str(estimate.snapshot.record.date),
                "when": estimate.snapshot.readiness.when,
                "known": [number(end) for end in estimate.snapshot.known or ()],
                **_proportion(estimate.later),
            }
            for estimate in estimates
        ],
    }


def _repeated_json(question: Repeated) -> dict[str, Any]:
    return {
        "topic": question.topic,
        "last": reference(question.last.record, question.last.question),
        "days": question.days,
        "scores": [number(score) for score in question.scores],
    }


def _proportion(part: Proportion) -> dict[str, Any]:
    return {
        "remembered": part.successes,
        "asked": part.asked,
        "percent": number(part.percent),
        "interval": [number(end) for end in part.interval] if part.interval else None,
        "missing": part.missing,
    }


def _span(span: Span) -> dict[str, int | None]:
    return {"from": span[0], "to": span[1]}
