"""What a log states about itself, held against its questions."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from studylog.audit_text import computed_text, difference_text, findings, sentence, stated_text
from studylog.cli import main
from studylog.load import load
from studylog.measure.audit import audit, holds, statements, wrong_totals
from studylog.measure.scores import scores
from studylog.packaged import template_folders
from studylog.render import environment, render
from studylog.views.audit import audit as audit_page
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record

OVERALL = {  # day → what it states, what its questions give
    date(2025, 11, 4): ("80.8", "83.08"),
    date(2025, 11, 5): ("98", "97.5"),
    date(2025, 11, 7): ("97.5", "96.82"),
    date(2025, 11, 8): ("99.6", "99.5"),
    date(2025, 11, 12): ("92.5", "90"),
    date(2025, 11, 13): ("95.1", "94.25"),
}


GROUPS = [  # day, part, unit, what it states, what its questions give to three decimals
    ("2025-11-04", "Day 8 content", "score", "68", "78.000"),
    ("2025-11-04", "Day 8 content", "points", "6.8", "7.800"),
    ("2025-11-04", "Megatron-LM", "score", "77", "91.429"),
    ("2025-11-04", "Megatron-LM", "points", "5.4", "6.400"),
    ("2025-11-06", "Day 10 content", "score", "99.3", "98.571"),
    ("2025-11-06", "Day 10 content", "points", "6.95", "6.900"),
    ("2025-11-06", "Review content", "score", "98.3", "100.000"),
    ("2025-11-06", "Review content", "points", "2.95", "3.000"),
    ("2025-11-07", "Day 11 content", "score", "97.9", "96.875"),
    ("2025-11-07", "Day 11 content", "points", "6.85", "6.781"),
    ("2025-11-08", "Review content", "score", "97.7", "98.333"),
    ("2025-11-08", "Review content", "points", "2.93", "2.950"),
    ("2025-11-12", "Day 16 content", "score", "87.9", "86.429"),
    ("2025-11-12", "Day 16 content", "points", "6.15", "6.050"),
    ("2025-11-13", "Day 17 content", "points", "6.62", "6.625"),
    ("2025-11-13", "Kafka", "score", "96.25", "94.375"),
    ("2025-11-13", "Kafka", "points", "3.85", "3.775"),
    ("2025-11-13", "Feature stores", "score", "93.3", "95.000"),
    ("2025-11-13", "Feature stores", "points", "2.8", "2.850"),
    ("2025-11-13", "Review content", "score", "95", "93.333"),
    ("2025-11-13", "Review content", "points", "2.85", "2.800"),
]


@pytest.mark.parametrize(
    ("claim", "value", "expected"),
    [
        ("83.1", "83.08", True),
        ("80.8", "83.08", False),
        ("83", "83.49", True),
        ("98", "97.5", False),
        ("97", "97.5", False),
        ("9.8", "9.75", False),
        ("9.75", "9.75", True),
        ("90", "90", True),
        ("90.00", "90.004", True),
        ("90.00", "90.005", False),
    ],
)
def test_a_figure_holds_within_half_a_unit_of_its_last_digit(claim: str, value: str, expected: bool) -> None:
    """At just half a unit, the figure could as well have been its neighbour: it does not."""
    assert holds(Decimal(claim), Fraction(value)) is expected


@given(st.decimals(0, 100, places=3), st.integers(0, 3))
def test_the_value_itself_holds_at_any_precision_that_shows_it(value: Decimal, more: int) -> None:
    """However many zeros are written behind it."""
    assert holds(value.quantize(Decimal(1).scaleb(-3 - more)), Fraction(value))


def test_the_overall_scores_of_the_sample_that_do_not_hold() -> None:
    """Six of sixteen, each with the value that its questions give."""
    found, _ = load(ROOT / "content")
    wrong = [s for s in statements(found) if s.is_overall and s.unit == "percent" and s.holds is False]
    assert {s.record.date: (str(s.stated), s.computed) for s in wrong} == {
        on: (claim, pytest.approx(Fraction(value), abs=0.005)) for on, (claim, value) in OVERALL.items()
    }


def worked_out() -> Iterator[tuple[tuple[str, str, str, str, str], bool]]:
    """Every group figure of the sample that has scored questions, with whether it holds, by plain arithmetic on the
    text of its records."""
    for path in sorted((ROOT / "content" / "days").glob("*.yml")):
        record = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
        scored = {q["id"]: q for q in record["questions"] if "score" in q}
        for group in record.get("stated_groups", ()):
            asked = [scored[id] for id in group.get("questions", ()) if id in scored]
            for unit in ("score", "points"):
                if asked and unit in group:
                    of = Fraction(100 if unit == "score" else group["of"])
                    last = sum(Fraction(q["score"]) for q in asked) / len(asked) * of / 100
                    first = sum(Fraction(q.get("revised", [{"was": q["score"]}])[0]["was"]) for q in asked)
                    first = first / len(asked) * of / 100
                    half = Fraction(5, 10 ** (len(group[unit].partition(".")[2]) + 1))
                    near = any(abs(value - Fraction(group[unit])) < half for value in (first, last))
                    yield (record["date"], group["name"], unit, group[unit], f"{float(last):.3f}"), near


def test_the_group_figures_of_the_sample_that_do_not_hold() -> None:
    """21 of 84, each with the value that its questions give; the same by hand and by the audit."""
    by_hand = list(worked_out())
    assert (len(by_hand), [row for row, near in by_hand if not near]) == (84, GROUPS)
    found, _ = load(ROOT / "content")
    wrong = [s for s in statements(found) if not s.is_overall and s.holds is False]
    rows = [(str(s.record.date), s.name, s.loc[-1], str(s.stated), f"{float(s.computed or 0):.3f}") for s in wrong]
    assert rows == GROUPS


def test_score_and_points_are_two_figures_each_at_its_place() -> None:
    """One may hold where the other does not; a part that is called like the whole is still a part."""
    parts = [{"name": "Overall", "questions": ["Q2"], "score": "100"}]
    stated = {"score": "75", "points": "1", "of": "2"}
    found = statements(
        journal(record("2025-11-05", asked("a", 50), asked("a", 100), stated=stated, stated_groups=parts))
    )
    assert [(s.loc, s.is_overall, s.holds, s.difference) for s in found] == [
        (("stated", 0, "score"), True, True, 0),
        (("stated", 0, "points"), True, False, Fraction(-1, 2)),
        (("stated_groups", 0, "score"), False, True, 0),
    ]


def test_what_counts_is_what_is_scored() -> None:
    """Excluded and unscored questions leave the figure and the number of questions."""
    questions = asked("a", 90), asked("a", 0, flags=["excluded"]), asked("a", None)
    day = record("2025-11-05", *questions, stated={"score": "90", "points": "0.9", "of": "1"})
    assert [s.holds for s in statements(journal(day))] == [True, True]
    assert wrong_totals(journal(day)) == ()


@pytest.mark.parametrize("fields", [{"stated_groups": [{"name": "Week", "score": "92"}]}, {"stated": {"points": "9"}}])
def test_a_figure_without_questions_is_held_against_none(fields: dict[str, Any]) -> None:
    """Of a week, or of a check that was not written down: neither right nor wrong."""
    found = figures(record("2025-11-05", **fields)).audit
    assert [(s.computed, s.difference, s.holds) for s in found.statements] == [(None, None, None)]
    assert found.wrong == ()


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        ({"score": "80.8"}, ("80.8 %", "83.33", "−2.53")),
        ({"score": "84.0"}, ("84.0 %", "83.33", "+0.67")),
        ({"score": "83.334"}, ("83.334 %", "83.3333", "+0.0007")),
        ({"points": "2.4", "of": "3"}, ("2.4 of 3 points", "2.5", "−0.1")),
    ],
)
def test_figures_show_on_which_side_of_the_half_they_lie(claim: dict[str, str], texts: tuple[str, str, str]) -> None:
    """As written, to one digit more, and never a difference of nothing."""
    questions = asked("a", 100), asked("a", 100), asked("a", 50)
    (found,) = figures(record("2025-11-05", *questions, stated=claim)).audit.wrong
    assert (stated_text(found), computed_text(found), difference_text(found)) == texts


def test_the_answer_in_a_sentence() -> None:
    """Overall scores count by record, parts by figure, revised scores by question; what has no questions not at all."""
    part = {"name": "p", "questions": ["Q1"]}
    right, week = {**part, "score": "90", "points": "0.9"}, {"name": "Week", "score": "1"}
    one = asked("a", 90, revised=[{"was": "80"}, {"was": "85"}])
    assert sentence(figures(record("2025-11-05", one, stated_groups=[right, week])).audit) == (
        "No overall score is stated; all 2 group figures hold; 1 score was revised."
    )
    wrong = {
        "stated": [{"score": "1", "points": "1"}, {"score": "2"}],
        "stated_groups": [right, {**part, "score": "1"}],
    }
    assert sentence(figures(record("2025-11-05", asked("a", 90), **wrong)).audit) == (
        "1 of 1 overall score does not hold; 1 of 3 group figures does not hold; no scores were revised."
    )


def test_findings_come_by_record() -> None:
    """Days in their order, whatever kind of finding they have."""
    first = record("2025-11-05", asked("a", 90, revised=[{"was": "80"}]))
    second = record("2025-11-06", asked("a", 90), stated={"score": "80"})
    assert [(r.key, text) for r, _, text in findings(figures(first, second).audit)] == [
        ("2025-11-05", "Q1 was revised from 80\u00a0% to 90\u00a0%."),
        ("2025-11-05", "revisions moved the score by +10."),
        ("2025-11-06", "Overall: 80 % is stated, the questions give 90."),
    ]


def test_a_figure_of_before_a_revision_is_true_of_its_time() -> None:
    """It is held against the score as first given as well."""
    one = asked("a", 85, revised=[{"was": 70}])
    for score, expected in (("70", True), ("85", True), ("80", False)):
        (found,) = statements(journal(record("2025-11-05", one, stated={"score": score})))
        assert found.holds is expected


def test_points_are_out_of_the_questions_or_ten_or_a_hundred_times_them() -> None:
    """Anything else is another count."""
    for of, wrong in (("2", False), ("20", False), ("200", False), ("3", True)):
        day = record("2025-11-05", asked("a", 90), asked("b", 90), stated={"points": str(float(of) * 0.9), "of": of})
        assert bool(list(wrong_totals(journal(day)))) is wrong, of


def test_an_empty_journal_states_nothing() -> None:
    """And has nothing that does not hold."""
    assert list(statements(journal())) == []
    assert figures(as_of="2025-11-05").audit.revised == ()


def test_the_command_tells_people_and_machines() -> None:
    """A located line a finding and one sentence; the same as JSON; what it finds is no failure."""
    said = CliRunner().invoke(main, ["audit", "--journal", str(ROOT)])
    assert said.exit_code == 0
    assert "content/days/2025-11-05.yml:70:17: Overall: 98 % is stated, the questions give 97.5." in said.stdout
    assert said.stdout.strip().split("\n")[-1].startswith("6 of 16 overall scores do not hold; 21 of 84 group figures")
    as_json = json.loads(CliRunner().invoke(main, ["audit", "--json", "--journal", str(ROOT)]).stdout)
    assert isinstance(as_json, dict)
    assert "98" in json.dumps(as_json)


RECORD = """date: 2025-11-05
questions:
  - {topic: a, score: 90, revised: [{was: 70, on: 2025-11-07, by: mentor}]}
  - {topic: b, score: 50}
