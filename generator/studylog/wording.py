"""How figures and dates are put into words: rounded once, half up, the same on every page and in every sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NONE = "–"


def scaled(value: Fraction | Decimal | float, digits: int) -> int:
    """`value` in tenths, hundredths or what `digits` says, halves away from zero; exact at any size."""
    above, below = value.as_integer_ratio()
    whole: int = (2 * abs(above) * 10**digits + below) // (2 * below)
    return whole if above >= 0 else -whole


def rounded(value: Fraction | Decimal | int, digits: int = 1) -> Decimal:
    """`value` to so many decimals, halves away from zero; exact at any size: no float, no decimal context."""
    return Decimal(f"{scaled(value, digits)}e-{digits}")


def number(value: Fraction | Decimal | float | None, digits: int = 1) -> str:
    """`83.1`, `95`: without a decimal that says nothing; an en dash where there is no figure."""
    if value is None:
        return NONE
    found = scaled(value, digits)
    whole, rest = divmod(abs(found), 10**digits)
    decimals = f"{rest:0{digits}}".rstrip("0") if rest else ""
    return f"{'−' if found < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


def percent(value: Fraction | None) -> str:
    """`83.1 %`, the space one that does not break."""
    return NONE if value is None else f"{number(value)}\u00a0%"


def signed(value: Fraction | None, digits: int = 1) -> str:
    """A change: `+1.5`, `−2`, `±0`."""
    if value is None:
        return NONE
    text = number(value, digits)
    return "±0" if text == "0" else text if text.startswith("−") else f"+{text}"


def span(ends: tuple[Fraction, Fraction] | tuple[int, int] | None) -> str:
    """A range: `45–50`, or one number where both ends are the same."""
    if ends is None:
        return NONE
    low, high = map(number, ends)
    return low if low == high else f"{low}–{high}"


def day(value: date | None) -> str:
    """`5 Nov 2025`."""
    return NONE if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """`Wed 5 Nov 2025`."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def count(n: int, one: str, many: str = "") -> str:
    """`1 day`, `3 days`, `no days`."""
    return f"{n or 'no'} {one if n == 1 else many or one + 's'}"


def some(names: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: of many, the first `most`."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def days_on_average(days: Sequence[int]) -> str:
    """`1 day on average`, `2.5 days on average`; there is at least one value."""
    mean = number(Fraction(sum(days), len(days)))
    return f"{mean} {'day' if mean == '1' else 'days'} on average"


def duration(minutes: int | None) -> str:
    """`45 min`, `2 h`, `2 h 30 min`."""
    if minutes is None:
        return NONE
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))
