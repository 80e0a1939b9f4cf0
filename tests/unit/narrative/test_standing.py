"""The sheet for a mentor: when each rule holds and what it says, their order, and what to ask about."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from studylog.figures import Figures
from studylog.model import DayRecord
from studylog.narrative.sentences import Sentence
from studylog.narrative.standing import MOST, RISKS, WINS, Recent, Rules, standing
from tests.journals import asked, figures, record


def texts(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.text.replace("\xa0", " ") for sentence in sentences]


def run(first: str, days: int, *questions: dict[str, Any], **fields: Any) -> list[DayRecord]:
    """The same record on so many days in a row."""
    start = date.fromisoformat(first)
    return [record(str(start + timedelta(n)), *questions, **fields) for n in range(days)]


def goal(by: str) -> dict[str, Any]:
    return {"id": "g", "title": "G", "topics": 10, "target": 80, "by": by}


def known(*counts: int) -> list[DayRecord]:
    """A record a day from 1 November on that says how many topics of the goal are known."""
    return [record(f"2025-11-{n:02}", readiness=[{"goal": "g", "when": "end", "know": k}])
            for n, k in enumerate(counts, 1)]  # fmt: skip


def in_a_row(*scores: int) -> list[DayRecord]:
    """A record a day from 1 November on that asks about one topic."""
    return [record(f"2025-11-{n:02}", asked("a", score)) for n, score in enumerate(scores, 1)]


def interviewed(first: int, second: int) -> list[DayRecord]:
    scored = zip(("2025-11-01", "2025-11-02"), (first, second), strict=True)
    return [record(on, interviews=[{"title": "Search", "score": score, "of": 100}]) for on, score in scored]


WEAK = asked("a", 50, id="Q1")
OLD, NEW = record("2025-10-01", asked("a", 90)), record("2025-11-01", asked("b", 91))
RISE = "topics rose by 10 points or more"
FALL = "topics fell by 10 points or more"
MEAN_UP = "the mean of four weeks is 1 point or more above that of the four before"
MEAN_DOWN = "the mean of four weeks is 1 point or more below that of the four before"
SILENT = "3 study days or more were missed since the last record"
LATE = "a goal is past its date, or its pace reaches the target later"
OPEN = "weak items have been open for more than 14 days"
FULL = "more reviews are due within 7 days than the checks of those days hold"
BEHIND = "reviews average 10 points or more below new material"
ONE_EACH = {"questions": 1, "review_share": 0}
TWICE = [record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 80, from_="2025-11-01"), asked("b", 91))]

HELD: list[tuple[str, Figures, str]] = [
    (MEAN_UP, figures(OLD, NEW, as_of="2025-11-05"),
     "The mean of the last four weeks is 91 %, 1 point above that of the four weeks before."),
    ("weak items were resolved", figures(record("2025-11-01", WEAK), record("2025-11-04", asked("a", 80))),
     "1 weak item was resolved, after 3 days on average: “A”."),
    ("weak items were resolved",
     figures(record("2025-11-01", WEAK, asked("b", 40, asks="Why?")), record("2025-11-02", asked("a", 80)),
             record("2025-11-03", asked("b", 80))),
     "2 weak items were resolved, after 1.5 days on average, the lowest of them “Why?”."),
    (RISE, figures(record("2025-11-01", asked("a", 80)), record("2025-11-02", asked("a", 90))),
     "1 topic rose by 10 points or more: “A” from 80 % to 90 %."),
    (RISE, figures(record("2025-11-01", asked("a", 80), asked("b", 80)),
                   record("2025-11-02", asked("a", 90), asked("b", 91))),
     "2 topics rose by 10 points or more, most of all “B” from 80 % to 91 %."),
    ("readiness for a goal rose", figures(*known(3, 5), goals=[goal("2025-12-01")]),
     "Readiness rose for 1 goal: “G” from 30 % to 50 %."),
    ("the last mock interview scored more than the one before", figures(*interviewed(60, 65)),
     "“Search” scored 65 %, 5 points above the mock interview before."),
    ("7 study days or more in a row", figures(*run("2025-11-01", 7)), "7 study days in a row."),
    ("the 7-check mean is not below the line", figures(record("2025-11-01", asked("a", 80))),
     "The 7-check mean is 80 %, 0 points above the line of 80 %."),
    (SILENT, figures(record("2025-11-01"), as_of="2025-11-05"),
     "The last day recorded is 1 Nov 2025: 3 study days missed since."),
    ("the 7-check mean is below the line", figures(record("2025-11-01", asked("a", 79))),
     "The 7-check mean is 79 %, 1 point below the line of 80 %."),
    (MEAN_DOWN, figures(OLD, record("2025-11-01", asked("b", 89)), as_of="2025-11-05"),
     "The mean of the last four weeks is 89 %, 1 point below that of the four weeks before."),
    (FULL, figures(record("2025-11-01", asked("a", 90)), check=ONE_EACH),
     "2 reviews fall due within 7 days, while the checks of those days hold none."),
    (FULL, figures(record("2025-11-01", asked("a", 90)), as_of="2025-11-02", check=ONE_EACH),
     "2 reviews fall due within 7 days, 1 of them already, while the checks of those days hold none."),
    (LATE, figures(*known(3, 5), goals=[goal("2025-11-01")]), "1 goal behind: “G” (was to be reached by 1 Nov 2025)."),
    (LATE, figures(*known(3, 4), goals=[goal("2025-11-05")]),
     "1 goal behind: “G” (by 5 Nov 2025, at the pace so far 6 Nov 2025)."),
    (LATE, figures(*known(5, 3), goals=[goal("2025-12-01")]),
     "1 goal behind: “G” (by 1 Dec 2025, which the pace so far never reaches)."),
    ("a weak topic is a leech",
     figures(*in_a_row(50, 90, 50, 90, 50, 90, 50)),
     "1 topic relapsed 3 times or more: “A”."),
    (OPEN, figures(record("2025-10-20", WEAK), as_of="2025-11-04"),
     "1 weak item has been open for more than 14 days: “A”, since 20 Oct 2025."),
    (OPEN, figures(record("2025-10-20", WEAK, asked("b", 10)), as_of="2025-11-04"),
     "2 weak items have been open for more than 14 days: the oldest “A”, since 20 Oct 2025."),
    ("actions are overdue",
     figures(record("2025-11-01", actions=[{"do": "Read", "due": "2025-11-02"}, {"do": "Write", "due": "2025-11-01"}]),
             as_of="2025-11-03"),
     "2 actions are overdue, by up to 2 days: “Write” and 1 more."),
    (FALL, figures(record("2025-11-01", asked("a", 90)), record("2025-11-02", asked("a", 80))),
     "1 topic fell by 10 points or more: “A” from 90 % to 80 %."),
    (BEHIND, figures(*TWICE), "Reviews of the last four weeks average 80 %, 10.5 points below new material."),
    ("4 study days or more were missed", figures(record("2025-11-01"), record("2025-11-06")),
     "4 study days of the last four weeks were missed."),
]  # fmt: skip
NOT_HELD: list[tuple[str, Figures]] = [
    (MEAN_UP, figures(OLD, record("2025-11-01", asked("b", "90.9")), as_of="2025-11-05")),
    (MEAN_DOWN, figures(OLD, record("2025-11-01", asked("b", "89.1")), as_of="2025-11-05")),
    (RISE, figures(record("2025-11-01", asked("a", 80)), record("2025-11-02", asked("a", 89)))),
    ("the last mock interview scored more than the one before", figures(*interviewed(65, 65))),
    ("7 study days or more in a row", figures(*run("2025-11-01", 6))),
    (SILENT, figures(record("2025-11-01"), as_of="2025-11-04")),
    (SILENT, figures(as_of="2025-11-04", started="2025-10-01")),
    (FULL, figures(record("2025-11-01", asked("a", 90)))),
    (LATE, figures(*known(3, 5), goals=[goal("2025-11-04")])),
    (LATE, figures(*known(3, 8), goals=[goal("2025-11-01")])),
    ("a weak topic is a leech",
     figures(*in_a_row(50, 90, 50, 90, 50))),
    (OPEN, figures(record("2025-10-20", WEAK), as_of="2025-11-03")),
    ("actions are overdue", figures(record("2025-11-01", actions=[{"do": "Read", "due": "2025-11-01"}]))),
    (BEHIND, figures(*TWICE[:1], record("2025-11-02", asked("a", 80, from_="2025-11-01"), asked("b", 89)))),
    ("4 study days or more were missed", figures(record("2025-11-01"), record("2025-11-05"))),
]  # fmt: skip


def told_by(when: str, found: Figures) -> list[str]:
    """What the rule of that name says; the others are taken away."""
    rules: Rules = tuple((name, rule) for name, rule in (*WINS, *RISKS) if name == when)
    assert rules, when
    recent = recent_of(found)
    return texts([sentence for _, rule in rules if (sentence := rule(recent))])


def recent_of(found: Figures) -> Recent:
    """What the rules look at, caught on its way to them."""
    caught: list[Recent] = []
    catching: Any = (("catch", caught.append),)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studylog.narrative.standing.WINS", catching)
        standing(found)
    return caught[0]


@pytest.mark.parametrize(("when", "found", "said"), HELD, ids=[f"{when}: {said}" for when, _, said in HELD])
def test_a_rule_that_holds(when: str, found: Figures, said: str) -> None:
    """Its sentence, at the very edge where it begins to hold."""
    assert told_by(when, found) == [said]


@pytest.mark.parametrize(("when", "found"), NOT_HELD, ids=[when for when, _ in NOT_HELD])
def test_a_rule_that_does_not_hold(when: str, found: Figures) -> None:
    """One step short of the edge it says nothing."""
    assert told_by(when, found) == []


def test_every_rule_was_seen_to_hold() -> None:
    """None was forgotten above."""
    assert {when for when, _, _ in HELD} == {when for when, _ in (*WINS, *RISKS)}


def test_the_first_three_are_shown() -> None:
    """In the order of the rules, though more hold."""
    days = [
        record("2025-10-01", asked("a", 50, id="Q1"), asked("b", 70)),
        *run("2025-11-01", 8, asked("a", 90), asked("b", 95)),
    ]
    found = standing(figures(*days))
    assert [text.split(" ")[0:3] for text in texts(found.wins)] == [
        ["The", "mean", "of"],
        ["2", "weak", "items"],
        ["2", "topics", "rose"],
    ]
    assert len(found.wins) == MOST


def test_an_empty_journal_says_nothing() -> None:
    """Nor does one whose last record is older than four weeks say what changed in them."""
    nothing = standing(figures())
    assert (nothing.wins, nothing.risks, nothing.ask_about) == ((), (), ())
    late = standing(
        figures(record("2025-10-01", asked("a", 50)), record("2025-10-02", asked("a", 90)), as_of="2025-11-20")
    )
    assert texts(late.wins) == []
    assert texts(late.risks)[0] == "The last day recorded is 2 Oct 2025: 48 study days missed since."


def test_ask_about_weak_topics_first() -> None:
    """Then the lowest last answer; what was perfect is not asked about; the latest gap stands beside it."""
    days = [
        record("2025-11-01", asked("a", 50, id="Q1"), asked("b", 85), asked("c", 81), asked("d", 100)),
        record("2025-11-02", asked("a", 60, id="Q1"), weak=[{"topic": "a", "gap": "Mixed up **two** terms"}]),
        record("2025-11-03", weak=[{"topic": "a", "gap": "Order of steps"}]),
    ]
    assert texts(standing(figures(*days)).ask_about) == [
        "“A”: 60 % on 2 Nov 2025, weak 2 times. “Order of steps”",
        "“C”: 81 % on 1 Nov 2025.",
        "“B”: 85 % on 1 Nov 2025.",
    ]


def test_a_weak_topic_is_asked_about_whatever_its_last_answer() -> None:
    """A second session put it right on the very day on which it fell, which is too soon."""
    days = record("2025-11-01", asked("a", 50)), record("2025-11-01", asked("a", 100), session=2)
    assert texts(standing(figures(*days)).ask_about) == ["“A”: 50 % on 1 Nov 2025."]


def test_of_weak_topics_the_one_that_fell_most_often_comes_first() -> None:
    """Although another has the lower score."""
    found = standing(figures(*in_a_row(50, 90, 50, 90, 70), record("2025-11-06", asked("low", 0))))
    assert [text.split(":")[0] for text in texts(found.ask_about)] == ["“A”", "“LOW”"]
