"""Laws of edits: one value changes, every comment and every other character stays. STUDYLOG_EDITS=10000 tries more."""

import json
import os
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studylog.editing import Uneditable, Value, with_key, with_value, without
from studylog.editing.tree import Node, comments, line_end, path_to, tree
from studylog.source import read
from tests.properties.hand import Hand

EDITS = int(os.environ.get("STUDYLOG_EDITS", "300"))
WORDS = ("Heaps", "sift down", "O(n) not O(n log n)", "it's", 'say "so"', "a: b", "x, y", "no # comment", "- dash",
         "é😀", "", "[x]", "100%", "9.5/10", "null", "a long text of several words", "  spaces ", "\\n")  # fmt: skip
NEW = (*WORDS, "two\nlines", "ends\n", "odd\u2028line", "tab\there")


def text(random: Random) -> str:
    return random.choice(WORDS)


def fields(random: Random, names: str) -> dict[str, Any]:
    chosen = [name for name in names.split() if random.random() < 0.6]
    return {name: None if random.random() < 0.1 else text(random) for name in chosen}


def record(random: Random) -> dict[str, Any]:
    """A record, or what could be one but for the meaning of its texts."""
    questions = [{"id": f"Q{n}", **fields(random, "topic asks score note")} for n in range(random.randint(1, 4))]
    for question in questions:
        if random.random() < 0.3:
            question["revised"] = [{"was": "9", **fields(random, "on by why")} for _ in range(random.randint(0, 2))]
        if random.random() < 0.3:
            question["flags"] = random.choice([[], ["guessed"], ["guessed", "excluded"], None])
    value = {"date": "2025-11-05", **fields(random, "title context"), "questions": questions}
    value["actions"] = [{"do": text(random), "due": {"day": "8"}, **fields(random, "done")} for _ in range(2)]
    value |= {"insights": [text(random) for _ in range(random.randint(0, 3))]}
    return value | fields(random, "verdict private")


def places(value: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a value, and for each list and mapping the one behind its end."""
    if isinstance(value, dict):
        inner = [place for key, part in value.items() for place in places(part, (*loc, key))]
        return [loc, *inner, (*loc, "new")]
    if isinstance(value, list):
        inner = [place for n, part in enumerate(value) for place in places(part, (*loc, n))]
        return [loc, *inner, (*loc, len(value))]
    return [loc]


def changed(value: Any, loc: tuple[str | int, ...], new: Any) -> Any:
    """The value with another one at a place, or without it; written plainly."""
    made = deepcopy(value)
    around = made
    for part in loc[:-1]:
        around = around[part]
    if new is None:
        del around[loc[-1]]
    elif isinstance(around, list) and loc[-1] == len(around):
        around.append(new)
    else:
        around[loc[-1]] = new
    return made


def at(value: Any, loc: tuple[str | int, ...]) -> Any:
    for part in loc:
        value = value[part] if _has(value, part) else None
    return value


def _has(value: Any, part: str | int) -> bool:
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def value_of(raw: str) -> Any:
    document, problems = read(raw.encode(), "")
    assert document and not [problem for problem in problems if problem.severity == "error"], (raw, problems)
    return document.value


def kept(before: str, after: str) -> tuple[int, int]:
    """How many characters at the start and at the end are the same."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return start, end


def last_text(node: Node) -> Node:
    """The node that stands last in a file."""
    return last_text(node.children[-1]) if node.children else node


def new_value(random: Random) -> Value:
    return random.choice(
        [random.choice(NEW), random.choice(NEW), {"was": "95", "why": random.choice(NEW)}, [random.choice(WORDS), "x"]]
    )


@settings(max_examples=EDITS)
@given(st.randoms(use_true_random=False))
def test_an_edit_changes_one_value_and_nothing_else(random: Random) -> None:
    """What is set is there, what was there is there, comments are the same, all text outside the place too."""
    value = record(random)
    raw = Hand(random).file(value)
    before = value_of(raw)
    loc = random.choice([place for place in places(before) if place])
    new, old = new_value(random), at(before, loc)
    if isinstance(old, dict | list):
        new = [*old, "more"] if isinstance(old, list) else {**old, "more": "x"}
        if "null" in json.dumps(new):  # a new value holds texts alone
            loc, new, old = (*loc, len(old) if isinstance(old, list) else "more"), "x", None
    try:
        made = with_value(raw, loc, new)
    except Uneditable:  # a line more would end the text of the last block, and so be part of it
        assert not raw.endswith("\n") and last_text(tree(raw.removeprefix("\ufeff"))).style in ("|", ">")
        return
    assert value_of(made) == changed(before, loc, new)
    bare, after = raw.removeprefix("\ufeff"), made.removeprefix("\ufeff")
    assert made.startswith("\ufeff") == raw.startswith("\ufeff")
    assert comments(after) == comments(bare)
    start, end = kept(bare, after)
    path = path_to(tree(bare), loc)
    lines = isinstance(new, str) and "\n" in new
    nothing_there = len(path) <= len(loc) or (path[-1].start == path[-1].end and not lines)
    if new == old:
        assert made == raw
    elif isinstance(old, dict | list) or nothing_there:
        assert start + end >= len(bare)
    else:
        in_line = isinstance(new, str) and isinstance(old, str) and not lines
        blanks, last = (0, path[-1].end) if in_line else (3, line_end(bare, path[-1].end))
        assert start >= path[-1].start - blanks and end >= len(bare) - last
    assert after.count("\r\n") == after.count("\n") or "\r\n" not in bare


@settings(max_examples=EDITS)
@given(st.randoms(use_true_random=False))
def test_what_is_taken_out_or_renamed_leaves_the_rest(random: Random) -> None:
    """A field or item goes, or its key changes; else the edit is refused, and only where comments are in the way."""
    value = record(random)
    raw = Hand(random).file(value)
    before = value_of(raw)
    loc = random.choice([place for place in places(before) if place and _has(at(before, place[:-1]), place[-1])])
    rename = isinstance(loc[-1], str) and random.random() < 0.3
    try:
        made = with_key(raw, loc, "other: name") if rename else without(raw, loc)
    except Uneditable:
        assert "#" in raw and not rename
        return
    wanted = changed(before, loc, None)
    if rename and len(loc) == 1:
        wanted["other: name"] = before[loc[0]]
    elif rename:
        at(wanted, loc[:-1])["other: name"] = at(before, loc)
    assert value_of(made) == wanted
    assert comments(made.removeprefix("\ufeff")) == comments(raw.removeprefix("\ufeff"))
