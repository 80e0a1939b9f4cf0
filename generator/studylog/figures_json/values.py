"""Figures and dates as JSON has them."""

from datetime import date
from fractions import Fraction

from ..model import DayRecord
from ..wording import rounded


def record_json(record: DayRecord) -> dict[str, str]:
    return {"key": record.key, "date": str(record.date)}


def number(value: Fraction | float | None) -> float | None:
    """To two decimals, halves up."""
    return None if value is None else float(rounded(Fraction(value), 2))


def date_json(value: date | None) -> str | None:
    return None if value is None else str(value)
