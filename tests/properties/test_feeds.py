"""Laws of feeds and calendars that hold for every journal."""

from datetime import date, timedelta
from pathlib import Path

import vobject
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from studylog.figures import compute
from studylog.model import Journal
from studylog.sharing.calendar import calendar
from studylog.sharing.entries import MOST_ENTRIES, feed
from studylog.sharing.feeds import atom
from tests.conftest import ROOT
from tests.properties.strategies import journals

SITE = "https://example.org/"
GRAMMAR = etree.RelaxNG(file=str(Path(ROOT, "tests", "unit", "sharing", "atom.rng")))


def some_day(journal: Journal, back: int) -> date:
    """A day from the first record to some time after the last."""
    return max(journal.days[0].date, journal.days[-1].date + timedelta(20 - back))


@given(journals(later=False), st.integers(0, 60))
def test_what_was_told_stays(journal: Journal, back: int) -> None:
    """Where nothing is corrected later, every entry of an earlier day is there on the last, word for word."""
    day = some_day(journal, back)
    then, last = (feed(compute(journal, one), SITE).entries for one in (day, journal.days[-1].date + timedelta(40)))
    assert len(last) < MOST_ENTRIES
    assert set(then) <= set(last)


@given(journals(), st.integers(0, 60))
def test_every_feed_is_valid(journal: Journal, back: int) -> None:
    """Its ids differ, the newest entry is first, and nothing is dated after the day of the journal."""
    found = compute(journal, some_day(journal, back))
    made = feed(found, SITE)
    GRAMMAR.assertValid(etree.fromstring(atom(made).encode()))
    dates = [entry.published for entry in made.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(entry.published <= entry.updated <= found.as_of for entry in made.entries)
    assert len({entry.address for entry in made.entries}) == len(made.entries)


@given(journals(), st.integers(0, 60))
def test_everything_due_stands_on_one_day(journal: Journal, back: int) -> None:
    """Each scheduled topic once, each open action once, none before the day of the journal or on a rest day."""
    found = compute(journal, some_day(journal, back))
    (made,) = vobject.readComponents(calendar(found), validate=True)
    events = getattr(made, "vevent_list", [])
    reviews = [event for event in events if event.uid.value.startswith("reviews-")]
    asked = sum(int(event.summary.value.partition(" ")[0]) for event in reviews)
    assert asked == sum(topic.schedule is not None for topic in found.topics.values())
    assert len(events) - len(reviews) == sum(state.action.done is None for state in found.actions)
    assert len({event.uid.value for event in events}) == len(events)
    assert all(event.dtstart.value >= found.as_of for event in events)
    assert not any(journal.settings.is_rest_day(event.dtstart.value) for event in reviews)
