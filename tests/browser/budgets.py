"""What every page is held to, measured in Chromium: `make budgets`, or `python -m tests.browser.budgets sample`.

One page of every kind, the largest, of each site: weight, requests, accessibility, width, validity, and that it is
complete without scripts, from disk, in print and by keyboard. Each broken budget is listed, and the exit status is then
1. Sizes are bodies without headers, text compressed by gzip at its best; KiB are 1,024 bytes, KB 1,000.
"""

import gzip
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser as Tags
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import html5lib
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.chromium import browser
from tests.browser.server import served
from tests.browser.sites import NAMES, Site, build

FIRST_LOAD_KIB = 120
REQUESTS = 14
HTML_KB = 80
OWN_KB = 10
"""Our own CSS and JS, compressed."""
SEARCH_KB = 2_500
"""The search index, compressed, which only who searches fetches."""
PLOTLY_SECONDS = 3
"""From asking for a live chart to seeing it."""
NAVIGATIONS = 20
NARROWEST = 320
PHONE, DESK = 390, 1280
ONE_SHEET = ("mentor",)
"""Kinds of page that print on exactly one sheet of A4."""

TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


@dataclass(frozen=True)
class FirstLoad:
    """What a phone fetches for a page, with nothing in its cache. Addresses where there should be none."""

    kib: float
    requests: int
    elsewhere: tuple[str, ...]
    failed: tuple[str, ...]
    plotly: int
    """Bytes of Plotly that nobody asked for."""


@dataclass(frozen=True)
class Printed:
    """A page on A4, printed from dark: sheets, blank ones among them, and texts that are hard to read on paper."""

    sheets: int
    blank: int
    faint: tuple[str, ...]


@dataclass(frozen=True)
class Walk:
    """What happened while going from page to page by their links and opening a chart on each."""

    steps: int
    loaded_whole: int
    """Pages that the browser loaded itself, instead of by instant navigation."""
    misplaced: tuple[str, ...]
    """Pages where the layers of a live chart do not lie one over the other, or more charts live than were opened."""
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Broken:
    """A budget that a page breaks."""

    site: str
    page: str
    what: str


@dataclass(frozen=True)
class Held:
    """Everything measured of one page."""

    site: str
    kind: str
    path: str
    first_load: FirstLoad
    html_kb: float
    axe: tuple[str, ...]
    too_wide: tuple[str, ...]
    duplicate_ids: tuple[str, ...]
    invalid: tuple[str, ...]
    incomplete: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    plotly_seconds: float | None
    """None = no chart to open."""
    printed: Printed

    def broken(self) -> Iterator[Broken]:
        """Every budget that this page breaks."""
        load, printed = self.first_load, self.printed
        sheets = self.kind in ONE_SHEET and printed.sheets != 1
        found = {
            f"first load {load.kib:.1f} KiB > {FIRST_LOAD_KIB}": load.kib > FIRST_LOAD_KIB,
            f"{load.requests} requests > {REQUESTS}": load.requests > REQUESTS,
            f"asks elsewhere: {_some(load.elsewhere)}": load.elsewhere,
            f"not found: {_some(load.failed)}": load.failed,
            f"{load.plotly / 1000:.0f} KB of Plotly unasked": load.plotly,
            f"HTML {self.html_kb:.1f} KB > {HTML_KB}": self.html_kb > HTML_KB,
            f"axe: {_some(self.axe)}": self.axe,
            f"scrolls sideways at {NARROWEST} px: {_some(self.too_wide)}": self.too_wide,
            f"duplicate ids: {_some(self.duplicate_ids)}": self.duplicate_ids,
            f"invalid HTML: {_some(self.invalid)}": self.invalid,
            f"incomplete: {_some(self.incomplete)}": self.incomplete,
            f"out of reach by keyboard: {_some(self.out_of_reach)}": self.out_of_reach,
            f"Plotly {self.plotly_seconds or 0:.1f} s > {PLOTLY_SECONDS}": (self.plotly_seconds or 0) > PLOTLY_SECONDS,
            f"{printed.blank} of {printed.sheets} sheets blank": printed.blank,
            f"faint in print from dark: {_some(printed.faint)}": printed.faint,
            f"{printed.sheets} sheets instead of one": sheets,
        }
        yield from (Broken(self.site, self.path, what) for what, is_broken in found.items() if is_broken)

    def row(self) -> tuple[str, ...]:
        """The page in the table of all."""
        load = self.first_load
        lists = (self.axe, self.too_wide, self.duplicate_ids, self.invalid, self.incomplete, self.out_of_reach,
                 self.printed.faint)  # fmt: skip
        return (
            f"{self.site} {self.kind}",
            f"{load.kib:.1f}",
            f"{load.requests}",
            f"{len(load.elsewhere)}",
            f"{load.plotly}",
            f"{self.html_kb:.1f}",
            *(f"{len(found)}" for found in lists),
            "–" if self.plotly_seconds is None else f"{self.plotly_seconds:.1f}",
            f"{self.printed.sheets}" + (f" ({self.printed.blank} blank)" if self.printed.blank else ""),
        )


