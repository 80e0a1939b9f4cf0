"""How far goals are, and when their pace would reach the target."""

from datetime import date
from fractions import Fraction

from studylog.charts.subjects import goal_sentence
from studylog.measure.readiness import fit
from tests.journals import figures, record

GOAL = {"id": "g", "title": "G", "topics": 40, "target": 65}


def progress(*snapshots, goal=GOAL):
    """The progress of a goal from (date, fields) pairs."""
    records = [record(day, readiness=[{"goal": "g", **fields}]) for day, fields in snapshots]
    return figures(*records, goals=[goal]).goals[0]


def test_known_counts_where_the_record_counts() -> None:
    """A count beats an estimate, an estimate beats what the log states."""
    found = progress(
        ("2025-11-01", {"know": 10, "estimate": 90}),
        ("2025-11-02", {"estimate": [45, 50]}),
        ("2025-11-03", {"stated": 60}),
    )
    assert [(s.known, s.counted) for s in found.snapshots] == [((25, 25), True), ((45, 50), False), ((60, 60), False)]


def test_pace_is_the_least_squares_slope() -> None:
    """Three snapshots on a straight line, 10 points a day."""
    found = progress(("2025-11-01", {"know": 4}), ("2025-11-02", {"know": 8}), ("2025-11-03", {"know": 12}))
    assert found.pace == 70
    assert found.projection and found.projection.earliest == found.projection.latest == date(2025, 11, 7)


def test_fit_against_values_worked_by_hand() -> None:
    """Points (0, 0), (1, 2), (2, 1): slope 1/2, standard error √(3/4)."""
    line = fit([(0, Fraction(0)), (1, Fraction(2)), (2, Fraction(1))])
    assert line and line[0] == Fraction(1, 2)
    assert abs(line[1] - 0.75**0.5) < 1e-12
    assert fit([(5, Fraction(1)), (5, Fraction(2))]) is None


def test_projection_is_a_range_when_the_pace_is_uncertain() -> None:
    """The slow end may never arrive."""
    found = progress(("2025-11-01", {"know": 4}), ("2025-11-02", {"know": 10}), ("2025-11-03", {"know": 8}))
    assert found.projection and found.projection.earliest < date(2026, 1, 1)
    assert found.projection.latest is None or found.projection.latest > found.projection.earliest


def test_the_sentence_of_each_state() -> None:
    """Reached, not at this pace, too early, and no snapshot are all said plainly."""
    assert goal_sentence(progress(("2025-11-01", {"know": 26}))) == (
        "65\u00a0% known on 1 Nov 2025, target 65\u00a0%: reached on 1 Nov 2025."
    )
    falling = progress(("2025-11-01", {"know": 10}), ("2025-11-03", {"know": 8}))
    assert goal_sentence(falling).endswith("not at this pace (−17.5 points a week).")
    assert goal_sentence(progress(("2025-11-01", {"know": 10}))).endswith(
        "too early for a pace, 1 more snapshot on another day."
    )
    untouched = figures(record("2025-11-01"), goals=[GOAL]).goals[0]
    assert goal_sentence(untouched) == "Too early to say: no snapshot yet (target 65\u00a0%)."


def test_start_and_end_of_one_day_are_two_moments() -> None:
    """From 10 to 20 percent within a day is a pace of 70 points a week."""
    one = record(
        "2025-11-01", readiness=[{"goal": "g", "when": "end", "know": 8}, {"goal": "g", "when": "start", "know": 4}]
    )
    found = figures(one, goals=[GOAL]).goals[0]
    assert [s.readiness.when for s in found.snapshots] == ["start", "end"]
    assert found.pace == 70
