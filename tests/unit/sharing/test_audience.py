"""What an audience may not see is nowhere in what is made for it, whatever the records ask for; all else is."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.markup import plain
from studylog.model import SECTIONS, Journal
from studylog.pages import pages
from studylog.paths import ASSETS, CALENDAR, FEED, JSON_FEED
from studylog.sharing.audience import AUDIENCES, Audience, seen_by
from studylog.sharing.files import files
from tests.canaries import DAYS, Chosen, found_in, planted

SITE = "https://example.org/"
OPEN, OVER = date.fromisoformat(DAYS[1]), date(2025, 11, 10)
"""A day on which actions are open, and one after the week of all records."""

LEVEL = st.sampled_from([None, "public", "mentor", "private"])
THREE = st.tuples(LEVEL, LEVEL, LEVEL)
KINDS = st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(["public", "mentor", "private"]))
CHOSEN = st.builds(Chosen, KINDS, THREE, THREE, THREE)


def made_for(audience: Audience, journal: Journal) -> set[str]:
    """The markers in all pages, feeds and figures."""
    seen, _ = seen_by(audience, journal)
    figures = compute(seen, date.fromisoformat(DAYS[-1]), pinned=True)
    made = [page for page in pages(figures, Path("none"), site=SITE) if not page.path.startswith(ASSETS)]
    return found_in(text for page in made for text in (page.path, page.content)) | found_in(
        [json.dumps(as_json(figures))]
    )


def told_to(audience: Audience, journal: Journal, as_of: date) -> dict[str, set[str]]:
    """The markers in each file that is no page; the lines of a calendar are joined again."""
    seen, _ = seen_by(audience, journal)
    made = files(compute(seen, as_of, pinned=True), SITE)
    return {path: found_in([text.replace("\r\n ", "")]) for path, text in made}


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


@given(CHOSEN)
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_each_audience_sees_what_it_may(chosen: Chosen) -> None:
    """Whatever is asked for at every place: exactly that is in pages, addresses and figures."""
    journal, visible = planted_journal(chosen)
    for audience in AUDIENCES:
        assert made_for(audience, journal) == visible[audience]


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
