"""The records of a journal: frozen, validated, complete. What each field is for stands beside it.

Scores are percent as exact fractions, durations minutes, dates plain dates; the number of a study day is an int. What
people may type into a field is in `fields.py`. Lists are tuples: a record that was read never changes.
"""

from .day import (
    Action,
    Aspect,
    AspectEstimate,
    Clarification,
    Correction,
    DayRecord,
    Group,
    Improvement,
    Interview,
    Introduction,
    Marks,
    Message,
    Note,
    Practice,
    Question,
    Readiness,
    Revision,
    Stated,
    StatedGroup,
    Tested,
    WeakPoint,
)
from .journal import GRADES, SECTIONS, WEEKDAYS, Check, Goal, Journal, Schedule, Settings, Topic, Weekday, mentions
from .record import Link, Record, Visibility

__all__ = [
    "GRADES",
    "SECTIONS",
    "WEEKDAYS",
    "Action",
    "Aspect",
    "AspectEstimate",
    "Check",
    "Clarification",
    "Correction",
    "DayRecord",
    "Goal",
    "Group",
    "Improvement",
    "Interview",
    "Introduction",
    "Journal",
    "Link",
    "Marks",
    "Message",
    "Note",
    "Practice",
    "Question",
    "Readiness",
    "Record",
    "Revision",
    "Schedule",
    "Settings",
    "Stated",
    "StatedGroup",
    "Tested",
    "Topic",
    "Visibility",
    "WeakPoint",
    "Weekday",
    "mentions",
]
