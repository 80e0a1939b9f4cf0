"""`studylog export report`, as a person types it; test_printing has what is printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studylog.sharing.audience import AUDIENCES
from tests.conftest import ROOT
from tests.unit.sharing.test_report import attributes, parsed, said
from tests.unit.test_cli import run

SAMPLE = ("export", "report", "--journal", str(ROOT))


@pytest.mark.parametrize(
    ("args", "title"),
    [
        ((), "Week 47 of 2025"),
        (("--as-of", "2025-11-12"), "Week 46 of 2025"),
        (("--week", "2025-W45"), "Week 45 of 2025"),
        (("--month", "2025-10"), "Oct 2025"),
    ],
)
def test_the_period_that_was_asked_for(args: tuple[str, ...], title: str) -> None:
    """Without a choice the week of the day that the journal stands for."""
    assert said(parsed(run(*SAMPLE, *args).stdout).findall(".//h1")[0]) == title


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("--week", "2025-W45", "--month", "2025-11"), 2, "Give --week or --month, not both."),
        (("--week", "2025-W48"), 1, "2025-W48 holds no record. Write --week 2025-W47, the nearest before it."),
        (("--site", "example.org"), 2, "'example.org' is no address."),
    ],
)
def test_what_cannot_be_made(args: tuple[str, ...], status: int, said: str, tmp_path: Path) -> None:
    """It says why, and writes nothing."""
    refused = run(*SAMPLE, *args, "-o", str(tmp_path / "report.html"))
    assert (refused.exit_code, refused.stdout, list(tmp_path.iterdir())) == (status, "", [])
    assert said in refused.stderr


def test_it_goes_to_a_file_or_to_stdout(tmp_path: Path) -> None:
    """The same bytes, in any process."""
    target = tmp_path / "new" / "report.html"
    assert run(*SAMPLE, "-o", str(target)).exit_code == 0
    program = "from studylog.cli import main; main()"
    for seed in ("1", "2"):
        again = subprocess.run(
            [sys.executable, "-c", program, *SAMPLE],
            env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert again.stdout == target.read_bytes()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    (tmp_path / "content" / "days").mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("topics: open\nas_of: 2025-11-05\n")
    (tmp_path / "content" / "days" / "2025-11-05.yml").write_text(
        "date: 2025-11-05\nquestions:\n  - {topic: a, score: 90}\n  - {topic: secret, score: 70, visibility: private}\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("line", "args", "address"),
    [
        ("", (), None),
        ("site_url: https://example.org/of-settings/", (), "https://example.org/of-settings/"),
        ("site_url: 'https://example.org/quoted' # here", (), "https://example.org/quoted/"),
        ("site_url: https://example.org/of-settings/", ("--site", "https://example.org/asked"), "https://example.org/asked/"),
        ("site_url: !ENV SITE", (), None),
        ("# site_url: https://example.org/", (), None),
    ],
    ids=["none", "settings", "quoted", "asked for", "not known here", "a comment"],
)  # fmt: skip
def test_where_links_lead(line: str, args: tuple[str, ...], address: str | None, journal: Path) -> None:
    """To the site that is named, else to the one of mkdocs.yml, else nowhere."""
    (journal / "mkdocs.yml").write_text(f"site_name: x\n{line}\n")
    tree = parsed(run("export", "report", "--journal", str(journal), *args).stdout)
    days = [value for _, name, value in attributes(tree) if name == "href" and "days/2025-11-05.html" in value]
    assert {value.partition("journal/")[0] for value in days} == ({address} if address else set())


def test_it_is_for_an_audience(journal: Path) -> None:
    """What is hidden from it is neither named nor counted."""
    told = {whom: run("export", "report", "--journal", str(journal), "--audience", whom).stdout for whom in AUDIENCES}
    assert [("secret" in text, "2 scored questions" in text) for text in told.values()] == [
        (True, True), (False, False), (False, False),
    ]  # fmt: skip


def test_a_journal_may_bring_its_own(journal: Path) -> None:
    """And what is wrong in it is shown with its place."""
    own = journal / "templates" / "report.html.j2"
    own.parent.mkdir()
    own.write_text("<p>{{ own.page.title }} of mine</p>\n")
    assert run("export", "report", "--journal", str(journal)).stdout == "<p>Week 45 of 2025 of mine</p>\n"
    own.write_text("\n{{ nothing_of_that_name }}\n")
    broken = run("export", "report", "--journal", str(journal))
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert f"{own}:2: error: the template fails" in broken.stderr
