"""Laws of what is remembered that hold for every journal."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from studylog.figures import compute
from studylog.measure.proportion import Proportion
from studylog.model import Journal
from tests.properties.strategies import journals, whole


@given(journals())
def test_every_split_is_of_the_same_answers(journal: Journal) -> None:
    """Spans, reasons and weeks add up to the whole, and no topic is met twice."""
    found = whole(journal)
    retention = found.retention
    for parts in (retention.lags, retention.reasons.values(), retention.by_weeks_since):
        assert sum(parts, Proportion()) == retention.all
    cells = [cell for cohort in retention.cohorts for cell in cohort.cells]
    assert sum(cells, Proportion()) == retention.all
    assert sum(cohort.topics for cohort in retention.cohorts) == sum(bool(t.met) for t in found.topics.values())
    assert found.mature.asked == sum(bool(topic.observations) for topic in found.topics.values())


@given(journals(later=False))
def test_every_prediction_is_of_something_remembered_or_not(journal: Journal) -> None:
    """One for each day on which a topic is asked again, none twice, each between never and always."""
    found = whole(journal)
    scheduled = [(o.date, o.topic) for t in found.topics.values() for o in t.observations if o.scheduled]
    first = {(t.observations[0].date, t.id) for t in found.topics.values() if t.observations}
    lines = found.calibration.ledger
    assert [(line.date, line.topic) for line in lines] == sorted(set(scheduled) - first)
    assert all(0 < line.predicted <= 1 and 0 < line.average < 1 for line in lines)


@given(journals(), st.data())
def test_the_ledger_of_a_day_is_the_beginning_of_every_later_one(journal: Journal, data: st.DataObject) -> None:
    """Whatever was added or revised since."""
    first, last = journal.days[0].date, journal.days[-1].date
    day = first + timedelta(data.draw(st.integers(0, (last - first).days), label="as of"))
    then, now = compute(journal, day).calibration.ledger, whole(journal).calibration.ledger
    assert then == now[: len(then)]
    assert all(line.date > day for line in now[len(then) :])
