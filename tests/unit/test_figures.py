"""All figures of a journal, and the journal as it stood on an earlier day."""

from datetime import date

import pytest

from studylog.figures import compute
from tests.journals import asked, figures, journal, record

NOV = [date(2025, 11, day) for day in range(1, 31)]


def test_later_records_are_gone_with_the_topics_and_goals_that_they_alone_name() -> None:
    """What an earlier record, or no record at all, speaks of stays."""
    made = journal(
        record("2025-11-01", asked("a", 90), actions=[{"do": "x", "topic": "acted"}], introduces=["met"]),
        record("2025-11-03", asked("b", 90), asked("a", 90), readiness=[{"goal": "later", "stated": 10}]),
        record(
            "2025-11-04", introduces=["c"], improved=[{"what": "x", "topic": "d"}], weak=[{"gap": "x", "topic": "e"}]
        ),
        goals=[{"id": "later", "title": "L"}, {"id": "unspoken", "title": "U"}],
        topics_too=("acted", "d", "e", "unused"),
    )
    then = made.until(date(2025, 11, 2))
    assert [r.key for r in then.days] == ["2025-11-01"]
    assert sorted(then.topics) == ["a", "acted", "met", "unused"]
    assert [goal.id for goal in then.goals] == ["unspoken"]
    assert made.until(date(2025, 11, 4)) == made
    assert made.until(date(2025, 10, 1)).days == ()


def test_later_revisions_are_undone_one_by_one() -> None:
    """A score revised twice is, between the two, what the first made of it; an undated revision was there at once."""
    revised = [{"was": 40}, {"was": 60, "on": "2025-11-03"}, {"was": 80, "on": "2025-11-05"}]
    made = journal(record("2025-11-01", asked("a", 100, revised=revised), asked("b", 100)))
    scores = [compute(made, date(2025, 11, day)).topics["a"].observations[0].score for day in (1, 2, 3, 4, 5)]
    assert scores == [60, 60, 80, 80, 100]
    then = compute(made, date(2025, 11, 2))
    assert (then.days[0].scores.first.total, then.days[0].scores.all.total) == (140, 160)
    assert [item.reference for item in then.weak] == ["2025-11-01#Q1"]
    assert compute(made, date(2025, 11, 5)).weak == ()


def test_later_actions_messages_and_edits_have_not_happened() -> None:
    """An action done later is open and may be overdue; a message without a date was there at once."""
    action = {"do": "x", "due": "2025-11-02", "done": "2025-11-05"}
    thread = [{"by": "m", "text": "now"}, {"by": "m", "text": "then", "on": "2025-11-04"}]
    made = journal(record("2025-11-01", actions=[action], thread=thread, updated="2025-11-06"))
    then, now = compute(made, date(2025, 11, 3)), compute(made, date(2025, 11, 6))
    assert [(f.actions[0].overdue, f.actions[0].days_to_done) for f in (then, now)] == [(1, None), (None, 4)]
    assert [len(f.journal.days[0].thread) for f in (then, now)] == [1, 2]
    assert [f.journal.days[0].updated for f in (then, now)] == [None, date(2025, 11, 6)]


def test_an_action_due_on_a_study_day_that_has_no_record_yet() -> None:
    """Counted from the start until the day's own record says when it really was."""
    made = journal(
        record("2025-11-01", day=1, actions=[{"do": "x", "due": {"day": 2}}]),
        record("2025-11-04", day=2),
        started="2025-11-01",
    )
    dues = [compute(made, date(2025, 11, day)).actions[0].due for day in (3, 4)]
    assert dues == [date(2025, 11, 2), date(2025, 11, 4)]


def test_new_and_review_over_the_whole_journal() -> None:
    """Both are means over questions and make up the whole."""
    found = figures(
        record("2025-11-01", asked("a", 100), asked(None, 70)),
        record("2025-11-02", asked("a", 40, from_="2025-11-01"), asked("b", None)),
    )
    assert [(m.value, m.count) for m in (found.all, found.new, found.review)] == [(70, 3), (85, 2), (40, 1)]
    assert {area: (mean.value, mean.count) for area, mean in found.areas.items()} == {"Area": (70, 2)}


