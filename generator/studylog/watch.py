"""Publishing while people write: when edits of records and templates have settled, the pages are made once.

For the plugin of MkDocs and for `studylog serve` alike. The engine watches docs/ itself, and rebuilds for what is new.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver

from .build import Generated, generate
from .kept import Kept
from .packaged import template_folders
from .problems import JournalError, Problem
from .sharing.audience import Audience

log = logging.getLogger("mkdocs.plugins.studylog")
SETTLED_SECONDS = 0.1

Publish = Callable[[], Generated]
Tell = Callable[[tuple[Problem, ...]], None]


def publisher(root: Path, audience: Audience = "learner") -> Publish:
    """What publishes a journal as of the day on which it is called, and has its templates compiled once."""
    kept = Kept()
    return lambda: generate(root, as_of=None, today=date.today(), kept=kept, audience=audience)


def told(generated: Generated) -> None:
    """What a run did, in the log."""
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


class Edits(FileSystemEventHandler):
    """Publishes when edits have settled; an editor's save is several events.

    `tell` gets the problems that keep the pages as they were, and none once the journal is whole.
    """

    def __init__(self, publish: Publish, tell: Tell = lambda problems: None) -> None:
        self._publish, self._tell = publish, tell
        self._broken = False
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._publishing = threading.Lock()

    def schedule(self, observer: BaseObserver, root: Path) -> None:
        """Have the records of a journal watched, and all templates that make its pages."""
        for folder in (root / "content", *template_folders(root)):
            if folder.is_dir():
                observer.schedule(self, str(folder), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed", "closed_no_write"):
            return
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(SETTLED_SECONDS, self.settled)
            self._timer.daemon = True
            self._timer.start()

    def settled(self) -> None:
        """Publish. One run at a time: an edit may come while the last one is still being published."""
        with self._publishing:
            problems = self._problems()
            if self._broken and not problems:
                log.info("the journal is whole again")
            self._broken = bool(problems)
            self._tell(problems)

    def _problems(self) -> tuple[Problem, ...]:
        """What keeps the pages from being made; the last good site stays up."""
        try:
            told(self._publish())
        except JournalError as error:
            log.error("the journal has problems; the last good site stays up:\n%s", error)
            return error.problems
        except Exception as error:
            log.exception("the pages could not be made; the last good site stays up")
            return (Problem("studylog", 0, 0, "failure", f"the pages could not be made: {error}."),)
        return ()
