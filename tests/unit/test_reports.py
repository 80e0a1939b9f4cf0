"""Problems as programs get them."""

from pathlib import Path

import pytest

from studylog.problems import Problem
from studylog.reports import github_report, json_report, sarif_report
from tests.journals import asked, journal, record

HERE = Path("/work")
BROKEN = Problem("content/days/x.yml", 3, 5, "score", '"12,5" is not a score.', "Write it like 12.5.")
WHOLE = Problem("content", 0, 0, "no-content", "there is no such folder.")
ODD = Problem("content/odd.yml", 1, 1, "comment", "odd.", severity="warning")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            BROKEN,
            '::error file=content/days/x.yml,line=3,col=5,title=score::"12,5" is not a score. Write it like 12.5.',
        ),
        (WHOLE, "::error file=content,title=no-content::there is no such folder."),
        (ODD, "::warning file=content/odd.yml,line=1,col=1,title=comment::odd."),
        (
            Problem("a,b:100%\n::error.yml", 1, 2, "text", "50 %\r\n::set-env name=X::y, done"),
            "::error file=a%2Cb%3A100%25%0A%3A%3Aerror.yml,line=1,col=2,title=text"
            "::50 %25\\r%0A::set-env name=X::y, done",
        ),
        (Problem("/work/a/../b.yml", 1, 0, "text", "x."), "::error file=b.yml,line=1,title=text::x."),
        (Problem("../c.yml", 1, 1, "text", "x."), "::error file=/c.yml,line=1,col=1,title=text::x."),
        (Problem("\udcff.yml", 1, 1, "text", "x."), "::error file=?.yml,line=1,col=1,title=text::x."),
    ],
    ids=["error", "whole file", "warning", "hostile", "absolute", "elsewhere", "no UTF-8"],
)
def test_github_gets_one_line_a_problem(problem: Problem, line: str) -> None:
    """Escaped as GitHub asks for: no text of a record can start a command of its own."""
    made = github_report([problem], HERE)
    assert made == f"{line}\n"
    assert made.encode().count(b"\n") == 1


def test_json_counts_and_names_the_code() -> None:
    """A whole file has null for line and column."""
    day = record("2025-11-05", asked("a", 90), asked("b", 90))
    found = json_report(journal(day), [WHOLE, ODD, BROKEN])
    assert {key: value for key, value in found.items() if key != "problems"} == {
        "errors": 2,
        "warnings": 1,
        "days": 1,
        "questions": 2,
        "topics": 2,
    }
    assert found["problems"][0] == {
        "path": "content",
        "line": None,
        "column": None,
        "severity": "error",
        "code": "no-content",
        "message": "there is no such folder.",
        "hint": "",
    }
    assert (found["problems"][2]["line"], found["problems"][2]["hint"]) == (3, "Write it like 12.5.")


def test_sarif_names_rule_level_and_place() -> None:
    """Codes are rules with a description; a whole file has no region; addresses are quoted."""
    problems = [BROKEN, ODD, WHOLE, Problem("/else/ü%\udcff.yml", 1, 0, "score", "[a](http://x).")]
    (run,) = sarif_report(problems, HERE)["runs"]
    driver, results = run["tool"]["driver"], run["results"]
    assert results[3]["message"]["text"] == r"[a\](http://x)."  # no link, as it would be without the backslash
    assert run["columnKind"] == "unicodeCodePoints"  # a column counts characters, also beyond the basic plane
    assert [rule["id"] for rule in driver["rules"]] == ["comment", "no-content", "score"]
    assert driver["rules"][2]["shortDescription"]["text"].startswith("This is not a score")
    assert [driver["rules"][found["ruleIndex"]]["id"] for found in results] == [problem.code for problem in problems]
    assert [found["level"] for found in results] == ["error", "warning", "error", "error"]
    assert [found["locations"][0]["physicalLocation"] for found in results] == [
        {"artifactLocation": {"uri": "content/days/x.yml"}, "region": {"startLine": 3, "startColumn": 5}},
        {"artifactLocation": {"uri": "content/odd.yml"}, "region": {"startLine": 1, "startColumn": 1}},
        {"artifactLocation": {"uri": "content"}},
        {"artifactLocation": {"uri": "file:///else/%C3%BC%25%FF.yml"}, "region": {"startLine": 1}},
    ]
