"""How far goals are, and when their pace would reach the target."""

from datetime import date
from fractions import Fraction

import pytest

from studylog.charts.progress import goal_sentence
from studylog.measure.readiness import GoalProgress, Projection, fit
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


def said(goal: GoalProgress, as_of: date = date(2025, 11, 5)) -> str:
    return goal_sentence(goal, as_of)


def test_a_projection_that_lies_behind_says_so() -> None:
    """Seen from later, the pace would have met the target; it did not."""
    goal = progress(("2025-11-01", {"know": 10}), ("2025-11-03", {"know": 20}))
    assert said(goal).endswith("at +87.5 points a week the target falls on 5 Nov 2025.")
    assert said(goal, date(2025, 11, 6)).endswith("the target would have been met on 5 Nov 2025.")


def test_a_range_reaches_the_target_with_its_lower_end() -> None:
    """From 20 to 30 of 40 items may be 50 percent."""
    assert progress(("2025-11-01", {"know": [20, 30]})).reached is None
    assert progress(("2025-11-01", {"know": [26, 30]})).reached == date(2025, 11, 1)


def test_the_sentence_of_each_state() -> None:
    """Reached, not at this pace, too early, and no snapshot are all said plainly."""
    assert said(progress(("2025-11-01", {"know": 26}))) == (
        "65\u00a0% known on 1 Nov 2025, target 65\u00a0%: reached on 1 Nov 2025."
    )
    falling = progress(("2025-11-01", {"know": 10}), ("2025-11-03", {"know": 8}))
    assert said(falling).endswith("not at this pace (−17.5 points a week).")
    assert said(progress(("2025-11-01", {"know": 10}))).endswith(
        "too early for a pace, 1 more snapshot on another day."
    )
    untouched = figures(record("2025-11-01"), goals=[GOAL]).goals[0]
    assert said(untouched) == "Too early to say: no snapshot yet (target 65\u00a0%)."


def test_start_and_end_of_one_day_are_two_moments() -> None:
    """From 10 to 20 percent within a day is a pace of 70 points a week."""
    one = record(
        "2025-11-01", readiness=[{"goal": "g", "when": "end", "know": 8}, {"goal": "g", "when": "start", "know": 4}]
    )
    found = figures(one, goals=[GOAL]).goals[0]
    assert [s.readiness.when for s in found.snapshots] == ["start", "end"]
    assert found.pace == 70


def test_a_target_met_at_the_end_of_a_day_is_met_on_that_day() -> None:
    """10, 20 and 30 percent at the ends of the 1st to the 3rd make 60 at the end of the 6th, 60.1 on the 7th."""
    snapshots = [("2025-11-01", {"know": 4}), ("2025-11-02", {"know": 8}), ("2025-11-03", {"know": 12})]
    for target, day in ((60, 6), ("60.1", 7), ("69.9", 7), (70, 7)):
        found = progress(*snapshots, goal={**GOAL, "target": target})
        assert found.projection and found.projection.earliest == found.projection.latest == date(2025, 11, day), target
    starts = [(on, {**fields, "when": "start"}) for on, fields in snapshots]
    found = progress(*starts, goal={**GOAL, "target": 60})
    assert found.projection and found.projection.earliest == date(2025, 11, 5)


def test_projection_by_hand() -> None:
    """0, 20 and 10 percent: slope 5 a day, standard error √75; 30 missing is 2.2 days at best, never at worst."""
    snapshots = [("2025-11-01", {"know": 0}), ("2025-11-02", {"know": 8}), ("2025-11-03", {"know": 4})]
    found = progress(*snapshots, goal={**GOAL, "target": 40})
    assert found.pace == 35
    assert found.projection and (found.projection.earliest, found.projection.latest) == (date(2025, 11, 6), None)
    line = fit([(0, Fraction(0)), (1, Fraction(20)), (2, Fraction(10))])
    assert line and line[1] == pytest.approx(75**0.5)


def test_projection_with_a_slow_end() -> None:
    """10, 22, 30 and 42 percent: slope 10.4, error √0.48; 40 missing is 3.6 to 4.1 days."""
    known = (4, "22%", 12, "42%")
    fields = [{"know": k} if isinstance(k, int) else {"estimate": k} for k in known]
    found = progress(*((f"2025-11-0{n}", f) for n, f in enumerate(fields, 1)), goal={**GOAL, "target": 82})
    assert found.pace == Fraction("72.8")
    assert found.projection == Projection(date(2025, 11, 8), date(2025, 11, 9))


def test_a_target_of_a_range_is_its_lower_end() -> None:
    """Reached at 65 where the target is 65 to 70, on the first day it was so."""
    goal = {**GOAL, "target": [65, 70]}
    found = progress(
        ("2025-11-01", {"know": 20}), ("2025-11-02", {"know": 26}), ("2025-11-03", {"know": 30}), goal=goal
    )
    assert (found.reached, found.projection) == (date(2025, 11, 2), None)


@pytest.mark.parametrize(
    ("first", "second"), [(10, 10), (12, 10), ("10%", "10.001%")], ids=["level", "falling", "in ten years"]
)
def test_not_at_this_pace(first: int | str, second: int | str) -> None:
    """A pace that is none, backward, or beyond ten years promises no date."""
    found = progress(("2025-11-01", {"estimate": first}), ("2025-11-02", {"estimate": second}))
    assert found.pace is not None
    assert found.projection is None


def test_what_has_no_figure_is_kept_and_left_out_of_the_pace() -> None:
    """A count without a number of topics to count against, and a snapshot of unsure items alone, say no percent."""
    goal = {"id": "g", "title": "G", "target": 65}
    found = progress(
        ("2025-11-01", {"know": 4}), ("2025-11-02", {"unsure": 3}), ("2025-11-03", {"stated": 20}), goal=goal
    )
    assert [s.known for s in found.snapshots] == [None, None, (20, 20)]
    assert (found.pace, found.projection) == (None, None)


def test_a_goal_without_a_target_has_a_pace_alone() -> None:
    """Nothing to reach, nothing to project."""
    found = progress(
        ("2025-11-01", {"know": 4}), ("2025-11-02", {"know": 8}), goal={"id": "g", "title": "G", "topics": 40}
    )
    assert (found.pace, found.reached, found.projection) == (70, None, None)


def test_snapshots_of_other_goals_stay_apart() -> None:
    """Each goal has its own, in the order of goals.yml."""
    both = record("2025-11-01", readiness=[{"goal": "h", "stated": 10}, {"goal": "g", "stated": 20}])
    found = figures(both, goals=[GOAL, {"id": "h", "title": "H"}]).goals
    assert [(p.goal.id, p.snapshots[0].middle) for p in found] == [("g", 20), ("h", 10)]
