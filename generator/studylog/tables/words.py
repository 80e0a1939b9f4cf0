"""Tables of what was written down: insights, corrections, weak points, notes, the thread and their like."""

from collections.abc import Callable, Iterator

from ..figures import Figures
from ..model import (
    Clarification,
    Correction,
    DayRecord,
    Improvement,
    Introduction,
    Link,
    Message,
    Note,
    Tested,
    WeakPoint,
)
from .column import LINE_KEY, OF_PART, PART_KEY, Column, Line, Part, Table, columns, lines, parts, span


def _texts(name: str, meaning: str, listed: Callable[[DayRecord], tuple[str, ...]]) -> Table[Part[str]]:
    """The table of a list of texts."""
    text: Column[Part[str]] = Column("text", "string", "The text.", lambda p: p.item)
    return Table(name, meaning, PART_KEY, parts(listed), (*OF_PART, text))


INSIGHTS = _texts("insights", "What was understood.", lambda record: record.insights)
STRENGTHS = _texts("strengths", "What went well.", lambda record: record.strengths)
PLANS = _texts("plans", "What comes next, as days say it.", lambda record: record.plan)

INTRODUCTIONS: Table[Part[Introduction]] = Table(
    "introductions", "Topics studied for the first time.", PART_KEY, parts(lambda record: record.introduces),
    columns(
        OF_PART,
        Column("topic", "string", "The topic.", lambda p: p.item.topic, "topics.topic"),
        Column("stated_percent", "number", "The score that it was scheduled with, as the log said.",
            lambda p: p.item.stated),
        Column("first_review", "date", "Its first review, as the log said.", lambda p: p.item.first_review),
        Column("note", "string", "A note on it.", lambda p: p.item.note),
    ),
)  # fmt: skip
TESTED: Table[Part[Tested]] = Table(
    "tested", "What a check was meant to cover.", PART_KEY, parts(lambda record: record.tested),
    columns(
        OF_PART,
        Column("what", "string", "What was to be asked.", lambda p: p.item.what),
        Column("share_percent", "number", "Its share of the check.", lambda p: p.item.share),
    ),
)  # fmt: skip
IMPROVED: Table[Part[Improvement]] = Table(
    "improved", "What got better since an earlier day, as records say.", PART_KEY,
    parts(lambda record: record.improved),
    columns(
        OF_PART,
        Column("what", "string", "What got better.", lambda p: p.item.what),
        Column("topic", "string", "The topic.", lambda p: p.item.topic, "topics.topic"),
        Column("since", "string", "The day compared with, as a date or number of a study day.",
            lambda p: None if p.item.since is None else str(p.item.since)),
        span("was", "number", "The figure then, out of `of`.", lambda p: p.item.was),
        span("now", "number", "The figure now, out of `of`.", lambda p: p.item.now),
        Column("of", "number", "What both are out of.", lambda p: p.item.of),
        Column("note", "string", "A note on it.", lambda p: p.item.note),
    ),
)  # fmt: skip
WEAK_POINTS: Table[Part[WeakPoint]] = Table(
    "weak_points", "Gaps in the words of the log.", PART_KEY, parts(lambda record: record.weak),
    columns(
        OF_PART,
        Column("topic", "string", "The topic.", lambda p: p.item.topic, "topics.topic"),
        Column("question", "string", "The id of the question of that record.", lambda p: p.item.question),
        Column("gap", "string", "What was missing.", lambda p: p.item.gap),
        Column("better_answer", "string", "What would have been better.", lambda p: p.item.better_answer),
        Column("action", "string", "What to do about it.", lambda p: p.item.action),
    ),
)  # fmt: skip
CORRECTIONS: Table[Part[Correction]] = Table(
    "corrections", "What was said wrong and is right now.", PART_KEY, parts(lambda record: record.corrections),
    columns(
        OF_PART,
        Column("about", "string", "What it is about.", lambda p: p.item.about),
        Column("said", "string", "What was said.", lambda p: p.item.said),
        Column("right", "string", "What is right.", lambda p: p.item.right),
        Column("caught_by", "string", "Who noticed.", lambda p: p.item.caught_by),
        Column("source", "string", "The address where it can be read.", lambda p: p.item.source),
    ),
)  # fmt: skip
CLARIFICATIONS: Table[Part[Clarification]] = Table(
    "clarifications", "Questions of the learner, with the answers to them.", PART_KEY,
    parts(lambda record: record.clarifications),
    columns(
        OF_PART,
        Column("question", "string", "What was asked.", lambda p: p.item.question),
        Column("answer", "string", "What was answered.", lambda p: p.item.answer),
    ),
)  # fmt: skip
REFERENCES: Table[Part[Link]] = Table(
    "references", "What a day refers to.", PART_KEY, parts(lambda record: record.references),
    columns(
        OF_PART,
        Column("title", "string", "What it is called.", lambda p: p.item.title),
        Column("url", "string", "Its address.", lambda p: p.item.url),
    ),
)  # fmt: skip
THREAD: Table[Part[Message]] = Table(
    "thread", "The conversation between mentor and learner.", PART_KEY, parts(lambda record: record.thread),
    columns(
        OF_PART,
        Column("by", "string", "Who wrote it.", lambda p: p.item.by),
        Column("on", "date", "When, where that was written down.", lambda p: p.item.on),
        Column("text", "string", "What was written.", lambda p: p.item.text),
    ),
)  # fmt: skip


def _lines(figures: Figures) -> Iterator[Line[tuple[Note, str]]]:
    return lines(parts(lambda record: record.notes)(figures), lambda note: ((note, text) for text in note.lines))


NOTES: Table[Line[tuple[Note, str]]] = Table(
    "notes", "What stands in no other field, line by line.", LINE_KEY, _lines,
    columns(
        OF_PART,
        Column("line", "integer", "The line within the note, from 1.", lambda p: p.line),
        Column("heading", "string", "The heading of the note.", lambda p: p.item[0].heading),
        Column("text", "string", "The line.", lambda p: p.item[1]),
    ),
)  # fmt: skip

WORDS = (
    INTRODUCTIONS, TESTED, INSIGHTS, STRENGTHS, IMPROVED, WEAK_POINTS, CORRECTIONS, CLARIFICATIONS, REFERENCES, NOTES,
    THREAD, PLANS,
)  # fmt: skip
