"""What every sentence about a period is told from."""

from dataclasses import dataclass

from ..figures import Figures
from ..measure.periods import Period
from .happened import Happened
from .sentences import Piece


@dataclass(frozen=True, slots=True)
class Told:
    """A period to be told, with all that the sentences need. `kind` is `week` or `month`."""

    figures: Figures
    period: Period
    happened: Happened
    kind: str
    path: str
    so_far: bool
    compared: Piece | None

    def table(self, heading: str) -> str:
        """The place on the period's page under one of its headings."""
        return f"{self.path}#{heading.lower().replace(' ', '-')}"