stated: {score: 60, points: 14, of: 3}
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A journal of one day that a later revision changed, and a day after that."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("topics: open\nas_of: 2025-11-08\n")
    (days / "2025-11-05.yml").write_text(RECORD)
    (days / "2025-11-08.yml").write_text("date: 2025-11-08\nquestions: [{topic: a, score: 80}]\nstated: {score: 1}\n")
    return tmp_path


def told(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["audit", "--journal", str(root), *options])


def test_as_of_tells_the_audit_of_that_day(kept: Path) -> None:
    """A record and a revision that came later are not there yet."""
    where = kept / "content" / "days" / "2025-11-05.yml"
    assert told(kept, "--as-of", "2025-11-06").stdout.split("\n") == [
        f"{where}:5:29: Overall: 14 of 3 points are stated, the questions give 1.8.",
        f"{where}:5:37: Overall: the points are out of 3, but 2 scored questions stand here.",
        "1 of 1 overall score does not hold; no group figure is stated; no scores were revised.",
        "",
    ]
    later = told(kept).stdout.replace("\u00a0", " ")
    assert f"{where}:3:37: Q1 was revised from 70 % to 90 % on 7 Nov 2025 by mentor." in later
    assert "2 of 2 overall scores do not hold" in later


def test_records_with_errors_are_not_audited(kept: Path) -> None:
    """They are shown with their place, and the exit status is 1; nothing is said of figures."""
    (kept / "content" / "days" / "2025-11-05.yml").write_text(RECORD.replace("score: 50", "score: 150"))
    for options in ((), ("--json",), ("--as-of", "2025-11-06")):
        said = told(kept, *options)
        assert (said.exit_code, said.stdout) == (1, "")
        assert '2025-11-05.yml:4:23: error: the score "150" is outside 0 to 100.' in said.stderr


