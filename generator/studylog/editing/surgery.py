"""One value of a YAML text changed in place. Each result is read again: nothing but that value may differ.

New text goes behind what it follows and takes its form: flow or block, indentation, quotes, ends of line. What cannot
be changed so that every comment stays is refused.
"""

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from ..source import LINE_BREAK, Loc, read
from .tree import Node, comments, line_end, line_start, path_to, tree
from .written import Value, in_block, in_line, item_lines, pair_lines

_MARK = "\ufeff"


class Uneditable(ValueError):
    """Why a text cannot be edited so that nothing else changes, and what to do by hand."""


def with_value(text: str, loc: Loc, value: Value, order: Sequence[str] = ()) -> str:
    """The text with `value` at `loc`; a last key may be new, an index may be the length of its list.

    A missing list or mapping around it is made. A new key goes behind those that precede it in `order`, else last.
    Raises Uneditable.
    """
    return _edited(text, loc, lambda bare: _set(bare, tuple(loc), value, order), lambda old: _put(old, loc, value))


def without(text: str, loc: Loc) -> str:
    """The text without the field or item at `loc`; comments within it stay where it stood. Raises Uneditable."""
    return _edited(text, loc, lambda bare: _cut(bare, tuple(loc)), lambda old: _put(old, loc, None))


def with_key(text: str, loc: Loc, key: str) -> str:
    """The text with the field at `loc` under another name. Raises Uneditable."""

    def renamed(old: Any) -> Any:
        around = _at(old, loc[:-1])
        if not isinstance(around, dict) or loc[-1] not in around or key in around:
            raise Uneditable(f'"{loc[-1]}" cannot be called "{key}" here: look which names there are')
        return _put(old, loc[:-1], {key if name == loc[-1] else name: part for name, part in around.items()})

    def edit(bare: str) -> str:
        parent = path_to(tree(bare), loc[:-1])[-1]
        old = parent.keys[parent.index(loc[-1]) or 0]
        return bare[: old.start] + in_line(key, old) + bare[old.end :]

    return _edited(text, loc, edit, renamed)


def _edited(text: str, loc: Loc, edit: Callable[[str], str], wanted: Callable[[Any], Any]) -> str:
    """What `edit` makes of the text, if its value is the wanted one and every comment is still there."""
    mark, bare = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    by_hand = f"{_named(loc)} is written in a way that cannot be edited here; change it by hand"
    value = wanted(_value(bare, "what is wrong in the file has to be put right first"))
    made = edit(bare)
    if _value(made, by_hand) != value or comments(made) != comments(bare):
        raise Uneditable(by_hand)
    return mark + made


def _value(text: str, otherwise: str) -> Any:
    document, problems = read(text.encode(), "")
    if [problem.code for problem in problems] == ["empty-file"]:
        return None
    if not document or any(problem.severity == "error" for problem in problems):
        raise Uneditable(otherwise)
    return document.value


def _named(loc: Loc) -> str:
    """`questions, 3, score`: a place as a person counts."""
    return ", ".join(str(part + 1) if isinstance(part, int) else f'"{part}"' for part in loc) or "the file"


def _at(value: Any, loc: Loc) -> Any:
    for part in loc:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _put(old: Any, loc: Loc, value: Any) -> Any:
    """A value with that at `loc` set, added, or taken out where `value` is None."""
    if not loc:
        return value
    new, part = deepcopy(old), loc[0]
    if new is None:
        new = [] if isinstance(part, int) else {}
    fits = isinstance(new, list) if isinstance(part, int) else isinstance(new, dict)
    size = len(new) if fits and isinstance(part, int) else 0
    there = fits and (part in new if isinstance(new, dict) else 0 <= part < size)  # type: ignore[operator]
    if not fits or not (there or (value is not None and (isinstance(new, dict) or part == size))):
        raise Uneditable(f"there is no place {_named(loc)} in the file")
    if len(loc) == 1 and value is None:
        del new[part]
    elif there:
        new[part] = _put(new[part], loc[1:], value)
    elif isinstance(new, dict):
        new[part] = _put(None, loc[1:], value)
    else:
        new.append(_put(None, loc[1:], value))
    return new


