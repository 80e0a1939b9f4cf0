"""Plotly itself: the bundle that the site ships, and that every figure is one that Plotly knows."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs_version

from studylog.figures import compute
from studylog.load import load
from studylog.pages import views
from tests.conftest import ROOT

BUNDLE = ROOT / "templates" / "assets" / "vendor" / "plotly.min.js"
DRAWN = {"bar", "heatmap", "scatter"}
"""Kinds of trace that the basic bundle draws, and heat maps, which the script turns into squares."""


def figures_in(value: Any) -> Iterator[dict[str, Any]]:
    """The Plotly figure of every chart in a view."""
    if hasattr(value, "figure") and hasattr(value, "table"):
        yield value.figure
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))


def coloured(value: Any) -> Any:
    """With a colour for each role."""
    if isinstance(value, dict):
        return {key: coloured(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [coloured(item) for item in value]
    return "#123456" if isinstance(value, str) and re.fullmatch("role:[a-z]+", value) else value


def test_every_figure_is_one_that_plotly_knows() -> None:
    """Attributes and values are checked against Plotly's own description of them."""
    journal, _ = load(ROOT / "content")
    found = [figure for view in views(compute(journal, date(2025, 11, 17))) for figure in figures_in(view)]
    assert len(found) > 90
    for figure in found:
        go.Figure(coloured(figure))
        assert {trace["type"] for trace in figure["data"]} <= DRAWN


def test_the_bundle_is_of_the_version_that_figures_are_checked_against() -> None:
    """The basic one, a quarter of the whole: see docs/decisions/0021-plotly-bundle.md."""
    with Path(BUNDLE).open(encoding="utf-8") as file:
        header = file.read(200)
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}\n" in header
    assert BUNDLE.stat().st_size < 1_300_000
