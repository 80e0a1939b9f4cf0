"""Tables of checks: days, questions, revisions, parts of a check, and what the log states about itself."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..figures import DayFigures, Figures
from ..measure.audit import Revised, Statement
from ..measure.periods import week_key
from ..measure.scores import Answer, Named
from ..model import DayRecord, Group, Stated, StatedGroup
from .column import DATE, KEY, OF_PART, OF_RECORD, PART_KEY, Column, Part, Table, columns, parts, span

DAYS: Table[DayFigures] = Table(
    "days", "The records, one a session of a day, with what their checks scored.", ("key",),
    lambda figures: figures.days,
    columns(
        Column("key", "string", "What names the record: its date, with the session where there are several.",
            lambda day: day.record.key),
        DATE,
        Column("session", "integer", "Which session of the day.", lambda day: day.record.session),
        Column("week", "string", "The ISO week.", lambda day: week_key(day.record.date)),
        Column("day", "integer", "The number of the study day.", lambda day: day.record.day),
        Column("kind", "string", "study, review, practice or rest.", lambda day: day.record.kind),
        Column("phase", "string", "Where the day stands in the plan.", lambda day: day.record.phase),
        Column("title", "string", "The title of the day.", lambda day: day.record.title),
        Column("context", "string", "How the day went, in a line.", lambda day: day.record.context),
        Column("minutes", "integer", "Minutes of the record, or else of its practice and interviews together.",
            lambda day: day.minutes),
        Column("questions", "integer", "Questions that were asked.", lambda day: len(day.record.questions)),
        Column("scored_questions", "integer", "Those with a score that enters averages.",
            lambda day: day.scores.all.count),
        Column("new_questions", "integer", "Scored questions on new material.", lambda day: day.scores.new.count),
        Column("review_questions", "integer", "Scored questions that go back to earlier days alone.",
            lambda day: day.scores.review.count),
        Column("review_share_percent", "number", "Reviews among the scored questions.",
            lambda day: day.scores.review_share),
        Column("score_percent", "number", "The mean of the scored questions, revisions included.",
            lambda day: day.scores.all.value),
        Column("first_score_percent", "number", "The same before any revision.", lambda day: day.scores.first.value),
        Column("drift_points", "number", "What revisions added.", lambda day: day.scores.drift),
        Column("new_percent", "number", "The mean of new questions.", lambda day: day.scores.new.value),
        Column("review_percent", "number", "The mean of reviews.", lambda day: day.scores.review.value),
        Column("points", "number", "Full marks earned, out of scored_questions.",
            lambda day: day.scores.all.points if day.scores.all.count else None),
        Column("grade", "string", "The grade of the score, by the table grades.", lambda day: day.scores.grade),
        Column("change_points", "number", "Against the check before.", lambda day: day.scores.change),
        Column("rolling_percent", "number", "The mean of the last seven checks.", lambda day: day.scores.rolling),
        Column("weak_items", "integer", "Weak items that the day opened.", lambda day: len(day.weak)),
        Column("resolved_items", "integer", "Weak items that the day put right.", lambda day: len(day.resolved)),
        Column("verdict", "string", "The last word on the day.", lambda day: day.record.verdict),
        Column("private", "string", "A text for the learner alone.", lambda day: day.record.private),
        Column("updated", "date", "When the record was last touched, as it says.", lambda day: day.record.updated),
        Column("visibility", "string", "Who may see the record, where it says so: public, mentor or private.",
            lambda day: day.record.visibility),
    ),
)  # fmt: skip


def _questions(figures: Figures) -> Iterator[Answer]:
    return (Answer(record, question) for record in figures.journal.days for question in record.questions)


QUESTIONS: Table[Answer] = Table(
    "questions", "Every question that was asked, in the order of the records.", ("key", "id"), _questions,
    columns(
        OF_RECORD,
        Column("id", "string", "What names the question within its record.", lambda asked: asked.question.id),
        Column("topic", "string", "The topic that it is about.", lambda asked: asked.question.topic, "topics.topic"),
        Column("asks", "string", "What was asked.", lambda asked: asked.question.asks),
        Column("score_percent", "number", "The score as it stands; empty where none was given.",
            lambda asked: asked.question.score),
        Column("first_score_percent", "number", "The score before any revision.",
            lambda asked: asked.question.first_score),
        Column("counts", "boolean", "Whether the score enters averages.", lambda asked: asked.question.counts),
        Column("review", "boolean", "Whether it goes back to earlier days alone.", lambda asked: asked.is_review),
        Column("from", "string", "The days that it goes back to, as dates or numbers, with spaces between.",
            lambda asked: " ".join(map(str, asked.question.from_)) or None),
        Column("because", "string", "Why it was asked again: due, weak, audit or mentor.",
            lambda asked: asked.question.because),
        Column("flags", "string", "Circumstances, with spaces between: looked-up, guessed, not-studied-yet, excluded.",
            lambda asked: " ".join(asked.question.flags) or None),
        Column("mark", "string", "The mark of the log: good, partial, missed or outstanding.",
            lambda asked: asked.question.mark),
        Column("note", "string", "How the answer went.", lambda asked: asked.question.note),
        Column("bonus", "string", "What earned more than the full score.", lambda asked: asked.question.bonus),
        Column("resolves", "string", "The weak item that it settles outright.", lambda asked: asked.question.resolves),
        Column("revisions", "integer", "How often its score was revised.", lambda asked: len(asked.question.revised)),
        Column("stated_overdue_days", "integer", "Days overdue, as the log said.",
            lambda asked: asked.question.stated_overdue),
        span("stated_interval", "integer", "Days until the next review, as the log said.",
            lambda asked: asked.question.stated_interval, "days"),
        Column("visibility", "string", "Who may see it, where it says so: public, mentor or private.",
            lambda asked: asked.question.visibility),
    ),
)  # fmt: skip

REVISIONS: Table[Revised] = Table(
    "revisions", "Every step in which a score was revised, oldest first within its question.", ("key", "id", "number"),
    lambda figures: figures.audit.revised,
    columns(
        OF_RECORD,
        Column("id", "string", "The question.", lambda step: step.question.id),
        Column("number", "integer", "Which revision of the question, from 1.", lambda step: int(step.loc[3]) + 1),
        Column("was_percent", "number", "The score before.", lambda step: step.revision.was),
        Column("now_percent", "number", "The score after.", lambda step: step.now),
        Column("on", "date", "When, where that was written down.", lambda step: step.revision.on),
        Column("by", "string", "By whom.", lambda step: step.revision.by),
        Column("why", "string", "Why.", lambda step: step.revision.why),
    ),
)  # fmt: skip


class _Mean(NamedTuple):
    """A mean of part of a check; `group` for a part that the record names."""

    record: DayRecord
    number: int
    named: Named
    group: Group | None


def _groups(figures: Figures) -> Iterator[_Mean]:
    for day in figures.days:
        for n, (named, group) in enumerate(zip(day.scores.groups, day.record.groups, strict=True), 1):
            yield _Mean(day.record, n, named, group)


def _sources(figures: Figures) -> Iterator[_Mean]:
    return (_Mean(day.record, n, named, None) for day in figures.days for n, named in enumerate(day.scores.sources, 1))


_MEAN: tuple[Column[_Mean], ...] = (
    Column("score_percent", "number", "The mean of its scored questions.", lambda part: part.named.mean.value),
    Column("scored_questions", "integer", "How many they are.", lambda part: part.named.mean.count),
)
_NTH: Column[_Mean] = Column("number", "integer", "Its place within the check, from 1.", lambda part: part.number)
GROUPS: Table[_Mean] = Table(
    "groups", "Parts of a check that a record names.", PART_KEY, _groups,
    columns(
        OF_RECORD,
        _NTH,
        Column("name", "string", "What the part is called.", lambda part: part.named.name),
        Column("questions", "array", "The ids of its questions.",
            lambda part: part.group.questions if part.group else ()),
        _MEAN,
    ),
)  # fmt: skip
SOURCES: Table[_Mean] = Table(
    "sources", "Reviews of a check by the days that they go back to, latest first.", PART_KEY, _sources,
    columns(
        OF_RECORD,
        _NTH,
        Column("name", "string", "The days, as people say them.", lambda part: part.named.name),
        _MEAN,
    ),
)  # fmt: skip


def _digits(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"


_CLAIM: tuple[Column[Part[Stated] | Part[StatedGroup]], ...] = (
    Column("score", "string", "Percent, with the digits that were written.", lambda row: _digits(row.item.score)),
    Column("points", "string", "Points, with the digits that were written.", lambda row: _digits(row.item.points)),
    Column("of", "number", "What the points are out of.", lambda row: row.item.of),
)
STATED: Table[Part[Stated]] = Table(
    "stated", "Figures that a log states for a whole check. They are audited, never used.", PART_KEY,
    parts(lambda record: record.stated),
    columns(
        OF_PART,
        _CLAIM,
        Column("grade", "string", "The grade.", lambda row: row.item.grade),
        Column("why", "string", "Why it was stated anew.", lambda row: row.item.why),
    ),
)  # fmt: skip
STATED_GROUPS: Table[Part[StatedGroup]] = Table(
    "stated_groups", "Figures that a log states for a part of a check.", PART_KEY,
    parts(lambda record: record.stated_groups),
    columns(
        OF_PART,
        Column("name", "string", "What the part is called.", lambda row: row.item.name),
        Column("questions", "array", "The ids of its questions; of other days where there are none.",
            lambda row: row.item.questions),
        _CLAIM,
    ),
)  # fmt: skip
AUDIT: Table[Statement] = Table(
    "audit", "Every figure of stated and stated_groups beside what the questions give.",
    ("key", "stated_in", "number", "unit"), lambda figures: figures.audit.statements,
    columns(
        KEY,
        DATE,
        Column("stated_in", "string", "The table that has it: stated or stated_groups.",
            lambda found: str(found.loc[0])),
        Column("number", "integer", "Its number there.", lambda found: int(found.loc[1]) + 1),
        Column("unit", "string", "percent or points.", lambda found: found.unit),
        Column("stated", "string", "The figure, with the digits that were written.", lambda found: f"{found.stated:f}"),
        Column("of", "number", "What points are out of.", lambda found: found.of),
        Column("computed", "number", "What the questions give; empty where none is meant.",
            lambda found: found.computed),
        Column("difference", "number", "Stated less computed.", lambda found: found.difference),
        Column("holds", "boolean", "Whether both differ by less than half a unit of the last digit.",
            lambda found: found.holds),
    ),
)  # fmt: skip

CHECKS = (DAYS, QUESTIONS, REVISIONS, GROUPS, SOURCES, STATED, STATED_GROUPS, AUDIT)
