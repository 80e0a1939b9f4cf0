"""Files of the site that are no pages, for readers that are programs. They know what the figures know, and no more."""

from collections.abc import Iterator

from .. import paths
from ..figures import Figures
from ..figures_json import as_json, compact
from ..tables import PACKAGE, TABLES, csv_text, descriptor


def files(figures: Figures) -> Iterator[tuple[str, str]]:
    """Path under docs/ and text of each."""
    yield paths.FIGURES_JSON, compact(as_json(figures))
    yield paths.table_file(PACKAGE), compact(descriptor(TABLES, figures, "csv"))
    yield from ((paths.table_file(f"{table.name}.csv"), csv_text(table, figures)) for table in TABLES)
