"""The sheet for a mentor: one page of A4 whatever the journal holds; what is new since a date that a reader picks."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from studylog import paths
from studylog.engines import build_site
from studylog.figures import compute
from studylog.load import load
from studylog.packaged import template_folders
from studylog.pages import ASSETS, Page
from studylog.publish import publish
from studylog.render import environment, raw, render
from studylog.views.mentor import mentor
from tests.browser.server import served
from tests.browser.sites import CONTENTS
from tests.conftest import ROOT
from tests.sites.test_pages import write

pytestmark = pytest.mark.browser

WIDE = "Wörter, die breit sind: WWWWWWWWWW MMMMMMMMMM 漢字漢字漢字漢字漢字漢字漢字漢字 and then some more of them"
SETTINGS = """\
site_name: Sheet
use_directory_urls: false
theme: {name: material, font: false}
extra_css: [journal/assets/studylog.css]
"""


def crowded() -> dict[str, str]:
    """A journal of which every rule has something to say, in the longest words that it may."""
    topics = [f"t{n}" for n in range(8)]
    files = {
        "journal.yml": f"title: {WIDE}\nlearner: {WIDE}\nas_of: 2025-11-30\nrepository: https://github.com/a/b\n",
        "topics.yml": "".join(f"{topic}: {{title: '{topic} {WIDE}', area: '{WIDE}'}}\n" for topic in topics),
        "goals.yml": "".join(
            f"- {{id: g{n}, title: '{n} {WIDE}', target: 80, topics: 10, by: 2025-11-15}}\n" for n in range(6)
        ),
    }
    for n in range(26):
        asked = "\n".join(
            f"  - {{topic: {topic}, asks: '{topic} {WIDE}', score: {(n * 37 + m * 31) % 100}}}"
            for m, topic in enumerate(topics)
        )
        goals = "\n".join(f"  - {{goal: g{m}, when: end, know: {n % 6}}}" for m in range(6))
        weak = "\n".join(f"  - {{topic: {topic}, gap: '{WIDE} {WIDE}'}}" for topic in topics)
        files[f"days/2025-11-{n + 1:02}.yml"] = (
            f"date: 2025-11-{n + 1:02}\nquestions:\n{asked}\nreadiness:\n{goals}\nweak:\n{weak}\n"
            f"thread:\n  - {{by: mentor, text: '{WIDE} {WIDE} {WIDE}?'}}\n"
            f"actions:\n  - {{do: '{WIDE}', due: 2025-11-{n + 1:02}}}\n"
        )
    return files


JOURNALS: Mapping[str, Callable[[], Mapping[str, str] | None]] = {**CONTENTS, "crowded": crowded}


def sheet(root: Path, files: Mapping[str, str] | None) -> Path:
    """The site of a journal with the one page in it."""
    content = ROOT / "content"
    if files:
        content = root / "content"
        write(root, files)
    journal, _ = load(content)
    env = environment(template_folders(root))
    view = mentor(compute(journal, journal.settings.as_of or date(2025, 11, 30)))
    assets = [Page(f"{paths.ASSETS}/{name}", raw(env, f"assets/{name}")) for name in ASSETS if "plotly" not in name]
    publish([Page(paths.MENTOR, render(env, view)), *assets], root / "docs", root / ".studylog")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build_site(root, root / "site", root / ".studylog", as_of=view.as_of)
    return root / "site" / "journal" / "mentor.html"


@pytest.mark.parametrize("name", JOURNALS)
def test_it_prints_on_one_sheet(name: str, tmp_path: Path, page: Any) -> None:
    """Of A4, with all its parts, also from dark mode; the list of what is new stays away."""
    page.goto(sheet(tmp_path, JOURNALS[name]()).as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) == 1
    text = " ".join(sheets[0].extract_text().split())
    for heading in ("Wins", "Risks", "Ask about", "Open questions", "Goals"):
        assert heading in text
    assert "New since" not in text


def kinds(page: Any) -> list[tuple[str, str]]:
    shown = page.locator(".sl-new li:visible")
    return [tuple(item) for item in shown.evaluate_all("items => items.map(i => [i.dataset.on, i.dataset.kind])")]


def test_what_is_new_since_a_date(page: Any, site: Path) -> None:
    """At first the last week; then what came since the date that the reader picked, who finds it again."""
    with served(site) as address:
        page.goto(f"{address}/journal/mentor.html")
        start = page.get_by_label("New since")
        assert start.input_value() == "2025-11-11"
        week = kinds(page)
        assert {on for on, _ in week} == {f"2025-11-{n}" for n in range(11, 18)}
        assert [on for on, _ in week] == sorted((on for on, _ in week), reverse=True)
        start.fill("2025-11-16")
        found = kinds(page)
        assert found == [item for item in week if item[0] >= "2025-11-16"]
        days, actions = (sum(kind == name for _, kind in found) for name in ("day", "action"))
        said = page.locator(".sl-since [role=status]").inner_text()
        assert f"{days} days" in said
        assert f"{actions} action" in said or not actions
        page.reload()
        assert page.get_by_label("New since").input_value() == "2025-11-16"
        page.get_by_role("button", name="All read").click()
        assert {on for on, _ in kinds(page)} == {"2025-11-17"}
        start.fill("")
        assert len(kinds(page)) > len(week)
    assert page.errors == []


def test_without_a_script_all_of_it_is_there(chromium: Any, site: Path) -> None:
    """Nothing is hidden, and no field that does nothing is shown."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "journal" / "mentor.html").as_uri())
    html = (site / "journal" / "mentor.html").read_text(encoding="utf-8")
    assert page.locator(".sl-new li:visible").count() == html.count("data-kind=") > 50
    assert not page.get_by_label("New since").count()
    context.close()
