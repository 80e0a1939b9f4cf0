"""How the numbers are made: one definition a measure, each with an example worked from this journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ... import paths
from ...figures import Figures
from ..common import PageInfo
from .measure import Measure
from .memory import MEMORY
from .mentor import MENTOR
from .practice import PRACTICE
from .reviews import REVIEWS, WEAK
from .scores import SCORES

TOO_EARLY = "This journal has nothing to show it on yet."
MEASURES: Mapping[str, Sequence[Measure]] = {
    "Scores": SCORES,
    "Weak items": WEAK,
    "Reviews": REVIEWS,
    "Memory": MEMORY,
    "Practice and goals": PRACTICE,
    "For a mentor": MENTOR,
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure: its anchor, its name, what it is, and an example in one sentence."""

    id: str
    name: str
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """`extra` is how many measures other distributions add, on a page of their own."""

    page: PageInfo
    parts: tuple[tuple[str, tuple[Definition, ...]], ...]
    algorithm: str
    protocol: tuple[str, ...]
    extra: int


def numbers(figures: Figures) -> Numbers:
    parts = tuple(
        (part, tuple(Definition(id, name, text, example(figures) or TOO_EARLY) for id, name, text, example in rows))
        for part, rows in MEASURES.items()
    )
    description = "Every measure of this site: what it is, and how it comes out on this journal."
    page = PageInfo(paths.NUMBERS, "numbers", "How the numbers are made", description)
    settings = figures.journal.settings
    return Numbers(page, parts, settings.schedule.algorithm, settings.protocol, len(figures.extra))
