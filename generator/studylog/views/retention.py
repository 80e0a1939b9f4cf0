"""What is remembered, whether predictions of it can be trusted, and what failures say about the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..charts.intervals import Intervals, share_cells
from ..charts.retention import by_lag, reliability
from ..figures import Figures
from ..measure.proportion import Proportion
from ..measure.quality import Broad, Estimate, Repeated
from ..measure.retention import WEEKS_SINCE, Cohort, Reason, span_text
from ..schedule.calibration import ENOUGH_TO_JUDGE, Calibration, Loss
from ..wording import count, day, percent, span
from .common import MARK_NAMES, Listed, PageInfo, Ref, goal_ref, listed, topic_ref

MOST_COHORTS, MOST_QUESTIONS, MOST_ESTIMATES = 16, 12, 12
REASON_NAMES: dict[Reason | None, str] = {
    "audit": "Audit, drawn at random",
    "due": "Due",
    "weak": "Weak before",
    "mentor": "The mentor's choice",
    None: "No reason given",
}

Shares = tuple[str, str, str]
"""How many of how many, percent, and interval, or what is missing."""


@dataclass(frozen=True, slots=True)
class CohortRow:
    """Topics first met in one week; a cell is percent (None where it is too early), successes and asked."""

    week: Ref | None
    topics: int
    cells: tuple[Proportion, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What calibration says: the verdict, then the losses of the model and of the average, and the chart."""

    verdict: str
    losses: tuple[tuple[str, Loss], ...]
    reliability: Intervals | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    topic: Ref
    question: Ref
    days: int
    lowest: Fraction


@dataclass(frozen=True, slots=True)
class BroadRow:
    topic: Ref
    broad: Broad


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """An estimate of a goal; `known` in percent, `counts` the items known, unsure and unknown."""

    goal: Ref
    day: Ref
    when: str
    known: str
    counts: str
    later: Shares


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """Weeks and estimates newest first; what fails most and is asked most comes first."""

    page: PageInfo
    sentence: str
    lags: Intervals
    reasons: tuple[tuple[str, Shares], ...]
    predicted: Predicted
    columns: tuple[str, ...]
    cohorts: Listed[CohortRow]
    mature: str
    repeated: int
    broad: Listed[BroadRow]
    again: Listed[QuestionRow]
    easy: Listed[QuestionRow]
    marks: tuple[tuple[str, Shares], ...]
    estimates: Listed[EstimateRow]


def retention(figures: Figures) -> RetentionPage:
    found, quality, answer = figures.retention, figures.quality, sentence(figures)
    reasons = [(name, found.reasons[reason]) for reason, name in REASON_NAMES.items()]
    return RetentionPage(
        page=PageInfo(paths.RETENTION, "retention", "Retention", answer),
        sentence=answer,
        lags=by_lag(found),
        reasons=tuple((name, share_cells(part)) for name, part in [*reasons, ("All", found.all)] if part.asked),
        predicted=_predicted(figures.calibration),
        columns=tuple(map(span_text, WEEKS_SINCE)),
        cohorts=_cohorts(figures),
        mature=mature_text(figures.mature),
        repeated=quality.repeated,
        broad=listed(quality.broad, MOST_QUESTIONS, lambda some: (BroadRow(_topic(b.topic, figures), b) for b in some)),
        again=listed(quality.again, MOST_QUESTIONS, lambda some: (_question(q, figures) for q in some)),
        easy=listed(quality.easy, MOST_QUESTIONS, lambda some: (_question(q, figures) for q in some)),
        marks=tuple((MARK_NAMES[mark], share_cells(part)) for mark, part in figures.marked.items() if part.asked),
        estimates=listed(figures.estimates[::-1], MOST_ESTIMATES, lambda some: map(_estimate, some)),
    )


