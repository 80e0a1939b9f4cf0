"""Everything as tables: what is in them is what the records and the figures say, and every reader reads the same."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from tests.canaries import DAYS, Chosen, planted
from tests.conftest import ROOT
from tests.journals import figures, record
from tests.sites import journals
from tests.unit.tables.readers import NAMED, raw_days, raw_texts, read_csv, rows, undone

from studylog.figures import Figures, compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.sharing.audience import seen_by
from studylog.tables import PACKAGE, TABLES, csv_text, descriptor

CONTENT = ROOT / "content"


@pytest.fixture(autouse=True)
def _cells_as_long_as_before() -> Iterator[None]:
    """frictionless raises the limit of a cell for the whole process."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


def computed(content: Path, as_of: str = "") -> Figures:
    journal, problems = load(content)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return compute(journal, date.fromisoformat(as_of) if as_of else journal.settings.as_of or date(2025, 11, 17))


@pytest.fixture(scope="module")
def sample() -> Figures:
    return computed(CONTENT)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """A journal in which every field of every record is filled."""
    content = tmp_path_factory.mktemp("full") / "content"
    planted(Chosen()).write(content)
    return computed(content, DAYS[-1])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """A journal of texts that want to be markup, formulas and commands."""
    content = tmp_path_factory.mktemp("hostile") / "content"
    for name, text in journals.hostile().items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return computed(content)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """What everybody may see of a journal that hides something of every kind."""
    content = tmp_path_factory.mktemp("public") / "content"
    kinds = {"notes": "mentor", "actions": "private"}
    planted(Chosen(kinds, (None, "mentor", None), (None, "private", None), (None, None, "mentor"))).write(content)
    journal, _ = load(content)
    seen, left_out = seen_by("public", journal)
    assert {"record", "question", "topic", "note", "action"} <= {one.what for one in left_out}
    return compute(seen, date.fromisoformat(DAYS[-1]))


@pytest.fixture(params=["sample", "full", "hostile", "public"])
def some(request: pytest.FixtureRequest) -> Figures:
    return request.getfixturevalue(request.param)


def fields(found: Figures) -> dict[str, list[dict[str, Any]]]:
    """The fields of each table, by the descriptor."""
    return {one["name"]: one["schema"]["fields"] for one in descriptor(TABLES, found, "csv")["resources"]}


def test_tables_and_columns_are_declared_once() -> None:
    """Names are plain and unique, meanings are sentences, keys and references lead to columns that are there."""
    assert len(NAMED) == len(TABLES)
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        assert {*table.key} <= {*names} and table.key
        for text in (table.meaning, *(column.meaning for column in table.columns)):
            assert re.fullmatch(r"\S.*\.", text), text
        assert all(re.fullmatch("[a-z]+(_[a-z]+)*", name) for name in (table.name, *names))
        for column in (column for column in table.columns if column.refers):
            target, _, name = column.refers.partition(".")
            assert NAMED[target].key == (name,)


def test_every_row_has_a_key_of_its_own(some: Figures) -> None:
    """No value of a key is empty, and no two rows have the same."""
    for name, table in NAMED.items():
        keys = [tuple(row[part] for part in table.key) for row in rows(name, some)]
        assert None not in {part for key in keys for part in key}, name
        assert [key for key, n in Counter(keys).items() if n > 1] == [], name


