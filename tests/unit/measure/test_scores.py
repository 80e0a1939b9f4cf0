"""Scores of a day, their parts, and what they are held against."""

from datetime import date
from fractions import Fraction

import pytest

from studylog.measure.scores import Mean, grade, mean, source_label
from studylog.model import Settings
from tests.journals import asked, figures, record

GRADES = Settings().grades


def only(*questions, **fields):
    return figures(record("2025-11-05", *questions, **fields)).days[0].scores


def test_score_is_the_mean_of_what_counts() -> None:
    """Unscored and excluded questions leave the mean; points are out of what counts."""
    scores = only(asked("a", 100), asked("a", 50), asked("a", None), asked("a", 0, flags=["excluded"]))
    assert (scores.all.value, scores.all.count, scores.all.points) == (75, 2, Fraction(3, 2))


def test_a_day_without_scores_has_no_figures() -> None:
    """No mean of nothing, no grade, no change."""
    scores = only(asked("a", None))
    assert (scores.all.value, scores.grade, scores.change, scores.rolling, scores.drift) == (
        None,
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("source", "is_review"),
    [("", False), (9, False), (8, True), ([8, 9], False), ([7, 8], True), ("2025-11-04", True), ("2025-11-05", False)],
)
def test_review_means_everything_is_earlier(source: object, is_review: bool) -> None:
    """A question is a review when all it goes back to lies before the record."""
    scores = only(asked("a", 100, **({"from_": source} if source else {})), day=9)
    assert (scores.review.count, scores.new.count) == ((1, 0) if is_review else (0, 1))


@pytest.mark.parametrize(
    ("value", "letter"),
    [("97", "A+"), ("96.99", "A"), ("93", "A"), ("92.999", "A-"), ("60", "D"), ("59.9", "F"), ("0", "F")],
)
def test_grade_uses_the_unrounded_score(value: str, letter: str) -> None:
    """96.99 shows as 97.0 and is still no A+."""
    assert grade(Fraction(value), GRADES) == letter


def test_change_and_rolling_mean_look_back_over_checks() -> None:
    """Change is against the check before, not the day before; the rolling mean takes seven, fewer at the start."""
    found = figures(*(record(f"2025-11-{n:02}", asked("a", 10 * n)) for n in range(1, 10)), record("2025-11-20"))
    rolling = [day.scores.rolling for day in found.days]
    assert rolling[:3] == [10, 15, 20]
    assert rolling[8] == Fraction(30 + 40 + 50 + 60 + 70 + 80 + 90, 7)
    assert (found.days[8].scores.change, found.days[9].scores.change) == (10, None)


def test_first_score_undoes_all_revisions() -> None:
    """Drift is what revisions added to the day."""
    revised = asked("a", 100, revised=[{"was": 60}, {"was": 80}])
    scores = only(revised, asked("a", 90))
    assert (scores.first.value, scores.all.value, scores.drift) == (75, 95, 20)


def test_source_days_and_groups() -> None:
    """Reviews by where they come from, latest first; groups by the record's own names."""
    questions = [
        asked("a", 100, from_=3, id="Q1"),
        asked("a", 80, from_=3, id="Q2"),
        asked("a", 70, from_=[8, 9], id="Q3"),
        asked("a", 50, id="Q4"),
    ]
    scores = only(*questions, day=10, groups=[{"name": "Part", "questions": ["Q1", "Q4"]}])
    assert [(s.name, s.mean.value, s.mean.count) for s in scores.sources] == [("days 8–9", 70, 1), ("day 3", 90, 2)]
    assert [(g.name, g.mean.value) for g in scores.groups] == [("Part", 75)]
    assert scores.review_share == 75


@pytest.mark.parametrize(
    ("sources", "label"),
    [
        ((8,), "day 8"),
        ((8, 9), "days 8–9"),
        ((7, 8, 9), "days 7–9"),
        ((7, 8, 10), "days 7, 8, 10"),
        ((3, 8), "days 3, 8"),
        ((date(2025, 11, 4),), "2025-11-04"),
        ((8, date(2025, 11, 4)), "day 8, 2025-11-04"),
    ],
)
def test_source_labels(sources: tuple[date | int, ...], label: str) -> None:
    """Source days as people say them."""
    assert source_label(sources) == label


