"""How a table is written: as RFC 4180 has it, and so that no spreadsheet runs what somebody wrote."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journals import asked, figures, record
from tests.unit.tables.readers import NAMED, read_csv, rows

from studylog.tables import csv_text
from studylog.tables.column import Column, Table

NUMBER: Column[str] = Column("length", "integer", "Its length.", len)
TEXT: Table[str] = Table("texts", "Texts.", ("text",), lambda figures: (), (Column("text", "string", "One.", str),))


PIECES = st.text() | st.lists(st.sampled_from([*"=+-@;,\t\r\n'\"x ", "＝"])).map("".join)


@given(st.lists(PIECES.filter(bool), min_size=1))
def test_no_text_begins_a_formula_and_each_comes_back(texts: list[str]) -> None:
    """Whatever a record says: no cell begins like a formula, and taking apostrophes away gives the text again."""
    table = replace(TEXT, rows=lambda figures: texts)
    written = csv_text(table, figures())
    read = read_csv(written, [{"name": "text", "type": "string"}])
    assert [row["text"] for row in read] == texts
    assert not re.search(r'(?:^|\r\n)"?[\t\r\n]*[=+\-@＝＋－＠]', written)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(st.lists(PIECES.filter(bool), min_size=1))
def test_no_cell_begins_a_formula_wherever_a_program_ends_the_one_before(delimiter: str, texts: list[str]) -> None:
    """Spreadsheets end cells as the language of their user has it; quotes within a cell then protect nothing."""
    many: Table[str] = replace(
        TEXT,
        rows=lambda figures: texts,
        columns=(NUMBER, *TEXT.columns, Column("list", "array", "All.", lambda _: texts)),
    )
    cells = [
        cell
        for row in csv.reader(io.StringIO(csv_text(many, figures()), newline=""), delimiter=delimiter)
        for cell in row
    ]
    assert not [cell for cell in cells if cell.lstrip("\t\r\n")[:1] in {*"=+-@＝＋－＠"}]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\t'=1"),
        ("\r=1", '"\r\'=1"'), ("'=1", "''=1"), ("'", "''"), ("a=1", "a=1"), ("=1,2", '"\'=1,2"'), ("＝1", "'＝1"),
        ("x;=1", "x;'=1"), ("x;'", "x;''"), ("x;y", "x;y"),
        ('x;"=1', '"x;\'""=1"'), ("x\n- y", '"x\n\'- y"'),
        ('say "x"', '"say ""x"""'), ("two\nlines", '"two\nlines"'), ("Ω – ≥", "Ω – ≥"),
    ],
)  # fmt: skip
def test_a_text_is_written_so(text: str, cell: str) -> None:
    """As RFC 4180 has it, with an apostrophe before what a spreadsheet would run."""
    assert csv_text(replace(TEXT, rows=lambda figures: [text]), figures()) == f"text\r\n{cell}\r\n"


def test_numbers_stay_numbers() -> None:
    """One below zero has a minus and no apostrophe; kinds that are no text are written plainly."""
    found = figures(record("2025-11-03", asked("a", 90), asked("b", None)), record("2025-11-04", asked("a", 25)))
    lines = csv_text(NAMED["days"], found).split("\r\n")
    place = lines[0].split(",").index("change_points")
    assert [line.split(",")[place] for line in lines[1:3]] == ["", "-65.0"]
    assert [row["counts"] for row in rows("questions", found)] == [True, False, True]
    assert ",false,false," in csv_text(NAMED["questions"], found)


def test_numbers_are_rounded_once_halves_up() -> None:
    """To two decimals, as in every other figure."""
    found = figures(record("2025-11-03", asked("a", "2/3"), asked("b", "12.345")))
    assert [row["score_percent"] for row in rows("questions", found)] == [66.67, 12.35]


def test_of_an_empty_journal_the_names_are_left() -> None:
    """Every file is there, so that no address ever leads nowhere."""
    empty = figures()
    assert {name for name in NAMED if rows(name, empty)} == {"settings", "grades", "forecast"}
    assert csv_text(NAMED["due"], empty) == "place,topic\r\n"
