"""Printing with a browser that stands in for Chromium; tests/browser prints with the real one."""

import sys
from datetime import date
from pathlib import Path

import pytest

from studylog.sharing import printing
from tests.conftest import ROOT
from tests.unit.test_cli import run

REPORT = ("export", "report", "--journal", str(ROOT), "-o")
PRINTS = """\
target = next(arg.partition("=")[2] for arg in sys.argv if arg.startswith("--print-to-pdf="))
page = unquote(sys.argv[-1].removeprefix("file://"))
made = "/CreationDate (D:20260102030405+00'00')/ModDate (D:20260102030405+00'00')"
open(target, "w").write("%PDF " + made + open(page).read(9) + " ".join(sys.argv))
"""
NUMBERS = """\
target = next(arg.partition("=")[2] for arg in sys.argv if arg.startswith("--print-to-pdf="))
a, b, c = (f"(node{FIRST + more:08})" for more in (0, 2, 12))
open(target, "w").write(f"{a} {c} [{a} {b}] \\\\(node00000312\\\\) node00000312")
"""


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only browser that is found; what it does is written into it."""
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def does(browser: Path, what: str) -> None:
    browser.write_text(f"#!{sys.executable}\nimport sys, time\nfrom urllib.parse import unquote\n{what}\n")


def test_a_pdf_is_printed(browser: Path, tmp_path: Path) -> None:
    """Of the same HTML, in a place without other files, and as of the day; nothing is left beside it."""
    does(browser, PRINTS)
    target = tmp_path / "a folder" / "week.PDF"
    assert run(*REPORT, str(target)).output.count("error") == 0
    printed = target.read_text()
    assert printed.startswith("%PDF /CreationDate (D:20251117000000+00'00')/ModDate (D:20251117000000+00'00')<!doctype")
    assert "--headless" in printed
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("first", [311, 312])
def test_cells_are_numbered_from_one(browser: Path, first: int, tmp_path: Path) -> None:
    """Whatever number the browser's count had come to; in their order, by which a reader searches them."""
    does(browser, NUMBERS.replace("FIRST", str(first)))
    assert printing.pdf(b"", date(2025, 11, 5), tmp_path) == (
        b"(node00000001) (node00000003) [(node00000001) (node00000002)] \\(node00000312\\) node00000312"
    )


@pytest.mark.parametrize(("user", "flag"), [(0, True), (1000, False)])
def test_only_root_prints_without_a_sandbox(
    browser: Path, user: int, flag: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As whom Chromium has none."""
    does(browser, PRINTS)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert (b"--no-sandbox" in printing.pdf(b"<!doctype", date(2025, 11, 5), tmp_path)) is flag


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("print('first\\nno display', file=sys.stderr); sys.exit(1)", "chromium made no PDF. no display"),
        ("", "chromium made no PDF. It does not say why."),
        ("time.sleep(60)", "chromium did not end within 0.5 seconds."),
    ],
    ids=["failed", "silent", "hangs"],
)
def test_a_browser_that_fails(
    browser: Path, what: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and the file that was there stays."""
    does(browser, what)
    monkeypatch.setattr(printing, "PATIENCE_SECONDS", 0.5)
    target = tmp_path / "to" / "week.pdf"
    target.parent.mkdir()
    target.write_text("the last one")
    failed = run(*REPORT, str(target))
    assert (failed.exit_code, failed.stdout, target.read_text()) == (1, "", "the last one")
    assert said in failed.stderr
    assert list(target.parent.iterdir()) == [target]


def test_without_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to do instead, and writes nothing."""
    monkeypatch.setattr(printing, "PROGRAMS", ("none-such",))
    failed = run(*REPORT, str(tmp_path / "week.pdf"))
    assert (failed.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "printing needs Chromium or Chrome, and none is found. Write -o FILE.html, and print that." in failed.stderr
