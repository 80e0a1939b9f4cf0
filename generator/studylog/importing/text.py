"""The text of a log, whatever it went through: UTF-8 that some program once read as another encoding is repaired."""

import re

from ..problems import Problem

MISREADINGS = ("mac_roman", "cp1252", "latin-1")
"""Encodings that UTF-8 is most often misread as, in the order in which they are tried."""
_DAMAGED = "\ufffd"
_LINE_BREAK = re.compile("\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\v\f]")


def decoded(raw: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text with LF, repaired where it was misread, and what is wrong; the text is empty where it cannot be told.

    Damage that lost characters (U+FFFD, or bytes that are no UTF-8) is named with its lines, never guessed at.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _of_other_encoding(raw, path)
    lines = _LINE_BREAK.split(text)
    if lost := [n for n, line in enumerate(lines, 1) if _DAMAGED in line]:
        return "", tuple(_lost(path, n, lines[n - 1]) for n in lost)
    return "\n".join(_CONTROL.sub(" ", line) for line in _repaired(lines)), ()


def _of_other_encoding(raw: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A file that is no UTF-8: Windows' own encoding where every byte is a character of it."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "this is neither UTF-8 nor Windows-1252: some of it was lost."
        return "", (
            Problem(path, line, 1, "encoding", message, "Save the log as UTF-8 from the program that wrote it."),
        )
    return "\n".join(_CONTROL.sub(" ", line) for line in _LINE_BREAK.split(text)), ()


def _repaired(lines: list[str]) -> list[str]:
    """Lines that make sense as UTF-8 once their characters are bytes again; all by the encoding that repairs most."""
    foreign = [line for line in lines if not line.isascii()]
    by_encoding = {name: sum(_again(line, name) is not None for line in foreign) for name in MISREADINGS}
    best = max(MISREADINGS, key=lambda name: by_encoding[name])
    if not by_encoding[best]:
        return lines
    return [_again(line, best) or line for line in lines]


def _again(line: str, encoding: str) -> str | None:
    """The line read again as UTF-8, or None where it was no misreading."""
    if line.isascii():
        return None
    try:
        return line.encode(encoding).decode("utf-8")
    except UnicodeError:
        return None


def _lost(path: str, line: int, excerpt: str) -> Problem:
    message = "a character was lost here (U+FFFD), and nothing tells which it was."
    return Problem(path, line, excerpt.index(_DAMAGED) + 1, "damaged", message, "Restore it, then import again.",
                   excerpt=excerpt)  # fmt: skip
