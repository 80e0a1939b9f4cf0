"""What an audience may not see is nowhere in what is made for it, whatever the records ask for; all else is."""

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studylog.cohort.as_json import rows_json
from studylog.cohort.page import html
from studylog.cohort.row import row_of
from studylog.cohort.sources import Source, contents
from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.model import SECTIONS, Journal
from studylog.pages import pages
from studylog.sharing.audience import AUDIENCES, Audience, seen_by
from tests.canaries import DAYS, Chosen, found_in, planted

LEVEL = st.sampled_from([None, "public", "mentor", "private"])
THREE = st.tuples(LEVEL, LEVEL, LEVEL)
KINDS = st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(["public", "mentor", "private"]))
CHOSEN = st.builds(Chosen, KINDS, THREE, THREE, THREE)


def made_for(audience: Audience, journal: Journal) -> set[str]:
    """The markers in all pages and figures."""
    seen, _ = seen_by(audience, journal)
    figures = compute(seen, date.fromisoformat(DAYS[-1]), pinned=True)
    made = [page for page in pages(figures, Path("none")) if page.path.endswith(".md")]
    return found_in(text for page in made for text in (page.path, page.content)) | found_in(
        [json.dumps(as_json(figures))]
    )


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
    """Whatever is asked for at every place: exactly that is in pages, addresses and figures."""
    journal, visible = planted_journal(chosen)
    for audience in AUDIENCES:
        assert made_for(audience, journal) == visible[audience]
