"""Anki collections as records: which answers become questions, on which day, and what is said of all others."""

import re
import sqlite3
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from tests.conftest import ROOT
from tests.unit.importing.anki_files import (
    AGAIN,
    CRAM,
    EASY,
    GOOD,
    HARD,
    LEARNING,
    MANUAL,
    RELEARNING,
    RESCHEDULED,
    REVIEW,
    V2,
    Card,
    Said,
    database,
    package,
)

from studylog.cli import main
from studylog.importing import anki
from studylog.importing import package as packages
from studylog.importing.collection import TopicsFrom, opened
from studylog.importing.records import Imported, imported
from studylog.model import Topic


def taken(path: Path, zone: str = "", topics_from: TopicsFrom = "decks", **known: Topic) -> Imported:
    log = anki.read(path, ZoneInfo(zone) if zone else None, topics_from)
    return imported([(str(path), log)], known)


def questions(found: Imported) -> dict[str, list[dict[str, Any]]]:
    return {str(on): [dict(question) for question in day.questions] for on, day in found.days.items()}


def counts(found: Imported) -> tuple[int, ...]:
    return tuple(found.answers.get(name, 0) for name in anki.OUTCOMES)


def said(found: Imported) -> list[str]:
    return [problem.message for problem in found.problems]


THREE = {
    1: Card("<b>ser</b>"),
    2: Card("casa", deck=3),
    3: Card("estar", deck=9, home=2),
}
HISTORY = [
    Said("2025-03-01 10:00", 1, GOOD, LEARNING, took=20_000),
    Said("2025-03-01 10:01", 2, AGAIN, LEARNING, took=30_000),
    Said("2025-03-01 10:10", 2, GOOD, LEARNING, took=40_000),
    Said("2025-03-01 10:20", 2, EASY, CRAM),
    Said("2025-03-01 10:30", 1, 0, MANUAL),
    Said("2025-03-01 10:40", 2, 0, RESCHEDULED),
    Said("2025-03-03 10:00", 2, HARD, REVIEW, took=5_000),
    Said("2025-03-03 10:01", 1, EASY, REVIEW, took=5_000),
    Said("2025-03-03 10:02", 3, AGAIN, LEARNING, took=5_000),
    Said("2025-03-03 10:03", 77, GOOD, REVIEW),
    Said("2025-03-04 10:00", 1, 7, REVIEW),
]
RECORDS = {
    "2025-03-01": (
        "# yaml-language-server: $schema=../../.studylog/schema/day.json\n"
        "date: 2025-03-01\n"
        "minutes: 2\n"
        "questions:\n"
        "  - id: Q1\n    topic: spanish-verbs\n    asks: ser\n    score: 80\n"
        "  - id: Q2\n    topic: spanish-nouns\n    asks: casa\n    score: 0\n"
    ),
    "2025-03-03": (
        "# yaml-language-server: $schema=../../.studylog/schema/day.json\n"
        "date: 2025-03-03\n"
        "questions:\n"
        "  - id: Q1\n    topic: spanish-nouns\n    asks: casa\n    score: 60\n    from: 2025-03-01\n"
        "  - id: Q2\n    topic: spanish-verbs\n    asks: ser\n    score: 95\n    from: 2025-03-01\n"
        "  - id: Q3\n    topic: spanish-verbs\n    asks: estar\n    score: 0\n"
    ),
}


def packed(form: str, made: Path) -> Path:
    """The same collection in each form that Anki gives it."""
    folder = made.parent
    if form == "apkg":
        return package(folder / "deck.apkg", anki2=made)
    if form == "apkg-21":
        return package(folder / "deck.apkg", anki2=dummy(folder), anki21=made)
    if form == "colpkg-21b":
        return package(folder / "all.colpkg", anki2=dummy(folder), anki21b=made)
    return made


def dummy(folder: Path) -> Path:
    """What newer packages hold for older programs: a note that asks for an update, here with an answer to be seen."""
    return database(folder / "dummy.anki2", [Said("2001-01-01 10:00")], {1: Card("Please update", deck=1)}, layout=11)