def test_a_day_with_what_it_opened_resolved_and_changed() -> None:
    """Changes are against the time before, greatest gain first, those of equal gain by id."""
    found = figures(
        record("2025-11-01", asked("c", 60), asked("b", 90), asked("a", 90)),
        record("2025-11-03", asked("a", 70), asked("c", 100), asked("d", 50), asked("b", 70)),
    )
    first, second = found.days
    assert [i.reference for i in first.weak] == ["2025-11-01#Q1"]
    assert (first.resolved, first.changes) == ((), ())
    assert [i.question.topic for i in second.weak] == ["a", "d", "b"]
    assert [i.reference for i in second.resolved] == ["2025-11-01#Q1"]
    assert [(c.now.topic, c.before.date.day, c.points) for c in second.changes] == [
        ("c", 1, 40),
        ("a", 1, -20),
        ("b", 1, -20),
    ]
    assert [i.reference for i in found.open_weak] == ["2025-11-03#Q1", "2025-11-03#Q3", "2025-11-03#Q4"]


def test_a_topic_is_met_when_it_is_first_studied_or_asked() -> None:
    """Also where it was never scored; a topic of the list that nobody met has no day."""
    found = figures(
        record("2025-11-01", introduces=["a"]),
        record("2025-11-02", asked("a", 90), asked("b", None)),
        topics_too=["c"],
    )
    assert {id: (t.met and t.met.day, t.state) for id, t in found.topics.items()} == {
        "a": (1, "solid"),
        "b": (2, "untested"),
        "c": (None, "untested"),
    }


def test_goals_cover_topics_by_id_and_by_area() -> None:
    """A goal without a date, or of another area, cuts nothing short."""
    goals = [
        {"id": "by-id", "title": "G", "by": "2025-11-05", "covers": ["a"]},
        {"id": "by-area", "title": "G", "by": "2025-11-06", "covers": ["X"]},
        {"id": "undated", "title": "G", "covers": ["a", "c"]},
    ]
    days = [record(f"2025-11-0{n}", *(asked(t, 90) for t in "abc")) for n in (1, 2)]
    found = figures(*days, goals=goals, areas={"b": "X", "c": "Y"})
    assert {id: t.schedule and t.schedule.due.day for id, t in found.topics.items()} == {"a": 4, "b": 5, "c": 8}


@pytest.mark.parametrize(
    ("records", "as_of", "day"),
    [
        ([], 7, 7),
        ([record("2025-11-07", asked("a", 90))], 7, 8),
        ([record("2025-11-07", asked("a", None))], 7, 7),
        ([record("2025-11-07", minutes=20)], 7, 7),
        ([record("2025-11-06", asked("a", 90))], 7, 7),
        ([record("2025-11-08", asked("a", 90))], 8, 10),
        ([], 9, 10),
    ],
    ids=["empty", "asked", "waits for scores", "no questions", "asked before", "Sunday next", "Sunday"],
)
def test_the_next_check_is_today_until_something_was_scored(records, as_of: int, day: int) -> None:
    """Then it is the next study day; 9 November 2025 is a Sunday of rest."""
    assert figures(*records, as_of=str(NOV[as_of - 1]), rest_days=["sunday"]).next_check.date == NOV[day - 1]


def test_the_last_check_is_the_latest_with_a_score() -> None:
    """A day of practice after it does not count; before the first there is none."""
    found = figures(record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", None)), record("2025-11-03"))
    assert found.last_check and found.last_check.record.key == "2025-11-01"
    assert figures().last_check is None


def test_an_empty_journal_has_figures() -> None:
    """Nothing is counted, nothing is due, and every mean is none."""
    found = figures(as_of="2025-11-05")
    assert (found.all.value, found.days, found.weeks, found.topics, found.due) == (None, (), (), {}, ())
    assert (found.next_check.new, found.forecast.backlog, len(found.forecast.days)) == (10, 0, 60)
