"""How it goes over time: trends, goals, interviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .. import paths
from ..charts import history, progress
from ..charts.bars import Bars, Dumbbell
from ..charts.trend import Multiples, Trend
from ..figures import Figures
from ..measure.practice import InterviewScore
from ..measure.readiness import GoalProgress, Snapshot
from ..wording import count, day
from .common import Listed, PageInfo, Ref

RANGES = ((7, "a week"), (28, "4 weeks"), (91, "3 months"), (365, "a year"))


@dataclass(frozen=True, slots=True)
class Trends:
    """`ranges` are spans in days, with their names, that show less than everything."""

    page: PageInfo
    ranges: tuple[tuple[int, str], ...]
    scores: Trend
    new_and_review: Trend
    areas: Multiples
    revisions: Dumbbell
    minutes: Bars
    checks: Bars


def trends(figures: Figures) -> Trends:
    scores = history.score_trend(figures)
    days = (figures.days[-1].record.date - figures.days[0].record.date).days if figures.days else 0
    return Trends(
        page=PageInfo(paths.TRENDS, "trends", "Trends", scores.sentence),
        ranges=tuple((span, name) for span, name in RANGES if span < days),
        scores=scores,
        new_and_review=history.new_and_review(figures),
        areas=history.by_area(figures),
        revisions=history.revisions(figures),
        minutes=progress.minutes(figures),
        checks=progress.checks_a_week(figures),
    )


MOST_GOALS, MOST_INTERVIEWS = 6, 5


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its chart and its newest snapshots, each with the page of its day."""

    progress: GoalProgress
    anchor: str
    chart: Bars
    snapshots: Listed[tuple[Snapshot, Ref]]


@dataclass(frozen=True, slots=True)
class Goals:
    """Open goals first, then those reached, the latest first; where they are many, the last in one line each."""

    page: PageInfo
    sentence: str
    goals: tuple[GoalView, ...]
    earlier: tuple[tuple[str, str, str], ...]


def goals(figures: Figures) -> Goals:
    reached = sum(goal.reached is not None for goal in figures.goals)
    sentence = f"{count(len(figures.goals), 'goal').capitalize()}, {reached or 'none'} reached."
    if not figures.goals:
        sentence = "No goal is set."
    ordered = sorted(figures.goals, key=lambda goal: goal.reached or date.max, reverse=True)
    views = tuple(
        GoalView(
            progress=goal,
            anchor=paths.goal_anchor(goal.goal.id),
            chart=progress.goal(goal, figures.as_of),
            snapshots=_newest(goal.snapshots),
        )
        for goal in ordered[:MOST_GOALS]
    )
    earlier = tuple(
        (paths.goal_anchor(g.goal.id), g.goal.title, progress.goal_sentence(g, figures.as_of))
        for g in ordered[MOST_GOALS:]
    )
    return Goals(PageInfo(paths.GOALS, "goals", "Goals", sentence), sentence, views, earlier)


def _newest(snapshots: Sequence[Snapshot]) -> Listed[tuple[Snapshot, Ref]]:
    """In the order of time, as the chart above them has them."""
    shown = snapshots[-progress.MOST_SNAPSHOTS :]
    rows = tuple((s, Ref(day(s.record.date), paths.day_page(s.record.key))) for s in shown)
    return Listed(rows, len(snapshots) - len(shown))


@dataclass(frozen=True, slots=True)
class Interviews:
    """The newest interviews as a whole, those before them in one line each."""

    page: PageInfo
    totals: Trend
    aspects: Dumbbell
    interviews: tuple[tuple[InterviewScore, Ref], ...]
    earlier: tuple[tuple[InterviewScore, Ref], ...]


def interviews(figures: Figures) -> Interviews:
    totals = progress.interview_totals(figures.interviews, figures.journal.settings)
    rows = tuple((i, Ref(day(i.record.date), paths.day_page(i.record.key))) for i in reversed(figures.interviews))
    return Interviews(
        page=PageInfo(paths.INTERVIEWS, "interviews", "Interviews", totals.sentence),
        totals=totals,
        aspects=progress.interview_aspects(figures.interviews),
        interviews=rows[:MOST_INTERVIEWS],
        earlier=rows[MOST_INTERVIEWS:],
    )
