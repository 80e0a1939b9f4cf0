"""Rules across the records of a journal: each a small function that yields what it found."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from .audit_text import out_of_another_count, stated_otherwise
from .measure.audit import Loc, statements, wrong_totals
from .measure.weakness import reference
from .model import WEEKDAYS, DayRecord, Journal, Question, Readiness
from .paths import anchor
from .wording import count, day, number


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the file under content/, the place in it, what to say. A warning is legal and suspicious."""

    file: str
    loc: Loc
    code: str
    message: str
    hint: str = ""
    warn: bool = False
    of_key: bool = False


def findings(journal: Journal, faulty: Set[str] = frozenset()) -> Iterator[Finding]:
    """Everything that the rules find, in their order; `faulty` are the keys of records that could not be read."""
    for rule in RULES:
        yield from rule(journal)
    yield from resolutions(journal, faulty)


def skeleton(name: str) -> str:
    """What is left of a name without case, width and invisible characters."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(visible.casefold().split())


def _file(record: DayRecord) -> str:
    return f"days/{record.key}.yml"


def _questions(journal: Journal) -> Iterator[tuple[DayRecord, Loc, Question]]:
    for record in journal.days:
        for n, question in enumerate(record.questions):
            yield record, ("questions", n), question


def day_numbers(journal: Journal) -> Iterator[Finding]:
    """Day numbers grow with the dates; two sessions of a day share one."""
    numbered = [record for record in journal.days if record.day is not None]
    for before, after in pairwise(numbered):
        assert before.day is not None and after.day is not None
        if before.date == after.date and before.day != after.day:
            message = f"{after.date} has two day numbers, {before.day} and {after.day}."
            yield Finding(_file(after), ("day",), "day-number", message, f"Write {before.day} in both sessions.")
        elif before.date < after.date and before.day >= after.day:
            message = f"day {after.day} comes after day {before.day} of {before.date}."
            yield Finding(_file(after), ("day",), "day-number", message, "Day numbers grow with the dates.")


def question_ids(journal: Journal) -> Iterator[Finding]:
    """A question's id is its own within the record; Q1 and q1 are one."""
    for record in journal.days:
        seen: set[str] = set()
        for n, question in enumerate(record.questions):
            if anchor(question.id) in seen:
                message = f'the id "{question.id}" stands twice on this day.'
                yield Finding(
                    _file(record), ("questions", n, "id"), "question-id", message, "Give each question its own."
                )
            seen.add(anchor(question.id))


def sources(journal: Journal) -> Iterator[Finding]:
    """A question goes back to this day or an earlier one, and a day number needs one to compare with."""
    for record, loc, question in _questions(journal):
        for source in question.from_:
            if isinstance(source, int) and record.day is None:
                message = f"from: {source} is a day number, but this record has none."
                yield Finding(
                    _file(record), (*loc, "from"), "from", message, 'Add "day:" to the record, or write a date.'
                )
            elif (isinstance(source, date) and source > record.date) or (
                isinstance(source, int) and source > (record.day or source)
            ):
                message = f"it cannot have been learned on {_when(source)}, after this record."
                yield Finding(_file(record), (*loc, "from"), "from", message, "Write the day it was learned on.")


def _when(source: date | int) -> str:
    return day(source) if isinstance(source, date) else f"day {source}"


def unknown_questions(journal: Journal) -> Iterator[Finding]:
    """Groups and weak points name questions of their own record."""
    for record in journal.days:
        ids = {question.id for question in record.questions}
        for field in ("groups", "stated_groups"):
            for n, group in enumerate(getattr(record, field)):
                for m, id in enumerate(group.questions):
                    if id not in ids:
                        yield _unknown(record, (field, n, "questions", m), id)
        for n, point in enumerate(record.weak):
            if point.question and point.question not in ids:
                yield _unknown(record, ("weak", n, "question"), point.question)


def _unknown(record: DayRecord, loc: Loc, id: str) -> Finding:
    known = ", ".join(question.id for question in record.questions) or "none"
    return Finding(_file(record), loc, "unknown-question", f'this day has no question "{id}".', f"It has {known}.")


