"""The words of a week: one and many, nothing at all, ties, what is running, and where each sentence leads."""

from typing import Any

import pytest

from studylog.figures import Figures
from studylog.narrative.review import Kind, narratives
from tests.journals import asked, figures, record


def told(found: Figures, key: str, kind: Kind = "week") -> dict[str, list[str]]:
    """The sentences of a period by section, with plain spaces."""
    narrative = narratives(found, kind)[key]
    return {s.heading: [one.text.replace("\xa0", " ") for one in s.sentences] for s in narrative.sections}


def test_an_empty_journal_has_no_narrative() -> None:
    """Nothing is told of periods without records."""
    assert narratives(figures(), "week") == narratives(figures(), "month") == {}


def test_one_check_in_the_first_week() -> None:
    """The shortest narrative: one question, nothing to compare with, nothing that moved; each section says so."""
    assert told(figures(record("2025-11-09", asked("a", 90))), "2025-W45") == {
        "Studied": [
            "1 check with 1 scored question was held on 9 Nov.",
            "The mean was 90 %; there is no earlier week to compare it with.",
            "The one question was on new material.",
            "1 topic was met for the first time: “A”.",
        ],
        "Improved": ["No topic rose by 10 points or more, and no weak item was resolved."],
        "Slipped": ["No weak item was opened, no topic fell by 10 points or more, and no study day was missed."],
        "Next": [
            "No topic is due on 9 Nov 2025; the next falls due on 10 Nov 2025.",
            "The next check, on 10 Nov 2025, has 1 review (“A”) and 9 questions on new material.",
        ],
    }


def test_a_running_week_says_so_far() -> None:
    """On its last day a week is over; before that it is not."""
    days = (record("2025-11-03", asked("a", 90)), record("2025-11-04", asked("b", 80)))
    assert told(figures(*days), "2025-W45")["Studied"][:2] == [
        "So far, 2 checks with 2 scored questions were held on 2 days: 3 Nov and 4 Nov.",
        "The mean so far is 85 %; there is no earlier week to compare it with.",
    ]
    over = told(figures(*days, as_of="2025-11-09"), "2025-W45")
    assert over["Studied"][0] == "2 checks with 2 scored questions were held on 2 days: 3 Nov and 4 Nov."
    assert over["Slipped"] == ["4 study days were missed: 5 Nov to 8 Nov."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "No check was held; there is 1 record: 9 Nov."),
        ({"minutes": 0}, "No check was held; there is 1 record: 9 Nov."),
        ({"minutes": 61}, "The time recorded is 1 h 1 min."),
        ({"interviews": [{"title": "T *x*"}]}, "1 mock interview was held: “T x” without a total."),
        ({"interviews": [{"title": "T", "score": 7, "of": 10}]}, "1 mock interview was held: “T” with 70 %."),
    ],
    ids=["nothing", "no minutes", "minutes", "an interview without a total", "an interview"],
)
def test_a_week_without_a_check(fields: dict[str, Any], said: str) -> None:
    """It tells of its records; no time is spoken of where none was spent."""
    assert told(figures(record("2025-11-09", **fields)), "2025-W45")["Studied"][-1] == said


def test_the_first_of_what_falls_due_is_named() -> None:
    """Where nothing is due yet: the earliest date of all topics."""
    days = (
        record("2025-11-01", asked("a", 90)),
        record("2025-11-02", asked("a", 90, from_="2025-11-01"), asked("b", 90)),
    )
    said = told(figures(*days), "2025-W44")["Next"][0]
    assert said == "No topic is due on 2 Nov 2025; the next falls due on 3 Nov 2025."


def test_a_week_in_which_nothing_is_scheduled() -> None:
    """No topic has a score, so none can be due; a day on which nothing was scored is still to be checked."""
    found = told(figures(record("2025-11-09", asked("a", None))), "2025-W45")
    assert found["Next"] == [
        "Nothing is scheduled yet: no topic has a score.",
        "The next check, on 9 Nov 2025, has no reviews and 10 questions on new material.",
    ]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (91, "The mean was 91 %, 1 point above the week before."),
        (88, "The mean was 88 %, 2 points below the week before."),
        (90, "The mean was 90 %, level with the week before."),
        ("90.04", "The mean was 90 %, level with the week before."),
        ("90.05", "The mean was 90.1 %, 0.1 points above the week before."),
    ],
)
def test_the_mean_against_the_week_before(now: object, said: str) -> None:
    """Rounded once, with the word for the side."""
    found = figures(record("2025-11-02", asked("a", 90)), record("2025-11-09", asked("a", now)))
    assert told(found, "2025-W45")["Studied"][1] == said


