"""The report: one HTML file that needs nothing beside it, with the figures of the period's page and no others."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import Phase, given, settings

from studylog.build import read
from studylog.figures import Figures, compute
from studylog.narrative.review import Kind
from studylog.pages import pages
from studylog.sharing.audience import AUDIENCES, seen_by
from studylog.sharing.report import html
from studylog.views.report import MOST_ROWS
from tests.canaries import DAYS, Chosen, found_in
from tests.conftest import ROOT
from tests.journals import asked, figures, record
from tests.sites import journals
from tests.sites.test_pages import TODAY, write
from tests.unit.sharing.test_audience import CHOSEN, planted_journal

SITE = "https://example.org/j/"
PERIODS: tuple[tuple[Kind, str, str], ...] = (
    ("week", "2025-W46", "journal/weeks/2025-W46.md"),
    ("month", "2025-11", "journal/months/2025-11.md"),
)
OUTSIDERS = {"script", "iframe", "object", "embed", "img", "image", "use", "base", "form", "audio", "video"}
LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}


def figures_of(root: Path) -> Figures:
    journal, _ = read(root, as_of=None, today=TODAY)
    return compute(journal, journal.settings.as_of or TODAY)


@pytest.fixture(scope="module")
def sample() -> Figures:
    return figures_of(ROOT)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return figures_of(write(tmp_path_factory.mktemp("hostile"), journals.hostile()))


def made(found: Figures, kind: Kind = "week", key: str = "2025-W45", site: str = "") -> str:
    return html(found, kind, key, journal=Path("none"), site=site)


def parsed(text: str) -> Element:
    """As a browser reads it; raises for the first thing that is not valid."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return tree


def attributes(tree: Element) -> Iterator[tuple[str, str, str]]:
    """Element, attribute and value of each; names without their namespaces."""
    for node in tree.iter():
        if isinstance(node.tag, str):
            yield from (
                (node.tag.rpartition("}")[2], name.rpartition("}")[2].rpartition(":")[2], value)
                for name, value in node.attrib.items()
            )


