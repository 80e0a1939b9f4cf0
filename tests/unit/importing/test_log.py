"""Logs in the forms that people write them in, as days, and where every line of them goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

from studylog.importing.lines import cells, lines
from studylog.importing.log import read
from studylog.importing.records import Imported, imported, log_of
from studylog.load import load
from studylog.model import DayRecord, Goal, Interview, Topic

NO_TOPICS: Mapping[str, Topic] = {}
CASES = ROOT / "tests" / "cases" / "importing"


def read_as(name: str, raw: bytes, year: int | None = None, topics: Mapping[str, Topic] = NO_TOPICS,
            goals: Sequence[Goal] = ()) -> Imported:  # fmt: skip
    return imported([(name, log_of(raw, name, year))], topics, goals)


def taken(name: str, **kwargs: Any) -> Imported:
    return read_as(name, (CASES / name).read_bytes(), **kwargs)


def of(text: str, **kwargs: Any) -> Imported:
    return read_as("log.md", text.encode(), **kwargs)


def only_day(found: Imported) -> dict[str, Any]:
    (made,) = found.days.values()
    return dict(made.value)


SCORES = [("Q1", "95", None), ("Q2", "80", "60"), ("Q3", "7/10", None), ("Q4", None, None)]


@pytest.mark.parametrize("name", ["table.md", "columns.md", "paragraphs.md", "headings.md", "quoted.md", "reworded.md"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_form_of_a_check_gives_the_same_questions(name: str, ends: str) -> None:
    """Tables with columns in any order, bold paragraphs, headings; with either kind of line end."""
    raw = (CASES / name).read_bytes().replace(b"\n", ends.encode())
    found = read_as(name, raw)
    value = only_day(found)
    scores = [(q["id"], q.get("score"), q["revised"][0]["was"] if "revised" in q else None) for q in value["questions"]]
    assert scores == SCORES
    assert (value["date"], value["day"]) == ("2025-03-04", "12")
    assert [p.line for p in found.problems if "no score can be told" in p.message]


def test_a_table_says_where_a_question_comes_from_and_how_it_went() -> None:
    """Its own day is no source; a range is each of its days; a pipe in code divides no cell."""
    first, second, third, fourth = only_day(taken("table.md"))["questions"]
    assert "from" not in first
    assert first["note"] == "Stable; `a|b` kept apart"
    assert (second["from"], second["asks"], second["mark"]) == (["3", "4"], "Hash tables", "partial")
    assert (third["from"], third["because"]) == ("4", "weak")
    assert fourth["note"] == "Not reached\nscore: n/a"


def test_labels_and_heads_have_other_words() -> None:
    """Those that people use, in any order of columns; the score and the day it is from stay out of the note."""
    value = only_day(taken("reworded.md"))
    assert [q["note"] for q in value["questions"]] == [
        "Stable; `a|b` kept apart",
        "Graded anew",
        "Probing was vague",
        "Not reached\nscore: open",
    ]
    assert [q.get("from") for q in value["questions"]] == [None, ["3", "4"], "4", None]
    assert value["stated"] == [{"score": "78.3", "points": "2.35", "of": "3", "grade": "C+"}]
    assert [group["name"] for group in value["stated_groups"]] == ["Day 12 content", "Review"]
    assert (value["strengths"], value["weak"]) == (["Sorting"], [{"gap": "Probing (Q3)", "question": "Q3"}])
    assert "notes" not in value


@pytest.mark.parametrize(
    "text",
    [
        "| Q# | Topic | Score | Notes |\n|-|-|-|-|\n| Q1 | Heaps | 85% | Right (revised from 70%) |",
        "**Q1: Heaps** - 85%\n\nRight (revised from 70%)",
        "| Q# | Topic | Score |\n|-|-|-|\n| Q1 | Heaps | 85% |\n\n**Q1 again**:\n- Right (revised from 70%)",
    ],
)
def test_a_note_may_say_what_the_score_was(text: str) -> None:
    """Wherever it stands; the note keeps its words."""
    (asked,) = only_day(of(f"## 2025-01-01\n\n{text}\n"))["questions"]
    assert (asked["score"], asked["revised"]) == ("85", [{"was": "70"}])
    assert asked["note"].endswith("Right (revised from 70%)")


def test_sections_become_fields() -> None:
    """What the log says of the day, of its parts, of gaps and of what to do."""
    value = only_day(taken("table.md"))
    assert value["context"] == "Two short sessions"
    assert value["tested"] == [{"share": "70", "what": "Day 12: sorting"}, {"share": "30", "what": "Review: hashing"}]
    assert value["stated"] == [{"score": "78.3", "points": "2.35", "of": "3", "grade": "C+"}]
    assert value["stated_groups"] == [
        {"name": "Day 12 content", "questions": ["Q1"], "score": "95"},
        {"name": "Review", "questions": ["Q2", "Q3"], "score": "75", "points": "1.5", "of": "2"},
    ]
    assert value["weak"] == [
        {
            "gap": "**Probing** (Q3): not precise",
            "better_answer": "linear, quadratic, double hashing",
            "action": "draw all three",
            "question": "Q3",
        }
    ]
    assert value["actions"] == [
        {"do": "Read the chapter on probing before Day 14", "priority": "high", "due": {"day": "14"}}
    ]
    assert value["verdict"] == "Go on"


def test_talk_practice_interviews_and_readiness_become_fields() -> None:
    """Pieces of one interview are one; a snapshot is of the day it names; the rest stays in the notes."""
    found = taken("evening.md")
    first, second = found.days.values()
    assert first.text == (CASES / "evening.yml").read_text(encoding="utf-8")
    assert second.value["readiness"] == [{"goal": "algorithms-readiness", "when": "end", "stated": "41.5"}]
    assert second.value["notes"] == [
        {"heading": "Algorithms readiness progress", "lines": ["Day 12 end: ~50% estimated"]}
    ]


def test_goals_are_proposed_as_the_log_describes_them() -> None:
    """One that the journal knows is found by its title, and what the log says of it changes nothing."""
    proposed = {"id": "algorithms-readiness", "title": "Algorithms readiness", "topics": "40", "target": "70"}
    assert dict(taken("evening.md").goals) == {"algorithms-readiness": proposed | {"by": "2025-03-06"}}
    known = Goal(id="algo", title="Algorithms gap closure")
    found = taken("evening.md", goals=[known])
    assert found.goals == {}
    assert {entry["goal"] for made in found.days.values() for entry in made.value["readiness"]} == {"algo"}


def test_two_interviews_of_a_day_stay_two() -> None:
    """What contradicts the one before it is another one."""
    log = "## 2025-01-01\n\n**Mock interview**:\n- Overall: 7/10\n- Overall: 8/10\n\n"
    log += "**Practice**:\n- Interview: A\n- Interview: B\n"
    interviews = only_day(of(log))["interviews"]
    assert [(one["title"], one.get("score")) for one in interviews] == [
        ("Mock interview", "7"),
        ("A", "8"),
        ("B", None),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| a | `b|c` | d\\|e |", ["a", "`b|c`", "d|e"]),
        ("a||b", ["a", "", "b"]),
        ("| a ` | b |", ["a `", "b"]),
        ("| a ` | b ` |", ["a `", "b `"]),
        ("| `a\\|b` | |", ["`a|b`", ""]),
    ],
)
def test_pipes_divide_cells_except_in_code_and_behind_a_backslash(row: str, expected: list[str]) -> None:
    """A backtick without another one in its cell begins no code."""
    assert list(cells(row)) == expected


ROWS = {
    "after a blank line": "| Q2 | Heaps | 7% |",
    "in an item": "- | Q2 | Heaps | 7% |",
    "above a rule": "| Q2 | Heaps | 7% |\n---",
    "in a quote": "> | Q2 | Heaps | 7% |",
    "with one backtick": "| Q2 | Heaps` | 7% |",
    "as code": "```\n| Q2 | Heaps | 7% |\n```",
    "under its head as text": "| Q# | Topic | Score |\n| Q2 | Heaps | 7% |",
    "as the head of a table": "| Q2 | Heaps | 7% |\n|---|---|---|\n| Q3 | Tries | 8% |",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_apart_from_its_table_is_read_as_those_in_it(name: str) -> None:
    """Wherever a score stands, it is not lost."""
    head = "## 2025-01-01\n\n| Q# | Topic | Score |\n|---|---|---|\n| Q1 | Sorting | 50% |\n\nA sentence\n\n"
    asked = only_day(of(head + ROWS[name]))["questions"]
    assert [(q["id"], q["score"]) for q in asked][:2] == [("Q1", "50"), ("Q2", "7")]


@pytest.mark.parametrize("name", [name for name in ROWS if "head" not in name])
def test_a_row_that_no_table_explains_is_named(name: str) -> None:
    """With its line; its text is in the notes."""
    found = of(f"## 2025-01-01\n\n**Q1: Sorting** - 50%\n\n**Weak**:\n\n{ROWS[name]}\n")
    (problem,) = found.problems
    assert "no table tells" in problem.message
    assert only_day(found)["notes"][-1]["lines"][-1].startswith("| Q2 | Heaps")


def test_a_label_right_below_a_list_or_a_table_opens_its_section() -> None:
    """Markdown takes it for part of what is above it; and a sentence above a rule for a heading."""
    log = "## 2025-01-01\n| Q# | Topic | Score |\n|---|---|---|\n| Q1 | Sorting | 50% |\n**Overall**: 50%\n"
    log += "**Insights**:\n- One\n**Strengths**:\n- Two\n**Verdict**: Go on\n---\n"
    value = only_day(of(log))
    assert (value["stated"], value["insights"], value["strengths"], value["verdict"]) == (
        [{"score": "50"}],
        ["One"],
        ["Two"],
        "Go on",
    )


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("## Day 05 (2025-01-01)", "day", "5"),
        ("## Day 0 (2025-01-01)", "day", None),
        ("**Improvements from day 0**:\n- All", "improved", [{"what": "All"}]),
        ("**Updated**: 2025-02-30", "updated", None),
        ("**Overall**: 1234567890123456789012/10", "stated", None),
        ("**Practice**:\n- A run (250%)", "practice", [{"what": "A run (250%)"}]),
        ("**Practice** (90 hours):\n- A run", "practice", [{"what": "A run"}]),
        ("**Trees readiness**: 40-140%", "readiness", None),
        (
            "**Trees readiness**: 70-60%",
            "readiness",
            [{"goal": "trees-readiness", "when": "end", "estimate": ["60", "70"]}],
        ),
    ],
)
def test_what_a_record_would_refuse_costs_no_day(text: str, field: str, value: object) -> None:
    """A number out of its bounds is left where it stands."""
    log = text if text.startswith("##") else f"## 2025-01-01\n\n{text}"
    assert only_day(of(f"{log}\n\n**Q1: Sorting** - 50%\n")).get(field) == value


def test_what_no_field_holds_stands_in_the_notes() -> None:
    """Under its own label, code included; a remark behind a figure as well."""
    notes = {note.get("heading"): note["lines"] for note in only_day(taken("table.md"))["notes"]}
    assert notes["Something Else"] == ["A line of its own\n# not a heading | nor a table\n---"]
    assert notes["Retention Analysis"] == ["Day 12 content: solid"]
    assert notes["Action Items"] == ["None else"]


def test_what_belongs_to_no_day_is_named_with_its_line() -> None:
    """Sections between days, and what stands before the first."""
    said = [(p.line, p.excerpt) for p in taken("table.md").problems if "belongs to no day" in p.message]
    assert said == [(44, "Rules"), (46, "Ten questions a day")]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.name)
def test_no_line_is_lost(path: Path) -> None:
    """Each line that is not blank went somewhere."""
    text = path.read_text(encoding="utf-8")
    log = read(lines(text), "log.md")
    assert sorted(log.placed) == [n for n, line in enumerate(text.split("\n"), 1) if line.strip("> ")]


DATES = {
    "Day 5 (2025-11-01)": "2025-11-01",
    "2025/11/1 day 5": "2025-11-01",
    "November 1st, 2025": "2025-11-01",
    "1 Nov 2025: boosting": "2025-11-01",
    "Results of 25.12.2025": "2025-12-25",
    "12/25/2025": "2025-12-25",
    "Nov 1": "2024-11-01",
}


@pytest.mark.parametrize("heading", DATES)
def test_dates_in_headings(heading: str) -> None:
    """Numbers, names of months, and a year from outside where there is none."""
    found = of(f"## {heading}\n\n**Q1: A** - 50%\n", year=2024)
    assert [str(on) for on in found.days] == [DATES[heading]]


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("09-07-2018", "can be read in two ways"),
        ("Day 3, 5 Nov", "has no year"),
        ("2025-02-30", "in no calendar"),
        ("9025-11-13", "is outside 1900 to 2199"),
        ("Day 7", "has no date"),
    ],
)
def test_a_date_that_cannot_be_told_stops_its_day_alone(heading: str, says: str) -> None:
    """Its lines are named; the day after it is read."""
    found = of(
        f"## Day 1 (2025-01-01)\n\n**Q1: A** - 50%\n\n## {heading}\n\n**Q1: B** - 60%\n\n## Day 9 (2025-01-09)\n"
    )
    (error,) = (p for p in found.problems if p.severity == "error")
    assert (error.line, says in error.message) == (5, True)
    assert [str(on) for on in found.days] == ["2025-01-01", "2025-01-09"]
    assert found.placed["not understood"] == 2


def test_a_day_that_comes_twice_is_one_record() -> None:
    """And a question that has the id of another gets one of its own."""
    found = of("## 2025-01-01\n\n**Q1: A** - 50%\n\n## 2025-01-01 again\n\n**Q1: B** - 60%\n")
    assert [q["id"] for q in only_day(found)["questions"]] == ["Q1", "Q1-2"]


def test_a_log_without_a_scored_question_says_so() -> None:
    """It is not a log that was understood."""
    (problem,) = (p for p in of("# Shopping\n\n- milk\n").problems if p.severity == "error")
    assert "no scored question" in problem.message


def test_known_topics_are_found_and_new_ones_proposed() -> None:
    """By id, title or alias, whatever the case, punctuation and order of words; similar names stand together."""
    known = {"sorting-merge": Topic(title="Merge sort", aliases=("merge_sorting",))}
    log = b"## 2025-01-01\n\n**Q1: sort, MERGE** - 50%\n\n**Q2: merge_sorting** - 50%\n\n**Q3: Heap order** - 5%\n\n"
    log += b"**Q4: Order of a heap** - 5%\n"
    found = read_as("log.md", log, topics=known)
    asked = [q["topic"] for q in only_day(found)["questions"]]
    assert asked == ["sorting-merge", "sorting-merge", "heap-order", "order-of-a-heap"]
    assert dict(found.topics) == {
        "heap-order": {"title": "Heap order"},
        "order-of-a-heap": {"title": "Order of a heap"},
    }
    assert found.alike == [("heap-order", "order-of-a-heap")]


def test_the_log_this_began_with() -> None:
    """Sixteen days of 164 questions, told alike from the file as it is and from the repaired one, no line lost."""
    seed = ROOT.parent / "shared" / "seed" / "daily-knowledge-checks.md"
    if not seed.is_file():
        pytest.skip("the log is not here")
    raw = seed.with_name("daily-knowledge-checks.raw.txt").read_bytes()
    as_it_is, repaired = read_as("log", raw), read_as("log", seed.read_bytes())
    assert as_it_is == repaired
    assert len(as_it_is.days) == 16
    assert Counter("score" in q for made in as_it_is.days.values() for q in made.questions) == {True: 164}
    lines_of_it = sum(bool(line.strip()) for line in seed.read_text(encoding="utf-8").split("\n"))
    assert sum(as_it_is.placed.values()) == lines_of_it
    assert as_it_is.placed["not understood"] == 8


def test_the_sample_agrees_with_the_log_it_was_made_from() -> None:
    """Readiness, interviews, time practised and what improved, as a person read them out of the same days."""
    seed = ROOT.parent / "shared" / "seed" / "daily-knowledge-checks.md"
    if not seed.is_file():
        pytest.skip("the log is not here")
    sample, _ = load(ROOT / "content")
    found = read_as("log", seed.read_bytes(), goals=sample.goals)
    assert found.goals == {}
    ours = {on: DayRecord.model_validate(made.value) for on, made in found.days.items()}
    assert sum(len(_snapshots(record)) for record in ours.values()) == 10
    for theirs in sample.days:
        record = ours[theirs.date]
        assert _snapshots(record).items() <= _snapshots(theirs).items()
        assert _improvements(record) <= _improvements(theirs)
        assert {p.minutes for p in record.practice} <= {p.minutes for p in theirs.practice}
        for one, other in zip(record.interviews, theirs.interviews, strict=False):
            assert _interview(one) == _interview(other)
            assert one.title.lower() == other.title.lower()
    assert sum(len(_improvements(record)) for record in ours.values()) == 8
    assert [on.day for on, record in ours.items() for _ in record.interviews] == [16]


def _snapshots(record: DayRecord) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(s.goal, s.when): (s.know, s.unsure, s.dunno, s.covered, s.stated, s.estimate) for s in record.readiness}


def _improvements(record: DayRecord) -> set[tuple[object, ...]]:
    return {(i.since, i.was, i.now, i.of) for i in record.improved if i.was}


def _interview(one: Interview) -> tuple[object, ...]:
    parts = [(a.score, a.of, a.grade) for a in one.rubric]
    return one.minutes, one.score, one.of, one.grade, parts, len(one.strengths), len(one.improve)


@pytest.mark.parametrize(("name", "between"), [("log.csv", ","), ("log.tsv", "\t")])
def test_a_table_of_questions(name: str, between: str) -> None:
    """A row a question, in any order of days; a row without a date is named."""
    rows = [
        ["date", "question", "topic", "score", "note", "from"],
        ["2025-01-02", "Is it stable?", "Merge sort", "95%", '"two\nlines"', ""],
        ["2025-01-01", "Why log n?", "Heaps", "7/10", "", ""],
        ["2025-01-02", "What is sifted?", "Heaps", "?", "", "2025-01-01"],
        ["soon", "Lost", "Heaps", "1", "", ""],
    ]
    found = read_as(name, "\n".join(between.join(row) for row in rows).encode())
    first, second = (made.value for made in found.days.values())
    assert [(q["id"], q["topic"], q["score"]) for q in first["questions"]] == [("Q1", "heaps", "7/10")]
    assert [(q["id"], q["topic"], q.get("score")) for q in second["questions"]] == [
        ("Q1", "merge-sort", "95"),
        ("Q2", "heaps", None),
    ]
    assert second["questions"][0]["note"] == "two\nlines"
    assert second["questions"][1]["from"] == "2025-01-01"
    assert [(p.line, p.severity) for p in found.problems] == [(5, "warning"), (6, "error")]
    assert sum(found.placed.values()) == 6


def test_a_table_without_its_columns_says_which_it_needs() -> None:
    """Nothing is guessed."""
    found = read_as("log.csv", b"when,what\n2025-01-01,Sorting\n")
    assert [p.code for p in found.problems] == ["no-question", "no-header"]


def test_a_cell_that_is_too_long_ends_a_table() -> None:
    """A quote that is never closed takes in what follows: the rows before it are read, the others are named."""
    rows = ["2025-01-01,Sorting,95", '2025-01-02,"Heaps,90', *["2025-01-03,Tries,80"] * 10_000]
    found = read_as("log.csv", "\n".join(["date,question,score", *rows]).encode())
    assert [str(on) for on in found.days] == ["2025-01-01"]
    assert [(p.line, p.code) for p in found.problems] == [(3, "unclosed-quote")]
    assert found.placed == {"structure": 1, "questions": 1, "not understood": 10_001}
