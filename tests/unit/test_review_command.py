"""`studylog review`, as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.cli import main
from tests.conftest import ROOT

SAMPLE = ("--journal", str(ROOT))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["review", *args])


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("args", "title"),
    [
        ((), "# Week 47 of 2025\n\n17 Nov 2025 to 23 Nov 2025, so far.\n"),
        (("--as-of", "2025-11-12"), "# Week 46 of 2025\n\n10 Nov 2025 to 16 Nov 2025, so far.\n"),
        (("--week", "2025-w45"), "# Week 45 of 2025\n\n3 Nov 2025 to 9 Nov 2025.\n"),
        (("--month", "2025-10"), "# Oct 2025\n\n1 Oct 2025 to 31 Oct 2025.\n"),
    ],
    ids=["the week of the day", "of another day", "a week", "a month"],
)
def test_the_period_that_was_asked_for(args: tuple[str, ...], title: str) -> None:
    """Without a choice the week of the day that the journal stands for; warnings go to stderr."""
    printed = run(*SAMPLE, *args)
    assert printed.exit_code == 0
    assert printed.stdout.startswith(f"{title}\n## Studied\n\n- ")


def test_what_came_next_depends_on_the_day() -> None:
    """As of its own end a week tells what waits; later, what came of it."""
    then = run(*SAMPLE, "--week", "2025-W46", "--as-of", "2025-11-16").stdout.partition("## Next")[2]
    now = run(*SAMPLE, "--week", "2025-W46").stdout.partition("## Next")[2]
    assert "due on 16 Nov 2025" in then
    assert "The next check, on 17 Nov 2025," in then
    assert "The next check was held on 17 Nov 2025" in now


def test_links_where_the_site_is_named() -> None:
    """Only with --site."""
    assert (
        "(https://example.org/j/journal/days/2025-11-17.html)" in run(*SAMPLE, "--site", "https://example.org/j").stdout
    )
    assert "](" not in run(*SAMPLE).stdout


def test_the_sentences_as_json() -> None:
    """The same text as the Markdown has, and the pages that it rests on; with --site by their whole address."""
    here, there = (
        json.loads(run(*SAMPLE, "--week", "2025-W46", "--json", *site).stdout)
        for site in ((), ("--site", "https://example.org/j/"))
    )
    assert (here["key"], here["first"], here["so_far"]) == ("2025-W46", "2025-11-10", False)
    assert [section["heading"] for section in here["sections"]] == ["Studied", "Improved", "Slipped", "Next"]
    told = run(*SAMPLE, "--week", "2025-W46").stdout.replace("\\", "")
    sentences = [sentence for section in here["sections"] for sentence in section["sentences"]]
    assert all(f"- {sentence['text']}\n" in told for sentence in sentences)
    links = [link for sentence in sentences for link in sentence["links"]]
    assert links
    assert all(any(link["text"] in sentence["text"] for sentence in sentences) for link in links)
    assert all(link["address"].partition("#")[0].endswith(".html") for link in links)
    assert there["sections"][0]["sentences"][0]["links"][0]["address"] == f"https://example.org/j/{links[0]['address']}"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--week", "2025-W60"), "'2025-W60' is no ISO week. Write YYYY-Www, such as 2025-W45."),
        (("--week", "2025-W53"), "'2025-W53' is no ISO week. Write YYYY-Www, such as 2025-W45."),
        (("--week", "2025-11-05"), "'2025-11-05' is no ISO week. Write YYYY-Www, such as 2025-W45."),
        (("--month", "2025-13"), "'2025-13' is no month. Write YYYY-MM, such as 2025-11."),
        (("--week", "2025-W45", "--month", "2025-11"), "Give --week or --month, not both."),
        (("--site", "javascript:x"), "'javascript:x' is no address. Write one such as https://example.org/journal/."),
    ],
    ids=["no such week", "a year of 52 weeks", "a day", "no such month", "both", "no address"],
)
def test_what_is_not_understood(args: tuple[str, ...], said: str) -> None:
    """Status 2, with what to write."""
    refused = run(*SAMPLE, *args)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--week", "2025-W48"), "2025-W48 holds no record. Write --week 2025-W47, the nearest before it."),
        (("--week", "2025-W01"), "2025-W01 holds no record. Write --week 2025-W44, the nearest after it."),
        (("--month", "2026-01"), "2026-01 holds no record. Write --month 2025-11, the nearest before it."),
    ],
)
def test_a_period_without_records(args: tuple[str, ...], said: str) -> None:
    """Status 1, with the nearest that has some."""
    refused = run(*SAMPLE, *args)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert said in refused.stderr


def test_an_empty_journal(empty: Path) -> None:
    """It says what a review needs."""
    refused = run("--journal", str(empty))
    assert refused.exit_code == 1
    assert "The journal holds no record yet: a review starts with content/days/YYYY-MM-DD.yml." in refused.stderr