HEADER = ("page", "KiB", "requests", "elsewhere", "Plotly", "HTML KB", "axe", "wide", "ids", "invalid", "lacks",
          "keyless", "faint", "live, s", "sheets")  # fmt: skip


def compressed(body: bytes, kind: str) -> bytes:
    """A body as a good host sends it: text by gzip, all else as it is."""
    return gzip.compress(body, 9, mtime=0) if kind.startswith(TEXT) else body


@contextmanager
def opened(chromium: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page in a profile of its own, which collects the `responses` and the `errors` of all scripts."""
    context = chromium.new_context(**{"viewport": {"width": DESK, "height": 900}, **options})
    page = context.new_page()
    page.responses, page.errors, page.asked = [], [], []
    context.on("request", lambda request: page.asked.append(request.url))
    context.on("response", lambda response: page.responses.append(response))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.evaluate(SETTLED)
    yield page
    context.close()


SETTLED = "Promise.all(document.getAnimations().map(animation => animation.finished)).then(() => null)"
"""Colours fade from one to the next."""


def first_load(chromium: Any, address: str, home: str) -> FirstLoad:
    """What a visit of `address` fetches; `home` is where the site begins."""
    with opened(chromium, address, viewport={"width": PHONE, "height": 844}) as page:
        page.wait_for_load_state("networkidle")
        asked = [url for url in page.asked if url.startswith("http")]
        responses = [response for response in page.responses if response.url.startswith("http")]
        sizes = Counter[str]()
        for response in responses:
            sizes[response.url] += len(compressed(response.body(), response.headers.get("content-type", "")))
    return FirstLoad(
        kib=sizes.total() / 1024,
        requests=len(asked),
        elsewhere=tuple(url for url in asked if not url.startswith(home)),
        failed=tuple(response.url for response in responses if response.status >= 400),
        plotly=sum(size for url, size in sizes.items() if "plotly" in url),
    )


def own_kb(folder: Path) -> float:
    """Our own CSS and JS of a built site, compressed, in KB."""
    assets = (folder / "journal" / "assets").iterdir()
    own = [file for file in assets if file.suffix in (".css", ".js")]
    return sum(len(compressed(file.read_bytes(), "text/")) for file in own) / 1000


def search_kb(folder: Path) -> float:
    """The search index of a built site, compressed, in KB."""
    index = folder / "search" / "search_index.json"
    return len(compressed(index.read_bytes(), "application/json")) / 1000


TARGETS = {"rules": {"target-size": {"enabled": True}}}
"""Links and buttons large enough for a finger: a rule that axe leaves off, and Lighthouse counts."""

OPEN_ALL = """() => {
  document.querySelectorAll("article details").forEach(details => details.open = true);
  document.head.append(Object.assign(document.createElement("style"), {
    textContent: "* { content-visibility: visible !important; }" }));
}"""
"""Everything folded out and laid out, as it is where a reader has come to: what is far away has a guessed height."""


def axe_violations(chromium: Any, address: str) -> tuple[str, ...]:
    """The rules that a page breaks with everything folded out, as `390 dark: color-contrast (3, .sl-note)`."""
    found = []
    for width in (PHONE, DESK):
        for scheme in ("light", "dark"):
            with opened(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
                page.evaluate(OPEN_ALL)
                for rule in Axe().run(page, options=TARGETS).response["violations"]:
                    first = rule["nodes"][0]["target"][-1]
                    found.append(f"{width} {scheme}: {rule['id']} ({len(rule['nodes'])}, {first})")
    return tuple(found)


TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
  document.documentElement.scrollWidth + " px",
  ...[...document.querySelectorAll("article *")]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest("[role=region]"))
    .slice(0, 3).map(node => node.tagName.toLowerCase() + "." + node.getAttribute("class"))]"""


def too_wide(chromium: Any, address: str) -> tuple[str, ...]:
    """The width of a page that is wider than the narrowest phone, and what sticks out."""
    with opened(chromium, address, viewport={"width": NARROWEST, "height": 800}) as page:
        page.evaluate(OPEN_ALL)
        return tuple(page.evaluate(TOO_WIDE))


class _Names(Tags):
    """The ids of a page, and the addresses that it links to or loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


def duplicate_ids(html: str) -> tuple[str, ...]:
    """The ids that stand more than once."""
    return tuple(id for id, n in Counter(_Names(html).ids).items() if n > 1)


def invalid(html: str) -> tuple[str, ...]:
    """What a strict parser finds wrong with the body of a page, as `code (3, line 12)`, without the theme around it."""
    article = re.search(r"<article.*</article>", html, re.DOTALL)
    if not article:
        return ("no article",)
    parser = html5lib.HTMLParser()
    parser.parseFragment(article[0])
    lines: dict[str, list[int]] = {}
    for (line, _), code, about in parser.errors:
        lines.setdefault(" ".join([code, *map(str, about.values())]), []).append(line)
    return tuple(f"{code} ({len(at)}, line {at[0]})" for code, at in lines.items())


def broken_links(site: Site) -> tuple[str, ...]:
    """Links and sources of all pages that lead to no file of the site, or to no place on its page."""
    names = {
        site.address + file.relative_to(site.folder).as_posix(): _Names(file.read_text(encoding="utf-8"))
        for file in sorted(site.folder.rglob("*.html"))
    }
    ids = {address: {*page.ids, ""} for address, page in names.items()}
    found = []
    for address, page in names.items():
        for link in sorted(set(page.links)):
            target, fragment = urldefrag(urljoin(address, link))
            target = unquote(target.partition("?")[0])
            if not target.startswith(site.address):
                continue
            path = target.removeprefix(site.address) or "index.html"
            on_page = ids.get(site.address + path)
            if not (site.folder / path).is_file() or (on_page and unquote(fragment) not in on_page):
                found.append(f"{address.removeprefix(site.address)} → {link}")
    return tuple(found)


CHARTS = """() => [...document.querySelectorAll("article figure")].map(figure => {
  const said = what => [...figure.querySelectorAll(what)].map(n => n.textContent).join(" ").replace(/\\s+/g, " ");
  return {name: figure.id || said("figcaption").slice(0, 30), drawn: !!figure.querySelector("svg"),
          text: said("figcaption > :not(button)") + said("tbody"), table: !!figure.querySelector("tbody tr")};
})"""
TABLES = """() => [...document.querySelectorAll("article tbody")].map(
  body => body.textContent.replace(/\\s+/g, " ").trim())"""


def incomplete(chromium: Any, site: Site, path: str) -> tuple[str, ...]:
    """What a page lacks without scripts, from disk, or where Plotly does not come.

    Every chart has a drawing and a table, or neither where it is too early to say, and says the same with scripts; a
    calendar of nothing needs no table.
    """
    address, disk = site.address + path, (site.folder / path).as_uri()
    with opened(chromium, address) as page:
        charts, tables = page.evaluate(CHARTS), page.evaluate(TABLES)
    found = [
        f"{chart['name']}: {'no table' if chart['drawn'] else 'no drawing'}"
        for chart in charts
        if chart["table"] > chart["drawn"] or (chart["drawn"] > chart["table"] and site.name != "empty")
    ]
    ways = {"without scripts": (address, {"java_script_enabled": False}), "from disk": (disk, {})}
    for way, (place, options) in ways.items():
        with opened(chromium, place, **options) as page:
            if (page.evaluate(CHARTS), page.evaluate(TABLES)) != (charts, tables):
                found.append(f"{way}: other text")
            found += [f"{way}: {error}" for error in page.errors]
    with opened(chromium, address) as page:
        page.route("**/plotly*", lambda route: route.abort())
        if (explore := page.get_by_role("button", name=EXPLORE)).count():
            with page.expect_event("requestfailed"):
                explore.first.click()
            drawing = page.locator("article figure:has(tbody) svg").first
            if not drawing.is_visible():
                found.append("without Plotly: no drawing")
    return tuple(found)


EXPLORE = re.compile("^Explore")

# All that reacts to a pointer in the page itself; of radio buttons only the chosen one is a stop. What has the focus
# shows it by an outline, or, in a chart, by its stroke.
REACTS = """() => {
  const reacts = [...document.querySelectorAll("article :is(a, button, input, select, summary, [tabindex='0'])")];
  window.stops = new Set(reacts.filter(node =>
    node.getBoundingClientRect().width && node.checkVisibility({visibilityProperty: true})
    && (!node.matches("a") || node.hasAttribute("href") || node.hasAttribute("xlink:href"))
    && (node.type !== "radio" || node.checked) && !node.matches(".headerlink")));
  return window.stops.size;
}"""
FOCUSED = """() => {
  const node = document.activeElement;
  if (!window.stops.has(node)) { return ""; }
  window.stops.delete(node);
  const style = getComputedStyle(node), mark = node.querySelector("circle:last-of-type, rect, path");
  const shown = style.outlineStyle !== "none" || node instanceof SVGElement && mark
    && parseFloat(getComputedStyle(mark).strokeWidth) >= 2;
  return shown ? "" : `focus unseen: ${node.outerHTML.slice(0, 60)}`;
}"""
LEFT = "() => [...window.stops].map(node => node.outerHTML.slice(0, 60))"


def out_of_reach(chromium: Any, address: str) -> tuple[str, ...]:
    """What the Tab key never comes to on a page, or comes to without a sign."""
    with opened(chromium, address) as page:
        page.evaluate(OPEN_ALL)
        found = []
        for _ in range(page.evaluate(REACTS) + 60):
            page.keyboard.press("Tab")
            found.append(page.evaluate(FOCUSED))
        return tuple(filter(None, (*found, *page.evaluate(LEFT))))


SLOW_PHONE = {"latency": 150, "downloadThroughput": 1638.4 * 1024 / 8, "uploadThroughput": 750 * 1024 / 8}
"""The network of Lighthouse's phone: round trip in ms, bytes a second."""
SLOWDOWN = 4
"""Of its processor."""


def plotly_seconds(chromium: Any, address: str) -> float | None:
    """From asking for the first live chart of a page to seeing it, on a slow phone; None = no chart to ask for."""
    with opened(chromium, address, viewport={"width": PHONE, "height": 844}) as page:
        explore = page.get_by_role("button", name=EXPLORE)
        if not explore.count():
            return None
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_PHONE})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        asked = perf_counter()
        explore.first.click()
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
        return perf_counter() - asked


