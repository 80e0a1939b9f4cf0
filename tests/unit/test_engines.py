"""How an engine's result gets into place, with an engine that writes what a test tells it to."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from studylog import engines
from studylog.problems import JournalError

DAY = date(2025, 11, 17)


class Engine:
    """Stands in for MkDocs: writes `files` into the folder it is told to build into."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.says, self.status = "", 0
        self.environments: list[dict[str, str]] = []

    def run(self, command: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        self.environments.append(env)
        folder = Path(command[command.index("-d") + 1])
        for path, text in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        return subprocess.CompletedProcess(command, self.status, "", self.says)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    stand_in = Engine()
    monkeypatch.setattr(engines.subprocess, "run", stand_in.run)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return stand_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nuse_directory_urls: false\n")
    return tmp_path


def build(root: Path, site: str = "site", **options: Any) -> engines.Built:
    return engines.build_site(root, root / site, root / ".studylog", as_of=DAY, **options)


def tree(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text() for p in sorted(site.rglob("*")) if p.is_file()}


def test_only_what_differs_is_replaced(engine: Engine, root: Path) -> None:
    """Counts say what happened; a file that stays the same keeps its time."""
    engine.files = {"index.html": "1", "a/x.html": "x"}
    assert build(root) == engines.Built(2, 0, 0, "")
    before = (root / "site" / "a" / "x.html").stat().st_mtime_ns
    engine.files["index.html"] = "2"
    assert build(root) == engines.Built(1, 1, 0, "")
    assert (root / "site" / "a" / "x.html").stat().st_mtime_ns == before
    assert tree(root / "site") == {"index.html": "2", "a/x.html": "x"}


def test_what_we_brought_goes_and_what_others_brought_stays(engine: Engine, root: Path) -> None:
    """Also in folders of ours; only folders left empty are removed."""
    engine.files = {"index.html": "1", "a/x.html": "x", "b/y.html": "y"}
    build(root)
    (root / "site" / "CNAME").write_text("example.org")
    (root / "site" / "a" / "hand.txt").write_text("mine")
    engine.files = {"index.html": "1"}
    assert build(root).removed == 2
    assert tree(root / "site") == {"CNAME": "example.org", "a/hand.txt": "mine", "index.html": "1"}
    assert not (root / "site" / "b").exists()


def test_a_file_may_become_a_folder_and_back(engine: Engine, root: Path) -> None:
    """What is gone makes room before what is new comes."""
    for files in ({"a": "file"}, {"a/x.html": "x"}, {"a": "file"}):
        engine.files = files
        build(root)
        assert tree(root / "site") == files


def test_a_folder_of_somebody_else_is_never_deleted(engine: Engine, root: Path) -> None:
    """Where the engine wants a file in its place, the build fails instead."""
    (root / "site" / "a").mkdir(parents=True)
    (root / "site" / "a" / "hand.txt").write_text("mine")
    engine.files = {"a": "file"}
    with pytest.raises(OSError, match="directory"):
        build(root)
    assert tree(root / "site") == {"a/hand.txt": "mine"}


def test_each_site_remembers_its_own_files(engine: Engine, root: Path) -> None:
    """Building elsewhere in between does not leave stale pages behind."""
    engine.files = {"index.html": "1", "old.html": "o"}
    build(root)
    engine.files = {"index.html": "1"}
    assert build(root, "other").removed == 0
    assert build(root).removed == 1
    assert tree(root / "site") == {"index.html": "1"}


@pytest.mark.parametrize(
    "listed",
    ["", "3", '{"files": ["index.html"]}', '["../precious.txt"]', '["/etc/hosts"]', "[" * 100_000],
    ids=["empty", "a number", "an object", "outside", "absolute", "deep"],
)
def test_a_listing_is_not_trusted_with_other_files(engine: Engine, root: Path, listed: str) -> None:
    """Torn or foreign, it never has anything deleted outside the site."""
    engine.files = {"index.html": "1"}
    build(root)
    (root / "precious.txt").write_text("mine")
    (listing,) = (root / ".studylog" / "sites").iterdir()
    listing.write_text(listed)
    assert build(root).removed == 0
    assert (root / "precious.txt").exists()
    assert json.loads(listing.read_text()) == ["index.html"]


@pytest.mark.parametrize(("status", "strict"), [(1, False), (0, True)], ids=["a failure", "a warning when strict"])
def test_the_last_good_site_stays(engine: Engine, root: Path, status: int, strict: bool) -> None:
    """What the engine said is passed on, the site is as it was, and nothing is left lying about."""
    engine.files = {"index.html": "good"}
    build(root)
    engine.files, engine.says, engine.status = {"index.html": "bad"}, "WARNING - dead link", status
    with pytest.raises(JournalError, match="WARNING - dead link"):
        build(root, strict=strict)
    assert tree(root / "site") == {"index.html": "good"}
    assert list((root / ".studylog").glob("site-*")) == []


def test_a_warning_comes_with_the_result(engine: Engine, root: Path) -> None:
    """Without strict it is for the caller to show."""
    engine.files, engine.says = {"index.html": "1"}, "WARNING - dead link\n"
    assert build(root).warnings == "WARNING - dead link"


@pytest.mark.parametrize(
    ("day", "seconds"),
    [(DAY, "1763337600"), (date(1950, 1, 1), "0"), (date(2199, 12, 31), "4294967295")],
    ids=["its midnight", "before 1970", "more than gzip holds"],
)
def test_build_time_is_the_journal_s_day(day: date, seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that two builds give the same bytes, with a time that gzip can write down."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert engines.environment(day)["SOURCE_DATE_EPOCH"] == seconds
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert engines.environment(day)["SOURCE_DATE_EPOCH"] == "7"


def test_the_plugin_is_told_that_pages_are_there(engine: Engine, root: Path) -> None:
    """The engine's own run publishes nothing a second time."""
    build(root)
    assert engine.environments[0][engines.PUBLISHED] == "1"


@pytest.mark.parametrize("place", [".", "..", "content", "docs", "docs/journal", "templates/x", ".studylog", "site/.."])
def test_a_site_in_its_own_sources_is_refused(engine: Engine, root: Path, place: str) -> None:
    """Before the engine runs."""
    with pytest.raises(JournalError, match="cannot go into the folder"):
        build(root, place)
    assert engine.environments == []


def test_a_link_does_not_hide_the_sources(engine: Engine, root: Path) -> None:
    """Where the site leads is what counts."""
    (root / "docs").mkdir()
    (root / "site").symlink_to(root / "docs")
    with pytest.raises(JournalError, match="cannot go into the folder"):
        build(root)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("site_name: x\nuse_directory_urls: true\n", "mkdocs.yml:2:1: "),
        ("site_name: x\n", "mkdocs.yml: "),
        ("use_directory_urls: false\nuse_directory_urls: true\n", "mkdocs.yml:2:1: "),
        ("use_directory_urls: falsehood\n", "mkdocs.yml:1:1: "),
        ("# use_directory_urls: false\n", "mkdocs.yml: "),
    ],
    ids=["true", "missing", "the last counts", "another word", "a comment"],
)
def test_directory_addresses_are_refused(root: Path, text: str, place: str) -> None:
    """With the line where there is one."""
    settings = root / "mkdocs.yml"
    settings.write_text(text)
    with pytest.raises(JournalError, match="Write use_directory_urls: false") as raised:
        engines.check_settings(settings)
    assert place in str(raised.value)


