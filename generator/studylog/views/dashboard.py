"""The dashboard: what is due, whether it goes up, what is weakest, whether the habit was kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .. import paths
from ..charts.calendar import Calendar
from ..charts.history import recent_calendar, recent_trend
from ..charts.progress import goal_sentence
from ..charts.trend import Trend
from ..figures import Figures
from ..wording import count, day, percent, signed
from .common import (
    DayRow,
    Listed,
    PageInfo,
    Ref,
    Tile,
    TopicRow,
    day_rows,
    due_rows,
    goal_ref,
    listed,
    live_from,
    topic_row,
)

SHOWN = 6
COMING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Dashboard:
    page: PageInfo
    as_of: date
    learner: str | None
    tiles: tuple[Tile, ...]
    calendar: Calendar
    trend: Trend
    due: Listed[TopicRow]
    weakest: tuple[TopicRow, ...]
    goals: tuple[tuple[Ref, str], ...]
    newest: tuple[DayRow, ...]
    extra: int


def dashboard(figures: Figures) -> Dashboard:
    title = figures.journal.settings.title
    tested = [topic for topic in figures.topics.values() if topic.observations]
    weakest = sorted(tested, key=lambda t: (t.state != "weak", t.observations[-1].score, t.id))
    return Dashboard(
        page=PageInfo(
            paths.DASHBOARD, "dashboard", title, f"{title}: {_summary(figures)}", live_from=live_from(figures)
        ),
        as_of=figures.as_of,
        learner=figures.journal.settings.learner,
        tiles=tiles(figures),
        calendar=recent_calendar(figures),
        trend=recent_trend(figures),
        due=listed(figures.due, SHOWN, lambda some: due_rows(some, figures)),
        weakest=tuple(topic_row(topic, figures) for topic in weakest[:SHOWN]),
        goals=tuple((goal_ref(g.goal), goal_sentence(g, figures.as_of)) for g in figures.goals),
        newest=day_rows(reversed(figures.days[-5:]), figures),
        extra=len(figures.extra),
    )


def _summary(figures: Figures) -> str:
    checks = sum(bool(entry.scores.all.count) for entry in figures.days)
    asked = f"{count(checks, 'check')}, {count(figures.all.count, 'question')}"
    return f"{asked}, mean {percent(figures.all.value)}, as of {day(figures.as_of)}."


def tiles(figures: Figures) -> tuple[Tile, ...]:
    """Last score, 7-check mean, due now, open weak items."""
    last, line = figures.last_check, figures.journal.settings.weak_below

    def tone(value: Fraction | None) -> str:
        return "plain" if value is None else "good" if value >= line else "weak"

    score = last.scores.all.value if last else None
    rolling = last.scores.rolling if last else None
    change = last.scores.change if last else None
    latest = f"{day(last.record.date)}" if last else "no check yet"
    overdue = [schedule.overdue(figures.as_of) for schedule in figures.due if schedule.overdue(figures.as_of) > 0]
    late = f"{len(overdue)} overdue, the longest by {count(max(overdue), 'day')}" if overdue else "none overdue"
    weak = figures.open_weak
    asked = count(figures.all.count, "question")
    everything = f"all {asked}: {percent(figures.all.value)}" if figures.all.count else "no question yet"
    solved = len(figures.weak) - len(weak)
    return (
        Tile(
            percent(score),
            "last score",
            latest if change is None else f"{signed(change)} points · {latest}",
            tone(score),
            paths.day_page(last.record.key) if last else paths.DAYS,
            "score",
        ),
        Tile(
            percent(rolling),
            "7-check mean",
            everything,
            tone(rolling),
            paths.TRENDS,
            "rolling",
        ),
        Tile(
            str(len(figures.due)),
            "due now",
            late,
            "weak" if overdue else "good",
            paths.REVIEW,
            "due",
            "" if figures.pinned else _coming(figures),
        ),
        Tile(
            str(len(weak)),
            "open weak items",
            f"{solved} of {len(figures.weak)} resolved" if figures.weak else "none so far",
            "weak" if weak else "good",
            paths.WEAK,
            "weak-item",
        ),
    )


def _coming(figures: Figures) -> str:
    dates = Counter(t.schedule.due for t in figures.topics.values() if t.schedule and t.schedule.due > figures.as_of)
    return " ".join(f"{on}:{n}" for on, n in sorted(dates.items())[:COMING_DAYS])