# On paper the page is white, and the ground of an element shows only where it insists.
FAINT = """() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const over = (colour, ground) => {
    context.fillStyle = ground; context.fillRect(0, 0, 1, 1);
    context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
    return `rgb(${context.getImageData(0, 0, 1, 1).data.slice(0, 3).join()})`;
  };
  const luminance = colour => colour.match(/\\d+/g).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const ground = node => !node || node === document.body ? "rgb(255,255,255)" :
    getComputedStyle(node).printColorAdjust === "exact"
      ? over(getComputedStyle(node).backgroundColor, ground(node.parentElement)) : ground(node.parentElement);
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), found = new Set();
  for (let text; (text = texts.nextNode());) {
    const node = text.parentElement, style = getComputedStyle(node);
    if (!text.data.trim() || node.closest("title, desc, script, style") || !node.getClientRects().length
        || style.visibility !== "visible" || style.opacity === "0") { continue; }
    const under = ground(node), ink = over(node.closest("svg") ? style.fill : style.color, under);
    const [light, dark] = [luminance(ink), luminance(under)].sort((a, b) => b - a), size = parseFloat(style.fontSize);
    const ratio = (light + .05) / (dark + .05), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) { found.add(`${ratio.toFixed(1)} ${text.data.trim().slice(0, 24)}`); }
  }
  return [...found];
}"""