@pytest.mark.parametrize("line", ["docs_dir: pages", "site_dir: ../out", "docs_dir: 'pages' # mine"])
def test_other_folders_are_refused(root: Path, line: str) -> None:
    """Pages would be missing, or the site elsewhere than it is said to be."""
    (root / "mkdocs.yml").write_text(f"use_directory_urls: false\n{line}\n")
    with pytest.raises(JournalError, match=r"mkdocs\.yml:2:1: error: studylog publishes into docs/"):
        engines.check_settings(root / "mkdocs.yml")


def test_the_usual_folders_may_be_named(root: Path) -> None:
    """Quoted or not."""
    (root / "mkdocs.yml").write_text("use_directory_urls: false\ndocs_dir: docs\nsite_dir: 'site/'\n")
    engines.check_settings(root / "mkdocs.yml")


@pytest.mark.parametrize("value", ["false", "False", "no", "off", "false # links", "  false"])
def test_html_addresses_are_accepted(root: Path, value: str) -> None:
    """In every way that YAML writes it."""
    (root / "mkdocs.yml").write_text(f"use_directory_urls:{' ' + value}\n")
    engines.check_settings(root / "mkdocs.yml")


@pytest.mark.parametrize("name", ["zensical", "properdocs"])
def test_a_missing_engine_says_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a problem, before anything is done."""
    monkeypatch.setattr(engines, "find_spec", lambda module: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(JournalError, match=f"is not installed. Install it: pip install {name}"):
        engines.found(name)


def test_an_engine_on_the_path_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where studylog's own Python has none."""
    program = tmp_path / "zensical"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engines, "find_spec", lambda module: None)
    assert engines.found("zensical") == [str(program)]
    monkeypatch.setattr(engines, "find_spec", lambda module: module)
    assert engines.found("zensical") == [sys.executable, "-m", "zensical"]


def test_zensical_gets_its_settings_from_a_file_beside_the_journals(root: Path) -> None:
    """Which inherits mkdocs.yml, differs when that is edited, and goes with the run."""
    site = root / ".studylog" / "site"
    with engines.settings_for("zensical", root, site, "http://127.0.0.1:1/x.js") as derived:
        before = derived.read_text()
        said = yaml.safe_load(before)
        assert said == {
            "INHERIT": "mkdocs.yml",
            "site_dir": ".studylog/site",
            "extra_javascript": ["http://127.0.0.1:1/x.js"],
        }
        (root / "mkdocs.yml").write_text("site_name: y\nuse_directory_urls: false\n")
        engines.derive(derived, site, "http://127.0.0.1:1/x.js")
        assert derived.read_text() != before
        assert yaml.safe_load(derived.read_text()) == said
    assert not derived.exists()
    with engines.settings_for("properdocs", root, site) as settings:
        assert settings == root / "mkdocs.yml"
