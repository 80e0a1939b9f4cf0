"""Figures from anybody: read as they are meant, or refused in a sentence."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from studylog.cohort.as_json import rows_json
from studylog.cohort.page import html, row_view
from studylog.cohort.row import Row, row_of
from studylog.cohort.sources import Source
from studylog.cohort.told import Told, Unread, clean, told
from tests.conftest import ROOT
from tests.unit.test_figures_json import everything

DAY = date(2025, 11, 26)
GOOD = everything()


def row(content: bytes) -> Row:
    return row_of(Source("x.json"), content, DAY)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada", "Ada"),
        ("  Ada \n\t Lovelace\r\n", "Ada Lovelace"),
        ("\x1b[1;31mAda\x1b[0m", "Ada"),
        ("\x1b]0;title\x07Ada", "Ada"),
        ("\x1b]8;;https://x.test\x1b\\Ada\x1b]8;;\x1b\\", "Ada"),
        ("\x9b31mAda\x1bc\x1b(B", "Ada"),
        ("A\x00d\x08a\x7f", "Ada"),
        ("Ada\u202egpj.exe\u2066", "Adagpj.exe"),
        ("नमस्ते 👩\u200d🔬 é", "नमस्ते 👩\u200d🔬 é"),
        ("\ud800Ada\ue000", "Ada"),
        ("x" * 81, "x" * 79 + "…"),
        ("x" * 80, "x" * 80),
        ("[bold]Ada[/bold] <b>", "[bold]Ada[/bold] <b>"),
        ("\x1b[", ""),
        ("", ""),
    ],
)
def test_text_is_one_line_that_nothing_obeys(text: str, shown: str) -> None:
    """What a terminal would act on goes; letters of every script, and what joins them, stay."""
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Not read: what is there is no JSON."),
        (b"<!doctype html><title>404</title>", "Not read: what is there is no JSON."),
        (b"\xff{}", "Not read: what is there is no JSON."),
        (b"9" * 5000, "Not read: what is there is no JSON."),
        (b"[" + b"[]," * 1_000_001, "Not read: it holds more than 2000000 values."),
        (b"[" * 100_000, "Not read: what is there is no JSON."),
        (b'{"version": 1', "Not read: what is there is no JSON."),
        (b"[]", "Not read: what is there is no figures.json of studylog, or that of an early version."),
        (b"{}", "Not read: what is there is no figures.json of studylog, or that of an early version."),
        (b'{"as_of": "2025-11-05"}',
         "Not read: what is there is no figures.json of studylog, or that of an early version."),
        (b'{"version": 2}', "Not read: its figures have another form than version 1, which this studylog reads."),
        (b'{"version": "1"}', "Not read: its figures have another form than version 1, which this studylog reads."),
        (b'{"version": 1}', "Not read: its figures are damaged: as_of: Field required."),
    ],
    ids=["nothing", "a page", "no UTF-8", "a huge number", "many", "deep", "cut off", "a list", "an object",
         "an early one", "a later version", "text", "of no content"],
)  # fmt: skip
def test_what_is_no_figures(content: bytes, said: str) -> None:
    """The row says what there is instead."""
    found = row(content)
    assert (found.standing, found.reasons[0].rule, found.reasons[0].sentence) == (None, "unread", said)
    assert found.name == "x.json"


def damaged(path: str, value: object) -> bytes:
    """The full object with another value at a place, such as `days.0.score`."""
    *parts, last = path.split(".")
    made = json.loads(json.dumps(GOOD))
    target: Any = made
    for part in parts:
        target = target[int(part) if isinstance(target, list) else part]
    target[int(last) if isinstance(target, list) else last] = value
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("as_of", "2025-02-30"),
        ("as_of", "1000-01-01"),
        ("as_of", 1_762_300_800),
        ("title", 5),
        ("weak_below", 101),
        ("weak_below", True),
        ("weak_below", "80"),
        ("days.0.score", float("nan")),
        ("days.0.score", float("inf")),
        ("days.0.rolling", -1),
        ("trend.mean", None),
        ("topics", []),
        ("topics.a", 5),
        ("habit.streak", -1),
        ("habit.streak", 10**400),
        ("habit.studied", "2025-11-05"),
        ("check.reviews", 1.5),
        ("goals.0.projection", ["2025-11-05"]),
        ("rest_days", ["sunday"] * 8),
        ("rest_days", ["someday"]),
    ],
)
def test_damaged_figures_are_refused_by_their_place(path: str, value: object) -> None:
    """Of a number no more than of a date: nothing is guessed."""
    said = row(damaged(path, value)).reasons[0].sentence
    assert said.startswith(f"Not read: its figures are damaged: {path.removesuffix('.a')}"), said
    assert path != "weak_below" or said.endswith(": a number from 0 to 100 is expected.")


def test_a_hostile_place_is_cleaned_in_the_message() -> None:
    """An id is text of others too."""
    said = row(damaged("topics.a", {"schedule": 1}).replace(b'"a": {"schedule"', b'"\\u001b[31m": {"schedule"'))
    assert "\x1b" not in said.reasons[0].sentence


def test_what_a_server_says_is_cleaned() -> None:
    """Its words for a status are its own."""
    said = row_of(Source("x"), Unread("the server answers 404 \x1b[2JGone\r\n."), DAY).reasons[0].sentence
    assert said == "Not read: the server answers 404 Gone ."


def test_the_figures_of_this_studylog_are_read() -> None:
    """With a byte order mark, and with keys of a later version, too."""
    found = told(json.dumps({**GOOD, "more": [1]}).encode())
    assert isinstance(found, Told)
    assert told(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) == found


@pytest.mark.parametrize("path", ["days", "habit.studied", "rest_days", "goals.0.target", "topics"])
def test_a_million_faults_are_one(path: str) -> None:
    """A file of faults is refused at the first of a list, not counted."""
    faults = {str(n): 1 for n in range(500_000)} if path == "topics" else [1] * 500_000
    with pytest.raises(Unread) as refused:
        told(damaged(path, faults))
    assert isinstance(refused.value.__cause__, ValidationError)
    assert refused.value.__cause__.error_count() == 1


WILD = ("\x1b[31mred", "\x9b2J", "\x07", "</td><script>", "[bold]", "2025-11-05")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WILD) | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.sampled_from([*GOOD]), inner, max_size=4)
    ),
    max_leaves=12,
)
PLACES = [
    *GOOD, "days.0", "days.1.score", "days.1.date", "topics.a", "topics.a.schedule", "topics.a.schedule.due",
    "check.reviews", "trend.mean", "trend.since", "trend.change", "weak_items.0", "weak_items.0.date",
    "weak_items.0.resolved", "goals.0", "goals.0.title", "goals.0.target", "goals.0.by", "goals.0.reached",
    "goals.0.pace", "goals.0.projection", "habit.studied", "habit.missed", "habit.streak", "open_questions.0",
    "open_questions.0.on",
]  # fmt: skip


def shown(found: Row) -> None:
    """All that is done with a row."""
    json.dumps(rows_json([found], DAY), allow_nan=False)
    view = row_view(found)
    if view.cells:
        assert "<body>" in html([found], DAY, ROOT)
    console = Console(width=40)
    with console.capture() as text:
        console.print(Text(view.name), *(Text(part) for cell in view.cells for part in cell))
    assert "\x1b" not in text.get()


@given(st.binary() | st.builds(lambda cut: json.dumps(GOOD).encode()[:cut], st.integers(0, 500)))
def test_any_bytes_give_a_row(content: bytes) -> None:
    """That of nothing read."""
    shown(found := row(content))
    assert found.standing is None


@given(JSON)
@settings(deadline=None, max_examples=50)
def test_any_json_gives_a_row(value: object) -> None:
    """Whatever it holds."""
    shown(row(json.dumps(value).encode()))


@given(st.sampled_from(PLACES), JSON)
@example("title", "\x1b[31mred")
@example("goals.0.title", "\x9b2J")
@settings(deadline=None, max_examples=200)
def test_any_value_at_any_place_gives_a_row(path: str, value: object) -> None:
    """Read, or refused."""
    shown(row(damaged(path, value)))
