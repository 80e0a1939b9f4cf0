"""Every chart of the sample shows the figures of `studylog figures --json`: in its drawing, its table and in Plotly.

The drawing is read back by geometry: a place becomes a value by the labels of the axis, as a reader's eye does it.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

Values = list[float]

# What a chart says in each of its three forms. Places are percent of the plot, or units where a chart has rows.
READ = """figure => {
  const number = text => parseFloat(text.replace("−", "-")), at = (node, name) => parseFloat(node.getAttribute(name));
  const all = (node, what) => [...node.querySelectorAll(what)], plot = figure.querySelector(".sl-plot");
  const ticks = (what, axis) => all(plot, what).map(t => [at(t, axis), number(t.textContent)]);
  const scale = pairs => {
    const [a, b] = [pairs[0], pairs[pairs.length - 1]];
    return place => a[1] + (place - a[0]) * (b[1] - a[1]) / (b[0] - a[0]);
  };
  const role = node => (/sl-fill-(\\w+)/.exec(node.getAttribute("class")) || [])[1];
  const table = all(figure, ".sl-data tbody tr").map(r => [...r.cells].map(c => c.textContent.trim()));
  const drawn = {};
  if (plot.matches(".sl-plot-trend")) {
    const y = scale(ticks(".sl-y", "y"));
    all(plot, "g[class^=sl-series]").forEach((series, n) => {
      const line = series.querySelector("polyline");
      drawn[n] = line ? line.getAttribute("points").trim().split(" ").map(p => y(+p.split(",")[1]))
                      : all(series, "circle").map(c => y(at(c, "cy")));
    });
  } else if (plot.matches(".sl-plot-bars")) {
    const y = scale(ticks(".sl-y", "y"));
    all(plot, "rect").forEach(r => (drawn[role(r)] = drawn[role(r)] || []).push(y(0) - y(at(r, "height"))));
  } else if (plot.matches(".sl-plot-dumbbell")) {
    const x = scale(ticks(".sl-x", "x"));
    all(plot, "circle").forEach(c => (drawn[role(c)] = drawn[role(c)] || []).push(x(at(c, "cx"))));
  } else if (plot.matches(".sl-plot-intervals")) {
    const y = scale(ticks(".sl-y", "y"));
    drawn.shares = all(plot, "circle.sl-fill-line").map(c => y(at(c, "cy")));
    drawn.ends = all(plot, ".sl-whisker:nth-of-type(2)").map(l => [y(at(l, "y1")), y(at(l, "y2"))]);
    drawn.missing = all(plot, "g:not(:has(circle))").map(g => number(g.querySelectorAll("text")[1].textContent));
  } else if (plot.matches(".sl-plot-calendar")) {
    drawn.days = all(plot, "a").map(a => a.querySelector("title").textContent);
  } else {
    const said = (panel, what) => panel.querySelector(what).textContent;
    drawn.areas = all(plot, ".sl-panel").map(panel => [said(panel, "span"), number(said(panel, "b"))]);
  }
  return {id: figure.id.replace("chart-", ""), table, drawn};
}"""
LIVE = """figure => figure.querySelector('.sl-live').data.map(
  t => ({name: t.name, x: t.x, y: t.y, keys: t.customdata, colours: t.marker && t.marker.color, reach: t.error_y && [
    t.error_y.array, t.error_y.arrayminus]}))"""
PAGES = (
    "index",
    "journal/days/index",
    "journal/weeks/index",
    "journal/months/index",
    "journal/review",
    "journal/trends",
    "journal/retention",
    "journal/goals",
    "journal/interviews",
    "journal/topics/llm-zero",
)


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    journal, _ = load(ROOT / "content")
    return as_json(compute(journal, date(2025, 11, 17)))


@pytest.fixture(scope="module")
def charts(chromium: Any, site: Path) -> dict[str, dict[str, Any]]:
    """Every chart of the pages above, read and opened, by id; ids that stand on two pages say the same on both."""
    context = chromium.new_context(viewport={"width": 900, "height": 900})
    page, found = context.new_page(), dict[str, dict[str, Any]]()
    for path in PAGES:
        page.goto((site / f"{path}.html").as_uri())
        for figure in page.locator("figure.sl-chart:has(.sl-plot[data-spec])").all():
            chart = figure.evaluate(READ)
            figure.locator(".sl-explore").click()
            figure.locator(".sl-live .main-svg").first.wait_for()
            chart["live"] = figure.evaluate(LIVE)
            assert found.setdefault(chart["id"], chart) == chart, path
    context.close()
    return found


def column(chart: dict[str, Any], n: int) -> Values:
    return [float(row[n].replace("−", "-")) for row in chart["table"] if row[n] != "–"]


def days(figures: dict[str, Any], key: str) -> Values:
    return [day[key] for day in figures["days"] if day[key] is not None]


def expected_series(figures: dict[str, Any]) -> Iterator[tuple[str, list[Values]]]:
    """For each chart of series its id and the values of each."""
    revised = [day["first_score"] for day in figures["days"] if day["drift"]]
    yield "score-trend", [days(figures, "score"), days(figures, "rolling"), revised]
    yield "new-and-review", [days(figures, key) for key in ("new", "review")]
    for kind in ("weeks", "months"):
        yield kind, [[p[key] for p in figures[kind] if p[key] is not None] for key in ("score", "new", "review")]
    yield "interview-totals", [[i["score"] for i in figures["interviews"]]]
    yield "history", [[o["score"] for o in figures["topics"]["llm-zero"]["observations"]]]


def test_trends(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Each dot and each corner of a line stands where its figure is."""
    for id, expected in expected_series(figures):
        chart = charts[id]
        for n, values in enumerate(expected[: len(chart["live"])]):
            assert chart["live"][n]["y"] == values, id
            assert column(chart, n + 1) == pytest.approx(values, abs=0.0501), id
            assert chart["drawn"][str(n)] == pytest.approx(values, abs=0.01), id


