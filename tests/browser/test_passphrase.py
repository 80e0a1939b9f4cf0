"""A sealed site in Chromium: closed without the passphrase, and with it the site as it is in the open."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from studylog.sharing.door import sealed
from studylog.sharing.passphrase import derive
from tests.browser.conftest import built
from tests.browser.server import served
from tests.conftest import copy_sample
from tests.unsealed import opener

WORDS, OTHER = "schöne grüne Bücher im Regal", "correct horse battery staple"
DAY = "journal/days/2025-11-16.html"
NOT_FOUND = "Failed to load resource: the server responded with a status of 404"


SMALL = {"index.html": b"<body><h1>Home</h1></body>", DAY: b"<body><h1>A day</h1></body>"}


def seal(files: Mapping[str, bytes], to: Path, words: str) -> None:
    """Publish a site in a folder under a passphrase, in place of what lay there."""
    made = dict(sealed(files.items(), derive(words, ""), to))
    for old in [path for path in to.rglob("*") if path.is_file()]:
        old.unlink()
    for path, content in made.items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(content)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on a host that has others."""
    return tmp_path_factory.mktemp("host") / "mine"


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with served(folder.parent) as server:
        yield f"{server}/mine/"


@pytest.fixture(scope="module")
def site(home: str, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's site, built for the address where it is served, and there under a passphrase."""
    root = copy_sample(tmp_path_factory.mktemp("sealed") / "journal")
    settings = root / "mkdocs.yml"
    settings.write_text(f"site_url: {home}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    files = contents(site := built(root))
    seal(files, folder, WORDS)
    return site


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]


def enter(page: Any, words: str = WORDS) -> None:
    """Type the passphrase, decomposed as some keyboards do, and with the space that others add."""
    page.get_by_label("Passphrase").fill(f"{words} ".replace("ü", "u\u0308"))
    page.keyboard.press("Enter")


@pytest.fixture
def inside(page: Any, home: str) -> Any:
    """The dashboard, opened with the passphrase."""
    page.goto(home)
    enter(page)
    page.locator("#chart-score-trend").wait_for()
    page.wait_for_load_state()
    return page


def test_the_dashboard_opens_and_all_of_it_works(inside: Any, home: str) -> None:
    """Links without a load, a live chart, and search, with no error and no request elsewhere."""
    page, loads = inside, []
    page.on("load", lambda: loads.append(page.url))
    assert page.locator("h1").count() == 1
    page.get_by_role("button", name="Explore Score trend").click()
    page.locator("#chart-score-trend .sl-live .main-svg").first.wait_for()
    page.locator("[data-md-component=search-query]").fill("KV-cache")
    page.locator(".md-search-result__link[href*='topics/llm-kv-cache']").first.click()
    page.locator(".md-content h1", has_text="KV-cache").wait_for()
    page.get_by_role("link", name="Days", exact=True).first.click()
    page.wait_for_url("**/journal/days/index.html")
    page.locator(".md-content h1", has_text="Days").wait_for()
    assert (loads, page.errors) == ([], [])
    assert all(url.startswith((home, "data:", "blob:")) for url in page.requested), page.requested


def test_it_stays_open_in_this_browser_until_it_is_locked(inside: Any, home: str) -> None:
    """After a reload and in other tabs; the link below every page locks them all, and going back shows nothing."""
    page, other = inside, inside.context.new_page()
    page.reload()
    page.locator("#chart-score-trend").wait_for()
    answer = other.goto(f"{home}{DAY}")
    assert answer.headers["cache-control"] == "no-store", "else going back would show it"
    assert "16 Nov 2025" in other.locator("h1").inner_text()
    other.get_by_role("link", name="Lock").click()
    for tab in (other, page):
        tab.locator("#words").wait_for()
        assert tab.url == home
    other.go_back()
    other.locator("#words").wait_for()
    page.goto(f"{home}{DAY}")
    enter(page)
    page.locator("h1", has_text="16 Nov 2025").wait_for()


def test_the_lock_is_where_the_site_is_however_deep_the_page(inside: Any, home: str) -> None:
    """Also after going from page to page without a load."""
    inside.get_by_role("link", name="Day 21").first.click()
    inside.wait_for_url("**/journal/days/2025-11-17.html")
    assert inside.get_by_role("link", name="Lock").evaluate("link => link.href") == f"{home}lock"


def test_another_passphrase_is_told_and_opens_nothing(page: Any, home: str) -> None:
    """The words stand to be corrected; the right ones open then."""
    page.goto(home)
    assert page.title() == "Study log"
    page.get_by_label("Passphrase").fill(OTHER)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("alert").filter(has_text="That is not the passphrase.").wait_for()
    assert page.evaluate("document.activeElement.id") == "words"
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    enter(page)
    page.locator("#chart-score-trend").wait_for()
    assert page.errors == []


def test_a_bookmark_asks_and_then_leads_where_it_should(page: Any, home: str) -> None:
    """To the page, and the place on it; the host does not have it and says so, twice for the way to the worker."""
    page.goto(f"{home}{DAY}?x=1#question-q2")
    enter(page)
    page.locator("#question-q2").wait_for()
    assert page.url == f"{home}{DAY}?x=1#question-q2"
    assert all(error.startswith(NOT_FOUND) for error in page.errors), page.errors


def test_who_comes_to_the_lock_and_opens_it_begins_at_the_beginning(page: Any, home: str) -> None:
    """What was asked for was to be locked out."""
    page.goto(f"{home}lock")
    enter(page)
    page.locator("#chart-score-trend").wait_for()
    assert page.url == home


def test_what_the_site_does_not_have_is_its_own_page(inside: Any, home: str) -> None:
    """With the status that goes with it."""
    answer = inside.goto(f"{home}journal/days/1999-01-01.html")
    assert (answer.status, inside.locator("h1").inner_text()) == (404, "There is no such page")


def test_folders_lead_to_their_first_page(inside: Any, home: str) -> None:
    """With and without the slash behind them."""
    for path in ("journal/topics/", "journal/topics"):
        inside.goto(home + path)
        assert (inside.url, inside.locator("h1").inner_text()) == (f"{home}journal/topics/", "Topics")


READ = """addresses => Promise.all(addresses.map(async address => {
  const answer = await fetch(address), bytes = await answer.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [answer.headers.get("content-type"), Array.from(sum, byte => byte.toString(16).padStart(2, "0")).join("")];
}))"""


def test_every_file_is_what_was_built(inside: Any, home: str, site: Path) -> None:
    """To the byte, with its type, except that pages have the lock below them."""
    files = contents(site)
    pages = [path for path in files if path.endswith(".html")]
    others = sorted(files.keys() - set(pages))
    assert {kind for kind, _ in inside.evaluate(READ, [home + path for path in pages])} == {"text/html; charset=utf-8"}
    sums = [total for _, total in inside.evaluate(READ, [home + path for path in others])]
    assert sums == [hashlib.sha256(files[path]).hexdigest() for path in others]
    page = inside.evaluate("address => fetch(address).then(answer => answer.text())", home + DAY)
    added = re.compile(r"<style>@media print \{ #lock .*?</nav>(?=</body>)", re.DOTALL)
    assert added.sub("", page) == files[DAY].decode() != page


@pytest.fixture
def small(page: Any, tmp_path: Path) -> Iterator[tuple[Any, str, Path]]:
    """A page inside a site of two, its address, and its folder, in which it may change."""
    seal(SMALL, folder := tmp_path / "mine", WORDS)
    with served(tmp_path) as server:
        page.goto(home := f"{server}/mine/")
        enter(page)
        page.locator("h1", has_text="Home").wait_for()
        yield page, home, folder


def test_a_new_passphrase_is_asked_for(small: tuple[Any, str, Path]) -> None:
    """At a bookmark and at the beginning alike; the old one no longer does."""
    page, home, folder = small
    seal(SMALL, folder, OTHER)
    page.goto(home + DAY)
    enter(page, WORDS)
    page.get_by_role("alert").filter(has_text="That is not the passphrase.").wait_for()
    page.goto(home)
    enter(page, OTHER)
    page.locator("h1", has_text="Home").wait_for()
    page.goto(home + DAY)
    assert page.locator("h1").inner_text() == "A day"


def test_a_site_that_was_built_anew_is_shown_anew(small: tuple[Any, str, Path]) -> None:
    """Though the host lets browsers keep what it does not know as a page."""
    page, home, folder = small
    seal(SMALL | {"index.html": b"<body><h1>Tomorrow</h1></body>"}, folder, WORDS)
    page.goto(home)
    assert page.locator("h1").inner_text() == "Tomorrow"


def test_a_site_that_is_opened_to_all_is_shown_as_it_is(small: tuple[Any, str, Path]) -> None:
    """To one who had the passphrase, and still has the worker."""
    page, home, folder = small
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        old.unlink()
    (folder / "index.html").write_text("<title>open</title>")
    page.goto(home)
    assert page.title() == "open"


def test_a_file_that_was_changed_is_not_shown(small: tuple[Any, str, Path]) -> None:
    """Nor another in its place, or one that was cut off: the page says so, and leads back to the first."""
    page, home, folder = small
    opens = opener((folder / "index.html").read_text(encoding="utf-8"), WORDS)
    assert opens
    day, first = (folder / opens.name(path) for path in (DAY, "index.html"))
    whole = day.read_bytes()
    for changed in (first.read_bytes(), whole[:-1], whole[:20], b""):
        day.write_bytes(changed)
        answer = page.goto(home + DAY)
        assert (answer.status, page.locator("h1").inner_text()) == (502, "This page cannot be opened")
    page.get_by_role("link", name="Go to the first page").click()
    page.locator("h1", has_text="Home").wait_for()


def test_a_site_without_a_page_for_it_still_says_what_is_not_there(small: tuple[Any, str, Path]) -> None:
    """With the lock, as on every page."""
    page, home, _ = small
    answer = page.goto(f"{home}journal/%E0%A4%A")
    assert (answer.status, page.locator("h1").inner_text()) == (404, "There is no such page")
    page.get_by_role("link", name="Lock").click()
    page.locator("#words").wait_for()


def test_what_lies_beside_the_site_is_left_alone(inside: Any, home: str, folder: Path) -> None:
    """Files that others put there, and folders of other sites below it."""
    (folder / "blog").mkdir()
    (folder / "blog" / "index.html").write_text("<h1>A blog</h1>")
    inside.goto(f"{home}blog/")
    assert inside.locator("h1").inner_text() == "A blog"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_asks_is_accessible(chromium: Any, home: str, scheme: str) -> None:
    """Narrow, in both schemes, before and after a wrong passphrase."""
    with chromium.new_context(color_scheme=scheme, viewport={"width": 320, "height": 500}) as context:
        page = context.new_page()
        page.goto(home)
        page.get_by_label("Show it").check()
        _accessible(page)
        enter(page, OTHER)
        page.get_by_role("alert").filter(has_text="That is not the passphrase.").wait_for()
        _accessible(page)
        assert page.locator("#words").get_attribute("type") == "text"


def _accessible(page: Any) -> None:
    assert Axe().run(page, options=TARGETS).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


TARGETS = {"rules": {"target-size": {"enabled": True}}}


def test_past_the_worker_the_page_knows_that_it_is_open(inside: Any, home: str) -> None:
    """As with a reload that goes round it; one press leads on."""
    session = inside.context.new_cdp_session(inside)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    inside.goto(home)
    inside.get_by_text("It is open in this browser.").wait_for()
    assert Axe().run(inside).response["violations"] == []
    session.send("Network.setBypassServiceWorker", {"bypass": False})
    inside.get_by_role("button", name="Go on").click()
    inside.locator("#chart-score-trend").wait_for()
    assert inside.errors == []


@pytest.mark.parametrize("where", ["from disk", "without service workers"])
def test_where_it_cannot_work_it_says_so(page: Any, home: str, folder: Path, where: str) -> None:
    """And does not ask for what it could not use."""
    if where != "from disk":
        page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto((folder / "index.html").as_uri() if where == "from disk" else home)
    page.get_by_role("alert").filter(has_text="https://").wait_for()
    assert not page.get_by_label("Passphrase").is_visible()
    assert page.errors == []
