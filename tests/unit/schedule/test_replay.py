"""From a topic's history to its date and the reason for it."""

from datetime import date

import pytest

from tests.journals import asked, figures, journal, record

WEAK = {"weak_below": "80"}


def schedule(*records, topic="a", **kwargs):
    found = figures(*records, **kwargs).topics[topic].schedule
    assert found
    return found


def test_passes_on_time_follow_the_intervals() -> None:
    """1, 6 and 16 days after reviews on the very day they were due."""
    found = schedule(
        record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 90)), record("2025-11-08", asked("a", 90))
    )
    assert [step.after.interval for step in found.steps] == [1, 6, 15]
    assert found.due == date(2025, 11, 23)
    assert found.why == "Scored 90 on 8 Nov 2025 (quality 4): interval 6 × ease 2.5, 15 days on is 23 Nov 2025."


def test_a_late_review_counts_from_the_day_it_happened() -> None:
    """Due is the date really reviewed and the interval."""
    found = schedule(record("2025-11-01", asked("a", 90)), record("2025-11-20", asked("a", 90)))
    assert found.due == date(2025, 11, 26)
    assert found.why == "Scored 90 on 20 Nov 2025 (quality 4): second interval, 6 days on is 26 Nov 2025."


def test_an_early_pass_is_recorded_and_changes_nothing() -> None:
    """A review before its time that passes leaves state and date alone."""
    early = [
        record("2025-11-01", asked("a", 90)),
        record("2025-11-02", asked("a", 90)),
        record("2025-11-04", asked("a", 100)),
    ]
    found = schedule(*early)
    assert [step.effect for step in found.steps] == ["introduced", "passed", "early"]
    assert found.due == date(2025, 11, 8)
    assert found.why == "Scored 100 on 4 Nov 2025, before its time, so the date set earlier stands: 8 Nov 2025."


def test_an_early_failure_is_a_lapse() -> None:
    """Below quality 3 the intervals start again, whenever it happens."""
    found = schedule(
        record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 90)), record("2025-11-04", asked("a", 30))
    )
    assert found.steps[-1].effect == "lapsed"
    assert found.due == date(2025, 11, 5)


def test_a_weak_topic_comes_again_on_the_next_study_day() -> None:
    """A pass below the weak line keeps its interval and still comes back at once; the retest clears it."""
    weak = [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 70))]
    found = schedule(*weak)
    assert (found.next, found.due, found.weak) == (date(2025, 11, 8), date(2025, 11, 3), True)
    assert found.why == "Scored 70 on 2 Nov 2025, below 80: again on the next study day, 3 Nov 2025."
    cleared = schedule(*weak, record("2025-11-03", asked("a", 95)))
    assert (cleared.due, cleared.weak) == (date(2025, 11, 8), False)


def test_one_weak_question_of_several_makes_the_topic_weak() -> None:
    """A mean above the line does not hide an open weak item."""
    found = schedule(
        record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 100, id="Q1"), asked("a", 70, id="Q2"))
    )
    assert found.weak
    assert found.due == date(2025, 11, 3)
    assert found.why == (
        "Scored 85 on 2 Nov 2025 with 70 on one question, below 80: again on the next study day, 3 Nov 2025."
    )


def test_nothing_falls_due_on_a_rest_day() -> None:
    """2 November 2025 is a Sunday; the review moves to Monday."""
    found = schedule(record("2025-11-01", asked("a", 90)), rest_days=["sunday"])
    assert (found.next, found.due) == (date(2025, 11, 2), date(2025, 11, 3))
    assert found.why.endswith("1 day on is 2 Nov 2025, moved to 3 Nov 2025, a study day.")


def test_a_goal_cuts_an_interval_short() -> None:
    """Each of its topics is seen once more on the day before the goal, and not after it is over."""
    records = [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 90))]
    goal = {"id": "g", "title": "G", "by": "2025-11-06", "covers": ["Area"]}
    found = schedule(*records, goals=[goal])
    assert (found.state.interval, found.due) == (3, date(2025, 11, 5))
    assert "before the goal of 6 Nov 2025" in found.why
    last = schedule(*records, record("2025-11-05", asked("a", 90)), goals=[goal])
    assert last.due == date(2025, 11, 13)


def test_a_second_session_is_shown_and_not_scheduled() -> None:
    """Only the first session of a day moves the schedule."""
    found = figures(record("2025-11-01", asked("a", 90)), record("2025-11-01", asked("a", 20), session=2))
    topic = found.topics["a"]
    assert [(seen.score, seen.scheduled) for seen in topic.observations] == [(90, True), (20, False)]
    assert topic.schedule and len(topic.schedule.steps) == 1
    assert topic.state == "weak"


@pytest.mark.parametrize(("algorithm", "days"), [("sm2", 15), ("sm2-delphi", 15), ("sm2-log", 15)])
def test_each_algorithm_is_used_as_asked(algorithm: str, days: int) -> None:
    """The setting chooses the variant."""
    found = schedule(
        record("2025-11-01", asked("a", 95)),
        record("2025-11-02", asked("a", 95)),
        record("2025-11-08", asked("a", 95)),
        schedule={"algorithm": algorithm},
    )
    expected = {"sm2": 17, "sm2-delphi": 16, "sm2-log": 15}[algorithm]
    assert found.state.interval == expected
    assert journal(schedule={"algorithm": algorithm}).settings.schedule.algorithm == algorithm


def test_the_log_variant_ignores_the_score_of_the_first_day() -> None:
    """The check on the day of introduction gives one day and leaves the ease."""
    found = schedule(record("2025-11-01", asked("a", 10)), schedule={"algorithm": "sm2-log"})
    assert (found.state.repetitions, found.state.interval, found.state.ease) == (1, 1, 250)
