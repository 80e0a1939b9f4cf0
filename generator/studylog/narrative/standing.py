"""How things stand, for somebody who looks in once a week: what goes well, what is at risk, what to ask about.

Each rule looks at one thing and says a sentence, or nothing where it does not hold. The rules stand in the order of
their weight, and the first that hold are shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..figures import Figures, TopicFigures
from ..markup import plain
from ..measure.periods import Period, stretch_key, stretches
from ..measure.readiness import GoalProgress
from ..measure.weakness import LEECH_RELAPSES
from ..wording import count, day, days_on_average, percent
from .happened import NOTABLE_POINTS, Happened, happened
from .progress import asked as place_of
from .progress import moved, readiness
from .sentences import Piece, Sentence, goal, listing, points, question_path, quoted, sentence, topic, weak_item

MOST = 3
NOTABLE_CHANGE = 1
"""Points between the means of two stretches of four weeks that are worth a word."""
STREAK_DAYS = 7
SILENT_DAYS = 3
MISSED_DAYS = 4
OPEN_DAYS = 14
BEHIND_POINTS = 10
LOAD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """At most MOST sentences each, the weightiest first."""

    wins: tuple[Sentence, ...]
    risks: tuple[Sentence, ...]
    ask_about: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Recent:
    """The last four weeks: their means, None where they hold no record, and what happened in them."""

    figures: Figures
    period: Period | None
    happened: Happened

    @property
    def change(self) -> Fraction | None:
        """The mean against that of the four weeks before."""
        return self.period.change if self.period else None


Rule = Callable[[Recent], Sentence | None]
Rules = tuple[tuple[str, Rule], ...]
"""When each rule holds, in words, and the rule."""


def standing(figures: Figures) -> Standing:
    """What holds at the end of the day of the figures."""
    met = {topic.id: topic.met for topic in figures.topics.values() if topic.met}
    found = stretches(figures.journal, met, figures.weak, figures.as_of)
    told = happened(figures, found, lambda on: stretch_key(on, figures.as_of))
    last = found[-1] if found and found[-1].last == figures.as_of else None
    recent = Recent(figures, last, told[last.key] if last else Happened())
    return Standing(_first(WINS, recent), _first(RISKS, recent), _ask_about(figures))


def _first(rules: Rules, recent: Recent) -> tuple[Sentence, ...]:
    told = (rule(recent) for _, rule in rules)
    return tuple(sentence for sentence in told if sentence)[:MOST]


def _mean_rose(recent: Recent) -> Sentence | None:
    return _mean(recent, "above") if recent.change is not None and recent.change >= NOTABLE_CHANGE else None


def _mean_fell(recent: Recent) -> Sentence | None:
    return _mean(recent, "below") if recent.change is not None and recent.change <= -NOTABLE_CHANGE else None


def _mean(recent: Recent, side: str) -> Sentence | None:
    if not recent.period or recent.change is None:
        return None
    against = f" of the last four weeks is {percent(recent.period.all.value)}, {points(recent.change)} {side}"
    return sentence("The ", Piece("mean", paths.TRENDS), f"{against} that of the four weeks before.")


def _put_right(recent: Recent) -> Sentence | None:
    resolved = recent.period.resolved if recent.period else ()
    if not resolved:
        return None
    days = [item.days_to_resolve or 0 for item in resolved]
    items = Piece(count(len(days), "weak item"), paths.WEAK)
    average = f" {'was' if len(days) == 1 else 'were'} resolved, after {days_on_average(days)}"
    lowest = min(resolved, key=lambda item: item.question.score or 0)
    named = weak_item(lowest, recent.figures.journal)
    return sentence(items, average, ": " if len(days) == 1 else ", the lowest of them ", named, ".")


def _topics_rose(recent: Recent) -> Sentence | None:
    rose = recent.happened.rose
    return moved(recent.figures.journal, rose, "rose", most=1) if rose else None


def _topics_fell(recent: Recent) -> Sentence | None:
    fell = recent.happened.fell
    return moved(recent.figures.journal, fell, "fell", most=1) if fell else None


def _goals_rose(recent: Recent) -> Sentence | None:
    rose = recent.happened.goals_rose
    return readiness(rose[:2], "rose") if rose else None


def _interview_rose(recent: Recent) -> Sentence | None:
    scored = [interview for interview in recent.happened.interviews if interview.change is not None]
    if not scored or (scored[-1].change or 0) <= 0:
        return None
    last = scored[-1]
    change = f" scored {percent(last.percent)}, {points(last.change or Fraction(0))} above the mock interview before."
    return sentence(Piece(quoted(last.interview.title), paths.INTERVIEWS), change)


def _streak(recent: Recent) -> Sentence | None:
    days = recent.figures.habit.streak
    return sentence(Piece(count(days, "study day"), paths.DAYS), " in a row.") if days >= STREAK_DAYS else None


def _above_line(recent: Recent) -> Sentence | None:
    return _rolling(recent, above=True)


def _below_line(recent: Recent) -> Sentence | None:
    return _rolling(recent, above=False)


def _rolling(recent: Recent, *, above: bool) -> Sentence | None:
    last, line = recent.figures.last_check, recent.figures.journal.settings.weak_below
    if not last or last.scores.rolling is None or (last.scores.rolling >= line) != above:
        return None
    against = (
        f" is {percent(last.scores.rolling)}, {points(last.scores.rolling - line)} {'above' if above else 'below'}"
    )
    return sentence("The ", Piece("7-check mean", paths.measure("rolling")), f"{against} the line of {percent(line)}.")


def _silence(recent: Recent) -> Sentence | None:
    habit = recent.figures.habit
    missed = [on for on in habit.missed if habit.studied and on > habit.studied[-1]]
    if len(missed) < SILENT_DAYS:
        return None
    since = Piece(day(habit.studied[-1]), paths.day_page(recent.figures.days[-1].record.key))
    return sentence("The last day recorded is ", since, f": {count(len(missed), 'study day')} missed since.")


def _load(recent: Recent) -> Sentence | None:
    forecast = recent.figures.forecast
    asked, holds = forecast.backlog + forecast.due_within(LOAD_DAYS), forecast.held_within(LOAD_DAYS)
    if asked <= holds:
        return None
    reviews = Piece(count(asked, "review"), paths.REVIEW)
    already = f", {forecast.backlog} of them already" if forecast.backlog else ""
    fall = f" {'falls' if asked == 1 else 'fall'} due within {LOAD_DAYS} days{already}"
    return sentence(reviews, f"{fall}, while the checks of those days hold {holds or 'none'}.")


def _late_goals(recent: Recent) -> Sentence | None:
    late = ((progress, _why_late(progress, recent.figures)) for progress in recent.figures.goals)
    items = [[goal(progress.goal), Piece(f" ({why})")] for progress, why in late if why]
    if not items:
        return None
    return sentence(f"{count(len(items), 'goal')} behind: ", listing(items, 1), ".")


def _why_late(progress: GoalProgress, figures: Figures) -> str:
    """Why a goal with a date will not be reached by then, or nothing."""
    by, projection = progress.goal.by, progress.projection
    if not by or not progress.goal.target or progress.reached:
        return ""
    if by < figures.as_of:
        return f"was to be reached by {day(by)}"
    if not projection:
        return f"by {day(by)}, which the pace so far never reaches" if progress.pace is not None else ""
    return f"by {day(by)}, at the pace so far {day(projection.earliest)}" if projection.earliest > by else ""


def _leeches(recent: Recent) -> Sentence | None:
    found = [t for t in recent.figures.topics.values() if t.is_leech and t.state == "weak"]
    found.sort(key=lambda t: -t.relapses)
    if not found:
        return None
    named = listing([[topic(t.id, recent.figures.journal)] for t in found], 1)
    again = Piece(f"relapsed {LEECH_RELAPSES} times or more", paths.measure("leech"))
    return sentence(f"{count(len(found), 'topic')} ", again, ": ", named, ".")


def _left_open(recent: Recent) -> Sentence | None:
    figures = recent.figures
    old = [item for item in figures.open_weak if (figures.as_of - item.record.date).days > OPEN_DAYS]
    if not old:
        return None
    items = Piece(count(len(old), "weak item"), paths.WEAK)
    since = f", since {day(old[0].record.date)}."
    verb, oldest = ("has", "") if len(old) == 1 else ("have", "the oldest ")
    return sentence(
        items, f" {verb} been open for more than {OPEN_DAYS} days: {oldest}", weak_item(old[0], figures.journal), since
    )


def _late_actions(recent: Recent) -> Sentence | None:
    late = sorted((a for a in recent.figures.actions if a.overdue), key=lambda a: -(a.overdue or 0))
    if not late:
        return None
    actions = Piece(count(len(late), "action"), paths.ACTIONS)
    verb = "is" if len(late) == 1 else "are"
    named = [[Piece(quoted(one.action.do), f"{paths.day_page(one.record.key)}#actions")] for one in late]
    longest = f" {verb} overdue, by up to {count(late[0].overdue or 0, 'day')}: "
    return sentence(actions, longest, listing(named, 1), ".")


def _behind_new(recent: Recent) -> Sentence | None:
    period = recent.period
    if not period or period.new.value is None or period.review.value is None:
        return None
    behind = period.new.value - period.review.value
    if behind < BEHIND_POINTS:
        return None
    reviews = Piece("Reviews", paths.measure("new-review"))
    return sentence(reviews, f" of the last four weeks average {percent(period.review.value)}, {points(behind)} "
                    "below new material.")  # fmt: skip


def _missed(recent: Recent) -> Sentence | None:
    days = len(recent.happened.missed)
    if days < MISSED_DAYS:
        return None
    return sentence(Piece(count(days, "study day"), paths.DAYS), " of the last four weeks were missed.")


WINS: Rules = (
    (f"the mean of four weeks is {NOTABLE_CHANGE} point or more above that of the four before", _mean_rose),
    ("weak items were resolved", _put_right),
    (f"topics rose by {NOTABLE_POINTS} points or more", _topics_rose),
    ("readiness for a goal rose", _goals_rose),
    ("the last mock interview scored more than the one before", _interview_rose),
    (f"{STREAK_DAYS} study days or more in a row", _streak),
    ("the 7-check mean is not below the line", _above_line),
)
RISKS: Rules = (
    (f"{SILENT_DAYS} study days or more were missed since the last record", _silence),
    ("the 7-check mean is below the line", _below_line),
    (f"the mean of four weeks is {NOTABLE_CHANGE} point or more below that of the four before", _mean_fell),
    (f"more reviews are due within {LOAD_DAYS} days than the checks of those days hold", _load),
    ("a goal is past its date, or its pace reaches the target later", _late_goals),
    ("a weak topic is a leech", _leeches),
    (f"weak items have been open for more than {OPEN_DAYS} days", _left_open),
    ("actions are overdue", _late_actions),
    (f"topics fell by {NOTABLE_POINTS} points or more", _topics_fell),
    (f"reviews average {BEHIND_POINTS} points or more below new material", _behind_new),
    (f"{MISSED_DAYS} study days or more were missed", _missed),
)


def _ask_about(figures: Figures) -> tuple[Sentence, ...]:
    """The topics that most need a word: leeches that are weak, other weak ones, then the lowest last answers."""
    asked = (topic for topic in figures.topics.values() if topic.observations)
    candidates = [topic for topic in asked if topic.state == "weak" or topic.observations[-1].score < 100]
    candidates.sort(key=lambda t: (t.state != "weak", -t.relapses, t.observations[-1].score, t.id))
    return tuple(_about(topic, figures) for topic in candidates[:MOST])


def _about(found: TopicFigures, figures: Figures) -> Sentence:
    """Its open weak item, or else its last answer."""
    last, still = found.observations[-1], [item for item in found.weak if not item.resolved_by]
    score, on, path = last.score, last.date, place_of(last)
    if still:
        score, on = still[-1].question.score or Fraction(0), still[-1].record.date
        path = question_path(still[-1].record, still[-1].question)
    falls = f", weak {len(found.weak)} times" if len(found.weak) > 1 else ""
    gap = _gap(found.id, figures)
    said = f" {quoted(gap)}" if gap else ""
    return sentence(topic(found.id, figures.journal), ": ", Piece(percent(score), path), f" on {day(on)}{falls}.{said}")


def _gap(topic: str, figures: Figures) -> str:
    """What the log last said was missing."""
    gaps = (point.gap for entry in reversed(figures.days) for point in entry.record.weak if point.topic == topic)
    return plain(next(gaps, ""))
