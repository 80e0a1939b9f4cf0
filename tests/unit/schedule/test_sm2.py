"""SM-2 against the published tables and an implementation that nobody here wrote."""

import random
from fractions import Fraction
from math import ceil

import pytest
from supermemo2 import first_review, review

from studylog.schedule.sm2 import ALGORITHMS, State, eased, log_quality, quality


def intervals(algorithm: str, qualities: list[int]) -> list[int]:
    """The interval after each of a row of answers that come on time."""
    state, found = State(), []
    for q in qualities:
        state = ALGORITHMS[algorithm].answer(state, q)
        found.append(state.interval)
    return found


@pytest.mark.parametrize(
    ("algorithm", "qualities", "expected"),
    [
        ("sm2", [4, 4, 3, 3, 4], [1, 6, 15, 36, 80]),
        ("sm2-delphi", [4, 4, 3, 3, 4], [1, 6, 15, 35, 78]),
        ("sm2", [5, 5, 5, 5, 5, 5], [1, 6, 17, 48, 140, 420]),
    ],
)
def test_published_tables(algorithm: str, qualities: list[int], expected: list[int]) -> None:
    """The intervals of both published forms come out as printed."""
    assert intervals(algorithm, qualities) == expected


@pytest.mark.parametrize(
    ("qualities", "exact", "drifted"), [([5, 5, 4, 4, 5, 4], 350, 351), ([5, 5, 5, 5, 5, 5], 420, 421)]
)
def test_exact_ease_where_floats_err(qualities: list[int], exact: int, drifted: int) -> None:
    """An ease that is summed in floats makes an exact number of days one day longer; ours does not."""
    answer = first_review(qualities[0], "2025-01-01")
    for q in qualities[1:]:
        answer = review(q, answer["easiness"], answer["interval"], answer["repetitions"], "2025-01-01")
    assert answer["interval"] == drifted
    assert intervals("sm2", qualities)[-1] == exact
    assert ALGORITHMS["sm2"].answer(State(3, 60, 250), 4).interval == 150


def test_failure_in_each_variant() -> None:
    """The text leaves the ease alone, the program lowers it, the log variant too and counts as one."""
    before = State(3, 15, 250)
    assert ALGORITHMS["sm2"].answer(before, 2) == State(0, 1, 250)
    assert ALGORITHMS["sm2-delphi"].answer(before, 2) == State(0, 1, 218)
    assert ALGORITHMS["sm2-log"].answer(before, 1) == State(1, 1, 196)


def test_log_variant_worked_example() -> None:
    """From n 2, I 6, EF 2.5: a score of 95 gives 15 days at 2.5, a score of 50 gives 1 day at 1.96."""
    log = ALGORITHMS["sm2-log"]
    assert log.answer(State(2, 6, 250), log.quality(Fraction(95))) == State(3, 15, 250)
    assert log.answer(State(2, 6, 250), log.quality(Fraction(50))) == State(1, 1, 196)
    assert log.introduce(1) == State(1, 1, 250)


@pytest.mark.parametrize(
    ("score", "published", "log"),
    [
        (100, 5, 5),
        (95, 5, 4),
        ("94.9", 4, 4),
        (91, 4, 4),
        (90, 4, 3),
        (80, 4, 3),
        ("79.9", 3, 2),
        (60, 3, 1),
        ("59.9", 2, 1),
        (40, 2, 1),
        (20, 1, 1),
        ("19.9", 0, 1),
        (0, 0, 1),
    ],
)
def test_quality_of_a_score(score: object, published: int, log: int) -> None:
    """Each limit belongs to the better side, except in the log variant where it is told otherwise."""
    value = Fraction(str(score))
    assert (quality(value), log_quality(value)) == (published, log)


def test_ease_never_falls_below_its_floor() -> None:
    """1.3 is the lowest ease, whatever the answers."""
    assert [eased(250, q) for q in range(6)] == [170, 196, 218, 236, 250, 260]
    assert eased(131, 0) == 130


def test_supermemo2_agrees_on_ten_thousand_histories() -> None:
    """The package on PyPI and we give the same intervals wherever its floats do not err."""
    rng, compared = random.Random(2), 0
    for _ in range(10_000):
        qualities = [rng.choice((3, 4, 5)) for _ in range(rng.randint(1, 8))]
        answer = first_review(qualities[0], "2025-01-01")
        theirs, erred = [answer["interval"]], False
        state = ALGORITHMS["sm2"].answer(State(), qualities[0])
        ours = [state.interval]
        for q in qualities[1:]:
            exact = Fraction(state.interval * state.ease, 100)
            erred |= state.repetitions > 1 and ceil(answer["interval"] * answer["easiness"]) != ceil(exact)
            answer = review(q, answer["easiness"], answer["interval"], answer["repetitions"], "2025-01-01")
            state = ALGORITHMS["sm2"].answer(state, q)
            theirs.append(answer["interval"])
            ours.append(state.interval)
        if not erred:
            assert theirs == ours, qualities
            compared += 1
    assert compared > 8_000
