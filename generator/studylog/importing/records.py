"""From logs to the files of a journal: records by day, topics to review, and what a person has to look at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..dump import yaml_of
from ..model import DayRecord, Goal, Question, Topic
from ..problems import Problem
from ..source import read as read_yaml
from .day import Day, Fields
from .goals import Goals
from .lines import lines
from .log import Log
from .log import read as read_log
from .tables import DELIMITERS
from .tables import read as read_table
from .text import decoded
from .topics import Names

_RECORD = TypeAdapter(DayRecord)


@dataclass(frozen=True)
class Made:
    """The record of a day: the text of its file, and what it holds as plain texts."""

    text: str
    value: Mapping[str, Any]

    @property
    def questions(self) -> Sequence[Mapping[str, Any]]:
        questions: Sequence[Mapping[str, Any]] = self.value.get("questions", ())
        return questions

    @property
    def topics(self) -> set[str]:
        """The ids of all topics that it names."""
        return {entry["topic"] for name in ("questions", "introduces") for entry in self.value.get(name, ())
                if "topic" in entry}  # fmt: skip

    @property
    def goals(self) -> set[str]:
        """The ids of all goals that it says how far they are."""
        return {entry["goal"] for entry in self.value.get("readiness", ())}

    @property
    def figures(self) -> int:
        """How many figures it states of itself."""
        return sum(len(self.value.get(name, ())) for name in ("stated", "stated_groups"))


@dataclass(frozen=True)
class Imported:
    """What logs gave: records by day, proposed topics and goals by id, what to look at, and where each line went.

    `placed` counts the lines of all logs by what became of them: a field, `notes`, `structure`, `not understood`;
    `answers` those of collections. `remarks` say what was taken for granted.
    """

    days: Mapping[date, Made]
    topics: Mapping[str, Mapping[str, Any]]
    goals: Mapping[str, Mapping[str, Any]]
    alike: Sequence[tuple[str, ...]]
    problems: Sequence[Problem]
    placed: Mapping[str, int]
    answers: Mapping[str, int]
    remarks: Sequence[str]


def imported(logs: Iterable[tuple[str, Log]], topics: Mapping[str, Topic], goals: Sequence[Goal] = ()) -> Imported:
    """The records of logs, as pairs of path and what was read, for a journal that has `topics` and `goals`."""
    names, aims, problems = Names(topics), Goals(goals), list[Problem]()
    placed, answers, remarks = Counter[str](), Counter[str](), list[str]()
    found: dict[date, Made] = {}
    for path, log in logs:
        problems += log.problems
        remarks += log.remarks
        placed.update(log.placed.values())
        answers.update(log.answers)
        dates = {day.fields["day"]: day.date for day in log.days if "day" in day.fields}
        for day in log.days:
            for title, said in day.goals.items():
                aims.learn(title, said, dates)
            made = _made(day, names, aims)
            if fault := _fault(made.text, path, day, taken=day.date in found):
                problems.append(fault)
            else:
                found[day.date] = made
    days, noticed = dict(sorted(found.items())), sorted(set(problems))
    return Imported(days, names.entries(), aims.proposed, names.alike(), noticed, placed, answers, remarks)


def log_of(raw: bytes, path: str, year: int | None = None) -> Log:
    """A log that is a text: a table by the end of its name, else Markdown. `year` is for dates without one."""
    text, faults = decoded(raw, path)
    if faults:
        return Log(problems=list(faults))
    delimiter = DELIMITERS.get(PurePath(path).suffix.lower())
    log = read_table(text, path, delimiter) if delimiter else read_log(lines(text), path, year)
    log.problems += _nothing_asked(log, path)
    return log


def _nothing_asked(log: Log, path: str) -> Iterable[Problem]:
    if not any("score" in question for day in log.days for question in day.questions):
        message = "no scored question was found in this log."
        hint = "A day begins with a heading that has a date; questions stand in a table with a score."
        yield Problem(path, 0, 0, "no-question", message, hint)


def _made(day: Day, names: Names, goals: Goals) -> Made:
    value = _value(day, names, goals)
    return Made(yaml_of(value, "day", 2), value)


def _value(day: Day, names: Names, goals: Goals) -> dict[str, Any]:
    """The record of a day as plain texts, in the order of its fields."""
    number = day.fields.get("day")
    questions = _distinct([_asked(question, number, names) for question in day.questions])
    notes = [({"heading": heading} if heading else {}) | {"lines": lines} for heading, lines in day.notes.items()]
    introduces = [entry | {"topic": names.id_of(entry["topic"])} for entry in day.fields.get("introduces", ())]
    readiness = [entry | {"goal": goals.id_of(entry["goal"])} for entry in day.fields.get("readiness", ())]
    value: Fields = {**day.fields, "date": str(day.date), "questions": questions, "introduces": introduces}
    value |= {"readiness": readiness, "notes": notes}
    return {name: value[name] for name in DayRecord.field_names() if value.get(name)}


def _asked(question: Mapping[str, Any], day: str | None, names: Names) -> dict[str, Any]:
    value = dict(question)
    if path := value.get("path"):
        value["topic"] = names.id_of_path(path)
    elif name := value.get("topic") or value["asks"].strip("–"):
        value["topic"] = names.id_of(name)
    sources = [source for source in value.get("from", ()) if source != day]
    value["from"] = sources[0] if len(sources) == 1 else sources
    return {name: value[name] for name in Question.field_names() if value.get(name)}


def _distinct(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ids that stand once: the second Q3 is Q3-2."""
    seen = Counter[str]()
    for question in questions:
        id = question.get("id", f"Q{len(seen) + 1}")
        seen[id] += 1
        question["id"] = id if seen[id] == 1 else f"{id}-{seen[id]}"
    return questions


def _fault(made: str, path: str, day: Day, *, taken: bool) -> Problem | None:
    """Why a day cannot be taken: another log had it, or its record cannot be read back, a fault of ours."""
    column = min(day.line, 1)
    if taken:
        return Problem(
            path, day.line, column, "twice", f"{day.date} stood in a log before this one.", "Put them into one."
        )
    document, found = read_yaml(made.encode(), path)
    reason = found[0].message if found else ""
    if document and not reason:
        try:
            _RECORD.validate_python(document.value)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    if not reason:
        return None
    message = f"{day.date} could not be made a record: {reason}"
    return Problem(path, day.line, column, "import", message, "Write this day by hand.")
