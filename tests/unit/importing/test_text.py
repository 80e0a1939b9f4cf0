"""Text that went through a wrong program: repaired where that loses nothing, refused where something is lost."""

import pytest

from studylog.importing.text import decoded

TEXT = "## Day 4 – 31 Oct\n✅ R² and 1 × 2 → “good” 🟡\nplain\n"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252", "latin-1"])
def test_utf8_that_was_misread_is_repaired(encoding: str) -> None:
    """Each of the ways in which programs misread it, in a file that has plain lines as well."""
    try:
        misread = "\n".join(line.encode().decode(encoding) for line in TEXT.split("\n"))
    except UnicodeDecodeError:  # Windows-1252 has five bytes without a character
        misread = TEXT.replace("“good”", "good").replace("🟡", "").encode().decode(encoding, "strict")
    text, problems = decoded(misread.encode(), "log.md")
    assert problems == ()
    assert text in (TEXT, TEXT.replace("“good”", "good").replace("🟡", ""))


def test_what_was_not_misread_stays() -> None:
    """Also where a line of it would make sense as bytes."""
    for text in (TEXT, "naïve café\nÜbung\n", "√ó is not what it was\n✅ but this is\n"):
        assert decoded(text.encode(), "log.md")[0].split("\n")[-2] == text.split("\n")[-2]
    assert decoded(TEXT.encode("utf-8-sig").replace(b"\n", b"\r\n"), "log.md") == (TEXT, ())


def test_windows_text_is_read() -> None:
    """A file that is no UTF-8, but text of that encoding."""
    assert decoded("5 × 3 – naïve\n".encode("cp1252"), "log.md") == ("5 × 3 – naïve\n", ())


def test_lost_characters_are_named_with_their_lines() -> None:
    """Nothing is guessed."""
    text, problems = decoded("fine\nR\ufffd is lost\n".encode(), "log.md")
    assert (text, [(p.line, p.column) for p in problems]) == ("", [(2, 2)])
    text, problems = decoded(b"fine\nR\x81\x8d\xff", "log.md")
    assert (text, [p.line for p in problems]) == ("", [2])


def test_control_characters_become_spaces() -> None:
    """Records refuse them."""
    assert decoded(b"a\x00b\x1bc\n", "log.md") == ("a b c\n", ())
