"""What is left of a topic from the day it was last asked: the forgetting curve of its memory."""

from datetime import date, timedelta
from fractions import Fraction

from ..model import Settings
from ..schedule.memory import RETENTION, Memory, interval, recall, scheduler
from ..schedule.replay import TopicSchedule
from ..wording import day, number, percent
from .trend import Point, Series, Trend

MOST_POINTS = 14
FEWEST_DAYS = 28


def forgetting_curve(memory: Memory, schedule: TopicSchedule, settings: Settings, as_of: date) -> Trend:
    """Predicted recall from the last answer to some time after the topic is due; `as_of` and that date stand out."""
    aim = settings.schedule.retention or 100 * RETENTION
    fsrs = scheduler(aim / 100)
    falls = memory.seen + timedelta(interval(memory, fsrs))
    days = max(FEWEST_DAYS, (max(as_of, schedule.due, falls) - memory.seen).days * 5 // 4)

    def point(on: date) -> Point:
        return Point(on, Fraction(100 * recall(memory, on, fsrs)))

    away = sorted({n * n * days // (MOST_POINTS - 1) ** 2 for n in range(MOST_POINTS)})  # closest where it is steepest
    curve = tuple(point(memory.seen + timedelta(n)) for n in away)
    now = point(as_of)
    sentence = (
        f"Predicted recall is {percent(now.value)} on {day(as_of)}; it {'falls' if falls > as_of else 'fell'} to "
        f"{number(aim)}\u00a0% about {day(falls)}, and the topic is due on {day(schedule.due)}."
    )
    series = (
        Series("Predicted recall", "line", curve, line=True),
        Series(day(as_of), "dot", (now,)),
        Series("Due", "other", (point(schedule.due),)),
    )
    return Trend("forgetting", "Forgetting curve", sentence, series, aim, "FSRS aims at")
