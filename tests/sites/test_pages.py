"""Whole journals as pages: what is there, what never is, and that the same input gives the same bytes.

`expected/<journal>.json` holds the figures of each small journal and the visible text of each of its pages; a mismatch
leaves what came out beside it as `.changed`.
"""

import json
import os
import random
import re
import shutil
from collections.abc import Mapping
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from studylog.build import generate
from studylog.figures import compute
from studylog.figures_json import as_json
from studylog.load import load
from studylog.markup import plain
from studylog.pages import pages
from studylog.problems import JournalError
from tests.conftest import ROOT, copy_sample
from tests.sites import journals

EXPECTED = Path(__file__).parent / "expected"
TODAY = date(2025, 11, 5)


def write(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def published(root: Path, as_of: date | None = None) -> dict[str, str]:
    """The text pages that a journal publishes, by path."""
    generate(root, as_of=as_of, today=TODAY)
    docs = root / "docs"
    files = [docs / "index.md", *sorted((docs / "journal").rglob("*.md"))]
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in files}


class _Text(HTMLParser):
    """What a reader sees, a line a block, without the drawings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "svg"
        if tag in ("tr", "p", "li", "dt", "dd", "div", "h1", "h2", "summary", "figcaption"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "svg"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


class _Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def visible(page: str) -> list[str]:
    body = page.split("---\n", 2)[2]
    return [" ".join(line.split()) for line in "".join(_Text(body).parts).split("\n") if line.strip()]


@pytest.mark.parametrize("name", ["empty", "one_day", "gap_year"])
def test_small_journals_look_intended(name: str, tmp_path: Path) -> None:
    """Every page of an empty journal, of a single day and of a year's gap reads as it should."""
    root = write(tmp_path, getattr(journals, name.upper()))
    text = {
        path: visible(page) for path, page in published(root).items() if not path.endswith(("numbers.md", "data.md"))
    }
    journal, problems = load(root / "content")
    assert not [p for p in problems if p.severity == "error"]
    made = {"figures": as_json(compute(journal, journal.settings.as_of or TODAY)), "pages": text}
    expected, changed = EXPECTED / f"{name}.json", EXPECTED / f"{name}.changed"
    said = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if not expected.exists() or expected.read_text(encoding="utf-8") != said:
        changed.write_text(said, encoding="utf-8")
        pytest.fail(f"came out otherwise, see {changed}")


def test_two_builds_and_a_shuffled_one_are_byte_identical(tmp_path: Path) -> None:
    """The order in which files were written, and when, changes nothing."""
    first = copy_sample(tmp_path / "one")
    pages_of_first = published(first)
    second = tmp_path / "two"
    files = list((ROOT / "content").rglob("*.yml"))
    random.Random(7).shuffle(files)
    for n, path in enumerate(files):
        target = second / "content" / path.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (n * 1000, n * 777))
    assert published(second) == pages_of_first
    assert published(first) == pages_of_first


def test_as_of_shows_nothing_of_later_days(tmp_path: Path) -> None:
    """No page of the journal as of 10 November names a later day, a later topic or its text."""
    found = published(copy_sample(tmp_path / "then"), date(2025, 11, 10))
    assert "journal/days/2025-11-10.md" in found
    everything = "\n".join(found.values())
    records = "|".join(f"2025-11-{n}" for n in range(11, 18))
    assert not re.search(rf"days/({records})", everything)
    for word in ("Kafka", "Docker", "Airflow", "BCELoss", "Simpson", "fraud", "YouTube", "ML infrastructure"):
        assert word.lower() not in everything.lower(), word


def test_every_number_of_a_day_page_is_the_figure(tmp_path: Path) -> None:
    """Score, points, grade and change on a page are those of the JSON object."""
    root = copy_sample(tmp_path / "sample")
    found = published(root)
    journal, _ = load(root / "content")
    for day in as_json(compute(journal, date(2025, 11, 17)))["days"]:
        text = " ".join(visible(found[f"journal/days/{day['key']}.md"]))
        shown = re.search(r"Score ([\d.]+) % Points ([\d.]+) of (\d+) Grade (\S+) Change (\S+)", text)
        assert shown, text[:400]
        assert abs(float(shown[1]) - day["score"]) <= 0.0501
        assert float(shown[2]) == pytest.approx(day["points"], abs=0.0051)
        assert (int(shown[3]), shown[4]) == (day["scored"], day["grade"])


