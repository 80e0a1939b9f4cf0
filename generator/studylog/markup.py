"""Text from a record as HTML: inline Markdown with emphasis, code, links and formulas, and nothing else.

Raw HTML, attribute lists, snippets and template braces stay plain characters, whatever the engine of the site does
with Markdown, because the result stands in raw HTML blocks that no engine reads again.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

LONGEST_FORMULA = 500
_ACTIVE = re.compile(r"<(?!/?m)|\s(?:[\w:]*href|src|on\w+|style|class|id|actiontype)\s*=", re.IGNORECASE)
"""What a formula never needs: elements outside MathML, and attributes that lead somewhere or run something."""
_LEADS = re.compile(r"https?:|mailto:|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
"""Where links of records may lead: to the web, to mail and within the site, and to no program of the reader's."""
_COMMANDS = re.compile(
    r"\\(?:href|url|style|class|cssId|data|require|mmlToken|[egx]?def|let|(?:re)?newcommand|(?:re)?newenvironment)\b"
)
"""Commands of MathJax that lead somewhere, load something, or change the formulas of other cards."""


def _formula(state: StateInline, silent: bool) -> bool:
    r"""`\( … \)` on one piece of text."""
    if not state.src.startswith("\\(", state.pos):
        return False
    end = state.src.find("\\)", state.pos + 2, state.pos + LONGEST_FORMULA)
    if end < 0:
        return False
    if not silent:
        state.push("formula", "math", 0).content = " ".join(state.src[state.pos + 2 : end].split())
    state.pos = end + 2
    return True


def _mathml(latex: str) -> str:
    """MathML, which browsers draw without a script; what cannot be converted is shown as it was typed."""
    try:
        mathml = str(convert(latex)).replace("\n", " ")
    except Exception:  # the converter raises whatever it stumbles over; the text itself is always a good answer
        mathml = ""
    return mathml if mathml and not _ACTIVE.search(mathml) else f"<code>{escape(latex)}</code>"


def _mathjax(latex: str) -> str:
    """The formula in the marks of MathJax; one that could do more than draw is shown as it was typed."""
    return f"<code>{escape(latex)}</code>" if _COMMANDS.search(latex) else f"\\({escape(latex)}\\)"


def _reader(formula: Callable[[str], str]) -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "backticks", "link", "escape", "newline"])
    markdown.inline.ruler.before("escape", "formula", _formula)
    markdown.validateLink = _LEADS.match  # type: ignore[method-assign,assignment]
    markdown.add_render_rule("formula", lambda self, tokens, index, options, env: formula(tokens[index].content))
    return markdown


def _rendered(markdown: MarkdownIt, text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return str(markdown.renderInline("\n".join(filter(None, lines)))).replace("<br>\n", "<br>")


_MARKDOWN = _reader(_mathml)
_FOR_ANKI = _reader(_mathjax)
_FOR_ANKI.add_render_rule("text", lambda self, tokens, index, options, env: anki_text(tokens[index].content))
_MARKED = re.compile(r"[*_`\[\\\n]")
"""What begins anything that the reader knows. Most texts have none of it, and need no reader."""


@lru_cache(maxsize=4096)
def inline(text: str) -> Markup:
    """The text as one line of HTML: its lines, blank ones left out, with breaks between them."""
    if not _MARKED.search(text):
        return Markup(escape(" ".join(text.split()), quote=False).replace('"', "&quot;"))
    return Markup(_rendered(_MARKDOWN, text))


def anki(text: str) -> Markup:
    """The same as a field of an Anki note: formulas are for MathJax, and nothing else means anything to Anki."""
    return Markup(_rendered(_FOR_ANKI, text).replace("[", "&#91;"))


def anki_text(text: str) -> Markup:
    """A text as it stands: no backslash opens a formula in it, and no bracket a sound or LaTeX."""
    return Markup(escape(text).replace("\\", "<span>\\</span>").replace("[", "&#91;"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in one line and without its Markdown, for titles and descriptions."""
    return " ".join(inline(" ".join(text.split())).striptags().split())
