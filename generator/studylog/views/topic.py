"""A topic's page: every answer to it and when it comes again; and the index of topics by area."""

from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..charts.forms import Trend, band
from ..charts.subjects import topic_history
from ..figures import Figures, TopicFigures
from ..measure.scores import Answer, Mean, source_label
from ..schedule.replay import Step
from ..wording import count, day, percent
from .common import PageInfo, Ref, TopicRow, neighbours, topic_row

STATES = {
    "solid": "the last answers were at or above the line, and it is not due",
    "due": "its review is due",
    "weak": "a weak item is open",
    "mastered": "two reviews in a row at or above 90, at least seven days apart",
    "untested": "never scored",
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question of the topic, with the step of the schedule it belongs to (None where it was not scheduled)."""

    answer: Answer
    day: Ref
    band: str
    source: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class TopicPage:
    page: PageInfo
    topic: TopicFigures
    row: TopicRow
    meaning: str
    history: Trend
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class TopicIndex:
    page: PageInfo
    areas: tuple[tuple[str, Mean, tuple[TopicRow, ...]], ...]
    states: tuple[tuple[str, int, str], ...]


def topic_pages(figures: Figures) -> tuple[TopicPage, ...]:
    ordered = sorted(figures.topics.values(), key=lambda t: (t.topic.area.casefold(), t.topic.title.casefold(), t.id))
    refs = [Ref(topic.topic.title, paths.topic_page(topic.id)) for topic in ordered]
    found = []
    for topic, ref, (before, after) in zip(ordered, refs, neighbours(refs), strict=True):
        asked = (
            f"{count(topic.mean.count, 'question')}, mean {percent(topic.mean.value)}"
            if topic.mean.count
            else "not asked yet"
        )
        page = PageInfo(
            path=ref.path,
            template="topic",
            title=ref.text,
            description=f"{topic.topic.area}: {asked}.",
            crumbs=(
                Ref("Topics", paths.TOPICS),
                Ref(topic.topic.area, f"{paths.TOPICS}#{area_anchor(topic.topic.area)}"),
            ),
            previous=before,
            next=after,
        )
        found.append(
            TopicPage(
                page=page,
                topic=topic,
                row=topic_row(topic, figures),
                meaning=STATES[topic.state],
                history=topic_history(topic, figures.journal.settings),
                answers=_answers(topic, figures.journal.settings.weak_below),
            )
        )
    return tuple(found)


def area_anchor(area: str) -> str:
    return f"area-{paths.slug(area)}"


def _answers(topic: TopicFigures, line: Fraction) -> tuple[AnswerRow, ...]:
    steps = {step.observation.record.key: step for step in topic.schedule.steps} if topic.schedule else {}
    rows = []
    for answer in reversed(topic.answers):
        record, question = answer.record, answer.question
        rows.append(
            AnswerRow(
                answer=answer,
                day=Ref(day(record.date), f"{paths.day_page(record.key)}#{paths.anchor(question.id)}"),
                band="" if question.score is None else band(question.score, line),
                source=source_label(question.from_) if answer.is_review else "",
                step=steps.get(record.key),
            )
        )
    return tuple(rows)


def topic_index(figures: Figures) -> TopicIndex:
    by_area: dict[str, list[TopicFigures]] = {}
    for topic in sorted(figures.topics.values(), key=lambda t: (t.topic.title.casefold(), t.id)):
        by_area.setdefault(topic.topic.area, []).append(topic)
    areas = tuple(
        (area, figures.areas.get(area, Mean()), tuple(topic_row(topic, figures) for topic in topics))
        for area, topics in sorted(by_area.items(), key=lambda item: item[0].casefold())
    )
    counts = [(state, sum(t.state == state for t in figures.topics.values()), text) for state, text in STATES.items()]
    description = f"{count(len(figures.topics), 'topic').capitalize()} in {count(len(areas), 'area')}."
    return TopicIndex(PageInfo(paths.TOPICS, "topics", "Topics", description), areas, tuple(counts))
