"""How the numbers of memory are made: what is predicted, what is remembered, what questions say."""

from datetime import date
from fractions import Fraction

from ...charts.intervals import share_cells
from ...figures import Figures
from ...measure.proportion import ENOUGH, wilson
from ...measure.retention import LAGS, WEEKS_SINCE, span_text
from ...schedule.calibration import AVERAGE_COUNTS, ENOUGH_FOR_BINS, ENOUGH_TO_JUDGE, Prediction
from ...schedule.maturity import MATURE_DAYS
from ...schedule.memory import Memory
from ...wording import count, day, number, percent, span
from ..retention import REASON_NAMES, losses_text, mature_text, verdict
from .measure import Measure


def _remembered(figures: Figures) -> tuple[str, date, Memory, Fraction] | None:
    """The tested topic of which least is left: its title, the day it was last asked, its memory and its recall."""
    known = [(t.recall, t.id, t.memory) for t in figures.topics.values() if t.memory and t.recall is not None]
    share, id, memory = min(known, key=lambda one: one[:2], default=(Fraction(0), "", None))
    return (figures.journal.topics[id].title, memory.seen, memory, share) if memory else None


def _recall(figures: Figures) -> str:
    if not (found := _remembered(figures)):
        return ""
    title, seen, _, share = found
    days = count((figures.as_of - seen).days, "day")
    return f"Least is left of {title}: {percent(share)} on {day(figures.as_of)}, {days} after it was asked."


def _stability(figures: Figures) -> str:
    if not (found := _remembered(figures)):
        return ""
    title, seen, memory, _ = found
    days = number(Fraction(memory.stability))
    return (
        f"{title}: asked on {day(seen)} and stable for {days} days, difficulty {number(Fraction(memory.difficulty))}."
    )


def _backtest(figures: Figures) -> str:
    found = figures.comparison
    if not found.asked:
        return ""
    sm2, fsrs = found.sm2, found.fsrs
    again = f"{count(found.asked, 'topic')} asked again, {sm2.asked} due by {sm2.name} and {fsrs.asked} by {fsrs.name}"
    return f"{again}; {found.weak} of them weak, {sm2.weak} and {fsrs.weak} due."


def _workload(figures: Figures) -> str:
    found = next((load for load in figures.workload if (load.retention, load.new) == (90, 2)), None)
    if not found:
        return ""
    return (
        f"At 90 % and 2 new topics a study day: {number(found.mean)} reviews a study day, {found.peak} on the fullest."
    )


def _retention(figures: Figures) -> str:
    parts = [(span, part) for span, part in zip(LAGS, figures.retention.lags, strict=True) if part.asked]
    if not parts:
        return ""
    first, part = parts[0]
    share = percent(part.percent) if part.percent is not None else f"too early to say, {part.missing} more"
    days = count(first[0], "day") if first == (1, 1) else f"{span_text(first)} days"
    return f"After {days}: {part.successes} of {part.asked} remembered, {share}."


def _interval(figures: Figures) -> str:
    whole = figures.retention.all
    if not whole.asked:
        return ""
    low, high = (100 * Fraction(end) for end in wilson(whole.successes, whole.asked))
    return f"{whole.successes} of {whole.asked} lies between {number(low)} and {percent(high)}."


def _reasons(figures: Figures) -> str:
    parts = [(REASON_NAMES[reason].lower(), part) for reason, part in figures.retention.reasons.items() if part.asked]
    return "; ".join(f"{name}: {share_cells(part)[0]}" for name, part in parts) + "." if parts else ""


def _cohorts(figures: Figures) -> str:
    for cohort in figures.retention.cohorts:
        for weeks, cell in zip(WEEKS_SINCE, cohort.cells, strict=True):
            if cell.asked:
                later = "in the same week" if weeks == (0, 0) else f"{span_text(weeks)} weeks later"
                topics = count(cohort.topics, "topic")
                return f"{cohort.week}: {topics} met, {cell.successes} of {cell.asked} remembered {later}."
    return ""


def _mature(figures: Figures) -> str:
    return mature_text(figures.mature) if figures.mature.asked else ""


def _prediction(figures: Figures) -> str:
    line = _last(figures)
    if not line:
        return ""
    title, came = figures.journal.topics[line.topic].title, "remembered" if line.remembered else "not remembered"
    expected = f"{percent(100 * Fraction(line.predicted))} expected"
    return f"{title} on {day(line.date)}: {expected}, scored {percent(line.score)}, {came}."


def _last(figures: Figures) -> Prediction | None:
    return figures.calibration.ledger[-1] if figures.calibration.ledger else None


def _calibration(figures: Figures) -> str:
    return verdict(figures.calibration) if figures.calibration.ledger else ""


def _average(figures: Figures) -> str:
    line = _last(figures)
    if not line:
        return ""
    earlier = [other for other in figures.calibration.ledger if other.date < line.date]
    kept = sum(other.remembered for other in earlier)
    return (
        f"Before {day(line.date)}: {kept} of {len(earlier)} remembered, with 9 of {AVERAGE_COUNTS} to begin with "
        f"{percent(100 * Fraction(line.average))}."
    )


def _losses(figures: Figures) -> str:
    judged = figures.calibration.judgement
    if not judged:
        return ""
    return f"Log loss and Brier score: {losses_text((('FSRS', judged.model), ('always the average', judged.average)))}."


def _brier(figures: Figures) -> str:
    line = _last(figures)
    if not line:
        return ""
    came, share = int(line.remembered), Fraction(line.predicted)
    return f"Expected {number(share, 2)}, came {came}: the squared error is {number((share - came) ** 2, 4)}."


