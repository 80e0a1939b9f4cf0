"""The reviews of the next months, held against a simulation that walks through them day by day, card by card."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler, State

from studylog.figures import Figures
from studylog.model import Settings
from studylog.schedule.memory import after, scheduler
from studylog.schedule.workload import DAYS, RATES, RETENTIONS, Known, workload
from tests.journals import asked, figures, record


def midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def walk(found: Figures, retention: int, new: int) -> tuple[Fraction, int]:
    """Mean and peak, with the package's own cards and a calendar of what is asked when."""
    settings, start = found.journal.settings, found.as_of + timedelta(1)
    fsrs = Scheduler(desired_retention=retention / 100, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    days = [start + timedelta(n) for n in range(90) if not settings.is_rest_day(start + timedelta(n))]
    plan: dict[date, list[str]] = {day: [] for day in days}
    cards, set_for, reviews = {}, {}, Counter[date]()

    def put(topic: str, on: date) -> None:
        on = settings.next_study_day(on)
        if on in plan:
            plan[on].append(topic)

    late = []
    for id, topic in found.topics.items():
        card = Card(card_id=1, due=midnight(start))
        for n, seen in enumerate(topic.observations):
            given = next(r for low, r in ((95, 3 if n == 0 else 4), (80, 3), (60, 2), (0, 1)) if seen.score >= low)
            card, _ = fsrs.review_card(card, Rating(given), midnight(seen.date))
        weak = topic.state == "weak"
        cards[id], set_for[id] = card, card.due.date()
        due = settings.next_study_day(topic.observations[-1].date + timedelta(1) if weak else card.due.date())
        if due <= days[0]:
            late.append((not weak, due, id))
        else:
            put(id, due)
    for n, (_, _, id) in enumerate(sorted(late)):
        put(id, days[n * len(days) // len(late)])
    for day in days:
        for id in plan[day]:
            reviews[day] += 1
            drawn = int(sha256(f"{id} {day}".encode()).hexdigest()[:12], 16) / 16**12
            known = drawn < fsrs.get_card_retrievability(cards[id], midnight(day))
            early = day < set_for[id]
            cards[id], _ = fsrs.review_card(cards[id], Rating.Good if known else Rating.Again, midnight(day))
            again = cards[id].due.date()
            set_for[id] = (set_for[id] if known else min(set_for[id], again)) if early else again
            put(id, set_for[id] if known else day + timedelta(1))
        for n in range(1, new + 1):
            fresh, _ = fsrs.review_card(Card(card_id=1, due=midnight(day)), Rating.Good, midnight(day))
            cards[f"{day} {n}"], set_for[f"{day} {n}"] = fresh, fresh.due.date()
            put(f"{day} {n}", fresh.due.date())
    assert {card.state for card in cards.values()} <= {State.Review}
    return Fraction(reviews.total(), len(days)), max(reviews.values(), default=0)


def history(topics: int, **settings: Any) -> Figures:
    """Topics that were asked once or twice, some of them weak, some long due."""
    return figures(
        *(record(f"2025-10-{n:02}", *(asked(f"t{t}", 60 + 37 * t * n % 41) for t in range(n % 3, topics, 3)))
          for n in range(1, 29, 5)),
        as_of="2025-11-01",
        **settings,
    )  # fmt: skip


@pytest.mark.parametrize(
    "found", [history(40), history(25, rest_days=["saturday", "sunday"]), history(1)], ids=["many", "rest", "one"]
)
def test_the_load_is_that_of_a_walk_through_the_days(found: Figures) -> None:
    """Mean and peak for every retention and number of new topics."""
    expected = [(r, n, *walk(found, r, n)) for r in RETENTIONS for n in RATES]
    assert [(load.retention, load.new, load.mean, load.peak) for load in found.workload] == expected


def test_more_new_topics_never_make_less_work() -> None:
    """Nor does a higher retention on average, for a journal of some size."""
    loads = {(load.retention, load.new): load.mean for load in history(60).workload}
    for retention in RETENTIONS:
        assert loads[retention, 0] < loads[retention, 2] < loads[retention, 5]
    for new in RATES:
        assert loads[80, new] < loads[85, new] < loads[90, new] < loads[95, new]


def test_nothing_to_go_on_from_gives_no_load() -> None:
    """Without a score the page says that it is too early."""
    assert figures().workload == ()
    assert figures(record("2025-11-01", introduces=["a"])).workload == ()


def test_days_of_rest_all_week_and_long_intervals() -> None:
    """There is no study day to count by, so every day counts; what comes after the 90 days is not in them."""
    week = Settings.model_validate(
        {"rest_days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]}
    )
    memory = after(None, Rating.Good, date(2025, 11, 1), scheduler())
    load, *_ = workload([Known("a", memory, weak=False)], week, date(2025, 11, 1))
    assert load.mean > 0 and DAYS % load.mean.denominator == 0
