"""What the theme draws around a page: asked once for all pages of a kind, with marks where the texts of a page go.

A mark answers what the theme asks about its text by that of the page that is drawn. Question and answer are kept, and a
page for which the answer would be another one is drawn by itself, as is every page whose text the theme takes apart.
"""

import operator
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import wraps
from typing import Any, Self

from jinja2 import Environment, Template

from .bodies import BodyPage

TEMPLATE = "main.html"
"""The theme's template for pages."""

_MARK = re.compile(r"studylog-mark-(\w+)-")
_PLAIN = re.compile(r"[ !#-%(-;=?-\[\]-~]*")
"""Text that stays what it is when it is escaped, be it for HTML or for JSON."""

_MARKED = "studylog-mark-{}-"
ENDING = ".html"

LONG = ("content", "markdown")
ANY = ("d", "default")
SHORT = ("e", "escape", "striptags", "tojson")
"""Filters that may be given any text, and those that leave a plain one as it is."""

ASKING = ("boolean", "defined", "iterable", "mapping", "none", "number", "sequence", "string", "undefined")
"""Tests that do not look at what the text is."""

Texts = dict[str, str]
"""The texts of a page by the names of their marks."""

Kind = tuple[str, int, tuple[str, ...], frozenset[str], str]
Question = tuple[str, Callable[..., bool], tuple[str, ...]]
"""The name of a text, and what is asked of it."""


class TakenApart(Exception):
    """The theme does more with a text than to print it or to ask about it."""


