"""The sample's site, built once for all tests that open it, and a page that remembers what it asked for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studylog.build import generate
from studylog.engines import build_site
from tests.conftest import copy_sample


def built(root: Path) -> Path:
    """The site of a journal, pinned or as of 5 November 2025."""
    generated = generate(root, as_of=None, today=date(2025, 11, 5))
    build_site(root, root / "site", root / ".studylog", as_of=generated.as_of)
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(copy_sample(tmp_path_factory.mktemp("browser") / "journal"))


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.requested, opened.errors = [], []
    opened.on("request", lambda request: opened.requested.append(request.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
