"""What to ask next, and what the coming days hold."""

from datetime import date

import pytest

from studylog.schedule.plan import forecast, next_check, review_places
from tests.journals import asked, figures, record


def crowd():
    """Ten topics: two weak, three overdue since one day, five not due."""
    return figures(
        record("2025-11-01", asked("late", 90), asked("later", 85), asked("latest", 100)),
        record("2025-11-02", *(asked(f"fine{n}", 100) for n in range(5))),
        record("2025-11-03", *(asked(f"fine{n}", 100, from_="2025-11-02") for n in range(5))),
        record("2025-11-04", asked("weak1", 70), asked("weak2", 60)),
        as_of="2025-11-05",
    )


def test_asking_order() -> None:
    """Weak first, the lower score before the higher; then what is due, likewise."""
    assert [s.topic for s in crowd().due] == ["weak2", "weak1", "later", "late", "latest"]


def test_the_most_overdue_comes_before_the_lowest_score() -> None:
    """Among weak topics as among the others."""
    found = figures(
        record("2025-11-01", asked("old", 100), asked("weak-old", 70)),
        record("2025-11-02", asked("new", 80), asked("weak-new", 10)),
        as_of="2025-11-05",
    )
    assert [s.topic for s in found.due] == ["weak-old", "weak-new", "old", "new"]


def test_next_check_takes_its_share_and_one_audit_question() -> None:
    """Three of ten: the two that wait longest in line, and one drawn from what is neither due nor weak."""
    check = crowd().next_check
    assert [(p.schedule.topic, p.because) for p in check.reviews[:2]] == [("weak2", "weak"), ("weak1", "weak")]
    assert check.reviews[2].because == "audit"
    assert check.reviews[2].schedule.topic.startswith("fine")
    assert (check.date, check.new) == (date(2025, 11, 5), 7)


def test_the_audit_question_depends_on_the_day_alone() -> None:
    """The draw is the same in any order of topics, and days draw differently."""
    found = crowd()
    schedules = [t.schedule for t in found.topics.values() if t.schedule]
    settings = found.journal.settings
    draws = set()
    for n in range(1, 29):
        forward = next_check(schedules, settings, date(2025, 11, 5)).reviews[-1]
        backward = next_check(schedules[::-1], settings, date(2025, 11, 5)).reviews[-1]
        assert forward.schedule.topic == backward.schedule.topic
        audits = [p for p in next_check(schedules, settings, date(2025, 10, n)).reviews if p.because == "audit"]
        draws |= {p.schedule.topic for p in audits}
    assert len(draws) > 3
    drawn = [next_check(schedules, settings, date(2025, 11, n)).reviews[-1].schedule.topic for n in (4, 5, 6)]
    assert drawn == ["fine0", "fine1", "fine0"]


def test_places_that_nothing_fills_go_to_new_material() -> None:
    """With nothing due there is the audit question alone; with nothing tested there is none."""
    one = figures(record("2025-11-01", asked("a", 100)), as_of="2025-11-01").next_check
    assert (one.date, len(one.reviews), one.new) == (date(2025, 11, 2), 1, 9)
    assert figures(as_of="2025-11-01").next_check.new == 10


def test_a_single_review_place_goes_to_what_is_due() -> None:
    """An audit question never crowds out the only review."""
    days = [record(f"2025-11-0{n}", asked("calm", 100)) for n in (1, 2)]
    days.append(record("2025-11-03", asked("a", 100), asked("b", 100)))
    kinds = [
        [p.because for p in figures(*days, as_of="2025-11-05", check={"questions": n}).next_check.reviews]
        for n in (3, 5, 8)
    ]
    assert kinds == [["due"], ["due", "audit"], ["due", "audit"]]


def test_next_check_moves_past_a_day_that_was_checked_and_past_rest_days() -> None:
    """Saturday is done, Sunday is a day of rest."""
    found = figures(record("2025-11-01", asked("a", 100)), as_of="2025-11-01", rest_days=["sunday"])
    assert found.next_check.date == date(2025, 11, 3)


def test_forecast_follows_each_topic_through_passes_of_quality_four() -> None:
    """One topic with 1, 6, 15 and 37.5 days: due on the days that these make, 38 rounded up."""
    found = figures(record("2025-11-01", asked("a", 90)), as_of="2025-11-01")
    due = [d.date for d in found.forecast.days if d.due]
    assert due == [date(2025, 11, 2), date(2025, 11, 8), date(2025, 11, 23), date(2025, 12, 31)]
    assert found.forecast.backlog == 0
    assert {d.holds for d in found.forecast.days} == {3}


