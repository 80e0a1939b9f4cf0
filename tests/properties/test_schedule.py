"""Laws of the schedule, for every algorithm, history, goal and week."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studylog.figures import compute
from studylog.model import WEEKDAYS, Journal, Schedule, Settings
from studylog.schedule.algorithm import algorithm as rules
from studylog.schedule.plan import next_check, review_places
from studylog.schedule.replay import TopicSchedule, replay, simulate
from studylog.schedule.sm2 import ALGORITHMS, State
from tests.journals import asked, figures, record
from tests.properties.strategies import ALGORITHMS as NAMES
from tests.properties.strategies import FIRST, SCORES, SM2, journals, whole

every_algorithm = pytest.mark.parametrize("algorithm", NAMES)
gaps = st.lists(st.tuples(st.integers(1, 30), SCORES), max_size=7)
weeks_of_rest = st.lists(st.sampled_from(WEEKDAYS), max_size=4, unique=True)
goal_dates = st.lists(st.integers(-5, 90).map(lambda n: FIRST + timedelta(n)), max_size=3, unique=True)
PASSES = {"sm2": 90, "sm2-delphi": 90, "sm2-log": 95, "fsrs": 90}


def history(gaps: list[tuple[int, object]], *more: tuple[int, object]) -> list[Any]:
    """Records of a topic: the first on FIRST with 90, then each so many days after the one before."""
    day, found = FIRST, [record(str(FIRST), asked("a", 90))]
    for gap, score in (*gaps, *more):
        day += timedelta(gap)
        found.append(record(str(day), asked("a", score)))
    return found


def scheduled(records: list[Any], algorithm: str, rest: list[str], dates: list[date]) -> TopicSchedule:
    goals = [{"id": f"g{n}", "title": "G", "by": str(day), "covers": ["a"]} for n, day in enumerate(dates)]
    options = {"schedule": {"algorithm": algorithm}, "rest_days": rest}
    found = figures(*records, goals=goals, **options).topics["a"].schedule
    assert found
    return found


@every_algorithm
@given(gaps, st.integers(1, 30), SCORES, SCORES, weeks_of_rest, goal_dates)
def test_a_better_last_score_never_shortens_the_interval(algorithm, before, gap, one, other, rest, dates) -> None:
    """Nor brings the topic back sooner, with goals, days of rest, lapses and early reviews in play."""
    low, high = sorted((float(one), float(other)))
    worse, better = (scheduled(history(before, (gap, s)), algorithm, rest, dates) for s in (low, high))
    assert worse.next <= better.next
    assert worse.due <= better.due


@given(journals())
def test_due_is_a_study_day_after_the_last_review(journal: Journal) -> None:
    """A weak topic is due on the very next one; any other on the first from the scheduler's own date."""
    settings = journal.settings
    for topic in whole(journal).topics.values():
        if not (schedule := topic.schedule):
            continue
        last = topic.observations[-1].date
        assert schedule.due > last and schedule.next > last
        assert not settings.is_rest_day(schedule.due)
        from_ = last + timedelta(1) if schedule.weak else schedule.next
        assert schedule.due == settings.next_study_day(from_)
        assert schedule.due <= settings.next_study_day(schedule.next)


@pytest.mark.parametrize("algorithm", SM2)
@given(st.lists(st.integers(0, 5), max_size=30))
def test_ease_and_interval_stay_within_bounds(algorithm: str, qualities: list[int]) -> None:
    """Ease is at least 1.3, an interval a day to a century, and repetitions count passes since the last lapse."""
    state = State()
    for q in qualities:
        before, state = state, ALGORITHMS[algorithm].answer(state, q)
        assert state.ease >= 130
        assert 1 <= state.interval <= 36_500
        if ALGORITHMS[algorithm].passes(q):
            assert state.repetitions == before.repetitions + 1


@every_algorithm
@given(st.lists(st.sampled_from([80, 85, 91, 95, 100]), max_size=5), weeks_of_rest)
def test_intervals_of_passes_on_time_never_shrink(algorithm: str, scores: list[int], rest: list[str]) -> None:
    """Each review on the day it is due, moved by rest days or not; without goals nothing shortens them."""
    records = [record(str(FIRST), asked("a", 90))]
    for score in scores:
        due = scheduled(records, algorithm, rest, []).due
        records.append(record(str(due), asked("a", score)))
    found = scheduled(records, algorithm, rest, [])
    assert {step.effect for step in found.steps} <= {"introduced", "passed"}
    assert all(one.after.interval <= other.after.interval for one, other in pairwise(found.steps))


