"""Laws of the tables that hold for every journal: rows have keys, references lead somewhere, figures add up."""

from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import given

from studylog.model import Journal
from studylog.tables import TABLES, csv_text, descriptor
from tests.narratives.raw import Raw, mean
from tests.properties.strategies import journals, whole
from tests.unit.tables.readers import read_csv, rows


@given(journals())
def test_keys_tell_rows_apart_and_references_lead_somewhere(journal: Journal) -> None:
    """Of every table, as CSV has it; what it holds is what JSON has."""
    found = whole(journal)
    read = {
        one["name"]: read_csv(csv_text(table, found), one["schema"]["fields"])
        for table, one in zip(TABLES, descriptor(TABLES, found, "csv")["resources"], strict=True)
    }
    for table in TABLES:
        assert read[table.name] == rows(table.name, found)
        keys = Counter(tuple(row[name] for name in table.key) for row in read[table.name])
        assert [key for key, n in keys.items() if n > 1 or None in key] == [], table.name
        for column in (column for column in table.columns if column.refers):
            target, _, name = column.refers.partition(".")
            known = {row[name] for row in read[target]} | {None}
            assert [row for row in read[table.name] if row[column.name] not in known] == [], column.refers


@given(journals())
def test_figures_of_tables_add_up(journal: Journal) -> None:
    """Questions make days, topics, weeks and months; weak items are those below the line: by plain arithmetic."""
    found = whole(journal)
    raw = Raw(found.journal, found.as_of, journal.days[0].date, found.as_of)
    asked = rows("questions", found)
    assert len(asked) == sum(len(record.questions) for record in found.journal.days)
    scored = raw.scored(list(found.journal.days))
    assert [(row["key"], row["id"]) for row in asked if row["counts"]] == [(r.key, q.id) for r, q, _ in scored]
    assert [(row["key"], row["id"]) for row in asked if row["review"]] == [
        (r.key, q.id) for r in found.journal.days for q in r.questions if raw.is_review(r, q)
    ]
    for row in rows("days", found):
        assert _near(row["score_percent"], mean([score for r, _, score in scored if r.key == row["key"]]))
    for row in rows("topics", found):
        assert _near(row["score_percent"], mean([score for _, q, score in scored if q.topic == row["topic"]]))
    for name in ("weeks", "months"):
        assert sum(row["questions"] for row in rows(name, found)) == len(scored)
    weak = [(r.key, q.id, None if right is None else str(right)) for r, q, right in raw.weak()]
    assert [(row["key"], row["id"], row["resolved"]) for row in rows("weak_items", found)] == weak


def _near(shown: Any, exact: Fraction | None) -> bool:
    """Whether a figure is the exact one to two decimals."""
    return shown is None if exact is None else abs(Fraction(shown) - exact) <= Fraction(51, 10_000)
