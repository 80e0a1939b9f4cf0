"""Anki collections made for tests: databases of both layouts and packages of all kinds, with what is put into them."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from zstandard import ZstdCompressor

LEARNING, REVIEW, RELEARNING, CRAM, MANUAL, RESCHEDULED = range(6)
AGAIN, HARD, GOOD, EASY = range(1, 5)
V2 = {"schedVer": 2, "rollover": 4, "creationOffset": 0}
DECKS = {1: "Default", 2: "Spanish::Verbs", 3: "Spanish::Nouns", 9: "Cram"}
_TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
_TABLES_18 = """
CREATE TABLE config (KEY text NOT NULL PRIMARY KEY, usn integer NOT NULL, mtime_secs integer NOT NULL,
  val blob NOT NULL) WITHOUT ROWID;
CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase,
  mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
"""


def ms(when: str) -> int:
    """Milliseconds since 1970 of a time in UTC, such as `2025-03-01 10:00`."""
    return 1000 * int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())


class Card(NamedTuple):
    """A card with its note, another card's where `note` names one; `number` counts the cards of a note from 0."""

    front: str = "ser"
    deck: int = 2
    home: int = 0
    number: int = 0
    tags: str = ""
    note: int = 0


class Said(NamedTuple):
    """An answer: when in UTC, by the card's id."""

    when: str
    card: int = 1
    ease: int = GOOD
    kind: int = REVIEW
    took: int = 10_000


def database(
    path: Path,
    answers: Iterable[Said],
    cards: Mapping[int, Card] | None = None,
    *,
    layout: int = 18,
    settings: Mapping[str, Any] = V2,
    decks: Mapping[int, str] = DECKS,
    created: str = "2025-01-01 03:00",
) -> Path:
    """A collection as Anki leaves it in a profile: in WAL mode, its log written back."""
    connection = sqlite3.connect(path)
    connection.create_collation("unicase", lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))
    connection.execute("PRAGMA journal_mode = wal")
    connection.executescript(_TABLES)
    old = layout == 11
    named = {str(id): {"id": id, "name": name} for id, name in decks.items()}
    texts = (json.dumps(settings), "{}", json.dumps(named), "{}", "{}") if old else ("", "", "", "", "")
    head = (ms(created) // 1000, layout, *texts)
    connection.execute("INSERT INTO col VALUES (1, ?, 0, 0, ?, 0, 0, 0, ?, ?, ?, ?, ?)", head)
    if not old:
        connection.executescript(_TABLES_18)
        values = [(key, json.dumps(value).encode()) for key, value in settings.items()]
        connection.executemany("INSERT INTO config VALUES (?, 0, 0, ?)", values)
        names = [(id, name.replace("::", "\x1f")) for id, name in decks.items()]
        connection.executemany("INSERT INTO decks VALUES (?, ?, 0, 0, '', '')", names)
    for id, card in ({1: Card()} if cards is None else cards).items():
        note = (card.note or id, f"guid{id}", card.tags, f"{card.front}\x1fback")
        connection.execute("INSERT OR IGNORE INTO notes VALUES (?, ?, 1, 0, 0, ?, ?, 0, 0, 0, '')", note)
        row = (id, note[0], card.deck, card.number, card.home)
        connection.execute("INSERT INTO cards VALUES (?, ?, ?, ?, 0, 0, 2, 2, 0, 1, 2500, 1, 0, 0, 0, ?, 0, '')", row)
    rows = [(ms(said.when) + n, said.card, said.ease, said.took, said.kind) for n, said in enumerate(answers)]
    connection.executemany("INSERT INTO revlog VALUES (?, ?, 0, ?, 1, 1, 2500, ?, ?)", rows)
    connection.commit()
    connection.close()
    return path


def package(path: Path, **databases: Path) -> Path:
    """A zip of databases by the end of their name (`anki2`, `anki21`, `anki21b`), with what else lies in a package."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("media", "{}")
        for end, database in databases.items():
            raw = database.read_bytes()
            made.writestr(f"collection.{end}", ZstdCompressor().compress(raw) if end == "anki21b" else raw)
    return path
