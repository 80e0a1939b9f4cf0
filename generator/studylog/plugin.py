"""The MkDocs plugin: publish before MkDocs collects its files, and on every edit while serving."""

import logging
import os
import re
import threading
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .build import generate
from .engines import PUBLISHED, check_settings
from .problems import JournalError
from .render import template_folders

log = logging.getLogger("mkdocs.plugins.studylog")
SETTLED_SECONDS = 0.2
REST_SECONDS = 0.75
"""How long docs/ is still before MkDocs builds: longer than it takes to look again, or a large edit is built twice."""


_INDENT = re.compile(r"\n\s+")
_LAID_OUT = re.compile("<(pre|textarea)")


class Options(Config):  # type: ignore[no-untyped-call]
    """None: everything that can be chosen stands in content/journal.yml."""


class StudylogPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """`plugins: [studylog]`. The journal is the folder of mkdocs.yml."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._observer: Any = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being there keeps this very object from one build to the next while serving."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Publish once; later edits are the observer's."""
        settings = Path(os.path.relpath(config.config_file_path))
        _add_overrides(config, settings.parent)
        if self._root or PUBLISHED in os.environ:
            return
        self._root = settings.parent
        try:
            if config.use_directory_urls:
                check_settings(settings)
            _publish(self._root)
        except JournalError as error:
            raise PluginError(f"the journal has problems:\n{error}") from error
        except OSError as error:
            raise PluginError(f"the pages cannot be written: {error}") from error

    def on_post_page(self, output: str, **_: Any) -> str:
        """Without the theme's indentation, a twentieth of a page, unless text in it may be laid out by spaces."""
        return output if _LAID_OUT.search(output) else _INDENT.sub("\n", output)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Watch records and templates. MkDocs itself watches docs/, and so rebuilds once for what was published."""
        if not self._root:
            return
        server.build_delay = REST_SECONDS
        watch = _Edits(self._root)
        self._observer = Observer()
        for folder in (self._root / "content", *template_folders(self._root)):
            if folder.is_dir():
                self._observer.schedule(watch, str(folder), recursive=True)
        self._observer.start()

    def on_shutdown(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()


def _add_overrides(config: MkDocsConfig, journal: Path) -> None:
    """The additions to the theme that came with studylog, where mkdocs.yml names none of its own."""
    if not config.theme.custom_dir:
        config.theme.dirs[:0] = [str(folder / "overrides") for folder in template_folders(journal)]


class _Edits(FileSystemEventHandler):
    """Publishes when edits have settled; an editor's save is several events."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._broken = False
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._publishing = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed", "closed_no_write"):
            return
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(SETTLED_SECONDS, self._published_alone)
            self._timer.daemon = True
            self._timer.start()

    def _published_alone(self) -> None:
        """One run at a time: an edit may come while the last one is still being published."""
        with self._publishing:
            self._published()

    def _published(self) -> None:
        try:
            _publish(self._root)
        except JournalError as error:
            self._broken = True
            log.error("the journal has problems; the last good site stays up:\n%s", error)
        except Exception:
            log.exception("the pages could not be made; the last good site stays up")
        else:
            if self._broken:
                log.info("the journal is whole again")
            self._broken = False


def _publish(root: Path) -> None:
    generated = generate(root, as_of=None, today=date.today())
    published = generated.published
    for problem in published.problems:
        log.warning("%s", problem)
    if generated.warnings:
        log.info("%d warnings about the records: studylog check shows them", len(generated.warnings))
    log.info(
        "%d pages written, %d removed, %d unchanged",
        len(published.written),
        len(published.removed),
        published.unchanged,
    )
