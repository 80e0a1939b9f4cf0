"""Readers of what tables hold: CSV as the guide says it is to be read, JSON, and records as plain YAML."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from studylog.figures import Figures
from studylog.tables import TABLES, json_text

NAMED = {table.name: table for table in TABLES}


def undone(cell: str) -> str:
    """A text as it was written, by what the descriptor says of apostrophes."""
    return re.sub(r"(^|[;\t\r\n])'", r"\1", cell)


CONVERT: dict[str, Callable[[str], Any]] = {
    "string": undone,
    "date": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "array": json.loads,
}


def read_csv(text: str, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a table, by the fields of its descriptor: an empty cell is nothing, apostrophes at beginnings go."""
    names, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert names == [field["name"] for field in fields]
    kinds = {field["name"]: CONVERT[field["type"]] for field in fields}
    return [{name: kinds[name](cell) if cell else None for name, cell in zip(names, row, strict=True)} for row in rows]


def rows(name: str, found: Figures) -> list[dict[str, Any]]:
    """A table as its JSON has it."""
    return json.loads(json_text(NAMED[name], found))


def raw_days(content: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records as PyYAML reads them, every scalar as text."""
    for path in sorted((content / "days").glob("*.yml")):
        yield path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def raw_texts(value: Any) -> Iterator[str]:
    """Every scalar of a value, without the white space around it."""
    if isinstance(value, dict):
        for part in value.values():
            yield from raw_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from raw_texts(part)
    elif value.strip():
        yield value.strip()
