"""How the numbers of checks are made: scores, what the log states, weeks and months."""

from fractions import Fraction

from ...audit_text import computed_text, difference_text, stated_text
from ...figures import DayFigures, Figures
from ...measure.audit import decimals
from ...measure.periods import week_key
from ...measure.scores import ROLLING_CHECKS
from ...measure.trend import TREND_DAYS
from ...narrative.happened import NOTABLE_POINTS, happened
from ...wording import count, day, number, percent, signed
from .measure import Measure


def _shown(figures: Figures) -> DayFigures | None:
    """The day that examples speak of: the latest with both new questions and reviews."""
    both = (d for d in reversed(figures.days) if d.scores.new.count and d.scores.review.count)
    return next(both, figures.last_check)


def _on(entry: DayFigures) -> str:
    return day(entry.record.date)


def _score(figures: Figures) -> str:
    if not (entry := _shown(figures)):
        return ""
    scores = entry.scores.all
    return f"{_on(entry)}: {number(scores.total, 2)} over {count(scores.count, 'question')} is {percent(scores.value)}."


def _points(figures: Figures) -> str:
    entry = _shown(figures)
    return f"{_on(entry)}: {number(entry.scores.all.points, 2)} of {entry.scores.all.count}." if entry else ""


def _new_review(figures: Figures) -> str:
    if not (entry := _shown(figures)):
        return ""
    new, review = entry.scores.new, entry.scores.review
    return f"{_on(entry)}: {new.count} new at {percent(new.value)}, {review.count} reviews at {percent(review.value)}."


def _mix(figures: Figures) -> str:
    entry, target = _shown(figures), figures.journal.settings.check.review_share
    return f"{_on(entry)}: {percent(entry.scores.review_share)} reviews, target {percent(target)}." if entry else ""


def _sources(figures: Figures) -> str:
    entry = next((d for d in reversed(figures.days) if d.scores.sources), None)
    means = (
        ", ".join(f"{s.name} {percent(s.mean.value)} ({s.mean.count})" for s in entry.scores.sources) if entry else ""
    )
    return f"{_on(entry)}: {means}." if entry else ""


def _groups(figures: Figures) -> str:
    entry = next((d for d in reversed(figures.days) if d.scores.groups), None)
    means = (
        ", ".join(f"{g.name} {percent(g.mean.value)} ({g.mean.count})" for g in entry.scores.groups) if entry else ""
    )
    return f"{_on(entry)}: {means}." if entry else ""


def _areas(figures: Figures) -> str:
    if not figures.areas:
        return ""
    area, mean = min(figures.areas.items(), key=lambda item: item[1].value or 0)
    return f"The lowest is {area}, {percent(mean.value)} over {count(mean.count, 'question')}."


def _grade(figures: Figures) -> str:
    entry = _shown(figures)
    return (
        f"{_on(entry)}: {percent(entry.scores.all.value)} is {entry.scores.grade}."
        if entry and entry.scores.grade
        else ""
    )


def _change(figures: Figures) -> str:
    entry = next((d for d in reversed(figures.days) if d.scores.change is not None), None)
    return f"{_on(entry)}: {signed(entry.scores.change)} points." if entry else ""


def _rolling(figures: Figures) -> str:
    entry = figures.last_check
    return f"{_on(entry)}: {percent(entry.scores.rolling)}." if entry else ""


def _trend(figures: Figures) -> str:
    trend = figures.trend
    return f"{signed(trend.change)} points since {day(trend.since)}." if trend and trend.since else ""


def _drift(figures: Figures) -> str:
    entry = next((d for d in reversed(figures.days) if d.scores.drift), None)
    if not entry:
        return "No score of this journal was revised."
    first, last, drift = percent(entry.scores.first.value), percent(entry.scores.all.value), signed(entry.scores.drift)
    return f"{_on(entry)}: first {first}, last {last}, drift {drift}."


