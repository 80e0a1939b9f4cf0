"""Weak items as a deck for Anki: what was asked on the front, what was missing and what is right on the back.

A question that was weak several times is one note. It is known again by the first of them, so that a deck that is
imported again brings its notes up to date and doubles none. The same figures give the same bytes.
"""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import count
from typing import Any

from ..figures import Figures
from ..markup import anki, anki_text, plain
from ..measure.quality import words_of
from ..measure.weakness import WeakItem
from ..model import Correction, Topic, WeakPoint
from ..wording import day, percent

FIELDS = ("Question", "Topic", "Answer", "Gap", "Corrections", "Sources", "History")
FRONT = '<div class="topic">{{Topic}}</div>\n<div class="question">{{Question}}</div>'
BACK = "\n".join(
    [
        "{{FrontSide}}\n<hr id=answer>\n{{#Answer}}<div class=answer>{{Answer}}</div>{{/Answer}}",
        *(
            f"{{{{#{name}}}}}<h2>{title}</h2>{{{{{name}}}}}{{{{/{name}}}}}"
            for name, title in (("Gap", "What was missing"), ("Corrections", "Corrected"), ("Sources", "Sources"))
        ),
        '<div class="topic">{{History}}</div>',
    ]
)
STYLE = """.card { font: 1.2rem/1.5 sans-serif; max-width: 40rem; margin: 1rem auto; }
.topic, h2 { font-size: .8rem; font-weight: normal; opacity: .7; } h2 { margin: 1rem 0 0; } ul { margin: 0; }
.question { font-weight: bold; }"""
MODEL = 1_730_419_200
"""The number by which Anki knows the kind of note; another one would be another kind."""
_DECK_MARKS = re.compile('[<>"]|:{2,}')
"""What a name of a deck is kept free of: markup, and what would make it a deck within another."""
SHORTEST_NAME = 4
"""Characters of a name that is looked for in what a correction is about: `A` stands in every sentence."""


@dataclass(frozen=True, slots=True)
class DeckNote:
    """A note: `reference` of the weak item by which it is known, the HTML of each of FIELDS, and its tag."""

    reference: str
    fields: tuple[str, ...]
    tag: str


def deck_notes(figures: Figures, *, resolved: bool = False) -> tuple[DeckNote, ...]:
    """A note for each question with an open weak item, oldest first; with those put right where `resolved`."""
    groups: dict[tuple[str | None, str], list[WeakItem]] = {}
    for item in figures.weak:
        topic, words = item.question.topic, words_of(item.question)
        groups.setdefault((topic, words if topic or words else item.reference), []).append(item)
    return tuple(
        _note(items, figures) for items in groups.values() if resolved or any(not item.resolved_by for item in items)
    )


def package(notes: Iterable[DeckNote], title: str, as_of: date) -> bytes:
    """The deck as an .apkg file. A journal is known by its title. Raises ImportError without the package genanki.

    Notes are as new as the day: Anki takes those of a later day over its own.
    """
    import genanki

    number = int.from_bytes(sha256(title.encode()).digest()[:4]) | 1 << 30
    deck = genanki.Deck(number, _DECK_MARKS.sub("'", title) + ": weak items")
    model = genanki.Model(
        MODEL,
        "studylog",
        [{"name": name} for name in FIELDS],
        [{"name": "Card 1", "qfmt": FRONT, "afmt": BACK}],
        STYLE,
    )
    for note in notes:
        guid = genanki.guid_for(title, note.reference)
        deck.add_note(genanki.Note(model, list(note.fields), tags=[note.tag], guid=guid))
    return _zipped({"collection.anki2": _database(genanki.Package(deck), as_of), "media": b"{}"})


def _database(made: Any, as_of: date) -> bytes:
    seconds = int(datetime.combine(as_of, time(), UTC).timestamp())
    database = sqlite3.connect(":memory:")
    try:
        made.write_to_db(database.cursor(), seconds, count(1000 * seconds))
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _note(items: Sequence[WeakItem], figures: Figures) -> DeckNote:
    newest = items[::-1]
    question = newest[0].question
    topic = figures.journal.topics[question.topic] if question.topic else None
    points = [point for item in newest for point in _points(item)]
    corrections = _corrections(question.asks, topic, figures)
    sources = {one.source: one.about for one in corrections if one.source}
    sources |= {link.url: link.title for link in topic.links} if topic else {}
    gaps = [point.gap for point in points] + [item.question.note for item in newest if item.question.note]
    fields = (
        anki(question.asks or (topic.title if topic else newest[0].reference)),
        anki(f"{topic.area}: {topic.title}") if topic else "",
        _listed(anki(point.better_answer) for point in points if point.better_answer),
        _listed(map(anki, gaps)),
        _listed(_corrected(one) for one in corrections),
        _listed(_link(title, url) for url, title in sources.items()),
        _listed(anki_text(f"{day(i.record.date)}, {i.reference}: {percent(i.question.score)}") for i in newest),
    )
    area = topic.area if topic else "Other"
    return DeckNote(items[0].reference, fields, f"{_tag(area)}::{_tag(question.topic or 'other')}")


def _points(item: WeakItem) -> Iterator[WeakPoint]:
    """What the record says of a weak question: by its id, or by its topic where no question is named."""
    for point in item.record.weak:
        if point.question == item.question.id or (
            not point.question and point.topic and point.topic == item.question.topic
        ):
            yield point


def _corrections(asks: str | None, topic: Topic | None, figures: Figures) -> list[Correction]:
    """Corrections, newest first, of which one names the other: what they are about, and question or topic."""
    names = [_words(name) for name in (asks, topic and topic.title) if name]
    found = (one for entry in reversed(figures.days) for one in entry.record.corrections)
    return [one for one in found if any(_speaks_of(_words(one.about), name) for name in names)]


def _speaks_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_NAME and f" {short} " in f" {long} "


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _corrected(one: Correction) -> str:
    said = f" <s>{anki(one.said)}</s>" if one.said else ""
    return f"{anki(one.about)}:{said} {anki(one.right)}"


def _link(title: str, url: str) -> str:
    address = escape(url).replace("[", "&#91;")
    return f'<a href="{address}">{anki_text(plain(title))}</a>'


def _listed(items: Iterable[str]) -> str:
    """Each once; several as a list."""
    found = list(dict.fromkeys(items))
    return "".join(f"<li>{item}</li>" for item in found).join(("<ul>", "</ul>")) if len(found) > 1 else "".join(found)


def _tag(name: str) -> str:
    """A part of a tag: Anki takes no spaces or quotes in one, and `::` between parts."""
    return re.sub(r'[\s"]+|:{2,}', "_", name)
