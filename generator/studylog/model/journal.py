"""Topics, goals, settings, and the journal of all of them, also as it stood on an earlier day."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from .. import fields as f
from .day import Action, DayRecord, Improvement, Introduction, Question, WeakPoint, before_revisions
from .record import Link, Record, Visibility

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GRADES = {"A+": 97, "A": 93, "A-": 90, "B+": 87, "B": 83, "B-": 80, "C+": 77, "C": 73, "C-": 70, "D": 60, "F": 0}
SECTIONS = ("notes", "insights", "corrections", "clarifications", "practice", "interviews", "actions", "readiness",
            "references", "thread", "verdict")  # fmt: skip


class Topic(Record):
    """A thing to know, at the size of one review."""

    title: f.Text
    area: f.Text = "Other"
    aliases: tuple[f.Text, ...] = Field((), description="Older ids and names; history follows them.")
    links: tuple[Link, ...] = ()
    note: f.Text | None = None
    visibility: Visibility | None = None


class Goal(Record):
    """Something to be ready for."""

    id: f.TopicId
    title: f.Text
    topics: f.Count | None = Field(None, description="Items in the list.")
    target: f.ScoreSpan | None = Field(None, description="Percent known; of a range the lower end counts.")
    by: f.Day | None = None
    covers: tuple[f.Text, ...] = Field((), description="Topic ids and areas that are to be seen once more before `by`.")
    note: f.Text | None = None

    def includes(self, id: str, topic: Topic) -> bool:
        """Whether a topic is covered, by its id or its area."""
        return id in self.covers or topic.area in self.covers


class Check(Record):
    """The daily check as it is meant to be."""

    questions: f.Count = 10
    review_share: f.Score = Field(default=Fraction(30), description="Percent.")


class Schedule(Record):
    """When topics come again."""

    algorithm: Literal["sm2", "sm2-delphi", "sm2-log", "fsrs"] = "sm2"
    retention: f.Retention | None = Field(None, description="With fsrs: percent of recall at which a topic is due; 90.")
    maximum_interval: f.Interval | None = Field(None, description="With fsrs: the longest interval, in days.")

    @field_validator("retention", "maximum_interval")
    @classmethod
    def _belongs_to_fsrs(cls, value: Any, info: ValidationInfo) -> Any:
        chosen = info.data.get("algorithm", "fsrs")
        if value is not None and chosen != "fsrs":
            hint = f"Write algorithm: fsrs, or leave {info.field_name} out."
            f.reject("option", f"{info.field_name} is an option of fsrs, and the algorithm is {chosen}.", hint)
        return value


class Settings(Record):
    """`content/journal.yml`."""

    title: f.Text = "Study journal"
    learner: f.Text | None = None
    started: f.Day | None = Field(None, description="The date of day 1.")
    as_of: f.Day | None = Field(None, description='Pins "today" for a finished journal.')
    weak_below: f.Score = Field(Fraction(80), description="Percent.")
    check: Check = Check()
    rest_days: tuple[Weekday, ...] = Field((), description="Never count as missed; nothing falls due on them.")
    grades: dict[f.Text, f.Score] = Field(
        {letter: Fraction(lowest) for letter, lowest in GRADES.items()}, description="Lowest percent of each."
    )
    schedule: Schedule = Schedule()
    topics: Literal["declared", "open"] = Field("declared", description="`open`: topics need not stand in topics.yml.")
    show: tuple[Literal["streak"], ...] = ()
    visibility: dict[Literal[SECTIONS], Visibility] = {}  # type: ignore[valid-type]
    repository: f.WebAddress | None = Field(None, description="For edit links.")
    protocol: tuple[f.Text, ...] = Field((), description="How the checks are held.")

    def is_rest_day(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.rest_days

    def next_study_day(self, day: date) -> date:
        """`day` itself, or the first day after it that is no rest day."""
        return next((d for n in range(7) if not self.is_rest_day(d := day + timedelta(n))), day)


@dataclass(frozen=True)
class Journal:
    """A whole journal. `days` are in order of date and session; every topic in them is an id of `topics`."""

    settings: Settings
    topics: Mapping[str, Topic]
    goals: tuple[Goal, ...]
    days: tuple[DayRecord, ...]

    @cached_property
    def dates(self) -> Mapping[int, date]:
        """The date of each numbered study day."""
        return {record.day: record.date for record in reversed(self.days) if record.day is not None}

    def date_of(self, day: date | int) -> date | None:
        """The date of a study day given by date or number, or None where neither records nor `started` tell."""
        if isinstance(day, date):
            return day
        if day in self.dates or not self.settings.started:
            return self.dates.get(day)
        return self.settings.started + timedelta(day - 1) if day < 30_000 else None

    @cached_property
    def mentions(self) -> Set[tuple[str, str]]:
        """The topics and goals that records speak of, as `("topic", id)` and `("goal", id)`."""
        return {mention for day in self.days for mention in mentions(day)}

    def until(self, as_of: date) -> "Journal":
        """The journal as it stood at the end of `as_of`.

        Later records are gone, and with them every topic and goal that they alone speak of; a score revised later is
        what it was, an action done later is open, a message written later is not there yet.
        """
        days = tuple(_as_it_stood(record, as_of) for record in self.days if record.date <= as_of)
        later = self.mentions - replace(self, days=days).mentions
        return replace(
            self,
            days=days,
            topics={id: topic for id, topic in self.topics.items() if ("topic", id) not in later},
            goals=tuple(goal for goal in self.goals if ("goal", goal.id) not in later),
        )


def mentions(record: DayRecord) -> Iterator[tuple[str, str]]:
    """The topics and goals that a record speaks of, as `("topic", id)` and `("goal", id)`, each as often as it does."""
    parts: tuple[Question | Introduction | WeakPoint | Improvement | Action, ...] = (
        *record.questions,
        *record.introduces,
        *record.weak,
        *record.improved,
        *record.actions,
    )
    yield from (("topic", part.topic) for part in parts if part.topic)
    for snapshot in record.readiness:
        yield from (("topic", topic) for topics in snapshot.marked.values() for topic in topics)
        yield "goal", snapshot.goal


def _as_it_stood(record: DayRecord, as_of: date) -> DayRecord:
    """One record without what was added to it after `as_of`."""
    changes: dict[str, Any] = {}
    if any(r.on and r.on > as_of for q in record.questions for r in q.revised):
        changes["questions"] = tuple(before_revisions(question, as_of) for question in record.questions)
    if any(action.done and action.done > as_of for action in record.actions):
        changes["actions"] = tuple(
            action.model_copy(update={"done": None}) if action.done and action.done > as_of else action
            for action in record.actions
        )
    if any(message.on and message.on > as_of for message in record.thread):
        changes["thread"] = tuple(m for m in record.thread if not m.on or m.on <= as_of)
    if record.updated and record.updated > as_of:
        changes["updated"] = None
    return record.model_copy(update=changes) if changes else record
