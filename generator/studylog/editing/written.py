"""How a new value is written at a place of a file: like what stands around it, else in one line where it fits."""

import json
import re
from typing import TypeAlias

from ..dump import line_of, yaml_of
from .tree import Node

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What a place of a file can hold: every scalar is text, as it is typed."""

_WIDTH = 120
_SHORT = re.compile(r"[\w-]{1,12}")
_ODD = re.compile("[\r\x85\u2028\u2029]|\n\\Z")  # what escapes alone keep


def in_line(value: Value, old: Node | None = None) -> str:
    """A value in one line that can stand anywhere; a text keeps the quotes of the one that it replaces."""
    if isinstance(value, str) and old and old.style in ("'", '"') and value.isprintable():
        return "'" + value.replace("'", "''") + "'" if old.style == "'" else json.dumps(value, ensure_ascii=False)
    return line_of(value)


def in_block(value: Value, column: int, *, lists_at: int = 2, hyphen: bool = False, block: bool = False) -> list[str]:
    """The lines of a value for a key at `column`, or for a hyphen there: the first one goes behind it.

    `lists_at` is how far the hyphens of a list stand right of its key; `block` writes a mapping over lines even where
    one would do.
    """
    if isinstance(value, str):
        first, *more = yaml_of({"k": value}).removesuffix("\n").split("\n")
        return [line_of(value)] if _ODD.search(value) else [first.removeprefix("k: "), *_indented(more, column)]
    if not value or any(_ODD.search(text) for text in _texts(value)):
        return [line_of(value)]
    if isinstance(value, dict) and not block and all(isinstance(v, str) and "\n" not in v for v in value.values()):
        line = line_of(value)
        if column + len(line) < _WIDTH:
            return [line]
    if isinstance(value, list):
        if all(isinstance(item, str) and _SHORT.fullmatch(item) for item in value):
            return [line_of(value)]
        if not hyphen:
            return ["", *(line for item in value for line in item_lines(item, column + lists_at))]
    body = _indented(yaml_of(value).removesuffix("\n").split("\n"), column + 2)
    return [body[0].lstrip(), *body[1:]] if hyphen else ["", *body]


def item_lines(value: Value, column: int, *, block: bool = False) -> list[str]:
    """The lines of an item of a list whose hyphens stand at `column`."""
    first, *more = in_block(value, column, hyphen=True, block=block)
    return [f"{' ' * column}- {first}", *more]


def pair_lines(key: str, value: Value, column: int, lists_at: int, *, block: bool = False) -> list[str]:
    """The lines of a field of a mapping whose keys stand at `column`."""
    first, *more = in_block(value, column, lists_at=lists_at, block=block)
    return [f"{' ' * column}{line_of(key)}: {first}".rstrip(" "), *more]


def _texts(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value if isinstance(value, list) else [*value, *value.values()]
    return [text for part in parts for text in _texts(part)]


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]
