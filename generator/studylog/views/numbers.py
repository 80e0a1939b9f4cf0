"""How the numbers are made: one definition a measure, each with an example worked from this journal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..audit_text import computed_text, difference_text, stated_text
from ..figures import DayFigures, Figures
from ..measure.audit import decimals
from ..measure.periods import week_key
from ..measure.scores import ROLLING_CHECKS
from ..narrative.happened import NOTABLE_POINTS, happened
from ..wording import count, day, number, percent, signed
from .common import PageInfo
from .numbers_memory import ROWS as MEMORY

TOO_EARLY = "This journal has nothing to show it on yet."


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure: its anchor, its name, what it is, and an example in one sentence."""

    id: str
    name: str
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Numbers:
    page: PageInfo
    parts: tuple[tuple[str, tuple[Definition, ...]], ...]
    algorithm: str
    protocol: tuple[str, ...]


def numbers(figures: Figures) -> Numbers:
    parts = tuple(
        (part, tuple(Definition(id, name, text, example(figures) or TOO_EARLY) for id, name, text, example in rows))
        for part, rows in MEASURES.items()
    )
    description = "Every measure of this site: what it is, and how it comes out on this journal."
    page = PageInfo(paths.NUMBERS, "numbers", "How the numbers are made", description)
    settings = figures.journal.settings
    return Numbers(page, parts, settings.schedule.algorithm, settings.protocol)


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


def _weak_item(figures: Figures) -> str:
    if not figures.weak:
        return "No question of this journal scored below the line."
    line = percent(figures.journal.settings.weak_below)
    return f"{len(figures.weak)} of {count(figures.all.count, 'question')} scored below {line}."


def _resolution(figures: Figures) -> str:
    if not figures.weak:
        return ""
    solved = len(figures.weak) - len(figures.open_weak)
    return f"{solved} of {len(figures.weak)} resolved, {percent(Fraction(100 * solved, len(figures.weak)))}."


def _leech(figures: Figures) -> str:
    relapses = sum(topic.relapses for topic in figures.topics.values())
    leeches = sum(topic.is_leech for topic in figures.topics.values())
    return f"{count(relapses, 'relapse').capitalize()}, {count(leeches, 'leech', 'leeches')}."


def _states(figures: Figures) -> str:
    states = [topic.state for topic in figures.topics.values()]
    return (
        ", ".join(f"{states.count(s)} {s}" for s in ("solid", "due", "weak", "mastered", "untested")) + "."
        if states
        else ""
    )


def _why(figures: Figures) -> str:
    schedules = [t.schedule for t in figures.topics.values() if t.schedule]
    longest = max(schedules, key=lambda s: (len(s.steps), s.topic), default=None)
    return f"{figures.journal.topics[longest.topic].title}: {longest.why}" if longest else ""


def _due(figures: Figures) -> str:
    worst = max(figures.due, key=lambda s: (s.overdue(figures.as_of), s.topic), default=None)
    if not worst:
        return "Nothing is due."
    title, late = figures.journal.topics[worst.topic].title, count(worst.overdue(figures.as_of), "day")
    return f"{title}: due {day(worst.due)}, seen from {day(figures.as_of)} {late} overdue."


def _next_check(figures: Figures) -> str:
    check = figures.next_check
    picks = ", ".join(f"{figures.journal.topics[p.schedule.topic].title} ({p.because})" for p in check.reviews)
    return f"{day(check.date)}: {picks or 'no reviews'}, and {count(check.new, 'new question')}."


def _forecast(figures: Figures) -> str:
    f = figures.forecast
    coming = f"{f.due_within(14)} in 14 days and {f.due_within(60)} in 60"
    return f"{f.backlog} due already, {coming}, against room for {f.held_within(60)}."


def _habit(figures: Figures) -> str:
    habit = figures.habit
    missed = len(habit.missed) or "none"
    studied = count(len(habit.studied), "study day").capitalize()
    return f"{studied}, {missed} missed, longest streak {habit.longest_streak}."


