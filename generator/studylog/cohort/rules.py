"""Who needs attention, and why: rules in the order of their weight, each with the figures that it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from ..wording import count, day, number, percent, signed
from .standing import GoalStanding, Standing

SILENT_STUDY_DAYS = 3
OVERDUE_CHECKS = 3
MISSED_DAYS = 28
"""After that a goal that was missed is history."""
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
    found = tuple(Reason(name, *held) for name, (_, rule) in _RULES.items() if (held := rule(standing)))
    return found or (Reason(FINE, Fraction(0), _fine(standing)),)


Held: TypeAlias = tuple[Fraction, str] | None
"""The weight and the sentence of a rule that holds."""


def _silent(of: Standing) -> Held:
    if of.silent < SILENT_STUDY_DAYS:
        return None
    since = f", since {day(of.active)}" if of.active else ""
    return Fraction(of.silent), f"No record for {count(of.silent, 'study day')}{since}."


def _falling(of: Standing) -> Held:
    if not (held := _below(of)) or of.change is None or of.change >= 0:
        return None
    gap, said = held
    return gap, f"{said}, and {number(-of.change, 2)} points lower than on {day(of.since)}."


def _low(of: Standing) -> Held:
    if not (held := _below(of)) or _falling(of):
        return None
    gap, said = held
    return gap, f"{said}." if of.change is None else f"{said}; {signed(of.change, 2)} points since {day(of.since)}."


def _below(of: Standing) -> Held:
    if of.mean is None or of.mean >= of.weak_below:
        return None
    # Two decimals, as figures.json has them: 79.96 is below 80, and 80.0 would not be.
    said = f"The 7-check mean is {number(of.mean, 2)}\u00a0%, below the line of {percent(of.weak_below)}"
    return of.weak_below - of.mean, said


def _overdue(of: Standing) -> Held:
    if not of.holds or of.overdue <= OVERDUE_CHECKS * of.holds:
        return None
    load = Fraction(of.overdue, of.holds)
    return load, f"{of.overdue} reviews are overdue: {ceil(load)} checks at {of.holds} each."


def _late(of: Standing) -> Held:
    late = [(goal.by, goal) for goal in of.goals if goal.by and _is_late(goal, goal.by, of)]
    if not late:
        return None
    (by, first), more = min(late, key=lambda one: (one[0], one[1].title)), len(late) - 1
    if first.outlook == "missed":
        why = f"it was due on {day(by)}"
    else:
        pace = f"its pace leads to {day(first.expected)}" if first.expected else "its pace does not lead there"
        why = f"due on {day(by)}, {pace}"
    also = f" {count(more, 'other goal')} {'is' if more == 1 else 'are'} late too." if more else ""
    return -Fraction(by.toordinal()), f"Goal “{first.title}” is late: {why}.{also}"


def _is_late(goal: GoalStanding, by: date, of: Standing) -> bool:
    return goal.outlook == "late" or (goal.outlook == "missed" and (of.day - by).days <= MISSED_DAYS)


def _stuck(of: Standing) -> Held:
    stuck = [days for days in of.weak if days >= STUCK_DAYS]
    if len(stuck) < STUCK_ITEMS:
        return None
    said = f"{len(stuck)} weak items stay open for {STUCK_DAYS} days and more, one for {stuck[0]}."
    return Fraction(len(stuck)), said


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


_RULES: Mapping[str, tuple[str, Callable[[Standing], Held]]] = {
    "silent": (f"no record for {SILENT_STUDY_DAYS} study days or more; most days first", _silent),
    "falling": (
        "the 7-check mean is below the weak line and lower than four weeks before; farthest below first",
        _falling,
    ),
    "overdue": (f"more reviews are overdue than {OVERDUE_CHECKS} checks hold; most checks first", _overdue),
    "late": (
        "the pace of a goal leads to its target after its date or never, or that date passed within the last "
        f"{MISSED_DAYS} days without it; earliest date first",
        _late,
    ),
    "stuck": (f"{STUCK_ITEMS} weak items or more stay open for {STUCK_DAYS} days and more; most items first", _stuck),
    "below": ("the 7-check mean is below the weak line; farthest below first", _low),
    "waiting": (f"a question has waited for an answer for {WAITING_DAYS} days or more; longest first", _waiting),
    "new": ("no check has a score yet", _new),
}
MEANINGS: Mapping[str, str] = {
    UNREAD: "the figures could not be read",
    **{name: meaning for name, (meaning, _) in _RULES.items()},
    FINE: "none of these",
}
"""Every rule in the order of its weight, and when it holds."""
