"""A topic's page: every answer to it and when it comes again; pages of areas, and the index of topics by area."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .. import paths
from ..charts.forgetting import forgetting_curve
from ..charts.history import topic_history
from ..charts.parts import band
from ..charts.trend import Trend
from ..figures import Figures, TopicFigures, TopicState
from ..measure.scores import Answer, Mean, source_label
from ..schedule.algorithm import Step
from ..schedule.memory import Memory
from ..wording import NONE, count, day, number, percent
from .common import Listed, PageInfo, Ref, TopicRow, listed, live_from, neighbours, topic_row

TOPICS_CRUMB = Ref("Topics", paths.TOPICS)
MOST_ANSWERS = 100
MOST_TOPICS, MOST_TOPICS_OF_AREA = 100, 80
STATES: Mapping[TopicState, str] = {
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
    algorithm: str
    stability: str
    history: Trend
    forgetting: Trend | None
    answers: Listed[AnswerRow]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in a table: the mean over its questions, and how many of its topics are in each state."""

    area: Ref
    mean: Mean
    topics: int
    states: tuple[tuple[TopicState, int], ...]


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area, or part of one, with its topics in the order of their titles."""

    page: PageInfo
    row: AreaRow
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """All topics by area; where they are too many for a page, `topics` is empty and each area has its own."""

    page: PageInfo
    areas: tuple[AreaRow, ...]
    topics: tuple[TopicRow, ...]
    states: tuple[tuple[TopicState, int, str], ...]


def topic_pages(figures: Figures) -> tuple[TopicPage, ...]:
    ordered = [topic for topics in _by_area(figures).values() for topic in topics]
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
                TOPICS_CRUMB,
                Ref(topic.topic.area, paths.area_page(topic.topic.area)),
            ),
            previous=before,
            next=after,
            live_from=live_from(figures),
        )
        found.append(
            TopicPage(
                page=page,
                topic=topic,
                row=topic_row(topic, figures),
                meaning=STATES[topic.state],
                algorithm=figures.journal.settings.schedule.algorithm,
                stability=_stability(topic.memory),
                history=topic_history(topic, figures.journal.settings),
                forgetting=forgetting_curve(topic.memory, topic.schedule, figures.journal.settings, figures.as_of)
                if topic.memory and topic.schedule
                else None,
                answers=_answers(topic, figures.journal.settings.weak_below),
            )
        )
    return tuple(found)


def _stability(memory: Memory | None) -> str:
    """Days, with a decimal where they are few."""
    if not memory:
        return NONE
    days = number(Fraction(memory.stability), 1 if memory.stability < 10 else 0)
    return f"{days} {'day' if days == '1' else 'days'}"


def _answers(topic: TopicFigures, line: Fraction) -> Listed[AnswerRow]:
    """Newest first."""
    steps = {step.observation.record.key: step for step in topic.schedule.steps} if topic.schedule else {}

    def row(answer: Answer) -> AnswerRow:
        record, question = answer.record, answer.question
        return AnswerRow(
            answer=answer,
            day=Ref(day(record.date), f"{paths.day_page(record.key)}#{paths.anchor(question.id)}"),
            band="" if question.score is None else band(question.score, line),
            source=source_label(question.from_) if answer.is_review else "",
            step=steps.get(record.key),
        )

    return listed(topic.answers[::-1], MOST_ANSWERS, lambda some: map(row, some))


def topic_index(figures: Figures) -> TopicIndex:
    areas = _by_area(figures)
    counts = [(state, sum(t.state == state for t in figures.topics.values()), text) for state, text in STATES.items()]
    description = f"{count(len(figures.topics), 'topic')} in {count(len(areas), 'area')}." if areas else "No topic yet."
    shown = areas.values() if len(figures.topics) <= MOST_TOPICS else ()
    return TopicIndex(
        page=PageInfo(paths.TOPICS, "topics", "Topics", description, live_from=live_from(figures)),
        areas=tuple(_area_row(area, topics, figures) for area, topics in areas.items()),
        topics=tuple(topic_row(topic, figures) for topics in shown for topic in topics),
        states=tuple(counts),
    )


def area_pages(figures: Figures) -> tuple[AreaPage, ...]:
    """The topics of each area, on as many pages as they need."""
    parts = [
        (_area_row(area, topics, figures), n // MOST_TOPICS_OF_AREA + 1, topics[n : n + MOST_TOPICS_OF_AREA])
        for area, topics in _by_area(figures).items()
        for n in range(0, len(topics), MOST_TOPICS_OF_AREA)
    ]
    refs = [
        Ref(f"{row.area.text}, part {part}" if part > 1 else row.area.text, paths.area_page(row.area.text, part))
        for row, part, _ in parts
    ]
    return tuple(
        AreaPage(
            page=PageInfo(
                path=ref.path,
                template="area",
                title=ref.text,
                description=_area_sentence(row),
                crumbs=(TOPICS_CRUMB,),
                previous=before,
                next=after,
                live_from=live_from(figures),
            ),
            row=row,
            topics=tuple(topic_row(topic, figures) for topic in topics),
        )
        for (row, _, topics), ref, (before, after) in zip(parts, refs, neighbours(refs), strict=True)
    )


def _by_area(figures: Figures) -> dict[str, list[TopicFigures]]:
    """The topics of each area, both in the order of their names."""
    found: dict[str, list[TopicFigures]] = {}
    for topic in sorted(
        figures.topics.values(), key=lambda t: (t.topic.area.casefold(), t.topic.area, t.topic.title.casefold(), t.id)
    ):
        found.setdefault(topic.topic.area, []).append(topic)
    return found


def _area_row(area: str, topics: Sequence[TopicFigures], figures: Figures) -> AreaRow:
    counted = Counter(topic.state for topic in topics)
    states = tuple((state, counted[state]) for state in STATES if counted[state])
    return AreaRow(Ref(area, paths.area_page(area)), figures.areas.get(area, Mean()), len(topics), states)


def _area_sentence(row: AreaRow) -> str:
    asked = f"mean {percent(row.mean.value)} over {count(row.mean.count, 'question')}"
    return f"{count(row.topics, 'topic').capitalize()}, {asked if row.mean.count else 'nothing asked yet'}."
