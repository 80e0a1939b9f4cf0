"""One sheet for somebody who looks in once a week, and what is new since they last did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .. import paths
from ..charts.calendar import Calendar
from ..charts.history import recent_calendar, recent_trend
from ..charts.progress import goal_sentence
from ..charts.trend import Trend
from ..figures import Figures
from ..narrative.standing import Standing, standing
from ..wording import count, day, percent
from .common import Listed, PageInfo, Ref, Tile, goal_ref, listed, weak_rows
from .dashboard import tiles
from .day import day_title
from .thread import QuestionRow, question_rows

MOST_GOALS = MOST_QUESTIONS = 3
MOST_NEWS = 70


@dataclass(frozen=True, slots=True)
class News:
    """Something that came into the journal on a day. `kind` is what it counts as: day, weak item, action, message."""

    on: date
    kind: str
    ref: Ref
    said: str


@dataclass(frozen=True, slots=True)
class Mentor:
    """`news` is latest first."""

    page: PageInfo
    as_of: date
    learner: str | None
    tiles: tuple[Tile, ...]
    calendar: Calendar
    trend: Trend
    standing: Standing
    questions: Listed[QuestionRow]
    goals: Listed[tuple[Ref, str]]
    news: Listed[News]


def mentor(figures: Figures) -> Mentor:
    title = figures.journal.settings.title
    news = sorted(_news(figures), key=lambda one: one.on, reverse=True)
    return Mentor(
        page=PageInfo(paths.MENTOR, "mentor", "For a mentor", f"{title} on one sheet, as of {day(figures.as_of)}."),
        as_of=figures.as_of,
        learner=figures.journal.settings.learner,
        tiles=tiles(figures),
        calendar=recent_calendar(figures),
        trend=recent_trend(figures),
        standing=standing(figures),
        questions=listed(figures.open_questions, MOST_QUESTIONS, lambda some: question_rows(some, figures)),
        goals=listed(
            figures.goals, MOST_GOALS, lambda some: [(goal_ref(g.goal), goal_sentence(g, figures.as_of)) for g in some]
        ),
        news=listed(news, MOST_NEWS, tuple),
    )


def _news(figures: Figures) -> Iterator[News]:
    """All that has a date, its texts as they were written."""
    for entry in figures.days:
        record, path = entry.record, paths.day_page(entry.record.key)
        score = entry.scores.all
        said = f"{percent(score.value)} over {count(score.count, 'question')}" if score.count else record.kind
        yield News(record.date, "day", Ref(day_title(record), path), said)
        for message in record.thread:
            yield News(message.on or record.date, "message", Ref(message.text, f"{path}#thread"), f"by {message.by}")
    for row in weak_rows(figures.weak, figures):
        yield News(row.item.record.date, "weak item", row.question, f"weak, {percent(row.item.question.score)}")
        if row.item.resolved_by:
            yield News(row.item.resolved_by.date, "weak item", row.question, "resolved")
    for state in figures.actions:
        ref = Ref(state.action.do, f"{paths.day_page(state.record.key)}#actions")
        yield News(state.record.date, "action", ref, f"to do by {day(state.due)}" if state.due else "to do")
        if state.action.done:
            yield News(state.action.done, "action", ref, "done")
