"""Tables of topics: where each stands, how it got there, what is weak, and what is to be asked."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..figures import Figures, TopicFigures
from ..measure.scores import Mean, Observation
from ..measure.weakness import WeakItem
from ..model import DayRecord, Link
from ..schedule.algorithm import Step
from ..schedule.calibration import Prediction
from ..schedule.plan import ForecastDay, Pick
from ..schedule.replay import TopicSchedule
from ..schedule.sm2 import State
from .column import OF_RECORD, Column, Table, columns


class _Topic(NamedTuple):
    topic: TopicFigures
    as_of: date

    @property
    def schedule(self) -> TopicSchedule | None:
        return self.topic.schedule

    @property
    def last(self) -> Observation | None:
        return self.topic.observations[-1] if self.topic.observations else None

    @property
    def sm2(self) -> State | None:
        schedule = self.topic.schedule
        return schedule.state if schedule and isinstance(schedule.state, State) else None


TOPICS: Table[_Topic] = Table(
    "topics", "Every topic, and where it stands.", ("topic",),
    lambda figures: (_Topic(topic, figures.as_of) for topic in figures.topics.values()),
    columns(
        Column("topic", "string", "The id of the topic.", lambda t: t.topic.id),
        Column("title", "string", "What it is called.", lambda t: t.topic.topic.title),
        Column("area", "string", "The area that it belongs to.", lambda t: t.topic.topic.area),
        Column("aliases", "array", "Older ids and names.", lambda t: t.topic.topic.aliases),
        Column("note", "string", "A note on it.", lambda t: t.topic.topic.note),
        Column("state", "string", "untested, weak, due, mastered or solid.", lambda t: t.topic.state),
        Column("met", "date", "The day on which it was first studied or asked.", lambda t: t.topic.met),
        Column("questions", "integer", "Scored questions about it.", lambda t: t.topic.mean.count),
        Column("score_percent", "number", "The mean of them all.", lambda t: t.topic.mean.value),
        Column("last_asked", "date", "When it was last scored.", lambda t: t.last.date if t.last else None),
        Column("last_score_percent", "number", "How that went.", lambda t: t.last.score if t.last else None),
        Column("weak_items", "integer", "How often a question about it was weak.", lambda t: len(t.topic.weak)),
        Column("open_weak_items", "integer", "Those that were not put right.",
            lambda t: sum(not item.resolved_by for item in t.topic.weak)),
        Column("relapses", "integer", "How often it became weak again.", lambda t: t.topic.relapses),
        Column("leech", "boolean", "Whether it keeps falling.", lambda t: t.topic.is_leech),
        Column("recall_percent", "number", "The predicted chance that it is remembered, by FSRS.",
            lambda t: t.topic.recall),
        Column("stability_days", "number", "Days until that falls to 90 %.",
            lambda t: t.topic.memory.stability if t.topic.memory else None),
        Column("difficulty", "number", "From 1 to 10, by FSRS.",
            lambda t: t.topic.memory.difficulty if t.topic.memory else None),
        Column("ease", "number", "The ease factor of SM-2; empty with FSRS.",
            lambda t: Fraction(t.sm2.ease, 100) if t.sm2 else None),
        Column("interval_days", "integer", "Days from the last review to the next, as the schedule has them.",
            lambda t: t.schedule.state.interval if t.schedule else None),
        Column("repetitions", "integer", "Passes in a row, by SM-2; empty with FSRS.",
            lambda t: t.sm2.repetitions if t.sm2 else None),
        Column("next", "date", "The next review by the algorithm alone.",
            lambda t: t.schedule.next if t.schedule else None),
        Column("due", "date", "The day on which it comes again, after weak items and days of rest.",
            lambda t: t.schedule.due if t.schedule else None),
        Column("overdue_days", "integer", "Days since it was due; negative until then.",
            lambda t: t.schedule.overdue(t.as_of) if t.schedule else None),
        Column("why", "string", "The reason for the date, in a sentence.",
            lambda t: t.schedule.why if t.schedule else None),
        Column("visibility", "string", "Who may see it, where it says so: public, mentor or private.",
            lambda t: t.topic.topic.visibility),
    ),
)  # fmt: skip


def _links(figures: Figures) -> Iterator[tuple[str, int, Link]]:
    for id, topic in figures.topics.items():
        yield from ((id, n, link) for n, link in enumerate(topic.topic.links, 1))


LINKS: Table[tuple[str, int, Link]] = Table(
    "links", "Where topics can be read about.", ("topic", "number"), _links,
    columns(
        Column("topic", "string", "The topic.", lambda row: row[0], "topics.topic"),
        Column("number", "integer", "Its place among the links of the topic, from 1.", lambda row: row[1]),
        Column("title", "string", "What it is called.", lambda row: row[2].title),
        Column("url", "string", "Its address.", lambda row: row[2].url),
    ),
)  # fmt: skip


class _Seen(NamedTuple):
    """An observation, and what it did to the schedule; nothing where it was the second of its day."""

    record: DayRecord
    seen: Observation
    step: Step | None


def _observations(figures: Figures) -> Iterator[_Seen]:
    for topic in figures.topics.values():
        steps = {step.observation.record.key: step for step in topic.schedule.steps} if topic.schedule else {}
        yield from (_Seen(seen.record, seen, steps.get(seen.record.key)) for seen in topic.observations)


OBSERVATIONS: Table[_Seen] = Table(
    "observations", "How a topic went each time, one row a record, by topic.", ("topic", "key"), _observations,
    columns(
        Column("topic", "string", "The topic.", lambda s: s.seen.topic, "topics.topic"),
        OF_RECORD,
        Column("score_percent", "number", "The mean of its scored questions.", lambda s: s.seen.score),
        Column("first_score_percent", "number", "The same before any revision.", lambda s: s.seen.first.value),
        Column("lowest_percent", "number", "The worst of them.", lambda s: s.seen.lowest),
        Column("questions", "integer", "How many they are.", lambda s: s.seen.mean.count),
        Column("review", "boolean", "Whether one of them goes back to earlier days alone.", lambda s: s.seen.is_review),
        Column("introduced", "boolean", "Whether the topic was new that day.", lambda s: s.seen.introduced),
        Column("scheduled", "boolean", "Whether the schedule counts it: the first session of a day alone.",
            lambda s: s.seen.scheduled),
        Column("quality", "integer", "What the score counts as: 0 to 5, or with FSRS the rating from 1 to 4.",
            lambda s: s.step.quality if s.step else None),
        Column("effect", "string", "introduced, passed, early or lapsed.", lambda s: s.step.effect if s.step else None),
        Column("interval_days", "integer", "The interval from then on.",
            lambda s: s.step.after.interval if s.step else None),
        Column("next", "date", "The review that it led to.", lambda s: s.step.next if s.step else None),
    ),
)  # fmt: skip

WEAK_ITEMS: Table[WeakItem] = Table(
    "weak_items", "Every question that was weak, oldest first.", ("key", "id"), lambda figures: figures.weak,
    columns(
        OF_RECORD,
        Column("id", "string", "The question.", lambda item: item.question.id),
        Column("topic", "string", "The topic.", lambda item: item.question.topic, "topics.topic"),
        Column("score_percent", "number", "Its score.", lambda item: item.question.score),
        Column("resolved", "date", "The day that put it right; empty while it is open.",
            lambda item: item.resolved_by.date if item.resolved_by else None),
        Column("resolved_by", "string", "The record that put it right.",
            lambda item: item.resolved_by.key if item.resolved_by else None, "days.key"),
        Column("days_to_resolve", "integer", "Days that it took.", lambda item: item.days_to_resolve),
    ),
)  # fmt: skip
DUE: Table[tuple[int, TopicSchedule]] = Table(
    "due", "What is due, in the order to ask; the table topics has the dates.", ("place",),
    lambda figures: enumerate(figures.due, 1),
    columns(
        Column("place", "integer", "Its place in the order, from 1.", lambda row: row[0]),
        Column("topic", "string", "The topic.", lambda row: row[1].topic, "topics.topic"),
    ),
)  # fmt: skip
NEXT_CHECK: Table[tuple[int, Pick, date]] = Table(
    "next_check", "The reviews of the next check.", ("place",),
    lambda figures: ((n, pick, figures.next_check.date) for n, pick in enumerate(figures.next_check.reviews, 1)),
    columns(
        Column("date", "date", "The day of the check.", lambda row: row[2]),
        Column("place", "integer", "Its place in the check, from 1.", lambda row: row[0]),
        Column("topic", "string", "The topic.", lambda row: row[1].schedule.topic, "topics.topic"),
        Column("because", "string", "weak, due or audit.", lambda row: row[1].because),
    ),
)  # fmt: skip
FORECAST: Table[ForecastDay] = Table(
    "forecast", "What falls due on the days ahead, if every review goes well.", ("date",),
    lambda figures: figures.forecast.days,
    columns(
        Column("date", "date", "The day.", lambda day: day.date),
        Column("due_topics", "integer", "Topics that fall due.", lambda day: day.due),
        Column("places", "integer", "Reviews that its check holds; none on a day of rest.", lambda day: day.holds),
    ),
)  # fmt: skip
PREDICTIONS: Table[Prediction] = Table(
    "predictions", "Every prediction of recall, and what came.", ("date", "topic"),
    lambda figures: figures.calibration.ledger,
    columns(
        Column("date", "date", "The day.", lambda line: line.date),
        Column("topic", "string", "The topic.", lambda line: line.topic, "topics.topic"),
        Column("predicted_percent", "number", "What FSRS expected from the days before.",
            lambda line: 100 * line.predicted),
        Column("average_percent", "number", "What the average of the days before expected.",
            lambda line: 100 * line.average),
        Column("score_percent", "number", "What came, as it stood at the end of the day.", lambda line: line.score),
        Column("remembered", "boolean", "Whether that was not weak.", lambda line: line.remembered),
    ),
)  # fmt: skip
AREAS: Table[tuple[str, Mean]] = Table(
    "areas", "The areas, by name.", ("area",), lambda figures: figures.areas.items(),
    columns(
        Column("area", "string", "The area.", lambda row: row[0]),
        Column("questions", "integer", "Scored questions about its topics.", lambda row: row[1].count),
        Column("score_percent", "number", "Their mean.", lambda row: row[1].value),
    ),
)  # fmt: skip

SUBJECTS = (TOPICS, LINKS, AREAS, OBSERVATIONS, WEAK_ITEMS, DUE, NEXT_CHECK, FORECAST, PREDICTIONS)
