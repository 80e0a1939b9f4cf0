"""What is coming and what was done: forecast, minutes, checks a week, goals, interviews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from .. import paths
from ..figures import Figures
from ..measure.practice import InterviewScore
from ..measure.readiness import GoalProgress, Snapshot
from ..model import DayRecord, Settings
from ..schedule.plan import Forecast
from ..wording import count, day, duration, number, percent, signed
from .bars import Bar, Bars, Dumbbell, Pair
from .parts import short_dates
from .trend import Point, Series, Trend

MOST_BARS = 16
MOST_SNAPSHOTS = 8
MOST_TOTALS = 60


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
        groups, sentence = [], f"Nothing falls due in the next {days} days."
    bars = tuple(
        Bar(day(group[0].date), (Fraction(sum(d.due for d in group)),), tick=tick)
        for group, tick in zip(groups, short_dates([group[0].date for group in groups]), strict=True)
    )
    level = Fraction(max((d.holds for d in coming), default=0) * week)
    title = f"The next {days} days"
    held = "a check holds" if week == 1 else "a week of checks holds"
    first = "Date" if week == 1 else "Week from"
    return Bars(id, title, sentence, "topics", ("Falling due",), ("line",), bars, level, held, first)


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
    latest = entries[-MOST_BARS:]
    bars = tuple(
        Bar(_name(e.record), (Fraction(e.minutes or 0),), paths.day_page(e.record.key), tick=tick)
        for e, tick in zip(latest, short_dates([e.record.date for e in latest]), strict=True)
    )
    return Bars("minutes", "Minutes", sentence, "min", ("Studied",), ("line",), bars)


def _name(record: DayRecord) -> str:
    """Its date, and which session of the day it is where there are several."""
    return day(record.date) + (f", session {record.session}" if record.session > 1 else "")


def checks_a_week(figures: Figures) -> Bars:
    """How many checks each week held."""
    weeks = figures.weeks[-MOST_BARS:]
    total = sum(week.checks for week in figures.weeks)
    sentence = "No week has a check yet."
    if figures.weeks:
        mean_checks = number(Fraction(total, len(figures.weeks)))
        sentence = f"{count(total, 'check').capitalize()} in {count(len(figures.weeks), 'week')}, {mean_checks} a week."
    bars = tuple(Bar(week.key, (Fraction(week.checks),), paths.week_page(week.key)) for week in weeks)
    return Bars("checks-a-week", "Checks a week", sentence, "", ("Checks",), ("line",), bars, first_header="Week")


def goal(progress: GoalProgress, as_of: date) -> Bars:
    """Known, unsure and unknown at each snapshot, in percent, against the target; what is never counted is left out."""
    target = progress.goal.target[0] if progress.goal.target else None
    parts = (("Known", "line"), ("Unsure", "other"), ("Unknown", "muted"))
    shown = _spread(progress.snapshots)
    ticks = short_dates([snapshot.record.date for snapshot in shown])
    bars = [
        replace(_snapshot_bar(snapshot, progress.goal.topics), tick=tick)
        for snapshot, tick in zip(shown, ticks, strict=True)
    ]
    used = [n for n in range(len(parts)) if n == 0 or any(bar.values[n] for bar in bars)]
    return Bars(
        id=f"goal-{progress.goal.id}",
        title=progress.goal.title,
        sentence=goal_sentence(progress, as_of),
        unit="%",
        names=tuple(parts[n][0] for n in used),
        roles=tuple(parts[n][1] for n in used),
        bars=tuple(replace(bar, values=tuple(bar.values[n] for n in used)) for bar in bars),
        level=target,
        level_name="target",
        first_header="When",
    )


def _spread(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """At most MOST_SNAPSHOTS of them, evenly spread, the first and the last included."""
    if len(snapshots) <= MOST_SNAPSHOTS:
        return list(snapshots)
    return [snapshots[n * (len(snapshots) - 1) // (MOST_SNAPSHOTS - 1)] for n in range(MOST_SNAPSHOTS)]


def _snapshot_bar(snapshot: Snapshot, topics: int | None) -> Bar:
    share = [
        Fraction(100 * (part or 0), topics) if topics else Fraction(0)
        for part in (snapshot.readiness.unsure, snapshot.readiness.dunno)
    ]
    label = f"{_name(snapshot.record)}, {snapshot.readiness.when}"
    interval = snapshot.known if snapshot.known and snapshot.known[0] < snapshot.known[1] else None
    return Bar(label, (snapshot.middle or Fraction(0), *share), paths.day_page(snapshot.record.key), interval)


def goal_sentence(progress: GoalProgress, as_of: date) -> str:
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
    earliest, latest = progress.projection.earliest, progress.projection.latest
    end = "later" if latest is None else day(latest)
    when = end if latest == earliest else f"{day(earliest)} or up to {end}"
    falls = "would have been met on" if latest and latest < as_of else "falls on"
    return f"{now}: at {pace} the target {falls} {when}."


def interview_totals(scores: Sequence[InterviewScore], settings: Settings) -> Trend:
    """The total of each mock interview."""
    points = tuple(
        Point(s.record.date, s.percent, paths.day_page(s.record.key), f"{day(s.record.date)}, {s.interview.title}")
        for s in scores
        if s.percent is not None
    )[-MOST_TOTALS:]
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
