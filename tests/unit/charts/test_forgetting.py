"""The forgetting curve of a topic: where it starts, what stands out on it, and what its sentence says."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from studylog.charts.forgetting import MOST_POINTS, forgetting_curve
from studylog.charts.trend import Trend
from tests.journals import asked, figures, record

MET, PASSED = record("2025-11-01", asked("a", 90)), record("2025-11-03", asked("a", 90))


def curve(*records: Any, as_of: str, **options: Any) -> Trend:
    found = figures(*records, as_of=as_of, **options)
    topic = found.topics["a"]
    assert topic.memory and topic.schedule
    return forgetting_curve(topic.memory, topic.schedule, found.journal.settings, found.as_of)


@pytest.mark.parametrize(
    ("as_of", "options", "sentence"),
    [
        (
            "2025-11-05",
            {},
            "Predicted recall is 97.5\u00a0% on 5 Nov 2025; it falls to 90\u00a0% about 14 Nov 2025, "
            "and the topic is due on 9 Nov 2025.",
        ),
        (
            "2025-11-20",
            {"schedule": {"algorithm": "fsrs"}},
            "Predicted recall is 86.7\u00a0% on 20 Nov 2025; it fell to 90\u00a0% about 14 Nov 2025, "
            "and the topic is due on 14 Nov 2025.",
        ),
        (
            "2025-11-03",
            {"schedule": {"algorithm": "fsrs", "retention": 97}},
            "Predicted recall is 100\u00a0% on 3 Nov 2025; it falls to 97\u00a0% about 5 Nov 2025, "
            "and the topic is due on 5 Nov 2025.",
        ),
    ],
    ids=["before", "after", "its own aim"],
)
def test_sentence(as_of: str, options: dict[str, Any], sentence: str) -> None:
    """Recall on the day of the page, when it meets the aim, and when the journal's own scheduler asks."""
    assert curve(MET, PASSED, as_of=as_of, **options).sentence == sentence


def test_it_starts_full_and_falls() -> None:
    """From the last answer to a while after everything that stands out on it, with few points."""
    found = curve(MET, PASSED, as_of="2025-11-20")
    line, now, due = (series.points for series in found.series)
    assert (line[0].date, line[0].value) == (date(2025, 11, 3), 100)
    assert all(a.date < b.date and a.value > b.value for a, b in pairwise(line))
    assert len(line) <= MOST_POINTS
    assert now[0].date == date(2025, 11, 20) < line[-1].date and due[0].date == date(2025, 11, 9)
    assert (found.threshold, found.threshold_name) == (Fraction(90), "FSRS aims at")
    assert (line[-1].date - line[0].date).days == 28


def test_the_curve_of_a_topic_long_unseen_reaches_the_day_of_the_page() -> None:
    """A year on, it is still on it."""
    found = curve(MET, as_of="2026-11-01")
    assert found.series[0].points[-1].date > date(2026, 11, 1)
    assert found.lowest < 60