def _audit(figures: Figures) -> str:
    held = [statement for statement in figures.audit.statements if statement.holds is not None]
    if not held:
        return "This journal states no figure of its own."
    shown = next(iter(reversed(figures.audit.wrong)), held[-1])
    half = number(Fraction(1, 2 * 10 ** decimals(shown.stated)), decimals(shown.stated) + 1)
    return (
        f"{day(shown.record.date)}: {stated_text(shown)} against {computed_text(shown)} is {difference_text(shown)}, "
        f"and half a unit is {half}: it {'holds' if shown.holds else 'does not hold'}."
    )


def _observation(figures: Figures) -> str:
    seen = [o for t in figures.topics.values() for o in t.observations]
    several = max(seen, key=lambda o: (o.mean.count, o.date), default=None)
    if not several:
        return ""
    title = figures.journal.topics[several.topic].title
    return f"{title} on {day(several.date)}: {count(several.mean.count, 'question')}, mean {percent(several.score)}."


def _period(figures: Figures) -> str:
    last = figures.weeks[-1] if figures.weeks else None
    return f"{last.key}: {percent(last.all.value)} over {count(last.all.count, 'question')}." if last else ""


def _moved(figures: Figures) -> str:
    for key, week in reversed(happened(figures, figures.weeks, week_key).items()):
        if move := next(iter([*week.rose, *week.fell]), None):
            title = figures.journal.topics[move.now.topic].title
            return (
                f"{key}: {title} from {percent(move.before.score)} to {percent(move.now.score)}, {signed(move.points)}."
            )
    return ""


SCORES: tuple[Measure, ...] = (
    (
        "score",
        "Score of a day",
        "The mean of the scored questions of a check. A question flagged as excluded leaves it; one without "
        "a score is asked, not scored.",
        _score,
    ),
    (
        "points",
        "Points",
        "The sum of the scores divided by 100, out of their count.",
        _points,
    ),
    (
        "new-review",
        "New and review",
        "A question is a review when everything it goes back to is earlier than its record; all others are new.",
        _new_review,
    ),
    (
        "mix",
        "Mix",
        "The share of reviews among the scored questions, held against the share that the journal aims at.",
        _mix,
    ),
    (
        "sources",
        "Source-day means",
        "The review questions by the days on which they were learned.",
        _sources,
    ),
    (
        "groups",
        "Group means",
        "The mean of each part of a check that the record names.",
        _groups,
    ),
    (
        "areas",
        "Area and topic means",
        "The mean of every scored question of an area or a topic.",
        _areas,
    ),
    (
        "grade",
        "Grade",
        "The first row of the grade scale that the unrounded score reaches.",
        _grade,
    ),
    (
        "change",
        "Change",
        "The score of a check less that of the check before.",
        _change,
    ),
    (
        "rolling",
        f"{ROLLING_CHECKS}-check mean",
        f"The mean of the scores of the last {ROLLING_CHECKS} checks, of fewer at the start.",
        _rolling,
    ),
    (
        "trend",
        "Trend",
        f"The {ROLLING_CHECKS}-check mean at the last check less what it was at the last check {TREND_DAYS} days or "
        "more before it.",
        _trend,
    ),
    (
        "drift",
        "First score, last score, drift",
        "The score with its revisions undone, the score as it stands, and the second less the first.",
        _drift,
    ),
    (
        "audit",
        "Stated figures",
        "A figure that the log states for a check or a part of it holds when it is less than half a unit of its "
        "last written digit away from what the questions give, first or as revised. At just half a unit it does "
        "not.",
        _audit,
    ),
    (
        "observation",
        "Topic observation",
        "The mean of a topic's scored questions in one day. Where a day has two sessions the first is "
        "scheduled, the second is only shown.",
        _observation,
    ),
    (
        "period",
        "Weeks and months",
        "The mean over all questions of the period, so that a long check weighs more than a short one. "
        "Weeks run from Monday to Sunday.",
        _period,
    ),
    (
        "moved",
        "Rose, fell",
        f"A topic rose or fell in a week or month if its last observation there is {NOTABLE_POINTS} points or more "
        "from the last one before, or from the first one there where there is none before.",
        _moved,
    ),
)
