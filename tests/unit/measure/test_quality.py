"""What failures say about questions, and estimates held against answers."""

from typing import Any

from studylog.measure.proportion import Proportion
from studylog.measure.quality import Quality
from tests.journals import asked, figures, record

DAYS = ("2025-11-01", "2025-11-02", "2025-11-03", "2025-11-04")


def quality(*asks: tuple[str, int]) -> Quality:
    """Of one topic that is asked one question a day."""
    days = [record(on, asked("a", score, asks=words)) for on, (words, score) in zip(DAYS, asks, strict=False)]
    return figures(*days).quality


def test_a_question_that_fails_again() -> None:
    """Known by its words, whatever their case and spacing."""
    found = quality(("What is x?", 50), ("Other", 90), ("what  is X?", 60))
    assert [(q.topic, q.days, list(q.scores)) for q in found.again] == [("a", 2, [50, 60])]
    assert found.broad == ()


def test_a_topic_that_fails_on_different_questions() -> None:
    """The topic is what is not known."""
    found = quality(("One", 50), ("Two", 60), ("Three", 90))
    assert [(b.topic, b.questions, b.failures, str(b.last)) for b in found.broad] == [("a", 2, 2, DAYS[1])]
    assert found.again == ()


def test_one_bad_day_is_neither() -> None:
    """Two failures on a day say nothing yet."""
    found = figures(record(DAYS[0], asked("a", 50, asks="One"), asked("a", 50, asks="Two"))).quality
    assert (found.broad, found.again) == ((), ())


def test_questions_without_words_are_not_told_apart() -> None:
    """Nothing is said about them."""
    found = figures(*(record(on, asked("a", 50)) for on in DAYS)).quality
    assert (found.broad, found.again, found.repeated) == ((), (), 0)


def test_questions_that_never_fail() -> None:
    """Three days at 90 and above; two days, or 89 once, are not enough."""
    assert [q.days for q in quality(("One", 90), ("One", 100), ("One", 95)).easy] == [3]
    assert quality(("One", 90), ("One", 100)).easy == ()
    assert quality(("One", 90), ("One", 89), ("One", 95)).easy == ()


GOAL = {"id": "g", "title": "G", "topics": 10, "covers": ["x", "Y"]}


def estimates(readiness: dict[str, Any], *later: Any, goal: dict[str, Any] = GOAL) -> list[Proportion]:
    first = record("2025-11-01", asked("x", 90), asked("y", 90), asked("z", 90), readiness=[readiness])
    made = figures(first, *later, goals=[goal], areas={"y": "Y"})
    return [estimate.later for estimate in made.estimates]


def test_an_estimate_stands_beside_the_next_answers() -> None:
    """One answer a topic that the goal covers, by id or area, and that was met by then."""
    later = [
        record("2025-11-02", asked("x", 50), asked("z", 50), asked("new", 50)),
        record("2025-11-03", asked("x", 90), asked("y", 90)),
    ]
    assert estimates({"goal": "g", "know": 5}, *later) == [Proportion(1, 2)]


def test_an_estimate_of_the_start_of_a_day_knows_nothing_of_the_day() -> None:
    """The topics that were met on it are not part of what it spoke of."""
    assert estimates({"goal": "g", "know": 5, "when": "start"}, record("2025-11-02", asked("x", 50))) == []


def marked(marks: dict[str, list[str]], *later: Any, when: str = "end") -> dict[str, tuple[int, int]]:
    """Of each mark, how many of how many next answers were not weak."""
    snapshot = {"goal": "g", "when": when, "marks": marks}
    first = record("2025-11-01", asked("x", 90), asked("y", 90), asked("z", 90), readiness=[snapshot])
    made = figures(first, *later, goals=[GOAL])
    return {mark: (part.successes, part.asked) for mark, part in made.marked.items()}


def test_marks_stand_beside_the_next_answers() -> None:
    """The next one alone, of each topic that was marked; the day's own answers came before the evening."""
    later = [record("2025-11-02", asked("x", 50)), record("2025-11-03", asked("x", 90), asked("y", 85))]
    marks = {"know": ["x", "y"], "dunno": ["z"]}
    assert marked(marks, *later) == {"know": (1, 2), "unsure": (0, 0), "dunno": (0, 0)}
    assert marked(marks, *later, when="start") == {"know": (2, 2), "unsure": (0, 0), "dunno": (1, 1)}


def test_marks_reach_28_days() -> None:
    """Every mark counts once for each time it was given."""
    again = [record("2025-11-02", readiness=[{"goal": "g", "marks": {"unsure": ["x"]}}])]
    assert marked({"know": ["x"]}, *again, record("2025-11-29", asked("x", 90)))["know"] == (1, 1)
    assert marked({"know": ["x"]}, *again, record("2025-11-30", asked("x", 90)))["know"] == (0, 0)
    assert marked({"know": ["x"]}, *again, record("2025-11-30", asked("x", 90)))["unsure"] == (1, 1)


def test_an_estimate_reaches_28_days() -> None:
    """What is asked later says nothing about it."""
    assert estimates({"goal": "g", "know": 5}, record("2025-11-29", asked("x", 90))) == [Proportion(1, 1)]
    assert estimates({"goal": "g", "know": 5}, record("2025-11-30", asked("x", 90))) == []
