"""Laws of the narratives that hold for every journal: each sentence says what the records give."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studylog.figures import Figures, compute
from studylog.load import load
from studylog.model import Journal
from studylog.narrative.review import Kind, narratives
from tests.conftest import ROOT
from tests.narratives.ahead import verify_next
from tests.narratives.claims import verify
from tests.narratives.raw import Raw
from tests.properties.strategies import journals

KINDS: tuple[Kind, Kind] = ("week", "month")


def verify_all(found: Figures) -> None:
    for kind in KINDS:
        told = narratives(found, kind)
        last = list(told)[-1] if told else None
        for key, narrative in told.items():
            raw = Raw(found.journal, found.as_of, narrative.first, narrative.last)
            verify(narrative, raw)
            verify_next(narrative, raw, found, is_last=key == last)


@given(journals(), st.integers(0, 60))
def test_every_sentence_is_what_the_records_give(journal: Journal, back: int) -> None:
    """All weeks and months, as of any day from the first record on; a running one too."""
    last = journal.days[-1].date + timedelta(20)
    verify_all(compute(journal, max(journal.days[0].date, last - timedelta(back))))


@pytest.mark.parametrize("day", range(1, 21))
def test_every_sentence_of_the_sample_is_what_its_records_give(day: int) -> None:
    """As of each day of the sample's record."""
    journal, _ = load(Path(ROOT / "content"))
    verify_all(compute(journal, date(2025, 10, 31) + timedelta(day - 1)))
