"""Weak items: what scored below the line, when it was put right, and what keeps falling."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..model import DayRecord, Journal, Question
from .scores import Answer, Observation

LEECH_RELAPSES = 3
MASTERED_FROM = Fraction(90)
MASTERED_DAYS_APART = 7


@dataclass(frozen=True, slots=True)
class WeakItem:
    """A question scored below the line. `resolved_by` is the record that put it right."""

    record: DayRecord
    question: Question
    resolved_by: DayRecord | None

    @property
    def reference(self) -> str:
        """How records name it: `2025-10-31#Q7`."""
        return reference(self.record, self.question)

    @property
    def days_to_resolve(self) -> int | None:
        return (self.resolved_by.date - self.record.date).days if self.resolved_by else None


@dataclass(frozen=True, slots=True)
class Episode:
    """A spell of weakness of one topic: `opened` on its first weak item, `resolved` when none was left open."""

    opened: date
    resolved: date | None


def reference(record: DayRecord, question: Question) -> str:
    """How a record names a question of another record."""
    return f"{record.key}#{question.id}"


def weak_items(journal: Journal, answers: Mapping[str, Sequence[Answer]]) -> tuple[WeakItem, ...]:
    """Every weak item of the journal, oldest first.

    One is resolved by the first later day on which its topic is asked and nothing of that topic is below the line, or
    outright by a question of a later day that `resolves` it, whichever comes first.
    """
    limit = journal.settings.weak_below
    outright = _resolved_outright(journal)
    good_days = {topic: _days_without_weakness(history, limit) for topic, history in answers.items()}
    found = []
    for record in journal.days:
        for question in record.questions:
            if not _is_weak(question, limit):
                continue
            candidates = (*good_days.get(question.topic or "", ()), *outright.get(reference(record, question), ()))
            later = [candidate for candidate in candidates if candidate.date > record.date]
            found.append(WeakItem(record, question, min(later, key=lambda r: (r.date, r.session), default=None)))
    return tuple(found)


def _is_weak(question: Question, limit: Fraction) -> bool:
    return question.counts and question.score is not None and question.score < limit


def _resolved_outright(journal: Journal) -> Mapping[str, Sequence[DayRecord]]:
    found: dict[str, list[DayRecord]] = defaultdict(list)
    for record in journal.days:
        for question in record.questions:
            if question.resolves:
                found[question.resolves].append(record)
    return found


def _days_without_weakness(history: Sequence[Answer], limit: Fraction) -> tuple[DayRecord, ...]:
    """The records on whose day the topic was scored and no question of it was weak."""
    scored = [answer for answer in history if answer.question.counts]
    bad = {answer.record.date for answer in scored if _is_weak(answer.question, limit)}
    return tuple({a.record.key: a.record for a in scored if a.record.date not in bad}.values())


def episodes(items: Sequence[WeakItem]) -> tuple[Episode, ...]:
    """The spells of weakness that the items of one topic make up, oldest first. Each after the first is a relapse."""
    found: list[Episode] = []
    for item in sorted(items, key=lambda item: item.record.date):
        resolved = item.resolved_by.date if item.resolved_by else None
        if found and (found[-1].resolved is None or item.record.date < found[-1].resolved):
            last = found[-1].resolved
            found[-1] = Episode(found[-1].opened, None if last is None or resolved is None else max(last, resolved))
        else:
            found.append(Episode(item.record.date, resolved))
    return tuple(found)


def is_mastered(history: Sequence[Observation]) -> bool:
    """Reviews in a row up to the last one, all at or above 90, of which two are at least seven days apart."""
    run = []
    for seen in reversed([seen for seen in history if seen.scheduled]):
        if not (seen.is_review and seen.score >= MASTERED_FROM):
            break
        run.append(seen.date)
    return len(run) > 1 and (run[0] - run[-1]).days >= MASTERED_DAYS_APART
