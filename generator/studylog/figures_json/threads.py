"""Questions that wait for an answer, as JSON: the key `open_questions` of all figures."""

from collections.abc import Iterable
from typing import Any

from ..measure.threads import OpenQuestion
from .values import date_json, record_json


def questions_json(found: Iterable[OpenQuestion]) -> list[dict[str, Any]]:
    """What `studylog thread --json` lists too. `on` is null where the message has no date of its own."""
    return [
        {**record_json(one.record), "by": one.message.by, "on": date_json(one.message.on), "text": one.message.text}
        for one in found
    ]
