"""The MkDocs plugin: publishes once, says what is wrong, and comes back when it is mended."""

import logging
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugins
from mkdocs.theme import Theme

from studylog import plugin as module
from studylog.engines import PUBLISHED, SCRIPT
from studylog.plugin import StudylogPlugin

RECORD = "date: 2025-11-05\nquestions:\n  - {topic: a, score: 90}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of one day, pinned, as the current folder."""
    (tmp_path / "content" / "days").mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("topics: open\nas_of: 2025-11-05\n")
    (tmp_path / "content" / "days" / "2025-11-05.yml").write_text(RECORD)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nuse_directory_urls: false\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(PUBLISHED, raising=False)
    return tmp_path


def config(root: Path, **changes: Any) -> MkDocsConfig:
    made = MkDocsConfig(str(root / "mkdocs.yml"))
    made.load_dict({"site_name": "x", "use_directory_urls": False, "theme": Theme("material"), **changes})
    return made


def livereload(root: Path) -> LiveReloadServer:
    """The server of MkDocs as it is when plugins hear of it: it watches docs/."""
    (root / "docs").mkdir(exist_ok=True)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root))
    server.watch(str(root / "docs"))
    server.server_close()
    return server


def record(root: Path) -> Path:
    return root / "content" / "days" / "2025-11-05.yml"


def pages(root: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in (root / "docs").rglob("*.md")}


def test_mkdocs_finds_it() -> None:
    """By the name that mkdocs.yml uses."""
    assert get_plugins()["studylog"].load() is StudylogPlugin


def test_pages_are_published_once(root: Path) -> None:
    """MkDocs asks for its settings at every rebuild; later edits are the watcher's."""
    plugin = StudylogPlugin()
    plugin.on_config(config(root))
    assert "2025-11-05.md" in pages(root)
    record(root).unlink()
    plugin.on_config(config(root))
    assert "2025-11-05.md" in pages(root)


def test_nothing_is_done_where_pages_are_published_already(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`studylog build` has read the records, maybe as of another day."""
    monkeypatch.setenv(PUBLISHED, "1")
    StudylogPlugin().on_config(config(root))
    assert not (root / "docs").exists()


def test_what_makes_pages_is_left_alone_where_they_are_published() -> None:
    """It takes longer to load than MkDocs itself."""
    loaded = "import sys, studylog.plugin; print('studylog.build' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout == "False\n"


def test_the_theme_is_added_to_unless_the_journal_does_it_itself(root: Path) -> None:
    """At every build, since MkDocs reads its settings anew each time; the journal's own come first."""
    (root / "templates" / "overrides").mkdir(parents=True)
    plugin = StudylogPlugin()
    for _ in range(2):
        made = config(root)
        plugin.on_config(made)
        assert made.theme.dirs[0] == "templates/overrides"
        assert (Path(made.theme.dirs[1]) / "main.html").exists()
    own = config(root, theme=Theme("material", custom_dir=str(root / "templates" / "overrides")))
    before = list(own.theme.dirs)
    plugin.on_config(own)
    assert own.theme.dirs == before


@pytest.mark.parametrize("settings", ["", "site_url: https://example.org/journal/\n"], ids=["without", "with"])
def test_the_theme_is_told_of_the_feed(settings: str, root: Path) -> None:
    """Where the site has one; each page then says where it is, as seen from there."""
    (root / "mkdocs.yml").write_text(f"{settings}site_name: x\nuse_directory_urls: false\nplugins: [studylog]\n"
                                     "theme: {name: material}\n")  # fmt: skip
    (root / "docs").mkdir()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], check=True)
    for page, address in (("index.html", "journal/feed.xml"), ("journal/days/index.html", "../feed.xml")):
        heads = (root / "site" / page).read_text().partition("<body")[0]
        link = f'<link rel="feed alternate" type="application/atom+xml" title="x" href="{address}">'
        assert (link in heads) is bool(settings)
        assert ("atom+xml" in heads) is bool(settings)


def test_a_broken_record_stops_mkdocs_with_its_place(root: Path) -> None:
    """As an error that MkDocs prints without a traceback, with the path as a person would type it."""
    record(root).write_text(RECORD + "scroe: 1\n")
    with pytest.raises(PluginError, match=r'(?m)^content/days/2025-11-05.yml:4:1: error: unknown field "scroe"'):
        StudylogPlugin().on_config(config(root))


def test_directory_addresses_stop_mkdocs(root: Path) -> None:
    """Whichever file of settings MkDocs was given."""
    (root / "other.yml").write_text("site_name: x\nuse_directory_urls: true\n")
    settings = MkDocsConfig(str(root / "other.yml"))
    settings.load_dict({"site_name": "x", "theme": Theme("material")})
    with pytest.raises(PluginError, match=r"other.yml:2:1: error: .* Write use_directory_urls: false"):
        StudylogPlugin().on_config(settings)


def test_a_disk_that_refuses_stops_mkdocs(root: Path) -> None:
    """With the reason, not a traceback."""
    (root / "docs").write_text("a file where the folder should be")
    with pytest.raises(PluginError, match="cannot be written"):
        StudylogPlugin().on_config(config(root))


def test_a_file_that_is_not_ours_is_a_warning(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Which `mkdocs build --strict` counts; warnings about records are for `studylog check`."""
    record(root).write_text(RECORD + "stated: {score: 80}\n")
    StudylogPlugin().on_config(config(root))
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []
    (root / "docs" / "journal" / "mine.md").write_text("mine")
    StudylogPlugin().on_config(config(root))
    (warning,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert "mine.md" in warning


def test_serving_watches_records_and_templates(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal's own templates as well as studylog's; the watcher ends with the server."""
    (root / "templates").mkdir()
    watched: list[str] = []
    calls: list[str] = []
    observer = SimpleNamespace(
        schedule=lambda handler, folder, recursive: watched.append(folder) if recursive else None,
        start=lambda: calls.append("start"),
        stop=lambda: calls.append("stop"),
        join=lambda: calls.append("join"),
    )
    monkeypatch.setattr(module, "Observer", lambda: observer)
    plugin = StudylogPlugin()
    plugin.on_config(config(root))
    plugin.on_serve(livereload(root), config=config(root), builder=None)
    plugin.on_shutdown()
    assert watched[:2] == ["content", "templates"]
    assert calls == ["start", "stop", "join"]


def test_published_pages_are_not_published_again_while_serving(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`studylog serve` does it; docs/ still rests before MkDocs builds, and pages get the script that it names."""
    monkeypatch.setenv(PUBLISHED, "1")
    monkeypatch.setenv(SCRIPT, "http://127.0.0.1:1/overlay.js")
    plugin, made, server = StudylogPlugin(), config(root), livereload(root)
    plugin.on_config(made)
    assert made.extra_javascript == ["http://127.0.0.1:1/overlay.js"]
    plugin.on_serve(server, config=made, builder=None)
    assert server.build_delay == module.REST_SECONDS
    assert len(plugin._observers) == 1
    plugin.on_shutdown()


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<div>\n      <p>one\n   two</p>\n\n</div>", "<div>\n<p>one\ntwo</p>\n</div>"),
        ("<div>\n   <pre>a\n   b</pre></div>", "<div>\n   <pre>a\n   b</pre></div>"),
        ("<div>\n   <textarea>a\n   b</textarea></div>", "<div>\n   <textarea>a\n   b</textarea></div>"),
    ],
    ids=["text", "code", "field"],
)
def test_indentation_is_left_out_where_it_says_nothing(page: str, written: str) -> None:
    """A page whose text is laid out by spaces stays as it is."""
    assert StudylogPlugin().on_post_page(page) == written
