"""What a period holds, worked out from its records with plain arithmetic alone: no measure of studylog is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from studylog.model import DayRecord, Goal, Journal, Question

ONE_DAY = timedelta(1)


def shown(value: Fraction) -> str:
    """To one decimal, halves up; the sign is left to the words."""
    tenths = (abs(value) * 20 + 1) // 2
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


@dataclass(frozen=True)
class Raw:
    """A journal as it stood at the end of `as_of`, and the period from `first` to `last`."""

    journal: Journal
    as_of: date
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def records(self) -> list[DayRecord]:
        return [r for r in self.journal.days if self.holds(r.date)]

    def scored(self, records: list[DayRecord]) -> list[tuple[DayRecord, Question, Fraction]]:
        return [
            (r, q, q.score) for r in records for q in r.questions if q.score is not None and "excluded" not in q.flags
        ]

    def is_review(self, record: DayRecord, question: Question) -> bool:
        older = [s < record.date if isinstance(s, date) else s < (record.day or 0) for s in question.from_]
        return bool(older) and all(older)

    @property
    def checks(self) -> list[tuple[DayRecord, Fraction]]:
        means = [(r, mean([score for _, _, score in self.scored([r])])) for r in self.records]
        return [(r, value) for r, value in means if value is not None]

    def kinds(self) -> tuple[list[Fraction], list[Fraction]]:
        """The scores of new questions and of reviews."""
        found: tuple[list[Fraction], list[Fraction]] = ([], [])
        for record, question, score in self.scored(self.records):
            found[self.is_review(record, question)].append(score)
        return found

    def met(self) -> list[str]:
        first: dict[str, date] = {}
        for r in self.journal.days:
            for topic in [i.topic for i in r.introduces] + [q.topic for q in r.questions if q.topic]:
                first[topic] = min(first.get(topic, r.date), r.date)
        return [topic for topic, day in first.items() if self.holds(day)]

    def minutes(self) -> list[int]:
        """Those of each record that gives some."""
        found = []
        for r in self.records:
            parts = [p.minutes for p in (*r.practice, *r.interviews) if p.minutes is not None]
            if r.minutes is not None or parts:
                found.append(sum(parts) if r.minutes is None else r.minutes)
        return found

    def observed(self, topic: str) -> list[tuple[date, Fraction]]:
        values = [
            (r.date, mean([s for _, q, s in self.scored([r]) if q.topic == topic])) for r in self.journal.days
        ]  # fmt: skip
        return [(day, value) for day, value in values if value is not None]

    def moves(self) -> dict[str, tuple[Fraction, Fraction]]:
        """From and to what each topic moved by ten points or more."""
        found = {}
        for topic in self.journal.topics:
            seen = self.observed(topic)
            inside = [value for day, value in seen if self.holds(day)]
            before = [value for day, value in seen if day < self.first]
            start = (before[-1:] or inside[:1] or [Fraction(0)])[0]
            if inside and abs(inside[-1] - start) >= 10:
                found[topic] = (start, inside[-1])
        return found

    def weak(self) -> list[tuple[DayRecord, Question, date | None]]:
        """Every weak item of the journal with the day that put it right."""
        line = self.journal.settings.weak_below
        everything = self.scored(list(self.journal.days))
        return [(r, q, self._righted(r, q, line)) for r, q, score in everything if score < line]

    def _righted(self, record: DayRecord, question: Question, line: Fraction) -> date | None:
        later: set[date] = set()
        for day in {r.date for r in self.journal.days if r.date > record.date}:
            there = [r for r in self.journal.days if r.date == day]
            again = [s for _, q, s in self.scored(there) if q.topic == question.topic]
            if question.topic and again and min(again) >= line:
                later.add(day)
            if any(q.resolves == f"{record.key}#{question.id}" for r in there for q in r.questions):
                later.add(day)
        return min(later, default=None)

    def relapsed(self) -> set[str]:
        """Topics that became weak in the period when all that was weak of them before had been put right."""
        items = self.weak()
        found = set()
        for record, question, _ in items:
            before = [right for r, q, right in items if q.topic == question.topic and r.date < record.date]
            settled = all(right is not None and right <= record.date for right in before)
            if question.topic and self.holds(record.date) and before and settled:
                found.add(question.topic)
        return found

    def missed(self) -> list[date]:
        start = self.journal.settings.started or min(r.date for r in self.journal.days)
        days = [self.first + n * ONE_DAY for n in range((self.last - self.first).days + 1)]
        names = [str(name) for name in self.journal.settings.rest_days]
        recorded = {r.date for r in self.journal.days}
        return [d for d in days if start <= d < self.as_of and d not in recorded and f"{d:%A}".lower() not in names]

    def actions(self) -> Iterator[tuple[DayRecord, Any, date | None]]:
        for r in self.journal.days:
            for action in r.actions:
                yield r, action, action.due if isinstance(action.due, date) else self._numbered(action.due)

    def _numbered(self, day: int | None) -> date | None:
        if day is None:
            return None
        named = [r.date for r in self.journal.days if r.day == day]
        started = self.journal.settings.started
        return named[0] if named else started + (day - 1) * ONE_DAY if started else None

    def late(self) -> int:
        return sum(
            bool(due) and self.holds(due) and r.date <= due < self.as_of and not (a.done and a.done <= due)
            for r, a, due in self.actions()
        )

    def known(self, goal: Goal) -> list[tuple[int, date, Fraction, Fraction]]:
        """Each snapshot as days since year 1 at its moment, its date, and its range of percent; oldest first."""
        found = [
            (r.date.toordinal() + (snapshot.when == "end"), r.date, *ends)
            for r in self.journal.days
            for snapshot in r.readiness
            if snapshot.goal == goal.id and (ends := self._ends(goal, snapshot))
        ]
        return sorted(found, key=lambda one: one[0])

    def _ends(self, goal: Goal, snapshot: Any) -> tuple[Fraction, Fraction] | None:
        if snapshot.know is not None and goal.topics:
            return tuple(Fraction(n, goal.topics) * 100 for n in snapshot.know)  # type: ignore[return-value]
        stated = None if snapshot.stated is None else (snapshot.stated, snapshot.stated)
        return snapshot.estimate or stated

    def goal_moves(self) -> list[tuple[Fraction, Fraction]]:
        """From and to what each goal moved, by as much as can be seen."""
        found = []
        for goal in self.journal.goals:
            middles = [(day, (low + high) / 2) for _, day, low, high in self.known(goal)]
            inside = [value for day, value in middles if self.holds(day)]
            before = [value for day, value in middles if day < self.first]
            if inside and shown(was := (before or inside)[-1 if before else 0]) != shown(inside[-1]):
                found.append((was, inside[-1]))
        return found

    def compared(self) -> Fraction | None:
        """The mean of the last earlier period of the same kind that has one."""
        kind = "%Y-%m" if self.first.day == 1 and self.last.day > 27 else "%G-W%V"
        before = [r for r in self.journal.days if r.date < self.first and self.scored([r])]
        name = f"{before[-1].date:{kind}}" if before else ""
        return mean([s for _, _, s in self.scored([r for r in before if f"{r.date:{kind}}" == name])])
