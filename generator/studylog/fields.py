"""What a person may type into a field, and what it means.

The reader (`source.py`) hands every scalar over as text, so that `no`, `3.10` and `010` stay what was typed until a
field says what it wants. Each type here has one obvious reading; for anything else it says what to write instead.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeAlias, TypeVar
from urllib.parse import urlsplit

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_NUMBER = 20
LONGEST_INTERVAL_DAYS = 36_500
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?(0|[1-9]\d*)", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SPAN = re.compile(r"(\S+?)\s*[-–]\s*(\S+)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")
_LINE_BREAK = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")  # what breaks a line without being \n or \r
TOPIC_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
T = TypeVar("T")


def reject(code: str, message: str, hint: str = "") -> NoReturn:
    """Refuse a value: `message` says what is wrong, `hint` what to write."""
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def shown(value: object) -> str:
    """A value as it appears in a message: short, quoted, one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = " ".join(str(value).split())
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def text(value: object) -> str:
    """Free text, without the white space around it."""
    if not isinstance(value, str):
        reject(
            "text", f"expected text, got {shown(value)}.", 'Write one text; quote it ("…") if it holds a ":" or "#".'
        )
    if control := _CONTROL.search(value):
        reject("control-character", f"the text holds a control character (U+{ord(control[0]):04X}).", "Delete it.")
    if not (stripped := _LINE_BREAK.sub(" ", value).strip()):
        reject("text", "the text is empty.", "Write something, or leave the field out.")
    return stripped


def number(value: object, what: str = "a number", example: str = "95") -> Fraction:
    """A decimal number, exact. `1e2` is 100; full-width digits, NaN, infinities and booleans are refused."""
    if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    typed = value.strip() if isinstance(value, str) else ""
    if len(typed) > LONGEST_NUMBER or not _NUMBER.fullmatch(typed):
        hint = (
            f"Write it like {typed.replace(',', '.')}."
            if re.fullmatch(r"\d+,\d+", typed)
            else f"Write it like {example}."
        )
        reject("number", f"{shown(value)} is not {what}.", hint)
    return Fraction(typed)


def score(value: object) -> Fraction:
    """Percent, 0 to 100, exact. `95`, `92.5`, `95%`, `9.5/10` and `1e2` are read; anything else is refused."""
    what, example = "a score", "95, 92.5, 95% or 9.5/10"
    typed = value.strip() if isinstance(value, str) else value
    if isinstance(typed, str) and len(typed) > 2 * LONGEST_NUMBER:
        reject("score", f"{shown(value)} is not {what}.", f"Write it like {example}.")
    if isinstance(typed, str) and (
        change := re.fullmatch(r"([\d.]+)\s*%?\s*(?:→|->|=>|to|-|–)\s*([\d.]+)\s*%?", typed, re.ASCII)
    ):
        was, now = change.groups()
        reject(
            "score", f"{shown(value)} is two scores.", f"Write score: {now} and, below it, revised: [{{was: {was}}}]."
        )
    if isinstance(typed, str) and typed.count("/") == 1:
        part, whole = (number(side, what, example) for side in typed.split("/"))
        if whole <= 0:
            reject("score", f"{shown(value)} has nothing to be a part of.", "Write it like 9.5/10.")
        percent = 100 * part / whole
    else:
        bare = typed[:-1] if isinstance(typed, str) and typed.endswith("%") else typed
        percent = number(bare, what, example)
    if not 0 <= percent <= 100:
        reject("score", f"the score {shown(value)} is outside 0 to 100.", "Write percent, from 0 to 100.")
    return percent


def amount(value: object) -> Fraction:
    """A number that is not negative: points, a total."""
    if (found := number(value, "an amount", "9.5")) < 0:
        reject("number", f"{shown(value)} is less than 0.", "Write 0 or more.")
    return found


def figure(value: object) -> Decimal:
    """A figure as a log states it, with the decimals it was written with; a percent sign may follow."""
    typed = value.strip().removesuffix("%").strip() if isinstance(value, str) else value
    amount(typed)
    return typed if isinstance(typed, Decimal) else Decimal(str(typed))


def total(value: object) -> Fraction:
    """A number above zero: what points are out of."""
    if (found := number(value, "a total", "10")) <= 0:
        reject(
            "number",
            f"the total {shown(value)} is not above 0.",
            "Write what the points are out of, such as 10 or 100.",
        )
    return found


def count(value: object) -> int:
    """A whole number from 0 to a million."""
    typed = value.strip() if isinstance(value, str) else value
    if isinstance(typed, str) and len(typed) <= LONGEST_NUMBER and _INTEGER.fullmatch(typed):
        typed = int(typed)
    if not isinstance(typed, int) or isinstance(typed, bool):
        plain = str(value).strip().lstrip("0")
        hint = f"Write {plain}." if plain.isascii() and plain.isdigit() else "Write it like 10."
        reject("count", f"{shown(value)} is not a whole number.", hint)
    if not 0 <= typed <= 1_000_000:
        reject("count", f"{typed} is outside 0 to 1000000.")
    return typed


