"""How the numbers of practice and goals are made."""

from ...figures import Figures
from ...wording import count, day, percent, signed
from .measure import Measure


def _habit(figures: Figures) -> str:
    habit = figures.habit
    missed = len(habit.missed) or "none"
    studied = count(len(habit.studied), "study day").capitalize()
    return f"{studied}, {missed} missed, longest streak {habit.longest_streak}."


def _readiness(figures: Figures) -> str:
    for progress in figures.goals:
        for snapshot in progress.snapshots:
            if snapshot.counted and snapshot.known and snapshot.readiness.know:
                counted = f"{snapshot.readiness.know[1]} of {progress.goal.topics} is {percent(snapshot.known[1])}"
                return f"{progress.goal.title} on {day(snapshot.record.date)}: {counted}."
    return ""


def _pace(figures: Figures) -> str:
    paced = next((g for g in figures.goals if g.pace is not None), None)
    return (
        f"{paced.goal.title}: {signed(paced.pace)} points a week over {count(len(paced.snapshots), 'snapshot')}."
        if paced
        else ""
    )


def _interview(figures: Figures) -> str:
    last = next((i for i in reversed(figures.interviews) if i.percent is not None), None)
    change = f", {signed(last.change)} points against the one before" if last and last.change is not None else ""
    return f"{last.interview.title}: {percent(last.percent)}{change}." if last else ""


def _actions(figures: Figures) -> str:
    pending = [a for a in figures.actions if not a.action.done]
    return f"{len(pending)} of {count(len(figures.actions), 'action')} open." if figures.actions else ""


PRACTICE: tuple[Measure, ...] = (
    (
        "habit",
        "Study days, missed days, streak",
        "Days with a record that is not a rest. Rest days and days before the start neither count nor break "
        "a streak, nor does a day that is not over.",
        _habit,
    ),
    (
        "readiness",
        "Readiness",
        "Known items out of the goal's items at each snapshot; where the log only judged a percent, that, "
        "marked as an estimate.",
        _readiness,
    ),
    (
        "pace",
        "Pace and projection",
        "The slope of the least-squares line through the snapshots, in points a week. The projection goes "
        "on from the last snapshot at that pace, give or take its standard error, until it meets the lower "
        "end of the target.",
        _pace,
    ),
    (
        "interviews",
        "Interviews",
        "The total and each aspect in percent of its maximum, with the change from the last time it was scored.",
        _interview,
    ),
    (
        "actions",
        "Actions",
        "Open until a date of doing stands beside them; overdue after their due date. Days to done run from "
        "the record that set them.",
        _actions,
    ),
)
