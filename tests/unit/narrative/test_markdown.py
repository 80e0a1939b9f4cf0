"""A narrative as Markdown: it reads back as the same text, whatever records hold, and links only where asked."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from studylog.figures import compute
from studylog.load import load
from studylog.narrative.markdown import markdown
from studylog.narrative.review import narratives
from studylog.narrative.sentences import Narrative, Piece, Section, Sentence
from tests.journals import asked, figures, record
from tests.sites import journals
from tests.sites.test_pages import write

SITE = "https://example.org/journal/"


class Read(HTMLParser):
    """The items of rendered Markdown as text, its tags, and where it links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.items: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "li":
            self.items.append("")

    def handle_data(self, data: str) -> None:
        if self.items:
            self.items[-1] += data


def test_the_whole_text() -> None:
    """A title, the dates, and four headings with their sentences."""
    found = figures(record("2025-11-09", asked("a", 90)))
    assert markdown(narratives(found, "week")["2025-W45"]).replace("\xa0", " ") == (
        "# Week 45 of 2025\n\n3 Nov 2025 to 9 Nov 2025.\n\n"
        "## Studied\n\n"
        "- 1 check with 1 scored question was held on 9 Nov.\n"
        "- The mean was 90 %; there is no earlier week to compare it with.\n"
        "- The one question was on new material.\n"
        "- 1 topic was met for the first time: “A”.\n\n"
        "## Improved\n\n- No topic rose by 10 points or more, and no weak item was resolved.\n\n"
        "## Slipped\n\n"
        "- No weak item was opened, no topic fell by 10 points or more, and no study day was missed.\n\n"
        "## Next\n\n"
        "- No topic is due on 9 Nov 2025; the next falls due on 10 Nov 2025.\n"
        "- The next check, on 10 Nov 2025, has 1 review (“A”) and 9 questions on new material.\n"
    )


def test_a_running_period_says_so() -> None:
    """Under the title."""
    found = figures(record("2025-11-04", asked("a", 90)))
    assert "\n3 Nov 2025 to 9 Nov 2025, so far.\n" in markdown(narratives(found, "week")["2025-W45"])


@pytest.mark.parametrize("site", [SITE, SITE.rstrip("/")])
def test_links_lead_to_the_published_site(site: str) -> None:
    """With an address, whole links to page and place; without, none."""
    told = narratives(figures(record("2025-11-09", asked("a", 90))), "week")["2025-W45"]
    link = f"[9\u00a0Nov]({SITE}journal/days/2025-11-09.html)"
    assert f"- 1 check with 1 scored question was held on {link}.\n" in markdown(told, site)
    assert "](" not in markdown(told)


@pytest.mark.parametrize("site", ["", SITE])
@pytest.mark.parametrize("kind", ["week", "month"])
def test_hostile_text_stays_text(kind: str, site: str, tmp_path: Path) -> None:
    """No title, area or action becomes emphasis, a link, an element or a heading: every item reads as its sentence."""
    journal, _ = load(write(tmp_path, journals.hostile()) / "content")
    (told,) = narratives(compute(journal, date(2025, 11, 5)), "week" if kind == "week" else "month").values()
    read = Read(markdown(told, site))
    said = [sentence.text for section in told.sections for sentence in section.sentences]
    assert [item.partition("\n")[0] for item in read.items] == said
    assert read.tags == {"h1", "h2", "p", "ul", "li"} | ({"a"} if site else set())
    assert all(link.startswith(SITE) for link in read.links)


@pytest.mark.parametrize(
    "text",
    ["*a* _b_ `c`", "[x](javascript:y)", "<b>&amp;</b>", "a|b ~~c~~ $d$ #e @f", "http://x.org www.y.org", "a\\b", "C#"],
)
def test_what_markdown_would_read_is_escaped(text: str) -> None:
    """Each character that means something comes back as itself."""
    narrative = Narrative("T", "p.md", date(2025, 11, 3), date(2025, 11, 9), False,
                          (Section("Studied", (Sentence((Piece(f"Said {text}"),)),)),))  # fmt: skip
    read = Read(markdown(narrative))
    assert [item.strip() for item in read.items] == [f"Said {text}"]
    assert not re.search(r"https?://|www\.|(?<!\\)[$@]|[^\n#\\]#", markdown(narrative))
