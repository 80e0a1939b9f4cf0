"""The evening's check: what to ask of each topic and why, and the record of the day that is then filled in by hand."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from .dump import yaml_of
from .figures import Figures, TopicFigures, compute
from .measure.scores import Answer
from .model import DayRecord, Journal
from .schedule.plan import NextCheck, next_check
from .schedule.replay import TopicSchedule
from .wording import number

Because = Literal["weak", "due", "audit"]
LONGEST_ASKED = 80
MOST_DATES = 3


@dataclass(frozen=True, slots=True)
class Review:
    """A topic to ask again. `last` is what was asked the last time it was scored, the weakest question first."""

    topic: TopicFigures
    schedule: TopicSchedule
    because: Because
    last: tuple[Answer, ...]

    @property
    def asks(self) -> str | None:
        """What to ask: the question that went worst last time, of those that the records put into words."""
        return next((answer.question.asks for answer in self.last if answer.question.asks), None)


def reviews_of(check: NextCheck, figures: Figures) -> tuple[Review, ...]:
    """The review questions of a composed check, in asking order."""
    return tuple(_review(pick.schedule, pick.because, figures) for pick in check.reviews)


def due_reviews(figures: Figures) -> tuple[Review, ...]:
    """Every topic that is due, in the order to ask."""
    return tuple(_review(s, "weak" if s.weak else "due", figures) for s in figures.due)


def coming(figures: Figures, after: date) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """The first dates after a day on which topics fall due, with their ids."""
    schedules = (topic.schedule for topic in figures.topics.values() if topic.schedule)
    dates = sorted((s.due, s.topic) for s in schedules if s.due > after)
    grouped = [(due, tuple(id for _, id in group)) for due, group in groupby(dates, key=lambda pair: pair[0])]
    return tuple(grouped[:MOST_DATES])


def composed(journal: Journal, day: date, session: int = 1) -> tuple[Figures, NextCheck]:
    """The check of a session as the journal stood before it, and the figures it was composed from."""
    earlier = tuple(record for record in journal.days if (record.date, record.session) < (day, session))
    figures = compute(replace(journal, days=earlier), day if session > 1 else day - timedelta(1))
    schedules = [topic.schedule for topic in figures.topics.values() if topic.schedule]
    return figures, next_check(schedules, journal.settings, day)


def fresh_record(journal: Journal, day: date, topics: Sequence[str] = (), session: int = 1) -> str:
    """The text of a record to fill in: reviews as composed, a question for each of `topics`, and places for others.

    `topics` are ids of topics that are studied for the first time. Unfilled as it is, the record has no problem and
    changes no figure.
    """
    figures, check = composed(journal, day, session)
    own = day_number(journal, day)
    reviews = reviews_of(check, figures)
    ids = [f"Q{n}" for n in range(1, len(reviews) + max(check.new, len(topics)) + 1)]
    new = ids[len(reviews) :]
    head = {"date": str(day), **({"day": str(own)} if own else {})}
    introduces = {"introduces": list(topics)} if topics else {}
    parts = [
        f"{yaml_of(head, 'day', up=2)}title:\nminutes:\n{yaml_of(introduces) if introduces else ''}\nquestions:\n",
        *(_asked_again(id, review, figures.journal, own) for id, review in zip(ids, reviews, strict=False)),
        *(_question({"id": id, "topic": topic}, ("asks", "score")) for id, topic in zip(new, topics, strict=False)),
        *(place(id) for id in new[len(topics) :]),
    ]
    return "".join(parts)


def place(id: str) -> str:
    """A place for a new question: comments, so that there is no question until one is written."""
    return f"  # - id: {id}\n  #   topic:\n  #   asks:\n  #   score:\n"


def taken(text: str, id: str) -> str | None:
    """The text of a record whose place for a question is taken: still without a topic; None where there is no place."""
    commented = place(id)
    return text.replace(commented, commented.replace("# ", "", 4), 1) if commented in text else None


def day_number(journal: Journal, day: date) -> int | None:
    """The number of a study day: in a journal that counts every day from `started` by the calendar, else the next one.

    None where the records are not numbered, and where no number is free between those before and after.
    """
    numbered = [(record.date, record.day) for record in journal.days if record.day is not None]
    if same := next((n for on, n in numbered if on == day), None):
        return same
    before = max((n for on, n in numbered if on < day), default=0)
    started = journal.settings.started
    if started and all((on - started).days + 1 == n for on, n in numbered) and (numbered or not journal.days):
        own = (day - started).days + 1
    else:
        own = before + 1 if before else 0
    following = min((n for on, n in numbered if on > day), default=own + 1)
    return own if before < own < following else None


def _review(schedule: TopicSchedule, because: Because, figures: Figures) -> Review:
    topic = figures.topics[schedule.topic]
    record = topic.observations[-1].record
    last = [answer for answer in topic.answers if answer.record is record and answer.question.counts]
    last.sort(key=lambda answer: answer.question.score or 0)
    return Review(topic, schedule, because, tuple(last))


def _asked_again(id: str, review: Review, journal: Journal, own: int | None) -> str:
    """A review question under the reason why it is asked and what was asked the last time."""
    title = " ".join(review.topic.topic.title.split())
    comments = [f"{title}, {review.because}: {review.schedule.why}"]
    if asked := asked_last(review):
        comments.append(f"Asked then: {asked}.")
    met = review.topic.met
    source = _source(journal.days, met, own) if met else None
    fields = {"id": id, "topic": review.topic.id, "asks": review.asks, "from": source, "because": review.because}
    above = "".join(f"  # {comment}\n" for comment in comments)
    return above + _question({name: value for name, value in fields.items() if value}, ("score",))


def asked_last(review: Review) -> str:
    """What was asked the last time, with the score of each: `ZeRO stages (40), Stage 3 (100)`."""
    said = (
        f"{textwrap.shorten(answer.question.asks, LONGEST_ASKED, placeholder=' …')} ({number(answer.question.score)})"
        for answer in review.last
        if answer.question.asks
    )
    return ", ".join(said)


def _source(days: Iterable[DayRecord], met: date, own: int | None) -> str:
    """Where a topic was learned: the number of that day, or its date where either record has none."""
    learned = next((record.day for record in days if record.date == met and record.day is not None), None)
    return str(learned if own and learned else met)


def _question(fields: Mapping[str, str], empty: Iterable[str]) -> str:
    """A question of a record with its fields, and those that wait to be filled in."""
    return textwrap.indent(yaml_of([dict(fields)]), "  ") + "".join(f"    {name}:\n" for name in empty) + "\n"
