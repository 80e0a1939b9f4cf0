"""One record on a page of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from .. import paths
from ..charts.parts import band
from ..figures import Change, DayFigures, Figures
from ..measure.practice import ActionState, InterviewScore
from ..measure.scores import source_label
from ..model import DayRecord, Question, Readiness, mentions
from ..wording import count, day, duration, number, percent, span, weekday
from .common import MARK_NAMES, PageInfo, Ref, WeakRow, goal_ref, neighbours, weak_rows
from .repository import edit_link, source_of

Part = TypeVar("Part", InterviewScore, ActionState)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the table shows it. `before` is the score of its topic the time before, with the day of it."""

    question: Question
    anchor: str
    topic: Ref | None
    band: str
    is_review: bool
    source: str
    before: tuple[Fraction, Ref] | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    topic: Ref
    before: Ref
    was: Fraction
    now: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """A snapshot of a goal, with the topics that it marks by the name of the mark."""

    snapshot: Readiness
    goal: Ref
    marked: tuple[tuple[str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True)
class Day:
    page: PageInfo
    entry: DayFigures
    record: DayRecord
    week: Ref
    month: Ref
    questions: tuple[QuestionRow, ...]
    weak: tuple[WeakRow, ...]
    resolved: tuple[WeakRow, ...]
    changes: tuple[ChangeRow, ...]
    interviews: tuple[InterviewScore, ...]
    actions: tuple[ActionState, ...]
    introduced: tuple[Ref, ...]
    topics: Mapping[str, Ref]
    readiness: tuple[ReadinessRow, ...]
    sources: Mapping[str, Ref]
    """Pages of the source days that the record names, as `topics` are of its topics."""


def day_title(record: DayRecord) -> str:
    """`Day 9 · 5 Nov 2025`, or the weekday where the record has no number."""
    session = f", session {record.session}" if record.session > 1 else ""
    return (f"Day {record.day} · {day(record.date)}" if record.day else weekday(record.date)) + session


def days(figures: Figures) -> tuple[Day, ...]:
    refs = [Ref(day_title(entry.record), paths.day_page(entry.record.key)) for entry in figures.days]
    topics = {id: Ref(topic.topic.title, paths.topic_page(id)) for id, topic in figures.topics.items()}
    goals = {g.goal.id: goal_ref(g.goal) for g in figures.goals}
    week_of = {record.key: period.key for period in figures.weeks for record in period.records}
    month_of = {record.key: period.key for period in figures.months for record in period.records}
    earlier, sources = _earlier(figures), _sources(figures)
    interviews, actions = _by_record(figures.interviews), _by_record(figures.actions)
    line = figures.journal.settings.weak_below
    return tuple(
        Day(
            page=_page(entry, figures, before, after),
            entry=entry,
            record=entry.record,
            week=Ref(week_of[entry.record.key], paths.week_page(week_of[entry.record.key])),
            month=Ref(month_of[entry.record.key], paths.month_page(month_of[entry.record.key])),
            questions=tuple(_question(entry.record, q, line, topics, earlier) for q in entry.record.questions),
            weak=weak_rows(entry.weak, figures),
            resolved=weak_rows(entry.resolved, figures),
            changes=tuple(_change(change, topics) for change in entry.changes),
            interviews=tuple(interviews[entry.record.key]),
            actions=tuple(actions[entry.record.key]),
            introduced=tuple(topics[i.topic] for i in entry.record.introduces),
            topics={id: topics[id] for kind, id in mentions(entry.record) if kind == "topic" and id in topics},
            readiness=tuple(_readiness(snapshot, goals, topics) for snapshot in entry.record.readiness),
            sources=_sources_of(entry, sources),
        )
        for entry, (before, after) in zip(figures.days, neighbours(refs), strict=True)
    )


def _by_record(items: Iterable[Part]) -> Mapping[str, list[Part]]:
    """What belongs to each record, by its key; a record without any has an empty list."""
    found: dict[str, list[Part]] = defaultdict(list)
    for item in items:
        found[item.record.key].append(item)
    return found


def _readiness(snapshot: Readiness, goals: Mapping[str, Ref], topics: Mapping[str, Ref]) -> ReadinessRow:
    marked = ((MARK_NAMES[mark], tuple(topics[id] for id in ids)) for mark, ids in snapshot.marked.items() if ids)
    return ReadinessRow(snapshot, goals[snapshot.goal], tuple(marked))


def _page(entry: DayFigures, figures: Figures, before: Ref | None, after: Ref | None) -> PageInfo:
    record, repository = entry.record, figures.journal.settings.repository
    scored = f"{percent(entry.scores.all.value)} over {count(entry.scores.all.count, 'question')}"
    topic = f"{record.title}. " if record.title else ""
    return PageInfo(
        path=paths.day_page(record.key),
        template="day",
        title=day_title(record),
        description=f"{topic}{scored if entry.scores.all.count else 'No questions'}, {weekday(record.date)}.",
        crumbs=(Ref("Days", paths.DAYS),),
        previous=before,
        next=after,
        source=source_of(record),
        edit=edit_link(repository, record) if repository else None,
    )


def _earlier(figures: Figures) -> dict[tuple[str, str], tuple[Fraction, Ref]]:
    """For each topic and record key the score of the time before."""
    found = {}
    for entry in figures.days:
        for change in entry.changes:
            record = change.before.record
            found[change.now.topic, entry.record.key] = (
                change.before.score,
                Ref(day(record.date), paths.day_page(record.key)),
            )
    return found


def _question(
    record: DayRecord,
    question: Question,
    line: Fraction,
    topics: Mapping[str, Ref],
    earlier: Mapping[tuple[str, str], tuple[Fraction, Ref]],
) -> QuestionRow:
    is_review = record.is_review(question)
    return QuestionRow(
        question=question,
        anchor=paths.anchor(question.id),
        topic=topics[question.topic] if question.topic else None,
        band="" if question.score is None else band(question.score, line),
        is_review=is_review,
        source=source_label(question.from_) if is_review else "",
        before=earlier.get((question.topic or "", record.key)),
    )


def _change(change: Change, topics: Mapping[str, Ref]) -> ChangeRow:
    before = change.before.record
    return ChangeRow(
        topics[change.now.topic],
        Ref(day(before.date), paths.day_page(before.key)),
        change.before.score,
        change.now.score,
        change.points,
    )


def _sources(figures: Figures) -> dict[str, Ref]:
    """The pages that source days such as `day 8` lead to."""
    pages = {entry.record.date: paths.day_page(entry.record.key) for entry in reversed(figures.days)}
    numbered = {f"day {n}": Ref(f"day {n}", pages[on]) for n, on in figures.journal.dates.items() if on in pages}
    return numbered | {str(on): Ref(str(on), page) for on, page in pages.items()}


def _sources_of(entry: DayFigures, sources: Mapping[str, Ref]) -> dict[str, Ref]:
    """Those that the record's questions go back to."""
    labels = (source_label(question.from_) for question in entry.record.questions if question.from_)
    return {label: sources[label] for label in labels if label in sources}


def points_text(entry: DayFigures) -> str:
    """`9.8 of 10`."""
    return f"{number(entry.scores.all.points, 2)} of {entry.scores.all.count}"


def readiness_text(snapshot: Readiness) -> str:
    """`13 known, 4 unsure, 30 % by the log`: all that a snapshot says in figures."""
    counts = ((snapshot.unsure, "unsure"), (snapshot.dunno, "unknown"), (snapshot.covered, "covered"))
    parts = [f"{span(snapshot.know)} known"] if snapshot.know else []
    parts += [f"{n} {what}" for n, what in counts if n is not None]
    parts += [f"{percent(snapshot.stated)} by the log"] if snapshot.stated is not None else []
    parts += [f"estimated at {span(snapshot.estimate)}\u00a0%"] if snapshot.estimate else []
    parts += [f"in {duration(snapshot.minutes)}"] if snapshot.minutes else []
    return ", ".join(parts) or "no figure"