def test_means_add_up() -> None:
    """The sum of the means of parts is the mean of the whole; nothing has no mean."""
    parts = mean([Fraction(100), Fraction(50)]) + mean([Fraction(30)])
    assert parts == Mean(Fraction(180), 3)
    assert mean([None]).value is None


def test_observation_is_the_mean_of_a_topic_in_a_day() -> None:
    """Two questions on a topic are one observation with its lowest score."""
    topic = figures(record("2025-11-05", asked("a", 100), asked("a", 60), asked("b", 10))).topics["a"]
    assert [(o.score, o.mean.count, o.lowest, o.introduced) for o in topic.observations] == [(80, 2, 60, True)]


def test_area_means_pool_the_questions_of_their_topics() -> None:
    """Areas come from the topics."""
    found = figures(
        record("2025-11-05", asked("a", 100), asked("b", 50), asked("c", 0)), areas={"a": "X", "b": "X", "c": "Y"}
    )
    assert {area: m.value for area, m in found.areas.items()} == {"X": 75, "Y": 0}


def test_the_order_of_source_days_makes_no_difference() -> None:
    """Days 9 and 8 are days 8 and 9, also when one stands twice."""
    scores = only(asked("a", 100, from_=[9, 8]), asked("b", 50, from_=[8, 9]), asked("c", 0, from_=[8, 8]), day=10)
    assert [(s.name, s.mean.value) for s in scores.sources] == [("days 8–9", 75), ("day 8", 0)]


def test_source_means_leave_out_new_questions() -> None:
    """A question of today is no review, whatever day it names beside."""
    scores = only(asked("a", 100, from_=[9, 10]), asked("b", 60, from_="2025-10-31"), day=10)
    assert [(s.name, s.mean.value, s.mean.count) for s in scores.sources] == [("2025-10-31", 60, 1)]


def test_an_excluded_question_enters_no_figure() -> None:
    """Not the score, its parts, the topic, the area or a weak item."""
    out = asked("a", 0, flags=["excluded", "guessed"], id="Q1", from_=3, revised=[{"was": 50}])
    found = figures(record("2025-11-05", out, asked("b", 90), day=9, groups=[{"name": "P", "questions": ["Q1"]}]))
    day = found.days[0].scores
    assert (day.all, day.first, day.review, day.sources) == (mean([Fraction(90)]),) * 2 + (Mean(), ())
    assert day.groups[0].mean == Mean()
    assert (found.topics["a"].observations, found.topics["a"].state, found.weak) == ((), "untested", ())
    assert found.areas["Area"] == Mean(Fraction(90), 1)


def test_a_question_marked_as_guessed_counts() -> None:
    """Only the one flag excludes."""
    assert only(asked("a", 40, flags=["guessed", "looked-up", "not-studied-yet"])).all.value == 40


def test_each_session_is_a_check_of_its_own() -> None:
    """The change of the second session is against the first."""
    found = figures(record("2025-11-05", asked("a", 80)), record("2025-11-05", asked("a", 90), session=2))
    assert [d.scores.change for d in found.days] == [None, 10]


def test_a_scale_that_ends_above_a_score_gives_no_grade() -> None:
    """A journal may write its own scale."""
    assert grade(Fraction(49), {"pass": Fraction(50)}) is None
    assert grade(Fraction(50), {"pass": Fraction(50)}) == "pass"


def test_what_makes_an_observation_an_introduction() -> None:
    """The record introduces the topic, or it is new and was never scored before."""
    found = figures(
        record("2025-11-01", asked("a", 90, from_="2025-10-01"), asked("b", 90, from_="2025-10-01"), introduces=["b"]),
        record("2025-11-02", asked("a", 90), asked("c", 90)),
    )
    assert {id: [o.introduced for o in topic.observations] for id, topic in found.topics.items()} == {
        "a": [False, False],
        "b": [True],
        "c": [True],
    }
