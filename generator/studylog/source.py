"""YAML text as plain values, and where each of them stands: a strict part of YAML 1.2 in which text stays text.

Scalars come out as the text that was typed, or None for an empty one; fields decide what the text means. Tags, anchors,
aliases, duplicate keys and second documents are refused. Values are built straight from the event stream of libyaml;
places are looked up in a second pass, and only when there is something to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem
from .yaml_faults import DEEPEST_LEVEL, TOO_DEEP, explained

LARGEST_FILE_BYTES = 1_000_000
MOST_NODES = 100_000
"""Names and values in a file: as many as a file of topics that is as large as may be."""

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)
EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
"""What stands for no value unless it is quoted."""
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Loc = Sequence[str | int]


@dataclass(frozen=True)
class Document:
    """A file that was read: its value (text, None, lists, mappings) and the places of everything in it."""

    path: str
    text: str
    value: Any

    @cached_property
    def lines(self) -> list[str]:
        return LINE_BREAK.split(self.text)

    @cached_property
    def _places(self) -> "_Place":
        return _tree(self.text)

    def place(self, loc: Loc, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `loc`, of its key, or of the nearest thing around it."""
        place, last = self._places, len(loc) - 1
        for n, part in enumerate(loc):
            if of_key and n == last and str(part) in place.keys:
                return place.keys[str(part)]
            place = place.children.get(part, place)
        return place.line, place.column

    def problem(
        self, loc: Loc, code: str, message: str, hint: str = "", *, of_key: bool = False, warn: bool = False
    ) -> Problem:
        """A problem at a place of this file."""
        return self.problem_at(*self.place(loc, of_key=of_key), code, message, hint, warn=warn)

    def problem_at(
        self, line: int, column: int, code: str, message: str, hint: str = "", *, warn: bool = False
    ) -> Problem:
        return Problem(self.path, line, column, code, message, hint, "warning" if warn else "error", self.line(line))

    def line(self, number: int) -> str:
        """A line of the file, empty behind its last."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def taken(path: Path) -> bytes:
    """The bytes of a file, of one that is too large a byte too many. Raises OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE_BYTES + 1)