def minutes(value: object) -> int:
    """Minutes within one day."""
    if (found := count(value)) > 1440:
        reject("minutes", f"{found} minutes are more than a day.", "Write the minutes of this day, at most 1440.")
    return found


def retention(value: object) -> Fraction:
    """The recall in percent at which a topic comes again: 70 to 97."""
    typed = value.strip().removesuffix("%").strip() if isinstance(value, str) else value
    if 0 < (found := number(typed, "a percentage", "90")) < 1:
        reject("retention", f"the retention {shown(value)} is a part of 1.", f"Write percent: {float(100 * found):g}.")
    if not 70 <= found <= 97:
        reject("retention", f"the retention {shown(value)} is outside 70 to 97.", "Write percent, such as 90.")
    return found


def interval(value: object) -> int:
    """A number of days, from 1 to a hundred years."""
    if not 1 <= (found := count(value)) <= LONGEST_INTERVAL_DAYS:
        reject("interval", f"{found} is outside 1 to {LONGEST_INTERVAL_DAYS} days.", "Write days, such as 365.")
    return found


def day_number(value: object) -> int:
    """The number of a study day, from 1."""
    if not (found := count(value)):
        reject("day", "study days are counted from 1.")
    return found


def day_date(value: object) -> date:
    """A plain date. Only YYYY-MM-DD is read: 09-07-2018 is two different days to two people."""
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        reject(
            "date",
            f"{shown(value)} is not a date that can be read in one way.",
            "Write YYYY-MM-DD, such as 2025-11-05.",
        )
    try:
        found = date(*map(int, match.groups()))
    except ValueError:
        reject("date", f"there is no such date as {match.group()}.", "Check the month and the day.")
    if not FIRST_DATE <= found <= LAST_DATE:
        reject("date", f"{found} is outside {FIRST_DATE} to {LAST_DATE}.", "Check the year.")
    return found


def date_or_day(value: object) -> "date | int":
    """A date, or the number of a study day (an int)."""
    if isinstance(value, str) and not re.fullmatch(r"\s*\d{1,7}\s*", value, re.ASCII):
        return day_date(value)
    return value if isinstance(value, date) else day_number(value)


def source_days(value: object) -> "tuple[date | int, ...]":
    """Where something was learned: 8, [8, 9], 8-9 or a date; day numbers are ints."""
    if isinstance(value, list | tuple):
        return tuple(date_or_day(item) for item in value)
    span = re.fullmatch(r"\s*(\d{1,6})\s*[-–]\s*(\d{1,6})\s*", value, re.ASCII) if isinstance(value, str) else None
    if not span:
        return (date_or_day(value),)
    first, last = (day_number(end) for end in span.groups())
    if not first < last <= first + 366:
        reject("from", f"{shown(value)} is not a range of days.", "Write the earlier day first, such as 8-9.")
    return tuple(range(first, last + 1))


def due_day(value: object) -> "date | int":
    """When an action is due: a date, or `{day: 10}` for a study day (an int)."""
    if isinstance(value, dict):
        if list(value) != ["day"]:
            reject("due", "a due day is written {day: 10}.", "Write {day: 10} or a date.")
        return day_number(value["day"])
    return value if isinstance(value, int) and not isinstance(value, bool) else day_date(value)


def span_of(read: Callable[[object], T]) -> Callable[[object], "tuple[T, T]"]:
    """A reader of one value or of two ends, lowest first: 65, [65, 70] or 65-70."""

    def span(value: object) -> tuple[T, T]:
        match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        ends = list(match.groups()) if match else value if isinstance(value, list | tuple) else [value, value]
        if len(ends) != 2:
            reject("range", "a range has two ends.", "Write one number, or [lowest, highest].")
        low, high = (read(end) for end in ends)
        if low > high:  # type: ignore[operator]
            reject("range", "the range starts above its end.", "Write the lower end first.")
        return low, high

    return span


def web_address(value: object) -> str:
    """An address a reader may follow: http, https or mailto."""
    address = text(value)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https", "mailto") or any(c.isspace() for c in address):
        reject("address", f"{shown(address)} is not a web address.", "Write it with https:// in front.")
    return address


def topic_id(value: object) -> str:
    """The id of a topic or goal: it names pages and is typed often, so it is short and plain."""
    name = text(value)
    if not re.fullmatch(TOPIC_ID, name) or len(name) > 80:
        plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:80].strip("-")
        hint = f"Write {plain}." if plain else "Write it like llm-zero."
        reject("id", f"the id {shown(name)} may hold small letters, digits and single hyphens.", hint)
    return name


def topic_reference(value: object, info: ValidationInfo) -> str:
    """The id of a topic, looked up by id or alias among those that the journal knows (`context["topic"]`)."""
    return _reference("topic", value, info)


