"""The record of a day, and all that it is made of."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from .. import fields as f
from .record import Link, Record, Visibility


class Revision(Record):
    """What a score was before it was corrected."""

    was: f.Score
    on: f.Day | None = None
    by: f.Text | None = None
    why: f.Text | None = None


class Question(Record):
    """One question of a check and how it went."""

    id: f.Text = Field("", description="Unique within the day; Q1, Q2, … when left out.")
    topic: f.TopicRef | None = Field(None, description="Id or alias of a topic of topics.yml.")
    asks: f.Text | None = Field(None, description="What was asked, short.")
    score: f.Score | None = Field(None, description="Percent; left out = asked, not scored.")
    note: f.Text | None = Field(None, description="How the answer went.")
    from_: f.SourceDays = Field((), alias="from", description="Day(s) it was learned on; all earlier = a review.")
    because: Literal["due", "weak", "audit", "mentor"] | None = Field(None, description="Why it was asked again.")
    revised: tuple[Revision, ...] = Field((), description="Earlier scores, oldest first; `score` is the last word.")
    bonus: f.Text | None = Field(None, description="What earned more than the full score.")
    flags: tuple[Literal["looked-up", "guessed", "not-studied-yet", "excluded"], ...] = Field(
        (), description="Circumstances; `excluded` leaves every average."
    )
    mark: Literal["good", "partial", "missed", "outstanding"] | None = Field(
        None, description="The log's own mark, where it says something that the score does not."
    )
    resolves: f.Text | None = Field(None, description="The weak item that this settles: 2025-10-31#Q7.")
    stated_overdue: f.Count | None = Field(None, description="Days overdue, as the log said.")
    stated_interval: f.CountSpan | None = Field(None, description="Days until the next review, as the log said.")
    visibility: Visibility | None = None

    @property
    def counts(self) -> bool:
        """Whether the score enters averages."""
        return self.score is not None and "excluded" not in self.flags

    @property
    def first_score(self) -> Fraction | None:
        """The score before any revision."""
        return self.revised[0].was if self.revised else self.score

    def score_on(self, day: date) -> Fraction | None:
        """The score as it stood at the end of a day; a revision without a date has always been there."""
        return before_revisions(self, day).score if self.revised else self.score


class Stated(Record):
    """A figure that the log claims for itself. Audited, never used."""

    score: f.Figure | None = None
    points: f.Figure | None = None
    of: f.Total | None = None
    grade: f.Text | None = None
    why: f.Text | None = Field(None, description="Why the log states it anew.")


class Group(Record):
    """Part of a check worth a mean of its own."""

    name: f.Text
    questions: tuple[f.Text, ...]


class StatedGroup(Record):
    """A figure that the log claims for a part of the check, or for no questions of this day at all."""

    name: f.Text
    questions: tuple[f.Text, ...] = ()
    score: f.Figure | None = None
    points: f.Figure | None = None
    of: f.Total | None = None


class Tested(Record):
    """What the check was meant to cover, in the log's own shares."""

    share: f.Score | None = Field(None, description="Percent of the check.")
    what: f.Text


def _name_alone(schema: dict[str, Any]) -> None:
    full = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, full]


def _also_alone(schema: dict[str, Any]) -> None:
    many = {key: schema.pop(key) for key in ("type", "items")}
    schema["anyOf"] = [many["items"], many]


class Introduction(Record):
    """A topic studied for the first time, tested or not; the name alone will do."""

    model_config = ConfigDict(json_schema_extra=_name_alone)

    topic: f.TopicRef
    stated: f.Score | None = Field(None, description="The score it was scheduled with, as the log said.")
    first_review: f.Day | None = Field(None, description="First review, as the log said.")
    note: f.Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _name_to_record(cls, value: Any) -> Any:
        return {"topic": value} if isinstance(value, str) else value


class WeakPoint(Record):
    """A gap that the log describes in words."""

    topic: f.TopicRef | None = None
    question: f.Text | None = None
    gap: f.Text
    better_answer: f.Text | None = None
    action: f.Text | None = None


class Improvement(Record):
    """What got better since an earlier day."""

    what: f.Text
    topic: f.TopicRef | None = None
    since: f.DayOrNumber | None = None
    was: f.AmountSpan | None = None
    now: f.AmountSpan | None = None
    of: f.Total = Field(Fraction(100), description="What `was` and `now` are out of.")
    note: f.Text | None = None


class Correction(Record):
    """Something that was said wrong and is right now."""

    about: f.Text
    said: f.Text | None = None
    right: f.Text
    caught_by: f.Text | None = None
    source: f.WebAddress | None = None


class Clarification(Record):
    question: f.Text
    answer: f.Text


class Practice(Record):
    """An exercise outside the check."""

    what: f.Text
    minutes: f.Minutes | None = None
    score: f.Score | None = None
    parts: tuple[f.Text, ...] = ()
    note: f.Text | None = None


class Aspect(Record):
    """One line of an interview's rubric."""

    aspect: f.Text
    score: f.Amount
    of: f.Total = Fraction(10)
    grade: f.Text | None = None
    note: f.Text | None = None


class Interview(Record):
    """A mock interview."""

    title: f.Text
    minutes: f.Minutes | None = None
    score: f.Amount | None = None
    of: f.Total = Fraction(100)
    grade: f.Text | None = None
    rubric: tuple[Aspect, ...] = ()
    strengths: tuple[f.Text, ...] = ()
    improve: tuple[f.Text, ...] = ()
    notes: tuple[f.Text, ...] = ()


