"""The built site in Chromium: charts on request, nothing from elsewhere, and text that stays text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import built
from tests.browser.server import served
from tests.conftest import ROOT
from tests.sites import journals
from tests.sites.test_pages import write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site on a server, under a path of its own."""
    with served(site.parent) as server:
        yield f"{server}/site"


def test_no_request_leaves_the_site_and_no_plotly_before_it_is_asked_for(page: Any, address: str) -> None:
    """A visit of several pages asks only the site itself, and is free of errors."""
    for path in ("index.html", "journal/days/2025-11-16.html", "journal/trends.html", "journal/topics/llm-zero.html"):
        page.goto(f"{address}/{path}", wait_until="networkidle")
    assert page.errors == []
    assert all(url.startswith((address, "data:", "blob:")) for url in page.requested), page.requested
    assert not [url for url in page.requested if "plotly" in url]


def test_explore_fetches_plotly_once_and_a_point_leads_to_its_day(page: Any, address: str) -> None:
    """From the site, and in place of the drawing."""
    page.goto(f"{address}/index.html", wait_until="networkidle")
    figure = page.locator("#chart-score-trend")
    figure.get_by_role("button", name="Explore Score trend").click()
    figure.locator(".sl-live .main-svg").first.wait_for()
    assert not figure.locator(".sl-axes").is_visible()
    other = page.locator("#chart-calendar")
    other.get_by_role("button", name="Explore Daily checks").click()
    other.locator(".sl-live .main-svg").first.wait_for()
    assert len([url for url in page.requested if url.endswith("plotly.min.js")]) == 1
    point = {"points": [{"x": "2025-11-05", "data": {"meta": "journal/days/"}}]}
    figure.locator(".sl-live").evaluate("(plot, point) => plot.emit('plotly_click', point)", point)
    page.wait_for_url("**/journal/days/2025-11-05.html")
    assert page.errors == []


def test_from_disk_everything_is_there(page: Any, site: Path) -> None:
    """From file:// the page is complete, links work, and a chart opens."""
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Day 21").first.click()
    page.wait_for_url("**/journal/days/2025-11-17.html")
    assert page.locator("h1").inner_text() == "Day 21 · 17 Nov 2025"
    page.get_by_role("link", name="Trends").first.click()
    page.get_by_role("button", name="Explore Score trend").click()
    page.locator("#chart-score-trend .sl-live .main-svg").first.wait_for()


def test_without_scripts_the_page_is_complete(chromium: Any, site: Path) -> None:
    """Sentences, drawings and tables need no script."""
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((site / "index.html").as_uri())
    assert opened.locator("#chart-score-trend .sl-series-0 circle").count() == 16
    opened.locator("#chart-score-trend summary").click()
    assert opened.locator("#chart-score-trend td").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(page: Any, site: Path, width: int) -> None:
    """Wide tables scroll in a frame of their own."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "index",
        "journal/days/2025-11-16",
        "journal/topics/index",
        "journal/review",
        "journal/goals",
        "journal/retention",
        "journal/numbers",
        "journal/audit",
        "journal/schedulers",
    ):
        page.goto((site / f"{path}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_search_finds_topics_days_and_notes_and_neither_lists_nor_chart_data(site: Path) -> None:
    """What stands in the index is what a reader may look for."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    text = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}
    everything = " ".join(text.values())
    assert "KV-cache" in text["journal/topics/llm-kv-cache.html"]
    assert any("16 Nov 2025" in value for key, value in text.items() if key.startswith("journal/days/2025-11-16.html"))
    found = {key.partition("#")[0] for key, value in text.items() if "Knows when to use which." in value}
    assert found == {"journal/days/2025-10-31.html"}, "once, and in no list that repeats it"
    for chart in ("weak below 80", "hoverinfo", "role:dot", "7-check mean, %"):
        assert chart not in everything


def test_nothing_in_a_record_ever_runs(chromium: Any, tmp_path: Path) -> None:
    """On every page of a hostile journal, with charts opened and search used."""
    root = write(tmp_path / "hostile", journals.hostile())
    (root / "docs").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("  - Guide:")
    (root / "mkdocs.yml").write_text(settings[0] + "\nnot_in_nav" + settings[1].split("\nnot_in_nav")[1])
    site = built(root)
    context = chromium.new_context()
    opened = context.new_page()
    requested: list[str] = []
    opened.on("request", lambda request: requested.append(request.url))
    opened.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for path in sorted(site.rglob("*.html")):
        opened.goto(path.as_uri())
        for plot in opened.locator(".sl-plot[data-spec]").all():
            plot.locator("xpath=following-sibling::button").click()
            plot.locator(".js-plotly-plot").wait_for(state="attached")
        assert opened.evaluate("window.PWNED") is None, path
        assert "49" not in opened.title()
    assert all(url.startswith(("file:", "data:", "blob:")) for url in requested)
    opened.goto((site / "journal" / "days" / "2025-11-05.html").as_uri())
    shown = opened.locator("article").inner_text()
    for text in (
        "<script>window.PWNED=1</script>",
        "{{ 7*7 }}",
        '--8<-- "../../secret.txt"',
        "<!-- everything after vanishes",
    ):
        assert text in shown
    assert opened.locator("article h2").all_inner_texts()[-1].startswith(("Newly", "Thread", "References", "Verdict"))
    context.close()
