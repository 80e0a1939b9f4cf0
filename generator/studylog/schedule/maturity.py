"""How much of what was tested is known for the long run."""

from collections.abc import Iterable

from ..measure.proportion import Proportion, proportion
from .replay import TopicSchedule

MATURE_DAYS = 21
"""The interval from which Anki calls a card mature."""


def mature(schedules: Iterable[TopicSchedule]) -> Proportion:
    """Of the tested topics, those that are not weak and whose interval is three weeks or more."""
    return proportion(schedule.state.interval >= MATURE_DAYS and not schedule.weak for schedule in schedules)
