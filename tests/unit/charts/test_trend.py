"""Percent over time: where points stand, what their table says, and what a small multiple compares."""

from datetime import date
from fractions import Fraction

from studylog.charts.trend import Multiples, Panel, Point, Series, Sparkline, Trend


def points(*values: float, month: int = 11) -> tuple[Point, ...]:
    return tuple(
        Point(date(2025, month, n), Fraction(str(v)), f"journal/days/2025-{month}-{n:02}.md")
        for n, v in enumerate(values, 1)
    )


def trend(*series: Series, threshold: int | None = 80) -> Trend:
    return Trend("t", "T", "s", series, None if threshold is None else Fraction(threshold))


def test_the_scale_leaves_nothing_out() -> None:
    """It starts at a round number below the lowest value and the weak line."""
    assert trend(Series("a", "dot", points(95, 98))).lowest == 60
    assert trend(Series("a", "dot", points(95, 60))).lowest == 40
    assert trend(Series("a", "dot", points(95, 0))).lowest == 0
    assert trend(Series("a", "dot", points(95)), threshold=None).lowest == 60
    assert trend().lowest == 60
    assert trend(threshold=None).lowest == 0


def test_places_are_percent_of_the_plot() -> None:
    """The first day is left, the last right, the lowest value at the bottom; a single day stands in the middle."""
    chart = trend(Series("a", "dot", points(60, 80, 100)))
    assert chart.lowest == 40
    assert [(chart.x(p.date), chart.y(p.value)) for p in chart.points] == [(0, 66.67), (50, 33.33), (100, 0)]
    assert trend(Series("a", "dot", points(90))).x(date(2025, 11, 1)) == 50


def test_the_table_has_a_row_a_point_and_a_column_a_series() -> None:
    """Two sessions of a day are two rows; a gap is a dash."""
    twice = (*points(90), Point(date(2025, 11, 1), Fraction(70), "journal/days/2025-11-01-2.md"))
    chart = trend(Series("Score", "dot", twice), Series("Mean", "line", points(85, 86), line=True))
    assert chart.table.headers == ("Date", "Score, %", "Mean, %")
    assert chart.table.rows == (("1 Nov 2025", "70", "–"), ("1 Nov 2025", "90", "85"), ("2 Nov 2025", "–", "86"))
    assert chart.table.links[0] == "journal/days/2025-11-01-2.md"


def test_the_figure_waits_with_what_is_not_shown() -> None:
    """Roles in place of colours; a label where the date does not say what a point is."""
    weeks = (Point(date(2025, 11, 3), Fraction(250, 3), "journal/weeks/2025-W45.md", "2025-W45"),)
    shown, hidden = trend(Series("All", "line", weeks, line=True), Series("First", "muted", weeks, shown=False)).figure[
        "data"
    ]
    assert (shown["mode"], shown["line"], shown["y"], shown["text"]) == (
        "lines",
        {"color": "role:line"},
        [83.33],
        ["2025-W45"],
    )
    assert (shown["meta"], shown["customdata"]) == ("journal/weeks/", ["2025-W45"])
    assert "visible" not in shown and hidden["visible"] == "legendonly"


def test_multiples_share_their_scales() -> None:
    """A gap in one is a gap in its row of the heat map, and its table says where it began and ended."""
    panels = (
        Panel("A", "a.md", Fraction(80), 3, points(60, 100, 80)),
        Panel("B", "b.md", Fraction(90), 1, points(90)),
        Panel("C", "c.md", None, 0, ()),
    )
    chart = Multiples("m", "M", "s", panels, Fraction(80))
    assert (chart.lowest, chart.x(date(2025, 11, 2))) == (40, 50)
    assert chart.table.rows == (("A", "80", "3", "60", "80"), ("B", "90", "1", "90", "90"), ("C", "–", "0", "–", "–"))
    assert chart.figure["data"][0]["z"] == [[60, 100, 80], [90, None, None], [None, None, None]]


def test_a_sparkline_ends_at_the_right() -> None:
    """However many values there are, the last ones of all rows stand together, within the box."""
    for values in ((50,), (50, 100), tuple(range(0, 100, 5))):
        line = Sparkline(tuple(map(Fraction, values)), Fraction(80))
        xs, ys = zip(*line.dots, strict=True)
        assert xs[-1] == line.WIDTH - 3
        assert list(xs) == sorted(xs) and xs[0] >= 0
        assert all(0 < y < line.HEIGHT for y in ys)
    assert Sparkline((), Fraction(80)).dots == ()
