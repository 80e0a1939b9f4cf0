"""Atom and JSON Feed: valid by their standards, read by a reader, the same for the same journal."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
import pytest
from lxml import etree

from studylog.figures import Figures, compute
from studylog.load import load
from studylog.model import Topic
from studylog.pages import pages
from studylog.sharing.entries import MOST_ENTRIES, Entry, feed
from studylog.sharing.feeds import atom, json_feed
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record
from tests.sites import journals
from tests.sites.test_pages import write

SITE = "https://example.org/journal/"
GRAMMAR = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
ADDRESS = {"type": "string", "pattern": "^https?://"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}, "minItems": 1},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                },
            },
        },
    },
}
"""What jsonfeed.org/version/1.1 says of the members that are used."""


def sample(as_of: str = "2025-11-17") -> Figures:
    made, _ = load(ROOT / "content")
    return compute(made, date.fromisoformat(as_of))


def hostile(folder: Path) -> Figures:
    made, _ = load(write(folder, journals.hostile()) / "content")
    return compute(made, date(2025, 11, 12))


def read(found: Figures) -> Any:
    """The Atom feed as a reader sees it; with its own cleaning of HTML switched off."""
    return feedparser.parse(atom(feed(found, SITE)).encode(), sanitize_html=False, resolve_relative_uris=False)


def told(found: Figures) -> dict[str, Entry]:
    return {entry.address: entry for entry in feed(found, SITE).entries}


def small(**fields: Any) -> Figures:
    """A week with two checks, as of the Monday after."""
    return figures(
        record("2025-11-04", asked("a", 70, asks="What is *a*?")),
        record("2025-11-05", asked("a", 90, from_="2025-11-04"), asked("b", None), **fields),
        as_of="2025-11-10",
    )


MADE: dict[str, Callable[[Path], Figures]] = {
    "sample": lambda folder: sample(),
    "hostile": hostile,
    "empty": lambda folder: figures(),
    "corrected": lambda folder: small(updated="2025-11-08"),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_atom_is_valid(make: Callable[[Path], Figures], tmp_path: Path) -> None:
    """By the grammar of RFC 4287, whatever the records hold; each id once."""
    found = make(tmp_path)
    document = etree.fromstring(atom(feed(found, SITE)).encode())
    GRAMMAR.assertValid(document)
    ids = [one.text for one in document.iter("{*}id")]
    assert len(set(ids)) == len(ids)
    next(document.iter("{*}updated")).text = "2025-11-05"
    assert not GRAMMAR.validate(document)


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_json_feed_is_valid(make: Callable[[Path], Figures], tmp_path: Path) -> None:
    """And says what Atom says."""
    found = make(tmp_path)
    made = json.loads(json_feed(feed(found, SITE)))
    jsonschema.Draft202012Validator(JSON_FEED).validate(made)
    in_atom = [(one.id, one.title, one.published, one.updated) for one in read(found).entries]
    in_json = [(one["id"], one["title"], one["date_published"], one["date_modified"]) for one in made["items"]]
    assert in_json == in_atom


def test_a_reader_reads_it() -> None:
    """Without a complaint: whose it is, where it is, and entries that lead to their pages."""
    found = read(sample())
    assert not found.bozo
    assert (found.version, found.feed.title) == ("atom10", "ML interview study log")
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": "https://example.org/journal/journal/feed.xml",
        "alternate": "https://example.org/journal/index.html",
    }
    newest = found.entries[0]
    assert newest.title == "Day 21 · 17 Nov 2025: System design of fraud detection, 97\u00a0%"
    assert newest.link == newest.id == "https://example.org/journal/journal/days/2025-11-17.html"
    assert newest.published_parsed[:3] == (2025, 11, 17)
    assert newest.content[0].type == "text/html"


def test_every_entry_leads_to_a_page(tmp_path: Path) -> None:
    """Of the site as it is published."""
    found = sample()
    made = {f"{SITE}{page.path.removesuffix('.md')}.html" for page in pages(found, tmp_path)}
    assert set(told(found)) <= made


def test_what_an_entry_of_a_day_says() -> None:
    """Score, questions, what was weak, insights and verdict; what a record lacks is not there."""
    found = told(small(insights=["One *thing*.", "Two."], verdict="Good.", weak=[{"gap": "The end."}]))
    page = "https://example.org/journal/journal/days/2025-11-05.html"
    assert found[page].title == "Wed 5 Nov 2025: 90\u00a0%"
    assert found[page].html == (
        "<p>90\u00a0%, 0.9 of 1 points; reviews 90\u00a0%; +20 points on the check before.</p>"
        f'<h2>Asked</h2><ul><li><a href="{page}#question-q1">Q1</a>: A, 90\u00a0%</li>'
        f'<li><a href="{page}#question-q2">Q2</a>: B, not scored</li></ul>'
        "<h2>Weak</h2><ul><li>The end.</li></ul>"
        "<h2>Insights</h2><ul><li>One <em>thing</em>.</li><li>Two.</li></ul>"
        "<h2>Verdict</h2><p>Good.</p>"
    )
    page = "https://example.org/journal/journal/days/2025-11-04.html"
    assert found[page].html == (
        "<p>70\u00a0%, 0.7 of 1 points; new material 70\u00a0%.</p>"
        f'<h2>Asked</h2><ul><li><a href="{page}#question-q1">Q1</a>: What is <em>a</em>?, 70\u00a0%</li></ul>'
        f'<h2>Weak</h2><ul><li><a href="{page}#question-q1">“What is a?”</a></li></ul>'
    )


def test_a_title_of_a_topic_is_text() -> None:
    """Where it stands for what was asked, and in the narrative of its week."""
    made = journal(record("2025-11-05", asked("a", 90)))
    titled = replace(made, topics={"a": Topic(title="<b>&")})
    for entry in told(compute(titled, date(2025, 11, 10))).values():
        assert "&lt;b&gt;&amp;" in entry.html


def test_a_week_is_told_once_it_is_over() -> None:
    """Not on its Sunday; and nothing of what came after it."""
    week = "https://example.org/journal/journal/weeks/2025-W45.html"
    days = [record("2025-11-05", asked("a", 70)), record("2025-11-09", asked("a", 90, from_="2025-11-05"))]
    assert week not in told(figures(*days))
    found = feed(figures(*days, as_of="2025-11-10"), SITE)
    assert [entry.address.rpartition("/")[2] for entry in found.entries] == [
        "2025-W45.html", "2025-11-09.html", "2025-11-05.html",
    ]  # fmt: skip
    entry = found.entries[0]
    assert (entry.title, entry.published) == ("Week 45 of 2025: 80\u00a0%", date(2025, 11, 9))
    assert re.findall("<h2>(.*?)</h2>", entry.html) == ["Studied", "Improved", "Slipped"]
    assert '<a href="https://example.org/journal/journal/days/2025-11-05.html">5\u00a0Nov</a>' in entry.html


def test_entries_stay_as_they_were_told() -> None:
    """The journal as of any earlier day has told the very same, except where a later correction is dated."""
    last = told(sample())
    for day in range(1, 17):
        for address, entry in told(sample(f"2025-11-{day:02}")).items():
            assert last[address] == entry or last[address].updated > entry.updated, address


def test_an_edit_keeps_the_name() -> None:
    """Another title, score or insight makes no new entry; its date moves where the record gives one."""
    before, after = told(small()), told(small(title="New", insights=["More."], minutes=5))
    assert list(before) == list(after)
    assert before != after
    assert [entry.updated for entry in before.values()] == [entry.updated for entry in after.values()]
    corrected = told(small(updated="2025-11-08"))
    assert [entry.updated.day for entry in corrected.values()] == [9, 8, 4]
    later = told(small(updated="2025-11-10"))
    assert [entry.updated.day for entry in later.values()] == [10, 10, 4]
    assert [entry.published.day for entry in later.values()] == [9, 5, 4]


def test_a_revised_score_moves_the_date() -> None:
    """To the day of the latest revision."""
    revised = asked("a", 90, revised=[{"was": 50, "on": "2025-11-06"}, {"was": 70, "on": "2025-11-07"}, {"was": 80}])
    (entry,) = told(figures(record("2025-11-05", revised), as_of="2025-11-08")).values()
    assert (entry.published, entry.updated) == (date(2025, 11, 5), date(2025, 11, 7))


def test_a_check_that_waits_is_not_told() -> None:
    """Today's, until it has a score; any other record is."""
    days = [record("2025-11-04", asked("a", None)), record("2025-11-05", asked("a", None), asked("b", None))]
    assert [entry.published.day for entry in told(figures(*days)).values()] == [4]
    assert [entry.published.day for entry in told(figures(*days, as_of="2025-11-06")).values()] == [5, 4]
    assert len(told(figures(record("2025-11-05", context="Read.")))) == 1
    assert len(told(figures(record("2025-11-05", asked("a", None), asked("b", 50))))) == 1


