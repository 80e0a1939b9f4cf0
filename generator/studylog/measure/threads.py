"""The conversation between mentor and learner: which questions wait for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import DayRecord, Message


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A message that waits for an answer; `number` is its place in the thread of its record, from 1."""

    record: DayRecord
    number: int
    message: Message


def open_questions(days: Iterable[DayRecord]) -> tuple[OpenQuestion, ...]:
    """Messages that end with a question mark and have no later one by somebody else, in the order of their records."""
    return tuple(
        OpenQuestion(record, n, message)
        for record in days
        for n, message in enumerate(record.thread, 1)
        if message.text.rstrip().endswith("?") and all(later.by == message.by for later in record.thread[n:])
    )
