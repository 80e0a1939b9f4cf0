"""Figures and dates as JSON has them."""

import json
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..model import DayRecord
from ..wording import rounded


def record_json(record: DayRecord) -> dict[str, str]:
    return {"key": record.key, "date": str(record.date)}


def number(value: Fraction | float | None) -> float | None:
    """To two decimals, halves up."""
    return None if value is None else _rounded(*value.as_integer_ratio())


@lru_cache(maxsize=16_384)
def _rounded(numerator: int, denominator: int) -> float:
    """Few values stand in many places; a fraction itself takes longer to look up than to round."""
    return float(rounded(Fraction(numerator, denominator), 2))


def date_json(value: date | None) -> str | None:
    return None if value is None else str(value)


def compact(value: Any) -> str:
    """A value as JSON in one line, without what only people need."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
