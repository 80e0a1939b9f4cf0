"""One reading of a page's HTML: whether it is whole blocks and nothing else, and its sections as the search takes them."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from markdown.util import BLOCK_LEVEL_ELEMENTS

BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
UNREAD = frozenset("hr iframe noembed noframes object plaintext script style textarea xmp".split())
"""Tags that a parser of HTML, Markdown or the search has ways of its own with."""

KEPT = frozenset("p code pre li ol ul sub sup".split())
"""Tags that stay in the text of the search index."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>([^<>]*)")
_ATTRIBUTES = re.compile(r"""(?:\s+[\w:.-]+(?:="[^"]*"|='[^']*'|=[\w.-]+)?)*\s*/?""")
_ID = re.compile(r'\sid="([^"]*)"')
_EXCLUDED = re.compile(r"\sdata-search-exclude(?=[\s=/]|$)")


@dataclass(slots=True)
class Section:
    """What follows a heading: its words and those of the heading, with the tags that the search keeps.

    `tag` is that of the heading, `hx` where there is none; `excluded` what the page wants to keep from the search.
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

    breaks: tuple[int, ...]
    sections: tuple[Section, ...]


def read(html: str) -> Reading | None:
    """None where the HTML is not just whole, balanced blocks with at most one empty line between them.

    The sections are those that the search plugin of Material for MkDocs finds by its own parser.
    """
    tokens = _TOKEN.findall(html)
    if not html.startswith("<") or not len(tokens) == html.count("<") == html.count(">"):
        return None
    reader, place, breaks = _Reader(), 0, []
    for slash, tag, attributes, text in tokens:
        top = not reader.context
        if attributes and not _ATTRIBUTES.fullmatch(attributes):
            return None
        if slash:
            if top or reader.context[-1] != tag:
                return None
            reader.end(tag)
        elif tag in UNREAD or (top and (tag not in BLOCKS or attributes.endswith("/"))):
            return None
        elif tag not in VOID:
            reader.start(tag, attributes)
            if attributes.endswith("/"):
                reader.end(tag)
        place += 2 + len(slash) + len(tag) + len(attributes) + len(text)
        if text:
            if not reader.context and text not in ("\n", "\n\n"):
                return None
            reader.data(text)
        elif not reader.context and place < len(html):
            breaks.append(place)
            reader.data("\n")
    return None if reader.context else Reading(tuple(breaks), tuple(reader.sections))


class _Reader:
    """The steps of the search plugin's parser, in its order, for HTML that is balanced."""

    def __init__(self) -> None:
        self.context: list[str] = []
        self.sections: list[Section] = []
        self._section = Section("none")
        self._skipped: set[str] = set()
        self._permalink = 0

    def start(self, tag: str, attributes: str) -> None:
        self.context.append(tag)
        found = _ID.search(attributes) if tag in HEADINGS else None
        if found:
            self._heading(tag, attributes, unescape(found[1]))
        elif not self.sections:
            self._begin(Section("hx"))
        if not attributes:
            pass
        elif tag == "a" and 'class="headerlink"' in attributes:
            self._permalink = len(self.context)
        elif ("data-search" in attributes and _EXCLUDED.search(attributes)) or 'class="linenodiv"' in attributes:
            self._skipped.add(tag)
            return
        if tag in KEPT and not self._is_skipped():
            self._words().append(f"<{tag}>")

    def end(self, tag: str) -> None:
        if self._section.depth > len(self.context):
            self._leave()
        if len(self.context) == self._permalink:
            self._permalink = 0
        self.context.pop()
        if tag in self._skipped:
            self._skipped.remove(tag)
        elif tag in KEPT and not self._is_skipped():
            words = self._words()
            opened = words.index(f"<{tag}>")
            if all(map(str.isspace, words[opened + 1 :])):
                del words[opened:]
            else:
                words.append(f"</{tag}>")

    def data(self, text: str) -> None:
        if self._is_skipped():
            return
        if "&" in text:
            text = unescape(text)
        if "pre" not in self.context:
            text = " " if text.isspace() else text.replace("\n", " ")
        if self._section.tag in self.context:
            if not self._permalink:
                self._section.title.append(escape(text, quote=False))
        elif text.isspace():
            words = self._section.text
            if not words or not words[-1].isspace() or "pre" in self.context:
                words.append(text)
        else:
            self._section.text.append(escape(text, quote=False))

    def _heading(self, tag: str, attributes: str, place: str) -> None:
        depth = len(self.context)
        if tag != "h1" and not self.sections:
            self._begin(Section("hx", depth))
        excluded = bool(_EXCLUDED.search(attributes))
        self._begin(Section(tag, depth, excluded, place if self.sections else None))

    def _begin(self, section: Section) -> None:
        self._section = section
        self.sections.append(section)

    def _leave(self) -> None:
        """What comes after an element with a heading in it belongs to the section before."""
        for section in reversed(self.sections):
            if section.depth <= len(self.context):
                self._section.depth = float("inf")
                self._section = section
                return

    def _is_skipped(self) -> bool:
        return bool(self._skipped) and not self._skipped.isdisjoint(self.context)

    def _words(self) -> list[str]:
        return self._section.title if self._section.tag in self.context else self._section.text