def test_every_fact_of_a_record_is_on_its_page(tmp_path: Path) -> None:
    """Each text of each sample record appears on the page of its day."""
    root = copy_sample(tmp_path / "sample")
    found = published(root)
    journal, _ = load(root / "content")

    def texts(value: Any) -> list[str]:
        if isinstance(value, BaseModel):
            return [text for name, part in value for text in texts(part) if name != "readiness"]
        if isinstance(value, list | tuple):
            return [text for part in value for text in texts(part)]
        return [value] if isinstance(value, str) and " " in value and "\\" not in value else []

    for record in journal.days:
        page = " ".join(unescape(re.sub(r"<[^>]+>", "", found[f"journal/days/{record.key}.md"])).split())
        for text in texts(record):
            assert plain(text) in page, (record.key, text)


def test_deleting_a_record_removes_its_pages_and_nothing_else(tmp_path: Path) -> None:
    """The day, and the topics that it alone met."""
    root = copy_sample(tmp_path / "sample")
    before = set(published(root))
    (root / "content" / "days" / "2025-11-17.yml").unlink()
    gone = before - set(published(root))
    assert "journal/days/2025-11-17.md" in gone
    assert gone - {"journal/days/2025-11-17.md"} == {"journal/weeks/2025-W47.md"}


def test_a_topic_page_for_every_name(tmp_path: Path) -> None:
    """C++, C# and c are three pages; no name leads out of its folder or is too long for it."""
    found = published(write(tmp_path, journals.hostile()))
    topics = [path for path in found if path.startswith("journal/topics/") and not path.endswith("topics/index.md")]
    assert len(topics) == len(journals.NAMES) + len(journals.TEXTS)
    assert len({path.lower() for path in topics}) == len(topics)
    assert all(re.fullmatch(r"journal/topics/[a-z0-9-]{1,80}\.md", path) for path in topics)
    assert all(Path(path).stem != "index" for path in topics)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """No tag, attribute, address or template of a record becomes one of the page."""
    found = published(write(tmp_path, journals.hostile()))
    for path, page in found.items():
        front, body = page.split("---\n", 2)[1:]
        assert "<" not in front and "{{" not in front, path
        for tag, attributes in _Tags(body).found:
            assert tag not in ("script", "img", "iframe", "style", "template", "form", "object"), (path, tag)
            for name, value in attributes:
                assert not name.startswith("on"), (path, tag, name)
                assert name not in ("href", "src") or re.match(r"(https?://|[^:]*$)", value or ""), (path, tag, value)
        assert "<!--" not in body, path
        assert not any(line.strip().startswith(("--8<--", "{", "[", "*", "|")) for line in body.splitlines()), path
        headings = [line for line in body.splitlines() if line.startswith("#")]
        assert all(re.fullmatch(r"## [A-Za-z ]+", line) for line in headings), headings


def test_own_templates_come_first(tmp_path: Path) -> None:
    """A journal's template takes the place of ours; a name that is not there is an error."""
    root = write(tmp_path, journals.ONE_DAY)
    (root / "templates" / "pages").mkdir(parents=True)
    own = root / "templates" / "pages" / "actions.md.j2"
    own.write_text("---\ntitle: {{ page.title | front }}\n---\n<h1>Mine</h1>\n<p>{{ sentence }}</p>\n")
    assert "<h1>Mine</h1>" in published(root)["journal/actions.md"]
    own.write_text("{{ no_such_name }}")
    with pytest.raises(Exception, match="no_such_name"):
        published(root)


def test_assets_are_no_templates(tmp_path: Path) -> None:
    """Braces in a style sheet stay what they are; comments go."""
    root = write(tmp_path, journals.ONE_DAY)
    own = root / "templates" / "assets" / "studylog.css"
    own.parent.mkdir(parents=True)
    own.write_text("/* Mine */\na {\n  content: '{{ {% {# /* }} ';\n}\n")
    published(root)
    assert (root / "docs" / "journal" / "assets" / "studylog.css").read_text() == "a{content:'{{ {% {# /* }} '}"
    own.write_bytes(b"\xff")
    with pytest.raises(JournalError, match="a template is not UTF-8"):
        published(root)


