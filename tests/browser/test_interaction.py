"""What a reader does on a page: sort, filter, choose a range, come back tomorrow, go from page to page."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studylog.build import generate
from studylog.engines import build_site
from tests.browser.server import served
from tests.conftest import copy_sample

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page: Any, site: Path) -> Any:
    """Opens a page of the sample from disk."""

    def open_(path: str, query: str = "") -> Any:
        page.goto(f"{(site / path).as_uri()}{query}")
        return page

    return open_


def cells(page: Any, table: str, n: int) -> list[str]:
    """The texts of a column, also of rows that are too far down to be laid out."""
    rows = page.locator(f"[data-name={table}] tbody tr:visible")
    return [text.strip() for text in rows.locator(f"> :nth-child({n})").all_text_contents()]


def test_tables_sort_by_what_they_show(opened: Any) -> None:
    """Numbers as numbers, dates as dates, gaps last either way; the choice is in the address."""
    page = opened("journal/topics/index.html")
    page.get_by_role("button", name="Sort by Last, %").first.click()
    last = [re.sub(r"\s.*", "", text) for text in cells(page, "topics", 4)]
    assert last[-1] == "–"
    numbers = [float(text) for text in last[:-1]]
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_role("button", name="Sort by Due").first.click()
    dates = page.locator("[data-name=topics] [data-due]").evaluate_all("rows => rows.map(row => row.dataset.due)")
    assert dates == sorted(dates)
    assert page.locator("[data-name=topics] th[aria-sort=ascending]").inner_text().strip() == "Due"
    assert page.url.endswith("?topics.sort=6")
    page.reload()
    again = page.locator("[data-name=topics] [data-due]").evaluate_all("rows => rows.map(row => row.dataset.due)")
    assert again == dates


def test_tables_filter_by_area_and_state(opened: Any) -> None:
    """Both together, with a count that a screen reader hears; an address brings the choice back."""
    page = opened("journal/topics/index.html")
    page.get_by_role("combobox", name="Area").select_option("Containers")
    assert set(cells(page, "topics", 2)) == {"Containers"}
    page.get_by_role("combobox", name="State").select_option("weak")
    assert set(cells(page, "topics", 3)) == {"weak"}
    assert page.get_by_role("status").inner_text() == f"{len(cells(page, 'topics', 1))} of 90 rows"
    page.goto(page.url)
    assert set(cells(page, "topics", 2)) == {"Containers"}
    page = opened("journal/topics/index.html", "?topics.area=Nowhere&topics.sort=99&range=x")
    assert len(cells(page, "topics", 1)) == 90
    assert page.errors == []


def test_a_phone_sorts_by_a_menu(opened: Any) -> None:
    """Stacked rows have no header to press; wide screens have no second way to do it."""
    page = opened("journal/days/index.html")
    menu = page.get_by_role("combobox", name="Sort by")
    assert not menu.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    menu.select_option("Score, %")
    scores = [float(text.split()[0]) for text in cells(page, "days", 3)]
    assert scores == sorted(scores, reverse=True)
    assert page.url.endswith("?days.sort=-2")
    assert page.locator(".sl-sort:visible").count() == 0
    page.reload()
    assert menu.locator("option:checked").inner_text() == "Score, %"
    assert [float(text.split()[0]) for text in cells(page, "days", 3)] == scores


def test_questions_worst_first(opened: Any) -> None:
    """As asked, or sorted by score."""
    page = opened("journal/days/2025-11-16.html")
    assert cells(page, "questions", 1)[0] == "Q1"
    page.get_by_role("button", name="Sort by Score").click(click_count=1)
    page.get_by_role("button", name="Sort by Score").click()
    assert cells(page, "questions", 1)[0] == "Q4"
    page.get_by_role("button", name="Sort by Q", exact=True).click()
    assert cells(page, "questions", 1) == [f"Q{n}" for n in range(1, 11)]


def test_short_tables_are_left_alone(opened: Any) -> None:
    """Eight rows need no buttons."""
    assert opened("index.html").locator(".sl-sort").count() == 0


def test_a_range_zooms_every_trend(opened: Any) -> None:
    """The last days of both, and the address says which."""
    page = opened("journal/trends.html")
    page.get_by_role("radio", name="a week").check()
    page.locator("#chart-new-and-review .main-svg").first.wait_for()
    for chart in ("score-trend", "new-and-review"):
        shown = page.evaluate(f"document.querySelector('#chart-{chart} .sl-live').layout.xaxis.range")
        assert [at[:10] for at in shown] == ["2025-11-10", "2025-11-18"]
    assert page.url.endswith("?range=7")
    page.get_by_role("radio", name="everything").check()
    page.wait_for_function("document.querySelector('#chart-score-trend .sl-live').layout.xaxis.range[0] < '2025-11-01'")
    assert page.errors == []


def test_first_scores_are_a_click_away(opened: Any) -> None:
    """In the drawing without a script, and in the live chart."""
    page = opened("journal/trends.html")
    first = page.locator("#chart-score-trend .sl-series-2")
    assert not first.locator("circle").first.is_visible()
    page.get_by_role("checkbox", name="First score").check()
    assert first.locator("circle").first.is_visible()
    page.get_by_role("button", name="Explore Score trend").click()
    page.locator("#chart-score-trend .sl-live .main-svg").first.wait_for()
    visible = "document.querySelector('#chart-score-trend .sl-live').data.map(t => t.visible)"
    assert page.evaluate(visible) == [True, True, True]
    page.get_by_role("checkbox", name="First score").uncheck()
    assert page.evaluate(visible) == [True, True, False]


def test_pointing_at_a_chart_is_enough(opened: Any) -> None:
    """It comes alive in place, as high as it was; the page does not move."""
    page = opened("index.html")
    plot = page.locator("#chart-score-trend .sl-plot")
    plot.scroll_into_view_if_needed()
    before = plot.bounding_box()
    plot.hover()
    plot.locator(".sl-live .main-svg").first.wait_for()
    assert plot.bounding_box() == pytest.approx(before, abs=1)


def test_live_charts_follow_the_theme(opened: Any) -> None:
    """Colours are those of the scheme, before and after it is switched."""
    page = opened("index.html")
    page.get_by_role("button", name="Explore Score trend").click()
    page.locator("#chart-score-trend .sl-live .main-svg").first.wait_for()
    colour = "document.querySelector('#chart-score-trend .sl-live').data[1].line.color"
    assert page.evaluate(colour) == "#08519c"
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_function(f"{colour} === '#9fd0f7'")


STARTS = """window.late = [];
new MutationObserver(seen => seen.forEach(one => {
  if (document.readyState !== "loading" && (one.target.rel === "stylesheet" || one.target === document.body)) {
    late.push(one.attributeName);
  }
})).observe(document, { subtree: true, attributes: true });"""


def test_styles_and_colours_are_settled_before_the_page_is(page: Any, site: Path) -> None:
    """Nothing that computes every style anew waits until the page is shown; in the dark it never was white."""
    page.add_init_script(STARTS)
    page.emulate_media(color_scheme="dark")
    with served(site) as address:
        page.goto(f"{address}/index.html")
        page.wait_for_function("document.documentElement.classList.contains('js')")
        assert page.evaluate("late") == []
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.locator("meta[name=color-scheme]").get_attribute("content") == "dark"


def test_colours_are_the_systems_until_a_reader_chooses(page: Any, site: Path) -> None:
    """A press goes on to light, dark and back to the system's; the choice is kept, the focus stays."""
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    page.emulate_media(color_scheme="dark")
    with served(site) as address:
        page.goto(f"{address}/index.html")
        page.get_by_role("button", name="Switch to light mode").click()
        assert page.evaluate(scheme) == "default"
        page.reload()
        assert page.evaluate(scheme) == "default"
        page.get_by_role("button", name="Switch to dark mode").press("Enter")
        assert page.evaluate(scheme) == "slate"
        page.emulate_media(color_scheme="light")
        assert page.evaluate(scheme) == "slate"
        page.keyboard.press("Enter")
        assert page.evaluate(scheme) == "default"
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(f"{scheme} === 'slate'")
    assert page.errors == []


