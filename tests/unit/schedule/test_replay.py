"""From a topic's history to its date and the reason for it."""

from datetime import date

import pytest

from studylog.schedule.replay import replay
from tests.journals import asked, figures, record


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
    assert found.why == (
        "Scored 100 on 4 Nov 2025, before its time, so the date set on 2 Nov 2025 stands: "
        "second interval, 6 days on is 8 Nov 2025."
    )


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
    assert found.why == (
        "Scored 90 on 2 Nov 2025 (quality 4): once more before the goal of 6 Nov 2025, 3 days on is 5 Nov 2025."
    )
    last = schedule(*records, record("2025-11-05", asked("a", 90)), goals=[goal])
    assert last.due == date(2025, 11, 13)


def test_a_second_session_is_shown_and_not_scheduled() -> None:
    """Only the first session of a day moves the schedule."""
    found = figures(record("2025-11-01", asked("a", 90)), record("2025-11-01", asked("a", 20), session=2))
    topic = found.topics["a"]
    assert [(seen.score, seen.scheduled) for seen in topic.observations] == [(90, True), (20, False)]
    assert topic.schedule and len(topic.schedule.steps) == 1
    assert topic.state == "weak"


@pytest.mark.parametrize(
    ("algorithm", "days", "rule"),
    [
        ("sm2", 17, "interval 6 × ease 2.7 = 16.2, rounded up, 17 days on"),
        ("sm2-delphi", 16, "interval 6 × ease 2.7 = 16.2, rounded, 16 days on"),
        ("sm2-log", 15, "interval 6 × ease 2.5, 15 days on"),
    ],
)
def test_each_algorithm_is_used_as_asked(algorithm: str, days: int, rule: str) -> None:
    """The setting chooses the variant, and the reason shows its arithmetic."""
    found = schedule(
        record("2025-11-01", asked("a", 95)),
        record("2025-11-02", asked("a", 95)),
        record("2025-11-08", asked("a", 95)),
        schedule={"algorithm": algorithm},
    )
    assert found.state.interval == days
    assert rule in found.why


def test_the_log_variant_ignores_the_score_of_the_first_day() -> None:
    """The check on the day of introduction gives one day and leaves the ease."""
    found = schedule(record("2025-11-01", asked("a", 10)), schedule={"algorithm": "sm2-log"})
    assert (found.state.repetitions, found.state.interval, found.state.ease) == (1, 1, 250)


def test_a_goal_after_a_rest_day_is_met_on_the_last_study_day_before_it() -> None:
    """Monday 10 November after a Sunday of rest: Saturday, for intervals that end on either of them or later."""
    goal = {"id": "g", "title": "G", "by": "2025-11-10", "covers": ["a"]}
    for last in ("2025-11-04", "2025-11-05", "2025-11-06", "2025-11-07"):
        found = schedule(
            record("2025-11-03", asked("a", 90)), record(last, asked("a", 90)), goals=[goal], rest_days=["sunday"]
        )
        assert (found.next, found.due) == (date(2025, 11, 8), date(2025, 11, 8)), last
    friday = [record("2025-11-06", asked("a", 90)), record("2025-11-08", asked("a", 90))]
    assert schedule(*friday, goals=[goal], rest_days=["sunday"]).due == date(2025, 11, 14)


def test_the_nearest_goal_still_ahead_counts() -> None:
    """Goals in any order, once each: one that is over is out of play, and the nearest comes first."""
    goals = [
        {"id": f"g{n}", "title": "G", "by": f"2025-11-{n:02}", "covers": [covers]}
        for n, covers in ((28, "a"), (12, "Area"), (9, "a"), (2, "a"), (11, "b"), (10, "Other"))
    ]
    records = [record("2025-11-01", asked("a", 90)), record("2025-11-04", asked("a", 90))]
    found = schedule(*records, goals=goals)
    assert found.goals == (date(2025, 11, 2), date(2025, 11, 9), date(2025, 11, 12), date(2025, 11, 28))
    assert (found.steps[0].capped_by, found.steps[1].capped_by) == (None, date(2025, 11, 9))
    assert found.due == date(2025, 11, 8)
    history = figures(*records).topics["a"].observations
    once = replay(history, figures().journal.settings, weak=False, goal_dates=iter([date(2025, 11, 9)]))
    assert once.due == date(2025, 11, 8)


MET = record("2025-11-01", asked("a", 90))
PASSED = record("2025-11-02", asked("a", 90))