def _quality(figures: Figures) -> str:
    found = figures.quality
    if not figures.all.count:
        return ""
    return (
        f"{count(len(found.broad), 'topic').capitalize()} failed on different questions; of "
        f"{count(found.repeated, 'question')} asked on several days {len(found.again) or 'none'} failed again, "
        f"{len(found.easy) or 'none'} never fell below 90 on three days."
    )


def _estimates(figures: Figures) -> str:
    if not figures.estimates:
        return ""
    last = figures.estimates[-1]
    known, later = f"{span(last.snapshot.known)}\u00a0% called known", share_cells(last.later)[0]
    return f"{last.goal.goal.title} on {day(last.snapshot.record.date)}: {known}, then {later} answers not weak."


MEMORY: tuple[Measure, ...] = (
    (
        "recall",
        "Predicted recall",
        "The probability that a topic is still remembered on a day, by FSRS 6 with its published parameters, from "
        "every scheduled observation of the topic and whatever the scheduler. Scores from 95 count as Easy, on the "
        "first day as Good, from 80 as Good, from 60 as Hard, below as Again.",
        _recall,
    ),
    (
        "stability",
        "Stability and forgetting curve",
        "After a stability of so many days recall is at 90 %. The curve falls steeply at first and then ever more "
        "slowly, as a power of the days. Passes raise the stability, most where much was forgotten and the topic "
        "is easy (difficulty 1 to 10); a lapse lowers it.",
        _stability,
    ),
    (
        "backtest",
        "Comparison of schedulers",
        "For the day of each past check: the topics that SM-2 and FSRS would have had due, each from the days "
        "before alone and under the same rules. Of the topics that were asked again it counts those that were due, "
        "and of those that were weak then as well. A difference in these is called clear where chance gives one "
        "as large less than once in twenty times; below ten weak topics nothing is said.",
        _backtest,
    ),
    (
        "workload",
        "Workload",
        "Reviews on the study days of the next 90 days by FSRS. Each review is remembered with the probability "
        "that is predicted for it, drawn by topic and day; what is forgotten comes again on the next study day. "
        "What is due already is asked evenly over the days, weak topics first. Goals are left out of account.",
        _workload,
    ),
    (
        "retention",
        "Retention",
        "Of the topics asked on a later day than they were last studied or asked, those that did not score below the "
        "weak line, by the days between. One observation a topic a day, the first session; a percentage is shown from "
        f"{ENOUGH} on.",
        _retention,
    ),
    (
        "interval",
        "95 % interval",
        "Wilson's interval: shares that lie outside would bring forth what was counted less than 5 times in 100, were "
        "the answers independent.",
        _interval,
    ),
    (
        "reasons",
        "Retention by reason",
        "By the reason that the first question of the topic gives on that day. Weak topics are asked because they "
        "failed, so they count for more than their share and pull the whole down. Audit questions are drawn at random "
        "from tested topics that are neither due nor weak.",
        _reasons,
    ),
    (
        "cohorts",
        "Retention by week first met",
        "A row for the topics first studied or asked in one week, a column for the calendar weeks since. Later columns "
        "hold several weeks.",
        _cohorts,
    ),
    (
        "mature",
        "Mature topics",
        f"Tested topics that are not weak and whose interval is {MATURE_DAYS} days or more, as Anki counts cards.",
        _mature,
    ),
    (
        "predicted-recall",
        "Predicted recall",
        "The probability by FSRS, with its published parameters, that a topic is remembered on a day, from its scores "
        "as they stood before that day. All predictions stay in a ledger, which the command studylog ledger prints.",
        _prediction,
    ),
    (
        "calibration",
        "Calibration",
        "The mean of all predictions against the share that was remembered. They are as they should be while Wilson's "
        "interval of that share holds their mean; else a little off below 5 points, clearly from there on. Nothing is "
        f"said below {ENOUGH_TO_JUDGE} predictions, and nothing by what was predicted below {ENOUGH_FOR_BINS}. FSRS "
        "takes a score of 60 for remembered, this site one at the weak line; what lies between makes predictions look "
        "optimistic.",
        _calibration,
    ),
    (
        "average",
        "Always the average",
        "What predictions have to beat: the share remembered of all predictions of the days before. It begins as "
        f"though 9 of {AVERAGE_COUNTS} had been remembered.",
        _average,
    ),
    (
        "log-loss",
        "Log loss",
        "The mean of −ln of the probability that was given to what came; 0 is certain and right. A probability counts "
        "as no nearer to 0 or 1 than a thousandth. FSRS is better or worse than the average where the difference is "
        "further from nothing than 95 % of chance would bring it.",
        _losses,
    ),
    (
        "brier",
        "Brier score",
        "The mean squared difference of the probability and what came, 1 for remembered and 0 for not.",
        _brier,
    ),
    (
        "question-quality",
        "Question quality",
        "A topic that failed on several questions and days is not known well; a question that failed on several days "
        "in the same words may be asked badly; one asked on three days or more that never scored below 90 may be too "
        "easy. Questions are the same when their words are, whatever the case and spacing.",
        _quality,
    ),
    (
        "self-knowledge",
        "What was thought to be known",
        "Of the topics that snapshots mark as known, unsure or unknown, the share whose next answer, within 28 days, "
        "was not weak. Beside the share that a snapshot of a goal calls known, the same for the topics that the goal "
        "covers and that were met by then.",
        _estimates,
    ),
)