def _readiness(figures: Figures) -> str:
    for progress in figures.goals:
        for snapshot in progress.snapshots:
            if snapshot.counted and snapshot.known and snapshot.readiness.know:
                counted = f"{snapshot.readiness.know[1]} of {progress.goal.topics} is {percent(snapshot.known[1])}"
                return f"{progress.goal.title} on {day(snapshot.record.date)}: {counted}."
    return ""


def _pace(figures: Figures) -> str:
    paced = next((g for g in figures.goals if g.pace is not None), None)
    return (
        f"{paced.goal.title}: {signed(paced.pace)} points a week over {count(len(paced.snapshots), 'snapshot')}."
        if paced
        else ""
    )


def _interview(figures: Figures) -> str:
    last = next((i for i in reversed(figures.interviews) if i.percent is not None), None)
    change = f", {signed(last.change)} points against the one before" if last and last.change is not None else ""
    return f"{last.interview.title}: {percent(last.percent)}{change}." if last else ""


def _actions(figures: Figures) -> str:
    pending = [a for a in figures.actions if not a.action.done]
    return f"{len(pending)} of {count(len(figures.actions), 'action')} open." if figures.actions else ""


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


Row = tuple[str, str, str, Callable[[Figures], str]]
MEASURES: dict[str, Iterable[Row]] = {
    "Scores": (
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
    ),
    "Weak items": (
        (
            "weak-item",
            "Weak item",
            "A question that scored below the weak line. A topic is weak while it has an open one.",
            _weak_item,
        ),
        (
            "resolution",
            "Resolution",
            "A weak item is resolved by the first later day on which its topic is asked and nothing of it is "
            "below the line, or by a question that says so. The rate is resolved out of all.",
            _resolution,
        ),
        (
            "leech",
            "Relapse and leech",
            "A topic that falls again after it was resolved is a relapse; three make it a leech: split it, or "
            "ask about it in another way.",
            _leech,
        ),
        (
            "state",
            "Topic state",
            "Weak: a weak item is open. Due: its review is due. Mastered: the last two reviews at or above 90, "
            "seven days or more apart. Solid: none of these. Untested: never scored.",
            _states,
        ),
    ),
    "Reviews": (
        (
            "schedule",
            "Schedule",
            "Replayed from the whole history of a topic, one observation a day. A pass before its time leaves "
            "the date alone, a weak topic comes again on the next study day, nothing falls due on a rest day, "
            "and a goal's date cuts an interval short so that its topics are seen once more before it.",
            _why,
        ),
        (
            "due",
            "Due and overdue",
            "A topic is due from its date on. Overdue is the number of days since then.",
            _due,
        ),
        (
            "next-check",
            "Next check",
            "The review share of the questions: weak topics first, then the most overdue, then the lowest last "
            "score. One place goes to an audit question, drawn at random from all other tested topics, the only "
            "unbiased sample of what is remembered. Places that nothing fills go to new material.",
            _next_check,
        ),
        (
            "forecast",
            "Forecast",
            "How many topics fall due if every review is passed on time with quality 4. What is due already is "
            "kept apart and taken as asked on the first study day.",
            _forecast,
        ),
    ),
    "Memory": MEMORY,
    "Practice and goals": (
        (
            "habit",
            "Study days, missed days, streak",
            "Days with a record that is not a rest. Rest days and days before the start neither count nor break "
            "a streak, nor does a day that is not over.",
            _habit,
        ),
        (
            "readiness",
            "Readiness",
            "Known items out of the goal's items at each snapshot; where the log only judged a percent, that, "
            "marked as an estimate.",
            _readiness,
        ),
        (
            "pace",
            "Pace and projection",
            "The slope of the least-squares line through the snapshots, in points a week. The projection goes "
            "on from the last snapshot at that pace, give or take its standard error, until it meets the lower "
            "end of the target.",
            _pace,
        ),
        (
            "interviews",
            "Interviews",
            "The total and each aspect in percent of its maximum, with the change from the last time it was scored.",
            _interview,
        ),
        (
            "actions",
            "Actions",
            "Open until a date of doing stands beside them; overdue after their due date. Days to done run from "
            "the record that set them.",
            _actions,
        ),
    ),
}
