"""The data behind the site: every table with what its columns mean, and the other files for programs."""

from dataclasses import dataclass
from typing import Any

from .. import paths
from ..figures import Figures
from ..tables import PACKAGE, PARTS, TABLES, Table
from ..wording import count
from .common import PageInfo, Ref


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with its file and how many rows it has. `table` has `name`, `meaning` and `columns`."""

    table: Table[Any]
    file: Ref
    rows: int


@dataclass(frozen=True, slots=True)
class Data:
    """`parts` are the tables by what they are about, `whole` has all figures, `package` describes the tables."""

    page: PageInfo
    parts: tuple[tuple[str, tuple[DataTable, ...]], ...]
    whole: Ref
    package: Ref


def data(figures: Figures) -> Data:
    description = f"The journal as {count(len(TABLES), 'table')} and as JSON, with the meaning of every column."
    return Data(
        page=PageInfo(paths.DATA, "data", "Data", description),
        parts=tuple((part, tuple(_table(table, figures) for table in tables)) for part, tables in PARTS.items()),
        whole=Ref("figures.json", paths.FIGURES_JSON),
        package=Ref(PACKAGE, paths.table_file(PACKAGE)),
    )


def _table(table: Table[Any], figures: Figures) -> DataTable:
    name = f"{table.name}.csv"
    return DataTable(table, Ref(name, paths.table_file(name)), sum(1 for _ in table.rows(figures)))