def test_a_day_that_is_none_is_refused(kept: Path) -> None:
    """As an option that was typed wrong."""
    assert told(kept, "--as-of", "2025-11-31").exit_code == 2


def test_the_audit_of_a_day_as_json() -> None:
    """Stated figures as text, computed ones to two decimals; a part is named, the whole is not."""
    found = json.loads(told(ROOT, "--json").stdout)
    assert list(found) == ["statements", "totals", "restated", "revised", "drifted"]
    of_day = {"key": "2025-11-05", "date": "2025-11-05"}
    rows = [  # part, unit, stated, of, computed, difference, holds
        (None, "percent", "98", None, 97.5, 0.5, False),
        (None, "points", "9.8", 10, 9.75, 0.05, False),
        ("Day 9 content", "percent", "97.9", None, 97.86, 0.04, True),
        ("Day 8 review", "percent", "97.5", None, 97.5, 0, True),
        ("Day 5 review", "percent", "90", None, 90, 0, True),
    ]
    names = ("part", "unit", "stated", "of", "computed", "difference", "holds")
    assert [s for s in found["statements"] if s["date"] == of_day["date"]] == [
        of_day | dict(zip(names, row, strict=True)) for row in rows
    ]
    (revised,) = (r for r in found["revised"] if r["date"] == of_day["date"])
    assert {**revised, "why": ""} == of_day | {
        "question": "Q8",
        "was": 95,
        "now": 100,
        "on": "2025-11-05",
        "by": "learner",
        "why": "",
    }
    assert [d for d in found["drifted"] if d["date"] == of_day["date"]] == [
        of_day | {"first_score": 97, "score": 97.5, "drift": 0.5}
    ]
    assert found["totals"][0] == {"key": "2025-11-07", "date": "2025-11-07", "part": None, "of": 10, "questions": 11}
    assert found["restated"][0] == {"key": "2025-11-15", "date": "2025-11-15", "times": 2}


