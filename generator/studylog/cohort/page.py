"""An overview for people: the texts of its rows, for the terminal and for a page that needs nothing beside itself."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from markupsafe import Markup

from ..build import template_faults
from ..charts.parts import band, plotted
from ..packaged import template_folders
from ..render import environment, raw
from ..wording import count, number, percent, signed
from ..wording import day as day_text
from .row import Row
from .rules import FINE, MEANINGS, UNREAD
from .standing import SPARK_CHECKS, GoalStanding, Outlook, Standing

MOST_GOALS = 3
SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 88, 26, 3
HEADINGS = ("7-check mean", "Last score", "Due", "Weak items", "Last record", "Checks a week", "Goals", "Questions")
Cell = tuple[str, ...]
"""A figure and words on it, a line each."""
_OVER: tuple[Outlook, ...] = ("reached", "missed")


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


@dataclass(frozen=True, slots=True)
class Spark:
    """The 7-check means of a row as places in a box of SPARK_WIDTH by SPARK_HEIGHT, and the height of the weak line.

    The last of all rows stand one below the other. `band` is the colour of the last one; no dots where there is none.
    """

    dots: tuple[tuple[float, float], ...]
    level: float
    band: str


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
    )


def sparks(rows: Sequence[Row]) -> list[Spark]:
    """One for each row, all on one scale: from the tens below the lowest of them to 100 percent."""
    standings = [row.standing for row in rows if row.standing]
    lowest = min((value for of in standings for value in (*of.means, of.weak_below)), default=Fraction(0))
    lowest = Fraction(max(0, min(90, int(lowest // 10 * 10))))
    return [_spark(row.standing, lowest) for row in rows]


def _spark(of: Standing | None, lowest: Fraction) -> Spark:
    if not of or not of.means:
        return Spark((), 0, "")

    def y(value: Fraction) -> float:
        share = (value - lowest) / (100 - lowest)
        return plotted(SPARK_HEIGHT - SPARK_MARGIN - share * (SPARK_HEIGHT - 2 * SPARK_MARGIN))

    step = Fraction(SPARK_WIDTH - 2 * SPARK_MARGIN, SPARK_CHECKS - 1)
    right = SPARK_WIDTH - SPARK_MARGIN - step * (len(of.means) - 1)
    dots = tuple((plotted(right + n * step), y(value)) for n, value in enumerate(of.means))
    return Spark(dots, y(of.weak_below), band(of.means[-1], of.weak_below))


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
            rows=list(zip(map(row_view, rows), sparks(rows), strict=True)),
            box=(SPARK_WIDTH, SPARK_HEIGHT),
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
    return (
        _cell(percent(of.mean), "" if of.change is None else f"{signed(of.change)} points"),
        _cell(percent(of.score), day_text(of.scored_on) if of.scored_on else ""),
        _cell(str(of.due), f"{of.overdue} overdue" if of.overdue else ""),
        _cell(str(len(of.weak)), _longest(of.weak)),
        _cell(_ago(of.days_ago), day_text(of.active) if of.active else ""),
        _cell(number(of.checks_a_week), f"streak {count(of.streak, 'day')}" if of.streak else ""),
        _goals(of.goals),
        _cell(str(len(of.waiting)), _longest(of.waiting)),
    )


def _cell(figure: str, word: str) -> Cell:
    return (figure, word) if word else (figure,)


def _longest(days: Sequence[int]) -> str:
    return f"up to {count(days[0], 'day')}" if days and days[0] else ""


def _ago(days: int | None) -> str:
    return "never" if days is None else f"{count(days, 'day')} ago" if days else "today"


def _goals(goals: Sequence[GoalStanding]) -> Cell:
    """Open goals by name, and how many there are of those that are over."""
    coming = [f"{goal.title}: {goal.outlook}" for goal in goals if goal.outlook not in _OVER]
    more = [f"{len(coming) - MOST_GOALS} more"] if len(coming) > MOST_GOALS else []
    counted = Counter[Outlook](goal.outlook for goal in goals)
    over = [f"{counted[outlook]} {outlook}" for outlook in _OVER if counted[outlook]]
    return (*coming[:MOST_GOALS], *more, *over) or ("none",)