@pytest.mark.parametrize("between", [(), ("2025-10-30",)], ids=["nothing between", "a record without a check"])
def test_the_mean_after_weeks_without_a_check(between: tuple[str, ...]) -> None:
    """The week that is compared with is named where it is not the one before."""
    quiet = [record(on) for on in between]
    days = (record("2025-09-02", asked("a", 90)), *quiet, record("2025-11-09", asked("a", 95)))
    found = figures(*days, as_of="2025-11-30")
    assert told(found, "2025-W45")["Studied"][1] == (
        "The mean was 95 %, 5 points above week 36 of 2025, the last with a check."
    )
    assert told(found, "2025-11", "month")["Studied"][1] == (
        "The mean was 95 %, 5 points above Sep 2025, the last with a check."
    )


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((80, 90), "The best score was 90 %, on 4 Nov; the lowest was 80 %, on 3 Nov."),
        ((90, 80, 90), "The best score was 90 %, on 3 Nov and 5 Nov; the lowest was 80 %, on 4 Nov."),
        ((90, 90), "Both checks scored 90 %."),
        ((90, "90.01", 90), "All 3 checks scored 90 %."),
        ((90, 80, 80, 80, 80, 80),
         "The best score was 90 %, on 3 Nov; the lowest was 80 %, on 4 Nov, 5 Nov, 6 Nov and 2 more."),
    ],
    ids=["two", "a tie", "both equal", "equal as shown", "many ties"],
)  # fmt: skip
def test_best_and_lowest(scores: tuple[object, ...], said: str) -> None:
    """Ties are all named, up to three."""
    days = [record(f"2025-11-0{3 + n}", asked("a", score)) for n, score in enumerate(scores)]
    assert told(figures(*days), "2025-W45")["Studied"][3] == said


def test_two_sessions_of_a_day() -> None:
    """Checks are counted by session, days once."""
    found = told(
        figures(record("2025-11-09", asked("a", 90)), record("2025-11-09", asked("a", 80), session=2)), "2025-W45"
    )
    assert found["Studied"][0] == "2 checks with 2 scored questions were held on 9 Nov."
    assert found["Studied"][3] == "The best score was 90 %, on 9 Nov; the lowest was 80 %, on 9 Nov (session 2)."


def test_many_scattered_days_are_a_first_and_a_last() -> None:
    """A list of dates that nobody would read aloud is not made."""
    days = [record(f"2025-11-{n:02}", asked("a", 90)) for n in range(1, 14, 2)]
    found = told(figures(*days, as_of="2025-11-30"), "2025-11", "month")
    assert found["Studied"][0] == (
        "7 checks with 7 scored questions were held on 7 days: the first 1 Nov, the last 13 Nov."
    )


def test_topics_met_are_named_or_counted_by_area() -> None:
    """Up to three by name; more by the areas with most of them."""
    few = figures(record("2025-11-09", introduces=["a", "b"]))
    assert told(few, "2025-W45")["Studied"][1] == "2 topics were met for the first time: “A” and “B”."
    areas = dict(zip("abcdefg", ("X", "X", "Y", "Z", "Z", "V", "W"), strict=True))
    many = figures(record("2025-11-09", introduces=list("abcdefg")), areas=areas)
    assert told(many, "2025-W45")["Studied"][1] == (
        "7 topics were met for the first time: 2 in X, 2 in Z, 1 in V and 2 in 2 other areas."
    )


@pytest.mark.parametrize(
    ("was", "now", "section", "said"),
    [
        (80, 90, "Improved", "1 topic rose by 10 points or more: “A” from 80 % to 90 %."),
        (80, "89.99", "Improved", "No topic rose by 10 points or more, and no weak item was resolved."),
        (95, 85, "Slipped", "1 topic fell by 10 points or more: “A” from 95 % to 85 %."),
        (95, "85.01", "Slipped", "5 study days were missed: 3 Nov to 7 Nov."),
    ],
)
def test_what_counts_as_a_move(was: object, now: object, section: str, said: str) -> None:
    """Ten points exactly do, a hair less does not."""
    found = figures(record("2025-11-02", asked("a", was)), record("2025-11-08", asked("a", now)), as_of="2025-11-09")
    assert told(found, "2025-W45")[section][0] == said


