"""What to ask next, and what the coming days hold."""

from datetime import date

from studylog.schedule.plan import forecast, next_check
from tests.journals import asked, figures, record


def crowd():
    """Ten topics: two weak, three overdue since different days, five not due."""
    return figures(
        record("2025-11-01", asked("late", 90), asked("later", 85), asked("latest", 100)),
        record("2025-11-02", *(asked(f"fine{n}", 100) for n in range(5))),
        record("2025-11-03", *(asked(f"fine{n}", 100, from_="2025-11-02") for n in range(5))),
        record("2025-11-04", asked("weak1", 70), asked("weak2", 60)),
        as_of="2025-11-05",
    )


def test_asking_order() -> None:
    """Weak first, then the most overdue, then the lowest last score, then the id."""
    assert [s.topic for s in crowd().due] == ["weak2", "weak1", "later", "late", "latest"]


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


def test_places_that_nothing_fills_go_to_new_material() -> None:
    """With nothing due there is the audit question alone; with nothing tested there is none."""
    one = figures(record("2025-11-01", asked("a", 100)), as_of="2025-11-01").next_check
    assert (one.date, len(one.reviews), one.new) == (date(2025, 11, 2), 1, 9)
    assert figures(as_of="2025-11-01").next_check.new == 10


def test_a_single_review_place_goes_to_what_is_due() -> None:
    """An audit question never crowds out the only review."""
    found = figures(record("2025-11-01", asked("a", 100), asked("b", 100)), as_of="2025-11-05", check={"questions": 3})
    assert [p.because for p in found.next_check.reviews] == ["due"]


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
