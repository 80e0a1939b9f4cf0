"""What comes along beside the code, in the package or in the checkout: templates, and the records of the sample."""

from importlib import resources
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


def _folder(packaged: str, of_checkout: str) -> Path:
    inside = Path(str(resources.files("studylog"))) / packaged
    return inside if inside.is_dir() else _CHECKOUT / of_checkout


TEMPLATES = _folder("templates", "templates")
SAMPLE = _folder("sample", "content")
"""The content folder of the sample journal."""


def template_folders(journal: Path) -> tuple[Path, ...]:
    """Where templates are looked up: the journal's own, then those that came with the package."""
    return tuple(folder for folder in (journal / "templates", TEMPLATES) if folder.is_dir())