@pytest.mark.parametrize("layout", [11, 18])
@pytest.mark.parametrize("form", ["bare", "apkg", "apkg-21", "colpkg-21b"])
def test_known_reviews_give_exact_records_and_counts(form: str, layout: int, tmp_path: Path) -> None:
    """In both layouts and every form; the first answer of a card and day alone, from its home deck."""
    made = database(tmp_path / "collection.anki2", HISTORY, THREE, layout=layout)
    found = taken(packed(form, made))
    assert {str(on): day.text for on, day in found.days.items()} == RECORDS
    assert counts(found) == (5, 1, 1, 2, 1, 1)
    assert sum(counts(found)) == len(HISTORY)
    assert dict(found.topics) == {
        "spanish-verbs": {"title": "Spanish / Verbs", "area": "Spanish", "aliases": ["Spanish::Verbs"]},
        "spanish-nouns": {"title": "Spanish / Nouns", "area": "Spanish", "aliases": ["Spanish::Nouns"]},
    }
    assert [p.severity for p in found.problems] == ["warning"]
    assert "answers not understood: 1." in said(found)[0]


def test_the_guide_shows_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its example is the report on the collection above, without the answer that is none."""
    made = database(tmp_path / "c.anki2", HISTORY[:-1], THREE, settings=V2 | {"creationOffset": -60})
    package(tmp_path / "collection.colpkg", anki21b=made)
    monkeypatch.chdir(tmp_path)
    command, report = re.findall(r"```\n(.*?)```", (ROOT / "docs" / "guide" / "anki.md").read_text("utf-8"), re.DOTALL)
    assert CliRunner().invoke(main, command.split()[1:]).output == report


def test_the_file_is_only_read_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    """Also where neither file nor folder may be written; twice gives the same."""
    inner = tmp_path / "profile"
    inner.mkdir()
    made = database(inner / "collection.anki2", HISTORY, THREE)
    before = (sorted(inner.iterdir()), made.read_bytes(), made.stat().st_mtime_ns)
    made.chmod(0o444)
    inner.chmod(0o555)
    try:
        first, second = taken(made), taken(made)
    finally:
        inner.chmod(0o755)
    assert first == second
    assert (sorted(inner.iterdir()), made.read_bytes(), made.stat().st_mtime_ns) == before


ABOUT_MIDNIGHT = [
    Said("2025-03-01 23:30", 1),
    Said("2025-03-02 02:30", 2),
    Said("2025-03-02 03:59", 1),
    Said("2025-03-02 04:00", 1),
]


@pytest.mark.parametrize(
    ("settings", "zone", "expected"),
    [
        pytest.param(V2, "", {"2025-03-01": 2, "2025-03-02": 1}, id="four"),
        pytest.param(V2 | {"rollover": 0}, "", {"2025-03-01": 1, "2025-03-02": 2}, id="midnight"),
        pytest.param({"schedVer": 2}, "", {"2025-03-01": 2, "2025-03-02": 1}, id="four-by-default"),
        pytest.param(V2 | {"creationOffset": -60}, "", {"2025-03-01": 2, "2025-03-02": 1}, id="an-hour-east"),
        pytest.param(V2 | {"creationOffset": 300, "localOffset": -600}, "", {"2025-03-01": 2}, id="made-in-the-west"),
        pytest.param({"schedVer": 2, "localOffset": -600}, "", {"2025-03-02": 2}, id="last-used-in-the-east"),
        pytest.param(V2, "Asia/Tokyo", {"2025-03-02": 2}, id="zone"),
        pytest.param(V2 | {"creationOffset": 99999}, "", {"2025-02-28": 2, "2025-03-01": 1}, id="offset-out-of-bounds"),
    ],
)
def test_days_begin_when_they_do_in_anki(
    settings: dict[str, int], zone: str, expected: dict[str, int], tmp_path: Path
) -> None:
    """At the collection's hour, by its own offset, or by the zone that is given."""
    made = database(tmp_path / "c.anki2", ABOUT_MIDNIGHT, {1: Card(), 2: Card("casa")}, settings=settings)
    found = taken(made, zone)
    assert {on: len(asked) for on, asked in questions(found).items()} == expected


