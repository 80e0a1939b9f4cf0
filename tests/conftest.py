"""What all tests share: the checkout, a copy of its journal, and Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def copy_sample(to: Path) -> Path:
    """The sample journal in a folder of its own, with the pages that a person wrote."""
    shutil.copytree(ROOT / "content", to / "content")
    for name in ("guide", "decisions"):
        shutil.copytree(ROOT / "docs" / name, to / "docs" / name)
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "journal")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser; skipped where there is none, unless STUDYLOG_REQUIRE_BROWSER is set."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        if os.environ.get("STUDYLOG_REQUIRE_BROWSER"):
            pytest.fail("Chromium is required and not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
