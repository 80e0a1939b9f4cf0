"""Rules across files: what one record says of another, and what is not said twice."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studylog.load import load

WEAK = "date: 2025-11-01\nquestions:\n  - {topic: a, score: 50}\n  - {topic: b, score: 90}\n"


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., list[str]]:
    """What is said about an open journal with these records (by date) and these lines of settings."""

    def read(settings: str = "", **records: str) -> list[str]:
        content = tmp_path / "content"
        (content / "days").mkdir(parents=True)
        (content / "journal.yml").write_text(f"topics: open\n{settings}")
        for day, text in records.items():
            (content / "days" / f"2025-11-{day.removeprefix('nov')}.yml").write_text(text)
        return [str(problem).splitlines()[0].removeprefix(f"{content}/") for problem in load(content)[1]]

    return read


def settles(day: str, item: str) -> str:
    return f"date: 2025-11-{day}\nquestions:\n  - {{topic: a, score: 95, resolves: 2025-11-{item}}}\n"


def test_a_weak_item_of_an_earlier_day_may_be_settled(said: Callable[..., list[str]]) -> None:
    """Without a word."""
    assert said(nov01=WEAK, nov03=settles("03", "01#Q1")) == []


def test_what_cannot_be_settled_is_said(said: Callable[..., list[str]]) -> None:
    """A question that is not there, one of the same day, and one that is not weak."""
    found = said(nov01=WEAK, nov03=settles("03", "03#Q1"), nov04=settles("04", "01#Q2"), nov05=settles("05", "01#Q9"))
    place = "days/2025-11-0{}.yml:3:37: {}"
    assert found == [
        place.format(3, "error: only a weak item of an earlier day can be settled. Name one of an earlier record."),
        place.format(4, "warning: 2025-11-01#Q2 is no weak item: it scored 90. Check the day and the question."),
        place.format(5, 'error: there is no question "2025-11-01#Q9". Write it like 2025-10-31#Q7.'),
    ]


def test_a_broken_record_is_the_only_one_complained_about(said: Callable[..., list[str]]) -> None:
    """What points into it may be right."""
    (problem,) = said(nov01=WEAK.replace("score: 50", "scroe: 50"), nov03=settles("03", "01#Q1"))
    assert problem.startswith('days/2025-11-01.yml:3:16: error: unknown field "scroe"')


def test_broken_settings_are_the_only_ones_complained_about(said: Callable[..., list[str]]) -> None:
    """Topics that they may have opened are not missing."""
    assert said("weak_below: x\n", nov01=WEAK) == [
        'journal.yml:2:13: error: "x" is not a score. Write it like 95, 92.5, 95% or 9.5/10.'
    ]


def test_a_range_of_known_items_stays_within_its_goal(tmp_path: Path) -> None:
    """With its upper end."""
    (tmp_path / "days").mkdir()
    (tmp_path / "goals.yml").write_text("- {id: g, title: G, topics: 5}\n")
    record = tmp_path / "days" / "2025-11-01.yml"
    for known, problems in (("[3, 5]", 0), ("[3, 60]", 1)):
        record.write_text(f"date: 2025-11-01\nreadiness: [{{goal: g, know: {known}}}]\n")
        found = load(tmp_path)[1]
        assert len(found) == problems
    assert "60 items are more than the 5 of the goal" in str(found[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize(
    ("snapshot", "message"),
    [
        ("{goal: g, marks: {know: [a, b], dunno: [c]}}", None),
        ("{goal: g, know: 3, marks: {know: [a, b]}}", None),
        ("{goal: g, know: , unsure: , marks: {know: [a, b], unsure: [c]}}", None),
        ("{goal: g, know: 0, marks: {know: [a]}}", "know counts 0, and 1 topic is marked so."),
        ("{goal: g, know: 1, marks: {know: [a, b]}}", "know counts 1, and 2 topics are marked so."),
        ("{goal: g, marks: {know: [a, old], unsure: [a]}}", '"a" is marked 3 times.'),
        ("{goal: g, marks: {know: [a, b], unsure: [c], dunno: [d]}}", "4 items are more than the 3 of the goal."),
        ("{goal: g, marks: {know: [nobody]}}", '"nobody" is no topic of topics.yml.'),
        ("{goal: g, marks: {known: [a]}}", 'unknown field "known".'),
        ("{goal: g, marks: {know: 3}}", "expected a list"),
    ],
)
def test_marks_of_topics(tmp_path: Path, snapshot: str, message: str | None) -> None:
    """Each topic is marked once, whatever it is called, and counts are not below what is marked."""
    (tmp_path / "days").mkdir()
    (tmp_path / "goals.yml").write_text("- {id: g, title: G, topics: 3}\n")
    entries = (f"{id}: {{title: {id}, aliases: [{'old' if id == 'a' else ''}]}}\n" for id in "abcd")
    (tmp_path / "topics.yml").write_text("".join(entries))
    (tmp_path / "days" / "2025-11-01.yml").write_text(f"date: 2025-11-01\nreadiness: [{snapshot}]\n")
    journal, found = load(tmp_path)
    if message:
        assert len(found) == 1 and message in str(found[0])
    else:
        read = journal.days[0].readiness[0]
        assert read.know and len(read.marked["know"]) == 2 and (read.dunno or 0) == len(read.marked["dunno"])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """It would never end."""
    os.mkfifo(tmp_path / "goals.yml")
    (problem,) = load(tmp_path)[1]
    assert (Path(problem.path).name, problem.code) == ("goals.yml", "no-file")


def test_the_first_session_has_no_number(said: Callable[..., list[str]]) -> None:
    """2025-11-05-1.yml would be a second record of the same name."""
    (problem,) = said(**{"nov05-1": "date: 2025-11-05\n"})
    assert "Rename the file to 2025-11-05.yml" in problem


def test_a_week_needs_a_study_day(said: Callable[..., list[str]]) -> None:
    """Else nothing could ever fall due."""
    week = "monday, tuesday, wednesday, thursday, friday, saturday, sunday"
    assert said(f"rest_days: [{week}]\n") == [
        "journal.yml:2:12: error: every day of the week is a rest day. Leave one day to study on."
    ]


def test_what_is_named_nearly_right_is_not_passed_over(tmp_path: Path) -> None:
    """An error where the real one is missing; a warning beside it; other files may stand there."""
    (tmp_path / "day").mkdir()
    for name in ("Topics.yaml", "goals.yml", "goal.yml", ".days", "topics.yml~", "notes.md"):
        (tmp_path / name).write_text("[]\n" if name == "goals.yml" else "")
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in load(tmp_path)[1]] == [
        "Topics.yaml: error: this is not read. Rename it to topics.yml.",
        "day: error: this is not read. Rename it to days.",
        "goal.yml: warning: this is not read. Rename it to goals.yml.",
    ]


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ("algorithm: fsrs, retention: 85%, maximum_interval: 365", None),
        ("algorithm: fsrs, retention: 97", None),
        ("retention: 90", "23: error: retention is an option of fsrs, and the algorithm is sm2. "
         "Write algorithm: fsrs, or leave retention out."),
        ("maximum_interval: 365, algorithm: sm2-log", "30: error: maximum_interval is an option of fsrs, and the "
         "algorithm is sm2-log. Write algorithm: fsrs, or leave maximum_interval out."),
        ("algorithm: fsrs, retention: 0.9", '40: error: the retention "0.9" is a part of 1. Write percent: 90.'),
        ("algorithm: fsrs, retention: 0.925", '40: error: the retention "0.925" is a part of 1. Write percent: 92.5.'),
        ("algorithm: fsrs, retention: 98", '40: error: the retention "98" is outside 70 to 97. '
         "Write percent, such as 90."),
        ("algorithm: fsrs, retention: 69%", '40: error: the retention "69%" is outside 70 to 97. '
         "Write percent, such as 90."),
        ("algorithm: fsrs, retention: high", '40: error: "high" is not a percentage. Write it like 90.'),
        ("algorithm: fsrs, maximum_interval: 0", "47: error: 0 is outside 1 to 36500 days. Write days, such as 365."),
        ("algorithm: frs", '23: error: "frs" is not known here. Did you mean "fsrs"?'),
    ],
)  # fmt: skip
def test_options_of_the_schedule(said: Callable[..., list[str]], schedule: str, message: str | None) -> None:
    """Percent and days, within bounds, and only with the algorithm that has them; the place is the value."""
    assert said(f"schedule: {{{schedule}}}\n") == ([f"journal.yml:2:{message}"] if message else [])


@pytest.mark.parametrize("name", ["journal.yml", "topics.yml", "goals.yml"])
@pytest.mark.parametrize(
    ("text", "empty"), [("# filled in later\n", False), ("---\n# later\n", False), ("", True), ("\n\n", True)]
)
def test_a_file_of_comments_alone_is_one_to_be_filled_in(name: str, text: str, empty: bool, tmp_path: Path) -> None:
    """Where the file may be missing as well; one that holds nothing at all may have been cut off."""
    (tmp_path / "days").mkdir()
    (tmp_path / name).write_text(text)
    _, problems = load(tmp_path)
    assert [problem.code for problem in problems] == (["empty-file"] if empty else [])


def test_a_record_of_comments_alone_is_empty(tmp_path: Path) -> None:
    """Its date is missing."""
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "2025-11-05.yml").write_text("# later\n")
    assert [problem.code for problem in load(tmp_path)[1]] == ["empty-file"]


def test_questions_without_an_id_are_numbered(tmp_path: Path) -> None:
    """An id that is left empty is one that is left out."""
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "2025-11-01.yml").write_text("date: 2025-11-01\nquestions: [{id: }, {id: X}, {asks: Why}]\n")
    journal, problems = load(tmp_path)
    assert problems == ()
    assert [question.id for question in journal.days[0].questions] == ["Q1", "X", "Q3"]
