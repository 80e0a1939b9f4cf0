"""Who may see what: a journal without all that an audience may not see.

It is made before anything is measured, so that no figure, page or file made from it can know what was left out. Of
several rules that speak of one thing the strictest holds, except that `visibility` of a record or question takes the
place of what journal.yml says of its kind.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ..model import (
    DayRecord,
    Goal,
    Interview,
    Journal,
    Marks,
    Question,
    Readiness,
    Record,
    Topic,
    Visibility,
    WeakPoint,
)

Audience = Literal["learner", "mentor", "public"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
_SEEN: Mapping[Audience, frozenset[Visibility]] = {
    "learner": frozenset({"public", "mentor", "private"}),
    "mentor": frozenset({"public", "mentor"}),
    "public": frozenset({"public"}),
}
KINDS = {
    "notes": "note", "insights": "insight", "corrections": "correction", "clarifications": "clarification",
    "practice": "exercise", "interviews": "interview", "actions": "action", "readiness": "readiness entry",
    "references": "reference", "thread": "message", "verdict": "verdict",
}  # fmt: skip
_PARTS = {
    "introduces": "introduction", "questions": "question", "improved": "improvement", "weak": "weak point",
    "practice": "exercise", "interviews": "interview", "actions": "action", "readiness": "readiness entry",
}  # fmt: skip
_UNSPOKEN = "only what is left out speaks of it"
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that an audience does not see: `what` it is, and `why`. `file` is a path below content/."""

    file: str
    loc: Loc
    what: str
    why: str


def seen_by(audience: Audience, journal: Journal) -> tuple[Journal, tuple[LeftOut, ...]]:
    """The journal as an audience may know it, and what was left out of it, by file and place in it.

    A topic or goal of which only parts speak that are left out is left out too. The learner sees everything.
    """
    if audience == "learner":
        return journal, ()
    redaction = _Redaction(audience, journal)
    days = tuple(made for record in journal.days if (made := redaction.record(record)))
    topics = redaction.topics(days)
    goals = redaction.goals(topics, days)
    without: dict[str, Any] = {"visibility": {}} | ({"repository": None} if audience == "public" else {})
    settings = journal.settings.model_copy(update=without)
    return Journal(settings, topics, goals, days), tuple(redaction.left_out)