def test_equal_items_of_a_record_are_told_apart() -> None:
    """Written twice, they are two rows, each with its own number; so are those of a second session."""
    twice = {
        "actions": [{"do": "x"}] * 2,
        "interviews": [{"title": "t", "rubric": [{"aspect": "a", "score": 1}] * 2}] * 2,
        "readiness": [{"goal": "g", "marks": {"know": ["a", "a"]}}] * 2,
        "insights": ["i"] * 2,
    }
    days = [record("2025-11-03", **twice), record("2025-11-03", session=2, **twice)]
    found = figures(*days, goals=[{"id": "g", "title": "G", "topics": 2}], topics_too=["a"])
    for name in twice:
        keys = [(row["key"], row["number"]) for row in rows(name, found)]
        assert keys == [(key, n) for key in ("2025-11-03", "2025-11-03-2") for n in (1, 2)], name
    for name in ("aspects", "marks"):
        assert [(row["number"], row["line"]) for row in rows(name, found)] == 2 * [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_csv_says_the_same_as_json(some: Figures) -> None:
    """Every value of every table, read as the guide says."""
    for name, found in fields(some).items():
        assert read_csv(csv_text(NAMED[name], some), found) == rows(name, some), name


def test_another_reader_finds_no_fault_and_reads_the_same(some: Figures, tmp_path: Path) -> None:
    """Frictionless: types, keys and references between tables hold, and the values are those of the JSON."""
    for table in TABLES:
        (tmp_path / f"{table.name}.csv").write_text(csv_text(table, some), encoding="utf-8", newline="")
    (tmp_path / PACKAGE).write_text(json.dumps(descriptor(TABLES, some, "csv")), encoding="utf-8")
    package = Package(str(tmp_path / PACKAGE))
    assert package.validate().flatten(["name", "fieldName", "message"]) == []
    for resource in package.resources:
        with resource:
            read = [{name: _plain(value) for name, value in row.to_dict().items()} for row in resource.row_stream]
        assert read == rows(resource.name, some), resource.name


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return str(value)
    if isinstance(value, str):
        return undone(value)
    return float(value) if type(value).__name__ == "Decimal" else value


def test_a_fault_would_be_found(sample: Figures, tmp_path: Path) -> None:
    """The reader above can object: to a word for a number, and to a topic that is not there."""
    for table in TABLES:
        text = csv_text(table, sample)
        if table.name == "questions":
            text = text.replace(",llm-zero,", ",no-such-topic,", 1).replace(",95.0,", ",many,", 1)
        (tmp_path / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
    (tmp_path / PACKAGE).write_text(json.dumps(descriptor(TABLES, sample, "csv")), encoding="utf-8")
    found = Package(str(tmp_path / PACKAGE)).validate().flatten(["type"])
    assert sorted(found) == [["foreign-key"], ["type-error"]]


def test_everything_recorded_is_in_a_table(sample: Figures) -> None:
    """Each text of each file of the sample, as another reader of YAML finds it, is a value."""
    values = [value for name in NAMED for row in rows(name, sample) for value in row.values() if value is not None]
    parts = (str(part) for value in values for part in (value if isinstance(value, list) else [value]))
    texts = {" ".join(part.split()) for part in parts}
    words = {word for text in texts for word in text.split()}
    missing = {
        text
        for _, day in raw_days(CONTENT)
        for text in map(" ".join, map(str.split, raw_texts(day)))
        if text not in texts and text not in words and not re.fullmatch(r"[\d.]+%?", text)
    }
    assert missing == set()


def test_totals_are_those_of_the_files(sample: Figures) -> None:
    """Counts and sums of the sample, worked out from its YAML with plain arithmetic."""
    raw = dict(raw_days(CONTENT))

    def listed(field: str) -> int:
        return sum(len(day.get(field, [])) for day in raw.values())

    lists = {"introductions": "introduces", "plans": "plan", "weak_points": "weak"}
    for name in ("questions", "groups", "stated_groups", "insights", "strengths", "improved", "corrections",
                 "clarifications", "practice", "interviews", "actions", "readiness", "references", "tested",
                 "introductions", "plans", "weak_points"):  # fmt: skip
        assert len(rows(name, sample)) == listed(lists.get(name, name)), name
    assert [row["key"] for row in rows("days", sample)] == sorted(raw)
    scores = [_percent(q["score"]) for day in raw.values() for q in day.get("questions", []) if q.get("score")]
    found = [row["score_percent"] for row in rows("questions", sample) if row["score_percent"] is not None]
    assert sum(found) == pytest.approx(float(sum(scores)), abs=0.005 * len(found))
    for key, day in raw.items():
        own = [_percent(q["score"]) for q in day.get("questions", []) if q.get("score")]
        (row,) = [row for row in rows("days", sample) if row["key"] == key]
        assert row["scored_questions"] == len(own)
        assert row["score_percent"] == (pytest.approx(float(sum(own) / len(own)), abs=0.00501) if own else None)
    weak = [key for key, day in raw.items() for q in day["questions"] if q.get("score") and _percent(q["score"]) < 80]
    assert [row["key"] for row in rows("weak_items", sample)] == weak


def _percent(typed: str) -> Fraction:
    part, _, whole = typed.removesuffix("%").partition("/")
    return Fraction(part) * 100 / Fraction(whole) if whole else Fraction(part)


MEANS = {"score": "score_percent", "new": "new_percent", "review": "review_percent", "change": "change_points"}
FIGURES = {
    "days": {
        "key": "key", "day": "day", **MEANS, "first_score": "first_score_percent", "drift": "drift_points",
        "questions": "questions", "scored": "scored_questions", "new_questions": "new_questions", "points": "points",
        "review_questions": "review_questions", "review_share": "review_share_percent", "grade": "grade",
        "rolling": "rolling_percent", "weak": "weak_items", "minutes": "minutes",
    },
    "weeks": {"key": "key", **MEANS, "checks": "checks", "questions": "questions", "weak_opened": "weak_opened"},
    "months": {"key": "key", **MEANS, "minutes": "minutes", "weak_resolved": "weak_resolved"},
    "topics": {
        "title": "title", "area": "area", "state": "state", "met": "met", "score": "score_percent",
        "questions": "questions", "relapses": "relapses", "leech": "leech", "recall": "recall_percent",
        "stability": "stability_days", "difficulty": "difficulty",
    },
    "weak_items": {"topic": "topic", "score": "score_percent", "resolved": "resolved",
                   "days_to_resolve": "days_to_resolve"},
    "areas": {"score": "score_percent", "questions": "questions"},
}  # fmt: skip
"""Keys of the JSON object with the columns that have the same."""


def test_figures_are_those_of_the_json_object(some: Figures) -> None:
    """Days, periods, topics and weak items have the numbers that `studylog figures --json` prints."""
    whole = as_json(some)
    for name, ones in FIGURES.items():
        found = whole[name].values() if isinstance(whole[name], dict) else whole[name]
        for row, one in zip(rows(name, some), found, strict=True):
            assert [row[column] for column in ones.values()] == [one[key] for key in ones], name
    for row, one in zip(rows("topics", some), whole["topics"].values(), strict=True):
        keys = {"ease": "ease", "interval_days": "interval", "next": "next", "due": "due", "overdue_days": "overdue"}
        assert [row[name] for name in keys] == [(one["schedule"] or {}).get(key) for key in keys.values()]
    seen = [
        (seen["key"], seen["score"], seen["quality"]) for t in whole["topics"].values() for seen in t["observations"]
    ]
    assert [(row["key"], row["score_percent"], row["quality"]) for row in rows("observations", some)] == seen
    assert [row["topic"] for row in rows("due", some)] == whole["due"]


def test_nothing_later_is_in_a_table(sample: Figures) -> None:
    """As of 10 November no row of a record, a day or a prediction is from a later one."""
    then = computed(CONTENT, "2025-11-10")
    dated = [name for name, one in NAMED.items() if any(c.name == "date" for c in one.columns)]
    for name in set(dated) - {"forecast", "next_check"}:
        assert [row for row in rows(name, then) if row["date"] > "2025-11-10"] == [], name
    assert any(row["date"] > "2025-11-10" for name in dated for row in rows(name, sample))


def test_the_order_of_topics_in_their_file_changes_nothing(sample: Figures) -> None:
    """The same records give the same bytes."""
    other = replace(sample.journal, topics=dict(reversed(sample.journal.topics.items())))
    again = compute(other, sample.as_of)
    for table in TABLES:
        assert csv_text(table, again) == csv_text(table, sample), table.name