def cells(page: str, table: str) -> list[list[str]]:
    """The text of each row of a table of a page."""
    (body,) = re.findall(rf'data-name="{table}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]
    return [[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in rows]


def test_the_page_shows_what_was_found(kept: Path) -> None:
    """One answer in a sentence, then each list with its figures, and links to the days."""
    found = figures(*load(kept / "content")[0].days)
    page = render(environment(template_folders(kept)), audit_page(found))
    assert f"<p>{sentence(found.audit)}</p>" in page
    assert cells(page, "figures-that-do-not-hold") == [
        ["Sat 8 Nov 2025", "Overall", "1 %", "80", "−79"],
        ["Wed 5 Nov 2025", "Overall", "14 of 3 points", "2.1", "+11.9"],
    ]
    assert cells(page, "revised-scores") == [["Wed 5 Nov 2025", "Q1", "70", "90", "7 Nov 2025", "mentor", "–"]]
    assert cells(page, "days-whose-score-drifted") == [["Wed 5 Nov 2025", "60", "70", "+10"]]
    assert cells(page, "points-out-of-another-number") == [["Wed 5 Nov 2025", "Overall", "3", "2"]]
    assert "Stated more than once" not in page


WHY = "Both readings of the question are right, as the second edition of the book says on its page of errata."
FRAME = 25_000
"""More than what the theme puts around a page, in bytes."""


def stating_day(number: int) -> Any:
    """A day of ten questions, three of them revised, whose figures for the whole and for three parts hold every other
    day; its points are out of another number, and it states its score twice."""
    percents = [60 + (number * 7 + n * 3) % 40 for n in range(10)]
    revised = {"revised": [{"was": "50", "by": "learner", "why": WHY}]}
    questions = [
        asked(f"t{n}", score, asks=f"Why step {n} of method {number} comes first", **(revised if n < 3 else {}))
        for n, score in enumerate(percents)
    ]
    off = number % 2 * 3
    whole = [
        {"score": f"{sum(percents) / 10 - off:.1f}"},
        {"points": f"{sum(percents) / 100 - off:.2f}", "of": "9", "why": WHY},
    ]
    parts = [
        {
            "name": f"Part {n} of what was studied on day {number}",
            "questions": [f"Q{n + 1}"],
            "score": str(percents[n] - off),
        }
        for n in range(3, 6)
    ]
    on = date(2016, 1, 4) + timedelta(number)
    return record(str(on), *questions, title=f"All that day {number} was about", stated=whole, stated_groups=parts)


def test_ten_years_of_wrong_figures_are_a_page_of_80_kb() -> None:
    """Each list is cut to its newest rows, and says how many more there are."""
    kept = journal(*map(stating_day, range(3650)))
    found = audit(kept, scores(kept))
    assert len(found.wrong) == 3650 // 2 * 4 + 3650
    page = render(environment(template_folders(ROOT)), audit_page(replace(figures(), audit=found)))
    assert len(page.encode()) + FRAME < 80_000
    lists = ("figures-that-do-not-hold", "revised-scores", "days-whose-score-drifted", "figures-stated-more-than-once")
    assert [len(cells(page, name)) for name in (*lists, "points-out-of-another-number")] == [60, 20, 20, 20, 20]
    assert '<p class="sl-note">10890 more do not hold, on the pages of earlier days.</p>' in page
