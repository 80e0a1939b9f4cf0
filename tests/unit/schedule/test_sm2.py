"""SM-2 against the published tables and an implementation that nobody here wrote."""

import random
from fractions import Fraction
from itertools import product
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
        ("99.9", 5, 4),
        ("94.9", 4, 4),
        ("90.1", 4, 4),
        (91, 4, 4),
        (90, 4, 3),
        (80, 4, 3),
        ("79.9", 3, 2),
        ("60.1", 3, 2),
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


def exactly(qualities: list[int]) -> list[tuple[int, Fraction, int]]:
    """The formula of supermemo2, line by line, in fractions: interval, easiness and repetitions after each answer."""
    easiness, interval, repetitions, found = Fraction(5, 2), 0, 0, []
    for q in qualities:
        grown = {0: Fraction(1), 1: Fraction(6)}.get(repetitions, interval * easiness)
        interval, repetitions = (1, 0) if q < 3 else (ceil(grown), repetitions + 1)
        easiness += Fraction(1, 10) - (5 - q) * (Fraction(8, 100) + (5 - q) * Fraction(2, 100))
        easiness = max(easiness, Fraction(13, 10))
        found.append((interval, easiness, repetitions))
    return found


def test_supermemo2_agrees_on_ten_thousand_histories() -> None:
    """All-pass histories, compared where the floats of the package round up to what its own formula gives exactly."""
    rng, compared = random.Random(2), 0
    for _ in range(10_000):
        qualities = [rng.choice((3, 4, 5)) for _ in range(rng.randint(1, 8))]
        answer = first_review(qualities[0], "2025-01-01")
        theirs = [answer["interval"]]
        for q in qualities[1:]:
            answer = review(q, answer["easiness"], answer["interval"], answer["repetitions"], "2025-01-01")
            theirs.append(answer["interval"])
        if theirs == [interval for interval, _, _ in exactly(qualities)]:
            assert intervals("sm2", qualities) == theirs, qualities
            compared += 1
    assert compared > 8_000


def test_every_state_of_the_published_text() -> None:
    """Passes as in fractions, interval, ease and repetitions alike, for all rows of five passing answers."""
    for qualities in product((3, 4, 5), repeat=5):
        state = State()
        for q, (interval, easiness, repetitions) in zip(qualities, exactly(list(qualities)), strict=True):
            state = ALGORITHMS["sm2"].answer(state, q)
            assert state == State(repetitions, interval, int(100 * easiness))


def test_halves_of_a_day() -> None:
    """12.5 days are 13 in the text and the log variant, 12 in the program, whose rounding goes to the even day."""
    before = State(3, 5, 250)
    assert [ALGORITHMS[name].answer(before, 4).interval for name in ("sm2", "sm2-delphi", "sm2-log")] == [13, 12, 13]
    assert ALGORITHMS["sm2-log"].answer(State(3, 1, 249), 4).interval == 2


def test_no_interval_is_longer_than_a_century() -> None:
    """Dates stay within the calendar whatever a history holds."""
    assert ALGORITHMS["sm2"].answer(State(9, 36_000, 250), 5).interval == 36_500


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_what_passes(name: str) -> None:
    """Quality 3 passes in the published forms, quality 2 in the log variant; a failure comes again in one day."""
    algorithm = ALGORITHMS[name]
    fails = [q for q in range(6) if not algorithm.passes(q)]
    assert fails == ([0, 1] if name == "sm2-log" else [0, 1, 2])
    assert {algorithm.answer(State(4, 30, 200), q).interval for q in fails} == {1}
    assert all(algorithm.answer(State(4, 30, 200), q).interval > 30 for q in range(6) if q not in fails)
