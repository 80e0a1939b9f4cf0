"""What an audience may not see is nowhere in what is made for it, whatever the records ask for; all else is."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studylog.cohort.as_json import rows_json
from studylog.cohort.page import html
from studylog.cohort.row import row_of
from studylog.cohort.sources import Source, contents
from studylog.figures import Figures, compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.model import SECTIONS, Journal
from studylog.pages import pages
from studylog.sharing.audience import AUDIENCES, Audience, seen_by
from studylog.sharing.deck import deck_notes, package
from studylog.sharing.files import files
from studylog.tables import TABLES, csv_text, json_text
from tests.canaries import DAYS, Chosen, found_in, planted

LEVEL = st.sampled_from([None, "public", "mentor", "private"])
THREE = st.tuples(LEVEL, LEVEL, LEVEL)
KINDS = st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(["public", "mentor", "private"]))
CHOSEN = st.builds(Chosen, KINDS, THREE, THREE, THREE)


def figures_for(audience: Audience, journal: Journal) -> Figures:
    seen, _ = seen_by(audience, journal)
    return compute(seen, date.fromisoformat(DAYS[-1]), pinned=True)


def made_for(audience: Audience, journal: Journal) -> set[str]:
    """The markers in all pages."""
    made = [page for page in pages(figures_for(audience, journal), Path("none")) if page.path.endswith(".md")]
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