def printed(chromium: Any, address: str) -> Printed:
    """A page printed by a reader who reads in the dark."""
    with opened(chromium, address, color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        page.evaluate(SETTLED)
        faint = tuple(page.evaluate(FAINT))
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        return Printed(len(sheets), sum(not sheet.extract_text().strip() for sheet in sheets), faint)


LINKS = """() => [...document.querySelectorAll("a[href]")].map((a, n) => [n, a.href, a])
  .filter(([n, href, a]) => a instanceof HTMLAnchorElement && !a.hash && a.getClientRects().length)
  .map(([n, href]) => [n, href])"""
LAYERS = """() => [...document.querySelectorAll(".js-plotly-plot")].every(plot =>
  new Set([...plot.querySelectorAll(".main-svg")].map(svg => svg.getBoundingClientRect().top)).size === 1)"""


def walk(chromium: Any, site: Site, steps: int = NAVIGATIONS) -> Walk:
    """Follow links from the dashboard on, to pages not seen yet where there are some."""
    seen, misplaced, loads = {f"{site.address}index.html"}, [], []
    with opened(chromium, f"{site.address}index.html") as page:
        page.on("load", lambda _: loads.append(page.url))
        for _ in range(steps):
            links = [(n, href) for n, href in page.evaluate(LINKS) if href != page.url and _built(site, href)]
            n, href = next((link for link in links if link[1] not in seen), links[0])
            seen.add(href)
            page.evaluate("n => document.querySelectorAll('a[href]')[n].click()", n)
            html = (site.folder / href.removeprefix(site.address)).read_text(encoding="utf-8")
            title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
            page.wait_for_function(
                "([href, title]) => location.href === href && new DOMParser().parseFromString(title, 'text/html').title"
                " === document.title",
                arg=[href, title[0] if title else ""],
            )
            explore = page.get_by_role("button", name=EXPLORE)
            live = min(1, explore.count())
            if live:
                explore.first.click()
                page.locator(".js-plotly-plot .main-svg").first.wait_for()
            if page.locator(".js-plotly-plot").count() != live or not page.evaluate(LAYERS):
                misplaced.append(href.removeprefix(site.address))
        return Walk(steps, len(loads), tuple(misplaced), tuple(page.errors))


def _built(site: Site, address: str) -> bool:
    path = address.removeprefix(site.address)
    return path != address and path.endswith(".html") and (site.folder / path).is_file()


def measured(chromium: Any, site: Site) -> Iterator[Held]:
    """The largest page of each kind, one after the other."""
    for kind, path in site.pages().items():
        html, address = (site.folder / path).read_text(encoding="utf-8"), site.address + path
        yield Held(
            site=site.name,
            kind=kind,
            path=path,
            first_load=first_load(chromium, address, site.address),
            html_kb=len(html.encode()) / 1000,
            axe=axe_violations(chromium, address),
            too_wide=too_wide(chromium, address),
            duplicate_ids=duplicate_ids(html),
            invalid=invalid(html),
            incomplete=incomplete(chromium, site, path),
            out_of_reach=out_of_reach(chromium, address),
            plotly_seconds=plotly_seconds(chromium, address),
            printed=printed(chromium, address),
        )


def of_the_whole(chromium: Any, site: Site) -> Iterator[Broken]:
    """The budgets that a site breaks as a whole."""
    own, search, walked, links = own_kb(site.folder), search_kb(site.folder), walk(chromium, site), broken_links(site)
    print(f"{site.name}: own CSS and JS {own:.2f} KB, search {search:.0f} KB, {len(links)} broken links, {walked}")
    found = {
        f"own CSS and JS {own:.2f} KB > {OWN_KB}": own > OWN_KB,
        f"search index {search:.0f} KB > {SEARCH_KB}": search > SEARCH_KB,
        f"broken links: {_some(links)}": links,
        f"{walked.loaded_whole} of {walked.steps} navigations not instant": walked.loaded_whole,
        f"live charts out of place: {_some(walked.misplaced)}": walked.misplaced,
        f"{len(walked.errors)} console errors: {_some(walked.errors)}": walked.errors,
    }
    yield from (Broken(site.name, "", what) for what, is_broken in found.items() if is_broken)


def _some(found: Sequence[str]) -> str:
    return "; ".join(found[:6]) + (f"; {len(found) - 6} more" if len(found) > 6 else "")


def _line(cells: Iterable[str]) -> str:
    first, *rest = cells
    return f"{first:<28}" + "".join(f"{cell:>10}" for cell in rest)


def main(names: Sequence[str]) -> int:
    broken: list[Broken] = []
    print(_line(HEADER))
    with TemporaryDirectory() as folder, served(Path(folder)) as server, browser() as chromium:
        for name in names or NAMES:
            site = build(name, Path(folder) / name, server)
            for page in measured(chromium, site):
                print(_line(page.row()), flush=True)
                broken += page.broken()
            broken += of_the_whole(chromium, site)
    for budget in broken:
        print(f"{budget.site} {budget.page}: {budget.what}")
    print(f"{len(broken)} budgets broken")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
