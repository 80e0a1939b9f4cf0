"""Shares with their intervals, and what they say in a sentence."""

from fractions import Fraction

import pytest

from studylog.charts.intervals import Intervals, Slot
from studylog.charts.retention import by_lag, reliability
from studylog.figures_json import as_json
from studylog.measure.proportion import Proportion
from studylog.views.retention import retention, sentence, verdict
from tests.journals import asked, figures, record
from tests.unit.test_figures_json_memory import with_predictions

CHART = Intervals("i", "T", "S.", "Days", (Slot("1", Proportion(9, 12)), Slot("2–3", Proportion(8, 8))))


def test_a_slot_says_its_share_or_what_is_missing() -> None:
    """In the drawing, in the table and in Plotly."""
    assert [slot.text for slot in CHART.slots] == [
        "1: 75\u00a0% (9 of 12), between 46.8 and 91.1\u00a0%",
        "2–3: 8 of 8, too early to say, 2 more",
    ]
    assert CHART.table.rows == (("1", "9 of 12", "75", "46.8–91.1"), ("2–3", "8 of 8", "–", "too early to say, 2 more"))
    trace = CHART.figure["data"][0]
    assert (trace["x"], trace["y"]) == (["1"], [75])
    assert (trace["error_y"]["array"], trace["error_y"]["arrayminus"]) == ([16.11], [28.23])
    assert CHART.figure["layout"]["xaxis"]["categoryarray"] == ["1", "2–3"]


def test_the_scale_leaves_nothing_out() -> None:
    """It begins at a multiple of twenty below the lowest end, and at 80 at most."""
    assert (CHART.lowest, CHART.y(100), CHART.y(CHART.lowest)) == (40, 0, 100)
    high = Intervals("i", "T", "S.", "Days", (Slot("1", Proportion(990, 1000)),))
    assert high.lowest == 80
    low = Intervals("i", "T", "S.", "Days", (Slot("1", Proportion(990, 1000), Fraction(30)),))
    assert low.lowest == 20
    assert all(0 <= CHART.x(n) <= 100 for n in range(2))


def test_nothing_counted_is_no_table() -> None:
    """And so no drawing."""
    assert by_lag(figures().retention).table.rows == ()


def history(*answers: tuple[str, int, int]):
    """Figures of a journal in which on each day so many of so many topics are remembered."""
    days = [record(on, *(asked(f"t{n}", 90 if n < kept else 50) for n in range(of))) for on, kept, of in answers]
    return figures(*days)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], "Too early to say: no topic has been asked again on a later day."),
        ([("2025-11-01", 9, 9), ("2025-11-02", 9, 9)],
         "Too early to say: 1 more after 1 day; each span of days takes ten."),
        ([("2025-11-01", 9, 9), ("2025-11-04", 9, 9)],
         "Too early to say: 1 more after 2–3 days; each span of days takes ten."),
        ([("2025-11-01", 10, 10), ("2025-11-02", 9, 10)],
         "90\u00a0% is remembered after 1 day; for other spans it is too early to say."),
        ([("2025-11-01", 10, 10), ("2025-11-02", 9, 10), ("2026-11-02", 5, 10)],
         "90\u00a0% is remembered after 1 day, 50\u00a0% after 61 days and more."),
    ],
    ids=["nothing", "nine", "nine later", "one span", "two spans"],
)  # fmt: skip
def test_how_recall_fades(days: list[tuple[str, int, int]], expected: str) -> None:
    """From the first span that has enough to the last."""
    assert by_lag(history(*days).retention).sentence == expected


def test_the_answer_waits_for_fifty() -> None:
    """Then it gives share, counts and interval."""
    assert sentence(history(("2025-11-01", 49, 49), ("2025-11-02", 49, 49))) == (
        "Too early to say how well things are remembered: 1 more topic asked again on a later day."
    )
    assert sentence(history(("2025-11-01", 50, 50), ("2025-11-02", 40, 50))) == (
        "80\u00a0% of what came back on a later day was remembered, 40 of 50 (67–88.8\u00a0%)."
    )


def test_audit_questions_have_a_word_of_their_own() -> None:
    """Once there are ten."""
    made = figures(
        record("2025-11-01", *(asked(f"t{n}", 90) for n in range(50))),
        record("2025-11-02", *(asked(f"t{n}", 50, because="audit" if n < 10 else "due") for n in range(50))),
    )
    assert sentence(made).endswith("Of what was drawn at random it was 0\u00a0%, 0 of 10 (0–27.8\u00a0%).")


def test_the_verdict_on_predictions() -> None:
    """First whether they lean, then whether they are worth more than the average."""
    made = figures()
    early = with_predictions(made, of=20, remembered=18)
    assert verdict(early.calibration) == "Too early to say whether predictions can be trusted: 30 more predictions."
    assert retention(early).predicted.reliability is None
    assert verdict(with_predictions(made, of=400, remembered=320).calibration) == (
        "Predictions are clearly optimistic: 92\u00a0% expected, 80\u00a0% remembered (320 of 400). "
        "They are worse than always saying the average."
    )


def test_what_was_predicted_shows_the_figures_of_the_object() -> None:
    """Each span with the mean expected in it, the share that came and its interval; too few are too early."""
    made = with_predictions(figures(), of=400, remembered=320)
    chart = reliability(made.calibration)
    (found,) = as_json(made)["calibration"]["judgement"]["bins"]
    assert chart.table.rows == (("90–95", "92", "320 of 400", "80", "75.8–83.6"),)
    assert [trace["y"] for trace in chart.figure["data"]] == [[found["percent"]], [found["expected"]]]
    assert chart.sentence == (
        "In none of 1 span with ten predictions or more their mean lies within the interval of what was remembered."
    )
    assert reliability(with_predictions(made, of=60, remembered=50).calibration).sentence == (
        "Too early to say: 240 more predictions."
    )
