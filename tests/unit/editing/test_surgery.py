"""One value changes, everything else in the file stays as it was typed."""

import pytest

from studylog.editing import Uneditable, Value, with_key, with_value, without
from studylog.source import Loc

SET: list[tuple[str, str, Loc, Value, str]] = [
    ("plain", "a: 1  # one\nb: 2\n", ("a",), "9", "a: 9  # one\nb: 2\n"),
    ("empty", "a:  # later\nb: 2\n", ("a",), "9", "a: 9  # later\nb: 2\n"),
    ("empty at the end", "b: 2\na:", ("a",), "9", "b: 2\na: 9"),
    ("word for nothing", "a: ~  # later\n", ("a",), "9", "a: 9  # later\n"),
    ("single quotes", "a: '1'\n", ("a",), "it's", "a: 'it''s'\n"),
    ("double quotes", 'a: "1"\n', ("a",), 'x "y"', 'a: "x \\"y\\""\n'),
    ("needs quotes", "a: 1\n", ("a",), "x: y", "a: 'x: y'\n"),
    ("plain lines", "a: one\n  two # c\nb: 1\n", ("a",), "9", "a: 9 # c\nb: 1\n"),
    ("quoted lines", "a: 'one\n\n  two' # c\nb: 1\n", ("a",), "9", "a: '9' # c\nb: 1\n"),
    ("block of text", "a: |  # c\n  x\n  # no comment\n\n# c\nb: 1\n", ("a",), "9", "a: 9  # c\n\n# c\nb: 1\n"),
    ("to lines", "a: 1  # c\nb: 1\n", ("b",), "x\ny", "a: 1  # c\nb: |-\n  x\n  y\n"),
    ("below its key", "a:\n  # c\n  one\n", ("a",), "9", "a:\n  # c\n  9\n"),
    ("braces", "q: {a: 1, b: 2}  # c\n", ("q", "a"), "9", "q: {a: 9, b: 2}  # c\n"),
    ("empty in braces", "q: {a: , b: 2}\n", ("q", "a"), "9", "q: {a: 9, b: 2}\n"),
    ("no colon in braces", "q: {a, b: 2}\n", ("q", "a"), "9", "q: {a: 9, b: 2}\n"),
    ("text with a comma in braces", "q: {a: 1}\n", ("q", "a"), "x, y", "q: {a: 'x, y'}\n"),
    ("CRLF and mark", "\ufeffa: 1\r\nb: 2\r\n", ("c",), "3", "\ufeffa: 1\r\nb: 2\r\nc: 3\r\n"),
    ("no last line end", "a: 1", ("b",), "2", "a: 1\nb: 2"),
    ("new in braces", "q: {a: 1,  # c\n    b: 2  # d\n}\n", ("q", "c"), "3",
     "q: {a: 1,  # c\n    b: 2, c: 3  # d\n}\n"),
    ("new in empty braces", "q: {}\n", ("q", "c"), "3", "q: {c: 3}\n"),
    ("new behind an empty one in braces", "q: {a: }\n", ("q", "c"), "3", "q: {a: , c: 3}\n"),
    ("new field of an item", "q:\n- a: 1 # c\n  # d\n- a: 2\n", ("q", 0, "b"), "3",
     "q:\n- a: 1 # c\n  b: 3\n  # d\n- a: 2\n"),
    ("new behind a block that keeps lines", "a: |+\n  x\n\nb: 1\n", ("c",), "3", "a: |+\n  x\n\nb: 1\nc: 3\n"),
    ("new item", "q:\n    - a # c\n\n# d\nz: 1\n", ("q", 1), "b", "q:\n    - a # c\n    - b\n\n# d\nz: 1\n"),
    ("new item in brackets", "q: [a, b,]\n", ("q", 2), "c", "q: [a, b, c,]\n"),
    ("new list", "a: 1\n", ("q", 0), {"b": "2"}, "a: 1\nq:\n  - {b: 2}\n"),
    ("new list, not indented", "a: 1\nr:\n- x\n", ("q", 0), {"b": "2"}, "a: 1\nr:\n- x\nq:\n- {b: 2}\n"),
    ("list for nothing", "q:  # c\nz: 1\n", ("q", 0), "long words", "q:  # c\n  - long words\nz: 1\n"),
    ("list for nothing in braces", "a: {q: , z: 1}\n", ("a", "q", 0), "x y", "a: {q: [x y], z: 1}\n"),
    ("short names", "a: 1\n", ("q",), ["x", "y"], "a: 1\nq: [x, y]\n"),
    ("mapping like its siblings", "a:\n  t: 1\n", ("b",), {"t": "2", "u": ["x"]}, "a:\n  t: 1\nb:\n  t: 2\n  u: [x]\n"),
    ("item like its siblings", "q:\n  - t: 1\n", ("q", 1), {"t": "2", "u": "3"}, "q:\n  - t: 1\n  - t: 2\n    u: 3\n"),
    ("list over list", "q: [a, b, c] # c\n", ("q",), ["a", "x"], "q: [a, x] # c\n"),
    ("list over list of lines", "q:\n  - a # 1\n  - b\n", ("q",), ["x", "b", "c"], "q:\n  - x # 1\n  - b\n  - c\n"),
    ("text over list", "q:\n  - a\nz: 1\n", ("q",), "x", "q: x\nz: 1\n"),
    ("list over text", "q: x  # c\nz: 1\n", ("q",), ["long words"], "q:  # c\n  - long words\nz: 1\n"),
    ("the same", "a: |\n  x\n", ("a",), "x\n", "a: |\n  x\n"),
    ("beyond the BMP", "a: 😀  # é\nb: 1\n", ("b",), "日本", "a: 😀  # é\nb: 日本\n"),
    ("odd line ends", "a: 1\n", ("a",), "x\u2028y\n", 'a: "x\\Ly\\n"\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "loc", "value", "made"), [case[1:] for case in SET], ids=[case[0] for case in SET])
def test_a_value_is_set_in_the_form_around_it(text: str, loc: Loc, value: Value, made: str) -> None:
    """Indentation, quotes, brackets, ends of line and comments stay."""
    assert with_value(text, loc, value) == made


def test_a_new_field_goes_behind_those_before_it() -> None:
    """In the order that is given, else last."""
    text = "- id: Q1\n  asks: x\n  note: y\n"
    assert with_value(text, (0, "score"), "9", ("id", "asks", "score", "note")).splitlines()[2] == "  score: 9"
    assert with_value(text, (0, "score"), "9").splitlines()[3] == "  score: 9"


CUT: list[tuple[str, str, Loc, str]] = [
    ("a field", "a: 1\nb: 2  # two\nc: 3\n", ("b",), "a: 1\n# two\nc: 3\n"),
    ("the last", "a: 1\nb:\n  - x\n  - y\n# end\n", ("b",), "a: 1\n# end\n"),
    ("the first of an item", "- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
    ("an item", "q:\n- a\n- b: 1 # c\n  d: 2\n- e\n", ("q", 1), "q:\n- a\n# c\n- e\n"),
    ("the only one", "q:\n- a\nz: 1\n", ("q", 0), "q: []\nz: 1\n"),
    ("the only field", "a: 1\n", ("a",), "{}\n"),
    ("first in brackets", "q: [a, b, c]\n", ("q", 0), "q: [b, c]\n"),
    ("last in brackets", "q: [a, b, c]\n", ("q", 2), "q: [a, b]\n"),
    ("last before a comma", "q: [a, b, ]\n", ("q", 1), "q: [a, ]\n"),
    ("a comment in brackets", "q: [a,  # one\n    b]\n", ("q", 0), "q: [  # one\n    b]\n"),
    ("in braces", "q: {a: 1, b: 2}\n", ("q", "b"), "q: {a: 1}\n"),
    ("no last line end", "a: 1\nb: 2", ("b",), "a: 1\n"),
]


@pytest.mark.parametrize(("text", "loc", "made"), [case[1:] for case in CUT], ids=[case[0] for case in CUT])
def test_a_value_is_taken_out_and_its_comments_stay(text: str, loc: Loc, made: str) -> None:
    """A comment of what went stands alone in its place."""
    assert without(text, loc) == made


def test_a_field_is_renamed() -> None:
    """Its quotes and its place stay."""
    assert with_key("a: 1\n'b': 2 # c\n", ("b",), "x") == "a: 1\n'x': 2 # c\n"
    with pytest.raises(Uneditable, match='cannot be called "a"'):
        with_key("a: 1\nb: 2\n", ("b",), "a")


@pytest.mark.parametrize(
    ("text", "loc", "says"),
    [
        ("a: 1\n", ("a", "b"), "no place"),
        ("q: [x]\n", ("q", 2), "no place"),
        ("a: 1\n", (0,), "no place"),
        ("a: [\n", ("a",), "put right first"),
        ("a: {b: 1, # c\n d: 2}\n", ("a",), "by hand"),
    ],
)
def test_what_cannot_be_edited_says_why(text: str, loc: Loc, says: str) -> None:
    """And nothing is returned."""
    with pytest.raises(Uneditable, match=says):
        with_value(text, loc, "9")