def test_bars(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Minutes, checks a week and what falls due: each column is as high as its figure."""
    due = [day["due"] for day in figures["forecast"]["days"]]
    weekly = [sum(due[n : n + 7]) for n in range(0, 60, 7)]
    expected = {
        "minutes": days(figures, "minutes"),
        "checks-a-week": [week["checks"] for week in figures["weeks"]],
        "forecast-14": due[:14],
        "forecast-60": weekly,
    }
    for id, values in expected.items():
        chart = charts[id]
        assert chart["live"][0]["y"] == values, id
        assert column(chart, 1) == values, id
        assert chart["drawn"]["line"] == pytest.approx([v for v in values if v], abs=0.02), id


def test_goals(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """The known part of each snapshot is the middle of its range; unsure and unknown stand on top of it."""
    for goal in figures["goals"]:
        chart = charts[f"goal-{goal['id']}"]
        known = [sum(s["known"]) / 2 for s in goal["snapshots"]]
        assert chart["live"][0]["y"] == pytest.approx(known, abs=0.0101), goal["id"]
        assert column(chart, 1) == pytest.approx(known, abs=0.0601), goal["id"]
        assert chart["drawn"]["line"] == pytest.approx([v for v in known if v], abs=0.03), goal["id"]
    infrastructure = charts["goal-ml-infrastructure"]
    assert infrastructure["drawn"]["other"] == pytest.approx([37.5], abs=0.02)
    assert infrastructure["drawn"]["muted"] == pytest.approx([62.5], abs=0.02)


def test_dumbbells(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """First and last of each revised day and of each aspect of an interview."""
    revised = [(day["first_score"], day["score"]) for day in reversed(figures["days"]) if day["drift"]]
    values: dict[str, list[float]] = {}
    for interview in figures["interviews"]:
        for aspect in interview["aspects"]:
            values.setdefault(aspect["aspect"].casefold(), []).append(aspect["score"])
    for id, pairs in (("revisions", revised), ("interview-aspects", [(v[0], v[-1]) for v in values.values()])):
        chart = charts[id]
        assert [column(chart, 1), column(chart, 2)] == [list(side) for side in zip(*pairs, strict=True)], id
        assert [trace["x"] for trace in chart["live"]] == [list(side) for side in zip(*pairs, strict=True)], id
        assert chart["drawn"]["line"] == pytest.approx([last for _, last in pairs], abs=0.01), id
    assert charts["revisions"]["drawn"]["muted"] == pytest.approx([first for first, _ in revised], abs=0.01)


def test_intervals(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Each dot stands at its share, its line spans the interval; where it is too early stands what is missing."""
    chart, lags = charts["retention-by-lag"], figures["retention"]["lags"]
    shown = [lag for lag in lags if lag["interval"]]
    assert shown
    shares, ends = [lag["percent"] for lag in shown], [lag["interval"] for lag in shown]
    assert chart["drawn"]["shares"] == pytest.approx(shares, abs=0.01)
    assert [end for line in chart["drawn"]["ends"] for end in line] == pytest.approx([*chain(*ends)], abs=0.01)
    assert chart["drawn"]["missing"] == [lag["missing"] for lag in lags if not lag["interval"]]
    assert [row[1] for row in chart["table"]] == [f"{lag['remembered']} of {lag['asked']}" for lag in lags]
    assert column(chart, 2) == pytest.approx(shares, abs=0.0501)
    live = chart["live"][0]
    assert live["y"] == shares
    above, below = live["reach"]
    lows, highs = zip(*ends, strict=True)
    assert [s + up for s, up in zip(shares, above, strict=True)] == pytest.approx(highs, abs=0.0101)
    assert [s - down for s, down in zip(shares, below, strict=True)] == pytest.approx(lows, abs=0.0101)


def test_forgetting(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Recall falls from the last answer as a power of the days, by the formula that FSRS publishes."""
    topic, decay = figures["topics"]["llm-zero"], 0.1542
    factor = 0.9 ** (-1 / decay) - 1

    def recall(on: str) -> float:
        days = (date.fromisoformat(on) - date.fromisoformat(topic["observations"][-1]["date"])).days
        return float(100 * (1 + factor * days / topic["stability"]) ** -decay)

    chart = charts["forgetting"]
    curve, now, due = chart["live"]
    assert (now["y"], now["x"]) == ([topic["recall"]], [figures["as_of"]])
    assert due["x"] == [topic["schedule"]["due"]]
    for n, trace in enumerate((curve, now, due)):
        expected = [recall(on) for on in trace["x"]]
        assert trace["y"] == pytest.approx(expected, abs=0.02), trace["name"]
        assert chart["drawn"][str(n)] == pytest.approx(expected, abs=0.03), trace["name"]
    assert column(chart, 1) == pytest.approx(curve["y"], abs=0.0501)


def test_calendars(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Each square says its day and score."""
    for id in ("calendar", "calendar-2025"):
        chart = charts[id]
        said = [float(label.split(": ")[1].removesuffix("\u00a0%")) for label in chart["drawn"]["days"]]
        assert said == pytest.approx(days(figures, "score"), abs=0.0501)
        table = [float(cell) for row in chart["table"] for cell in row[1:] if cell and cell != "missed"]
        assert table == pytest.approx(days(figures, "score"), abs=0.0501)
        live = chart["live"][0]
        assert [score for _, score in sorted(zip(live["keys"], live["colours"], strict=True))] == days(figures, "score")


def test_areas(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """Each small chart stands under the mean of its area."""
    chart = charts["areas"]
    expected = {area: mean["score"] for area, mean in figures["areas"].items()}
    assert dict(chart["drawn"]["areas"]) == pytest.approx(expected, abs=0.0501)
    assert {row[0]: float(row[1]) for row in chart["table"]} == pytest.approx(expected, abs=0.0501)
    assert [int(row[2]) for row in chart["table"]] == [mean["questions"] for mean in figures["areas"].values()]


def test_no_chart_is_left_out(charts: dict[str, Any], figures: dict[str, Any]) -> None:
    """The tests above speak of every chart there is."""
    spoken_of = {id for id, _ in expected_series(figures)} | {f"goal-{goal['id']}" for goal in figures["goals"]}
    spoken_of |= {"minutes", "checks-a-week", "forecast-14", "forecast-60", "revisions", "interview-aspects"}
    spoken_of |= {"calendar", "calendar-2025", "areas", "retention-by-lag", "forgetting"}
    assert set(charts) == spoken_of, json.dumps(sorted(charts))