@pytest.mark.parametrize(
    ("settings", "zone", "expected"),
    [
        (V2 | {"creationOffset": -330}, "", "days begin at 4:00, UTC+05:30, as when the collection was made."),
        (V2, "Europe/Berlin", "days begin at 4:00, Europe/Berlin, as --zone says."),
        ({"schedVer": 2, "localOffset": 480}, "", "days begin at 4:00, UTC-08:00, as when last used."),
        ({"schedVer": 2}, "", "days begin at 4:00, UTC, as the collection names no time zone: give it with --zone."),
    ],
)
def test_the_report_says_which_zone_was_used(
    settings: dict[str, int], zone: str, expected: str, tmp_path: Path
) -> None:
    """And where it is from."""
    made = database(tmp_path / "c.anki2", HISTORY, settings=settings)
    assert list(taken(made, zone).remarks) == [f"{made}: {expected}"]


def test_the_zone_of_the_machine_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same collection gives the same records in Tokyo and in Los Angeles."""
    import time

    made = database(tmp_path / "c.anki2", ABOUT_MIDNIGHT, settings={"schedVer": 2})
    found = []
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.append(taken(made))
    monkeypatch.undo()
    time.tzset()
    assert found[0] == found[1]


def test_a_day_of_25_hours_is_one_day(tmp_path: Path) -> None:
    """In Berlin the hour from 2 to 3 comes twice on 26 October; a day that begins then begins once."""
    answers = [Said("2025-10-25 23:59"), Said("2025-10-26 00:00"), Said("2025-10-26 01:00"), Said("2025-10-27 00:59")]
    made = database(tmp_path / "c.anki2", answers, settings=V2 | {"rollover": 2})
    found = taken(made, "Europe/Berlin")
    assert (list(questions(found)), counts(found)[:2]) == (["2025-10-25", "2025-10-26"], (2, 2))


@pytest.mark.parametrize(
    ("kind", "ease", "score"),
    [
        (LEARNING, AGAIN, "0"),
        (LEARNING, 2, "80"),
        (LEARNING, 3, "95"),
        (RELEARNING, 2, "80"),
        (REVIEW, 2, "60"),
        (REVIEW, 3, "80"),
        (REVIEW, 4, "95"),
    ],
)
def test_the_first_scheduler_had_three_buttons_in_learning(kind: int, ease: int, score: str, tmp_path: Path) -> None:
    """Good was 2 and Easy 3 there. A package of a newer kind holds answers of the newer scheduler, whatever it says."""
    made = database(tmp_path / "collection.anki2", [Said("2025-03-01 10:00", 1, ease, kind)], settings={}, layout=11)
    assert questions(taken(made))["2025-03-01"][0]["score"] == score
    newer = taken(package(tmp_path / "deck.apkg", anki21=made))
    assert questions(newer)["2025-03-01"][0]["score"] == anki.SCORES[ease]


def test_the_first_scheduler_began_days_at_the_hour_of_its_making(tmp_path: Path) -> None:
    """Made at 3:00 UTC, which is 4:00 in Berlin; the hour of the settings is of the newer scheduler."""
    answers = [Said("2025-03-02 02:59", 1), Said("2025-03-02 03:00", 1)]
    made = database(tmp_path / "c.anki2", answers, settings={"rollover": 9}, layout=11, created="2025-01-01 03:00")
    assert list(questions(taken(made))) == ["2025-03-01", "2025-03-02"]
    assert list(questions(taken(made, "Europe/Berlin"))) == ["2025-03-01", "2025-03-02"]


@pytest.mark.parametrize(("kind", "ease"), [(MANUAL, GOOD), (RESCHEDULED, AGAIN), (REVIEW, 0), (LEARNING, 0)])
def test_a_rescheduling_is_no_answer(kind: int, ease: int, tmp_path: Path) -> None:
    """By its kind, whatever its rating, or by the rating that no button gives."""
    answers = [Said("2025-03-01 10:00", 1, ease, kind), Said("2025-03-01 10:01")]
    assert counts(taken(database(tmp_path / "c.anki2", answers))) == (1, 0, 0, 1, 0, 0)


def test_tags_may_be_the_topics(tmp_path: Path) -> None:
    """The first that Anki did not give by itself; without one, the deck."""
    cards = {1: Card(tags=" leech verbs::irregular zebra "), 2: Card("casa", deck=3), 3: Card("x", tags=" marked ")}
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00", id) for id in cards], cards)
    (asked,) = questions(taken(made, topics_from="tags")).values()
    assert [question["topic"] for question in asked] == ["verbs-irregular", "spanish-nouns", "spanish-verbs"]


def test_decks_that_differ_stay_apart(tmp_path: Path) -> None:
    """Order and punctuation tell decks apart; what the journal knows by id, title or alias is found again."""
    decks = {1: "C", 2: "C++", 3: "Unit 1::Part 2", 4: "Unit 2::Part 1", 5: "ROMAN LAW", 6: "Old::Name"}
    cards = {id: Card(str(id), deck=id) for id in [*decks, 99]}
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00", id) for id in cards], cards, decks=decks)
    known = {"law": Topic(title="Roman law"), "renamed": Topic(title="New name", aliases=("Old::Name",))}
    found = taken(made, **known)
    (asked,) = questions(found).values()
    topics = [question["topic"] for question in asked]
    assert topics == ["c", "c-2", "unit-1-part-2", "unit-2-part-1", "law", "renamed", "no-deck"]
    assert found.topics["c-2"] == {"title": "C++", "area": "C++"}
    assert found.alike == []
    again = taken(made, **known, **{id: Topic.model_validate(entry) for id, entry in found.topics.items()})
    assert ([q["topic"] for q in questions(again)["2025-03-01"]], dict(again.topics)) == (topics, {})


def test_two_cards_of_a_note_are_two_questions(tmp_path: Path) -> None:
    """Of one topic; each asks for its own gap, and each has its own history."""
    note = "{{c1::Paris}} is in {{c2::France}}"
    cards = {1: Card(note), 2: Card("not this", note=1, number=1)}
    answers = [Said("2025-03-01 10:00", 1), Said("2025-03-02 10:00", 2), Said("2025-03-02 10:01", 1)]
    found = questions(taken(database(tmp_path / "c.anki2", answers, cards)))
    assert [(q["topic"], q["asks"], q.get("from")) for q in found["2025-03-02"]] == [
        ("spanish-verbs", "Paris is in […]", None),
        ("spanish-verbs", "[…] is in France", "2025-03-01"),
    ]


def test_a_database_that_looks_like_a_package_is_one(tmp_path: Path) -> None:
    """Where bytes of it could be the end of a zip."""
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00")])
    with made.open("ab") as file:
        file.write(b"PK\x05\x06" + bytes(18) + bytes(1000))
    assert list(questions(taken(made))) == ["2025-03-01"]


def test_time_is_that_of_all_answers_of_the_day(tmp_path: Path) -> None:
    """Later ones of the same card too, cram not; half a minute is rounded up, and a day has no more than it has."""
    answers = [
        Said("2025-03-01 10:00", took=60_000),
        Said("2025-03-01 10:01", took=29_999),
        Said("2025-03-01 10:02", took=60_000, kind=CRAM),
        Said("2025-03-02 10:00", took=90_000),
        Said("2025-03-03 10:00", took=-90_000),
        Said("2025-03-04 10:00", took=10**12),
    ]
    found = taken(database(tmp_path / "c.anki2", answers))
    assert [day.value.get("minutes") for day in found.days.values()] == ["1", "2", None, "1440"]


def test_times_outside_the_calendar_are_not_understood(tmp_path: Path) -> None:
    """Rows that a fault of some program gave an impossible time, and values that are no numbers."""
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00")])
    with sqlite3.connect(made) as connection:
        for row in [(-5, 1, 3, 1, 1), (0, 1, 3, 1, 1), (2**62, 1, 3, 1, 1), (7, 1, "x", 1, 1), (8, 1, 3, b"\xff", 1)]:
            connection.execute("INSERT INTO revlog VALUES (?, ?, 0, ?, 1, 1, 1, ?, ?)", (*row[:3], row[4], row[3]))
    connection.close()
    found = taken(made)
    assert counts(found) == (1, 0, 0, 0, 0, 5)


# --- Files that cannot be read ---


def torn(folder: Path, at: float) -> Path:
    answers = [Said(f"2025-03-{n % 28 + 1:02} 10:00") for n in range(2000)]
    made = database(folder / "c.anki2", answers)
    made.write_bytes(made.read_bytes()[: int(made.stat().st_size * at)])
    return made


def scribbled(folder: Path) -> Path:
    """A database with the middle of its answers overwritten."""
    made = database(folder / "c.anki2", [Said(f"2025-03-{n % 28 + 1:02} 10:00") for n in range(2000)])
    raw = bytearray(made.read_bytes())
    raw[len(raw) // 4 : -4096] = b"\xaa" * len(raw[len(raw) // 4 : -4096])
    made.write_bytes(raw)
    return made


def encrypted(folder: Path) -> Path:
    """A package whose entries are marked as encrypted."""
    made = package(folder / "c.apkg", anki2=database(folder / "c.anki2", HISTORY))
    raw = bytearray(made.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(magic, at + 1)) >= 0:
            raw[at + offset] |= 1
    made.write_bytes(raw)
    return made


def damaged(folder: Path) -> Path:
    """A package with bytes of its compressed collection overwritten."""
    made = package(folder / "c.apkg", anki2=database(folder / "c.anki2", HISTORY))
    raw = bytearray(made.read_bytes())
    raw[200:240] = bytes(40)
    made.write_bytes(raw)
    return made


def half_compressed(folder: Path) -> Path:
    """Compressed as new collections are, and cut."""
    whole = package(folder / "w.colpkg", anki21b=database(folder / "c.anki2", HISTORY))
    import zipfile

    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(folder / "c.colpkg", "w") as made:
        raw = source.read("collection.anki21b")
        made.writestr("collection.anki21b", raw[: len(raw) // 2])
    return folder / "c.colpkg"


def written(folder: Path, name: str, raw: bytes) -> Path:
    (folder / name).write_bytes(raw)
    return folder / name


def open_in_anki(folder: Path) -> Path:
    made = database(folder / "c.anki2", HISTORY)
    written(folder, "c.anki2-wal", b"pages")
    return made


def bad_json(folder: Path, text: str) -> Path:
    made = database(folder / "c.anki2", HISTORY, layout=11)
    with sqlite3.connect(made) as connection:
        connection.execute("UPDATE col SET decks = ?", [text])
    connection.close()
    return made


def of_other_tables(folder: Path) -> Path:
    with sqlite3.connect(folder / "c.anki2") as connection:
        connection.execute("CREATE TABLE songs (id)")
    connection.close()
    return folder / "c.anki2"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda f: torn(f, 0.5), "its database is damaged: database disk image is malformed.", id="torn"),
        pytest.param(lambda f: torn(f, 0.0001), "this is neither a package of Anki nor its database", id="stump"),
        pytest.param(scribbled, "its database is damaged: database disk image is malformed.", id="scribbled"),
        pytest.param(encrypted, "this package is encrypted.", id="encrypted"),
        pytest.param(damaged, "this package is damaged: ", id="damaged"),
        pytest.param(half_compressed, "or it was cut short.", id="half-compressed"),
        pytest.param(
            lambda f: written(f, "c.anki21b", b"not zstd at all"), "its database is damaged: ", id="not-compressed"
        ),
        pytest.param(lambda f: package(f / "c.apkg"), "this package holds no collection.", id="no-collection"),
        pytest.param(lambda f: written(f, "c.apkg", b""), "this is neither a package of Anki", id="empty-file"),
        pytest.param(lambda f: written(f, "c.anki2", b"front;back\n"), "this is neither a package", id="text"),
        pytest.param(of_other_tables, "this database is no collection of Anki: it has no table cards.", id="tables"),
        pytest.param(open_in_anki, "Anki has this collection open", id="open-in-anki"),
        pytest.param(lambda f: bad_json(f, "{"), "its settings or decks are no JSON.", id="json"),
        pytest.param(lambda f: bad_json(f, "[" * 100_000), "its settings or decks are no JSON.", id="deep-json"),
        pytest.param(lambda f: bad_json(f, "9" * 5000), "its settings or decks are no JSON.", id="long-json"),
    ],
)
def test_a_file_that_gives_no_collection_is_named(make: Any, message: str, tmp_path: Path) -> None:
    """With what is wrong and what to do, as one problem of the whole file."""
    path = make(tmp_path)
    found = taken(path)
    (problem,) = found.problems
    assert (problem.path, problem.line, problem.column, problem.severity) == (str(path), 0, 0, "error")
    assert message in problem.message
    assert problem.hint
    assert (dict(found.days), counts(found)) == ({}, (0,) * 6)


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the disk is full."""
    made = package(tmp_path / "c.colpkg", anki21b=database(tmp_path / "c.anki2", HISTORY))
    size = (tmp_path / "c.anki2").stat().st_size
    monkeypatch.setattr(packages, "LARGEST_BYTES", size)
    assert taken(made).days
    monkeypatch.setattr(packages, "LARGEST_BYTES", size - 1)
    assert said(taken(made)) == [f"its database has more than {size - 1:,} bytes."]


