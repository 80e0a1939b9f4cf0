"""Who needs attention: each rule at its edge, its sentence, and the order of them all."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from studylog.cohort.row import Row, ordered
from studylog.cohort.rules import MEANINGS, Reason, reasons
from studylog.cohort.standing import GoalStanding, Outlook, Standing

DAY = date(2025, 11, 26)
FINE = Standing(
    day=DAY, name="Ada", title="Log", as_of=DAY, weak_below=Fraction(80), mean=Fraction(85), change=Fraction(1),
    since=date(2025, 10, 28), means=(Fraction(85),), score=Fraction(90), scored_on=DAY, due=4, overdue=3, holds=3,
    weak=(13, 2), active=DAY, days_ago=0, silent=0, streak=4, checks_a_week=Fraction(5), goals=(), waiting=(),
)  # fmt: skip


def goal(
    outlook: Outlook, by: str | None = "2025-12-01", expected: str | None = None, title: str = "G"
) -> GoalStanding:
    dates = (date.fromisoformat(on) if on else None for on in (by, expected))
    return GoalStanding(title, next(dates), outlook, next(dates))


LOW = {"mean": Fraction(70), "change": Fraction("-4.5")}
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("all well", {}, ["fine"]),
    ("two study days", {"silent": 2}, ["fine"]),
    ("three study days", {"silent": 3}, ["silent"]),
    ("at the line", {"mean": Fraction(80), "change": Fraction(-9)}, ["fine"]),
    ("below and falling", LOW, ["falling"]),
    ("below and level", {**LOW, "change": Fraction(0)}, ["below"]),
    ("below and rising", {**LOW, "change": Fraction(2)}, ["below"]),
    ("below, too early for a change", {**LOW, "change": None, "since": None}, ["below"]),
    ("no mean", {"mean": None, "change": None, "since": None}, ["fine"]),
    ("nine overdue", {"overdue": 9}, ["fine"]),
    ("ten overdue", {"overdue": 10}, ["overdue"]),
    ("checks without reviews", {"overdue": 99, "holds": 0}, ["fine"]),
    ("late by its pace", {"goals": (goal("late", expected="2026-01-01"),)}, ["late"]),
    ("may be late", {"goals": (goal("may be late"),)}, ["fine"]),
    ("missed 28 days ago", {"goals": (goal("missed", "2025-10-29"),)}, ["late"]),
    ("missed 29 days ago", {"goals": (goal("missed", "2025-10-28"),)}, ["fine"]),
    ("goals of every other kind",
     {"goals": tuple(map(goal, ("reached", "on pace", "too early to say", "without a date")))}, ["fine"]),
    ("two stuck", {"weak": (20, 14, 13)}, ["fine"]),
    ("three stuck", {"weak": (20, 14, 14)}, ["stuck"]),
    ("a question of six days", {"waiting": (6, 6)}, ["fine"]),
    ("a question of seven days", {"waiting": (7, 1)}, ["waiting"]),
    ("no check", {"score": None, "scored_on": None, "mean": None, "change": None}, ["new"]),
    ("everything", {**LOW, "silent": 9, "overdue": 10, "goals": (goal("late"),), "weak": (14, 14, 14), "waiting": (9,)},
     ["silent", "falling", "overdue", "late", "stuck", "waiting"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "rules"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_rules_hold(changes: dict[str, Any], rules: list[str]) -> None:
    """All of them are told, the gravest first."""
    assert [reason.rule for reason in reasons(replace(FINE, **changes))] == rules


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Fine: a 7-check mean of 85\u00a0%, 5 checks a week, 2 weak items open."),
        ({"silent": 3, "active": date(2025, 11, 21)}, "No record for 3 study days, since 21 Nov 2025."),
        ({"silent": 4, "active": None}, "No record for 4 study days."),
        (LOW, "The 7-check mean is 70\u00a0%, below the line of 80\u00a0%, and 4.5 points lower than on 28 Oct 2025."),
        ({**LOW, "change": Fraction(0)},
         "The 7-check mean is 70\u00a0%, below the line of 80\u00a0%; ±0 points since 28 Oct 2025."),
        ({"mean": Fraction("79.96"), "change": Fraction("-0.04")},
         "The 7-check mean is 79.96\u00a0%, below the line of 80\u00a0%, and 0.04 points lower than on 28 Oct 2025."),
        ({**LOW, "change": None}, "The 7-check mean is 70\u00a0%, below the line of 80\u00a0%."),
        ({"overdue": 10}, "10 reviews are overdue: 4 checks at 3 each."),
        ({"goals": (goal("late", expected="2026-01-09"),)},
         "Goal “G” is late: due on 1 Dec 2025, its pace leads to 9 Jan 2026."),
        ({"goals": (goal("late"),)}, "Goal “G” is late: due on 1 Dec 2025, its pace does not lead there."),
        ({"goals": (goal("late"), goal("missed", "2025-11-20", title="H"))},
         "Goal “H” is late: it was due on 20 Nov 2025. 1 other goal is late too."),
        ({"goals": (goal("late"), goal("late", title="B"), goal("late"))},
         "Goal “B” is late: due on 1 Dec 2025, its pace does not lead there. 2 other goals are late too."),
        ({"weak": (30, 20, 14, 1)}, "3 weak items stay open for 14 days and more, one for 30."),
        ({"waiting": (8,)}, "A question has waited for an answer for 8 days."),
        ({"waiting": (8, 0)}, "2 questions wait for an answer, one for 8 days."),
        ({"score": None}, "No check has a score yet."),
    ],
)  # fmt: skip
def test_each_sentence_has_its_figures(changes: dict[str, Any], sentence: str) -> None:
    """What is said of a learner can be looked up."""
    assert reasons(replace(FINE, **changes))[0].sentence == sentence


# For each rule two learners, the first of whom stands before the second.
PAIRS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"silent": 5}, {"silent": 4}),
    ({**LOW, "mean": Fraction(60)}, LOW),
    ({"overdue": 12}, {"overdue": 18, "holds": 5}),
    ({"goals": (goal("missed", "2025-11-25"),)}, {"goals": (goal("late"),)}),
    ({"weak": (14, 14, 14, 14)}, {"weak": (99, 99, 99)}),
    ({**LOW, "weak_below": Fraction(90), "change": None}, {**LOW, "mean": Fraction(69), "change": None}),
    ({"waiting": (9,)}, {"waiting": (8, 8)}),
    ({"score": None, "name": "Ada"}, {"score": None, "name": "bob"}),
    ({"name": "ada"}, {"name": "Bob"}),
]


def test_the_order_of_all_rules() -> None:
    """Rule by rule as they are documented, within one by its weight, then by name; those not read come first."""
    unread = Row("x", None, None, (Reason("unread", Fraction(0), ""),))
    rows = [unread, *(Row("x", None, of, reasons(of)) for pair in PAIRS for of in (replace(FINE, **p) for p in pair))]
    assert ordered(reversed(rows)) == rows
    assert list(dict.fromkeys(row.reasons[0].rule for row in rows)) == list(MEANINGS)
