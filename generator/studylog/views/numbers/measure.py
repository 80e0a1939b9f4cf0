"""A measure as a row: its anchor, its name, what it is, and what works its example, empty where a journal has none."""

from collections.abc import Callable

from ...figures import Figures

Measure = tuple[str, str, str, Callable[[Figures], str]]
