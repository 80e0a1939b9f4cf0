"""The pictures of README and guide, made from the built sample journal: `make screenshots`.

Each picture is a page of the site as a reader sees it, in light and in dark, under docs/images/.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import browser
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "images"


@dataclass(frozen=True)
class Picture:
    """A page of the site, at a size in CSS pixels."""

    name: str
    page: str
    width: int = 1180
    height: int = 760


PICTURES = (
    Picture("dashboard", "index.html"),
    Picture("day", "journal/days/2025-11-16.html"),
    Picture("review", "journal/review.html"),
    Picture("phone", "index.html", 390, 760),
)


def main(site: Path) -> None:
    IMAGES.mkdir(exist_ok=True)
    with browser() as chromium:
        for scheme in ("light", "dark"):
            for picture in PICTURES:
                context = chromium.new_context(
                    viewport={"width": picture.width, "height": picture.height}, color_scheme=scheme
                )
                page = context.new_page()
                page.goto((site / picture.page).resolve().as_uri())
                page.screenshot(path=IMAGES / f"{picture.name}-{scheme}.png")
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site"))