@every_algorithm
@given(gaps, weeks_of_rest, goal_dates)
def test_a_topic_is_seen_once_more_before_each_of_its_goals(algorithm, before, rest, dates) -> None:
    """Whatever the last interval, no goal that leaves a study day for it is passed over."""
    found = scheduled(history(before), algorithm, rest, dates)
    settings = Settings.model_validate({"rest_days": rest})
    for goal in dates:
        between = [found.last.date + timedelta(n) for n in range(1, (goal - found.last.date).days)]
        if any(not settings.is_rest_day(day) for day in between):
            assert found.due < goal


@every_algorithm
@given(gaps, goal_dates)
def test_an_early_pass_leaves_interval_and_date_alone(algorithm, before, dates) -> None:
    """And all that SM-2 knows; a step is early exactly when a pass comes before the date set by the one before."""
    steps = scheduled(history(before), algorithm, [], dates).steps
    for last, step in pairwise(steps):
        passed = rules(Schedule(algorithm=algorithm)).passes(step.quality)
        assert (step.effect == "early") == (passed and step.observation.date < last.next)
        assert (step.effect == "lapsed") == (not passed)
        assert step.before == last.after
        if step.effect == "early":
            assert (step.after.interval, step.next) == (last.after.interval, last.next)
            assert step.after == last.after or algorithm == "fsrs"
        else:
            assert step.next == step.observation.date + timedelta(step.after.interval)


@given(journals(), st.data())
def test_a_replay_goes_step_by_step(journal: Journal, data: st.DataObject) -> None:
    """What came before is not touched by what comes after: the steps of a prefix are a prefix of the steps."""
    found = whole(journal)
    for id in journal.topics:
        if not (observed := found.topics[id].observations):
            continue
        part = observed[: data.draw(st.integers(1, len(observed)))]
        dates = [FIRST + timedelta(30)]
        full, cut = (replay(h, journal.settings, weak=False, goal_dates=dates) for h in (observed, part))
        assert full.steps[: len(cut.steps)] == cut.steps


@every_algorithm
@given(gaps, weeks_of_rest, goal_dates)
def test_a_forecast_is_what_happens_if_each_review_passes(algorithm, before, rest, dates) -> None:
    """The days foretold are the due dates that come of really reviewing on each of them."""
    records = history(before)
    start = date.fromisoformat(str(records[-1].date)) + timedelta(1)
    end = start + timedelta(59)
    settings = Settings.model_validate({"schedule": {"algorithm": algorithm}, "rest_days": rest})
    foretold = simulate(scheduled(records, algorithm, rest, dates), settings, start, end)
    happened = []
    while (due := scheduled(records, algorithm, rest, dates).due) <= end:
        happened.append(due)
        records.append(record(str(due), asked("a", PASSES[algorithm])))
    assert foretold == tuple(happened)


@given(journals(), st.integers(0, 40))
def test_a_forecast_adds_up(journal: Journal, later: int) -> None:
    """Backlog and due list are the same topics; nothing falls on a day of rest, which holds nothing."""
    as_of = journal.days[-1].date + timedelta(later)
    found = compute(journal, as_of)
    assert found.forecast.backlog == len(found.due)
    assert [d.date for d in found.forecast.days] == [as_of + timedelta(n) for n in range(1, 61)]
    for day in found.forecast.days:
        if journal.settings.is_rest_day(day.date):
            assert (day.due, day.holds) == (0, 0)
        else:
            assert day.holds == review_places(journal.settings)


@given(journals(), st.integers(-20, 9), st.randoms(use_true_random=False))
def test_a_check_is_composed_by_its_rules(journal: Journal, later: int, random) -> None:
    """No more than its places, nothing twice, weak before due before one audit, in any order of topics."""
    settings, day = journal.settings, journal.days[-1].date + timedelta(later)
    schedules = [t.schedule for t in whole(journal).topics.values() if t.schedule]
    check = next_check(schedules, settings, day)
    places = review_places(settings)
    assert len(check.reviews) <= places
    assert len(check.reviews) + check.new == settings.check.questions
    topics = [pick.schedule.topic for pick in check.reviews]
    assert len(set(topics)) == len(topics)
    kinds = [pick.because for pick in check.reviews]
    assert kinds == sorted(kinds, key=("weak", "due", "audit").index)
    calm = {s.topic for s in schedules if not s.weak and s.due > day}
    assert kinds.count("audit") == (places > 1 and bool(calm))
    assert {p.schedule.topic for p in check.reviews if p.because == "audit"} <= calm
    assert len(kinds) - kinds.count("audit") == min(len(schedules) - len(calm), places - kinds.count("audit"))
    random.shuffle(schedules)
    assert next_check(schedules, settings, day) == check