def test_the_newest_fifty() -> None:
    """Days and weeks together, newest first."""
    days = [record(f"2025-{month:02}-{day:02}", asked("a", 90)) for month in (9, 10) for day in range(1, 31)]
    found = feed(figures(*days, as_of="2025-11-03"), SITE).entries
    assert len(found) == MOST_ENTRIES == 50
    assert [entry.published for entry in found] == sorted((entry.published for entry in found), reverse=True)
    assert found[0].address.endswith("2025-W44.html")
    assert found[1].address.endswith("2025-10-30.html")


def test_dates_are_those_of_the_journal() -> None:
    """None is that of a clock; an empty journal is as old as its day."""
    text = atom(feed(small(), SITE)) + json_feed(feed(small(), SITE))
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:+]+", text)) == {
        f"2025-11-0{day}T10:00:00+00:00" for day in (4, 5, 9)
    }  # fmt: skip
    assert "<updated>2025-11-05T10:00:00+00:00</updated>" in atom(feed(figures(), SITE))


def test_the_same_journal_gives_the_same_bytes() -> None:
    """Of both formats."""
    assert atom(feed(sample(), SITE)) == atom(feed(sample(), SITE))
    assert json_feed(feed(sample(), SITE)) == json_feed(feed(sample(), SITE))


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_text_of_a_record_stays_text(tmp_path: Path) -> None:
    """Nothing in an entry can run, and every link is whole."""
    found = read(hostile(tmp_path))
    assert not found.bozo
    made = [_Tags(entry.content[0].value) for entry in found.entries]
    known = {"p", "h2", "ul", "li", "a", "em", "strong", "code", "br", "math", "msup", "mrow", "mi", "mn", "mo"}
    assert set().union(*(one.tags for one in made)) <= known
    assert set().union(*(one.attributes for one in made)) <= {"href", "display", "xmlns"}
    links = [urlsplit(link) for one in made for link in one.links]
    assert {(link.scheme, link.netloc) for link in links} == {("https", "example.org")}
    titles = " ".join(entry.title for entry in found.entries)
    assert journals.ATTACK in titles


