"""The check held in the terminal, without the terminal: which questions wait for a score, and a record with answers.

A record is a text at every moment, as it stands in its file: who has it open in an editor loses nothing either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

from . import fields
from .editing import Value, with_value
from .evening import taken
from .model import Question
from .source import read

MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question without a score, as the record has it."""

    id: str
    topic: str | None
    asks: str | None
    because: str | None


def waiting(text: str) -> tuple[Waiting, ...]:
    """The questions of a record that have no score, in its order."""
    return tuple(
        Waiting(id, question.get("topic"), question.get("asks"), question.get("because"))
        for id, question in _questions(text)
        if question.get("score") is None
    )


def answered(text: str, id: str, field: str, value: str) -> str:
    """The record with a field of a question filled in. Raises Uneditable, and LookupError where it is not there."""
    if (ids := _ids(text)).count(id) != 1:
        raise LookupError(f"{id} cannot be found in the record")
    return with_value(text, ("questions", ids.index(id), field), value, Question.field_names())


def added(text: str, topic: str, asks: str | None) -> tuple[str, str]:
    """The record with a new question, in the first place that is left for one or else as the last, and its id.

    Raises Uneditable.
    """
    ids = _ids(text)
    free = [id for n in range(1, len(ids) + MOST_PLACES) if (id := f"Q{n}") not in ids]
    for id in free:
        if (opened := taken(text, id)) and id in _ids(opened):
            made = answered(opened, id, "topic", topic)
            return (answered(made, id, "asks", asks) if asks else made), id
    question: Value = {"id": free[0], "topic": topic, **({"asks": asks} if asks else {})}
    return with_value(text, ("questions", len(ids)), question, Question.field_names()), free[0]


def score_typed(typed: str) -> str:
    """A score as it goes into the record. Raises ValueError with what to write instead."""
    try:
        found = fields.score(typed)
    except PydanticCustomError as error:
        raise ValueError(_said(error)) from None
    if 0 < found <= 1 and not typed.endswith("%") and "/" not in typed:
        share = Fraction(100 * found)
        raise ValueError(f"{typed} is next to nothing. Write {float(share):g} if the share was meant, else {typed}%.")
    return typed.strip()


def text_typed(typed: str) -> str:
    """A text as it goes into the record. Raises ValueError with what is wrong."""
    try:
        return fields.text(typed)
    except PydanticCustomError as error:
        raise ValueError(_said(error)) from None


def _said(error: PydanticCustomError) -> str:
    said = error.context or {}
    return f"{said['message']} {said['hint']}".strip()


def _ids(text: str) -> list[str]:
    return [id for id, _ in _questions(text)]


def _questions(text: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The questions of a record with their ids, in order; Q1, Q2, … where they are left out."""
    document, _ = read(text.encode(), "")
    found = document.value.get("questions") if document and isinstance(document.value, dict) else None
    named = enumerate(found if isinstance(found, list) else [], 1)
    parts = ((n, part if isinstance(part, dict) else {"score": ""}) for n, part in named)
    return [(str(part.get("id") or f"Q{n}"), part) for n, part in parts]