class _Redaction:
    """One run over a journal; what it leaves out is collected."""

    def __init__(self, audience: Audience, journal: Journal) -> None:
        self._sees = _SEEN[audience]
        self._journal = journal
        self._kinds: Mapping[str, Visibility] = dict(journal.settings.visibility)
        self._topics = {id for id, topic in journal.topics.items() if not self._may_see(topic.visibility)}
        self._questions = {
            f"{record.key}#{question.id}"
            for record in journal.days
            for question in record.questions
            if not self._may_see(record.visibility) or self._why_hidden(question)
        }
        self.left_out: list[LeftOut] = []

    def topics(self, days: tuple[DayRecord, ...]) -> dict[str, Topic]:
        """The topics that may be known: none that is hidden, and none of which only hidden things speak."""
        silent = self._journal.mentions - replace(self._journal, days=days).mentions
        kept = {}
        for id, topic in self._journal.topics.items():
            why = f"it is {topic.visibility}" if id in self._topics else _UNSPOKEN if ("topic", id) in silent else ""
            if why:
                self._leave_out("topics.yml", (id,), "topic", why)
            else:
                kept[id] = topic.model_copy(update={"visibility": None})
        return kept

    def goals(self, topics: Mapping[str, Topic], days: Iterable[DayRecord]) -> tuple[Goal, ...]:
        """Goals are of the kind `readiness`, as entries speak of them. What one covers is told as far as it is seen."""
        spoken = {snapshot.goal for record in days for snapshot in record.readiness}
        silent = {snapshot.goal for record in self._journal.days for snapshot in record.readiness} - spoken
        seen = {*topics, *(topic.area for topic in topics.values())}
        hidden = {*self._topics, *(self._journal.topics[id].area for id in self._topics)} - seen
        kept = []
        for n, goal in enumerate(self._journal.goals):
            why = _UNSPOKEN if goal.id in silent else "" if goal.id in spoken else self._why_kind("readiness")
            if why:
                self._leave_out("goals.yml", (n,), "goal", why)
                continue
            kept.append(goal.model_copy(update={"covers": tuple(name for name in goal.covers if name not in hidden)}))
        return tuple(kept)

    def record(self, record: DayRecord) -> DayRecord | None:
        """A record without what is hidden in it; nothing where all of it is."""
        file = f"days/{record.key}.yml"
        if not self._may_see(record.visibility):
            self._leave_out(file, (), "record", f"it is {record.visibility}")
            return None
        changes: dict[str, Any] = {"visibility": None, "private": None}
        if record.private:
            self._leave_out(file, ("private",), "private text", "it is private")
        for kind, one in KINDS.items():
            if why := self._why_kind(kind, record):
                found = getattr(record, kind)
                changes[kind] = None if kind == "verdict" else ()
                for loc in [(kind,)] if kind == "verdict" else [(kind, n) for n in range(len(found))]:
                    if found:
                        self._leave_out(file, loc, one, why)
        for field, one in _PARTS.items():
            if field not in changes:
                changes[field] = tuple(self._parts(record, file, field, one))
        ids = {question.id for question in record.questions}
        if hidden := ids - {question.id for question in changes["questions"]}:
            changes |= self._without_questions(record, file, hidden)
        return record.model_copy(update=changes)

    def _parts(self, record: DayRecord, file: str, field: str, one: str) -> Iterator[Any]:
        """The parts in a field of a record that are seen, without hidden notes and names."""
        for n, part in enumerate(getattr(record, field)):
            if why := self._why_hidden(part) or self._why_asked(part, record):
                self._leave_out(file, (field, n), one, why)
                continue
            yield self._seen(part, record, file, (field, n))

    def _seen(self, part: Any, record: DayRecord, file: str, loc: Loc) -> Any:
        """A part of a record that is seen, without what is not to be seen in it."""
        changes: dict[str, Any] = {}
        own = part.visibility if isinstance(part, Question) else None
        why = None if own else self._why_kind("notes", record)
        for name in ("note", "notes"):
            if why and getattr(part, name, None):
                changes[name] = None if name == "note" else ()
                self._leave_out(file, (*loc, name), "note", why)
        match part:
            case Question():
                changes["visibility"] = None
                if part.resolves in self._questions:
                    changes["resolves"] = None
            case Interview():
                changes["rubric"] = tuple(
                    self._seen(aspect, record, file, (*loc, "rubric", n)) for n, aspect in enumerate(part.rubric)
                )
            case Readiness() if part.marks:
                changes |= self._without_topics(part, part.marks)
        return part.model_copy(update=changes) if changes else part

    def _without_topics(self, snapshot: Readiness, marks: Marks) -> dict[str, Any]:
        """Marks of topics that are seen; a count that was theirs counts those."""
        seen = {name: tuple(topic for topic in topics if topic not in self._topics) for name, topics in marks}
        counts: dict[str, Any] = {}
        for name, topics in marks:
            n, fewer = len(topics), len(seen[name])
            if name == "know" and snapshot.know == (n, n):
                counts[name] = (fewer, fewer)
            elif name != "know" and getattr(snapshot, name) == n:
                counts[name] = fewer
        return {"marks": Marks(**seen), **counts}

    def _without_questions(self, record: DayRecord, file: str, hidden: Set[str]) -> dict[str, Any]:
        """Groups of the questions that are seen. Figures that the log states would tell of the others."""
        for name in ("stated", "stated_groups"):
            for n in range(len(getattr(record, name))):
                self._leave_out(file, (name, n), "stated figure", "it counts questions that are left out")
        kept = [group.model_copy(update={"questions": tuple(q for q in group.questions if q not in hidden)})
                for group in record.groups]  # fmt: skip
        return {"stated": (), "stated_groups": (), "groups": tuple(group for group in kept if group.questions)}

    def _why_kind(self, kind: str, record: DayRecord | None = None) -> str:
        """Why a kind of content is not seen, or nothing; a record's own visibility takes the place of the journal's."""
        if (record and record.visibility) or self._may_see(visibility := self._kinds.get(kind)):
            return ""
        return f"{kind} {'are' if kind.endswith('s') else 'is'} {visibility} in journal.yml"

    def _why_hidden(self, part: Record) -> str:
        """Why a part is not seen as a whole, or nothing."""
        if isinstance(part, Question) and not self._may_see(part.visibility):
            return f"it is {part.visibility}"
        topic = getattr(part, "topic", None)
        return f"its topic is {self._journal.topics[topic].visibility}" if topic in self._topics else ""

    def _why_asked(self, part: Record, record: DayRecord) -> str:
        """The same for words about a question."""
        asked = isinstance(part, WeakPoint) and part.question
        return "its question is left out" if asked and f"{record.key}#{asked}" in self._questions else ""

    def _may_see(self, visibility: Visibility | None) -> bool:
        return visibility is None or visibility in self._sees

    def _leave_out(self, file: str, loc: Loc, what: str, why: str) -> None:
        self.left_out.append(LeftOut(file, loc, what, why))
