"""Memory of a topic, held against the package `fsrs` card by card."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from fsrs import Card, Rating
from hypothesis import given
from hypothesis import strategies as st

from studylog.schedule.memory import Memory, after, rating, recall, scheduler

START = date(2025, 1, 1)


def on_time(ratings: list[int]) -> list[int]:
    """The intervals that ratings give when each comes on the day that the one before it set."""
    memory, day, found = None, START, list[int]()
    for given_ in ratings:
        memory = after(memory, Rating(given_), day, scheduler())
        found.append(memory.interval)
        day += timedelta(memory.interval)
    return found


def test_intervals_of_the_published_parameters() -> None:
    """Known series of the algorithm, as whole days."""
    assert on_time([3] * 6) == [2, 11, 46, 163, 497, 1346]
    assert on_time([1, 2, 3, 4, 1, 2, 3, 4]) == [1, 1, 3, 12, 1, 2, 4, 9]


histories = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(list(Rating))), min_size=1, max_size=20)


@given(histories, st.integers(70, 97), st.integers(0, 3000))
def test_every_history_gives_what_the_package_gives(
    history: list[tuple[int, Rating]], retention: int, later: int
) -> None:
    """Stability, difficulty, due date and recall of one card that goes through it all."""
    fsrs = scheduler(Fraction(retention, 100), 1000)
    card, memory, day = Card(card_id=7, due=datetime(2025, 1, 1, tzinfo=UTC)), None, START
    for waited, given_ in history:
        day += timedelta(waited)
        card, _ = fsrs.review_card(card, given_, datetime(day.year, day.month, day.day, tzinfo=UTC))
        memory = after(memory, given_, day, fsrs)
        expected = Memory(day, card.stability or 0, card.difficulty or 0, (card.due.date() - day).days)
        assert memory == expected
    assert memory
    on = day + timedelta(later)
    then = datetime(on.year, on.month, on.day, tzinfo=UTC)
    assert recall(memory, on, fsrs) == fsrs.get_card_retrievability(card, then)


@pytest.mark.parametrize(
    ("score", "first", "then"),
    [
        (100, Rating.Good, Rating.Easy),
        (95, Rating.Good, Rating.Easy),
        (94, Rating.Good, Rating.Good),
        (80, Rating.Good, Rating.Good),
        (79, Rating.Hard, Rating.Hard),
        (60, Rating.Hard, Rating.Hard),
        (59, Rating.Again, Rating.Again),
        (0, Rating.Again, Rating.Again),
    ],
)
def test_ratings_of_scores(score: int, first: Rating, then: Rating) -> None:
    """Full marks are Easy only once there was something to remember."""
    assert (rating(Fraction(score), first=True), rating(Fraction(score), first=False)) == (first, then)


def test_recall_is_the_aim_when_a_topic_comes_again() -> None:
    """At the end of its interval recall is at the retention that is aimed at, within what whole days allow."""
    fsrs = scheduler(Fraction(9, 10))
    memory = after(None, Rating.Good, START, fsrs)
    for _ in range(5):
        due = memory.seen + timedelta(memory.interval)
        assert recall(memory, due + timedelta(1), fsrs) < 0.9 < recall(memory, due - timedelta(1), fsrs)
        memory = after(memory, Rating.Good, due, fsrs)
