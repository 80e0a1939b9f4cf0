"""What the charts of the past show: at most so many points, and a sentence that is true of them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from studylog.charts import history
from studylog.charts.moments import MOST_POINTS, moments
from tests.journals import asked, figures, record


def daily(count: int, start: date = date(2020, 1, 1), score: int = 90) -> list:
    return [record(str(start + timedelta(n)), asked("a", score)) for n in range(count)]


@pytest.mark.parametrize(
    ("days", "grain", "points", "page"),
    [
        (0, "check", 0, None),
        (MOST_POINTS, "check", MOST_POINTS, "journal/days/2020-01-01.md"),
        (MOST_POINTS + 1, "week", 14, "journal/weeks/2020-W01.md"),
        (700, "month", 23, "journal/months/2020-01.md"),
        (3000, "quarter", 33, "journal/days/2020.md"),
    ],
)
def test_points_are_checks_until_they_are_too_many(days: int, grain: str, points: int, page: str | None) -> None:
    """Then weeks, months and quarters, each leading to the page that holds its days; none is lost."""
    found, name = moments(figures(*daily(days)).days)
    assert (name, len(found)) == (grain, points)
    assert sum(len(moment.days) for moment in found) == days
    assert (found[0].path if found else None) == page


def test_a_moment_weighs_questions_not_checks() -> None:
    """The mean of a week is over all its questions."""
    long = record("2020-01-06", *(asked("a", 100) for _ in range(3)))
    found, _ = moments(figures(long, record("2020-01-07", asked("a", 0))).days, most=1)
    assert [moment.mean(lambda day: day.scores.all) for moment in found] == [75]


def test_the_recent_calendar_ends_with_the_running_week() -> None:
    """Twenty-six weeks of seven days; what is to come and what was before the start is outside."""
    chart = history.recent_calendar(figures(record("2025-11-03", asked("a", 55)), as_of="2025-11-05"))
    assert len(chart.days) == 26 * 7
    assert (chart.days[0].date.weekday(), chart.days[-1].date) == (0, date(2025, 11, 9))
    states = {str(day.date): day.state for day in chart.days if day.state != "outside"}
    assert states == {"2025-11-03": "scored", "2025-11-04": "missed"}
    assert chart.sentence == "1 day with a check from 3 Nov 2025 to 5 Nov 2025; 1 day missed."
    assert chart.table.rows == (("3 Nov 2025", "55", "missed", "", "", "", "", ""),)


def test_a_year_has_every_day_once() -> None:
    """In two halves, the leap day among them."""
    chart = history.year_calendar(figures(record("2024-02-29", asked("a", 90))), 2024)
    assert [day.date for day in chart.days] == [date(2024, 1, 1) + timedelta(n) for n in range(366)]
    assert [len(block.days) for block in chart.blocks] == [182, 184]
    places = {(block.x(day.date), block.y(day.date)) for block in chart.blocks[:1] for day in block.days}
    assert len(places) == 182


def test_two_sessions_share_a_square() -> None:
    """Their questions count alike."""
    two = [record("2025-11-03", asked("a", 100), asked("a", 100)), record("2025-11-03", asked("a", 40), session=2)]
    (square,) = [day for day in history.recent_calendar(figures(*two)).days if day.score is not None]
    assert square.score == Fraction(80)


def test_first_scores_stand_where_revisions_changed_them() -> None:
    """And there is no such series where none did."""
    plain = record("2025-11-03", asked("a", 90))
    revised = record("2025-11-04", asked("a", 90, revised=[{"was": 70}]))
    names = [series.name for series in history.score_trend(figures(plain)).series]
    assert names == ["Score", "7-check mean"]
    first = history.score_trend(figures(plain, revised)).series[-1]
    assert (first.name, first.shown, [p.value for p in first.points]) == ("First score", False, [70])
    pairs = history.revisions(figures(plain, revised)).pairs
    assert [(pair.first, pair.last) for pair in pairs] == [(70, 90)]
    assert history.revisions(figures(plain)).sentence == "No score was revised."


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([], "No check has a score yet."),
        ([90], "One check so far, at 90\u00a0%; a trend takes two."),
        (
            [70, 90],
            "The 7-check mean is 80\u00a0%, +10 points against 1 check ago; "
            "1 of the last 2 checks was below 80\u00a0%.",
        ),
        (
            [90] * 20,
            "The 7-check mean is 90\u00a0%, ±0 points against 7 checks ago; "
            "none of the last 14 checks were below 80\u00a0%.",
        ),
    ],
)
def test_the_sentence_of_the_trend(scores: list[int], sentence: str) -> None:
    """Nothing, one check, two, and many."""
    records = [record(f"2025-11-{n:02}", asked("a", score)) for n, score in enumerate(scores, 1)]
    assert history.score_trend(figures(*records)).sentence == sentence


def test_a_trend_may_end_earlier() -> None:
    """Its dots and its sentence are those of that day, whatever came later."""
    records = [record(f"2025-11-{n:02}", asked("a", score)) for n, score in enumerate([70, 90, 20], 1)]
    earlier = history.recent_trend(figures(*records), date(2025, 11, 2))
    assert earlier == history.recent_trend(figures(*records[:2]))
    assert earlier != history.recent_trend(figures(*records))


def test_areas_say_which_is_lowest_and_highest() -> None:
    """With the count behind it."""
    made = figures(record("2025-11-01", asked("a", 60), asked("b", 90)), areas={"a": "Low", "b": "High"})
    chart = history.by_area(made)
    assert chart.sentence == "Low is lowest at 60\u00a0% over 1 question, High highest at 90\u00a0%."
    assert [(panel.name, panel.value, panel.count) for panel in chart.panels] == [("High", 90, 1), ("Low", 60, 1)]
