"""What an audience may not see is nowhere in what is made for it, whatever the records ask for; all else is."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studylog.cohort.as_json import rows_json
from studylog.cohort.page import html
from studylog.cohort.row import row_of
from studylog.cohort.sources import Source, contents
from studylog.figures import Figures, compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.markup import plain
from studylog.model import SECTIONS, Journal
from studylog.pages import pages
from studylog.paths import CALENDAR, FEED, JSON_FEED
from studylog.sharing.audience import AUDIENCES, Audience, seen_by
from studylog.sharing.deck import deck_notes, package
from studylog.sharing.files import files
from studylog.tables import TABLES, csv_text, json_text
from tests.canaries import DAYS, Chosen, found_in, planted

SITE = "https://example.org/"
OPEN, OVER = date.fromisoformat(DAYS[1]), date(2025, 11, 10)
"""A day on which actions are open, and one after the week of all records."""

LEVEL = st.sampled_from([None, "public", "mentor", "private"])
THREE = st.tuples(LEVEL, LEVEL, LEVEL)
KINDS = st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(["public", "mentor", "private"]))
CHOSEN = st.builds(Chosen, KINDS, THREE, THREE, THREE)


def figures_for(audience: Audience, journal: Journal) -> Figures:
    seen, _ = seen_by(audience, journal)
    return compute(seen, date.fromisoformat(DAYS[-1]), pinned=True)


def made_for(audience: Audience, journal: Journal) -> set[str]:
    """The markers in all pages."""
    made = [
        page for page in pages(figures_for(audience, journal), Path("none"), site=SITE) if page.path.endswith(".md")
    ]
    return found_in(text for page in made for text in (page.path, page.content))


def in_tables(figures: Figures) -> tuple[set[str], set[str]]:
    """Those in all tables: as CSV, and as JSON."""
    return tuple(found_in(text(table, figures) for table in TABLES) for text in (csv_text, json_text))  # type: ignore[return-value]


def in_settings(journal: Journal, audience: Audience) -> set[str]:
    """Those that stand in a table of settings whether or not a page has a use for them: the scale, the repository."""
    repository = [] if audience == "public" else [journal.settings.repository or ""]
    return found_in([*journal.settings.grades, *repository])


def in_deck(figures: Figures) -> set[str]:
    """Those in every byte of the database in the deck."""
    notes = deck_notes(figures, resolved=True)
    with ZipFile(io.BytesIO(package(notes, figures.journal.settings.title, figures.as_of))) as made:
        return found_in(made.read(name).decode("latin-1") for name in made.namelist())


def told_of(audience: Audience, root: Path) -> set[str]:
    """The markers in an overview that has this journal in it, as a page and as JSON."""
    day = date.fromisoformat(DAYS[-1]) + timedelta(1)
    source = Source(str(root))
    (content,) = contents([source], as_of=day, today=day, audience=audience)
    row = row_of(source, content, day)
    assert row.standing
    return found_in([html([row], day, Path("none")), json.dumps(rows_json([row], day))])


def told_to(audience: Audience, journal: Journal, as_of: date) -> dict[str, set[str]]:
    """The markers in each file that others subscribe to; the lines of a calendar are joined again."""
    seen, _ = seen_by(audience, journal)
    made = files(compute(seen, as_of, pinned=True), SITE)
    subscribed = {CALENDAR, FEED, JSON_FEED}
    return {path: found_in([text.replace("\r\n ", "")]) for path, text in made if path in subscribed}


def planted_journal(chosen: Chosen) -> tuple[Journal, dict[Audience, set[str]]]:
    """A journal full of markers, and those that each audience may see."""
    canaries = planted(chosen)
    with TemporaryDirectory() as folder:
        canaries.write(Path(folder, "content"))
        journal, problems = load(Path(folder, "content"))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return journal, {audience: canaries.visible_to(audience) for audience in AUDIENCES}


def test_the_learner_sees_everything() -> None:
    """Every text of every field has its place on some page."""
    journal, visible = planted_journal(Chosen())
    assert made_for("learner", journal) == visible["learner"]


def test_the_tables_hold_everything() -> None:
    """Every text of every field, whichever way they are written; what is shown of it in figures.json is no more."""
    journal, visible = planted_journal(Chosen())
    figures = figures_for("learner", journal)
    assert in_tables(figures) == (visible["learner"], visible["learner"])
    assert found_in([json.dumps(as_json(figures))]) < visible["learner"]


@given(CHOSEN)
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_an_overview_tells_each_audience_no_more(chosen: Chosen) -> None:
    """Of all learners it shows their names and goals, and nothing that this audience may not see."""
    canaries = planted(chosen)
    with TemporaryDirectory() as folder:
        canaries.write(Path(folder, "content"))
        told = {audience: told_of(audience, Path(folder)) for audience in AUDIENCES}
    assert told["learner"]
    for audience, found in told.items():
        assert found <= canaries.visible_to(audience), audience


@given(CHOSEN)
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_each_audience_sees_what_it_may(chosen: Chosen) -> None:
    """Whatever is asked for at every place: exactly that is in pages, addresses, tables and figures."""
    journal, visible = planted_journal(chosen)
    for audience in AUDIENCES:
        figures = figures_for(audience, journal)
        assert made_for(audience, journal) == visible[audience]
        expected = visible[audience] | in_settings(journal, audience)
        assert in_tables(figures) == (expected, expected)
        assert found_in(text for _, text in files(figures)) == expected
        assert in_deck(figures) <= visible[audience]


@given(CHOSEN)
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_feeds_and_calendar_tell_no_more_than_pages(chosen: Chosen) -> None:
    """While actions are open, and when the week is over and told."""
    journal, visible = planted_journal(chosen)
    for as_of in (OPEN, OVER):
        for audience in AUDIENCES:
            for path, told in told_to(audience, journal, as_of).items():
                assert told <= visible[audience], path


@pytest.mark.parametrize("as_of", [OPEN, OVER], ids=["actions are open", "the week is over"])
def test_feeds_and_calendar_leave_out_what_is_hidden(as_of: date) -> None:
    """And nothing else: of what the learner reads in them, others read just what they may see."""
    journal, visible = planted_journal(Chosen(kinds={"insights": "mentor", "verdict": "private", "actions": "mentor"}))
    learner, mentor, public = (told_to(audience, journal, as_of) for audience in AUDIENCES)
    assert set(learner) == {CALENDAR, FEED, JSON_FEED}
    for path, told in learner.items():
        assert mentor[path] == told & visible["mentor"]
        assert public[path] == told & visible["public"]
    records = sum(date.fromisoformat(day) <= as_of for day in DAYS)
    for path in (FEED, JSON_FEED):
        assert (len(learner[path] - mentor[path]), len(mentor[path] - public[path])) == (records, records)
    if as_of == OPEN:
        assert len(learner[CALENDAR] - public[CALENDAR]) == 2 * records


def test_where_all_is_hidden_nothing_is_told() -> None:
    """But the title of the journal, and whose it is."""
    journal, _ = planted_journal(Chosen(records=("mentor",) * 3))
    told = told_to("public", journal, OVER)
    names = found_in([plain(f"{journal.settings.title} {journal.settings.learner}")])
    assert all(found <= names for found in told.values())
