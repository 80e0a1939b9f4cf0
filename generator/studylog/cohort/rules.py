"""Who needs attention, and why: rules in the order of their weight, each with the figures that it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from ..wording import count, day, number, percent, signed
from .standing import GoalStanding, Standing

SILENT_STUDY_DAYS = 3
OVERDUE_CHECKS = 3
MISSED_DAYS = 28
STUCK_DAYS, STUCK_ITEMS = 14, 3
WAITING_DAYS = 7
UNREAD, FINE = "unread", "fine"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a learner stands at this place. Among those whom one rule brings there, more `weight` comes first."""

    rule: str
    weight: Fraction
    sentence: str


def reasons(standing: Standing) -> tuple[Reason, ...]:
    """Every rule that holds, the gravest first; that all is fine where none does."""
    found = tuple(Reason(name, *held) for name, rule in _RULES.items() if (held := rule(standing)))
    return found or (Reason(FINE, Fraction(0), _fine(standing)),)


Held: TypeAlias = tuple[Fraction, str] | None
"""The weight and the sentence of a rule that holds."""


def _silent(of: Standing) -> Held:
    if of.silent < SILENT_STUDY_DAYS:
        return None
    days = count(of.silent, "study day")
    return Fraction(of.silent), f"No record for {days}, since {day(of.active)}." if of.active else f"No record in {days}."


def _falling(of: Standing) -> Held:
    if not (held := _below(of)) or of.change is None or of.change >= 0:
        return None
    gap, said = held
    return gap, f"{said}, and {number(-of.change)} points lower than on {day(of.since)}."


def _low(of: Standing) -> Held:
    if not (held := _below(of)) or _falling(of):
        return None
    gap, said = held
    return gap, f"{said}." if of.change is None else f"{said}; {signed(of.change)} points since {day(of.since)}."


def _below(of: Standing) -> Held:
    if of.mean is None or of.mean >= of.weak_below:
        return None
    said = f"The 7-check mean is {percent(of.mean)}, below the line of {percent(of.weak_below)}"
    return of.weak_below - of.mean, said


def _overdue(of: Standing) -> Held:
    if not of.holds or of.overdue <= OVERDUE_CHECKS * of.holds:
        return None
    load = Fraction(of.overdue, of.holds)
    return load, f"{of.overdue} reviews are overdue: {count(ceil(load), 'check')} with {of.holds} each."


def _late(of: Standing) -> Held:
    late = sorted((goal for goal in of.goals if _is_late(goal, of.day)), key=lambda goal: (goal.by, goal.title))
    if not late:
        return None
    first, more = late[0], len(late) - 1
    passed = f"it was due on {day(first.by)}"
    pace = f"its pace leads to {day(first.expected)}" if first.expected else "its pace does not lead there"
    why = passed if first.outlook == "missed" else f"{pace}, due is {day(first.by)}"
    also = f" {count(more, 'other goal')} {'is' if more == 1 else 'are'} late too." if more else ""
    return -Fraction(first.by.toordinal()), f"Goal “{first.title}” is late: {why}.{also}"


def _stuck(of: Standing) -> Held:
    stuck = [days for days in of.weak if days >= STUCK_DAYS]
    if len(stuck) < STUCK_ITEMS:
        return None
    return Fraction(len(stuck)), f"{len(stuck)} weak items stay open for {STUCK_DAYS} days and more, one for {stuck[0]}."


def _waiting(of: Standing) -> Held:
    if not of.waiting or of.waiting[0] < WAITING_DAYS:
        return None
    n, longest = len(of.waiting), count(of.waiting[0], "day")
    one = f"A question has waited for an answer for {longest}."
    return Fraction(of.waiting[0]), one if n == 1 else f"{n} questions wait for an answer, one for {longest}."


def _new(of: Standing) -> Held:
    return (Fraction(0), "No check has a score yet.") if of.score is None else None


def _fine(of: Standing) -> str:
    weak = f"{count(len(of.weak), 'weak item')} open"
    return f"Fine: a 7-check mean of {percent(of.mean)}, {number(of.checks_a_week)} checks a week, {weak}."


_RULES: Mapping[str, Callable[[Standing], Held]] = {
    "silent": _silent,
    "falling": _falling,
    "overdue": _overdue,
    "late": _late,
    "stuck": _stuck,
    "below": _low,
    "waiting": _waiting,
    "new": _new,
}
ORDER = (UNREAD, *_RULES, FINE)
