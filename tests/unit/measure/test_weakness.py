"""Weak items: opened, resolved, fallen again."""

from datetime import date

from tests.journals import asked, figures, record


def items(*records, **kwargs):
    return [(i.reference, i.resolved_by and str(i.resolved_by.date)) for i in figures(*records, **kwargs).weak]


def test_resolved_by_the_first_later_day_without_weakness() -> None:
    """A second weak answer on the day keeps it open; days run between the dates."""
    records = [
        record("2025-11-01", asked("a", 70)),
        record("2025-11-02", asked("a", 95), asked("a", 60)),
        record("2025-11-05", asked("a", 80)),
    ]
    assert items(*records) == [
        ("2025-11-01#Q1", "2025-11-05"),
        ("2025-11-02#Q2", "2025-11-05"),
    ]
    assert [i.days_to_resolve for i in figures(*records).weak] == [4, 3]


def test_the_same_day_never_resolves() -> None:
    """A better second session is no later day, and a worse one spoils the first."""
    first, second = record("2025-11-01", asked("a", 70)), record("2025-11-01", asked("a", 100), session=2)
    assert items(first, second) == [("2025-11-01#Q1", None)]
    later = [record("2025-11-02", asked("a", 100)), record("2025-11-02", asked("a", 50), session=2)]
    assert items(first, *later)[0] == ("2025-11-01#Q1", None)


def test_a_question_may_say_outright_what_it_resolves() -> None:
    """Also of another topic, and also where the item has none."""
    weak = record("2025-11-01", {"score": "50", "id": "Q1"}, asked("a", 50, id="Q2"))
    settled = record("2025-11-03", asked("b", 100, resolves="2025-11-01#Q1"), asked("c", 100, resolves="2025-11-01#Q2"))
    assert items(weak, settled) == [("2025-11-01#Q1", "2025-11-03"), ("2025-11-01#Q2", "2025-11-03")]


def test_the_line_itself_is_not_weak_and_excluded_questions_are_none() -> None:
    """Below means below."""
    assert items(record("2025-11-01", asked("a", 80), asked("a", 10, flags=["excluded"]), asked("a", None))) == []
    assert items(record("2025-11-01", asked("a", 80)), weak_below="80.5") == [("2025-11-01#Q1", None)]


def test_relapses_and_leeches() -> None:
    """Falling again after it was resolved is a relapse; three make a leech."""
    records = [record(f"2025-11-0{n + 1}", asked("a", 50 if n % 2 == 0 else 90)) for n in range(8)]
    counts = [figures(*records[: n + 1]).topics["a"].relapses for n in range(8)]
    assert counts == [0, 0, 1, 1, 2, 2, 3, 3]
    topic = figures(*records).topics["a"]
    assert topic.is_leech
    assert not figures(*records[:6]).topics["a"].is_leech


def test_states() -> None:
    """Weak, due, solid, mastered and untested, each as defined."""
    found = figures(
        record("2025-11-01", asked("weak", 70), asked("due", 90), asked("mastered", 90), introduces=["untested"]),
        record("2025-11-02", asked("mastered", 95, from_="2025-11-01")),
        record("2025-11-10", asked("mastered", 90, from_="2025-11-01"), asked("solid", 90)),
        as_of="2025-11-10",
    )
    assert {id: topic.state for id, topic in found.topics.items()} == {
        "weak": "weak",
        "due": "due",
        "mastered": "mastered",
        "solid": "solid",
        "untested": "untested",
    }


def test_mastery_needs_both_reviews_and_seven_days() -> None:
    """89 once, six days, or a first answer that is no review are not enough."""

    def state(first, second, gap):
        days = [record("2025-10-01", asked("a", 100)), record("2025-10-02", asked("a", first, from_="2025-10-01"))]
        last = record(
            str(date.fromordinal(date(2025, 10, 2).toordinal() + gap)), asked("a", second, from_="2025-10-01")
        )
        return figures(*days, last).topics["a"].state

    assert state(90, 90, 7) == "mastered"
    two = [record(f"2025-10-{n:02}", asked("a", 90, from_="2025-09-01")) for n in (2, 9)]
    assert [figures(*two).topics["a"].state, figures(two[0]).topics["a"].state] == ["mastered", "solid"]
    assert state(89, 90, 7) == "solid"
    assert state(90, 90, 6) == "solid"


