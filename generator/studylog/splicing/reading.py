"""One reading of a page's HTML: whether it is nothing but whole blocks, and its sections as the search has them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import accumulate

from markdown.util import BLOCK_LEVEL_ELEMENTS

BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
UNREAD = frozenset(("hr", "iframe", "noembed", "noframes", "object", "plaintext", "script", "style", "textarea", "xmp"))
"""Tags that a parser of HTML, Markdown or the search has ways of its own with."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
"""Tags that stay in the text of the search index."""

NOTED = HEADINGS | KEPT

Token = tuple[str, str, str, str]
"""A slash or nothing, the name of a tag, its attributes, and the text up to the next tag."""

_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[\w:.-]+(?:="[^"<>]*"|='[^'<>]*'|=[\w.-]+)?)*\s*/?)>([^<>]*)"""
)
_ID = re.compile(r'\sid="([^"]*)"')
_EXCLUDED = re.compile(r"\sdata-search-exclude(?=[\s=/]|$)")
_NUMBERED = re.compile(r"""class=["']?linenodiv""")


@dataclass(slots=True)
class Section:
    """What follows a heading: its words and those of the heading, with the tags that the search keeps.

    `tag` is that of the heading, `hx` where there is none, `depth` the number of elements it is in, itself included;
    `excluded` says that the page keeps it from the search.
    """

    tag: str
    depth: float = 0
    excluded: bool = False
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def is_excluded(self) -> bool:
        return self.excluded


@dataclass(frozen=True, slots=True)
class Reading:
    """`breaks` are the places where a block follows another on the same line."""

    breaks: Sequence[int]
    sections: Sequence[Section]


def read(html: str) -> Reading | None:
    """None where the HTML is not just whole, balanced blocks with at most one empty line between them.

    The sections are those that the search plugin of Material for MkDocs finds by its own parser.
    """
    tokens: list[Token] = _TOKEN.findall(html)
    if not html.startswith("<") or not len(tokens) == html.count("<") == html.count(">") or _NUMBERED.search(html):
        return None
    close = _close(tokens)
    if close is None:
        return None
    places = list(accumulate(2 + sum(map(len, token)) for token in tokens)) if close else []
    for n in close:
        tokens[n] = (*tokens[n][:3], "\n")
    reader = _Reader()
    try:
        reader.read(tokens)
    except ValueError:  # an end of what was never begun: the search plugin fails at such a page
        return None
    return Reading([places[n] for n in close], reader.sections)


def _close(tokens: Sequence[Token]) -> list[int] | None:
    """The tokens that end a block on a line that goes on; None where there is anything else than whole blocks."""
    context: list[str] = []
    found = []
    for n, (slash, tag, attributes, text) in enumerate(tokens):
        if slash:
            if not context or context.pop() != tag:
                return None
        elif tag in UNREAD:
            return None
        elif tag in VOID or attributes.endswith("/"):
            if not context or tag in NOTED:
                return None
        elif context or tag in BLOCKS:
            context.append(tag)
        else:
            return None
        if not context and text not in ("\n", "\n\n"):
            if text:
                return None
            found.append(n)
    return None if context else found[:-1]


class _Reader:
    """The steps of the search plugin's parser, for HTML that is balanced. Most tags only change the depth."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._section = Section("hx")
        self._depth = 0
        self._open: list[str] = []
        """Tags that are headings or are kept, around the place that is being read."""
        self._skipped: set[str] = set()
        self._permalink = 0
        self._in_title = False

    def read(self, tokens: Sequence[Token]) -> None:
        for slash, tag, attributes, text in tokens:
            if slash:
                if tag in NOTED or tag in self._skipped or not self._section.depth <= self._depth != self._permalink:
                    self._end(tag)
                self._depth -= 1
            elif tag not in VOID and not attributes.endswith("/"):
                self._depth += 1
                if tag in NOTED or tag == "a" or "data-search" in attributes or not self.sections:
                    self._start(tag, attributes)
            if text and not self._skipped:
                self._add(text)

    def _start(self, tag: str, attributes: str) -> None:
        excluded = "data-search-exclude" in attributes and bool(_EXCLUDED.search(attributes))
        if tag in HEADINGS and (place := _ID.search(attributes)):
            self._head(tag, unescape(place[1]), excluded)
        elif not self.sections:
            self.sections.append(self._section)
        if tag in NOTED:
            self._open.append(tag)
            self._in_title = self._section.tag in self._open
        if excluded:
            self._skipped.add(tag)
        elif tag == "a" and 'class="headerlink"' in attributes:
            self._permalink = self._depth
        if tag in KEPT and not self._skipped:
            self._words().append(f"<{tag}>")

    def _head(self, tag: str, place: str, excluded: bool) -> None:
        """Begin a section; before the first, unless its heading is a h1, there is one without."""
        if tag != "h1" and not self.sections:
            self.sections.append(Section("hx", self._depth))
        self._section = Section(tag, self._depth, excluded, place if self.sections else None)
        self.sections.append(self._section)

    def _end(self, tag: str) -> None:
        if self._section.depth > self._depth:
            self._leave()
        if self._permalink == self._depth:
            self._permalink = 0
        if tag in NOTED:
            self._open.pop()
        self._in_title = self._section.tag in self._open
        if tag in self._skipped:
            self._skipped.remove(tag)
        elif tag in KEPT and not self._skipped:
            words = self._words()
            opened = words.index(f"<{tag}>")
            if all(map(str.isspace, words[opened + 1 :])):
                del words[opened:]
            else:
                words.append(f"</{tag}>")

    def _leave(self) -> None:
        """After the end of an element in which a section began the one before goes on, and this one never does."""
        for before in reversed(self.sections):
            if before.depth <= self._depth:
                self._section.depth = float("inf")
                self._section = before
                return

    def _words(self) -> list[str]:
        return self._section.title if self._in_title else self._section.text

    def _add(self, text: str) -> None:
        shown = text
        if "&" in text:
            text = unescape(text)
            shown = escape(text, quote=False)
        blank, laid_out = text.isspace(), "pre" in self._open
        if not laid_out:
            shown = " " if blank else shown.replace("\n", " ")
        words = self._words()
        if self._in_title:
            if not self._permalink:
                words.append(shown)
        elif not blank or laid_out or not words or not words[-1].isspace():
            words.append(shown)
