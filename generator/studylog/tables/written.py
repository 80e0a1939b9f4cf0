"""Tables as CSV and JSON, and the data package that describes them.

CSV is that of RFC 4180 in UTF-8, lines ending in CR LF. Spreadsheets run a cell that begins like a formula, so what
begins so has an apostrophe before it, and so that this can be undone, what begins with an apostrophe has too. In some
languages they end a cell at a semicolon or tab, and then know no quotes within it: what follows one begins as well, and
so does a line.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ..figures import Figures
from ..wording import day
from .column import Column, Kind, Table, Value

Format = Literal["csv", "json"]
PACKAGE = "datapackage.json"
"""How readers of data packages expect the descriptor to be called."""
MEDIA: dict[Format, str] = {"csv": "text/csv", "json": "application/json"}
_BEGINS = re.compile(r"""(?<![^;\t\r\n])(?="*[=+\-@＝＋－＠'])""")
"""Before what a spreadsheet would run, in full width too, or would be taken for something made harmless."""
UNDONE = (
    "An apostrophe at the beginning of a text or of one of its lines, or right behind a semicolon or tab, "
    "was not written: take it away."
)


def csv_text(table: Table[Any], figures: Figures) -> str:
    """The table as CSV, its first line the names of its columns. An empty cell is no value."""
    rows = list(table.rows(figures))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(column.name for column in table.columns)
    lines.writerows(zip(*(_cells(column.kind, column.values(rows)) for column in table.columns), strict=True))
    return text.getvalue()


def cell(text: str) -> str:
    """A text as no spreadsheet runs it."""
    return _BEGINS.sub("'", text)


def _cells(kind: Kind, values: Sequence[Value]) -> Iterable[Any]:
    if kind == "boolean":
        return [None if value is None else "true" if value else "false" for value in values]
    if kind == "array":
        return [json.dumps(value, ensure_ascii=False).replace(";", "\\u003b") for value in values]
    if kind == "string":
        return [cell(value) if isinstance(value, str) else value for value in values]
    return values


def json_text(table: Table[Any], figures: Figures) -> str:
    """The table as a list of objects, a line each; every object has all names."""
    rows, names = list(table.rows(figures)), [column.name for column in table.columns]
    values = zip(*(column.values(rows) for column in table.columns), strict=True)
    objects = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) for row in values)
    return "[\n" + ",\n".join(objects) + "\n]\n"


def descriptor(tables: Iterable[Table[Any]], figures: Figures, format: Format) -> dict[str, Any]:
    """A tabular data package of Frictionless Data: every file, and the name, kind and meaning of every column."""
    undone = f" {UNDONE}" if format == "csv" else ""
    return {
        "profile": "tabular-data-package",
        "name": "study-journal",
        "title": figures.journal.settings.title,
        "description": f"The journal as it stood on {day(figures.as_of)}.{undone}",
        "as_of": str(figures.as_of),
        "resources": [_resource(table, format) for table in tables],
    }


def _resource(table: Table[Any], format: Format) -> dict[str, Any]:
    refers = [column for column in table.columns if column.refers]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.{format}",
        "format": format,
        "mediatype": MEDIA[format],
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": [_reference(column) for column in refers]} if refers else {}),
        },
    }


def _field(column: Column[Any], table: Table[Any]) -> dict[str, Any]:
    required = {"constraints": {"required": True}} if column.name in table.key else {}
    return {"name": column.name, "type": column.kind, "description": column.meaning, **required}


def _reference(column: Column[Any]) -> dict[str, Any]:
    table, _, name = column.refers.partition(".")
    return {"fields": column.name, "reference": {"resource": table, "fields": name}}
