"""An overview for people: the texts of its rows, for the terminal and for a page that needs nothing beside itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from ..build import template_faults
from ..charts.trend import Sparkline
from ..render import environment, raw, template_folders
from ..wording import count, number, percent, signed
from ..wording import day as day_text
from .row import Row
from .rules import FINE, MEANINGS, UNREAD
from .standing import GoalStanding, Standing

MOST_GOALS = 3
HEADINGS = ("7-check mean", "Last score", "Due", "Weak items", "Last record", "Checks a week", "Goals", "Questions")
Cell = tuple[str, str]
"""A figure, and a word on it, which may be empty."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as it is shown. `about` says which journal it is and of what day; `cells` are as HEADINGS, or none."""

    name: str
    site: str | None
    about: tuple[str, ...]
    rule: str
    reason: str
    others: tuple[str, ...]
    cells: tuple[Cell, ...]
    spark: Sparkline | None


def row_view(row: Row) -> RowView:
    of, (first, *others) = row.standing, row.reasons
    about = (of.title, row.source, _as_of(of)) if of else (row.source,)
    return RowView(
        name=row.name,
        site=row.site,
        about=tuple(text for text in about if text and text != row.name),
        rule=first.rule,
        reason=first.sentence,
        others=tuple(reason.sentence for reason in others),
        cells=_cells(of) if of else (),
        spark=Sparkline(of.means, of.weak_below) if of else None,
    )


def summary(rows: Sequence[Row], day: date) -> str:
    """`12 journals on 26 Nov 2025: 3 need attention, 8 are fine, 1 could not be read.`"""
    rules = [row.reasons[0].rule for row in rows]
    fine, unread = rules.count(FINE), rules.count(UNREAD)
    attention = len(rules) - fine - unread
    parts = {
        f"{attention} {'needs' if attention == 1 else 'need'} attention": attention,
        f"{fine} {'is' if fine == 1 else 'are'} fine": fine,
        f"{unread} could not be read": unread,
    }
    said = ", ".join(part for part, n in parts.items() if n)
    return f"{count(len(rules), 'journal').capitalize()} on {day_text(day)}: {said}."


def html(rows: Sequence[Row], day: date, journal: Path) -> str:
    """The page. `journal` is a root whose own templates come first; raises JournalError for what is wrong in one."""
    with template_faults(journal):
        env = environment(template_folders(journal))
        return env.get_template("cohort.html.j2").render(
            day=day,
            summary=summary(rows, day),
            headings=HEADINGS,
            rows=[row_view(row) for row in rows],
            meanings=MEANINGS,
            palettes=_palettes(raw(env, "assets/studylog.css")),
        )


def _palettes(css: str) -> dict[str, Markup]:
    """The colours of all pages, `default` and `slate`, as declarations of CSS."""
    found = re.findall(r'\[data-md-color-scheme="(default|slate)"\] \{(.*?)\}', css, re.DOTALL)
    colours = ((name, re.findall(r"--sl-[a-z]+: #[0-9a-f]+;", rules)) for name, rules in found)
    return {name: Markup(" ".join(declared)) for name, declared in colours if declared}


def _as_of(of: Standing) -> str:
    return f"as of {day_text(of.as_of)}" if of.as_of != of.day else ""


def _cells(of: Standing) -> tuple[Cell, ...]:
    change = "" if of.change is None else f"{signed(of.change)} points"
    late = f"{of.overdue} overdue" if of.overdue else ""
    return (
        (percent(of.mean), change),
        (percent(of.score), day_text(of.scored_on) if of.scored_on else ""),
        (str(of.due), late),
        (str(len(of.weak)), _longest(of.weak)),
        (_ago(of.days_ago), day_text(of.active) if of.active else ""),
        (number(of.checks_a_week), f"streak {count(of.streak, 'day')}" if of.streak else ""),
        (_goals(of.goals), ""),
        (str(len(of.waiting)), _longest(of.waiting)),
    )


def _longest(days: Sequence[int]) -> str:
    return f"up to {count(days[0], 'day')}" if days else ""


def _ago(days: int | None) -> str:
    return "never" if days is None else f"{count(days, 'day')} ago" if days else "today"


def _goals(goals: Sequence[GoalStanding]) -> str:
    """Open goals by name, and how many there are of those that are over."""
    over = [goal.outlook for goal in goals if goal.outlook in ("reached", "missed")]
    coming = [f"{goal.title}: {goal.outlook}" for goal in goals if goal.outlook not in ("reached", "missed")]
    parts = coming[:MOST_GOALS] + ([f"{len(coming) - MOST_GOALS} more"] if len(coming) > MOST_GOALS else [])
    parts += [f"{n} {outlook}" for outlook in ("reached", "missed") if (n := over.count(outlook))]
    return "; ".join(parts) or "none"
