"""Five hundred learners: the order is the one that the guide's rules give, worked out here from the figures alone."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest

from studylog.cohort.page import html
from studylog.cohort.row import ordered, row_of
from studylog.cohort.sources import Source
from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from tests.conftest import ROOT
from tests.synthetic import files

DAY = date(2025, 11, 26)
LEARNERS, COMPUTED = 500, 36
RULES = ("silent", "falling", "overdue", "late", "stuck", "below", "waiting", "new", "fine")


def computed(seed: int, folder: Path) -> str:
    """The figures of a journal of some weeks or months, as `studylog figures --json` gives them."""
    for name, text in files(12 + 3 * seed, seed=seed, topics=10 + 4 * seed).items():
        path = folder / str(seed) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    journal, _ = load(folder / str(seed))
    assert journal.settings.as_of
    return json.dumps(as_json(compute(journal, journal.settings.as_of)))


def learner(n: int, made: list[str], rng: Random) -> dict[str, Any]:
    """One of those journals at another time, of another person, with another line and other rest days."""
    text = made[n % len(made)]
    moved = DAY - date.fromisoformat(json.loads(text)["as_of"]) - timedelta(rng.choice((0, 0, 1, 1, 2, 3, 9, 40)))
    found = json.loads(re.sub(r"\d{4}-\d\d-\d\d", lambda on: str(date.fromisoformat(on[0]) + moved), text))
    found["learner"] = f"{rng.choice(('Ada', 'bob', 'Çelik', 'grace'))} {n}"
    found["weak_below"] = rng.choice((60, 75.5, 80, 96))
    found["rest_days"] = rng.choice(([], ["sunday"], ["saturday", "sunday"]))
    if rng.random() < 0.9:
        found["topics"] = dict(list(found["topics"].items())[:9])
    if rng.random() < 0.5:
        found["weak_items"] = found["weak_items"][-6:]
    for goal in found["goals"]:
        goal["by"] = goal["by"] and str(DAY + timedelta(rng.randint(-60, 90)))
        goal["reached"] = goal["reached"] or rng.choice((None, str(DAY), str(DAY)))
    if rng.random() < 0.3:
        found["open_questions"] = [
            {"key": "x", "date": str(DAY - timedelta(rng.randint(0, 12))), "by": "x", "on": None, "text": "?"}
        ]
    if rng.random() < 0.04:
        found |= {"days": [], "trend": None}
    return found


def silent(told: dict[str, Any]) -> int:
    studied = [date.fromisoformat(on) for on in told["habit"]["studied"]]
    as_of, last = date.fromisoformat(told["as_of"]), max(studied)
    missed = {date.fromisoformat(on) for on in told["habit"]["missed"]}
    span = (last + timedelta(n) for n in range(1, (DAY - last).days))
    return sum(on in missed if on < as_of else f"{on:%A}".lower() not in told["rest_days"] for on in span)


def place(told: dict[str, Any]) -> tuple[int, Fraction, str]:
    """Where the rules of the guide put a learner: rule, what is more within it, name."""
    line, trend = Fraction(str(told["weak_below"])), told["trend"] or {"mean": 100, "change": None}
    below = line - Fraction(str(trend["mean"]))
    due = [date.fromisoformat(t["schedule"]["due"]) for t in told["topics"].values() if t["schedule"]]
    overdue, holds = sum(on < DAY for on in due), told["check"]["reviews"]
    stuck = [w for w in told["weak_items"]
             if not w["resolved"] and (DAY - date.fromisoformat(w["date"])).days >= 14]  # fmt: skip
    asked = [(DAY - date.fromisoformat(q["on"] or q["date"])).days for q in told["open_questions"]]
    late = []
    for goal in told["goals"]:
        by = date.fromisoformat(goal["by"] or "9999-01-01")
        comes = (goal["projection"] or ["9999-12-31"])[0] if goal["pace"] is not None else ""
        if not goal["reached"] and goal["by"] and goal["target"] and DAY - timedelta(28) <= by:
            late += [by] if by < DAY or comes > goal["by"] else []
    held = {
        "silent": (silent(told) >= 3, silent(told)),
        "falling": (below > 0 and trend["change"] is not None and trend["change"] < 0, below),
        "overdue": (overdue > 3 * holds, Fraction(overdue, holds)),
        "late": (bool(late), -min(late, default=DAY).toordinal()),
        "stuck": (len(stuck) >= 3, len(stuck)),
        "below": (below > 0, below),
        "waiting": (max(asked, default=0) >= 7, max(asked, default=0)),
        "new": (not any(day["score"] is not None for day in told["days"]), 0),
        "fine": (True, 0),
    }
    rule = next(name for name in RULES if held[name][0])
    return RULES.index(rule), -Fraction(held[rule][1]), told["learner"].casefold()


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder, rng = tmp_path_factory.mktemp("many"), Random(35)
    made = [computed(seed, folder) for seed in range(1, COMPUTED + 1)]
    return [learner(n, made, rng) for n in range(LEARNERS)]


def test_five_hundred_learners_are_in_order(learners: list[dict[str, Any]]) -> None:
    """Every rule puts some of them where they are, and each says its own figures."""
    contents = [json.dumps(told).encode() for told in learners]
    start = perf_counter()
    rows = ordered(row_of(Source(f"{n}.json"), content, DAY) for n, content in enumerate(contents))
    page = html(rows, DAY, ROOT)
    seconds, size = perf_counter() - start, sum(map(len, contents))
    rules = Counter(row.reasons[0].rule for row in rows)
    print(
        f"{LEARNERS} learners, {size / 1e6:.0f} MB of figures, {seconds:.1f} s, page {len(page) / 1e3:.0f} KB, {rules}"
    )
    places = {told["learner"]: place(told) for told in learners}
    names = [row.name for row in rows]
    assert names == sorted(places, key=places.__getitem__)
    assert [row.reasons[0].rule for row in rows] == [RULES[places[name][0]] for name in names]
    assert set(rules) == set(RULES)
