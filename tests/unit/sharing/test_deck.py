"""The deck, as Anki itself takes it: every weak question once, brought up to date when it comes again."""

import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from studylog.figures import Figures, compute
from studylog.importing import anki as importing
from studylog.load import load
from studylog.markup import anki, inline
from studylog.model import DayRecord, Journal, Link, Topic
from studylog.sharing.deck import FIELDS, deck_notes, package
from tests.conftest import ROOT
from tests.journals import asked, figures, journal, record

DAY = date(2025, 11, 5)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A fresh one."""
    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def taken(into: Collection, deck: bytes, at: Path) -> tuple[int, int]:
    """How many notes an import made, and how many it brought up to date, as Anki asks for at first."""
    at.write_bytes(deck)
    request = ImportAnkiPackageRequest(package_path=str(at), options=ImportAnkiPackageOptions())
    log = into.import_anki_package(request).log
    return len(log.new), len(log.updated)


def fields(of: Collection) -> list[dict[str, str]]:
    return [dict(of.get_note(id).items()) for id in sorted(of.find_notes(""))]


@pytest.fixture(scope="module")
def sample() -> Figures:
    read, _ = load(ROOT / "content")
    return compute(read, date(2025, 11, 17))


def test_anki_takes_the_sample_once(sample: Figures, collection: Collection, tmp_path: Path) -> None:
    """A note and a card for each question that is open; the same file again changes nothing."""
    notes = deck_notes(sample)
    made = package(notes, "Ada's log", sample.as_of)
    assert taken(collection, made, tmp_path / "weak.apkg") == (len(notes), 0)
    assert (collection.note_count(), collection.card_count()) == (len(notes), len(notes))
    assert len(notes) == len({(item.question.topic, item.question.asks) for item in sample.open_weak})
    assert taken(collection, made, tmp_path / "weak.apkg") == (0, 0)
    assert "Ada's log: weak items" in [deck.name for deck in collection.decks.all_names_and_ids()]
    assert [list(note.values()) for note in fields(collection)] == [list(map(str, note.fields)) for note in notes]
    assert {note.tag for note in notes} == set(collection.tags.all())


def test_every_card_shows_both_sides(sample: Figures, collection: Collection, tmp_path: Path) -> None:
    """The front what was asked, the back all that the note holds, under its own title."""
    taken(collection, package(deck_notes(sample), "t", sample.as_of), tmp_path / "weak.apkg")
    for id in collection.find_cards(""):
        card = collection.get_card(id)
        found = dict(card.note().items())
        assert found["Question"] in card.question() and found["Gap"] not in card.question()
        assert [name for name in FIELDS if found[name] not in card.answer()] == []
        assert ("What was missing" in card.answer()) == bool(found["Gap"])


def weak(score: int = 50, **fields: Any) -> DayRecord:
    return record("2025-11-03", asked("a", score, asks="What is a?", **fields), weak=[{"question": "Q1", "gap": "All"}])


def test_an_edited_record_updates_its_note(collection: Collection, tmp_path: Path) -> None:
    """Words, note and gap: the deck of a later day replaces what Anki has, and the card keeps its schedule."""
    first = figures(weak(), as_of="2025-11-05")
    taken(collection, package(deck_notes(first), "t", first.as_of), tmp_path / "1.apkg")
    (card,) = map(collection.get_card, collection.find_cards(""))
    card.ivl = 30
    collection.update_card(card)
    edited = record("2025-11-03", asked("a", 50, asks="What is a, really?", note="Vague."))
    then = figures(edited, as_of="2025-11-06")
    assert taken(collection, package(deck_notes(then), "t", then.as_of), tmp_path / "2.apkg") == (0, 1)
    (note,) = fields(collection)
    assert (note["Question"], note["Gap"]) == ("What is a, really?", "Vague.")
    assert collection.get_card(card.id).ivl == 30


def test_a_question_that_was_weak_twice_is_one_note(collection: Collection, tmp_path: Path) -> None:
    """Its words tell, whatever their case; the first time names it, the last one is shown first."""
    days = [
        record("2025-11-03", asked("a", 50, asks="What is a?", note="First.")),
        record("2025-11-04", asked("a", 60, asks="what  is A?", note="Second.")),
        record("2025-11-05", asked("a", 70, asks="Why a?")),
    ]
    taken(collection, package(deck_notes(figures(days[0])), "t", DAY), tmp_path / "1.apkg")
    both = deck_notes(figures(*days))
    assert [note.reference for note in both] == ["2025-11-03#Q1", "2025-11-05#Q1"]
    assert both[0].fields[FIELDS.index("Gap")] == "<ul><li>Second.</li><li>First.</li></ul>"
    assert taken(collection, package(both, "t", date(2025, 11, 6)), tmp_path / "2.apkg") == (1, 1)


def test_journals_do_not_share_notes(collection: Collection, tmp_path: Path) -> None:
    """The same reference in a journal of another title is another note, in another deck."""
    for title in ("one", "two"):
        assert taken(collection, package(deck_notes(figures(weak())), title, DAY), tmp_path / "x.apkg") == (1, 0)
    assert len(collection.decks.all_names_and_ids(skip_empty_default=True)) == 2


def test_resolved_items_are_left_out_unless_asked_for() -> None:
    """One that was put right is no longer to be learned."""
    found = figures(weak(), record("2025-11-04", asked("a", 100)))
    assert deck_notes(found) == ()
    assert [note.reference for note in deck_notes(found, resolved=True)] == ["2025-11-03#Q1"]


def test_the_back_has_what_records_say_of_it() -> None:
    """Weak points by question or topic, corrections that one of both names, and where it can be read."""
    day = record(
        "2025-11-03",
        asked("zero", 50, asks="The stages"),
        asked("other", 50, asks="Other"),
        weak=[
            {"question": "Q1", "gap": "By question", "better_answer": "Three"},
            {"topic": "zero", "gap": "By topic"},
            {"question": "Q2", "topic": "zero", "gap": "Of another question"},
        ],
        corrections=[
            {"about": "Memory saved by ZeRO sharding", "said": "4", "right": "Up to 4", "source": "https://a.example"},
            {"about": "The", "right": "Too short a name"},
            {"about": "The stages", "right": "By its words"},
        ],
    )
    made = journal(day)
    links = (Link(title="Paper", url=r"https://p.example/\[sound:x]"),)
    topic = Topic(title="ZeRO sharding", area="Training", links=links)
    found = compute(Journal(made.settings, {**made.topics, "zero": topic}, (), made.days), DAY)
    back = dict(zip(FIELDS, deck_notes(found)[0].fields, strict=True))
    assert back == {
        "Question": "The stages",
        "Topic": "Training: ZeRO sharding",
        "Answer": "Three",
        "Gap": "<ul><li>By question</li><li>By topic</li></ul>",
        "Corrections": "<ul><li>Memory saved by ZeRO sharding: <s>4</s> Up to 4</li>"
        "<li>The stages: By its words</li></ul>",
        "Sources": '<ul><li><a href="https://a.example">Memory saved by ZeRO sharding</a></li>'
        r'<li><a href="https://p.example/\&#91;sound:x]">Paper</a></li></ul>',
        "History": "3 Nov 2025, 2025-11-03#Q1: 50\N{NO-BREAK SPACE}%",
    }


@pytest.mark.parametrize(
    ("question", "front"),
    [
        ({"topic": "a", "asks": "What?"}, "What?"),
        ({"topic": "a"}, "A"),
        ({"asks": "What?"}, "What?"),
        ({}, "2025-11-03#Q1"),
    ],
)
def test_every_note_asks_something(question: dict[str, Any], front: str) -> None:
    """What was asked, or else the topic, or else where it stands."""
    (note,) = deck_notes(figures(record("2025-11-03", {"score": "10", **question})))
    assert (note.fields[0], "" in note.tag.split("::")) == (front, False)


def test_questions_without_words_or_topic_stay_apart() -> None:
    """Nothing says that they are the same."""
    found = figures(record("2025-11-03", asked(None, 10), asked(None, 20)))
    assert len(deck_notes(found)) == 2


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (r"\(\frac{a}{b} < 1\)", r"\(\frac{a}{b} &lt; 1\)"),
        ("<script>x</script> & *y*", "&lt;script&gt;x&lt;/script&gt; &amp; <em>y</em>"),
        ("[sound:x.mp3] [latex]x[/latex] [$]x[/$]", "&#91;sound:x.mp3] &#91;latex]x&#91;/latex] &#91;$]x&#91;/$]"),
        (r"\(\href{javascript:x}{y}\)", r"<code>\href{javascript:x}{y}</code>"),
        (r"\(\def\x{y}\)", r"<code>\def\x{y}</code>"),
        (r"\(\delta\)", r"\(\delta\)"),
        (r"\\(x\\)", r"<span>\</span>(x<span>\</span>)"),
        ("{{Answer}} {{c1::x}}", "{{Answer}} {{c1::x}}"),
        ("one\n\ntwo", "one<br>two"),
    ],
)
def test_text_is_no_markup_of_anki(text: str, field: str) -> None:
    """Formulas alone are; what could run, play, load or redefine something is text."""
    assert anki(text) == field


def test_hostile_text_arrives_as_text(collection: Collection, tmp_path: Path) -> None:
    """Anki finds no sound, formula, field or tag in it, and keeps the tag in one piece."""
    text = '"><img src=x onerror=alert(1)> {{Gap}} [sound:x.mp3] [latex]\\input{x}[/latex] </style>'
    day = record("2025-11-03", asked(text, 10, id=text, asks=text, note=text), weak=[{"question": text, "gap": text}])
    found = figures(day, areas={text: 'a "b"\u3000c'})
    with warnings.catch_warnings(action="error"):
        taken(collection, package(deck_notes(found), text, DAY), tmp_path / "x.apkg")
    names = [deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True)]
    assert len(names) == 1 and not re.search('[<>"]', names[0])
    card = collection.get_card(collection.find_cards("")[0])
    assert (card.question_av_tags(), card.answer_av_tags()) == ([], [])
    assert "<img" not in card.answer() and "{{Gap}}" in card.question()
    assert len(card.note().tags) == 1 and card.note().tags[0].startswith("a_b_c::")
    assert str(inline(text)) in card.question().replace("&#91;", "[").replace("<span>\\</span>", "\\")


def test_no_text_begins_another_field(collection: Collection, tmp_path: Path) -> None:
    """Anki keeps the fields of a note in one text, with a sign between them that a record may hold."""
    text = "one\x1ftwo"
    day = record("2025-11-03", asked("a", 10, asks=text, note=text), weak=[{"question": "Q1", "gap": text}])
    taken(collection, package(deck_notes(figures(day)), "t", DAY), tmp_path / "x.apkg")
    fields = collection.get_note(collection.find_notes("")[0]).fields
    assert sum("one two" in field for field in fields) > 1
    assert not [field for field in fields if field.startswith("two")]


def test_the_same_figures_give_the_same_bytes(sample: Figures) -> None:
    """Also later: no clock and no temporary file leaves a trace."""
    first = package(deck_notes(sample), "t", sample.as_of)
    time.sleep(2.1)  # times in a zip are even seconds
    assert package(deck_notes(sample), "t", sample.as_of) == first


def test_answers_come_back_as_records(sample: Figures, collection: Collection, tmp_path: Path) -> None:
    """Learned in Anki, exported there and imported here: the topics of its tags, and what was asked."""
    taken(collection, package(deck_notes(sample), "t", sample.as_of), tmp_path / "weak.apkg")
    collection.decks.select(collection.decks.id("t: weak items"))
    answered = 0
    while answered < 3 and (card := collection.sched.getCard()):
        collection.sched.answerCard(card, 4)
        answered += 1
    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=True)
    limit = DeckIdLimit(collection.decks.id("t: weak items"))
    collection.export_anki_package(out_path=str(tmp_path / "out.apkg"), options=options, limit=limit)
    log = importing.read(tmp_path / "out.apkg", topics_from="tags")
    questions = [question for day in log.days for question in day.questions]
    assert len(questions) == 3
    asked_for = {(question["path"][-1], question["asks"]) for question in questions}
    assert asked_for < {(item.question.topic, item.question.asks) for item in sample.open_weak}


def test_without_genanki_it_is_said_what_to_install(sample: Figures, tmp_path: Path) -> None:
    """On stderr, with status 1, and nothing is written."""
    hidden = "import sys; sys.modules['genanki'] = None; from studylog.cli import main; main()"
    command = [sys.executable, "-c", hidden, "export", "anki", "-o", str(tmp_path / "weak.apkg")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (1, "", [])
    assert 'pip install "studylog[anki]"' in done.stderr
