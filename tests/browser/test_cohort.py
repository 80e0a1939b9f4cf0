"""The overview of several learners in Chromium: from disk, light and dark, on a phone, by keyboard and on paper."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from studylog.cohort.page import HEADINGS, html
from studylog.cohort.row import Row, ordered, row_of
from studylog.cohort.sources import Source
from studylog.cohort.told import Unread
from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from tests.browser.budgets import axe_violations, invalid, out_of_reach, printed, too_wide
from tests.conftest import ROOT
from tests.synthetic import files

pytestmark = pytest.mark.browser

A4_LANDSCAPE_PX = round(842 * 96 / 72 - 2 * 12 * 96 / 25.4)
"""What margins of 12 mm leave of the width of a sheet."""
LONG = "Wolfeschlegelsteinhausenbergerdorff-Ångström"


def learners(folder: Path) -> list[Row]:
    """The sample, six that were made, one with a long name, and some that cannot be read."""
    sample, _ = load(ROOT / "content")
    told = [as_json(compute(sample, date(2025, 11, 17)))]
    for seed in range(1, 7):
        for name, text in files(20 * seed, seed=seed).items():
            path = folder / str(seed) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        made, _ = load(folder / str(seed))
        assert made.settings.as_of
        told.append(as_json(compute(made, made.settings.as_of)) | {"learner": ("Ada", "Grace", LONG)[seed % 3]})
    told[2] |= {"weak_below": 96, "open_questions": [{"date": "2016-01-05", "on": None}]}
    day = date.fromisoformat(str(told[3]["as_of"]))
    found = [(Source(f"https://{n}.example.org/"), json.dumps(one).encode()) for n, one in enumerate(told)]
    rows = [row_of(source, content, day) for source, content in found]
    unread = [("https://gone.example.org/", "the server answers 404 Not Found"), ("x" * 90, "there is no such folder")]
    return ordered([*rows, *(row_of(Source(given), Unread(why), day) for given, why in unread)])


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("overview")
    (folder / "overview.html").write_text(html(learners(folder), date(2016, 3, 6), ROOT), encoding="utf-8")
    return folder / "overview.html"


def test_it_opens_from_disk_and_asks_for_nothing(page: Any, overview: Path) -> None:
    """Whole, without a request or an error; its table has a row for each learner."""
    page.goto(overview.as_uri(), wait_until="networkidle")
    assert (page.errors, [url for url in page.requested if not url.startswith("data:")]) == ([], [overview.as_uri()])
    assert page.get_by_role("row").count() == 1 + 9
    assert page.get_by_role("columnheader").all_inner_texts() == ["Learner", "Why here", *HEADINGS]


def test_it_breaks_no_rule(chromium: Any, overview: Path) -> None:
    """Of axe in light and dark, on a phone and a desk; of HTML; of width and keyboard."""
    address = overview.as_uri()
    assert axe_violations(chromium, address) == ()
    assert invalid(overview.read_text(encoding="utf-8")) == ()
    assert too_wide(chromium, address) == ()
    assert out_of_reach(chromium, address) == ()


def test_a_phone_shows_cards(page: Any, overview: Path) -> None:
    """Each figure with its heading, in as much room as there is."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(overview.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shown = page.locator("td[data-label]").first.evaluate("node => getComputedStyle(node, '::before').content")
    assert shown == f'"{HEADINGS[0]}"'


def test_it_prints_on_a4(chromium: Any, page: Any, overview: Path) -> None:
    """From dark as from light: nothing faint, no sheet blank, nothing wider than the sheet."""
    found = printed(chromium, overview.as_uri())
    assert (found.blank, found.faint) == (0, ())
    page.set_viewport_size({"width": A4_LANDSCAPE_PX, "height": 700})
    page.emulate_media(media="print")
    page.goto(overview.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_LANDSCAPE_PX
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(842, 595)}
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert all(word in text for word in (*HEADINGS, "Ada", "Grace", "404 Not Found"))
