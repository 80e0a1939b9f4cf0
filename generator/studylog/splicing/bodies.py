"""Pages that are HTML but for their headings: what Python-Markdown makes of them, without it."""

import re
from collections.abc import Sequence
from copy import copy
from html import unescape
from itertools import pairwise

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from .reading import Section
from .readings import Readings

EXTENSIONS = {"admonition", "attr_list", "def_list", "fenced_code", "tables", "toc"} | {
    "pymdownx.highlight",
    "pymdownx.superfences",
}
"""Extensions of Markdown that leave HTML as it is."""

_VALUE = r'"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*"'
_FRONT = re.compile(rf"---\n((?:[a-z_]+: (?:\[toc\]|{_VALUE})\n)+)---\n")
_HEADING = re.compile(r"(?<=[^\n]\n\n)## ([^\n]+)\n\n(?=<)")
_WORDS = re.compile(r"[^\W_](?:[^<>\[\]`*_\\!:&|{}()#^~=+$@/]*[^<>\[\]`*_\\!:&|{}()#^~=+$@/\s])?")
"""A heading in which Markdown can find nothing but words."""

_CHANGED = "\t", "\r", "\x02", "\x03", "```", "~~~", "\n "
_LONE = re.compile(r"&(?!\w+;|#\w+;)")
"""What Markdown would change in HTML, or not take as HTML: these, and an ampersand that begins no entity."""

_PLACE = re.compile(r'<(?:[^<>]*\sid|a [^<>]*\bname)="([^"]*)"')


class Headings:
    """What MkDocs makes of the headings of a page: asked once for all pages that have the same."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config
        self.usable = EXTENSIONS.issuperset(config.markdown_extensions)
        self._made: dict[tuple[str, ...], tuple[list[str], TableOfContents]] = {}

    def made(self, texts: tuple[str, ...], file: File) -> tuple[list[str], TableOfContents]:
        """The HTML of each heading, and the table of contents: one and the same for the same texts."""
        if texts not in self._made:
            page = Page(None, copy(file), self._config)
            page.markdown = "\n\n".join(f"## {text}" for text in texts)
            page.render(self._config, self._files)
            self._made[texts] = (page.content or "").splitlines(), page.toc
        return self._made[texts]


class BodyPage(Page):
    """A page that is HTML but for its headings; one that is anything else is made as every page.

    `body` is its content where it was made the short way, else None, with `sections` for the search. Pages with the
    same headings share the very same `toc`.
    """

    def __init__(self, file: File, config: MkDocsConfig, headings: Headings, readings: Readings) -> None:
        super().__init__(None, file, config)
        self._headings, self._readings = headings, readings
        self._places: set[str] | None = None
        self.body: str | None = None
        self.sections: Sequence[Section] = ()

    def read_source(self, config: MkDocsConfig) -> None:
        """Like MkDocs; front matter that is plain to see needs no parser of YAML."""
        source = self.file.content_string
        front = _FRONT.match(source)
        if not front:
            super().read_source(config)
            return
        lines = (line.partition(": ") for line in front[1].splitlines())
        self.meta = {key: ["toc"] if value == "[toc]" else value[1:-1] for key, _, value in lines}
        self.markdown = source[front.end() :].lstrip("\n")

    def render(self, config: MkDocsConfig, files: Files) -> None:
        if not (self._headings.usable and self.meta.get("title") and self._rendered(self.markdown or "")):
            super().render(config, files)

    def _rendered(self, markdown: str) -> bool:
        text = markdown.strip("\n")
        texts = tuple(_HEADING.findall(text))
        if any(part in text for part in _CHANGED) or _LONE.search(text) or not all(map(_WORDS.fullmatch, texts)):
            return False
        lines, toc = self._headings.made(texts, self.file)
        if len(lines) != len(texts):
            return False
        made = iter(lines)
        content = _HEADING.sub(lambda heading: f"{next(made)}\n", text)
        reading = self._readings.read(content)
        if not reading:
            return False
        self.body = self.content = _broken(content, reading.breaks)
        self.toc, self.sections = toc, reading.sections
        return True

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The places on the page that links can lead to: looked for when one does."""
        if self._places is None and self.body is not None:
            self._places = set(map(unescape, _PLACE.findall(self.body)))
        return self._places

    @present_anchor_ids.setter
    def present_anchor_ids(self, places: set[str] | None) -> None:
        self._places = places


def _broken(content: str, breaks: Sequence[int]) -> str:
    """With a new line at each of these places."""
    places = (0, *breaks, len(content))
    return "\n".join(content[start:end] for start, end in pairwise(places))
