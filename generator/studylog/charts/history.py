"""How it went: the calendar, scores over time, areas, topics, weeks and months, and what revisions changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from .. import paths
from ..figures import DayFigures, Figures, TopicFigures
from ..measure.periods import Period
from ..measure.scores import ROLLING_CHECKS, Mean, area_means
from ..model import Settings
from ..wording import count, day, percent, signed
from .bars import Dumbbell, Pair
from .calendar import Block, Calendar, CalendarDay
from .moments import Moment, moments
from .parts import band
from .trend import Multiples, Panel, Point, Series, Trend

RECENT_CHECKS = 14
CALENDAR_WEEKS = 26
MOST_PANEL_POINTS = 30
RECENT_DOTS = 42
MOST_PERIODS = 60
MOST_REVISED = 6


def recent_calendar(figures: Figures) -> Calendar:
    """The last 26 weeks, the running one in the last column."""
    sunday = figures.as_of + timedelta(6 - figures.as_of.weekday())
    return _calendar(figures, [(_recent_from(figures), sunday)], "calendar", "Daily checks")


def year_calendar(figures: Figures, year: int) -> Calendar:
    """A year in two halves, each as wide as the recent calendar."""
    halves = [(date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))]
    return _calendar(figures, halves, f"calendar-{year}", str(year))


def _recent_from(figures: Figures) -> date:
    return figures.as_of - timedelta(figures.as_of.weekday() + 7 * (CALENDAR_WEEKS - 1))


def _calendar(figures: Figures, spans: Sequence[tuple[date, date]], id: str, title: str) -> Calendar:
    by_date: dict[date, list[DayFigures]] = {}
    for entry in figures.days:
        by_date.setdefault(entry.record.date, []).append(entry)
    missed = set(figures.habit.missed)
    blocks = tuple(
        Block(tuple(_square(first + timedelta(n), by_date, missed, figures) for n in range((last - first).days + 1)))
        for first, last in spans
    )
    days = [square for block in blocks for square in block.days]
    checked = sum(d.state == "scored" for d in days)
    absent = sum(d.state == "missed" for d in days)
    since = f"from {day(max(spans[0][0], _start(figures)))} to {day(min(spans[-1][1], figures.as_of))}"
    sentence = f"{count(checked, 'day').capitalize()} with a check {since}; {count(absent, 'day')} missed."
    if not figures.days:
        sentence = "No day has been recorded yet."
    if "streak" in figures.journal.settings.show:
        sentence += f" Current streak: {count(figures.habit.streak, 'day')}, longest {figures.habit.longest_streak}."
    return Calendar(id, title, sentence, blocks, figures.journal.settings.weak_below)


def _start(figures: Figures) -> date:
    return figures.journal.settings.started or (figures.days[0].record.date if figures.days else figures.as_of)


def _square(on: date, by_date: Mapping[date, Sequence[DayFigures]], missed: set[date], figures: Figures) -> CalendarDay:
    if entries := by_date.get(on):
        path = paths.day_page(entries[0].record.key)
        score = sum((entry.scores.all for entry in entries), Mean()).value
        if score is not None:
            return CalendarDay(on, "scored", score, band(score, figures.journal.settings.weak_below), path)
        return CalendarDay(on, "rest" if entries[0].record.kind == "rest" else "studied", path=path)
    if on in missed:
        return CalendarDay(on, "missed")
    is_rest = _start(figures) <= on <= figures.as_of and figures.journal.settings.is_rest_day(on)
    return CalendarDay(on, "rest" if is_rest else "outside")


def _series(found: Sequence[Moment], pick: Callable[[DayFigures], Mean]) -> tuple[Point, ...]:
    return tuple(point for moment in found for point in moment.point(moment.mean(pick)))


def recent_trend(figures: Figures, until: date = date.max) -> Trend:
    """The score trend of the last checks, one dot each; `until` leaves out those after that day."""
    days = [entry for entry in figures.days if entry.scores.all.count and entry.record.date <= until]
    return _score_trend(days, days[-RECENT_DOTS:], figures.journal.settings.weak_below)


def score_trend(figures: Figures) -> Trend:
    """Each check, the 7-check mean and the weak line; the scores as first given wait in the legend."""
    return _score_trend(figures.days, figures.days, figures.journal.settings.weak_below)


def _score_trend(days: Sequence[DayFigures], drawn: Sequence[DayFigures], line: Fraction) -> Trend:
    """Of `days` the sentence tells, and `drawn` are the last of them."""
    found, grain = moments(drawn)
    rolling = tuple(point for m in found for point in m.point(m.days[-1].scores.rolling))
    sentence = _trend_sentence(days, line)
    scores, first = _series(found, lambda d: d.scores.all), _series(found, lambda d: d.scores.first)
    return Trend(
        id="score-trend",
        title="Score trend",
        sentence=sentence if grain == "check" else f"{sentence} Each dot is a {grain}.",
        series=(
            Series("Score", "dot", scores),
            Series(f"{ROLLING_CHECKS}-check mean", "line", rolling, line=True),
            *(_first_scores(first, scores) if grain == "check" else ()),
        ),
        threshold=line,
    )


def _first_scores(first: Sequence[Point], last: Sequence[Point]) -> tuple[Series, ...]:
    """Where revisions changed a score, what it was before, waiting in the legend; nothing where none did."""
    changed = tuple(before for before, now in zip(first, last, strict=True) if before != now)
    return (Series("First score", "muted", changed, shown=False),) if changed else ()


def _trend_sentence(days: Sequence[DayFigures], line: Fraction) -> str:
    scores = [entry.scores for entry in days if entry.scores.all.count]
    if not scores:
        return "No check has a score yet."
    if len(scores) == 1:
        return f"One check so far, at {percent(scores[0].all.value)}; a trend takes two."
    back = min(ROLLING_CHECKS, len(scores) - 1)
    now, before = scores[-1].rolling or Fraction(0), scores[-1 - back].rolling or Fraction(0)
    recent = [score.all.value or Fraction(0) for score in scores[-RECENT_CHECKS:]]
    below = sum(value < line for value in recent)
    return (
        f"The {ROLLING_CHECKS}-check mean is {percent(now)}, {signed(now - before)} points against "
        f"{count(back, 'check')} ago; {below or 'none'} of the last {len(recent)} checks "
        f"{'was' if below == 1 else 'were'} below {percent(line)}."
    )


def new_and_review(figures: Figures) -> Trend:
    """New material against reviews."""
    new, review = figures.new, figures.review
    sentence = f"New material averages {percent(new.value)} over {count(new.count, 'question')}, "
    sentence += f"reviews {percent(review.value)} over {review.count}." if review.count else "nothing was reviewed yet."
    if not figures.all.count:
        sentence = "No check has a score yet."
    found, _ = moments(figures.days)
    series = (
        Series("New", "line", _series(found, lambda d: d.scores.new), line=True),
        Series("Review", "other", _series(found, lambda d: d.scores.review), line=True),
    )
    return Trend("new-and-review", "New against review", sentence, series, figures.journal.settings.weak_below)


def revisions(figures: Figures) -> Dumbbell:
    """The days whose score revisions changed, latest first: as first given, and as it stands."""
    revised = [entry for entry in reversed(figures.days) if entry.scores.drift]
    pairs = tuple(
        Pair(day(e.record.date), first, last, 2, paths.day_page(e.record.key))
        for e in revised[:MOST_REVISED]
        if (first := e.scores.first.value) is not None and (last := e.scores.all.value) is not None
    )
    sentence = "No score was revised."
    if revised:
        total = sum((entry.scores.drift or Fraction(0) for entry in revised), Fraction(0))
        average = signed(total / len(revised))
        sentence = f"Revisions changed {count(len(revised), 'day')}, by {average} points on average."
    return Dumbbell("revisions", "First score against last", sentence, pairs, "Day")


def by_area(figures: Figures) -> Multiples:
    """A small chart an area: its mean on each day it was asked, or each week or month where there are many."""
    found, grain = moments(figures.days, MOST_PANEL_POINTS)
    points: dict[str, list[Point]] = {area: [] for area in figures.areas}
    for moment in found:
        for area, part in area_means(figures.journal, [entry.record for entry in moment.days]).items():
            points[area].extend(moment.point(part.value))
    panels = tuple(
        Panel(area, paths.area_page(area), whole.value, whole.count, tuple(points[area]))
        for area, whole in figures.areas.items()
    )
    scored = sorted((p for p in panels if p.value is not None), key=lambda p: (p.value or Fraction(0), p.name))
    sentence = "Too early to say: no topic has a score yet."
    if scored:
        sentence = f"{scored[0].name} is lowest at {percent(scored[0].value)} over {count(scored[0].count, 'question')}"
        sentence += f", {scored[-1].name} highest at {percent(scored[-1].value)}." if len(scored) > 1 else "."
    if grain != "check":
        sentence += f" Each point is a {grain}."
    return Multiples("areas", "By area", sentence, panels, figures.journal.settings.weak_below)


def period_trend(periods: Sequence[Period], settings: Settings, id: str, title: str, page: str) -> Trend:
    """The means of the latest weeks or months; `page` names the kind of page a point leads to."""
    to = {"week": paths.week_page, "month": paths.month_page}[page]

    def points(pick: Callable[[Period], Mean]) -> tuple[Point, ...]:
        values = [(p, pick(p).value) for p in periods[-MOST_PERIODS:]]
        return tuple(Point(p.first, value, to(p.key), p.key) for p, value in values if value is not None)

    sentence = f"Too early to say: one {page} so far."
    if len(periods) > 1:
        last = periods[-1]
        change = f"{signed(last.change)} points against the {page} before"
        sentence = f"{last.key} averages {percent(last.all.value)}, {change}."
    series = (
        Series("All", "line", points(lambda p: p.all), line=True),
        Series("New", "dot", points(lambda p: p.new)),
        Series("Review", "other", points(lambda p: p.review)),
    )
    return Trend(id, title, sentence if periods else f"No {page} has a record yet.", series, settings.weak_below)


def topic_history(topic: TopicFigures, settings: Settings) -> Trend:
    """Every observation of a topic."""
    points = tuple(Point(seen.date, seen.score, paths.day_page(seen.record.key)) for seen in topic.observations)
    if not points:
        sentence = "Not asked yet."
    elif len(points) == 1:
        sentence = f"Asked on one day, at {percent(points[0].value)}."
    else:
        first, last = points[0].value, points[-1].value
        sentence = f"From {percent(first)} to {percent(last)} ({signed(last - first)} points) over {len(points)} times."
    first_scores = tuple(
        Point(seen.date, value, paths.day_page(seen.record.key))
        for seen in topic.observations
        if (value := seen.first.value) is not None
    )
    series = (Series("Score", "dot", points), *_first_scores(first_scores, points))
    return Trend("history", "How it went", sentence, series, settings.weak_below)
