"""Columns and dumbbells: how high, how far, and what they say of themselves."""

from fractions import Fraction

from studylog.charts.bars import Bar, Bars, Dumbbell, Pair
from studylog.charts.progress import MOST_SNAPSHOTS, forecast, goal, minutes
from tests.journals import asked, figures, record


def bars(*values: tuple[int, ...], level: int | None = None) -> Bars:
    names = ("Known", "Unsure")[: len(values[0]) if values else 1]
    made = tuple(Bar(f"b{n}", tuple(map(Fraction, v))) for n, v in enumerate(values))
    return Bars(
        "b", "B", "s", "%", names, ("line", "other")[: len(names)], made, None if level is None else Fraction(level)
    )


def test_the_scale_holds_the_tallest_column_its_range_and_the_level() -> None:
    """And ends at a round number."""
    assert bars((30,), (41,)).highest == 50
    assert bars((30, 20), (1, 1)).highest == 50
    assert bars((3,), level=70).highest == 80
    assert bars().highest == 1
    assert (
        Bars(
            "b", "B", "s", "", ("n",), ("line",), (Bar("x", (Fraction(40),), None, (Fraction(30), Fraction(90))),)
        ).highest
        == 100
    )


def test_columns_stand_in_the_middle_of_their_share() -> None:
    """A lone one is no wall."""
    chart = bars((1,), (2,), (3,), (4,))
    assert [chart.x(n) for n in range(4)] == [12.5, 37.5, 62.5, 87.5]
    assert (bars((1,)).x(0), bars((1,)).width) == (50, 10)


def test_a_column_names_its_parts_where_there_are_several() -> None:
    """As its label does for those who cannot see it."""
    assert bars((30,)).text(bars((30,)).bars[0]) == "b0: 30 %"
    assert bars((30, 20)).text(bars((30, 20)).bars[0]) == "b0: 30 % known, 20 % unsure"


def test_a_dumbbell_says_what_moved() -> None:
    """And only where it was measured twice."""
    pairs = (Pair("A", Fraction(70), Fraction(90), 2), Pair("B", Fraction(65), Fraction(65), 1))
    chart = Dumbbell("d", "D", "s", pairs)
    assert [pair.text for pair in pairs] == ["A: 70 to 90\u00a0% (+20)", "B: 65\u00a0%"]
    assert (chart.lowest, chart.x(60), chart.x(80), chart.x(100)) == (60, 0, 50, 100)
    assert Dumbbell("d", "D", "s", ()).lowest == 0


def test_snapshots_are_thinned_evenly() -> None:
    """The first and the last stay."""
    days = [record(f"2025-11-{n:02}", readiness=[{"goal": "g", "know": n}]) for n in range(1, 29)]
    (progress,) = figures(*days, goals=[{"id": "g", "title": "G", "topics": 28, "target": 100}]).goals
    shown = [bar.label for bar in goal(progress, days[-1].date).bars]
    assert len(shown) == MOST_SNAPSHOTS
    assert (shown[0], shown[-1]) == ("1 Nov 2025, end", "28 Nov 2025, end")
    assert len(set(shown)) == MOST_SNAPSHOTS


def test_no_two_columns_have_one_name() -> None:
    """Plotly would stack them: a day and the same day a year later, and two sessions of one day."""
    days = [record("2024-11-05", minutes=30), record("2025-11-05", minutes=40)]
    days += [record("2025-11-05", minutes=50, session=2)]
    chart = minutes(figures(*days))
    assert [bar.label for bar in chart.bars] == ["5 Nov 2024", "5 Nov 2025", "5 Nov 2025, session 2"]
    assert [tick.text for tick in chart.x_ticks] == ["Nov 2024", "Nov 2025", "Nov 2025"]
    within = minutes(figures(*days[1:], record("2025-11-06", minutes=20)))
    assert [tick.text for tick in within.x_ticks] == ["5 Nov", "5 Nov", "6 Nov"]


def test_the_forecast_holds_the_load_against_the_room_for_it() -> None:
    """In days for two weeks, in weeks beyond; the backlog counts too."""
    made = figures(*(record("2025-11-01", *(asked(f"t{n}", 90) for n in range(5))),), as_of="2025-11-10")
    fortnight, months = forecast(made.forecast, 14, "f"), forecast(made.forecast, 60, "g")
    assert (len(fortnight.bars), len(months.bars)) == (14, 9)
    assert fortnight.sentence.startswith("5 topics due already and ")
    assert sum(bar.values[0] for bar in fortnight.bars) == made.forecast.due_within(14)
    assert sum(bar.values[0] for bar in months.bars) == made.forecast.due_within(60)
    assert (
        forecast(figures(record("2025-11-01")).forecast, 14, "f").sentence == "Nothing falls due in the next 14 days."
    )
