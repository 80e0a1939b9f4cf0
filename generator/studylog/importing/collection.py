"""What an Anki collection holds of use here: when its days begin, its cards by id, and every answer in order.

Both layouts are read: version 11 keeps decks and settings as JSON in the table `col`, later ones (up to 18) have tables
for them. Source: `rslib/src/storage` of ankitects/anki, with `config` and `scheduler/timing.rs` for days.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any, Literal, NamedTuple

from .fronts import READ, front, line
from .package import Unreadable

TopicsFrom = Literal["decks", "tags"]

LEARNING, RELEARNING, CRAM = 0, 2, 3
RESCHEDULED = (4, 5)
"""By hand, and by Anki."""
GRADED = (LEARNING, 1, RELEARNING)
_ROLLOVER = 4
_FURTHEST_WEST = 23 * 60
_CARDS = """
SELECT CAST(c.id AS INTEGER), CAST(c.ord AS INTEGER),
  CAST(CASE WHEN c.odid > 0 THEN c.odid ELSE c.did END AS INTEGER),
  CAST(n.tags AS TEXT), substr(CAST(n.flds AS TEXT), 1, ?)
FROM cards c LEFT JOIN notes n ON n.id = c.nid
WHERE c.id IN (SELECT cid FROM revlog)
"""
_OWN_TAGS = ("marked", "leech")
"""Tags that Anki gives by itself."""


class Card(NamedTuple):
    """`path` is the name of its deck or tag in parts, `asks` its front as one line, perhaps empty."""

    path: tuple[str, ...]
    asks: str


class Answer(NamedTuple):
    """A row of `revlog`: `at` in milliseconds since 1970 UTC, `took` in milliseconds, `ease` 1 (Again) to 4 (Easy)."""

    at: int
    card: int
    ease: int
    kind: int
    took: int


@dataclass(frozen=True)
class Days:
    """When days begin: at `rollover` o'clock in `zone`. `source` says in words where the zone is from."""

    rollover: int
    zone: tzinfo
    source: str


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a file that nothing else uses. A torn one, and one of other tables, raise Unreadable."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        database.create_collation("unicase", _unicase)
        if missing := {"col", "cards", "notes", "revlog"} - _tables(database):
            raise Unreadable(f"this database is no collection of Anki: it has no table {min(missing)}.")
        yield database
    except sqlite3.Error as error:
        raise Unreadable(f"its database is damaged: {error}.") from error
    finally:
        database.close()


def days(database: sqlite3.Connection, zone: tzinfo | None) -> Days:
    """By `zone`, or by the offset that the collection was made with, was last used with, or UTC.

    The first scheduler counted days of 24 hours from the moment at which the collection was made.
    """
    settings = _settings(database)
    source = "as --zone says"
    for name, said in (("creationOffset", "as when the collection was made"), ("localOffset", "as when last used")):
        if zone is None and (west := _whole(settings.get(name))) is not None:
            west = max(-_FURTHEST_WEST, min(west, _FURTHEST_WEST))
            zone, source = timezone(timedelta(minutes=-west)), said
    if zone is None:
        zone, source = UTC, "as the collection names no time zone: give it with --zone"
    rollover = _whole(settings.get("rollover"))
    if is_first_scheduler(database):
        rollover = _created(database).astimezone(zone).hour
    return Days(_ROLLOVER if rollover is None else max(0, min(rollover, 23)), zone, source)


def is_first_scheduler(database: sqlite3.Connection) -> bool:
    """Whether answers were given under the scheduler of before 2018, in which cards in learning had three buttons."""
    return (_whole(_settings(database).get("schedVer")) or 1) < 2


def cards(database: sqlite3.Connection, topics_from: TopicsFrom) -> dict[int, Card]:
    """The cards that were ever answered, by id. One in a filtered deck belongs to the deck it came from."""
    decks = _decks(database)
    found: dict[int, Card] = {}
    for id, order, deck, tags, fields in database.execute(_CARDS, [READ]):
        path = decks.get(deck) or ("No deck",)
        if topics_from == "tags":
            path = _first_tag(tags or "") or path
        found[id] = Card(path, front((fields or "").partition("\x1f")[0], (order or 0) + 1))
    return found


def answers(database: sqlite3.Connection) -> Iterator[Answer]:
    """Every answer, in order of time. What is no number is -1."""
    columns = ("id", "cid", "ease", "type", "time")
    numbers = ", ".join(f"CASE WHEN typeof({name}) IN ('integer', 'real') THEN CAST({name} AS INTEGER) ELSE -1 END"
                        for name in columns)  # fmt: skip
    return map(Answer._make, database.execute(f"SELECT {numbers} FROM revlog ORDER BY id"))  # noqa: S608


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _settings(database: sqlite3.Connection) -> dict[str, Any]:
    if "config" in _tables(database):
        names = ("rollover", "creationOffset", "localOffset", "schedVer")
        rows = database.execute("SELECT key, CAST(val AS TEXT) FROM config WHERE key IN (?, ?, ?, ?)", names)
        return {key: _json(value) for key, value in rows}
    return _mapping(database, "conf")


def _decks(database: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """The names of decks in parts, by id."""
    if "decks" in _tables(database):
        rows = database.execute("SELECT CAST(id AS INTEGER), CAST(name AS TEXT) FROM decks")
        return {id: _parts(name, "\x1f") for id, name in rows}
    found = _mapping(database, "decks").items()
    named = {id: deck.get("name") for id, deck in found if isinstance(deck, dict) and re.fullmatch("[0-9]{1,19}", id)}
    return {int(id): _parts(name, "::") for id, name in named.items() if isinstance(name, str)}


def _mapping(database: sqlite3.Connection, column: Literal["conf", "decks"]) -> dict[str, Any]:
    (text,) = database.execute(f"SELECT coalesce(max(CAST({column} AS TEXT)), '') FROM col").fetchone()  # noqa: S608
    value = _json(text)
    return value if isinstance(value, dict) else {}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("its database is damaged: its settings or decks are no JSON.") from error


def _created(database: sqlite3.Connection) -> datetime:
    (seconds,) = database.execute("SELECT coalesce(max(CAST(crt AS INTEGER)), 0) FROM col").fetchone()
    return datetime.fromtimestamp(max(0, min(seconds, 2**32)), UTC)


def _first_tag(tags: str) -> tuple[str, ...]:
    named = (tag for tag in tags.split() if tag.lower() not in _OWN_TAGS)
    return _parts(next(named, ""), "::")


def _parts(name: str, separator: str) -> tuple[str, ...]:
    return tuple(filter(None, map(line, name.split(separator))))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _unicase(one: str, other: str) -> int:
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)
