"""What is read of a page, held against the parsers that it stands in for: Python-Markdown's and the search plugin's."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from studylog.splicing.bodies import BodyPage, Headings
from studylog.splicing.readings import Readings
from tests.conftest import ROOT

WORDS = (
    "one",
    "two &amp; three",
    "&lt;b&gt;",
    " ",
    "\n",
    "a\nb",
    "&#39;",
    "&nbsp;",
    "*x*",
    "[a](b.md)",
    "# no",
    "1. no",
    "```",
)
INLINE = ("a", "b", "code", "em", "small", "span", "sub", "sup", "svg", "math")
BLOCK = ("div", "p", "ul", "li", "table", "td", "section", "figure", "pre", "nav", "h1", "h2", "h3")
ATTRIBUTES = (
    "",
    ' class="x"',
    " hidden",
    ' id="place"',
    " data-search-exclude",
    ' class="headerlink"',
    " data-x='{\"a\": 1}'",
    ' title="a&#62;b"',
)
VOID = ("<br>", "<img src='x.png'>", '<input type="text"/>', "<wbr>")

texts = st.sampled_from(WORDS)
attributes = st.sampled_from(ATTRIBUTES)


def element(inner: st.SearchStrategy[str], tags: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, more, within: f"<{tag}{more}>{within}</{tag}>", st.sampled_from(tags), attributes, inner
    )


inner = st.recursive(
    texts | st.sampled_from(VOID),
    lambda children: st.lists(children | element(children, INLINE + BLOCK), max_size=4).map("".join),
    max_leaves=12,
)
parts = st.one_of(
    element(inner, BLOCK),
    st.sampled_from(
        [
            "## Words\n",
            "## More words, and one\n",
            "## *no*\n",
            "### Three\n",
            "text",
            "<hr>",
            "<script>x</script>",
            "<p>",
            "&",
        ]
    ),
)
bodies = st.lists(st.tuples(parts, st.sampled_from(["\n", "\n\n", "\n\n", ""])), min_size=1, max_size=6).map(
    lambda pairs: "".join(map("".join, pairs))
)


CONFIG = load_config(str(ROOT / "mkdocs.yml"), plugins=["search"])


def rendered(kind: str, body: str, config: MkDocsConfig = CONFIG) -> Page:
    file = File("journal/page.md", config.docs_dir, config.site_dir, use_directory_urls=False)
    files = Files([file])
    page = BodyPage(file, config, Headings(files, config), Readings()) if kind == "short" else Page(None, file, config)
    page.markdown, page.meta = body, {"title": "A page"}
    page.render(config, files)
    return page


def sections(parsed: Any) -> list[tuple[Any, ...]]:
    return [(s.id, s.is_excluded(), "".join(s.title), "".join(s.text)) for s in parsed]


def contents(items: Any) -> list[Any]:
    return [(item.level, item.id, item.title, item.url, contents(item.children)) for item in items]


def check(body: str) -> bool:
    """Whether the page went the short way; then it must be what the long way makes of it."""
    page, plain = rendered("short", body), rendered("long", body)
    assert isinstance(page, BodyPage)
    assert page.content == plain.content
    assert contents(page.toc) == contents(plain.toc)
    assert page.present_anchor_ids == plain.present_anchor_ids
    if page.body is None:
        return False
    parser = Parser()
    parser.feed(plain.content)
    parser.close()
    assert sections(page.sections) == sections(parser.data)
    return True


@settings(max_examples=400, deadline=None)
@given(bodies)
def test_a_page_is_what_markdown_and_search_make_of_it(body: str) -> None:
    check(body)


SHORT = (
    "<p>a</p><p>b</p>",
    '<h1 id="page">A</h1>\n<div><h2 id="b">B</h2><p>in it</p></div>\n<p>after it</p>',
    "<p>a</p>\n\n## Words\n\n<p>b</p>\n\n## Words\n\n<p>c</p>",
    "<figure data-search-exclude><figure>a</figure>b</figure>\n<p>c</p>",
    '<div><svg><path d="m0"/></svg></div>',
)
LONG = (
    "<p>a<p/>b</p>",
    "<p>R&D &copy c &amp</p>",
    "<p>a\n  \nb</p>",
    "<p>a\tb</p>",
    "<p>a</p> <p>b</p>",
    "<p>a</p>\n\n\n<p>b</p>",
    "<p>a</p>\nb",
    "<p>a</p>\n## Words\n\n<p>b</p>",
    "<p>a</p>\n\n## [Words](b.md)\n\n<p>b</p>",
    "<p>a</div></p>",
    "<span>a</span>",
    "<!-- a -->\n<p>b</p>",
    "<p title=`a>b</p>",
    "<p>a > b</p>",
)


@pytest.mark.parametrize("body", SHORT)
def test_these_go_the_short_way(body: str) -> None:
    assert check(body)


@pytest.mark.parametrize("body", LONG)
def test_these_do_not(body: str) -> None:
    assert not check(body)