def said(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def shown(tree: Element) -> dict[str, list[str]]:
    """Facts, sentences, and each table by its label."""
    found = {
        "facts": [said(node) for node in tree.iterfind(".//dl[@class='sl-facts']/div")],
        "told": [said(node) for node in tree.iterfind(".//ul[@class='sl-list sl-told']/li")],
    }
    for frame in tree.iterfind(".//div[@class='sl-scroll']"):
        found[frame.attrib["aria-label"]] = [said(row) for row in frame.iterfind(".//tr")]
    return found


@pytest.mark.parametrize("site", ["", SITE], ids=["alone", "with a site"])
@pytest.mark.parametrize("journal", ["sample", "hostile"])
def test_it_needs_nothing_beside_it(journal: str, site: str, request: pytest.FixtureRequest) -> None:
    """Valid HTML without a script or a source: links alone lead out, where a site or a record names an address."""
    text = made(request.getfixturevalue(journal), site=site)
    tree = parsed(text)
    ids = [value for _, name, value in attributes(tree) if name == "id"]
    assert len(ids) == len(set(ids))
    elements = {node.tag.rpartition("}")[2] for node in tree.iter() if isinstance(node.tag, str)}
    assert not elements & OUTSIDERS
    assert "svg" in elements
    for element, name, value in attributes(tree):
        assert name not in {*LOADS, "data-spec"}, (element, name)
        assert not name.startswith("on"), (element, name)
        if name == "href":
            assert (element, value) == ("link", "data:,") or (
                element == "a" and (value[1:] in ids if value.startswith("#") else value.startswith("https://"))
            ), value
    styles = [said(node) for node in tree.iter("style")] + [v for _, name, v in attributes(tree) if name == "style"]
    assert styles
    assert not re.search(r"@import|url\(|image-set\(", " ".join(styles))


@pytest.mark.parametrize(("kind", "key", "path"), PERIODS)
def test_it_says_what_the_page_says(sample: Figures, kind: Kind, key: str, path: str) -> None:
    """Facts, sentences and tables of the period's page, read back from both."""
    page = next(page for page in pages(sample, Path("none")) if page.path == path)
    body = page.content.split("---\n", 2)[2]
    of_page = shown(html5lib.parseFragment(body, namespaceHTMLElements=False))
    of_report = shown(parsed(made(sample, kind, key)))
    assert len(of_page) >= 5
    assert {name: of_report[name] for name in of_page} == of_page


def test_its_trend_ends_with_the_period(sample: Figures) -> None:
    """Whatever came later."""
    week, month = (parsed(made(sample, kind, key)) for kind, key, _ in PERIODS)
    dates = [[said(row.find("th") or row) for row in tree.iterfind(".//details//tr")][-1] for tree in (week, month)]
    assert [re.findall(r"\d+ Nov 2025", row)[0] for row in dates] == ["16 Nov 2025", "17 Nov 2025"]


def test_open_items_stand_once(sample: Figures) -> None:
    """Those of the period among its own, all others below; together they are the open ones of their page."""
    (weak,) = (page for page in pages(sample, Path("none")) if page.path == "journal/weak.md")
    on_page = shown(html5lib.parseFragment(weak.content, namespaceHTMLElements=False))["Open weak items"][1:]
    report = shown(parsed(made(sample, "week", "2025-W46")))
    own = [row for row in report["Weak items opened"] if "still open" in row]
    others = report["Other open weak items"][1:]
    assert (len(own), len(others), len(on_page)) == (11, 2, 13)
    assert [row for row in on_page if row in others] == others
    month = parsed(made(sample, "month", "2025-11"))
    assert "Other open weak items" not in shown(month)
    assert "No other weak item is open." in said(month)


def test_long_lists_say_how_many_more_there_are() -> None:
    """Twenty topics were weak the week before and are due; a sheet is not a database."""
    weak = record("2025-10-29", *(asked(f"t{n}", 50) for n in range(20)))
    tree = parsed(made(figures(weak, record("2025-11-03", asked("other", 90)), as_of="2025-11-09")))
    lists = [shown(tree)[name] for name in ("Other open weak items", "Due, in the order to ask")]
    assert [len(rows) - 1 for rows in lists] == [MOST_ROWS, MOST_ROWS]
    notes = [said(node) for node in tree.iterfind(".//p[@class='sl-note']")]
    assert notes == ["10 more are open.", "11 more are due."]


def test_links_lead_to_pages_of_the_site(sample: Figures) -> None:
    """Each to a page that there is, and to a place on it."""
    site = {page.path: page.content for page in pages(sample, Path("none"))}
    hrefs = {value for element, name, value in attributes(parsed(made(sample, site=SITE))) if name == "href"}
    leading = {href.removeprefix(SITE) for href in hrefs if href.startswith(SITE)}
    assert len(leading) > 20
    for href in leading:
        path, _, fragment = href.partition("#")
        content = site[f"{path.removesuffix('.html')}.md"]
        headings = {re.sub("[^a-z0-9]+", "-", h.lower()).strip("-") for h in re.findall(r"(?m)^## (.+)$", content)}
        assert not fragment or fragment in headings or f'id="{fragment}"' in content, href


def test_links_to_the_page_of_the_period_stay_in_the_report(sample: Figures) -> None:
    """With a site and without; its title alone leads to that page."""
    for site, title in (("", 0), (SITE, 1)):
        hrefs = [value for element, name, value in attributes(parsed(made(sample, site=site))) if name == "href"]
        assert {"#days", "#topics-met-for-the-first-time", "#weak-items-opened"} <= set(hrefs)
        assert len([href for href in hrefs if "weeks/2025-W45" in href]) == title


def test_the_same_text_with_links_and_without(sample: Figures) -> None:
    """Without a site a link is its words."""
    assert said(parsed(made(sample))) == said(parsed(made(sample, site=SITE)))


def test_an_address_cannot_leave_its_attribute(sample: Figures) -> None:
    """Whatever it holds."""
    tree = parsed(made(sample, site='https://example.org/"onclick="x&amp'))
    assert not [name for _, name, _ in attributes(tree) if name == "onclick"]
    hrefs = [value for _, name, value in attributes(tree) if name == "href"]
    assert any(href.startswith('https://example.org/"onclick="x&amp/') for href in hrefs)


def test_text_of_records_stays_text(hostile: Figures) -> None:
    """It is there to be read, markup and all."""
    text = said(parsed(made(hostile)))
    assert "<script>window.PWNED=1</script>" in text
    assert "{{ 7*7 }}" in text


@given(CHOSEN)
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_each_audience_gets_what_it_may_see(chosen: Chosen) -> None:
    """Nothing hidden is in the report of any week or month, and every day that is seen is."""
    journal, visible = planted_journal(chosen)
    for audience in AUDIENCES:
        seen, _ = seen_by(audience, journal)
        found = compute(seen, date.fromisoformat(DAYS[-1]))
        periods: list[tuple[Kind, Any]] = [*(("week", p) for p in found.weeks), *(("month", p) for p in found.months)]
        for kind, period in periods:
            markers = found_in([made(found, kind, period.key, SITE)])
            assert markers <= visible[audience]
            assert markers >= {record.title for record in journal.days} & visible[audience]
