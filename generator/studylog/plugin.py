"""The MkDocs plugin: publish before MkDocs collects its files, and on every edit while serving."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from . import splicing
from .engines import PLAIN, PUBLISHED, SCRIPT, check_settings
from .ondisk import STATE
from .packaged import template_folders
from .paths import FEED
from .problems import JournalError
from .splicing.readings import FILE, Readings

if TYPE_CHECKING:
    from .watch import Edits

REST_SECONDS = 0.2
"""How long docs/ is still before MkDocs builds: longer than from one page written to the next."""

_INDENT = re.compile(r"\n\s+")
_LAID_OUT = re.compile("<(pre|textarea)")


class Options(Config):  # type: ignore[no-untyped-call]
    """None: everything that can be chosen stands in content/journal.yml."""


class StudylogPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """`plugins: [studylog]`. The journal is the folder of mkdocs.yml."""

    def __init__(self) -> None:
        self._root = Path()
        self._edits: Edits | None = None
        self._observers: list[Any] = []
        self._readings: Readings | None = None
        self._serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Being there keeps this very object from one build to the next while serving."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Publish once; later edits are the observer's."""
        settings = Path(os.path.relpath(config.config_file_path))
        _add_overrides(config, settings.parent)
        self._readings = self._readings or Readings(settings.parent / STATE / FILE)
        if SCRIPT in os.environ:
            config.extra_javascript.append(os.environ[SCRIPT])
        if self._edits or PUBLISHED in os.environ:
            return
        # Half a second, for which MkDocs has no use where the pages are published already.
        from .watch import Edits, publisher, told

        self._root = settings.parent
        publish = publisher(self._root)
        self._edits = Edits(publish)
        try:
            if config.use_directory_urls:
                check_settings(settings)
            told(publish())
        except JournalError as error:
            raise PluginError(f"the journal has problems:\n{error}") from error
        except OSError as error:
            raise PluginError(f"the pages cannot be written: {error}") from error

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """What is in the navigation is known now: the other pages are made the short way."""
        if self._readings and PLAIN not in os.environ:
            splicing.take(files, nav, config, self._readings)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Tell the theme of the feed, where the site has one."""
        env.globals["feed"] = files.get_file_from_path(FEED)
        if PLAIN not in os.environ:
            splicing.frame(env, config)

    def on_post_page(self, output: str, **_: Any) -> str:
        """Without the theme's indentation, a twentieth of a page, unless text in it may be laid out by spaces."""
        return output if _LAID_OUT.search(output) else _INDENT.sub("\n", output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """While serving, what was read is in memory, and an edit does not wait for it to be written."""
        if self._readings and not self._serving and PLAIN not in os.environ:
            self._readings.keep()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Watch records and templates. MkDocs itself watches docs/, and so rebuilds once for what was published."""
        server.build_delay = REST_SECONDS
        self._observers = [_watched_at_once(server, config.docs_dir)]
        if self._edits:
            self._observers.append(Observer())
            self._edits.schedule(self._observers[1], self._root)
        for observer in self._observers:
            observer.start()

    def on_shutdown(self) -> None:
        for observer in self._observers:
            observer.stop()
            observer.join()


class _Changes(Observer):  # type: ignore[misc,valid-type]
    """Hears of changes from the system, and not of files that MkDocs opens to read them."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, **_: Any) -> Any:
        changes = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=changes)


def _watched_at_once(server: LiveReloadServer, docs: str) -> _Changes:
    """What watches docs/ in place of MkDocs, which looks every half second: in the midst of what is being published."""
    changes, other = _Changes(), server.observer
    server.unwatch(docs)
    server.observer = changes
    server.watch(docs)
    server.observer = other
    return changes


def _add_overrides(config: MkDocsConfig, journal: Path) -> None:
    """The additions to the theme that came with studylog, where mkdocs.yml names none of its own."""
    if not config.theme.custom_dir:
        config.theme.dirs[:0] = [str(folder / "overrides") for folder in template_folders(journal)]