def goal_reference(value: object, info: ValidationInfo) -> str:
    """The id of a goal that `goals.yml` declares (`context["goal"]`)."""
    return _reference("goal", value, info)


def _reference(kind: str, value: object, info: ValidationInfo) -> str:
    name = text(value)
    resolve = (info.context or {}).get(kind)
    return resolve(name) if resolve else name


_NUMBER_SCHEMA = {"type": "number", "minimum": 0}
_COUNT_SCHEMA = {"type": "integer", "minimum": 0}
_DAY_SCHEMA = {"type": "integer", "minimum": 1}
_DATE_SCHEMA = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}
_PERCENT_SCHEMA = {"anyOf": [
    {"type": "number", "minimum": 0, "maximum": 100},
    {"type": "string", "pattern": r"^ *[0-9.]+ *(%|/ *[0-9.]+)? *$"},
]}  # fmt: skip


def _span_schema(end: dict[str, Any]) -> dict[str, Any]:
    pair = {"type": "array", "items": end, "minItems": 2, "maxItems": 2}
    return {"anyOf": [end, pair, {"type": "string", "pattern": "^ *[0-9.]+%? *[-–] *[0-9.]+%? *$"}]}


def _field(python: Any, read: Callable[..., Any], schema: dict[str, Any]) -> Any:
    return Annotated[python, PlainValidator(read), WithJsonSchema(schema)]


if TYPE_CHECKING:
    Text: TypeAlias = str
    WebAddress: TypeAlias = str
    TopicRef: TypeAlias = str
    GoalRef: TypeAlias = str
    TopicId: TypeAlias = str
    Score: TypeAlias = Fraction
    Amount: TypeAlias = Fraction
    Figure: TypeAlias = Decimal
    Total: TypeAlias = Fraction
    Count: TypeAlias = int
    Minutes: TypeAlias = int
    DayNumber: TypeAlias = int
    Retention: TypeAlias = Fraction
    Interval: TypeAlias = int
    Day: TypeAlias = date
    DayOrNumber: TypeAlias = date | int
    DueDay: TypeAlias = date | int
    SourceDays: TypeAlias = tuple[date | int, ...]
    ScoreSpan: TypeAlias = tuple[Fraction, Fraction]
    AmountSpan: TypeAlias = tuple[Fraction, Fraction]
    CountSpan: TypeAlias = tuple[int, int]
else:
    Text = _field(str, text, _TEXT_SCHEMA)
    WebAddress = _field(str, web_address, {"type": "string", "pattern": "^(https?://|mailto:)"})
    TopicRef = _field(str, topic_reference, _TEXT_SCHEMA)
    GoalRef = _field(str, goal_reference, _TEXT_SCHEMA)
    TopicId = _field(str, topic_id, {"type": "string", "pattern": f"^{TOPIC_ID}$"})
    Score = _field(Fraction, score, _PERCENT_SCHEMA)
    Amount = _field(Fraction, amount, _NUMBER_SCHEMA)
    Figure = _field(Decimal, figure, _PERCENT_SCHEMA["anyOf"][1] | {"type": ["number", "string"]})
    Total = _field(Fraction, total, {"type": "number", "exclusiveMinimum": 0})
    Count = _field(int, count, _COUNT_SCHEMA)
    Minutes = _field(int, minutes, _COUNT_SCHEMA | {"maximum": 1440})
    DayNumber = _field(int, day_number, _DAY_SCHEMA)
    Retention = _field(Fraction, retention, {"anyOf": [
        {"type": "number", "minimum": 70, "maximum": 97}, {"type": "string", "pattern": "^ *[0-9.]+ *%? *$"},
    ]})  # fmt: skip
    Interval = _field(int, interval, _DAY_SCHEMA | {"maximum": LONGEST_INTERVAL_DAYS})
    Day = _field(date, day_date, _DATE_SCHEMA)
    DayOrNumber = _field(date | int, date_or_day, {"anyOf": [_DAY_SCHEMA, _DATE_SCHEMA]})
    SourceDays = _field(tuple, source_days, {"anyOf": [
        _DAY_SCHEMA, _DATE_SCHEMA, {"type": "string", "pattern": "^[0-9]+ *[-–] *[0-9]+$"},
        {"type": "array", "items": {"anyOf": [_DAY_SCHEMA, _DATE_SCHEMA]}},
    ]})  # fmt: skip
    DueDay = _field(date | int, due_day, {"anyOf": [
        _DATE_SCHEMA,
        {"type": "object", "properties": {"day": _DAY_SCHEMA}, "required": ["day"], "additionalProperties": False},
    ]})  # fmt: skip
    ScoreSpan = _field(tuple, span_of(score), _span_schema(_PERCENT_SCHEMA))
    AmountSpan = _field(tuple, span_of(amount), _span_schema(_NUMBER_SCHEMA))
    CountSpan = _field(tuple, span_of(count), _span_schema(_COUNT_SCHEMA))