def resolutions(journal: Journal, faulty: Set[str]) -> Iterator[Finding]:
    """`resolves` names a weak question of an earlier day; a record that was not read may hold it."""
    everywhere = {reference(r, q): (r, q) for r, _, q in _questions(journal)}
    for record, loc, question in _questions(journal):
        if not question.resolves or question.resolves.partition("#")[0] in faulty:
            continue
        place = _file(record), (*loc, "resolves")
        if question.resolves not in everywhere:
            message = f'there is no question "{question.resolves}".'
            yield Finding(*place, "resolves", message, "Write it like 2025-10-31#Q7.")
            continue
        weak, asked = everywhere[question.resolves]
        if weak.date >= record.date:
            message = "only a weak item of an earlier day can be settled."
            yield Finding(*place, "resolves", message, "Name one of an earlier record.")
        elif not asked.counts or (asked.score or 0) >= journal.settings.weak_below:
            message = f"{question.resolves} is no weak item: it scored {number(asked.score, 2)}."
            yield Finding(*place, "resolves", message, "Check the day and the question.", warn=True)


def never_introduced(journal: Journal) -> Iterator[Finding]:
    """A review's topic was met before; silent where the source day lies before the records."""
    recorded = {record.date for record in journal.days}
    met: set[str] = set()
    for record in journal.days:
        fresh = {i.topic for i in record.introduces} | {q.topic for q in record.questions if q.topic}
        for n, question in enumerate(record.questions):
            dates = [journal.date_of(source) for source in question.from_]
            if record.is_review(question) and question.topic and question.topic not in met and set(dates) <= recorded:
                message = f'"{question.topic}" is reviewed here, but no earlier record asks or introduces it.'
                hint = f"Check the topic and the day, or name it under introduces on {_when(question.from_[0])}."
                yield Finding(_file(record), ("questions", n, "topic"), "never-introduced", message, hint, warn=True)
        met |= fresh


def actions(journal: Journal) -> Iterator[Finding]:
    """An action is done on or after the day it was written."""
    for record in journal.days:
        for n, action in enumerate(record.actions):
            if action.done and action.done < record.date:
                message = f"it was done on {action.done}, before this record."
                yield Finding(_file(record), ("actions", n, "done"), "done-early", message, "Check both dates.")


def readiness(journal: Journal) -> Iterator[Finding]:
    """A snapshot does not count more items than its goal has, nor fewer than it marks."""
    topics = {goal.id: goal.topics for goal in journal.goals}
    for record in journal.days:
        for n, snapshot in enumerate(record.readiness):
            yield from _marks(record, ("readiness", n), snapshot)
            counted, most = sum(_counted(snapshot).values()), topics.get(snapshot.goal)
            if most is not None and counted > most:
                message = f"{counted} items are more than the {most} of the goal."
                yield Finding(
                    _file(record), ("readiness", n), "readiness", message, "Check the counts, or the goal's topics."
                )


def _counted(snapshot: Readiness) -> dict[str, int]:
    """How many items it counts by their mark; of a range the greater end."""
    most = snapshot.know[1] if snapshot.know else 0
    return {"know": most, "unsure": snapshot.unsure or 0, "dunno": snapshot.dunno or 0}


def _marks(record: DayRecord, loc: Loc, snapshot: Readiness) -> Iterator[Finding]:
    if not snapshot.marks:
        return
    hint = "Name it once, under know, unsure or dunno."
    for topic, times in Counter(topic for topics in snapshot.marked.values() for topic in topics).items():
        if times > 1:
            yield Finding(_file(record), (*loc, "marks"), "marks", f'"{topic}" is marked {times} times.', hint)
    for name, counted in _counted(snapshot).items():
        if counted < (n := len(snapshot.marked[name])):
            message = f"{name} counts {counted}, and {count(n, 'topic')} {'is' if n == 1 else 'are'} marked so."
            yield Finding(_file(record), (*loc, name), "marks", message, "Correct the count, or leave it out.")


def interviews(journal: Journal) -> Iterator[Finding]:
    """Nothing scores above its maximum."""
    for record in journal.days:
        for n, interview in enumerate(record.interviews):
            if interview.score is not None and interview.score > interview.of:
                yield _above(record, ("interviews", n, "score"), interview.score, interview.of)
            for m, aspect in enumerate(interview.rubric):
                if aspect.score > aspect.of:
                    yield _above(record, ("interviews", n, "rubric", m, "score"), aspect.score, aspect.of)


def _above(record: DayRecord, loc: Loc, score: Fraction, of: Fraction) -> Finding:
    message = f"{number(score)} is more than the {number(of)} it is out of."
    return Finding(_file(record), loc, "above", message, "Write of: and the most that could be reached.")


