"""What the errors of the YAML reader mean, in plain words and at the place that a person has to change."""

from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

DEEPEST_LEVEL = 50
TOO_DEEP = f"this is nested more than {DEEPEST_LEVEL} levels deep."


class Fault(NamedTuple):
    """What is wrong at a line and column, from 1, and what to write instead."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


# What libyaml says (by its words or those of its context), and what a person should hear.
_WORDS = (
    ("unicode character escape", "escape", "this escape is no character.", "Write the character itself."),
    ("escape", "escape", "this is no escape that YAML knows.", "Use single quotes for a text with backslashes."),
    ("nesting depth", "too-deep", TOO_DEEP, "Write it as a text."),
    (
        "quoted scalar",
        "unclosed-quote",
        "the quote that opens here is never closed.",
        "Close it, or double a quote that belongs to the text.",
    ),
    (
        "mapping values are not allowed",
        "colon",
        'a text holds ": " here, which starts a field.',
        'Quote the value: "…".',
    ),
    ("scanning an alias", "star", "* starts an alias.", 'Quote the value: "*…".'),
    ("scanning an anchor", "ampersand", "& starts an anchor.", 'Quote the value: "&…".'),
    ("tab character", "tab", "a tab is used for indentation.", "Use spaces."),
    (
        "flow mapping",
        "unclosed-brace",
        "the { that opens here is not closed properly.",
        'Close it with }, or quote the value: "{…".',
    ),
    (
        "flow sequence",
        "unclosed-bracket",
        "the [ that opens here is not closed properly.",
        'Close it with ], or quote the value: "[…".',
    ),
    (
        "could not find expected ':'",
        "no-colon",
        "a field needs a colon and a space after its name.",
        'Write "name: value", or indent the line if it goes on.',
    ),
    (
        "block mapping",
        "indentation",
        "the indentation does not fit the lines above.",
        "Line the fields up with spaces.",
    ),
    ("block collection", "indentation", "the indentation does not fit the list above.", 'Line the "-" up with spaces.'),
    (
        "block sequence entries",
        "indentation",
        "a list item cannot start here.",
        "Put the list on lines of its own, below its field.",
    ),
    (
        "expected <document start>",
        "second-document",
        "the file goes on after its record has ended.",
        "Line the fields up with spaces.",
    ),
    (
        "block scalar",
        "block-text",
        "the text block that starts here is not indented properly.",
        "Indent its lines further than the field.",
    ),
    ("tag", "tag", "! starts a tag.", 'Quote the value: "!…".'),
)
_AT_START = ("quoted scalar", "flow mapping", "flow sequence", "alias", "anchor", "tag", "simple key")


def explained(error: yaml.MarkedYAMLError, line_of: Callable[[int], str]) -> Fault:
    """An error in plain words; `line_of` gives a line of the file by its number."""
    said = f"{error.problem or ''} | {error.context or ''}".lower()
    mark: Any = error.problem_mark or error.context_mark
    if error.context_mark is not None and "escape" not in said and any(words in said for words in _AT_START):
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if "block mapping" in said and line_of(line)[: column - 1].endswith(("'", '"')):
        hint = "Double a quote that belongs to the text, or write the other kind around it."
        return Fault(line, column, "quote", "the text goes on after its closing quote.", hint)
    if "cannot start any token" in said:
        return _strange_start(line, column, line_of(line))
    for words, code, message, hint in _WORDS:
        if words in said:
            return Fault(line, column, code, message, hint)
    return Fault(line, column, "yaml", f"the YAML cannot be read here: {error.problem}.")


def _strange_start(line: int, column: int, shown: str) -> Fault:
    character = shown[column - 1 : column]
    if character == "\t" or "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return Fault(line, column, "tab", "a tab is used for indentation.", "Use spaces.")
    hint = f'Quote the value: "{character}…".'
    return Fault(line, column, "start", f"a text cannot start with {character}.", hint)
