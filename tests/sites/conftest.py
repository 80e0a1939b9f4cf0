"""Engines other than MkDocs, each installed once."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.sites import engines


@pytest.fixture(scope="session")
def python_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The Python that has studylog and an engine."""
    return cache(lambda engine: engines.python_with(engine, tmp_path_factory.mktemp(engine)))
