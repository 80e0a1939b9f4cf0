"""A narrative as Markdown, to be pasted into a mail, a chat or an issue."""

import re

from ..wording import day
from .sentences import Narrative, Piece

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$#@]|(?<=:)/|(?<=www)\.", re.IGNORECASE)
"""Characters that Markdown, its dialects and HTML read as more than text; without them no address links itself."""


def markdown(narrative: Narrative, site: str = "") -> str:
    """The whole text. `site` is the address that the journal is published under; without it nothing is a link."""
    so_far = ", so far" if narrative.so_far else ""
    lines = [f"# {narrative.title}", "", f"{day(narrative.first)} to {day(narrative.last)}{so_far}."]
    for section in narrative.sections:
        told = ("".join(_piece(piece, site) for piece in sentence.pieces) for sentence in section.sentences)
        lines += ["", f"## {section.heading}", "", *(f"- {text}" for text in told)]
    return "\n".join(lines) + "\n"


def _piece(piece: Piece, site: str) -> str:
    text = _ACTIVE.sub(lambda found: f"\\{found[0]}", piece.text)
    if not (site and piece.path):
        return text
    return f"[{text}]({piece.address(site)})"
