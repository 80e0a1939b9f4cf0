"""The overview as a page: whole by itself, and nothing in it that others wrote but text."""

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

from studylog.cohort.page import HEADINGS, Spark, html, row_view, sparks, summary
from studylog.cohort.row import Row, row_of
from studylog.cohort.rules import MEANINGS, Reason, reasons
from studylog.cohort.sources import Source
from studylog.cohort.told import Unread
from studylog.packaged import TEMPLATES
from studylog.problems import JournalError
from tests.conftest import ROOT
from tests.unit.cohort.test_rules import DAY, FINE, goal
from tests.unit.cohort.test_told import GOOD

WILD = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\"'&<b>`"
UNREAD = Row("nowhere", None, None, (Reason("unread", Fraction(0), "Not read: <b>&."),))


def row(name: str = "Ada", site: str | None = None, **changes: object) -> Row:
    standing = replace(FINE, name=name, **changes)
    return Row("given", site, standing, reasons(standing))


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page(*rows: Row) -> str:
    return html(rows, DAY, ROOT)


def test_it_is_valid() -> None:
    """To a strict parser, with rows of every kind."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page(row(), row(site="https://a.test/?x=1&y=2", means=()), row(WILD, title=WILD), UNREAD))


def test_it_asks_for_nothing() -> None:
    """No script, no other file; its own policy forbids both. The only links are those to sites."""
    found = Tags(page(row(site="https://a.test/"), UNREAD)).found
    assert not {"script", "img", "iframe", "object", "form", "base", "use", "image"} & {tag for tag, _ in found}
    assert [attrs for _, attrs in found if "src" in attrs or any(name.startswith("on") for name in attrs)] == []
    links = [(tag, attrs["href"]) for tag, attrs in found if "href" in attrs]
    assert links == [("link", "data:,"), ("a", "https://a.test/")]
    text = page(row())
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?://(?!a\.test)", text)


def test_text_of_others_is_text() -> None:
    """Names, titles, goals and sentences: the page has the tags that it has with tame ones."""

    def named(text: str) -> str:
        goals = goal("on pace", title=text), goal("late", title=text)
        why = Reason("unread", Fraction(0), text)
        return page(row(text, title=f"{text}{text}", goals=goals, silent=3), Row(text, None, None, (why,)))

    wild, tame = Tags(named(WILD)).found, Tags(named("Ada")).found
    assert wild == tame
    assert named(WILD).count("alert(1)&gt;{{ 7 * 7 }}") > named("Ada").count("Ada") // 2


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "data:text/html,x", "//a.test", "https://u:p@a.test/", "ada/"]
)
def test_only_web_addresses_are_links(given: str) -> None:
    """And of those none with a password in it."""
    found = row_of(Source(given), json.dumps(GOOD).encode(), DAY)
    assert found.standing
    assert "<a " not in page(found)


def test_a_site_is_linked_from_the_name() -> None:
    """The address is escaped, and the site is not told where the reader came from."""
    found = row_of(Source('https://a.test/"onclick="x/journal/figures.json'), json.dumps(GOOD).encode(), DAY)
    (link,) = [attrs for tag, attrs in Tags(page(found)).found if tag == "a"]
    assert link == {"class": "sl-name", "href": 'https://a.test/"onclick="x/', "rel": "noreferrer"}


def test_a_row_shows_each_figure() -> None:
    """Under its heading, with a word on it."""
    late = replace(FINE, weak=(0,), goals=(goal("late", title="A"), goal("reached"), goal("on pace", title="B"),
                   goal("missed", "2025-01-01"), *[goal("may be late", title="C")] * 3), waiting=(9, 1), days_ago=1,
                   active=date(2025, 11, 25), since=None, change=None)  # fmt: skip
    assert dict(zip(HEADINGS, row_view(row()).cells, strict=True)) == {
        "7-check mean": ("85\u00a0%", "+1 points"),
        "Last score": ("90\u00a0%", "26 Nov 2025"),
        "Due": ("4", "3 overdue"),
        "Weak items": ("2", "up to 13 days"),
        "Last record": ("today", "26 Nov 2025"),
        "Checks a week": ("5", "streak 4 days"),
        "Goals": ("none",),
        "Questions": ("0",),
    }
    shown = dict(zip(HEADINGS, row_view(Row("x", None, late, reasons(late))).cells, strict=True))
    assert shown["Goals"] == ("A: late", "B: on pace", "C: may be late", "2 more", "1 reached", "1 missed")
    assert shown["Weak items"] == ("1",)
    assert (shown["Questions"], shown["Last record"], shown["7-check mean"]) == (
        ("2", "up to 9 days"), ("1 day ago", "25 Nov 2025"), ("85\u00a0%",),
    )  # fmt: skip


def test_a_row_says_what_day_its_figures_stand_for() -> None:
    """Where that is another than the day of the overview, and whose journal it is by both names."""
    assert row_view(row("Ada", title="Her log", as_of=date(2025, 11, 20))).about == (
        "Her log", "given", "as of 20 Nov 2025",
    )  # fmt: skip
    assert row_view(row("Log", title="Log")).about == ("given",)
    assert (row_view(UNREAD).cells, row_view(UNREAD).about) == ((), ())


def test_sparks_are_on_one_scale() -> None:
    """From the tens below the lowest mean or line to 100 percent; the last ones stand at the right end."""
    rows = [row(means=(Fraction(100),)), row(means=(Fraction(70), Fraction(85)), weak_below=Fraction(74)), UNREAD,
            row(means=())]  # fmt: skip
    first, second, *none = sparks(rows)
    assert (first.dots, first.level, first.band) == (((85, 3),), 16.33, "top")
    assert (second.dots, second.level, second.band) == (((81.96, 23), (85, 13)), 20.33, "top")
    assert none == [Spark((), 0, "")] * 2
    assert sparks([row(means=(Fraction(95),), weak_below=Fraction(62))])[0].level == 22


def test_the_summary_counts() -> None:
    """What there is, and no more."""
    low = row(silent=3)
    assert summary([row(), row(), low, UNREAD], DAY) == (
        "4 journals on 26 Nov 2025: 1 needs attention, 2 are fine, 1 could not be read."
    )
    assert summary([low, low], DAY) == "2 journals on 26 Nov 2025: 2 need attention."
    assert summary([row()], DAY) == "1 journal on 26 Nov 2025: 1 is fine."


def test_the_page_and_the_guide_tell_every_rule() -> None:
    """In the same words and the same order."""
    text = page(row())
    guide = (ROOT / "docs" / "guide" / "cohort.md").read_text(encoding="utf-8")
    assert re.findall(r"^\d+\. `(\w+)`: (.+)\.$", guide, re.MULTILINE) == list(MEANINGS.items())
    assert re.findall(r'<li><span class="sl-rule">(\w+)</span> (.+?)</li>', text) == list(MEANINGS.items())


def test_colours_are_those_of_all_pages() -> None:
    """Light, and dark in a block for screens alone."""
    css = (TEMPLATES / "assets" / "studylog.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"(--sl-low: #\w+;)", css)
    text = page(row())
    assert text.index(light) < text.index("@media screen and (prefers-color-scheme: dark)") < text.index(dark)
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used <= set(re.findall(r"(--[\w-]+): ", text))


def test_twice_the_same_bytes_and_a_template_of_ones_own(tmp_path: Path) -> None:
    """A journal's own template takes the place of studylog's."""
    assert page(row(), UNREAD) == page(row(), UNREAD)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "cohort.html.j2").write_text("{{ summary }} {{ rows[0][0].name }}")
    assert html([row("<")], DAY, tmp_path) == "1 journal on 26 Nov 2025: 1 is fine. &lt;"


@pytest.mark.parametrize(
    ("template", "said"),
    [("{{ nothing }}", "'nothing' is undefined"), ("{% if %}", "Expected an expression"), (b"\xff", "not UTF-8")],
)
def test_a_broken_template_of_ones_own(template: str | bytes, said: str, tmp_path: Path) -> None:
    """It is named, as for all pages."""
    (tmp_path / "templates").mkdir()
    own = tmp_path / "templates" / "cohort.html.j2"
    own.write_bytes(template if isinstance(template, bytes) else template.encode())
    with pytest.raises(JournalError, match=said) as refused:
        html([row()], DAY, tmp_path)
    assert str(tmp_path / "templates") in refused.value.problems[0].path


def test_what_could_not_be_read_is_a_row() -> None:
    """It spans all figures."""
    found = row_of(Source("https://a.test"), Unread("the server answers 404 Not Found"), DAY)
    assert f'colspan="{len(HEADINGS) + 1}"' in page(found)
    assert "Not read: the server answers 404 Not Found." in page(found)
