"""The report in Chromium: from a disk, in the dark, on a phone, and on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.budgets import DESK, PHONE, axe_violations, opened, out_of_reach, printed, too_wide
from tests.conftest import ROOT
from tests.sites import journals
from tests.sites.test_pages import write
from tests.unit.test_cli import run

pytestmark = pytest.mark.browser

A4 = (595, 842)
"""Points."""
PAPER = 680
"""Pixels between the margins of a sheet."""
WEEK, MONTH = ("--week", "2025-W46"), ("--month", "2025-11")
BEYOND = """() => [...document.querySelectorAll("article *")]
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))"""
"""What sticks out to the right."""
COLOURS = """body => {
  const style = getComputedStyle(body);
  return [style.backgroundColor, style.getPropertyValue("--sl-top")];
}"""
Made = Callable[..., Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Writes a report of the sample, whatever is asked for."""

    def make(*args: str, name: str = "report.html") -> Path:
        target = tmp_path_factory.mktemp("report") / name
        done = run("export", "report", "--journal", str(ROOT), *args, "-o", str(target))
        assert done.exit_code == 0, done.output
        return target

    return make


@pytest.mark.parametrize("args", [WEEK, (*MONTH, "--site", "https://example.org/j/")], ids=["alone", "with a site"])
def test_a_reader_gets_all_of_it(chromium: Any, made: Made, args: tuple[str, ...]) -> None:
    """No request beside the file, no error, nothing that axe finds, nothing out of reach by keyboard or too wide."""
    address = made(*args).as_uri()
    with opened(chromium, address) as page:
        page.wait_for_load_state("networkidle")
        assert page.errors == []
        assert [url for url in page.asked if not url.startswith("data:")] == [address]
    assert axe_violations(chromium, address) == ()
    assert too_wide(chromium, address) == ()
    assert out_of_reach(chromium, address) == ()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_it_is_light_or_dark_as_the_system_is(chromium: Any, made: Made, width: int) -> None:
    """Without a script; the ground and the colours of scores."""
    address, options, colours = made(*WEEK).as_uri(), {"viewport": {"width": width, "height": 900}}, []
    for scheme in ("light", "dark"):
        with opened(chromium, address, color_scheme=scheme, java_script_enabled=False, **options) as page:
            colours.append(page.locator("body").evaluate(COLOURS))
    assert colours == [["rgb(255, 255, 255)", "#08519c"], ["rgb(30, 33, 41)", "#9fd0f7"]]


def test_a_policy_forbids_every_request(chromium: Any, made: Made) -> None:
    """Whatever a template of one's own adds."""
    path = made(*WEEK)
    added = "<script>document.title = 'ran'</script><img src='https://example.org/x.png'><h1 "
    path.write_text(path.read_text(encoding="utf-8").replace("<h1 ", added, 1), encoding="utf-8")
    with opened(chromium, path.as_uri()) as page:
        assert page.title() == "Week 46 of 2025 · ML interview study log"
        assert len([error for error in page.errors if "Content Security Policy" in error]) == 2


@pytest.mark.parametrize(("period", "most"), [(WEEK, 4), (MONTH, 5)], ids=["week", "month"])
def test_it_prints_on_few_sheets(chromium: Any, made: Made, period: tuple[str, ...], most: int) -> None:
    """Readable on white whatever the screen was, no sheet blank, nothing beyond the margin."""
    address = made(*period).as_uri()
    on_paper = printed(chromium, address)
    assert (on_paper.faint, on_paper.blank) == ((), 0)
    assert on_paper.sheets <= most
    with opened(chromium, address, viewport={"width": PAPER, "height": 900}) as page:
        page.emulate_media(media="print")
        assert page.evaluate(BEYOND) == []
        shown = [label for label in page.locator(".sl-legend label").all() if label.is_visible()]
        assert [label.inner_text().strip() for label in shown] == ["Score", "7-check mean"]


def test_words_without_end_do_not_stick_out(chromium: Any, tmp_path: Path) -> None:
    """On the narrowest phone and on paper, nothing runs, and axe has nothing to say."""
    root, target = write(tmp_path, journals.hostile()), tmp_path / "report.html"
    assert run("export", "report", "--journal", str(root), "-o", str(target)).exit_code == 0
    assert too_wide(chromium, target.as_uri()) == ()
    assert axe_violations(chromium, target.as_uri()) == ()
    with opened(chromium, target.as_uri(), viewport={"width": PAPER, "height": 900}) as page:
        assert (page.errors, page.evaluate("window.PWNED")) == ([], None)
        page.emulate_media(media="print")
        assert page.evaluate(BEYOND) == []


def test_a_pdf_of_it(made: Made, chromium: Any) -> None:
    """A4, with its title, its text and its links; the same bytes each time."""
    args = (*WEEK, "--site", "https://example.org/j/")
    first, second = (made(*args, name="report.pdf").read_bytes() for _ in range(2))
    assert first == second
    pdf = PdfReader(made(*args, name="report.pdf"))
    assert {tuple(map(round, page.mediabox[2:])) for page in pdf.pages} == {A4}
    assert pdf.metadata
    assert pdf.metadata.title == "Week 46 of 2025 · ML interview study log"
    assert str(pdf.metadata.creation_date).startswith("2025-11-17 00:00:00")
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    told = run("review", "--journal", str(ROOT), *WEEK).stdout.replace("\\", "")
    sentences = [line.removeprefix("- ") for line in told.splitlines() if line.startswith("- ")]
    assert len(sentences) > 8
    assert [sentence for sentence in sentences if " ".join(sentence.split()) not in text] == []
    links = [a.get_object() for page in pdf.pages for a in page.get("/Annots", ())]
    assert [
        one for one in links if str(one.get("/A", {}).get("/URI", "")).startswith("https://example.org/j/journal/days/")
    ]