def _set(text: str, loc: tuple[str | int, ...], value: Value, order: Sequence[str]) -> str:
    path = path_to(tree(text), loc)
    missing = len(loc) + 1 - len(path)
    if missing and (missing > 1 or path[-1].is_empty):
        return _set(text, loc[:-1], [value] if isinstance(loc[-1], int) else {loc[-1]: value}, order)
    if missing:
        return _added(text, path, loc, value, order)
    old = path[-1]
    if isinstance(value, dict) and old.kind == "mapping":
        for key in (key.value for key in old.keys if key.value not in value):
            text = _cut(text, (*loc, key))
        for key, part in value.items():
            text = _set(text, (*loc, key), part, list(value))
        return text
    if isinstance(value, list) and old.kind == "list":
        for n in reversed(range(len(value), len(old.children))):
            text = _cut(text, (*loc, n))
        for n, part in enumerate(value):
            text = _set(text, (*loc, n), part, ())
        return text
    return _exchanged(text, path, loc, value)


def _exchanged(text: str, path: list[Node], loc: tuple[str | int, ...], value: Value) -> str:
    """A value in place of one of another kind, of none, or of another text."""
    old = path[-1]
    if old.kind == "text" and old.value == value and not old.is_empty:
        return text
    if len(path) == 1 and old.start == old.end and not isinstance(value, str):
        return _begun(text, value)
    anchor = _anchor(text, path, loc)
    if anchor is None or any(node.style == "flow" for node in path[:-1]):
        colon = ":" if anchor is None and isinstance(loc[-1], str) and len(path) > 1 else ""
        before = "" if old.start < old.end or (not colon and text[old.start - 1].isspace()) else f"{colon} "
        return text[: old.start] + before + in_line(value, old) + text[old.end :]
    parent = path[-2]
    column = _column(text, parent)
    first, *more = in_block(value, column, lists_at=_lists_at(path[0], text), hyphen=parent.kind == "list")
    sign = text[old.start : line_end(text, old.start)] if old.style in ("|", ">") else ""
    remark = "".join(re.findall("[ \t]+#.*", sign))
    if not first:
        below = LINE_BREAK.search(text, anchor, old.start)
        behind = text[old.end :].lstrip(" \t") if below else text[old.end :]
        kept = text[: old.start].rstrip(" ") + behind if old.start < old.end else text
        end = line_end(kept, anchor)
        return kept[:end] + remark + _joined(text, "", *more) + kept[end:]
    if isinstance(value, str):
        first = first if more else in_line(value, old) if old.style in ("'", '"') else first
    empty = old.start == old.end or (old.kind != "text" and old.style == "block")
    end = line_end(text, old.end)
    nested = not isinstance(value, str) and not text[anchor : old.start].strip(" ")
    above = text[:anchor] + " " + first if empty or nested else text[: old.start] + first
    return above + remark + text[old.end : end] + _joined(text, *([""] if more else []), *more) + text[end:]


def _begun(text: str, value: list[Value] | dict[str, Value]) -> str:
    """The first value of a file, behind its comments."""
    parts = value.items() if isinstance(value, dict) else ()
    lines = [line for key, part in parts for line in pair_lines(key, part, 0, 2, block=True)]
    lines += [line for part in value if isinstance(value, list) for line in item_lines(part, 0, block=True)]
    return _joined(text, *([text.removesuffix("\n").removesuffix("\r")] if text else []), *lines, "")


def _added(text: str, path: list[Node], loc: tuple[str | int, ...], value: Value, order: Sequence[str]) -> str:
    """A new field of a mapping or a new last item of a list."""
    parent, name = path[-1], loc[-1]
    last = _predecessor(parent, name, order)
    if any(node.style == "flow" for node in path):
        new = in_line(value) if isinstance(name, int) else f"{in_line(name)}: {in_line(value)}"
        if last is None:
            return text[: parent.start + 1] + new + text[parent.start + 1 :]
        comma = " , " if last.start == last.end and text[last.end - 1] == ":" else ", "
        return text[: last.end] + comma + new + text[last.end :]
    column = _column(text, parent)
    alike = [child for child in parent.children if child.kind == ("list" if isinstance(value, list) else "mapping")]
    block = bool(alike) and alike[-1].style == "block"
    if isinstance(name, int):
        lines = item_lines(value, column, block=block)
    else:
        lines = pair_lines(name, value, column, _lists_at(path[0], text), block=block)
    end = line_end(text, last.end if last else parent.end)
    return text[:end] + _joined(text, "", *lines) + text[end:]