ODD = "]]> & <b>bold</b> \u2028 \U0001f600 日本語 \" ' \t\uffff\ufffe x"


def test_characters_that_xml_cannot_hold() -> None:
    """Are replaced in Atom; all others come back as they were."""
    found = read(small(title=ODD, insights=[ODD]))
    assert not found.bozo
    entry = next(one for one in found.entries if one.id.endswith("2025-11-05.html"))
    words = "]]> & <b>bold</b> \U0001f600 日本語 \" ' \ufffd\ufffd x"
    assert entry.title_detail.type == "text/plain"
    assert words in entry.title
    text = re.search(r"<h2>Insights</h2><ul><li>(.*?)</li>", entry.content[0].value)
    assert text and text[1] == "]]&gt; &amp; &lt;b&gt;bold&lt;/b&gt; \U0001f600 日本語 &quot; ' \ufffd\ufffd x"


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("[x](../review.html#due-now)", "https://example.org/journal/journal/review.html#due-now"),
        ("[x](#page)", "https://example.org/journal/journal/days/2025-11-05.html#page"),
        ("[x](https://example.com/?a=1&b=2)", "https://example.com/?a=1&amp;b=2"),
        ("[x](/top)", "https://example.org/top"),
        ("[x]()", "https://example.org/journal/journal/days/2025-11-05.html"),
        ("[x](mailto:a@example.org)", "mailto:a@example.org"),
    ],
)
def test_links_of_records_are_whole(written: str, leads_to: str) -> None:
    """Wherever they lead from the page of their day."""
    found = told(small(verdict=written))["https://example.org/journal/journal/days/2025-11-05.html"]
    assert f'<p><a href="{leads_to}">x</a></p>' in found.html


def test_the_author_is_the_learner() -> None:
    """Where one is named, else the journal."""
    assert feed(figures(learner="Ada *L.*"), SITE).author == "Ada L."
    assert feed(figures(title="Mine"), SITE).author == "Mine"


def test_a_feed_has_a_name() -> None:
    """Even where the title is Markdown without a word."""
    found = feed(figures(title="[](x)"), SITE)
    assert (found.title, found.author) == ("[](x)", "[](x)")
    GRAMMAR.assertValid(etree.fromstring(atom(found).encode()))


def test_a_second_session_has_an_entry_of_its_own() -> None:
    """The later one first."""
    days = [record("2025-11-05", asked("a", 90)), record("2025-11-05", asked("b", 80), session=2)]
    assert [address.rpartition("/")[2] for address in told(figures(*days))] == ["2025-11-05-2.html", "2025-11-05.html"]