@pytest.mark.parametrize(
    ("records", "settings", "why"),
    [
        (
            [record("2025-11-01", asked("a", "79.96"))],
            {},
            "Scored 79.96 on 1 Nov 2025, below 80: again on the next study day, 2 Nov 2025.",
        ),
        (
            [record("2025-11-01", asked("a", "94.96"))],
            {},
            "Scored 94.96 on 1 Nov 2025 (quality 4): first interval, 1 day on is 2 Nov 2025.",
        ),
        (
            [record("2025-11-01", asked("a", 50))],
            {"weak_below": 40},
            "Scored 50 on 1 Nov 2025 (quality 2): failed at first, so the first interval, 1 day on is 2 Nov 2025.",
        ),
        ([MET], {}, "Scored 90 on 1 Nov 2025 (quality 4): first interval, 1 day on is 2 Nov 2025."),
        (
            [record("2025-11-01", asked("a", 70))],
            {},
            "Scored 70 on 1 Nov 2025, below 80: again on the next study day, 2 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-08", asked("a", 65))],
            {"rest_days": ["sunday"]},
            "Scored 65 on 8 Nov 2025, below 80: again on the next study day, 10 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-08", asked("a", 65))],
            {"weak_below": "60"},
            "Scored 65 on 8 Nov 2025 (quality 3): interval 6 × ease 2.5, 15 days on is 23 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-08", asked("a", 30))],
            {},
            "Scored 30 on 8 Nov 2025 (quality 1): a lapse starts the intervals again, 1 day on is 9 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-08", asked("a", 30)), record("2025-11-09", asked("a", 100))],
            {},
            "Scored 100 on 9 Nov 2025 (quality 5): first interval, 1 day on is 10 Nov 2025.",
        ),
        (
            [MET, PASSED, record("2025-11-04", asked("a", 70))],
            {},
            "Scored 70 on 4 Nov 2025, below 80: again on the next study day, 5 Nov 2025.",
        ),
        (
            [MET, record("2025-11-03", asked("a", 90)), record("2025-11-05", asked("a", 100))],
            {"rest_days": ["sunday"]},
            "Scored 100 on 5 Nov 2025, before its time, so the date set on 3 Nov 2025 stands: "
            "second interval, 6 days on is 9 Nov 2025, moved to 10 Nov 2025, a study day.",
        ),
        (
            [MET, PASSED, record("2025-11-02", asked("a", 95), asked("a", 55), session=2)],
            {},
            "Scored 75 on 2 Nov 2025 with 55 on one question, below 80: again on the next study day, 3 Nov 2025.",
        ),
        (
            [MET, record("2025-11-02", asked("a", 70)), record("2025-11-02", asked("a", 100), session=2)],
            {},
            "Scored 70 on 2 Nov 2025, below 80: again on the next study day, 3 Nov 2025.",
        ),
    ],
    ids=[
        "a hair below the line",
        "a hair below a quality",
        "failed at first above a lower line",
        "first",
        "weak at first",
        "weak before a rest day",
        "passed above a lower line",
        "lapse",
        "after a lapse",
        "weak and early",
        "early and moved",
        "weak in a second session",
        "weak in the first of two sessions",
    ],
)
def test_why(records, settings, why: str) -> None:
    """The sentence names the score, rule and date that really decided, in every case."""
    assert schedule(*records, **settings).why == why


def test_an_early_retest_that_fails_is_a_lapse_and_one_that_passes_clears() -> None:
    """The retest of a weak topic on the next study day follows the rule of any early review."""
    weak = [MET, record("2025-11-02", asked("a", 70))]
    failed = schedule(*weak, record("2025-11-03", asked("a", 10)))
    assert (failed.steps[-1].effect, failed.next, failed.weak) == ("lapsed", date(2025, 11, 4), True)
    passed = schedule(*weak, record("2025-11-03", asked("a", 80)))
    assert (passed.steps[-1].effect, passed.next, passed.weak) == ("early", date(2025, 11, 8), False)
    assert passed.state == schedule(*weak).state


def test_a_review_first_seen_as_such_is_no_introduction() -> None:
    """A question that goes back to earlier days tests a topic learned before the journal knew it."""
    options = {"schedule": {"algorithm": "sm2-log"}}
    seen = schedule(record("2025-11-05", asked("a", 100, from_="2025-11-01")), **options)
    assert (seen.steps[0].effect, seen.state.ease) == ("passed", 260)
    met = schedule(record("2025-11-05", asked("a", 100)), **options)
    assert (met.steps[0].effect, met.state.ease) == ("introduced", 250)


def test_a_check_after_the_day_of_introduction_is_a_review_like_any_other() -> None:
    """Only on the day on which a topic is first met does the variant of hand-kept logs start it anew."""
    options = {"schedule": {"algorithm": "sm2-log"}}
    met = record("2025-11-01", introduces=["a"])
    later = schedule(met, record("2025-11-03", asked("a", 50)), **options)
    assert (later.steps[0].effect, later.state.ease) == ("lapsed", 196)
    assert schedule(record("2025-11-03", asked("a", 50)), **options).state.ease == 250


def test_overdue_counts_days_from_the_due_date() -> None:
    """Negative until then, none on the day."""
    assert [schedule(MET).overdue(date(2025, 11, day)) for day in (1, 2, 5)] == [-1, 0, 3]


def test_a_first_session_without_a_score_leaves_the_day_to_the_second() -> None:
    """What was asked and not scored moves nothing."""
    found = schedule(record("2025-11-01", asked("a", None)), record("2025-11-01", asked("a", 90), session=2))
    assert [step.observation.record.session for step in found.steps] == [2]


def test_where_every_day_is_one_of_rest_nothing_moves() -> None:
    """There is no study day to move to, so dates stay, those before a goal too."""
    week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    goal = {"id": "g", "title": "G", "by": "2025-11-06", "covers": ["a"]}
    assert schedule(MET, rest_days=week).due == date(2025, 11, 2)
    assert schedule(MET, PASSED, rest_days=week, goals=[goal]).due == date(2025, 11, 5)