def test_a_score_revised_twice_is_a_chain(tmp_path: Path) -> None:
    """Each revision leads to the next score, the last to the one that stands."""
    record = "date: 2025-11-05\nquestions: [{topic: a, score: 90, revised: [{was: 50}, {was: 70}]}]\n"
    found = published(write(tmp_path, {"journal.yml": "topics: open\n", "days/2025-11-05.yml": record}))
    lines = visible(found["journal/days/2025-11-05.md"])
    assert [line for line in lines if "→" in line] == ["Q1: 50 → 70.", "Q1: 70 → 90."]


def test_what_the_settings_say_is_shown(tmp_path: Path) -> None:
    """Whose journal it is, and how the checks are held."""
    settings = "topics: open\nlearner: Ada *L.*\nprotocol: [Ten questions a day.]\n"
    found = published(write(tmp_path, {"journal.yml": settings}))
    assert "As of Wed 5 Nov 2025 · Ada L." in visible(found["index.md"])
    numbers = visible(found["journal/numbers.md"])
    assert numbers[numbers.index("## How the checks are held") + 1] == "Ten questions a day."


def test_links_that_lead_nowhere_stop_the_build(tmp_path: Path) -> None:
    """A template with a dead link, a dead anchor or an id twice is found before anything is written."""
    root = write(tmp_path, journals.ONE_DAY)
    (root / "templates" / "pages").mkdir(parents=True)
    own = root / "templates" / "pages" / "actions.md.j2"
    own.write_text('<h1 id="a">x</h1><p id="a"><a href="nowhere.html">x</a> <a href="weak.html#gone">y</a></p>')
    journal, _ = load(root / "content")
    with pytest.raises(Exception, match=r"nowhere\.html leads to no page") as found:
        pages(compute(journal, TODAY), root)
    assert "weak.html#gone leads to no place" in str(found.value)
    assert "the id a stands 2 times" in str(found.value)


def test_links_to_files_lead_somewhere(tmp_path: Path) -> None:
    """To the calendar from the review page, always; to the feed from all days, where the site has an address."""
    root = write(tmp_path, journals.ONE_DAY)
    found = published(root)
    assert '<a href="due.ics">' in found["journal/review.md"]
    assert "feed.xml" not in "".join(found.values())
    others = {path.name for path in (root / "docs" / "journal").glob("*.*") if path.suffix != ".md"}
    assert others == {"due.ics", "figures.json"}
    (root / "mkdocs.yml").write_text("site_url: https://example.org/journal/\n")
    assert '<a href="../feed.xml">' in published(root)["journal/days/index.md"]
    atom = (root / "docs" / "journal" / "feed.xml").read_text(encoding="utf-8")
    assert "<id>https://example.org/journal/journal/days/2025-11-05.html</id>" in atom
    assert (root / "docs" / "journal" / "due.ics").read_bytes().count(b"\r\nURL:https://example.org/journal/") == 1
    (root / "mkdocs.yml").unlink()
    published(root)
    assert not (root / "docs" / "journal" / "feed.xml").exists()


def test_a_journal_scheduled_with_fsrs(tmp_path: Path) -> None:
    """Its reasons speak of recall, its topics have no ease, and it is still held against SM-2."""
    root = copy_sample(tmp_path / "fsrs")
    settings = root / "content" / "journal.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{algorithm: sm2}", "{algorithm: fsrs, retention: 85}"), encoding="utf-8")
    found = {path: "\n".join(visible(page)) for path, page in published(root).items()}
    zero, review = found["journal/topics/llm-zero.md"], found["journal/review.md"]
    assert "FSRS aims at" not in zero and "about" in zero  # what the drawing says is no text
    assert re.search(r"Interval\n\d+ days\nPredicted recall\n97.3 %\nStability\n40 days", zero)
    assert "Ease" not in zero
    assert re.search(r"\((Good|Easy)\): recall falls to 85 % in \d+ days, on \d+ Nov 2025\.", review)
    assert "By sm2 By fsrs" in found["journal/schedulers.md"]
    assert "scheduled with fsrs" in found["journal/numbers.md"]
