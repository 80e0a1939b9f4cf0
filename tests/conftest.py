"""What all tests share: the checkout, a copy of its journal, and Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import browser, executable

ROOT = Path(__file__).parents[1]


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
    if not executable():
        if os.environ.get("STUDYLOG_REQUIRE_BROWSER"):
            pytest.fail("Chromium is required and not installed")
        pytest.skip("Chromium is not installed")
    with browser() as opened:
        yield opened
