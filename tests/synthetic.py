"""Journals of any length as a diligent learner might keep them, for tests of speed and of large pages.

`files(3650)` is what ten years come to: 36,500 questions about 2,000 topics of 30 areas. The same arguments give the
same text; nothing looks at the clock. What is learned is forgotten along a power curve, whose stability grows with
each review that goes well; weak topics come back sooner than others, and a few are left lying.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import product
from random import Random

FIRST = date(2016, 1, 4)
NEW, REVIEWS = 7, 3
"""Questions a day."""
IN_WORK = 4
"""Topics that are studied at the same time."""
GOALS = 6

AREAS = (
    "Linear algebra", "Probability", "Statistical inference", "Regression", "Classification", "Clustering",
    "Optimisation", "Neural networks", "Convolution", "Sequence models", "Attention", "Language models",
    "Retrieval", "Recommendation", "Reinforcement learning", "Causal inference", "Time series", "Experiments",
    "Data modelling", "Databases", "Streaming", "Batch processing", "Distributed systems", "Networks",
    "Operating systems", "Containers", "Hardware", "Security", "System design", "Interview stories",
)  # fmt: skip
QUALITIES = (
    "adaptive", "asynchronous", "bounded", "calibrated", "concurrent", "conditional", "convex",
    "deterministic", "dual", "elastic", "exact", "factored", "greedy", "hierarchical", "idempotent",
    "incremental", "latent", "lazy", "linear", "local", "marginal", "masked", "monotone", "nested", "online",
    "parallel", "partial", "quantised", "random", "robust", "sampled", "sequential", "sharded", "smooth",
    "sparse", "stochastic", "streaming", "tied", "uniform", "weighted",
)  # fmt: skip
THINGS = (
    "attention", "backoff", "batching", "bias", "boosting", "caching", "checkpoints", "clipping", "commits",
    "consensus", "convergence", "covariance", "decoding", "drift", "embeddings", "ensembles", "estimators",
    "features", "gradients", "hashing", "indexes", "inference", "joins", "kernels", "leases", "likelihood",
    "locks", "logging", "margins", "merging", "metrics", "normalisation", "partitions", "pipelines",
    "pooling", "priors", "pruning", "queues", "ranking", "recall", "regularisation", "replicas", "sampling",
    "scheduling", "snapshots", "splits", "throughput", "tokens", "variance", "windows",
)  # fmt: skip
WORDS = (
    "a", "the", "of", "and", "with", "for", "against", "under", "from", "before", "after", "without", "because",
    "but", "when", "where", "why", "how", "once", "only", "right", "wrong", "exact", "vague", "short", "long",
    "first", "last", "missing", "named", "derived", "confused", "recalled", "guessed", "explained", "formula",
    "limit", "example", "reason", "order", "factor", "unit", "sign", "proof", "cost", "memory", "latency", "bound",
    "case", "trade-off", "step", "term", "definition", "assumption", "diagram", "batch", "model", "server", "graph",
    "request", "result", "rule", "point", "answer", "question",
)  # fmt: skip
ASPECTS = ("Requirements", "Architecture", "Framing", "Data pipeline", "Serving", "Monitoring", "Communication")
GOOD = (100, 100, 100, 100, 98, 95, 95, 95, 90, 90, 85, 80)
WEAK = (75, 75, 70, 70, 65, 60, 60, 50, 50, 40, 30, 20, 0)


def files(days: int, *, seed: int = 1, topics: int | None = None) -> dict[str, str]:
    """The files of a journal under content/, by path, with `days` days of study and a few of rest between them.

    Topics are 2,000 for ten years and 250 for one where their number is not given.
    """
    rng = Random(seed)
    names = _topics(rng, topics or max(1, round(250 * (days / 365) ** 0.903)))
    study = list(_study_days(rng, days))
    found = {"topics.yml": "".join(f"{t.id}:\n  title: {t.title}\n  area: {t.area}\n" for t in names)}
    learner = _Learner(rng, names, study)
    for number, today in enumerate(study, 1):
        found |= {f"days/{key}.yml": text for key, text in learner.day(number, today)}
    goals = _goals(names, study)
    return {"journal.yml": _settings(study), "goals.yml": goals, **found}


def _settings(study: list[date]) -> str:
    return (
        f"title: A synthetic journal of {len(study)} days\nlearner: Ada\nstarted: {FIRST}\nas_of: {study[-1]}\n"
        "protocol:\n  - Seven questions on what is new and three on what was learned before.\n"
    )


@dataclass(slots=True)
class _Topic:
    """A topic and how well it is known: `stability` is the days after which nine of ten answers are still right."""

    id: str
    title: str
    area: str
    learned: int = 0
    seen: date = FIRST
    stability: float = 20
    weak: bool = False

    def recall(self, today: date) -> float:
        """The probability of an answer that is not weak."""
        return 1 / (1 + (today - self.seen).days / (9 * self.stability))


def _topics(rng: Random, count: int) -> list[_Topic]:
    """Topics in the order of study: eight of one area, then of another; every area once before one comes again."""
    names = list(product(QUALITIES, THINGS))
    rng.shuffle(names)
    areas = list(AREAS[: max(1, min(len(AREAS), count // 8))])
    order = areas + rng.choices(areas, k=count // 8)
    return [
        _Topic(f"{quality}-{thing}", f"{quality.capitalize()} {thing}", order[n // 8])
        for n, (quality, thing) in enumerate(names[:count])
    ]


def _study_days(rng: Random, count: int) -> Iterator[date]:
    """Nearly every day: a day off now and then, a long weekend seldom, ten days once a year."""
    day = FIRST
    for number in range(1, count + 1):
        yield day
        day += timedelta(1 + (rng.random() < 0.025) + 2 * (rng.random() < 0.01) + 10 * (number % 350 == 0))


def _goals(names: list[_Topic], study: list[date]) -> str:
    """Six goals one after the other, each with the areas that were studied in its time; the last lies ahead."""
    found = ""
    for n, (first, last) in enumerate(_goal_spans(len(study))):
        part = names[first * len(names) // len(study) : last * len(names) // len(study)]
        areas = list(dict.fromkeys(topic.area for topic in part))[:3]
        by = study[last - 1] + timedelta(21 if n == GOALS - 1 else 0)
        found += (
            f"- id: goal-{n + 1}\n  title: Ready for {(areas or ['everything'])[0].lower()}\n"
            f"  topics: {max(6, len(part))}\n  target: {70 + 4 * n}\n  by: {by}\n  covers: [{', '.join(areas)}]\n"
        )
    return found


def _goal_spans(days: int) -> list[tuple[int, int]]:
    """The first study day of each goal and the one after its last, counted from 0."""
    return [(n * days // GOALS, max(n * days // GOALS + 1, (n + 1) * days // GOALS)) for n in range(GOALS)]


class _Learner:
    """Studies topics in their order, forgets them, and writes down how each check went."""

    def __init__(self, rng: Random, topics: list[_Topic], study: list[date]) -> None:
        self._rng, self._topics, self._study = rng, topics, study
        self._queue: list[tuple[date, int]] = []
        """When each topic that was learned is meant to come again, with its place in the order of study."""

    def day(self, number: int, today: date) -> Iterator[tuple[str, str]]:
        """The records of a study day by key: mostly one, seldom two sessions; a day of rest after it where one is."""
        again = [heappop(self._queue)[1] for _ in self._queue[:REVIEWS]]
        introduced, new = self._new_questions(number, today)
        review = [self._review(place, number, today) for place in again]
        new += [self._question(self._topics[introduced[-1]], number, today) for _ in range(REVIEWS - len(review))]
        names = [self._topics[n].id for n in introduced if self._topics[n].learned == number]
        head = [f"date: {today}", f"day: {number}", *self._head(number, names)]
        tail = list(self._tail(number, today))
        if self._rng.random() < 0.02 and review:
            yield f"{today}", _record([*head, "questions:", *new, *tail])
            yield f"{today}-2", _record([f"date: {today}", f"day: {number}", "kind: review", "questions:", *review])
        else:
            yield f"{today}", _record([*head, "questions:", *new, *review, *tail])
        if number < len(self._study) and self._study[number] == today + timedelta(2):
            rest = today + timedelta(1)
            yield f"{rest}", _record([f"date: {rest}", "kind: rest", f"context: {self._text(3, 6)}"])

    def _text(self, fewest: int = 3, most: int = 12) -> str:
        words = self._rng.choices(WORDS, k=self._rng.randint(fewest, most))
        return f"{' '.join(words).capitalize()}."

    def _head(self, number: int, introduced: list[str]) -> Iterator[str]:
        yield f"phase: Week {(number - 1) // 7 + 1}, day {(number - 1) % 7 + 1}"
        yield f"title: {self._text(2, 5)[:-1]}"
        yield f"minutes: {self._rng.randrange(30, 125, 5)}"
        if introduced:
            yield f"introduces: [{', '.join(introduced)}]"

    def _new_questions(self, number: int, today: date) -> tuple[list[int], list[str]]:
        """The places of the topics in work, and seven questions about them."""
        before, newest = (-(-n * len(self._topics) // len(self._study)) - 1 for n in (number - 1, number))
        first = max(0, min(before + 1, newest - IN_WORK + 1))
        in_work = list(range(first, newest + 1))
        for place in in_work:
            topic = self._topics[place]
            if not topic.learned:
                topic.learned, topic.seen = number, today
                heappush(self._queue, (today + timedelta(2 * IN_WORK), place))
        return in_work, [self._question(self._topics[self._rng.choice(in_work)], number, today) for _ in range(NEW)]

    def _review(self, place: int, number: int, today: date) -> str:
        """A question about a topic learned before; it settles what is weak, or makes it come back within days."""
        topic = self._topics[place]
        away = (today - topic.seen).days
        text = self._question(topic, number, today, "weak" if topic.weak else "due")
        if topic.weak:
            topic.stability = max(10, topic.stability / 2)
            overtakes = timedelta(0 if self._rng.random() < 0.05 else 60)
            heappush(self._queue, (today + timedelta(3) - overtakes, place))
        else:
            topic.stability = max(2.5 * topic.stability, away)
            heappush(self._queue, (today + timedelta(round(topic.stability)), place))
        return text

    def _question(self, topic: _Topic, number: int, today: date, because: str = "") -> str:
        rng = self._rng
        chance = topic.recall(today) if because else 1 - 0.03 - 0.05 / (1 + number / 200)
        good = rng.random() < chance
        score = rng.choice(GOOD if good else WEAK)
        topic.seen = today
        topic.weak = not good
        lines = [f"  - topic: {topic.id}", f"    asks: {self._text(3, 7)[:-1]}", f"    score: {score}"]
        if because:
            lines += [f"    from: {topic.learned}", f"    because: {because}"]
        if rng.random() < 0.9:
            lines.append(f"    note: {self._text()}")
        if rng.random() < 0.01:
            was = rng.choice(WEAK)
            lines += ["    revised:", f"      - {{was: {was}, on: {today}, by: learner, why: {self._text(3, 6)}}}"]
        return "\n".join(lines)

    def _tail(self, number: int, today: date) -> Iterator[str]:
        """What a record holds beside its questions."""
        rng = self._rng
        yield from _listed("insights", (self._text(4) for _ in range(rng.randint(0, 3))))
        if rng.random() < 0.1:
            about, said, right = self._text(2, 4), self._text(), self._text()
            yield from _listed("corrections", [f"{{about: {about}, said: {said}, right: {right}, caught_by: mentor}}"])
        if number % 30 == 0:
            yield from self._interview(number)
        if rng.random() < 0.2:
            yield from _listed("actions", [self._action(today)])
        if number % 7 == 0:
            yield from _listed("readiness", [self._readiness(number)])
        if rng.random() < 0.1:
            yield from _listed("thread", [f"{{by: {who}, text: {self._text()}}}" for who in ("mentor", "learner")])
        if rng.random() < 0.5:
            yield f"verdict: {self._text(6)}"

    def _interview(self, number: int) -> Iterator[str]:
        skill = 5 + 4 * number / len(self._study)
        scores = [min(10, max(1, round(2 * self._rng.gauss(skill, 0.8)) / 2)) for _ in ASPECTS]
        yield "interviews:"
        yield f"  - title: {self._text(2, 5)[:-1]}"
        yield f"    minutes: {self._rng.choice((45, 60))}"
        yield f"    score: {round(10 * sum(scores) / len(scores))}"
        yield "    rubric:"
        yield from (f"      - {{aspect: {a}, score: {s:g}}}" for a, s in zip(ASPECTS, scores, strict=True))
        yield from (f"    {name}: [{self._text()}, {self._text()}]" for name in ("strengths", "improve"))

    def _action(self, today: date) -> str:
        rng = self._rng
        due, done = (today + timedelta(rng.randint(1, 14)) for _ in range(2))
        parts = [f"do: {self._text(4, 8)[:-1]}", f"priority: {rng.choice(('high', 'medium', 'low'))}"]
        if rng.random() < 0.8:
            parts.append(f"due: {due}")
        if rng.random() < 0.92 and done <= self._study[-1]:
            parts.append(f"done: {done}")
        return f"{{{', '.join(parts)}}}"

    def _readiness(self, number: int) -> str:
        """How far the goal of these days is: what is known grows, what is unknown shrinks."""
        goal, (first, last) = next((n, s) for n, s in enumerate(_goal_spans(len(self._study)), 1) if number <= s[1])
        total = max(6, (last - first) * len(self._topics) // len(self._study))
        share = (number - first) / (last - first)
        know = min(total, round(total * share * self._rng.uniform(0.7, 0.95)))
        unsure = min(total - know, round(total * 0.15))
        counts = f"know: {know}, unsure: {unsure}, dunno: {total - know - unsure}"
        return f"{{goal: goal-{goal}, {counts}, covered: {round(total * share)}}}"


def _listed(name: str, items: Iterable[str]) -> list[str]:
    lines = [f"  - {item}" for item in items]
    return [f"{name}:", *lines] if lines else []


def _record(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
