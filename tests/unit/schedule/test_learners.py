"""Synthetic learners whose forgetting is known: what is said about them is true, or is not said.

A learner remembers with probability (1 + days / 9S)^-1 after `days`, S being the stability of the topic in days. All of
it is seeded.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from studylog.figures import Figures, compute
from studylog.measure.proportion import Proportion, wilson
from studylog.measure.retention import LAGS, Retention, Retest, retention
from studylog.measure.scores import Answer, Mean, Observation
from studylog.schedule.calibration import Calibration, calibration, ledger, published
from studylog.views.retention import sentence, verdict
from tests.journals import journal, record

START = date(2020, 1, 1)
SPANS = [(first, last or 120) for first, last in LAGS]


def chance(days: int, stability: float) -> float:
    return 1 / (1 + days / (9 * stability))


class TrueModel:
    """Knows the curve that the learner forgets by."""

    def __init__(self, stability: float) -> None:
        self._stability = stability

    def learn(self, state: date | None, score: Fraction, on: date) -> date:
        return on

    def predict(self, state: date, on: date) -> float:
        return chance((on - state).days, self._stability)


class Distorted(TrueModel):
    """Off by a factor in how fast it thinks the learner forgets."""

    def __init__(self, stability: float, factor: float) -> None:
        super().__init__(stability * factor)


def observation(topic: str, on: date, remembered: bool) -> Observation:
    score = Fraction(95 if remembered else 40)
    made = record(str(on), {"topic": topic, "score": str(score)})
    return Observation(topic, made, Mean(score, 1), Mean(score, 1), score, True, False, True)


def learner(rng: Random, asked: int, stability: float) -> dict[str, tuple[Observation, ...]]:
    """So many observations after the first of each topic, a tenth of them topics, with pauses from all spans."""
    histories: dict[str, list[Observation]] = defaultdict(list)
    for n in range(asked):
        topic = f"t{n % (asked // 10)}"
        history = histories[topic]
        if not history:
            history.append(observation(topic, START, True))
        days = rng.randint(*rng.choice(SPANS))
        remembered = rng.random() < chance(days, stability)
        history.append(observation(topic, history[-1].date + timedelta(days), remembered))
    return {topic: tuple(history) for topic, history in histories.items()}


def answers(histories: dict[str, tuple[Observation, ...]]) -> dict[str, tuple[Answer, ...]]:
    return {id: tuple(Answer(o.record, o.record.questions[0]) for o in seen) for id, seen in histories.items()}


def retests_of(histories: dict[str, tuple[Observation, ...]]) -> Iterator[Retest]:
    for history in histories.values():
        for before, now in pairwise(history):
            yield Retest(now, (now.date - before.date).days, START, now.score >= 80, None)


def remembered(histories: dict[str, tuple[Observation, ...]]) -> tuple[Retention, list[Retest]]:
    found = list(retests_of(histories))
    return retention(found, dict.fromkeys(histories, START)), found


@pytest.mark.parametrize(("asked", "times"), [(30, 12_000), (300, 1_200), (3_000, 120)])
def test_intervals_hold_the_truth_as_often_as_they_say(asked: int, times: int) -> None:
    """In 93 to 97 of 100 cases, over learners of every stability; the truth of a span is the mean chance in it."""
    rng = Random(asked)
    held = shown = 0
    for _ in range(times):
        stability = rng.uniform(2, 40)
        groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for _ in range(asked):
            span = rng.randrange(len(SPANS))
            truth = chance(rng.randint(*SPANS[span]), stability)
            groups[span if asked > 30 else 0].append((truth, rng.random() < truth))
        for some in groups.values():
            low, high = wilson(sum(came for _, came in some), len(some))
            held += low <= sum(truth for truth, _ in some) / len(some) <= high
            shown += 1
    assert shown >= 800
    assert 0.93 <= held / shown <= 0.97


@pytest.mark.parametrize(("asked", "times"), [(300, 30), (3_000, 6)])
def test_what_is_shown_of_a_learner_holds_the_truth(asked: int, times: int) -> None:
    """The same through the measure itself, from observations to spans."""
    rng = Random(asked + 1)
    held = shown = 0
    for _ in range(times):
        stability = rng.uniform(2, 40)
        found, some = remembered(learner(rng, asked, stability))
        for (first, last), part in zip(LAGS, found.lags, strict=True):
            inside = [chance(r.days, stability) for r in some if first <= r.days <= (last or r.days)]
            assert part.asked == len(inside)
            if part.interval:
                held += part.interval[0] <= 100 * sum(inside) / len(inside) <= part.interval[1]
                shown += 1
    assert shown > 40
    assert held / shown >= 0.9


@pytest.mark.parametrize("seed", range(3))
def test_the_true_model_ranks_first_at_3000(seed: int) -> None:
    """By log loss and Brier score, before the average, FSRS as published, and the truth distorted."""
    rng = Random(seed)
    histories = learner(rng, 3_000, 12)
    models = {
        "true": TrueModel(12),
        "forgets too fast": Distorted(12, 0.5),
        "forgets too slowly": Distorted(12, 2),
        "fsrs": published(),
    }
    judged = {
        name: calibration(ledger(answers(histories), Fraction(80), model)).judgement for name, model in models.items()
    }
    losses = {name: found.model for name, found in judged.items() if found} | {"average": judged["true"].average}
    assert min(losses, key=lambda name: losses[name].log) == "true"
    assert min(losses, key=lambda name: losses[name].brier) == "true"
    assert judged["true"].leaning == "as they should be"
    assert judged["true"].against == "better than"
    assert judged["forgets too fast"].leaning.endswith("pessimistic")
    assert judged["forgets too slowly"].leaning.endswith("optimistic")


def figures_of(histories: dict[str, tuple[Observation, ...]]) -> Figures:
    records: dict[date, list[dict[str, object]]] = defaultdict(list)
    for history in histories.values():
        for seen in history:
            records[seen.date].append({"topic": seen.topic, "score": str(seen.score)})
    made = journal(*(record(str(on), *some) for on, some in records.items()))
    return compute(made, made.days[-1].date)


def test_nothing_is_claimed_at_30() -> None:
    """No span has a percentage, predictions are not judged, and both sentences say how many more it takes."""
    made = figures_of(learner(Random(30), 30, 12))
    assert made.retention.all.asked == 30
    assert [part.percent for part in made.retention.lags] == [None] * len(LAGS)
    found: Calibration = made.calibration
    assert (found.judgement, found.missing) == (None, 20)
    assert sentence(made) == (
        "Too early to say how well things are remembered: 20 more topics asked again on a later day."
    )
    assert verdict(found) == "Too early to say whether predictions can be trusted: 20 more predictions."


def biased(seed: int, known: dict[str, float]) -> Retention:
    """200 days on which topics that failed last time are drawn three times as often, beside three audit questions."""
    rng, weak = Random(seed), dict.fromkeys(known, False)
    days = [record(str(START), *({"topic": topic, "score": "90"} for topic in known))]
    for n in range(1, 201):
        audits = rng.sample(sorted(known), 3)
        others = [topic for topic in known if topic not in audits]
        drawn = set(rng.choices(others, [3 if weak[topic] else 1 for topic in others], k=9))
        questions = []
        for topic in (*audits, *sorted(drawn)):
            came = rng.random() < known[topic]
            because = "audit" if topic in audits else "weak" if weak[topic] else "due"
            questions.append({"topic": topic, "score": "90" if came else "50", "because": because})
            weak[topic] = not came
        days.append(record(str(START + timedelta(n)), *questions))
    made = journal(*days)
    return compute(made, made.days[-1].date).retention


def test_biased_sampling_shows_for_what_it_is() -> None:
    """Where weak items are asked three times as often, all together lie below the truth and audits around it."""
    known = {f"t{n}": 0.5 if n % 3 == 0 else 0.98 for n in range(300)}
    truth = 100 * sum(known.values()) / len(known)
    audits = Proportion()
    for seed in range(5):
        found = biased(seed, known)
        audit, weak = found.reasons["audit"], found.reasons["weak"]
        assert found.all.interval and found.all.interval[1] < truth
        assert weak.percent is not None and audit.percent is not None
        assert weak.percent < found.all.percent < audit.percent
        audits += audit
    assert audits.interval and audits.interval[0] <= truth <= audits.interval[1]
