"""What each chart shows, from the figures, and the one sentence that says what is to be seen in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from .. import paths
from ..figures import DayFigures, Figures, TopicFigures
from ..measure.periods import Period
from ..measure.practice import InterviewScore
from ..measure.readiness import GoalProgress, Snapshot
from ..measure.scores import ROLLING_CHECKS, mean
from ..model import Settings
from ..schedule.plan import Forecast
from ..wording import count, day, duration, number, percent, signed
from .forms import Bar, Bars, Calendar, CalendarDay, Dumbbell, Pair, Point, Series, Trend, band

RECENT_CHECKS = 14
CALENDAR_WEEKS = 26


def calendar(figures: Figures, first: date, last: date, id: str = "calendar", title: str = "Daily checks") -> Calendar:
    """The days from `first` to `last`, each with its score, where it leads, or that it was missed."""
    by_date: dict[date, list[DayFigures]] = {}
    for entry in figures.days:
        by_date.setdefault(entry.record.date, []).append(entry)
    missed = set(figures.habit.missed)
    line = figures.journal.settings.weak_below
    days = tuple(_square(first + timedelta(n), by_date, missed, figures, line) for n in range((last - first).days + 1))
    checked = sum(d.state == "scored" for d in days)
    absent = sum(d.state == "missed" for d in days)
    since = f"from {day(max(first, _start(figures)))} to {day(min(last, figures.as_of))}"
    sentence = f"{count(checked, 'day').capitalize()} with a check {since}; {count(absent, 'day')} missed."
    if not figures.days:
        sentence = "No day has been recorded yet."
    if "streak" in figures.journal.settings.show:
        sentence += f" Current streak: {count(figures.habit.streak, 'day')}, longest {figures.habit.longest_streak}."
    return Calendar(id, title, sentence, days, line)


def _start(figures: Figures) -> date:
    return figures.journal.settings.started or (figures.days[0].record.date if figures.days else figures.as_of)


def _square(
    on: date, by_date: Mapping[date, Sequence[DayFigures]], missed: set[date], figures: Figures, line: Fraction
) -> CalendarDay:
    if entries := by_date.get(on):
        path = paths.day_page(entries[0].record.key)
        score = mean(q.score for e in entries for q in e.record.questions if q.counts).value
        if score is not None:
            return CalendarDay(on, "scored", score, band(score, line), path)
        return CalendarDay(on, "rest" if entries[0].record.kind == "rest" else "studied", path=path)
    if on in missed:
        return CalendarDay(on, "missed")
    is_rest = _start(figures) <= on <= figures.as_of and figures.journal.settings.is_rest_day(on)
    return CalendarDay(on, "rest" if is_rest else "outside")


def recent_calendar(figures: Figures) -> Calendar:
    """The last 26 weeks, the running one in the last column."""
    sunday = figures.as_of + timedelta(6 - figures.as_of.weekday())
    return calendar(figures, sunday - timedelta(7 * CALENDAR_WEEKS - 1), sunday)


def _points(days: Iterable[DayFigures], value: str) -> tuple[Point, ...]:
    found = []
    for entry in days:
        amount = {
            "score": entry.scores.all.value,
            "first": entry.scores.first.value,
            "new": entry.scores.new.value,
            "review": entry.scores.review.value,
            "rolling": entry.scores.rolling,
        }[value]
        if amount is not None:
            found.append(Point(entry.record.date, amount, paths.day_page(entry.record.key)))
    return tuple(found)


def score_trend(figures: Figures, id: str = "score-trend") -> Trend:
    """Each check, the 7-check mean and the weak line."""
    line = figures.journal.settings.weak_below
    scores, rolling = _points(figures.days, "score"), _points(figures.days, "rolling")
    return Trend(
        id=id,
        title="Score trend",
        sentence=_trend_sentence(scores, rolling, line),
        series=(Series("Score", "dot", scores), Series(f"{ROLLING_CHECKS}-check mean", "line", rolling, line=True)),
        threshold=line,
    )


def _trend_sentence(scores: Sequence[Point], rolling: Sequence[Point], line: Fraction) -> str:
    if not scores:
        return "No check has a score yet."
    if len(scores) == 1:
        return f"One check so far, at {percent(scores[0].value)}; a trend takes two."
    back = min(ROLLING_CHECKS, len(rolling) - 1)
    change = signed(rolling[-1].value - rolling[-1 - back].value)
    recent = scores[-RECENT_CHECKS:]
    below = sum(point.value < line for point in recent)
    return (
        f"The {ROLLING_CHECKS}-check mean is {percent(rolling[-1].value)}, "
        f"{change} points against {count(back, 'check')} ago; "
        f"{below or 'none'} of the last {len(recent)} checks {'was' if below == 1 else 'were'} below {percent(line)}."
    )


def new_and_review(figures: Figures) -> Trend:
    """New material against reviews."""
    new, review = figures.new.value, figures.review.value
    sentence = f"New material averages {percent(new)} over {count(figures.new.count, 'question')}, "
    sentence += f"reviews {percent(review)} over {figures.review.count or 'none'}."
    if not figures.all.count:
        sentence = "No check has a score yet."
    series = (
        Series("New", "line", _points(figures.days, "new"), line=True),
        Series("Review", "other", _points(figures.days, "review"), line=True),
    )
    return Trend("new-and-review", "New against review", sentence, series, figures.journal.settings.weak_below)


def first_and_last(figures: Figures) -> Trend:
    """Scores as first given and as they stand after revisions."""
    revised = [entry for entry in figures.days if entry.scores.drift]
    total = sum((entry.scores.drift or Fraction(0) for entry in revised), Fraction(0))
    sentence = "No score was revised."
    if revised:
        sentence = (
            f"Revisions changed {count(len(revised), 'day')}, by {signed(total / len(revised))} points on average."
        )
    series = (
        Series("First score", "muted", _points(figures.days, "first")),
        Series("Last score", "dot", _points(figures.days, "score")),
    )
    return Trend("first-and-last", "First score against last", sentence, series, figures.journal.settings.weak_below)


def by_area(figures: Figures) -> tuple[Trend, ...]:
    """One small chart an area: its mean on each day it was asked."""
    found: dict[str, dict[str, list[Fraction]]] = {area: {} for area in figures.areas}
    for entry in figures.days:
        for question in entry.record.questions:
            if question.topic and question.counts and question.score is not None:
                area = figures.journal.topics[question.topic].area
                found[area].setdefault(entry.record.key, []).append(question.score)
    dates = {entry.record.key: entry.record.date for entry in figures.days}
    charts = []
    for area, by_day in found.items():
        points = tuple(Point(dates[k], mean(v).value or Fraction(0), paths.day_page(k)) for k, v in by_day.items())
        whole = figures.areas[area]
        sentence = f"{percent(whole.value)} over {count(whole.count, 'question')} on {count(len(points), 'day')}."
        series = (Series("Mean", "dot", points),)
        line = figures.journal.settings.weak_below
        charts.append(Trend(f"area-{paths.slug(area)}", area, sentence, series, line, height=120))
    return tuple(charts)


def period_trend(periods: Sequence[Period], settings: Settings, id: str, title: str, page: str) -> Trend:
    """The means of weeks or months; `page` names the kind of page a point leads to."""
    to = {"week": paths.week_page, "month": paths.month_page}[page]

    def points(pick: str) -> tuple[Point, ...]:
        values = [(p, {"all": p.all, "new": p.new, "review": p.review}[pick].value) for p in periods]
        return tuple(Point(p.first, v, to(p.key), p.key) for p, v in values if v is not None)

    sentence = f"Too early to say: one {page} so far."
    if len(periods) > 1:
        last = periods[-1]
        change = f"{signed(last.change)} points against the {page} before"
        sentence = f"{last.key} averages {percent(last.all.value)}, {change}."
    series = (
        Series("All", "line", points("all"), line=True),
        Series("New", "dot", points("new")),
        Series("Review", "other", points("review")),
    )
    return Trend(id, title, sentence if periods else f"No {page} has a record yet.", series, settings.weak_below)


def topic_history(topic: TopicFigures, settings: Settings) -> Trend:
    """Every observation of a topic."""
    points = tuple(Point(seen.date, seen.score, paths.day_page(seen.record.key)) for seen in topic.observations)
    if not points:
        sentence = "Not asked yet."
    elif len(points) == 1:
        sentence = f"Asked once, at {percent(points[0].value)}."
    else:
        first, last = points[0].value, points[-1].value
        change = f"{signed(last - first)} points"
        sentence = f"From {percent(first)} to {percent(last)} ({change}) over {len(points)} times."
    return Trend("history", "How it went", sentence, (Series("Score", "dot", points),), settings.weak_below, height=160)


def forecast(plan: Forecast, days: int, id: str) -> Bars:
    """Due counts of the coming days; from three weeks on a bar is a week."""
    coming = plan.days[:days]
    week = 7 if days > 21 else 1
    groups = [coming[n : n + week] for n in range(0, len(coming), week)]
    due, holds = plan.due_within(days), plan.held_within(days)
    sentence = (
        f"{count(plan.backlog, 'topic').capitalize()} due already and {due or 'none'} falling due "
        f"in the next {days} days, while checks hold {count(holds, 'review')}: {_load(plan.backlog + due, holds)}"
    )
    if not plan.backlog + due:
        sentence = f"Nothing falls due in the next {days} days."
    bars = tuple(
        Bar(f"{group[0].date.day} {day(group[0].date).split()[1]}", (Fraction(sum(d.due for d in group)),))
        for group in groups
    )
    level = Fraction(max((d.holds for d in coming), default=0) * week)
    title = f"The next {days} days"
    held = "a check holds" if week == 1 else "a week of checks holds"
    first = "Date" if week == 1 else "Week from"
    return Bars(id, title, sentence, "topics", ("Falling due",), ("line",), bars, level, held, 180, first)


def _load(asked: int, holds: int) -> str:
    if asked <= holds:
        return "the load is bearable."
    return f"{asked - holds} more than there is room for."


def minutes(figures: Figures) -> Bars:
    """Minutes of each record that gives them."""
    entries = [entry for entry in figures.days if entry.minutes is not None]
    total = sum(entry.minutes or 0 for entry in entries)
    sentence = "No record gives its minutes."
    if entries:
        daily = duration(round(total / len(entries)))
        sentence = f"{duration(total)} over {count(len(entries), 'day')} that gave minutes, {daily} a day."
    bars = tuple(
        Bar(day(e.record.date)[:-5], (Fraction(e.minutes or 0),), paths.day_page(e.record.key)) for e in entries[-60:]
    )
    return Bars("minutes", "Minutes", sentence, "min", ("Studied",), ("line",), bars, height=160)


def checks_a_week(figures: Figures) -> Bars:
    """How many checks each week held."""
    weeks = figures.weeks[-52:]
    total = sum(week.checks for week in figures.weeks)
    sentence = "No week has a check yet."
    if figures.weeks:
        mean_checks = number(Fraction(total, len(figures.weeks)))
        sentence = f"{count(total, 'check').capitalize()} in {count(len(figures.weeks), 'week')}, {mean_checks} a week."
    bars = tuple(Bar(week.key, (Fraction(week.checks),), paths.week_page(week.key)) for week in weeks)
    return Bars(
        "checks-a-week",
        "Checks a week",
        sentence,
        "",
        ("Checks",),
        ("line",),
        bars,
        height=160,
        first_header="Week",
    )


def goal(progress: GoalProgress) -> Bars:
    """Known, unsure and unknown at each snapshot, in percent, against the target; what is never counted is left out."""
    target = progress.goal.target[0] if progress.goal.target else None
    parts = (("Known", "line"), ("Unsure", "other"), ("Unknown", "muted"))
    bars = [_snapshot_bar(snapshot, progress.goal.topics) for snapshot in progress.snapshots]
    used = [n for n in range(len(parts)) if n == 0 or any(bar.values[n] for bar in bars)]
    return Bars(
        id=f"goal-{progress.goal.id}",
        title=progress.goal.title,
        sentence=goal_sentence(progress),
        unit="%",
        names=tuple(parts[n][0] for n in used),
        roles=tuple(parts[n][1] for n in used),
        bars=tuple(replace(bar, values=tuple(bar.values[n] for n in used)) for bar in bars),
        level=target,
        level_name="target",
        height=180,
        first_header="When",
    )


def _snapshot_bar(snapshot: Snapshot, topics: int | None) -> Bar:
    share = [
        Fraction(100 * (part or 0), topics) if topics else Fraction(0)
        for part in (snapshot.readiness.unsure, snapshot.readiness.dunno)
    ]
    label = f"{day(snapshot.record.date)[:-5]}, {snapshot.readiness.when}"
    return Bar(label, (snapshot.middle or Fraction(0), *share), paths.day_page(snapshot.record.key))


def goal_sentence(progress: GoalProgress) -> str:
    """Where a goal stands, its target and date, and whether the pace reaches it."""
    goal, known = progress.goal, [s for s in progress.snapshots if s.known]
    aim = f"target {percent(goal.target[0])}" if goal.target else "no target"
    aim += f" by {day(goal.by)}" if goal.by else ""
    if not known:
        return f"Too early to say: no snapshot yet ({aim})."
    last = known[-1]
    low, high = last.known or (Fraction(0), Fraction(0))
    share = percent(low) if low == high else f"{number(low)}–{percent(high)}"
    now = f"{share} known{'' if last.counted else ' by estimate'} on {day(last.record.date)}, {aim}"
    if progress.reached:
        return f"{now}: reached on {day(progress.reached)}."
    if not goal.target:
        return f"{now}."
    if progress.pace is None:
        return f"{now}: too early for a pace, 1 more snapshot on another day."
    pace = f"{signed(progress.pace)} points a week"
    if not progress.projection:
        return f"{now}: not at this pace ({pace})."
    latest = progress.projection.latest
    end = "later" if latest is None else day(latest)
    when = end if latest == progress.projection.earliest else f"{day(progress.projection.earliest)} or up to {end}"
    return f"{now}: at {pace} the target falls on {when}."


def interview_totals(scores: Sequence[InterviewScore], settings: Settings) -> Trend:
    """The total of each mock interview."""
    points = tuple(
        Point(s.record.date, s.percent, paths.day_page(s.record.key), f"{day(s.record.date)}, {s.interview.title}")
        for s in scores
        if s.percent is not None
    )
    sentence = "No mock interview has a total yet."
    if len(points) == 1:
        sentence = f"One interview so far, at {percent(points[0].value)}."
    elif points:
        change = signed(points[-1].value - points[-2].value)
        sentence = f"The last interview scored {percent(points[-1].value)}, {change} points against the one before."
    return Trend("interview-totals", "Total", sentence, (Series("Total", "dot", points),), settings.weak_below)


def interview_aspects(scores: Sequence[InterviewScore]) -> Dumbbell:
    """Each aspect of the rubric from the first interview that scored it to the last."""
    values: dict[str, list[Fraction]] = {}
    names: dict[str, str] = {}
    for score in scores:
        for aspect in score.aspects:
            key = aspect.aspect.aspect.casefold()
            names.setdefault(key, aspect.aspect.aspect)
            values.setdefault(key, []).append(aspect.percent)
    pairs = tuple(Pair(names[key], v[0], v[-1], len(v)) for key, v in values.items())
    again = [pair for pair in pairs if pair.times > 1]
    sentence = "No rubric has been scored yet."
    if again:
        best = max(again, key=lambda pair: pair.last - pair.first)
        most = f"{best.name} moved most, {signed(best.last - best.first)} points"
        sentence = f"{count(len(again), 'aspect').capitalize()} scored more than once; {most}."
    elif pairs:
        lowest = min(pairs, key=lambda pair: pair.last)
        sentence = f"Each aspect was scored once; {lowest.name} is lowest at {percent(lowest.last)}."
    return Dumbbell("interview-aspects", "Aspects, first to last", sentence, pairs)
