"""All that records and figures hold as tables: for spreadsheets, notebooks and other programs."""

from collections.abc import Mapping
from typing import Any

from .checks import CHECKS
from .column import Column, Table
from .goals import AHEAD
from .periods import JOURNAL, PERIODS
from .practice import DONE
from .topics import SUBJECTS
from .words import WORDS
from .written import PACKAGE, Format, csv_text, descriptor, json_text

__all__ = ["PACKAGE", "PARTS", "TABLES", "Column", "Format", "Table", "csv_text", "descriptor", "json_text"]

PARTS: Mapping[str, tuple[Table[Any], ...]] = {
    "Checks": CHECKS,
    "Topics": SUBJECTS,
    "Weeks and months": PERIODS,
    "What was written down": WORDS,
    "Practice": DONE,
    "Goals": AHEAD,
    "The journal": JOURNAL,
}
TABLES = tuple(table for tables in PARTS.values() for table in tables)
