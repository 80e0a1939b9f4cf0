"""Predictions made from the days before, and what is said about them."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import log

import pytest

from studylog.figures import compute
from studylog.load import load
from studylog.measure.scores import Answer
from studylog.schedule.calibration import (
    EDGES,
    Prediction,
    calibration,
    ledger,
    loss,
    published,
)
from studylog.schedule.memory import after, rating, recall, scheduler
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record

DAY = date(2025, 1, 1)


class Remembers:
    """A model that keeps what it was taught: the scores so far and their days."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[tuple[Fraction, date], ...], date]] = []

    def learn(self, state: tuple[tuple[Fraction, date], ...] | None, score: Fraction, on: date):
        return (*(state or ()), (score, on))

    def predict(self, state: tuple[tuple[Fraction, date], ...], on: date) -> float:
        self.asked.append((state, on))
        return 0.5


def line(predicted: float, remembered: bool, average: float = 0.5, n: int = 0) -> Prediction:
    return Prediction(DAY + timedelta(n), "a", predicted, average, Fraction(100 * remembered), remembered)


def lines(predicted: float, remembered: int, of: int, average: float = 0.9) -> list[Prediction]:
    return [line(predicted, n < remembered, average, n) for n in range(of)]


def answers(*records) -> dict[str, tuple[Answer, ...]]:
    return {id: topic.answers for id, topic in figures(*records).topics.items()}


def test_a_model_is_only_shown_the_days_before() -> None:
    """Every answer but the first is predicted, from those before it."""
    model = Remembers()
    seen = answers(*(record(f"2025-11-0{n}", asked("a", 10 * n)) for n in (1, 3, 7)))
    found = ledger(seen, Fraction(80), model)
    first, second = (Fraction(10), date(2025, 11, 1)), (Fraction(30), date(2025, 11, 3))
    assert model.asked == [((first,), date(2025, 11, 3)), ((first, second), date(2025, 11, 7))]
    assert [(str(p.date), p.score, p.remembered) for p in found] == [
        ("2025-11-03", 30, False),
        ("2025-11-07", 70, False),
    ]


def test_a_later_revision_is_not_known_before_it_was_made() -> None:
    """A prediction sees the score as it stood; what came is taken as it was judged on its day."""
    model = Remembers()
    changed = {"revised": [{"was": 40, "on": "2025-11-04"}]}
    seen = answers(
        record("2025-11-01", asked("a", 90, **changed)),
        record("2025-11-03", asked("a", 95, **changed)),
        record("2025-11-05", asked("a", 100)),
    )
    found = ledger(seen, Fraction(80), model)
    assert [[int(score) for score, _ in state] for state, _ in model.asked] == [[40], [90, 95]]
    assert [p.score for p in found] == [40, 100]


def test_a_revision_of_the_day_itself_is_not_known_yet() -> None:
    """What is predicted for a day knows its eve."""
    model = Remembers()
    seen = answers(
        record("2025-11-01", asked("a", 90, revised=[{"was": 40, "on": "2025-11-03"}])),
        record("2025-11-03", asked("a", 95)),
        record("2025-11-04", asked("a", 95)),
    )
    ledger(seen, Fraction(80), model)
    assert [[int(score) for score, _ in state] for state, _ in model.asked] == [[40], [90, 95]]


def test_a_score_that_was_withdrawn_stays_in_the_ledger() -> None:
    """It was one when it came; what is predicted after that does not know it."""
    model = Remembers()
    withdrawn = {"revised": [{"was": 40, "on": "2025-11-04"}]}
    seen = answers(
        record("2025-11-01", asked("a", 90)),
        record("2025-11-03", asked("a", None, **withdrawn)),
        record("2025-11-05", asked("a", 100)),
    )
    assert [p.score for p in ledger(seen, Fraction(80), model)] == [40, 100]
    assert [[int(score) for score, _ in state] for state, _ in model.asked] == [[90], [90]]


def test_the_first_session_with_a_score_is_the_one_of_the_day() -> None:
    """As it is for the schedule; excluded questions are none."""
    seen = answers(
        record("2025-11-01", asked("a", 90)),
        record("2025-11-03", asked("a", None), asked("a", 10, flags=["excluded"])),
        record("2025-11-03", asked("a", 70), asked("a", 80), session=2),
        record("2025-11-03", asked("a", 100), session=3),
    )
    assert [p.score for p in ledger(seen, Fraction(80), Remembers())] == [75]


