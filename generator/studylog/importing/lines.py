"""Markdown as a flat run of lines, each with what it is: what the state machine of `log` reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["heading", "text", "item", "more", "row", "code", "mark"]
"""`more` goes on with the item before it; `mark` is what only divides or frames: rules, fences, the line under a
table's head."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log. `number` counts from 1; `level` is that of a heading, or how deep an item lies, from 0."""

    number: int
    kind: Kind
    text: str
    level: int = 0
    head: bool = False
    """Whether a row is the head of its table."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row; a pipe in code or behind a backslash divides nothing."""
        return cells(self.text)


def lines(text: str) -> tuple[Line, ...]:
    """Every line of a Markdown text that is not blank, in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    source = _unquoted(tokens, text.split("\n"))
    found = {line.number: line for line in _read(tokens, source)}
    return tuple(
        found.get(number, Line(number, "text", raw.strip())) for number, raw in enumerate(source, 1) if raw.strip()
    )


def _unquoted(tokens: Iterable[Token], source: list[str]) -> list[str]:
    """The lines without the signs of the block quotes they stand in."""
    bare = list(source)
    for token in tokens:
        if token.type == "blockquote_open":
            for n in range(*(token.map or (0, 0))):
                bare[n] = _QUOTED.sub(r"\1", bare[n], count=1)
    return bare


_QUOTED = re.compile(r"^(\s*(?:(?:[-*+]|\d+[.)])\s+)*)> ?")


def _read(tokens: Iterable[Token], source: list[str]) -> Iterator[Line]:
    depth, in_item, in_head = -1, False, False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            in_item = True
        elif token.type == "heading_open":
            yield from _heading(token, source)
        elif token.type == "paragraph_open":
            yield from _paragraph(token, source, depth, new_item=in_item)
            in_item = False
        elif token.type == "tr_open":
            row = source[_first(token) - 1].strip()
            yield Line(_first(token), "row" if "|" in row else "text", row, head=in_head)
        elif token.type in ("thead_open", "thead_close"):
            in_head = token.type == "thead_open"
        elif token.type in ("fence", "code_block"):
            yield from _code(token, source, max(0, depth))
        elif token.type == "hr":
            yield Line(_first(token), "mark", source[_first(token) - 1].strip())
        elif token.type == "table_open":
            yield Line(_first(token) + 1, "mark", source[_first(token)].strip())


def _first(token: Token) -> int:
    return (token.map or [0, 0])[0] + 1


def _heading(token: Token, source: list[str]) -> Iterator[Line]:
    """A heading; a paragraph right above a rule, which Markdown takes for one, where it is bold, a row or long."""
    start, end = token.map or (0, 0)
    if token.markup[0] == "#":
        yield Line(start + 1, "heading", source[start].strip("# \t"), int(token.tag[1]))
        return
    text = source[start].strip()
    is_heading = end == start + 2 and not text.startswith("**") and "|" not in text
    for n in range(start, end - 1):
        yield Line(
            n + 1, "heading" if is_heading else "text", source[n].strip(), int(token.tag[1]) if is_heading else 0
        )
    yield Line(end, "mark", source[end - 1].strip())


def _paragraph(token: Token, source: list[str], depth: int, *, new_item: bool) -> Iterator[Line]:
    start, end = token.map or (0, 0)
    for n in range(start, end):
        text = source[n].strip()
        if depth < 0:
            yield Line(n + 1, "text", text)
        elif n == start and new_item:
            yield Line(n + 1, "item", _ITEM.sub("", text), depth)
        elif source[n].startswith("**"):  # a label that follows a list without a blank line
            yield Line(n + 1, "text", text)
        else:
            yield Line(n + 1, "more", text, depth)


def _code(token: Token, source: list[str], depth: int) -> Iterator[Line]:
    start, end = token.map or (0, 0)
    for n in range(start, end):
        is_fence = token.type == "fence" and (
            n == start or (n == end - 1 and source[n].strip().startswith(token.markup))
        )
        yield Line(n + 1, "mark" if is_fence else "code", source[n].rstrip(), depth)


_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")


_WHOLE = re.compile(r"\\\||`(?:(?! \| )[^`])*`")
"""What no pipe divides; a backtick alone, or two in different cells, make no code."""


def cells(row: str) -> tuple[str, ...]:
    """The cells of one line of a table."""
    text = _WHOLE.sub(lambda whole: whole[0].replace("\\|", "\0").replace("|", "\0"), row.strip().removeprefix("|"))
    *found, last = text.split("|")
    return tuple(cell.strip().replace("\0", "|") for cell in (*found, *([last] if last.strip() else [])))
