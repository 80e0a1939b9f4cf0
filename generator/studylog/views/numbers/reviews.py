"""How the numbers of reviews are made: weak items, and when a topic comes again."""

from fractions import Fraction

from ...figures import Figures
from ...wording import count, day, percent
from .measure import Measure


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


WEAK: tuple[Measure, ...] = (
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
)

REVIEWS: tuple[Measure, ...] = (
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
)
