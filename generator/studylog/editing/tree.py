"""A YAML text as nodes that know where in the text they stand, and its comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from ..source import EMPTY, LINE_BREAK, Loc, events

_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*")
_BLANK_END = re.compile("[ \t\n\r\x85\u2028\u2029]*\\Z")


@dataclass
class Node:
    """A value: `start` is the offset of its first character, `end` that behind its last one.

    What follows a value, blank lines and comments, is not part of it. An empty value starts and ends where it would
    stand. A mapping has a key for each child. `style` is "flow" or "block" for lists and mappings, and for texts the
    quote or block sign that they begin with, if any.
    """

    kind: Literal["text", "list", "mapping"]
    style: str
    start: int
    end: int
    value: str = ""
    keys: list["Node"] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written, or one of the words for nothing."""
        return self.kind == "text" and not self.style and self.value in EMPTY

    def index(self, part: str | int) -> int | None:
        """Which child stands at a key or index."""
        if isinstance(part, int):
            return part if self.kind == "list" and 0 <= part < len(self.children) else None
        return next((n for n, key in enumerate(self.keys) if key.value == part), None)


def tree(text: str) -> Node:
    """The nodes of a document that `source.read` reads without an error."""
    stack: list[Node] = []
    top = Node("text", "", 0, 0)
    for event in events(text):
        if isinstance(event, yaml.CollectionEndEvent):
            mark: Any = event.end_mark
            _close(stack.pop(), mark.index, text)
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, text)
            if not stack:
                top = node
            elif stack[-1].kind == "mapping" and len(stack[-1].keys) == len(stack[-1].children):
                stack[-1].keys.append(node)
            else:
                stack[-1].children.append(node)
            if node.kind != "text":
                stack.append(node)
    return top


def path_to(top: Node, loc: Loc) -> list[Node]:
    """The nodes from the top to the one at `loc`, as far as they are there."""
    found = [top]
    for part in loc:
        if (n := found[-1].index(part)) is None:
            break
        found.append(found[-1].children[n])
    return found


def comments(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Every comment, or those between two offsets, in order."""
    last = len(text) if end is None else end
    gaps = ((max(start, first), min(last, behind)) for first, behind in _outside_of_texts(text))
    return [comment for gap in gaps for comment in _COMMENT.findall(text, *gap)]


def line_end(text: str, at: int) -> int:
    """The offset of the line break at or after `at`, or that of the end of the text."""
    found = LINE_BREAK.search(text, at)
    return found.start() if found else len(text)


def line_start(text: str, at: int) -> int:
    return max((found.end() for found in LINE_BREAK.finditer(text, 0, at)), default=0)


def _outside_of_texts(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between texts; the line that opens a block of text may hold a comment too."""
    last = 0
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent):
            mark: Any = event.start_mark
            yield last, line_end(text, mark.index) if event.style in ("|", ">") else mark.index
            mark = event.end_mark
            last = mark.index
    yield last, len(text)


def _node(event: Any, text: str) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        return Node("text", event.style or "", start, _end_of_block(text, start, end), event.value)
    kind: Literal["list", "mapping"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
    return Node(kind, "flow" if event.flow_style else "block", start, end)


def _end_of_block(text: str, start: int, end: int) -> int:
    """Where a text ends: a block goes up to its last line, with `+` up to the blank lines that it keeps."""
    if text[start : start + 1] not in ("|", ">"):
        return end
    header = text[start : line_end(text, start)].partition("#")[0]
    if "+" in header:
        last = line_start(text, end)
        return max(found.start() for found in LINE_BREAK.finditer(text, start, end)) if last == end else end
    blank = _BLANK_END.search(text, start, end)
    return blank.start() if blank else end


def _close(node: Node, end: int, text: str) -> None:
    """A collection ends with its bracket, or with its last child where it has none."""
    bracketed = node.style == "flow" and text[node.start : node.start + 1] in ("[", "{")
    node.end = end if bracketed or not node.children else node.children[-1].end
