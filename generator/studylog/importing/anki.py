"""An Anki collection as days: the first answer that each card got on a day is a question of that day's record.

Every answer is counted by what became of it. Neither the clock nor the zone of the machine enters: a day is one of the
collection's own.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from ..problems import Problem
from .collection import (
    CRAM,
    GRADED,
    LEARNING,
    RELEARNING,
    RESCHEDULED,
    Answer,
    Card,
    Days,
    TopicsFrom,
    answers,
    cards,
    days,
    is_first_scheduler,
    opened,
)
from .day import Day
from .log import Log
from .package import Unreadable, unpacked

SCORES: Mapping[int, str] = {1: "0", 2: "60", 3: "80", 4: "95"}
"""The least percent that gives a rating again when the schedule is replayed; Again, Hard, Good, Easy."""
OUTCOMES = ("as questions", "again on the same day", "of cram", "of rescheduling", "of deleted cards", "not understood")
"""What becomes of an answer, in the order in which it is said."""
_TAKEN, _AGAIN, _CRAM, _RESCHEDULED, _DELETED, _UNKNOWN = OUTCOMES
_LAST_MS = 1000 * int(datetime(2199, 12, 30, tzinfo=UTC).timestamp())
_MS_A_MINUTE = 60_000
_MINUTES_A_DAY = 1440


def read(path: Path, zone: tzinfo | None = None, topics_from: TopicsFrom = "decks") -> Log:
    """The days of a collection, packed or not. `zone` takes the place of the collection's own."""
    try:
        with TemporaryDirectory(prefix="studylog-") as folder, opened(copy := unpacked(path, Path(folder))) as database:
            when = days(database, zone)
            three_buttons = copy.suffix == ".anki2" and is_first_scheduler(database)
            reader = Reader(cards(database, topics_from), when, three_buttons=three_buttons)
            log = reader.read(answers(database))
    except Unreadable as error:
        return Log(problems=[Problem(str(path), 0, 0, "collection", error.message, error.hint)])
    log.remarks.append(f"{path}: days begin at {when.rollover}:00, {when.zone}, {when.source}.")
    log.problems += _concerns(log, str(path))
    return log


def _concerns(log: Log, path: str) -> Iterable[Problem]:
    if not log.answers[_TAKEN]:
        message = "no scored question was found in this collection: it holds no answer that counts."
        yield Problem(path, 0, 0, "no-question", message, "Export it from Anki with scheduling information.")
    if n := log.answers[_UNKNOWN]:
        message = f"answers not understood: {n}. Their time, kind or rating is none that Anki gives."
        yield Problem(path, 0, 0, "import", message, "Check the database in Anki (Tools).", "warning")


class Reader:
    """Takes answers in order of time. `three_buttons`: cards in learning had no Hard, so Good is 2 and Easy 3."""

    def __init__(self, cards: Mapping[int, Card], when: Days, *, three_buttons: bool) -> None:
        self.cards, self.when, self.three_buttons = cards, when, three_buttons
        self.log = Log()
        self.found: dict[date, Day] = {}
        self.milliseconds: dict[date, int] = {}
        self.first: dict[int, date] = {}
        self.last: dict[int, date] = {}

    def read(self, answers: Iterable[Answer]) -> Log:
        for answer in answers:
            self.log.answers[self._outcome(answer)] += 1
        for on, day in self.found.items():
            if minutes := (self.milliseconds[on] + _MS_A_MINUTE // 2) // _MS_A_MINUTE:
                day.fields["minutes"] = str(min(minutes, _MINUTES_A_DAY))
        self.log.days = list(self.found.values())
        return self.log

    def _outcome(self, answer: Answer) -> str:
        """Take an answer; what became of it."""
        if answer.kind == CRAM:
            return _CRAM
        if answer.kind in RESCHEDULED or answer.ease == 0:
            return _RESCHEDULED
        if answer.kind not in GRADED or answer.ease not in SCORES or not 0 < answer.at < _LAST_MS:
            return _UNKNOWN
        if answer.card not in self.cards:
            return _DELETED
        on = self._day(answer.at)
        again = self.last.get(answer.card) == on
        if not again:
            self._ask(answer, on)
        self.milliseconds[on] += max(0, answer.took)
        return _AGAIN if again else _TAKEN

    def _day(self, at: int) -> date:
        """The day of a time in milliseconds: the hours before it begins belong to the day before, by the wall clock."""
        local = datetime.fromtimestamp(at // 1000, self.when.zone).replace(tzinfo=None)
        return (local - timedelta(hours=self.when.rollover)).date()

    def _ask(self, answer: Answer, on: date) -> None:
        day = self.found.setdefault(on, Day(on, 0))
        self.milliseconds.setdefault(on, 0)
        first = self.first.setdefault(answer.card, on)
        self.last[answer.card] = on
        card = self.cards[answer.card]
        asked = {"id": f"Q{len(day.questions) + 1}", "path": card.path, "asks": card.asks}
        asked["score"] = SCORES[self._rating(answer)]
        day.questions.append(asked | ({"from": [str(first)]} if first < on else {}))

    def _rating(self, answer: Answer) -> int:
        learning = answer.kind in (LEARNING, RELEARNING)
        return answer.ease + 1 if self.three_buttons and learning and answer.ease in (2, 3) else answer.ease