def test_the_average_is_that_of_the_days_before() -> None:
    """It begins with 9 of 10, and a day is predicted as a whole."""
    days = [record("2025-11-01", asked("a", 90), asked("b", 90)), record("2025-11-02", asked("a", 0), asked("b", 0))]
    found = ledger(answers(*days, record("2025-11-03", asked("a", 90))), Fraction(80), Remembers())
    assert [p.average for p in found] == [0.9, 0.9, 9 / 12]


def test_fsrs_predicts_what_the_memory_gives() -> None:
    """The same as learning the history by hand."""
    fsrs = scheduler()
    seen = answers(
        *(record(on, asked("a", score)) for on, score in (("2025-11-01", 90), ("2025-11-04", 70), ("2025-11-20", 90)))
    )
    found = ledger(seen, Fraction(80), published())
    memory = after(None, rating(Fraction(90), first=True), date(2025, 11, 1), fsrs)
    assert found[0].predicted == recall(memory, date(2025, 11, 4), fsrs)
    memory = after(memory, rating(Fraction(70), first=False), date(2025, 11, 4), fsrs)
    assert found[1].predicted == recall(memory, date(2025, 11, 20), fsrs)


def test_losses_by_hand() -> None:
    """Logarithms of what was given to what came, and squares; a thousandth is as sure as a prediction can be."""
    some = [line(0.9, True), line(0.8, False), line(1, False)]
    found = loss(some, lambda p: p.predicted)
    assert found.log == pytest.approx(-(log(0.9) + log(0.2) + log(0.001)) / 3)
    assert found.brier == pytest.approx((0.01 + 0.64 + 1) / 3)


def test_nothing_is_said_below_fifty_and_no_bins_below_300() -> None:
    """One more says it."""
    early = calibration(lines(0.9, 44, 49))
    assert (early.judgement, early.missing) == (None, 1)
    judged = calibration(lines(0.9, 45, 50)).judgement
    assert judged and judged.bins == ()
    assert calibration(lines(0.9, 270, 299)).judgement.bins == ()
    assert [b.span for b in calibration(lines(0.9, 270, 300)).judgement.bins] == [(90, 95)]


@pytest.mark.parametrize(
    ("predicted", "remembered", "leaning"),
    [
        (0.90, 900, "as they should be"),
        (0.90, 890, "as they should be"),
        (0.90, 870, "a little optimistic"),
        (0.90, 800, "clearly optimistic"),
        (0.90, 930, "a little pessimistic"),
        (0.80, 930, "clearly pessimistic"),
    ],
)
def test_leanings(predicted: float, remembered: int, leaning: str) -> None:
    """Off only where the interval of what came leaves the mean prediction out; by its size a little or clearly."""
    judged = calibration(lines(predicted, remembered, 1000)).judgement
    assert judged and judged.leaning == leaning


def test_against_the_average() -> None:
    """Better and worse by more than chance, else as good as."""
    rng = random.Random(3)
    chances = [rng.choice((0.5, 0.99)) for _ in range(2000)]
    came = [rng.random() < chance for chance in chances]
    knowing = [line(p, c, 0.745) for p, c in zip(chances, came, strict=True)]
    fooled = [line(1.49 - p, c, 0.745) for p, c in zip(chances, came, strict=True)]
    same = [line(0.745 + 0.0001 * rng.choice((-1, 1)), c, 0.745) for c in came]
    said = [calibration(some).judgement.against for some in (knowing, fooled, same)]
    assert said == ["better than", "worse than", "about as good as"]


def test_each_prediction_is_in_one_bin() -> None:
    """Ends belong to the bin above, 100 % to the last."""
    some = [line(percent / 100, True, n=percent) for percent in range(101) for _ in range(3)]
    bins = calibration(some).judgement.bins
    assert [b.span for b in bins] == list(pairwise(EDGES))
    assert [b.remembered.asked for b in bins] == [180, 30, 30, 30, 15, 18]


def test_the_ledger_of_a_day_is_the_beginning_of_every_later_one() -> None:
    """In the sample, with a score of each kind revised later: history alone gives the same lines again."""
    found, _ = load(ROOT / "content")
    revised = {"revised": [{"was": 20, "on": "2025-11-13"}, {"was": 30}]}
    more = [record(f"2025-11-{n}", asked("a", 90, **revised), session=9) for n in ("08", "10", "14", "16")]
    extra = journal(*found.days, *more)
    for made in (found, extra):
        last = compute(made, date(2025, 11, 17)).calibration.ledger
        for n in range(1, 17):
            then = compute(made, date(2025, 11, n)).calibration.ledger
            assert then == last[: len(then)], n
            assert all(p.date > date(2025, 11, n) for p in last[len(then) :])