def test_print_shows_drawings_on_white(page: Any, site: Path) -> None:
    """Also from a dark page with a live chart: black on white to the edge of the sheet, and SVG instead of Plotly."""
    page.emulate_media(color_scheme="dark")
    page.goto((site / "index.html").as_uri())
    page.get_by_role("button", name="Explore Score trend").click()
    page.locator("#chart-score-trend .sl-live .main-svg").first.wait_for()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("#chart-score-trend .sl-axes").is_visible()
    assert not page.locator("#chart-score-trend .sl-live").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    track = "getComputedStyle(document.body).getPropertyValue('--sl-hover').trim()"
    assert page.evaluate(track) == "#f3f5f8"
    ink = page.locator("article p").first.evaluate("p => getComputedStyle(p).color")
    assert sum(map(float, re.findall(r"[\d.]+", ink)[:3])) < 320, ink


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample without a pinned day, built on 17 November and served where its site_url says."""
    root = copy_sample(tmp_path_factory.mktemp("live") / "journal")
    settings = root / "content" / "journal.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("as_of: 2025-11-17\n", ""), encoding="utf-8")
    generate(root, as_of=None, today=date(2025, 11, 17))
    with served(root / "site") as address:
        mkdocs = root / "mkdocs.yml"
        mkdocs.write_text(f"site_url: {address}/\n{mkdocs.read_text(encoding='utf-8')}", encoding="utf-8")
        build_site(root, root / "site", root / ".studylog", as_of=date(2025, 11, 17))
        yield address


def test_due_dates_follow_the_reader_s_own_day(page: Any, live: str) -> None:
    """Two days later what was to come is due, and the count on the dashboard has grown by as much."""
    page.clock.set_fixed_time("2025-11-17T21:00:00")
    page.goto(f"{live}/journal/review.html")
    due, coming = page.locator("[data-name=due] tbody tr"), page.locator("[data-name=coming] tbody tr")
    before, waiting = due.count(), coming.count()
    soon = page.locator(
        "[data-name=coming] tr[data-due='2025-11-18'], [data-name=coming] tr[data-due='2025-11-19']"
    ).count()
    assert soon > 2
    page.goto(f"{live}/index.html")
    assert page.locator(".sl-tile").nth(2).locator(".sl-value").inner_text() == "67"

    page.clock.set_fixed_time("2025-11-19T08:00:00")
    page.goto(f"{live}/journal/review.html")
    assert (due.count(), coming.count()) == (before + soon, waiting - soon)
    moved = due.nth(before)
    assert moved.locator("td").first.inner_text().strip() == str(before + 1)
    assert "1 day overdue" in moved.inner_text() or "today" in moved.inner_text()
    page.goto(f"{live}/index.html")
    tile = page.locator(".sl-tile").nth(2)
    assert tile.locator(".sl-value").inner_text() == str(67 + soon)
    assert f"{soon} since 2025-11-17" in tile.inner_text()
    assert page.errors == []


def test_a_pinned_journal_stands_still(opened: Any) -> None:
    """Whatever day it is read on."""
    page = opened("journal/review.html")
    page.clock.set_fixed_time("2026-03-01T08:00:00")
    page.reload()
    assert "9 days overdue" in page.locator("[data-name=due] tbody tr").first.inner_text()


def test_twenty_instant_navigations(page: Any, live: str) -> None:
    """No error, one Plotly for all of them, its layers in place, and as many live charts as the page shows."""
    page.goto(f"{live}/index.html", wait_until="networkidle")
    page.evaluate("window.stays = true")
    for n in range(10):
        page.locator("nav.md-nav--primary").get_by_role("link", name="Trends", exact=True).click()
        page.wait_for_url("**/trends.html")
        page.locator("#chart-minutes").wait_for()
        for name in ("Score trend", "Minutes")[: 1 + n % 2]:
            page.get_by_role("button", name=f"Explore {name}").click()
            page.locator(f"figure:has(strong:text-is('{name}')) .main-svg").first.wait_for()
        assert page.locator(".js-plotly-plot").count() == 1 + n % 2
        boxes = page.locator("#chart-score-trend .main-svg").evaluate_all(
            "all => all.map(svg => svg.getBoundingClientRect().top)"
        )
        assert len(set(boxes)) == 1, "layers of a live chart lie one over the other"
        page.locator("nav.md-nav--primary").get_by_role("link", name="Dashboard", exact=True).click()
        page.wait_for_url("**/index.html")
        page.locator(".sl-tiles").wait_for()
    assert page.evaluate("window.stays") is True, "pages were loaded whole"
    assert len([url for url in page.requested if "plotly.min.js" in url]) == 1
    assert page.errors == []


def test_the_search_index_waits_until_it_is_asked_for(page: Any, live: str) -> None:
    """Then it finds a topic and the text of a note."""
    page.goto(f"{live}/index.html", wait_until="networkidle")
    assert not [url for url in page.requested if "search_index" in url]
    field = page.get_by_role("textbox", name="Search")
    for typed, found in (("KV-cache", "topics/llm-kv-cache"), ("hidden factor behind", "days/2025-11-11")):
        field.fill("")
        field.press_sequentially(typed)
        page.locator(f".md-search-result__item a[href*='{found}']").first.wait_for()
    assert len([url for url in page.requested if "search_index" in url]) == 1
    assert page.errors == []