def sentence(figures: Figures) -> str:
    """The answer to how well things are remembered; nothing is said from fewer than fifty observations."""
    whole, audit = figures.retention.all, figures.retention.reasons["audit"]
    if whole.asked < ENOUGH_TO_JUDGE:
        missing = count(ENOUGH_TO_JUDGE - whole.asked, "more topic")
        return f"Too early to say how well things are remembered: {missing} asked again on a later day."
    said = f"{percent(whole.percent)} of what came back on a later day was remembered, {_between(whole)}."
    if audit.percent is None:
        return said
    return f"{said} Of what was drawn at random it was {percent(audit.percent)}, {_between(audit)}."


def _between(part: Proportion) -> str:
    """`42 of 45 (82.1–97.7 %)`."""
    counts, _, interval = share_cells(part)
    return f"{counts} ({interval}\u00a0%)"


def mature_text(mature: Proportion) -> str:
    """How many of the tested topics are mature."""
    if not mature.asked:
        return "Too early to say: no topic has been tested."
    share = f", {percent(mature.percent)}" if mature.percent is not None else ""
    return f"{mature.successes or 'None'} of {count(mature.asked, 'tested topic')}{share}."


def verdict(calibration: Calibration) -> str:
    """Whether predictions can be trusted, in one sentence, and whether they are worth more than the average."""
    judged, remembered = calibration.judgement, calibration.remembered
    if judged is None:
        return f"Too early to say whether predictions can be trusted: {count(calibration.missing, 'more prediction')}."
    expected, came = Fraction(judged.expected), f"{remembered.successes} of {remembered.asked}"
    said = f"{percent(expected)} expected, {percent(remembered.percent)} remembered ({came})"
    return f"Predictions are {judged.leaning}: {said}. They are {judged.against} always saying the average."


def _predicted(calibration: Calibration) -> Predicted:
    judged = calibration.judgement
    losses = (("FSRS", judged.model), ("Always the average", judged.average)) if judged else ()
    return Predicted(verdict(calibration), losses, reliability(calibration) if judged else None)


def _cohorts(figures: Figures) -> Listed[CohortRow]:
    """The newest weeks, and under them all weeks together."""
    found = figures.retention
    rows = listed(found.cohorts[::-1], MOST_COHORTS, lambda some: map(_cohort, some))
    if not found.all.asked:
        return Listed((), 0)
    topics = sum(cohort.topics for cohort in found.cohorts)
    return Listed((CohortRow(None, topics, found.by_weeks_since), *rows.rows), rows.left_out)


def _cohort(cohort: Cohort) -> CohortRow:
    return CohortRow(Ref(cohort.week, paths.week_page(cohort.week)), cohort.topics, cohort.cells)


def _topic(id: str, figures: Figures) -> Ref:
    return topic_ref(id, figures) or Ref(id, paths.TOPICS)


def _question(question: Repeated, figures: Figures) -> QuestionRow:
    record, asked = question.last.record, question.last.question
    place = f"{paths.day_page(record.key)}#{paths.anchor(asked.id)}"
    return QuestionRow(
        _topic(question.topic, figures), Ref(asked.asks or asked.id, place), question.days, min(question.scores)
    )


def _estimate(estimate: Estimate) -> EstimateRow:
    record, readiness = estimate.snapshot.record, estimate.snapshot.readiness
    counted = ((span(readiness.know), "known"), (readiness.unsure, "unsure"), (readiness.dunno, "unknown"))
    return EstimateRow(
        goal=goal_ref(estimate.goal.goal),
        day=Ref(day(record.date), paths.day_page(record.key)),
        when=readiness.when,
        known=span(estimate.snapshot.known),
        counts=", ".join(f"{n} {name}" for n, name in counted if n not in (None, "–")),
        later=share_cells(estimate.later),
    )


def losses_text(losses: Sequence[tuple[str, Loss]]) -> str:
    """For an example: both losses of each."""
    return "; ".join(f"{name}: {loss.log:.3f} and {loss.brier:.3f}" for name, loss in losses)
