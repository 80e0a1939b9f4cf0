r"""The front of an Anki card as one line of a record: HTML and Anki's own marks out, Markdown that is none escaped."""

import re
from html import unescape

LONGEST = 120
"""Characters of a front; more of it ends in an ellipsis."""
READ = 10_000
"""Characters of a field that are looked at: what lies behind is a picture as text, or far beyond LONGEST."""

_CLOZE = re.compile(r"\{\{c(\d+)(?:,\d+)*::((?:(?!\{\{c\d|\}\}).)*)\}\}", re.DOTALL)
_DEEPEST_CLOZE = 8
_FORMULA = re.compile(r"(\\\(.*?\\\))")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL), " "),
    (re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), " "),
    (re.compile(r"<img\b[^>]*(?:>|\Z)", re.IGNORECASE), " [picture] "),
    (re.compile(r"</?(?:br|div|p|li|ul|ol|tr|td|th|table|hr|h\d)\b[^>]*(?:>|\Z)", re.IGNORECASE), " "),
    (re.compile(r"</?[a-z!][^>]*(?:>|\Z)", re.IGNORECASE), ""),
    (re.compile(r"\[sound:[^\]]*(?:\]|\Z)|\[anki:play:[^\]]*\]"), " [sound] "),
    (re.compile(r"\[/?anki:tts\b[^\]]*\]"), ""),
    (re.compile(r"\[\$\$?\]|\[latex\]|\\\["), r"\\("),
    (re.compile(r"\[/\$\$?\]|\[/latex\]|\\\]"), r"\\)"),
)
"""Each is scanned once; an end that is missing is the end of the field."""
_UNPRINTABLE = re.compile("[^\\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"[*`]|(?<![^\W_])_|_(?![^\W_])|\](?=\()|\\(?=[!-/:-@\[-`{-~])")


def line(text: str) -> str:
    """One line of what a record may hold: no control characters, single spaces."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def front(field: str, card: int) -> str:
    """What a card asks, by the first field of its note; empty where that shows nothing.

    `card` counts the cards of a note from 1: of a text with gaps it asks for gap c1, c2 …, which stands as `[…]` or
    as its hint, and the other gaps are filled in.
    """
    text = _without_clozes(field, card)
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    text = line(unescape(text))
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rstrip() + "…"
    return "".join(part if n % 2 else _MARKDOWN.sub(r"\\\g<0>", part) for n, part in enumerate(_FORMULA.split(text)))


def _without_clozes(text: str, card: int) -> str:
    """Gaps from the innermost outwards."""

    def filled(gap: re.Match[str]) -> str:
        hidden, _, hint = gap[2].partition("::")
        if int(gap[1][:9]) == card:
            return f"[{hint or '…'}]"
        return "" if hidden.startswith("image-occlusion:") else hidden

    for _ in range(_DEEPEST_CLOZE):
        text, found = _CLOZE.subn(filled, text)
        if not found:
            break
    return text