class Mark(str):
    """Stands for a text while a frame is drawn. Whatever prints it prints its mark."""

    def __new__(cls, mark: str, name: str, text: str, answers: dict[Question, bool], also: str = "") -> Self:
        """`also` is the one method of texts that may be called; it is that of the mark."""
        made = super().__new__(cls, mark)
        made.__dict__.update(name=name, text=text, answers=answers, also=also)
        return made

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") or name == object.__getattribute__(self, "__dict__")["also"]:
            return super().__getattribute__(name)
        raise TakenApart(name)

    def _name(self) -> str:
        return str(self.__dict__["name"])

    def _answer(self, question: Callable[..., bool], *others: str) -> bool:
        known = self.__dict__
        answer = known["answers"][known["name"], question, others] = question(known["text"], *others)
        return answer

    def __bool__(self) -> bool:
        return self._answer(bool)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self._answer(operator.eq, _known(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __contains__(self, part: object) -> bool:
        return self._answer(operator.contains, _known(part))

    __hash__ = str.__hash__

    def __len__(self) -> int:
        raise TakenApart("len")

    def __iter__(self) -> Any:
        raise TakenApart("iter")

    def __getitem__(self, place: Any) -> str:
        raise TakenApart("getitem")


def _known(text: object) -> str:
    """A text that is the theme's own."""
    if isinstance(text, Mark) or not isinstance(text, str):
        raise TakenApart("held against another text of the page")
    return text


@dataclass(frozen=True, slots=True)
class Frame:
    """`parts` are by turns what stands around texts and the name of a text."""

    parts: tuple[str, ...]
    answers: dict[Question, bool]

    def fits(self, texts: Texts) -> bool:
        return all(ask(texts[name], *others) == answer for (name, ask, others), answer in self.answers.items())

    def around(self, texts: Texts) -> str:
        named = list(self.parts)
        named[1::2] = [texts[name] for name in self.parts[1::2]]
        return "".join(named)


class Frames:
    """The theme's template for pages, found in the place of `get_template`, which finds all others."""

    def __init__(self, get_template: Callable[..., Template]) -> None:
        self._get_template = get_template
        self._framing: _Framing | None = None

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        if name != TEMPLATE or parent is not None or globals is not None:
            return self._get_template(name, parent, globals)
        self._framing = self._framing or _Framing(self._get_template(name))
        return self._framing


@contextmanager
def _guarded(env: Environment) -> Iterator[None]:
    """Filters and tests refuse marks meanwhile, but for those that do nothing to a plain text."""
    filters, tests = env.filters, env.tests
    env.filters = {name: each if name in ANY else _refusing(each, name) for name, each in filters.items()}
    env.tests = {name: each if name in ASKING else _refusing(each, name) for name, each in tests.items()}
    try:
        yield
    finally:
        env.filters, env.tests = filters, tests


def _refusing(function: Any, name: str) -> Callable[..., Any]:
    @wraps(function)
    def guarded(*args: Any, **named: Any) -> Any:
        for value in (*args, *named.values()):
            if isinstance(value, str) and _MARK.search(str(value)) and not _is_harmless(name, value):
                raise TakenApart(name)
        return function(*args, **named)

    return guarded


def _is_harmless(name: str, text: str) -> bool:
    """Whether a filter does to a text what it does to its mark; an address lies in the folder of its mark."""
    mark = text._name() if isinstance(text, Mark) else ""
    return bool(mark) and (mark == "url" if name == "url" else name in SHORT and mark not in LONG)


class _Framing:
    """The template: it draws the first two pages of every kind, and from then on only what is no such page."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._first: dict[Kind, tuple[Texts, str]] = {}
        self._frames: dict[Kind, Frame | None] = {}

    def render(self, context: dict[str, Any]) -> str:
        page = context["page"]
        if not isinstance(page, BodyPage) or page.body is None or not page.url.endswith(ENDING):
            return self._template.render(context)
        texts = _texts(page)
        kind = _kind(page, texts)
        if kind in self._first and kind not in self._frames:
            self._frames[kind] = self._drawn(context, page, texts, *self._first.pop(kind))
        frame = self._frames.get(kind)
        if frame and frame.fits(texts):
            return frame.around(texts)
        output = self._template.render(context)
        if kind not in self._frames:
            self._first[kind] = texts, output
        return output

    def _drawn(self, context: dict[str, Any], page: BodyPage, texts: Texts, first: Texts, output: str) -> Frame | None:
        """The frame of a page, if the first page of the kind would have been the same in it."""
        answers: dict[Question, bool] = {}
        try:
            with _guarded(self._template.environment):
                around = self._template.render({**context, "page": _marked(page, texts, answers)})
        except TakenApart:
            return None
        frame = Frame(tuple(_MARK.split(around)), answers)
        return frame if frame.fits(first) and frame.around(first) == output else None


def _texts(page: BodyPage) -> Texts:
    """All texts of a page that may stand in its frame, by the names of their marks."""
    name = page.url.rpartition("/")[2]
    found = {
        "content": page.content,
        "markdown": page.markdown,
        "canonical": page.canonical_url,
        "absolute": page.abs_url,
        "edit": page.edit_url,
        "source": page.file.src_uri,
        "url": page.url,
        "name": name.removesuffix(ENDING),
        **{f"meta_{key}": value for key, value in page.meta.items()},
    }
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _kind(page: BodyPage, texts: Texts) -> Kind:
    """What pages must have in common for one frame, also which texts there are, and which of them are plain."""
    short = (name for name in texts if name not in LONG)
    plain = frozenset(name for name in short if _PLAIN.fullmatch(texts[name]))
    others = repr({key: value for key, value in page.meta.items() if not isinstance(value, str)})
    return page.url.rpartition("/")[0], id(page.toc), tuple(texts), plain, others


def _marked(page: BodyPage, texts: Texts, answers: dict[Question, bool]) -> BodyPage:
    """The same page with marks for its texts."""
    marks = {name: Mark(_MARKED.format(name), name, text, answers) for name, text in texts.items()}
    folder = page.url.rpartition("/")[0]
    address = f"{folder}/{_MARKED.format('name')}{ENDING}"
    marked, marked.file = copy(page), copy(page.file)
    marked.meta = {key: marks.get(f"meta_{key}", value) for key, value in page.meta.items()}
    marked.content, marked.markdown = marks["content"], marks["markdown"]
    marked.canonical_url, marked.abs_url, marked.edit_url = map(marks.get, ("canonical", "absolute", "edit"))
    marked.file.src_uri = marks["source"]
    marked.file.dest_uri = marked.file.url = Mark(address, "url", page.url, answers, also="rpartition")
    return marked
