"""Text of a record as HTML: what becomes markup, and what stays the characters that were typed."""

import pytest

from studylog.markup import inline, plain


@pytest.mark.parametrize(
    ("text", "html", "said"),
    [
        ("*one*  `two`", "<em>one</em> <code>two</code>", "one two"),
        ("first\n\n  second \n third", "first<br>second<br>third", "first second third"),
        ("**on\non** and `so\non`", "<strong>on<br>on</strong> and <code>so on</code>", "on on and so on"),
        ("a < b & <b>c</b>", "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;", "a < b & <b>c</b>"),
        ("# no heading\n- no list", "# no heading<br>- no list", "# no heading - no list"),
        ("{{ 7 * 7 }} and $x$", "{{ 7 * 7 }} and $x$", "{{ 7 * 7 }} and $x$"),
        ("", "", ""),
    ],
    ids=["marks", "lines", "marks over lines", "html", "blocks", "templates", "empty"],
)  # fmt: skip
def test_text_of_a_record(text: str, html: str, said: str) -> None:
    """Inline marks and line breaks, and nothing else."""
    assert (inline(text), plain(text)) == (html, said)


def test_a_formula_may_run_over_lines() -> None:
    """It is one piece, whatever stands between its ends."""
    assert inline("so \\(a\n+ b\\)").count("<math") == 1


@pytest.mark.parametrize("formula", ["a\n## b", "\\frac{a\n--8<-- b"], ids=["converted", "as it was typed"])
def test_a_formula_is_in_one_line(formula: str) -> None:
    """No line of a page starts with what was typed in one, also where it cannot be converted."""
    assert "\n" not in inline(f"so \\({formula}\\)")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.org/a?b=c:d", True),
        ("mailto:ada@example.org", True),
        ("../about.html#part", True),
        ("about?at=12:30", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("ms-settings:about", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
    ],
)
def test_where_links_lead(address: str, leads: bool) -> None:
    """To the web, to mail and within the site; what would start a program stays text."""
    assert (f'<a href="{address}">x</a>' == inline(f"[x]({address})")) == leads
    assert ("<a" in inline(f"[x]({address})")) == leads