def read(raw: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a file, or None where nothing of it could be read, and what is wrong with its YAML."""
    if len(raw) > LARGEST_FILE_BYTES:
        return None, (Problem(path, 0, 0, "too-large", f"the file has more than {LARGEST_FILE_BYTES:,} bytes."),)
    text, problem = _checked(raw, path)
    if problem:
        return None, (problem,)
    document = Document(path, text, None)
    try:
        value, found = _values(document)
    except _Refused as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as error:
        return None, (document.problem_at(*explained(error, document.line)),)
    document = Document(path, text, value)
    return document, (*found, *_comments_in_text(document))


def decoded(raw: bytes) -> str:
    """The text of a file. Raises UnicodeDecodeError."""
    return raw.decode("utf-8-sig")


def _checked(raw: bytes, path: str) -> tuple[str, Problem | None]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(path, 1, 1, "encoding", "the file is written in UTF-16.", "Save it as UTF-8.")
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        before = LINE_BREAK.split(raw[: error.start].decode("utf-8", "replace"))
        return "", Problem(
            path, len(before), len(before[-1]) + 1, "encoding", "this is not UTF-8.", "Save the file as UTF-8."
        )
    if bad := _UNPRINTABLE.search(text):
        before = LINE_BREAK.split(text[: bad.start()])
        message = f"a control character (U+{ord(bad.group()):04X}) stands here."
        return "", Problem(path, len(before), len(before[-1]) + 1, "control-character", message, "Delete it.")
    return text, None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


_NONE: Any = object()  # no value, where None is one


def events(text: str) -> Iterator[Any]:
    """The events of a YAML text, with marks that count characters from 0."""
    found: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    return found


def _values(document: Document) -> tuple[Any, list[Problem]]:
    """The value of the one document, built from events; what is refused but leaves the rest readable is collected."""
    found: list[Problem] = []
    stack: list[list[Any]] = []  # of [container, key that waits for its value]
    root: Any = _NONE
    nodes = 0
    for event in events(document.text):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            if nodes > MOST_NODES:
                message = f"here the file has more than {MOST_NODES:,} names and values."
                raise _Refused(_at(event, document, "too-many", message, "Put less in one file."))
            value = _value(event, document, found)
            if stack:
                _place_in(stack[-1], value, event, document, found)
            else:
                root = value
            if isinstance(event, yaml.CollectionStartEvent):
                if len(stack) >= DEEPEST_LEVEL:
                    raise _Refused(_at(event, document, "too-deep", TOO_DEEP))
                stack.append([value, _NONE])
        elif isinstance(event, yaml.DocumentStartEvent) and root is not _NONE:
            hint = 'Keep one record a file; quote a text that is "---".'
            raise _Refused(_at(event, document, "second-document", "a second document starts here.", hint))
    if root is _NONE or (root is None and not found):
        hint = "Write a record, or delete the file."
        raise _Refused(Problem(document.path, 0, 0, "empty-file", "the file is empty.", hint))
    return root, found


def _value(event: Any, document: Document, found: list[Problem]) -> Any:
    """What a node starts out as: its text or None, or an empty container."""
    if isinstance(event, yaml.AliasEvent):
        hint = 'Quote the text ("*…"), or write the value out.'
        found.append(_at(event, document, "alias", f"*{event.anchor} is an alias.", hint))
        return None
    if event.anchor:
        hint = 'Quote the text ("&…"), or leave the name out.'
        found.append(_at(event, document, "anchor", f"&{event.anchor} is an anchor.", hint))
    elif event.tag:
        hint = 'Quote the text ("!…"), or leave the tag out.'
        found.append(_at(event, document, "tag", f"{event.tag} is a tag.", hint))
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    return None if not event.style and event.value in EMPTY else event.value


def _place_in(top: list[Any], value: Any, event: Any, document: Document, found: list[Problem]) -> None:
    container, key = top
    if isinstance(container, list):
        container.append(value)
    elif key is _NONE:
        if not isinstance(value, str):
            raise _Refused(
                _at(event, document, "key", "a field name must be text.", 'Write it like "date: 2025-11-05".')
            )
        if value in container:
            message = f'the field "{value}" stands here a second time (duplicate key).'
            found.append(_at(event, document, "duplicate-key", message, "Keep one of them."))
        top[1] = value
    else:
        container.setdefault(key, value)
        top[1] = _NONE


def _at(event: Any, document: Document, code: str, message: str, hint: str = "") -> Problem:
    mark = event.start_mark
    return document.problem_at(mark.line + 1, mark.column + 1, code, message, hint)


@dataclass
class _Place:
    """A value in the file: where it starts, and for each child its place and that of its key."""

    line: int
    column: int
    children: dict[str | int, "_Place"] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


def _tree(text: str) -> _Place:
    """The places of a document that `_values` has read."""
    top = _Place(1, 1)
    stack: list[tuple[_Place, bool]] = []
    keys: list[str | None] = []
    for event in events(text):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            keys.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        mark: Any = event.start_mark
        place = _Place(mark.line + 1, mark.column + 1)
        is_key = bool(stack) and stack[-1][1] and keys[-1] is None
        if not stack:
            top = place
        elif is_key:
            name = str(getattr(event, "value", ""))
            stack[-1][0].keys.setdefault(name, (place.line, place.column))
            keys[-1] = name
        else:
            parent, is_mapping = stack[-1]
            parent.children.setdefault(str(keys[-1]) if is_mapping else len(parent.children), place)
            keys[-1] = None
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append((place, isinstance(event, yaml.MappingStartEvent)))
            keys.append(None)
    return top


def _comments_in_text(document: Document) -> Iterator[Problem]:
    """Plain texts that a ` #` has cut short; two spaces before it, or none after a single word, mean a comment."""
    if " #" not in document.text:
        return
    for event in events(document.text):
        if not isinstance(event, yaml.ScalarEvent) or event.style or not event.value:
            continue
        mark: Any = event.end_mark
        rest = document.lines[mark.line][mark.column :] if mark.line < len(document.lines) else ""
        if re.match(" #", rest) and (" " in event.value or re.match(r" #\S", rest)):
            message = 'the text ends before " #": what follows is a comment.'
            hint = "Quote the text if that belongs to it, or put two spaces before the comment."
            yield document.problem_at(mark.line + 1, mark.column + 2, "comment", message, hint, warn=True)
