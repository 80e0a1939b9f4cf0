"""An overview as JSON: what `studylog cohort --json` prints."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..figures_json.values import date_json, number
from .row import Row
from .standing import GoalStanding, Standing


def rows_json(rows: Iterable[Row], day: date) -> dict[str, Any]:
    """One object; where a journal could not be read, all that its figures would tell is null."""
    return {"as_of": str(day), "rows": [_row_json(row) for row in rows]}


def _row_json(row: Row) -> dict[str, Any]:
    of = row.standing
    return {
        "source": row.source,
        "site": row.site,
        "attention": row.reasons[0].rule,
        "reasons": [{"rule": reason.rule, "sentence": reason.sentence} for reason in row.reasons],
        **{key: tell(of) if of else None for key, tell in _TOLD.items()},
    }


def _goal_json(goal: GoalStanding) -> dict[str, Any]:
    return {
        "title": goal.title,
        "by": date_json(goal.by),
        "outlook": goal.outlook,
        "expected": date_json(goal.expected),
    }


_TOLD: Mapping[str, Callable[[Standing], Any]] = {
    "name": lambda of: of.name,
    "title": lambda of: of.title,
    "figures_as_of": lambda of: str(of.as_of),
    "weak_below": lambda of: number(of.weak_below),
    "mean": lambda of: number(of.mean),
    "change": lambda of: number(of.change),
    "since": lambda of: date_json(of.since),
    "score": lambda of: number(of.score),
    "scored_on": lambda of: date_json(of.scored_on),
    "due": lambda of: of.due,
    "overdue": lambda of: of.overdue,
    "holds": lambda of: of.holds,
    "weak_days": lambda of: list(of.weak),
    "active": lambda of: date_json(of.active),
    "days_ago": lambda of: of.days_ago,
    "silent": lambda of: of.silent,
    "streak": lambda of: of.streak,
    "checks_a_week": lambda of: number(of.checks_a_week),
    "goals": lambda of: [_goal_json(goal) for goal in of.goals],
    "waiting_days": lambda of: list(of.waiting),
}
