"""Feed and calendar on the command line: for whom, as of when, to where."""

import stat
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from tests.unit.test_cli import run

RECORDS = {
    "2025-11-04": "date: 2025-11-04\nquestions: [{topic: a, score: 90}]\ninsights: [first]\n",
    "2025-11-05": "date: 2025-11-05\nquestions: [{topic: b, score: 70}]\ninsights: [second]\n",
}
SITE = ("--site", "https://example.org/journal/")


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two days, of whose insights the public learns nothing; it is the current folder."""
    (tmp_path / "content" / "days").mkdir(parents=True)
    settings = "topics: open\nas_of: 2025-11-05\nvisibility: {insights: mentor}\n"
    (tmp_path / "content" / "journal.yml").write_text(settings)
    for name, text in RECORDS.items():
        (tmp_path / "content" / "days" / f"{name}.yml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_feed_leads_to_the_site(journal: Path) -> None:
    """To the address given, else to that of mkdocs.yml."""
    given = feedparser.parse(run("export", "feed", *SITE).stdout_bytes)
    assert given.entries[0].link == "https://example.org/journal/journal/days/2025-11-05.html"
    (journal / "mkdocs.yml").write_text("site_url: https://example.com/\n")
    for options, host in (((), "example.com"), (SITE, "example.org")):
        assert f'"url": "https://{host}/' in run("export", "feed", "--format", "json", *options).stdout
        assert f"\r\nURL:https://{host}/" in run("export", "calendar", *options).stdout_bytes.decode()


def test_a_feed_needs_an_address(journal: Path) -> None:
    """It says where one can be written; a calendar does without."""
    without = run("export", "feed")
    assert (without.exit_code, without.stdout) == (2, "")
    assert "give --site, or write site_url into mkdocs.yml." in without.stderr
    wrong = run("export", "feed", "--site", "example.org")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "Write one such as https://example.org/journal/." in wrong.stderr
    calendar = run("export", "calendar")
    assert calendar.exit_code == 0
    assert len(Calendar.from_ical(calendar.stdout_bytes).walk("VEVENT")) == 1


def test_they_are_for_an_audience(journal: Path) -> None:
    """What it may not see is not there."""
    for form in ("atom", "json"):
        options = ("export", "feed", *SITE, "--format", form)
        assert "second" in run(*options, "--audience", "mentor").stdout
        assert "second" not in run(*options, "--audience", "public").stdout
    record = journal / "content" / "days" / "2025-11-05.yml"
    record.write_text(RECORDS["2025-11-05"] + "visibility: private\n")
    assert "due: b and a" in run("export", "calendar").stdout
    assert "due: a" in run("export", "calendar", "--audience", "public").stdout


def test_they_are_as_of_a_day(journal: Path) -> None:
    """Nothing later is told."""
    then = ("--as-of", "2025-11-04")
    assert "2025-11-05.html" not in run("export", "feed", *SITE, *then).stdout
    assert "due: a\r\n" in run("export", "calendar", *then).stdout_bytes.decode()


@pytest.mark.parametrize("args", [("feed", *SITE), ("feed", *SITE, "--format", "json"), ("calendar",)])
def test_a_file_holds_what_is_printed(args: tuple[str, ...], journal: Path) -> None:
    """To the byte; one that is there is replaced and keeps its permissions."""
    printed = run("export", *args).stdout_bytes
    written = run("export", *args, "--output", "made/file")
    assert (written.exit_code, written.stdout) == (0, "")
    assert (journal / "made" / "file").read_bytes() == printed
    (journal / "made" / "file").write_text("old")
    (journal / "made" / "file").chmod(0o600)
    run("export", *args, "-o", "made/file")
    assert (journal / "made" / "file").read_bytes() == printed
    assert stat.S_IMODE((journal / "made" / "file").stat().st_mode) == 0o600
    assert [path.name for path in (journal / "made").iterdir()] == ["file"]
