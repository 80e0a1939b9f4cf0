"""The front of a card as one line of a record: what it shows, and nothing that breaks the record or its page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studylog.dump import yaml_of
from studylog.importing.fronts import LONGEST, front
from studylog.markup import inline, plain
from studylog.source import read as read_yaml


@pytest.mark.parametrize(
    ("field", "card", "expected"),
    [
        pytest.param("<div>What is<br>the <b>capital</b>&nbsp;of France?</div>", 1, "What is the capital of France?"),
        pytest.param("a &lt; b &amp;&amp; c", 1, "a < b && c", id="entities"),
        pytest.param("1 < 2 <3", 1, "1 < 2 <3", id="no-tags"),
        pytest.param("cut <span style='x", 1, "cut", id="tag-without-end"),
        pytest.param("<style>b {color: red}</style>x<script>alert(1)</script>", 1, "x", id="script"),
        pytest.param("<!-- hidden --> x <!-- open", 1, "x", id="comments"),
        pytest.param('<img src="paste-1.jpg">', 1, "[picture]", id="picture"),
        pytest.param('name it: <img src="data:image/png;base64,AAAA', 1, "name it: [picture]", id="picture-as-text"),
        pytest.param("[sound:ser.mp3] ser [anki:play:q:0]", 1, "[sound] ser [sound]", id="sound"),
        pytest.param("[anki:tts lang=es]ser[/anki:tts]", 1, "ser", id="speech"),
        pytest.param("[$]x^2[/$] [$$]y[/$$] [latex]z[/latex] \\[w\\]", 1, r"\(x^2\) \(y\) \(z\) \(w\)", id="formulas"),
        pytest.param("{{c1::Paris}} is in {{c2::France::country}}", 1, "[…] is in France", id="cloze-1"),
        pytest.param("{{c1::Paris}} is in {{c2::France::country}}", 2, "Paris is in [country]", id="cloze-2"),
        pytest.param("{{c1::Paris}} is in {{c2::France}}", 3, "Paris is in France", id="cloze-other"),
        pytest.param("{{c1::a {{c2::b}} c}} d", 2, "a […] c d", id="cloze-nested"),
        pytest.param("{{c1::a {{c2::b}} c}} d", 1, "[…] d", id="cloze-outer"),
        pytest.param("{{c1,2::a}} {{c1::<b>b</b>}}", 1, "[…] […]", id="cloze-several"),
        pytest.param("{{c1::image-occlusion:rect:left=.1}}{{c2::image-occlusion:rect:left=.2}}", 1, "[…]", id="mask"),
        pytest.param("{{c1::no end", 1, "{{c1::no end", id="cloze-open"),
        pytest.param("\x00a\x07b\u2028c\ud800d\ufeff", 1, "a b c d", id="control"),
        pytest.param("  ", 1, "", id="blank"),
        pytest.param("", 1, "", id="empty"),
    ],
)
def test_a_front_is_what_it_shows(field: str, card: int, expected: str) -> None:
    """Text of HTML, gaps as the card asks for them, pictures and sounds by name."""
    assert front(field, card) == expected


def test_a_long_front_ends_in_an_ellipsis() -> None:
    """At the length that records keep short."""
    found = front("word " * 1000, 1)
    assert (len(found) <= LONGEST, found[-6:]) == (True, " word…")
    assert front("x" * LONGEST, 1) == "x" * LONGEST
    assert front("x" * 2 * LONGEST, 1) == "x" * (LONGEST - 1) + "…"


MARKDOWN = ["__init__", "2 * 3 * 4", "*a*", "`x`", "[a](b)", "[a](http://b)", r"\*", "a_b_c", r"\n", r"c:\_x_", "_x_"]


@pytest.mark.parametrize("text", MARKDOWN)
def test_what_looks_like_markdown_stays_what_it_is(text: str) -> None:
    """On the page stands what stood on the card."""
    assert plain(front(text, 1)) == text


def test_a_formula_stays_a_formula() -> None:
    """Nothing in it is escaped."""
    assert front(r"_a_ \(x_i * y_i\) *b*", 1) == r"\_a\_ \(x_i * y_i\) \*b\*"
    assert "<math" in inline(front(r"\(x_i\)", 1))


@given(st.text() | st.text(alphabet="<>{}[]c1:&;#\\()!-/ab\x1f\x00\u2028\ud800*_`"), st.integers(1, 3))
def test_any_field_becomes_a_line_that_reads_back(field: str, card: int) -> None:
    """One line, of at most twice the length with its escapes, the same after YAML."""
    found = front(field, card)
    assert found == " ".join(found.split())
    assert len(found) <= 2 * LONGEST
    if found:
        document, problems = read_yaml(yaml_of({"asks": found}).encode(), "record.yml")
        assert (document and document.value, problems) == ({"asks": found}, ())


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<!--", "{{c1::", "[sound:", "[anki:play:", "[anki:tts", "\\(", "&", "<img"]
)
def test_a_hostile_field_takes_no_time(piece: str) -> None:
    """As long as a field is looked at, of what opens and never closes."""
    start = time.process_time()
    front(piece * (10_000 // len(piece)), 1)
    assert time.process_time() - start < 2
