"""The MkDocs plugin: publishes once, says what is wrong, and comes back when it is mended."""

import logging
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugins
from mkdocs.theme import Theme
from watchdog.events import FileModifiedEvent, FileOpenedEvent, FileSystemEvent

from studylog import plugin as module
from studylog.engines import PUBLISHED
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


def test_a_record_breaks_and_is_mended(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its problems are said once and pages stay; mending it is said, a further edit is not."""
    caplog.set_level(logging.INFO)
    edits = module._Edits(Path())
    edits._published()
    before = pages(root)
    said: list[list[str]] = []
    for text in (RECORD + "scroe: 1\n", RECORD, RECORD.replace("90", "80")):
        caplog.clear()
        record(root).write_text(text)
        edits._published()
        said.append([r.getMessage() for r in caplog.records])
        if "80" not in text:
            assert pages(root) == before
    broken, mended, edited = said
    assert 'unknown field "scroe"' in broken[0] and "the last good site stays up" in broken[0]
    assert "the journal is whole again" in mended
    assert "the journal is whole again" not in edited
    assert pages(root)["2025-11-05.md"] > before["2025-11-05.md"]


def test_a_template_breaks_without_a_traceback(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its line is said, and the edit that mends it is seen."""
    own = root / "templates" / "pages"
    own.mkdir(parents=True)
    edits = module._Edits(Path())
    (own / "weak.md.j2").write_text("---\ntitle: x\n---\n{{ nothing.here }}\n")
    edits._published()
    (error,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "templates/pages/weak.md.j2:4: error:" in error.getMessage()
    assert error.exc_info is None
    (own / "weak.md.j2").write_text("---\ntitle: x\n---\n<h1>Mine</h1>\n")
    edits._published()
    assert "<h1>Mine</h1>" in (root / "docs" / "journal" / "weak.md").read_text()


def _burst(events: list[FileSystemEvent], monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the journal is published for events that come close together."""
    runs: list[Path] = []
    done = threading.Event()

    def published(root: Path) -> None:
        runs.append(root)
        done.set()

    monkeypatch.setattr(module, "SETTLED_SECONDS", 0.05)
    monkeypatch.setattr(module, "_publish", published)
    edits = module._Edits(Path())
    for event in events:
        edits.on_any_event(event)
    if events and not isinstance(events[0], FileOpenedEvent):
        assert done.wait(5)
    threading.Event().wait(0.2)
    return len(runs)


def test_a_save_of_several_events_publishes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor writes, renames and closes."""
    assert _burst([FileModifiedEvent("a")] * 5, monkeypatch) == 1


def test_reading_a_file_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing reads records itself, and would never come to rest."""
    assert _burst([FileOpenedEvent("a")] * 3, monkeypatch) == 0


def test_runs_never_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit that comes while pages are being written waits its turn."""
    inside, most = 0, 0
    counting, release = threading.Lock(), threading.Event()

    def published(root: Path) -> None:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        release.wait(0.2)
        with counting:
            inside -= 1

    monkeypatch.setattr(module, "_publish", published)
    edits = module._Edits(Path())
    threads = [threading.Thread(target=edits._published_alone) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert most == 1


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
    plugin.on_serve(SimpleNamespace(), config=config(root), builder=None)  # type: ignore[arg-type]
    plugin.on_shutdown()
    assert watched[:2] == ["content", "templates"]
    assert calls == ["start", "stop", "join"]


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