def _predecessor(parent: Node, name: str | int, order: Sequence[str]) -> Node | None:
    """The child that a new one goes behind."""
    earlier = set(order[: list(order).index(str(name))]) if name in order else set()
    known = [child for key, child in zip(parent.keys, parent.children, strict=False) if key.value in earlier]
    return known[-1] if known else parent.children[-1] if parent.children else None


def _cut(text: str, loc: tuple[str | int, ...]) -> str:
    path = path_to(tree(text), loc)
    parent, child = path[-2], path[-1]
    n = parent.index(loc[-1]) or 0
    starts = [_start_of(text, parent, m) for m in range(len(parent.children))]
    following = starts[n + 1] if n + 1 < len(starts) else None
    if any(node.style == "flow" for node in path[:-1]):
        return _cut_from_line(text, parent, n, starts)
    if len(starts) == 1:
        return _emptied(text, path, loc)
    head = line_start(text, starts[n])
    if text[head : starts[n]].strip(" "):
        return text[: starts[n]] + text[following:] if following else text
    end = line_end(text, child.end)
    behind = LINE_BREAK.match(text, end)
    left = [" " * (starts[n] - head) + comment for comment in comments(text, starts[n], end)]
    kept = _joined(text, *left, "") if left else ""
    return text[:head] + kept + text[behind.end() if behind else end :]


def _emptied(text: str, path: list[Node], loc: tuple[str | int, ...]) -> str:
    """A list or mapping of lines without its only child: brackets."""
    parent = path[-2]
    brackets = "[]" if parent.kind == "list" else "{}"
    if len(path) == 2:
        return text[: parent.start] + brackets + text[parent.end :]
    anchor = _anchor(text, path[:-1], loc[:-1])
    if anchor is None:
        return text
    end = line_end(text, parent.end)
    left = _joined(text, *("  " + comment for comment in comments(text, anchor, end)))
    return text[:anchor] + " " + brackets + left + text[end:]


def _cut_from_line(text: str, parent: Node, n: int, starts: list[int]) -> str:
    """A bracketed list or mapping without a child and one comma beside it."""
    start, end = starts[n], parent.children[n].end
    comma = _comma(text, end)
    if comma is not None:
        rest = comma + 1
        while text[rest : rest + 1] == " " and not text[rest:].lstrip(" ").startswith("#"):
            rest += 1
        return text[:start] + text[end:comma] + text[rest:]
    if n:
        before = _comma(text, parent.children[n - 1].end)
        if before is not None:
            gap = text[before + 1 : start]
            return text[:before] + (gap if gap.strip() else "") + text[end:]
    return text[:start] + text[end:]


def _comma(text: str, at: int) -> int | None:
    """The comma behind a child of a bracketed collection, past blanks and comments."""
    found = re.compile("(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*,").match(text, at)
    return found.end() - 1 if found else None


def _anchor(text: str, path: list[Node], loc: tuple[str | int, ...]) -> int | None:
    """Right behind the colon or hyphen of the last node; None where it has none."""
    if len(path) < 2:
        return None
    parent, child = path[-2], path[-1]
    n = parent.index(loc[-1]) or 0
    if parent.kind == "mapping":
        found = re.compile("[ \t]*:").match(text, parent.keys[n].end, max(child.start, parent.keys[n].end))
        return found.end() if found else None
    return _start_of(text, parent, n) + 1 if parent.style == "block" else None


def _start_of(text: str, parent: Node, n: int) -> int:
    """Where a child begins, with its key or hyphen."""
    if parent.kind == "mapping":
        return parent.keys[n].start
    at = parent.children[n].start
    if parent.style == "flow":
        return at
    column = _column(text, parent)
    while text[line_start(text, at) + column : at + 1][:1] != "-":
        at = line_start(text, at) - 1
    return line_start(text, at) + column


def _column(text: str, parent: Node) -> int:
    return parent.start - line_start(text, parent.start)


def _lists_at(top: Node, text: str) -> int:
    """How far right of their keys the lists of this file stand: 2 where it has none."""
    for child in top.children:
        if top.kind == "mapping" and top.style == child.style == "block" and child.kind == "list":
            return _column(text, child) - _column(text, top)
    return next((found for child in top.children if (found := _lists_at(child, text)) != 2), 2)


def _joined(text: str, *lines: str) -> str:
    """Lines with the ends that the text has."""
    found = LINE_BREAK.search(text)
    return (found.group() if found and found.group() in ("\r\n", "\r") else "\n").join(lines)
