"""Files of the site that are no pages, for readers that are programs. They know what the figures know, and no more."""

from collections.abc import Iterator

from ..figures import Figures


def files(figures: Figures) -> Iterator[tuple[str, str]]:
    """Path under docs/ and text of each."""
    yield from ()