@pytest.mark.parametrize("decks", ['{"2": 7, "x": {"name": "y"}, "3": {"name": null}}', "[1]", "null"])
def test_decks_that_are_no_decks_leave_cards_without_one(decks: str, tmp_path: Path) -> None:
    """Values of another shape than Anki's."""
    found = taken(bad_json(tmp_path, decks))
    assert {q["topic"] for q in questions(found)["2025-03-01"]} == {"no-deck"}


def test_text_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    """Bytes that are no UTF-8."""
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00")])
    with sqlite3.connect(made) as connection:
        connection.execute("UPDATE notes SET flds = CAST(x'61ff62' AS TEXT)")
    connection.close()
    assert questions(taken(made))["2025-03-01"][0]["asks"] == "a\ufffdb"


def test_an_opened_database_stays_alone_and_knows_its_collation(tmp_path: Path) -> None:
    """No file of SQLite's own comes beside it; names may be compared as its tables say."""
    made = database(tmp_path / "c.anki2", HISTORY)
    with opened(made) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM decks ORDER BY name")]
        assert names == ["Cram", "Default", "Spanish\x1fNouns", "Spanish\x1fVerbs"]
        assert list(tmp_path.iterdir()) == [made]


@pytest.mark.parametrize("answers", [[], [Said("2025-03-01 10:00", kind=CRAM)], [Said("2025-03-01 10:00", card=5)]])
def test_a_collection_without_an_answer_that_counts(answers: list[Said], tmp_path: Path) -> None:
    """Such as one that was exported without scheduling information."""
    found = taken(database(tmp_path / "c.anki2", answers))
    (problem,) = found.problems
    assert str(problem) == (
        f"{tmp_path / 'c.anki2'}: error: no scored question was found in this collection: it holds no answer that "
        "counts. Export it from Anki with scheduling information."
    )


def test_two_collections_with_the_same_day(tmp_path: Path) -> None:
    """The second is named, as with logs."""
    one = database(tmp_path / "a.anki2", [Said("2025-03-01 10:00")])
    other = database(tmp_path / "b.anki2", [Said("2025-03-01 10:00"), Said("2025-03-02 10:00")])
    found = imported([(str(path), anki.read(path)) for path in (one, other)], {})
    assert [str(problem) for problem in found.problems] == [
        f"{other}: error: 2025-03-01 stood in a log before this one. Put them into one."
    ]
    assert list(map(str, found.days)) == ["2025-03-01", "2025-03-02"]