def aliases(journal: Journal) -> Iterator[Finding]:
    """An id or alias means one topic, and no two names look the same."""
    owner: dict[str, str] = {}
    alike: dict[str, str] = {}
    for id, topic in journal.topics.items():
        for n, name in enumerate((id, *topic.aliases)):
            loc: Loc = (id,) if n == 0 else (id, "aliases", n - 1)
            if (name in owner and owner[name] != id) or (n and name in journal.topics and name != id):
                message = f'"{name}" names two topics, {owner.get(name, name)} and {id}.'
                yield Finding("topics.yml", loc, "two-topics", message, "Keep it with one of them.", of_key=n == 0)
            owner.setdefault(name, id)
            other = alike.setdefault(skeleton(name), id)
            if other != id and name not in (other, *journal.topics[other].aliases):
                yield from _lookalike(journal, name, other, id, loc)


def _visible(name: str) -> str:
    """A name with its invisible characters spelled out."""
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c) in ("Cf", "Cc") else c for c in name)


def _lookalike(journal: Journal, name: str, other: str, id: str, loc: Loc) -> Iterator[Finding]:
    message = f'"{_visible(name)}" and "{_visible(other)}" differ only in case, width or invisible characters.'
    hint = "Write one of them everywhere, or make it an alias."
    yield Finding("topics.yml", loc, "lookalike", message, hint, warn=True, of_key=loc == (id,))
    for record, where, question in _questions(journal):
        if question.topic == id:
            yield Finding(_file(record), (*where, "topic"), "lookalike", message, hint, warn=True)
            return


def goals(journal: Journal) -> Iterator[Finding]:
    """A goal covers areas and topics that there are, and its id is its own."""
    areas = {topic.area for topic in journal.topics.values()}
    seen: set[str] = set()
    for n, goal in enumerate(journal.goals):
        if goal.id in seen:
            yield Finding("goals.yml", (n, "id"), "goal-id", f'the goal "{goal.id}" stands twice.', "Keep one of them.")
        seen.add(goal.id)
        for m, name in enumerate(goal.covers):
            if name not in areas and name not in journal.topics:
                message = f'"{name}" is neither a topic id nor an area.'
                hint = f"Areas: {', '.join(sorted(areas)) or 'none yet'}."
                yield Finding("goals.yml", (n, "covers", m), "covers", message, hint)


def grades(journal: Journal) -> Iterator[Finding]:
    """The grade scale goes down."""
    for before, after in pairwise(journal.settings.grades.items()):
        if before[1] <= after[1]:
            message = f"{after[0]} asks for {number(after[1])}, no less than {before[0]} with {number(before[1])}."
            yield Finding(
                "journal.yml", ("grades", after[0]), "grades", message, "Write the best grade first.", of_key=True
            )


def tiny_scores(journal: Journal) -> Iterator[Finding]:
    """A score of at most one percent looks like a fraction."""
    for record, loc, question in _questions(journal):
        if question.score is not None and 0 < question.score <= 1:
            message = f"{number(question.score, 2)} is read as {number(question.score, 2)} %, next to nothing."
            hint = f"Write {number(question.score * 100)} if the share was meant."
            yield Finding(_file(record), (*loc, "score"), "tiny-score", message, hint, warn=True)


def rest_days(journal: Journal) -> Iterator[Finding]:
    """A week has a study day, and a day of rest asks nothing."""
    if len(set(journal.settings.rest_days)) == len(WEEKDAYS):
        message = "every day of the week is a rest day."
        yield Finding("journal.yml", ("rest_days",), "rest", message, "Leave one day to study on.")
    for record in journal.days:
        if record.kind == "rest" and record.questions:
            yield Finding(
                _file(record), ("kind",), "rest", "a day of rest has questions.", "Write kind: study.", warn=True
            )


def stated(journal: Journal) -> Iterator[Finding]:
    """What the log states is what its questions give, first or as revised."""
    for statement in statements(journal):
        if statement.holds is False:
            yield Finding(_file(statement.record), statement.loc, "stated", stated_otherwise(statement), warn=True)
    for total in wrong_totals(journal):
        yield Finding(_file(total.record), total.loc, "stated", out_of_another_count(total), warn=True)


RULES: Sequence[Callable[[Journal], Iterable[Finding]]] = (
    day_numbers,
    question_ids,
    sources,
    unknown_questions,
    never_introduced,
    actions,
    readiness,
    interviews,
    aliases,
    goals,
    grades,
    tiny_scores,
    rest_days,
    stated,
)
