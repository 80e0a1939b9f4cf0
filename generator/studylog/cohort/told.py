"""What figures of a journal tell an overview: the few keys of figures.json that it uses, held to what they must be.

The file may come from anybody. Whatever it holds, it is either read as told here or refused in one sentence.
"""

import json
import re
import unicodedata
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from .. import fields as f
from ..figures_json import VERSION
from ..model import Weekday

LONGEST_TEXT = 80
MOST_VALUES = 2_000_000
"""Some times what ten years of records come to: a small file of empty lists would take gigabytes once it is read."""
_LONGEST_READ = 1000
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
"""What moves the cursor of a terminal, colours it or names its window."""
_TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the direction of text around."""
_UNSEEN = ("Cc", "Cn", "Co", "Cs")
Item = TypeVar("Item")


class Unread(Exception):
    """Why there are no figures to show, as the end of a sentence without its full stop."""


def words(error: object) -> str:
    """What an error says, without the number that the system gives it."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__


def clean(text: str, most: int = LONGEST_TEXT) -> str:
    """Text of others in one line of at most `most` characters, with nothing in it that a terminal or page obeys."""
    spaced = " ".join(_ESCAPE.sub("", text[:_LONGEST_READ]).split())
    shown = "".join(c for c in spaced if c not in _TURNS and unicodedata.category(c) not in _UNSEEN)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def _number(value: object, lowest: int, highest: int) -> Fraction:
    if not isinstance(value, int | float) or isinstance(value, bool) or not lowest <= value <= highest:
        f.reject("number", f"a number from {lowest} to {highest} is expected.")
    return Fraction(str(value))


Percent: TypeAlias = Annotated[Fraction, PlainValidator(lambda value: _number(value, 0, 100))]
Points: TypeAlias = Annotated[Fraction, PlainValidator(lambda value: _number(value, -100, 100))]
Pace: TypeAlias = Annotated[Fraction, PlainValidator(lambda value: _number(value, -100_000, 100_000))]
Count: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)]
# A list that is not what it should be is refused at its first item, however many there are.
Several: TypeAlias = Annotated[tuple[Item, ...], Field(strict=False, fail_fast=True)]


class _Part(BaseModel):
    """Keys that are not used are passed by, so that figures may say more."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Check(_Part):
    reviews: Count


class Trend(_Part):
    mean: Percent
    since: f.Day | None
    change: Points | None


class Day(_Part):
    date: f.Day
    score: Percent | None
    rolling: Percent | None


class _Schedule(_Part):
    due: f.Day


class _Topic(_Part):
    schedule: _Schedule | None


def _dues(topics: object) -> tuple[date, ...]:
    """When the topics are due that have a schedule."""
    if not isinstance(topics, dict):
        raise ValueError("an object is expected")  # noqa: TRY004  # of these two pydantic takes this one alone
    found = (_Topic.model_validate(topic).schedule for topic in topics.values())
    return tuple(schedule.due for schedule in found if schedule)


class WeakItem(_Part):
    date: f.Day
    resolved: f.Day | None


class Goal(_Part):
    title: str
    target: Annotated[tuple[Percent, Percent], Field(strict=False)] | None
    by: f.Day | None
    reached: f.Day | None
    pace: Pace | None
    projection: Annotated[tuple[f.Day, f.Day | None], Field(strict=False)] | None


class Habit(_Part):
    studied: Several[f.Day]
    missed: Several[f.Day]
    streak: Count


class OpenQuestion(_Part):
    date: f.Day
    on: f.Day | None


class Told(_Part):
    """The figures of one journal. Each key is what the guide's page on figures.json says of it."""

    version: Literal[VERSION]  # type: ignore[valid-type]
    as_of: f.Day
    title: str
    learner: str | None
    weak_below: Percent
    rest_days: Annotated[tuple[Weekday, ...], Field(strict=False, max_length=7, fail_fast=True)]
    check: Check
    trend: Trend | None
    days: Several[Day]
    due: Annotated[tuple[date, ...], PlainValidator(_dues), Field(alias="topics")]
    weak_items: Several[WeakItem]
    goals: Several[Goal]
    habit: Habit
    open_questions: Several[OpenQuestion]


def told(content: bytes) -> Told:
    """Read a figures.json. Raises Unread for everything that is none, or one of another version."""
    if sum(content.count(sign) for sign in (b",", b"[", b"{")) > MOST_VALUES:
        raise Unread(f"it holds more than {MOST_VALUES} values")
    try:
        return Told.model_validate(json.loads(content))
    except ValidationError as error:
        raise Unread(_why(error)) from error
    except (ValueError, RecursionError) as error:
        raise Unread("what is there is no JSON") from error


def _why(error: ValidationError) -> str:
    """What is wrong with a file, from what was found in it; the version comes first, since it explains the rest."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    first = next((one for one in found if one["loc"] == ("version",)), found[0])
    if first["loc"] == ("version",) and first["type"] == "literal_error":
        return f"its figures have another form than version {VERSION}, which this studylog reads"
    if first["loc"] in ((), ("version",)):
        return "what is there is no figures.json of studylog, or that of an early version"
    place = clean(".".join(map(str, first["loc"])))
    return f"its figures are damaged: {place}: {clean(first['msg'])}"