def test_only_a_later_day_settles_an_item() -> None:
    """A claim on the day itself or before it is passed over for the first one after."""
    claim = {"resolves": "2025-11-02#Q1"}
    records = [
        record("2025-11-01", asked("b", 100, **claim)),
        record("2025-11-02", asked("a", 50), asked("b", 100, **claim)),
        record("2025-11-02", asked("b", 100, **claim), session=2),
    ]
    assert items(*records) == [("2025-11-02#Q1", None)]
    later = [record("2025-11-04", asked("b", 100, **claim)), record("2025-11-06", asked("b", 100, **claim))]
    assert items(*records, *later) == [("2025-11-02#Q1", "2025-11-04")]


def test_whichever_comes_first_resolves() -> None:
    """A clean day before the claim, or the claim before a clean day."""
    weak, clean = record("2025-11-01", asked("a", 50)), record("2025-11-05", asked("a", 100))
    for day, resolved in (("2025-11-03", "2025-11-03"), ("2025-11-07", "2025-11-05")):
        assert items(weak, clean, record(day, asked("b", 100, resolves="2025-11-01#Q1"))) == [
            ("2025-11-01#Q1", resolved)
        ]


def test_asking_without_a_score_resolves_nothing() -> None:
    """Nor does a question that is excluded."""
    later = record("2025-11-02", asked("a", None), asked("a", 100, flags=["excluded"]))
    assert items(record("2025-11-01", asked("a", 50)), later) == [("2025-11-01#Q1", None)]


def test_an_item_of_a_second_session_is_named_with_it() -> None:
    """The reference is the one that a record would write."""
    assert items(record("2025-11-01", asked("a", 50), session=2)) == [("2025-11-01-2#Q1", None)]


def test_items_that_overlap_are_one_spell() -> None:
    """Falling twice before it is put right is one spell; each fall after that begins another."""

    def spells(*scores: int):
        topic = figures(*(record(f"2025-11-0{n}", asked("a", s)) for n, s in enumerate(scores, 1))).topics["a"]
        return [(e.opened.day, e.resolved and e.resolved.day) for e in topic.episodes]

    assert spells(50, 50, 90, 50) == [(1, 3), (4, None)]
    assert spells(90, 90) == []
    claimed = [
        record("2025-11-01", asked("a", 50)),
        record("2025-11-02", asked("a", 50)),
        record("2025-11-03", asked("b", 90, resolves="2025-11-02#Q1")),
    ]
    assert [(e.opened.day, e.resolved) for e in figures(*claimed).topics["a"].episodes] == [(1, None)]
    inner = figures(*claimed, record("2025-11-05", asked("a", 90))).topics["a"].episodes
    assert [(e.opened.day, e.resolved and e.resolved.day) for e in inner] == [(1, 5)]


def test_falling_on_the_day_of_a_claim_is_a_relapse() -> None:
    """One question settles the old item while another of the topic fails."""
    found = figures(
        record("2025-11-01", asked("a", 50)),
        record("2025-11-03", asked("a", 90, resolves="2025-11-01#Q1"), asked("a", 40)),
    )
    assert [(e.opened.day, e.resolved and e.resolved.day) for e in found.topics["a"].episodes] == [(1, 3), (3, None)]
    assert found.topics["a"].relapses == 1


def test_weak_comes_before_due_and_due_before_mastered() -> None:
    """One state a topic, the one that asks most of the learner."""
    days = [
        record("2025-10-01", asked("a", 100)),
        record("2025-10-02", asked("a", 95, from_="2025-10-01")),
        record("2025-10-10", asked("a", 95, from_="2025-10-01")),
    ]
    states = [figures(*days, as_of=day).topics["a"].state for day in ("2025-10-10", "2025-10-27")]
    assert states == ["mastered", "due"]
    weak = record("2025-10-20", asked("a", 100, from_="2025-10-01"), asked("a", 70, from_="2025-10-01"))
    assert figures(*days, weak, as_of="2025-12-01").topics["a"].state == "weak"


def test_practising_more_never_takes_mastery_away() -> None:
    """A third good review, or a second session of the day, leaves a topic mastered; a bad one does not."""
    two = [
        record("2025-10-02", asked("a", 100, from_="2025-09-01")),
        record("2025-10-10", asked("a", 100, from_="2025-09-01")),
    ]
    more = record("2025-10-12", asked("a", 100, from_="2025-09-01"))
    session = record("2025-10-10", asked("a", 100, from_="2025-09-01"), session=2)
    worse = record("2025-10-12", asked("a", 85, from_="2025-09-01"))
    tired = record("2025-10-10", asked("a", 85, from_="2025-09-01"), session=2)
    states = [figures(*two, *extra).topics["a"].state for extra in ((), (more,), (session,), (tired,), (worse,))]
    assert states == ["mastered", "mastered", "mastered", "mastered", "solid"]
