"""What SM-2 and FSRS would have had due on past days, held against a replay of each of those days."""

from datetime import date

import pytest
from hypothesis import given, settings

from studylog.figures import Figures
from studylog.model import Journal, Schedule
from studylog.schedule.comparison import Comparison, Record, compare, verdict
from studylog.schedule.replay import replay
from tests.journals import asked, figures, record
from tests.properties.strategies import journals, whole


def day_by_day(found: Figures, options: Schedule) -> tuple[int, int, int, set[tuple[str, date]]]:
    """Due topics over all checks, those due of the ones asked again, those weak, and which: each day replayed anew."""
    journal = found.journal
    own = journal.settings.model_copy(update={"schedule": options})
    line, due, asked_due, weak = own.weak_below, 0, 0, set()
    for day in sorted({entry.record.date for entry in found.days if entry.scores.all.count}):
        for id, topic in found.topics.items():
            if not (before := [seen for seen in topic.observations if seen.date < day]):
                continue
            is_weak = any(seen.lowest < line for seen in before if seen.date == before[-1].date)
            goals = [g.by for g in journal.goals if g.by and (id in g.covers or topic.topic.area in g.covers)]
            is_due = replay(before, own, weak=is_weak, goal_dates=goals).due <= day
            today = [seen for seen in topic.observations if seen.date == day]
            due += is_due
            asked_due += is_due and bool(today)
            if is_due and any(seen.lowest < line for seen in today):
                weak.add((id, day))
    return due, asked_due, len(weak), weak


@settings(max_examples=60, deadline=None)
@given(journals(later=False))
def test_the_record_is_what_a_replay_of_each_day_gives(journal: Journal) -> None:
    """One pass over the history counts what a scheduler that stops before each check would have had due on it."""
    found = whole(journal)
    comparison = found.comparison
    own = journal.settings.schedule
    rivals = [Schedule() if own.algorithm == "fsrs" else own, Schedule(algorithm="fsrs")]
    expected = [day_by_day(found, options) for options in rivals]
    records = [comparison.sm2, comparison.fsrs]
    assert [(r.due, r.asked, r.weak) for r in records] == [row[:3] for row in expected]
    both = expected[0][3] & expected[1][3]
    assert [r.alone for r in records] == [len(row[3] - both) for row in expected]


def test_dates_are_those_of_either_scheduler_furthest_apart_first() -> None:
    """As each would have it under the same rules; the journal's own is the schedule that it already has."""
    days = [record("2025-11-01", asked("a", 90), asked("b", 90)), record("2025-11-03", asked("a", 90), asked("b", 70))]
    for name in ("sm2", "fsrs"):
        found = figures(*days, schedule={"algorithm": name})
        dates = found.comparison.dates
        assert [(d.topic, str(d.sm2), str(d.fsrs), d.days) for d in dates] == [
            ("a", "2025-11-09", "2025-11-14", 5),
            ("b", "2025-11-04", "2025-11-04", 0),
        ]
        own = {d.topic: getattr(d, name) for d in dates}
        assert own == {id: t.schedule.due for id, t in found.topics.items() if t.schedule}


def test_the_journal_s_own_variant_and_options_are_compared() -> None:
    """A journal by hand-kept rules is held against FSRS as it is, one by FSRS against SM-2 as published."""
    days = [record("2025-11-01", asked("a", 90)), record("2025-11-03", asked("a", 90))]
    log = figures(*days, schedule={"algorithm": "sm2-log"}).comparison
    assert (log.sm2.name, log.fsrs.name, str(log.dates[0].fsrs)) == ("sm2-log", "fsrs", "2025-11-14")
    careful = figures(*days, schedule={"algorithm": "fsrs", "retention": 97}).comparison
    assert (careful.sm2.name, str(careful.dates[0].sm2), str(careful.dates[0].fsrs)) == (
        "sm2",
        "2025-11-09",
        "2025-11-05",
    )


def test_goals_bring_a_topic_back_by_either_scheduler() -> None:
    """The rival keeps the dates of goals as the journal's own scheduler does."""
    days = [record("2025-11-01", asked("a", 90)), record("2025-11-03", asked("a", 90))]
    goal = {"id": "g", "title": "G", "by": "2025-11-06", "covers": ["a"]}
    for name in ("sm2", "fsrs"):
        (dates,) = figures(*days, goals=[goal], schedule={"algorithm": name}).comparison.dates
        assert (str(dates.sm2), str(dates.fsrs)) == ("2025-11-05", "2025-11-05")


def compared(weak: int, sm2: tuple[int, int, int], fsrs: tuple[int, int, int]) -> Comparison:
    """Over ten checks; of each scheduler the topics due, those due of the weak ones, and those of them by it alone."""
    records = [
        Record(name, due, caught, caught, alone) for name, (due, caught, alone) in (("sm2", sm2), ("fsrs", fsrs))
    ]
    return Comparison((), 10, 100, weak, *records)


@pytest.mark.parametrize(
    ("found", "begins"),
    [
        (compared(0, (0, 0, 0), (0, 0, 0)), "Too early to say which scheduler serves this journal better: no topics"),
        (compared(1, (5, 1, 1), (5, 0, 0)), "Too early to say which scheduler serves this journal better: 1 topic was"),
        (compared(9, (50, 9, 9), (50, 0, 0)), "Too early to say"),
        (compared(10, (50, 8, 3), (40, 6, 1)), "No clear difference in what they catch; fsrs asks for less."),
        (compared(20, (50, 18, 8), (40, 11, 1)), "sm2 catches more and asks for more."),
        (compared(20, (40, 18, 8), (40, 11, 1)), "sm2 serves this journal better: it catches more and asks for no"),
        (compared(20, (50, 11, 1), (40, 18, 8)), "fsrs serves this journal better: it catches more and asks for no"),
        (compared(20, (40, 10, 0), (40, 13, 3)), "No clear difference in what they catch; both ask for as much."),
    ],
    ids=["nothing", "one", "nine", "by chance", "a trade", "no more", "less", "few apart"],
)
def test_verdict(found: Comparison, begins: str) -> None:
    """Nothing is claimed on fewer than ten weak answers, nor on a difference that chance would give."""
    assert verdict(found).startswith(begins)


def test_a_verdict_shows_its_counts() -> None:
    """What was caught, of how many, and at what load."""
    assert verdict(compared(20, (45, 18, 8), (40, 11, 1))).endswith(
        "Of 20 topics that were weak when asked again sm2 had 18 due by then and fsrs 11, "
        "with 4.5 and 4 topics due on a check."
    )
    assert verdict(compared(9, (0, 0, 0), (0, 0, 0))).endswith("9 topics were weak when asked again, 1 more is needed.")


def test_an_empty_journal_compares_nothing() -> None:
    """No dates, no checks, and a verdict that says what is missing."""
    found = compare([], figures().journal.settings, [])
    assert (found.dates, found.checks, found.asked, found.missing) == ((), 0, 0, 10)