class Action(Record):
    """Something to do."""

    do: f.Text
    topic: f.TopicRef | None = None
    priority: Literal["critical", "high", "medium", "low"] | None = None
    due: f.DueDay | None = Field(None, description="A date, or {day: 10} for a study day.")
    done: f.Day | None = None
    note: f.Text | None = None


class AspectEstimate(Record):
    aspect: f.Text
    estimate: f.ScoreSpan


class Marks(Record):
    """What the learner said of topics before they were asked."""

    know: tuple[f.TopicRef, ...] = ()
    unsure: tuple[f.TopicRef, ...] = ()
    dunno: tuple[f.TopicRef, ...] = ()


class Readiness(Record):
    """How far a goal was, counted or estimated, at the start or the end of the day."""

    goal: f.GoalRef
    when: Literal["start", "end"] = "end"
    know: f.CountSpan | None = Field(None, description="Items known: 13, or [19, 22] where it was estimated.")
    unsure: f.Count | None = None
    dunno: f.Count | None = None
    marks: Marks | None = Field(None, description="The topics themselves; a count that is left out is theirs.")
    covered: f.Count | None = Field(None, description="Items studied so far.")
    stated: f.Score | None = Field(None, description="Percent known, as the log said.")
    estimate: f.ScoreSpan | None = Field(None, description="Percent, judged rather than counted.")
    aspects: tuple[AspectEstimate, ...] = ()
    minutes: f.Minutes | None = None
    note: f.Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _count_the_marks(cls, value: Any) -> Any:
        marks = value.get("marks") if isinstance(value, dict) else None
        if not isinstance(marks, dict):
            return value
        counts = {name: str(len(topics)) for name, topics in marks.items() if isinstance(topics, list)}
        return value | {name: counts[name] for name in Marks.model_fields if name in counts and value.get(name) is None}

    @property
    def marked(self) -> Mapping[str, tuple[str, ...]]:
        """The marked topics by their mark: `know`, `unsure`, `dunno`; without marks empty."""
        return dict(self.marks) if self.marks else {}


class Note(Record):
    """What stands in no other field, under a heading of its own."""

    heading: f.Text | None = None
    lines: tuple[f.Text, ...]


class Message(Record):
    """Part of the conversation between mentor and learner."""

    by: f.Text
    on: f.Day | None = None
    text: f.Text


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class DayRecord(Record):
    """One session of one day: `content/days/YYYY-MM-DD.yml`, a second one `YYYY-MM-DD-2.yml`."""

    date: f.Day
    session: f.DayNumber = Field(1, description="Taken from the file name.")
    day: f.DayNumber | None = Field(None, description="Number of the study day.")
    phase: f.Text | None = Field(None, description="Where the day stands in the plan.")
    title: f.Text | None = None
    context: f.Text | None = Field(None, description="One line on how the day went.")
    kind: Literal["study", "review", "practice", "rest"] = "study"
    minutes: f.Minutes | None = None
    introduces: tuple[Introduction, ...] = Field((), description="Topics studied for the first time, tested or not.")
    tested: tuple[Tested, ...] = ()
    questions: tuple[Question, ...] = ()
    groups: tuple[Group, ...] = ()
    stated: Annotated[tuple[Stated, ...], BeforeValidator(_one_or_many)] = Field(
        (), description="The log's own overall figures, in the order they were written.", json_schema_extra=_also_alone
    )
    stated_groups: tuple[StatedGroup, ...] = ()
    insights: tuple[f.Text, ...] = ()
    strengths: tuple[f.Text, ...] = ()
    improved: tuple[Improvement, ...] = ()
    weak: tuple[WeakPoint, ...] = ()
    corrections: tuple[Correction, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    practice: tuple[Practice, ...] = ()
    interviews: tuple[Interview, ...] = ()
    actions: tuple[Action, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    references: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = Field((), description="Anything else, under headings of its own.")
    thread: tuple[Message, ...] = ()
    plan: tuple[f.Text, ...] = Field((), description="What comes next.")
    private: f.Text | None = Field(None, description="Never leaves the learner's own build.")
    verdict: f.Text | None = None
    updated: f.Day | None = None
    visibility: Visibility | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_the_questions(cls, value: Any) -> Any:
        questions = value.get("questions") if isinstance(value, dict) else None
        if not isinstance(questions, list):
            return value
        named = enumerate(questions, 1)
        numbered = [q | {"id": f"Q{n}"} if isinstance(q, dict) and q.get("id") is None else q for n, q in named]
        return value | {"questions": numbered}

    @property
    def key(self) -> str:
        """What names the record everywhere: its date, with the session where there are several."""
        return f"{self.date}" if self.session == 1 else f"{self.date}-{self.session}"

    def is_review(self, question: Question) -> bool:
        """Whether everything the question goes back to is earlier than this record."""
        return bool(question.from_) and all(
            source < self.date if isinstance(source, date) else self.day is not None and source < self.day
            for source in question.from_
        )


def before_revisions(question: Question, as_of: date) -> Question:
    later = [n for n, revision in enumerate(question.revised) if revision.on and revision.on > as_of]
    if not later:
        return question
    first = later[0]
    return question.model_copy(update={"score": question.revised[first].was, "revised": question.revised[:first]})
