"""How it goes over time: trends, goals, interviews."""

from dataclasses import dataclass

from .. import paths
from ..charts import history, progress
from ..charts.bars import Bars, Dumbbell
from ..charts.trend import Multiples, Trend
from ..figures import Figures
from ..measure.practice import InterviewScore
from ..measure.readiness import GoalProgress
from ..wording import count
from .common import PageInfo, Ref

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


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its chart; `days` are the pages of its snapshots, in their order."""

    progress: GoalProgress
    anchor: str
    chart: Bars
    days: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Goals:
    page: PageInfo
    sentence: str
    goals: tuple[GoalView, ...]


def goals(figures: Figures) -> Goals:
    reached = sum(goal.reached is not None for goal in figures.goals)
    sentence = f"{count(len(figures.goals), 'goal').capitalize()}, {reached or 'none'} reached."
    if not figures.goals:
        sentence = "No goal is set."
    views = tuple(
        GoalView(
            progress=goal,
            anchor=paths.slug(goal.goal.id),
            chart=progress.goal(goal),
            days=tuple(Ref(str(s.record.date), paths.day_page(s.record.key)) for s in goal.snapshots),
        )
        for goal in figures.goals
    )
    return Goals(PageInfo(paths.GOALS, "goals", "Goals", sentence), sentence, views)


@dataclass(frozen=True, slots=True)
class Interviews:
    page: PageInfo
    totals: Trend
    aspects: Dumbbell
    interviews: tuple[tuple[InterviewScore, Ref], ...]


def interviews(figures: Figures) -> Interviews:
    totals = progress.interview_totals(figures.interviews, figures.journal.settings)
    rows = tuple((i, Ref(str(i.record.date), paths.day_page(i.record.key))) for i in reversed(figures.interviews))
    page = PageInfo(paths.INTERVIEWS, "interviews", "Interviews", totals.sentence)
    return Interviews(page, totals, progress.interview_aspects(figures.interviews), rows)
