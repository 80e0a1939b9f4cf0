"""Which goal the name above a readiness means: one that is known, or one that is proposed as the log describes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model import Goal
from .day import Fields
from .scores import is_date
from .topics import key, new_id


@dataclass
class Goals:
    """The goals of a journal, and those that an import proposes: id → their entry in goals.yml."""

    known: Sequence[Goal]
    proposed: dict[str, Fields] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ids = {_key(name): goal.id for goal in self.known for name in (goal.id, goal.title)}

    def id_of(self, title: str) -> str:
        """The id of the goal that a title means; what only says that it is a goal does not count."""
        found = self._ids.get(_key(title))
        if found is None:
            found = new_id(title, {*self._ids.values()}, "goal")
            self.proposed[found] = {"id": found, "title": title}
            self._ids[_key(title)] = found
        return found

    def learn(self, title: str, said: Mapping[str, str], dates: Mapping[str, date]) -> None:
        """Add what a day says of a proposed goal; the last word counts. `dates` are those of study days by number."""
        entry = self.proposed.get(self.id_of(title))
        if entry is None:
            return
        found = dict(said)
        by = found.pop("by", "")
        number = re.fullmatch(r"day\s*#?0*(\d+)", by, re.IGNORECASE)
        if on := dates.get(number[1]) if number else by if is_date(by) else None:
            found["by"] = str(on)
        entry |= found


def _key(name: str) -> tuple[str, ...]:
    return key(re.sub(r"\b(gap|closure|readiness|progress|goal)\b", " ", name, flags=re.IGNORECASE).strip() or name)
