"""The habit, interviews and actions."""

from datetime import date

from tests.journals import asked, figures, record


def test_missed_days_run_from_the_start_and_spare_rest_and_today() -> None:
    """1 November 2025 is a Saturday: Sundays rest, today is not over."""
    habit = figures(
        record("2025-11-01"),
        record("2025-11-03"),
        record("2025-11-06"),
        as_of="2025-11-10",
        rest_days=["sunday"],
        started="2025-10-31",
    ).habit
    assert [day.day for day in habit.missed] == [31, 4, 5, 7, 8]
    assert (habit.streak, habit.longest_streak) == (0, 2)


def test_a_streak_goes_on_over_rest_days_and_an_open_today() -> None:
    """Saturday, (Sunday), Monday, and Tuesday not over yet."""
    habit = figures(record("2025-11-01"), record("2025-11-03"), as_of="2025-11-04", rest_days=["sunday"]).habit
    assert (habit.streak, habit.missed) == (2, ())


def test_a_record_of_rest_is_neutral() -> None:
    """It is no study day, and does not break the streak."""
    habit = figures(record("2025-11-01"), record("2025-11-02", kind="rest"), record("2025-11-03")).habit
    assert (len(habit.studied), habit.streak, habit.missed) == (2, 2, ())


def test_minutes_fall_back_on_practice_and_interviews() -> None:
    """The record's own minutes win; no minutes are none, not zero."""
    practice = {
        "practice": [{"what": "x", "minutes": 20}, {"what": "y"}],
        "interviews": [{"title": "z", "minutes": 60}],
    }
    found = figures(
        record("2025-11-01", **practice), record("2025-11-02", minutes=30, **practice), record("2025-11-03")
    )
    assert [day.minutes for day in found.days] == [80, 30, None]
    assert found.habit.minutes == 110


def test_interviews_in_percent_with_the_change_of_each_aspect() -> None:
    """An aspect is compared with the last time it was scored, whatever its case."""

    def talk(day, score, **aspects):
        return record(
            day,
            interviews=[
                {
                    "title": "t",
                    "score": score,
                    "of": 50,
                    "rubric": [{"aspect": a, "score": s} for a, s in aspects.items()],
                }
            ],
        )

    found = figures(
        talk("2025-11-01", 40, Design=5, Cost=8), talk("2025-11-02", 45, Cost=9), talk("2025-11-03", 30, design=7)
    ).interviews
    assert [(i.percent, i.change) for i in found] == [(80, None), (90, 10), (60, -30)]
    assert [[(a.percent, a.change) for a in i.aspects] for i in found] == [
        [(50, None), (80, None)],
        [(90, 10)],
        [(70, 20)],
    ]


def test_actions_by_due_date_open_first() -> None:
    """Day numbers become dates by their records, or by the start where there is none yet."""
    first = record(
        "2025-11-01",
        day=1,
        actions=[{"do": "undated"}, {"do": "day", "due": {"day": 4}}, {"do": "date", "due": "2025-11-02"}],
    )
    second = record(
        "2025-11-03", day=2, actions=[{"do": "done", "done": "2025-11-03"}, {"do": "far", "due": {"day": 2}}]
    )
    found = figures(first, second, as_of="2025-11-05", started="2025-11-01").actions
    assert [(a.action.do, a.due and a.due.day, a.overdue) for a in found] == [
        ("date", 2, 3),
        ("far", 3, 2),
        ("day", 4, 1),
        ("undated", None, None),
        ("done", None, None),
    ]
    assert found[-1].days_to_done == 0


def test_an_action_due_today_is_not_overdue() -> None:
    """Overdue starts the day after."""
    found = figures(record("2025-11-01", actions=[{"do": "x", "due": "2025-11-05"}]), as_of="2025-11-05")
    assert found.actions[0].overdue is None


def test_an_empty_journal_has_an_empty_habit() -> None:
    """Nothing to count from, nothing missed."""
    habit = figures(as_of="2025-11-05").habit
    assert (habit.studied, habit.missed, habit.streak, habit.minutes) == ((), (), 0, 0)
    assert figures(as_of="2025-11-05", started="2025-12-01").habit.missed == ()
    assert date(2025, 11, 4) in figures(record("2025-11-03", asked("a", 1)), as_of="2025-11-05").habit.missed


def test_an_interview_without_a_total_is_passed_over() -> None:
    """The change is against the last total there was; aspects are in percent of their own maximum."""
    rubric = [{"aspect": "Design", "score": 3, "of": 4}]
    found = figures(
        record("2025-11-01", interviews=[{"title": "t", "score": 60}]),
        record("2025-11-02", interviews=[{"title": "u", "rubric": rubric}]),
        record("2025-11-03", interviews=[{"title": "v", "score": 75}, {"title": "w", "score": 70}]),
    ).interviews
    assert [(i.percent, i.change) for i in found] == [(60, None), (None, None), (75, 15), (70, -5)]
    assert [(a.percent, a.change) for a in found[1].aspects] == [(75, None)]


def test_done_actions_latest_first_and_never_overdue() -> None:
    """Days to done run from the record; what is done late is done."""
    done = [{"do": d, "due": "2025-11-02", "done": f"2025-11-0{d}"} for d in "354"]
    found = figures(record("2025-11-01", actions=done), as_of="2025-11-09").actions
    assert [(a.action.do, a.days_to_done, a.overdue) for a in found] == [("5", 4, None), ("4", 3, None), ("3", 2, None)]


def test_an_action_due_on_a_day_that_nothing_tells_has_no_date() -> None:
    """Without a record of that number or a start there is nothing to count from."""
    found = figures(record("2025-11-01", actions=[{"do": "x", "due": {"day": 4}}]), as_of="2025-12-01").actions
    assert [(a.due, a.overdue) for a in found] == [(None, None)]


def test_a_miss_ends_a_streak_and_the_longest_is_kept() -> None:
    """Three days, one missed, two days; a day may be studied though it is one of rest."""
    days = ("2025-11-01", "2025-11-02", "2025-11-03", "2025-11-05", "2025-11-06")
    habit = figures(*(record(day) for day in days), rest_days=["sunday"]).habit
    assert (habit.streak, habit.longest_streak, habit.missed) == (2, 3, (date(2025, 11, 4),))


def test_two_sessions_are_one_study_day() -> None:
    """Their minutes add up."""
    habit = figures(record("2025-11-01", minutes=20), record("2025-11-01", minutes=30, session=2)).habit
    assert (habit.studied, habit.streak, habit.minutes) == ((date(2025, 11, 1),), 1, 50)
