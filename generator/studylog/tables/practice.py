"""Tables of practice: exercises, mock interviews, actions and the habit."""

from collections.abc import Iterator
from datetime import date

from ..figures import Figures
from ..measure.practice import ActionState, AspectScore, InterviewScore
from ..model import Interview, Practice
from .column import LINE_KEY, OF_PART, PART_KEY, Column, Line, Part, Table, columns, lines, parts, placed

PRACTICE: Table[Part[Practice]] = Table(
    "practice", "Exercises outside the check.", PART_KEY, parts(lambda record: record.practice),
    columns(
        OF_PART,
        Column("what", "string", "What was done.", lambda p: p.item.what),
        Column("minutes", "integer", "How long it took.", lambda p: p.item.minutes),
        Column("score_percent", "number", "How it went.", lambda p: p.item.score),
        Column("parts", "array", "What it was made of.", lambda p: p.item.parts),
        Column("note", "string", "A note on it.", lambda p: p.item.note),
    ),
)  # fmt: skip


def _interviews(figures: Figures) -> Iterator[Part[InterviewScore]]:
    for score in figures.interviews:
        yield Part(score.record, placed(score.interview, score.record.interviews), score)


INTERVIEWS: Table[Part[InterviewScore]] = Table(
    "interviews", "Mock interviews.", PART_KEY, _interviews,
    columns(
        OF_PART,
        Column("title", "string", "What it was about.", lambda p: p.item.interview.title),
        Column("minutes", "integer", "How long it took.", lambda p: p.item.interview.minutes),
        Column("points", "number", "The total, out of `of`.", lambda p: p.item.interview.score),
        Column("of", "number", "What the total is out of.", lambda p: p.item.interview.of),
        Column("score_percent", "number", "The total in percent.", lambda p: p.item.percent),
        Column("change_points", "number", "Against the interview before, in points of percent.",
            lambda p: p.item.change),
        Column("grade", "string", "The grade that was given.", lambda p: p.item.interview.grade),
    ),
)  # fmt: skip


def _aspects(figures: Figures) -> Iterator[Line[AspectScore]]:
    return lines(_interviews(figures), lambda score: score.aspects)


ASPECTS: Table[Line[AspectScore]] = Table(
    "aspects", "The rubrics of mock interviews.", LINE_KEY, _aspects,
    columns(
        OF_PART,
        Column("line", "integer", "The line of the rubric, from 1.", lambda p: p.line),
        Column("aspect", "string", "What was judged.", lambda p: p.item.aspect.aspect),
        Column("points", "number", "Its points, out of `of`.", lambda p: p.item.aspect.score),
        Column("of", "number", "What the points are out of.", lambda p: p.item.aspect.of),
        Column("score_percent", "number", "The points in percent.", lambda p: p.item.percent),
        Column("change_points", "number", "Against the last time it was judged, in points of percent.",
            lambda p: p.item.change),
        Column("grade", "string", "The grade that was given.", lambda p: p.item.aspect.grade),
        Column("note", "string", "A note on it.", lambda p: p.item.aspect.note),
    ),
)  # fmt: skip


def _said(figures: Figures) -> Iterator[Line[tuple[str, str]]]:
    return lines(_interviews(figures), lambda score: _feedback(score.interview))


def _feedback(said: Interview) -> Iterator[tuple[str, str]]:
    for kind, texts in (("strength", said.strengths), ("improve", said.improve), ("note", said.notes)):
        yield from ((kind, text) for text in texts)


FEEDBACK: Table[Line[tuple[str, str]]] = Table(
    "feedback", "What was said of mock interviews.", LINE_KEY, _said,
    columns(
        OF_PART,
        Column("line", "integer", "The line, from 1.", lambda p: p.line),
        Column("kind", "string", "strength, improve or note.", lambda p: p.item[0]),
        Column("text", "string", "What was said.", lambda p: p.item[1]),
    ),
)  # fmt: skip


def _actions(figures: Figures) -> list[Part[ActionState]]:
    found = (Part(s.record, placed(s.action, s.record.actions), s) for s in figures.actions)
    return sorted(found, key=lambda p: (p.record.date, p.record.session, p.number))


ACTIONS: Table[Part[ActionState]] = Table(
    "actions", "What was to be done.", PART_KEY, _actions,
    columns(
        OF_PART,
        Column("do", "string", "What to do.", lambda p: p.item.action.do),
        Column("topic", "string", "The topic.", lambda p: p.item.action.topic, "topics.topic"),
        Column("priority", "string", "critical, high, medium or low.", lambda p: p.item.action.priority),
        Column("due", "date", "When it is due, however that was written.", lambda p: p.item.due),
        Column("overdue_days", "integer", "Days since, where it is open and late.", lambda p: p.item.overdue),
        Column("done", "date", "When it was done.", lambda p: p.item.action.done),
        Column("days_to_done", "integer", "Days that it took.", lambda p: p.item.days_to_done),
        Column("note", "string", "A note on it.", lambda p: p.item.action.note),
    ),
)  # fmt: skip


def _habit(figures: Figures) -> list[tuple[date, bool]]:
    habit = figures.habit
    return sorted([*((day, True) for day in habit.studied), *((day, False) for day in habit.missed)])


HABIT: Table[tuple[date, bool]] = Table(
    "habit", "Days studied and days missed; days of rest are in neither.", ("date",), _habit,
    columns(
        Column("date", "date", "The day.", lambda day: day[0]),
        Column("studied", "boolean", "Whether it has a record; else it was missed.", lambda day: day[1]),
    ),
)  # fmt: skip

DONE = (PRACTICE, INTERVIEWS, ASPECTS, FEEDBACK, ACTIONS, HABIT)