def test_forecast_keeps_the_backlog_apart() -> None:
    """What is due already is not counted on a day; it is asked on the first one and comes again from there."""
    today = figures(record("2025-11-01", asked("a", 90)), as_of="2025-11-02")
    assert (today.forecast.backlog, today.forecast.due_within(5), today.forecast.due_within(7)) == (1, 0, 1)
    found = figures(record("2025-11-01", asked("a", 90)), as_of="2025-11-10")
    assert found.forecast.backlog == 1
    assert [d.date for d in found.forecast.days if d.due][:1] == [date(2025, 11, 17)]


def test_forecast_holds_nothing_on_rest_days() -> None:
    """A day of rest has no check and no topic falls due on it."""
    found = figures(record("2025-11-01", *(asked(t, 90) for t in "abcdef")), as_of="2025-11-01", rest_days=["sunday"])
    sundays = [d for d in found.forecast.days if d.date.weekday() == 6]
    assert sundays and all(d.holds == 0 and d.due == 0 for d in sundays)
    schedules = [t.schedule for t in found.topics.values() if t.schedule]
    assert len(forecast(schedules, found.journal.settings, found.as_of).days) == 60


def test_ties_in_the_asking_order_go_to_the_lower_score_and_then_the_id() -> None:
    """Four topics due on one day."""
    scores = {"d": 90, "c": 85, "b": 90, "a": 100}
    found = figures(record("2025-11-01", *(asked(t, s) for t, s in scores.items())), as_of="2025-11-05")
    assert [s.topic for s in found.due] == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("questions", "share", "places"), [(10, 30, 3), (10, 25, 3), (10, 24, 2), (5, 0, 0), (0, 30, 0), (7, 100, 7)]
)
def test_review_places(questions: int, share: int, places: int) -> None:
    """The share of the check, half a question rounded up."""
    settings = figures(check={"questions": questions, "review_share": str(share)}).journal.settings
    assert review_places(settings) == places


def test_a_check_without_review_places_is_all_new() -> None:
    """Nothing is drawn, however much is due."""
    found = figures(record("2025-11-01", asked("a", 10)), as_of="2025-11-05", check={"review_share": "0"})
    assert (found.next_check.reviews, found.next_check.new) == ((), 10)


def test_the_draw_does_not_depend_on_what_is_due() -> None:
    """Due and weak topics, more or fewer, leave the audit question alone, and it is never one of them."""
    found = crowd()
    schedules = [t.schedule for t in found.topics.values() if t.schedule]
    resting = [s for s in schedules if s.topic.startswith("fine")]
    settings, day = found.journal.settings, date(2025, 11, 5)
    alone = next_check(resting, settings, day).reviews
    assert [p.because for p in alone] == ["audit"]
    assert next_check(schedules, settings, day).reviews[-1] == alone[0]
    loser = next(s for s in resting if s != alone[0].schedule)
    assert next_check([s for s in resting if s != loser], settings, day).reviews == alone


def test_weak_topics_are_asked_before_their_date_comes() -> None:
    """A weak topic whose next study day lies behind the check's is still in it."""
    found = figures(record("2025-11-08", asked("a", 70)), record("2025-11-08", asked("b", 100)))
    check = next_check([t.schedule for t in found.topics.values() if t.schedule], found.journal.settings, found.as_of)
    assert [(p.schedule.topic, p.because) for p in check.reviews] == [("a", "weak"), ("b", "audit")]


def test_forecast_keeps_the_dates_of_goals() -> None:
    """8 November, then 23 November is past the goal of the 20th: the 19th, and on from there."""
    goal = {"id": "g", "title": "G", "by": "2025-11-20", "covers": ["a"]}
    found = figures(record("2025-11-01", asked("a", 90)), as_of="2025-11-01", goals=[goal])
    due = [str(d.date) for d in found.forecast.days if d.due]
    assert due == ["2025-11-02", "2025-11-08", "2025-11-19", "2025-12-17"]


def test_forecast_of_a_weak_topic_asks_it_once_before_its_own_date() -> None:
    """The retest on the next study day passes early, and the scheduler's date stands."""
    found = figures(record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 70)), as_of="2025-11-02")
    due = [str(d.date) for d in found.forecast.days if d.due]
    assert due[:3] == ["2025-11-03", "2025-11-08", "2025-11-23"]


def test_forecast_sums_within_a_number_of_days() -> None:
    """Due on the 1st and 7th, 22nd and 30 December; three places a day but on nine Sundays."""
    found = figures(record("2025-10-31", asked("a", 90)), as_of="2025-10-31", rest_days=["sunday"])
    assert [found.forecast.due_within(days) for days in (0, 1, 7, 14, 60)] == [0, 1, 2, 2, 4]
    assert [found.forecast.held_within(days) for days in (1, 2, 14, 60)] == [3, 3, 36, 153]
