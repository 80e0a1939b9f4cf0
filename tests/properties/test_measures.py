"""Laws of the measures that hold for every journal."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.measure.readiness import fit
from studylog.measure.scores import Mean, area_means, mean_of
from studylog.model import Journal
from studylog.wording import rounded
from tests.properties.strategies import journals, whole

LATER_BY_NATURE = {"due", "next", "by", "last", "projection", "next_check", "forecast", "why"}


def last_day(journal: Journal) -> date:
    return journal.days[-1].date


def some_day(draw: st.DataObject, journal: Journal) -> date:
    """A day from before the first record to after the last."""
    first = journal.days[0].date
    return first + timedelta(draw.draw(st.integers(-2, (last_day(journal) - first).days + 30), label="as of"))


@given(journals(), st.randoms(use_true_random=False))
def test_sums_over_any_split_of_days_agree(journal: Journal, random) -> None:
    """Points and counts of the parts make up the whole, however the records are dealt out."""
    parts = [[], [], []]
    for record in journal.days:
        random.choice(parts).append(record)
    means = [mean_of(q for record in part for q in record.questions) for part in parts]
    found = whole(journal)
    assert sum(means, Mean()) == found.all
    areas: dict[str, Mean] = {}
    for part in parts:
        for area, mean in area_means(journal, part).items():
            areas[area] = areas.get(area, Mean()) + mean
    assert areas == found.areas


@given(journals())
def test_every_way_of_adding_up_gives_the_same_whole(journal: Journal) -> None:
    """Days, weeks, months, new and review, and topics with what has none: all are the same questions."""
    found = whole(journal)
    untitled = mean_of(q for record in journal.days for q in record.questions if not q.topic)
    for parts in (
        [day.scores.all for day in found.days],
        [week.all for week in found.weeks],
        [month.all for month in found.months],
        [found.new, found.review],
        [untitled, *(topic.mean for topic in found.topics.values())],
        [untitled, *(seen.mean for topic in found.topics.values() for seen in topic.observations)],
        [untitled, *found.areas.values()],
    ):
        assert sum(parts, Mean()) == found.all
    for day in found.days:
        assert sum((source.mean for source in day.scores.sources), Mean()) == day.scores.review
    for periods in (found.weeks, found.months):
        assert sum(len(period.records) for period in periods) == len(journal.days)
        assert sorted(topic for period in periods for topic in period.met) == sorted(
            id for id, topic in found.topics.items() if topic.met
        )
        assert sum(len(period.opened) for period in periods) == len(found.weak)
        assert sum(len(period.resolved) for period in periods) == sum(bool(item.resolved_by) for item in found.weak)


@given(journals(), st.data())
def test_order_changes_nothing_that_it_should_not(journal: Journal, data: st.DataObject) -> None:
    """Not the order of questions within a check, of topics in their list, nor of goals beyond their own row."""
    day = some_day(data, journal)
    shuffled = Journal(
        journal.settings,
        dict(data.draw(st.permutations(list(journal.topics.items())))),
        journal.goals[::-1],
        tuple(r.model_copy(update={"questions": tuple(data.draw(st.permutations(r.questions)))}) for r in journal.days),
    )
    one, other = as_json(compute(journal, day)), as_json(compute(shuffled, day))
    other["goals"].reverse()
    for found in (one, other):
        found["weak_items"].sort(key=lambda item: item["item"])
        found["audit"]["revised"].sort(key=str)
    assert one == other


@given(journals(), st.data())
def test_later_days_are_as_if_they_were_not(journal: Journal, data: st.DataObject) -> None:
    """Figures as of a day are those of the journal as it stood, and a second look back changes nothing."""
    day = some_day(data, journal)
    then = journal.until(day)
    assert compute(journal, day) == compute(then, day)
    assert then.until(day) == then
    assert journal.until(last_day(journal) + timedelta(400)) == journal


@given(journals(later=False), st.data())
def test_a_journal_cut_short_is_the_journal_as_of_then(journal: Journal, data: st.DataObject) -> None:
    """Where nothing was added later, the records up to a day give the figures of that day."""
    day = some_day(data, journal)
    records = tuple(record for record in journal.days if record.date <= day)
    spoken = {s.goal for r in records for s in r.readiness}
    ever = {s.goal for r in journal.days for s in r.readiness}
    named = {q.topic for r in records for q in r.questions} | {i.topic for r in records for i in r.introduces}
    cut = replace(
        journal,
        days=records,
        topics={id: topic for id, topic in journal.topics.items() if id in named},
        goals=tuple(goal for goal in journal.goals if goal.id in spoken or goal.id not in ever),
    )
    assert as_json(compute(journal, day)) == as_json(compute(cut, day))


def dates_in(value: object, skip: set[str]) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(dates_in(part, skip) for key, part in value.items() if key not in skip), set())
    if isinstance(value, list):
        return set().union(*(dates_in(part, skip) for part in value), set())
    return {value[:10]} if isinstance(value, str) and value.startswith("20") and value[4:8].count("-") == 2 else set()


@given(journals(), st.data())
def test_no_figure_knows_a_later_date(journal: Journal, data: st.DataObject) -> None:
    """Only what looks ahead does: due dates, goals, forecasts, and the last day of a week or month."""
    day = some_day(data, journal)
    found = as_json(compute(journal, day))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert all(seen <= str(day) for seen in dates_in(found, LATER_BY_NATURE))


@given(journals())
def test_weak_items_against_their_definition(journal: Journal) -> None:
    """Each is below the line, and is resolved by the first later day that is clean or says so, never before."""
    limit = journal.settings.weak_below
    by_reference = {}
    for record in journal.days:
        for q in record.questions:
            if q.counts and q.score < limit:
                by_reference[f"{record.key}#{q.id}"] = (record, q)
    found = whole(journal).weak
    assert [item.reference for item in found] == list(by_reference)
    for item in found:
        days = []
        for day in sorted({r.date for r in journal.days if r.date > item.record.date}):
            asked = [q for r in journal.days if r.date == day for q in r.questions]
            scores = [q.score for q in asked if q.counts and q.topic and q.topic == item.question.topic]
            if (scores and min(scores) >= limit) or any(q.resolves == item.reference for q in asked):
                days.append(day)
        assert (item.resolved_by and item.resolved_by.date) == (days[0] if days else None)
        assert item.days_to_resolve is None or item.days_to_resolve >= 1


@given(journals())
def test_a_topic_is_weak_while_an_item_of_it_is_open(journal: Journal) -> None:
    """Its spells do not overlap, each but the last was resolved, and the last is open when an item is."""
    found = whole(journal)
    for id, topic in found.topics.items():
        is_open = any(item.question.topic == id for item in found.open_weak)
        assert (topic.state == "weak") == is_open
        assert [e.resolved for e in topic.episodes if e.resolved is None] == ([None] if is_open else [])
        assert all(e.resolved is None or e.opened < e.resolved for e in topic.episodes)
        ends = [e.resolved for e in topic.episodes[:-1]]
        assert all(end and end <= e.opened for end, e in zip(ends, topic.episodes[1:], strict=True))


@given(journals(), st.data())
def test_every_day_is_studied_missed_or_neutral(journal: Journal, data: st.DataObject) -> None:
    """From the start to yesterday each day is one of them; streaks fit into the days studied."""
    day = some_day(data, journal)
    habit = compute(journal, day).habit
    start = journal.settings.started or journal.days[0].date
    resting = {r.date for r in journal.days if r.kind == "rest"}
    studied, missed = set(habit.studied), set(habit.missed)
    assert not studied & missed and day not in missed
    for n in range((day - start).days):
        on = start + timedelta(n)
        neutral = on in resting or journal.settings.is_rest_day(on)
        assert (on in studied) + (on in missed) == 1 or neutral
        assert not (neutral and on in missed)
    assert 0 <= habit.streak <= habit.longest_streak <= len(studied)


@given(journals())
def test_rolling_means_lie_between_the_last_seven_scores(journal: Journal) -> None:
    """And changes add up to the last score less the first."""
    found = [d.scores for d in whole(journal).days if d.scores.all.count]
    values = [s.all.value for s in found]
    for n, scores in enumerate(found, 1):
        window = values[max(0, n - 7) : n]
        assert min(window) <= scores.rolling <= max(window)
        assert scores.rolling == sum(window) / len(window)
    if found:
        assert sum(s.change for s in found[1:]) == values[-1] - values[0]


@given(st.fractions(-1000, 1000) | st.integers(-20_000, 20_000).map(lambda n: Fraction(n, 20)), st.integers(0, 3))
def test_rounding_goes_to_the_nearest_and_halves_away_from_zero(value: Fraction, digits: int) -> None:
    """The error is half a unit at most, and where it is, the figure grew."""
    shown = rounded(value, digits)
    assert shown.as_tuple().exponent == -digits
    error = abs(Fraction(shown) - value) * 10**digits
    assert error <= Fraction(1, 2)
    assert error < Fraction(1, 2) or abs(Fraction(shown)) > abs(value)
    assert rounded(-value, digits) == -shown
    assert rounded(Decimal(shown), digits) == shown


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100).map(Fraction)), min_size=2, max_size=8),
    st.integers(-30, 30),
    st.integers(-5, 5),
)
def test_a_fit_follows_its_points(points: list[tuple[int, Fraction]], shift: int, tilt: int) -> None:
    """Moved in time the slope stays, tilted it tilts; the order of points is nothing, and no other slope is nearer."""
    line = fit(points)
    assert (line is None) == (len({t for t, _ in points}) < 2)
    if line is None:
        return
    assert fit([(t + shift, v + tilt * t) for t, v in reversed(points)]) == (line[0] + tilt, line[1])

    def misses(slope: Fraction) -> Fraction:
        """Squared misses of the best line with this slope."""
        rest = [v - slope * t for t, v in points]
        level = sum(rest, Fraction(0)) / len(rest)
        return sum(((r - level) ** 2 for r in rest), Fraction(0))

    assert misses(line[0]) <= min(misses(line[0] + Fraction(1, 100)), misses(line[0] - Fraction(1, 100)))
