"""What is said about a record after its day: a score revised, an action done, a correction, a message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from ..fields import score as percent_of
from ..model import Action, Correction, DayRecord, Journal, Message, Question
from ..source import read
from .surgery import with_value
from .written import Value


class Refused(ValueError):
    """Why an edit makes no sense for what the record holds, and what to write instead."""


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is not done. `key` is its record and its number there, `2025-11-05#2`."""

    key: str
    record: DayRecord
    action: Action
    due: date | None


def scored(
    text: str, record: DayRecord, name: str, score: str, revision: Mapping[str, str | None], was: str | None = None
) -> str:
    """The text of a record with the score of a question; the score that it had goes to `revised`.

    `score` is as typed; `revision` holds `on` and perhaps `by` and `why`. The same score gives the same text. Raises
    Refused for an unknown question and where the present score is not `was`; Uneditable.
    """
    n = _number_of(record, name)
    question = record.questions[n]
    if was is not None and (question.score is None or percent_of(was) != question.score):
        raise Refused(f"{question.id} has {_said(text, n)}, not {was}. Look at it again, or leave --was out.")
    if percent_of(score) == question.score:
        return text
    if question.score is not None:
        earlier: Value = {"was": _typed(text, n), **{key: value for key, value in revision.items() if value}}
        place = ("questions", n, "revised", len(question.revised))
        text = with_value(text, place, earlier, Question.field_names())
    elif revision.get("why") or revision.get("by"):
        raise Refused(f"{question.id} has no score yet that could be revised. Leave --why and --by out.")
    return with_value(text, ("questions", n, "score"), score, Question.field_names())


def noted(text: str, record: DayRecord, name: str, note: str) -> str:
    """The text of a record with another note of a question. Raises Refused, Uneditable."""
    return with_value(text, ("questions", _number_of(record, name), "note"), note, Question.field_names())


def open_actions(journal: Journal) -> Iterator[OpenAction]:
    """What is not done, in order of date; an action keeps its number when others are done."""
    for record in journal.days:
        for n, action in enumerate(record.actions, 1):
            if not action.done:
                due = journal.date_of(action.due) if action.due is not None else None
                yield OpenAction(f"{record.key}#{n}", record, action, due)


def done(text: str, record: DayRecord, number: int, on: date) -> str:
    """The text of a record with its action `number`, counted from 1, done. Raises Refused, Uneditable."""
    if not 1 <= number <= len(record.actions):
        there = f"its actions are 1 to {len(record.actions)}" if record.actions else "it has none"
        raise Refused(f"{record.key} has no action {number}: {there}. studylog actions lists those that are open.")
    if already := record.actions[number - 1].done:
        raise Refused(f"{record.key}#{number} is done since {already}.")
    return with_value(text, ("actions", number - 1, "done"), str(on), Action.field_names())


def corrected(text: str, record: DayRecord, correction: Mapping[str, str | None]) -> str:
    """The text of a record with one more correction, of the fields that have a value. Raises Uneditable."""
    known: Value = {key: str(correction[key]) for key in Correction.field_names() if correction.get(key)}
    return with_value(text, ("corrections", len(record.corrections)), known, DayRecord.field_names())


def replied(text: str, record: DayRecord, message: Mapping[str, str | None]) -> str:
    """The text of a record with one more message in its thread. Raises Uneditable."""
    known: Value = {key: str(message[key]) for key in Message.field_names() if message.get(key)}
    return with_value(text, ("thread", len(record.thread)), known, DayRecord.field_names())


def _number_of(record: DayRecord, name: str) -> int:
    ids = [question.id for question in record.questions]
    if name in ids:
        return ids.index(name)
    near = get_close_matches(name.upper(), ids, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    there = f"There are {', '.join(ids)}." if ids else "It has no questions."
    raise Refused(f'{record.key} has no question "{name}". {hint}{there}')


def _typed(text: str, n: int) -> str:
    """The score of a question as it stands in the file."""
    document, _ = read(text.encode(), "")
    value: Any = document.value["questions"][n].get("score") if document else None
    return str(value)


def _said(text: str, n: int) -> str:
    typed = _typed(text, n)
    return "no score" if typed == "None" else f"the score {typed}"
