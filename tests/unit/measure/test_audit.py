"""What a log states about itself, held against its questions."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from studylog.cli import main
from studylog.load import load
from studylog.measure.audit import holds, statements, wrong_totals
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
