"""A narrative as JSON, for programs that send or show it."""

from typing import Any

from .sentences import Narrative, Sentence


def as_json(narrative: Narrative, key: str, site: str = "") -> dict[str, Any]:
    """The period and its sentences. `site` is the address that the journal is published under, if it is."""
    return {
        "key": key,
        "title": narrative.title,
        "first": str(narrative.first),
        "last": str(narrative.last),
        "so_far": narrative.so_far,
        "sections": [
            {"heading": section.heading, "sentences": [_sentence(sentence, site) for sentence in section.sentences]}
            for section in narrative.sections
        ],
    }


def _sentence(sentence: Sentence, site: str) -> dict[str, Any]:
    links = [{"text": piece.text, "address": piece.address(site)} for piece in sentence.pieces if piece.path]
    return {"text": sentence.text, "links": links}