def test_weak_items_relapses_and_what_came_of_them() -> None:
    """Opened, resolved and opened again; a week later the journal knows how it went on."""
    found = figures(
        record("2025-10-27", asked("a", 50, asks="What is `A`?")),
        record("2025-10-28", asked("a", 90)),
        record("2025-11-03", asked("a", 60), asked("b", 70)),
        record("2025-11-10", asked("b", 90)),
        as_of="2025-11-11",
    )
    first, second = told(found, "2025-W44"), told(found, "2025-W45")
    assert first["Improved"][1] == "1 weak item was resolved: “What is A?” after 1 day."
    assert first["Slipped"][0] == "1 weak item was opened, with 50 %: “What is A?”."
    assert first["Next"][1] == "As of 11 Nov 2025, the one weak item opened is resolved."
    assert second["Slipped"][:3] == [
        "2 weak items were opened, the lowest with 60 %: “A”.",
        "1 topic relapsed: “A”.",
        "1 topic fell by 10 points or more: “A” from 90 % to 60 %.",
    ]
    assert second["Next"] == [
        "The next check was held on 10 Nov 2025 and scored 90 %.",
        "As of 11 Nov 2025, 1 of the 2 weak items opened is resolved and 1 is still open.",
    ]


def test_actions_late_and_open() -> None:
    """A due date that passed is a slip of its own week; what is open waits in the last."""
    actions = [
        {"do": "Read *this*", "due": "2025-11-05"},
        {"do": "Done late", "due": "2025-11-05", "done": "2025-11-07"},
        {"do": "Done", "due": "2025-11-05", "done": "2025-11-05"},
        {"do": "Later", "due": "2025-11-20"},
    ]
    found = told(figures(record("2025-11-03", actions=actions), as_of="2025-11-09"), "2025-W45")
    assert found["Slipped"][-1] == (
        "2 actions passed their due dates undone: “Read this” (5 Nov) and “Done late” (5 Nov, done on 7 Nov)."
    )
    assert found["Next"][-1] == (
        "2 actions are open, 1 of them overdue: “Read this” by 5 Nov 2025 and “Later” by 20 Nov 2025."
    )


def test_goals_that_wait_and_goals_that_moved() -> None:
    """The nearest date first; a reached goal and a date from before the week are no longer next."""
    goals = [
        {"id": "none", "title": "No date", "topics": 10, "target": 90},
        {"id": "past", "title": "Past", "topics": 10, "target": 90, "by": "2025-11-01"},
        {"id": "soon", "title": "Soon", "topics": 10, "target": 90, "by": "2025-12-01"},
        {"id": "done", "title": "Done", "topics": 10, "target": 50},
    ]
    found = told(
        figures(
            record("2025-11-02", readiness=[{"goal": "soon", "know": 5}, {"goal": "done", "know": 6}]),
            record("2025-11-09", readiness=[{"goal": "soon", "estimate": 60}, {"goal": "done", "know": 5}]),
            goals=goals,
        ),
        "2025-W45",
    )
    assert found["Improved"] == ["Readiness rose for 1 goal: “Soon” from 50 % to an estimated 60 %."]
    assert found["Slipped"][0] == "Readiness fell for 1 goal: “Done” from 60 % to 50 %."
    assert [text.split(":")[0] for text in found["Next"][2:]] == ["Goal “Soon”", "Goal “No date”"]


def test_every_sentence_leads_to_its_evidence() -> None:
    """None is without a link, in a week that has all of them; the links are those of pages of the site."""
    found = figures(
        record("2025-11-02", asked("a", 95), asked("b", 60)),
        record("2025-11-03", asked("a", 70, id="Q7"), asked("b", 90), actions=[{"do": "x", "due": "2025-11-04"}]),
        as_of="2025-11-09",
    )
    sentences = [s for n in narratives(found, "week").values() for part in n.sections for s in part.sentences]
    assert all(any(piece.path for piece in sentence.pieces) for sentence in sentences)
    fell = next(s for s in sentences if " fell " in s.text)
    assert [piece.path for piece in fell.pieces if piece.path] == [
        "journal/numbers.md#moved",
        "journal/topics/a.md",
        "journal/days/2025-11-03.md#question-q7",
    ]


def test_a_long_name_is_cut() -> None:
    """A sentence stays one that can be read aloud."""
    found = told(figures(record("2025-11-09", asked("a", 50, asks="word " * 40))), "2025-W45")
    assert len(found["Slipped"][0]) < 150
    assert found["Slipped"][0].endswith(" word…”.")
