"""`studylog serve`: publishes on every edit, beside an engine that builds, serves and reloads what is in docs/."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from . import engines, overlay
from .watch import Edits, Publish, log, told

PATIENCE_SECONDS = 5
"""How long an engine may take to end when it is asked to."""

STEADY_SECONDS = 2
"""How long an engine has to have served for a failure of it to be worth another start."""

APART = None if sys.platform == "win32" else 0
"""Control-C in a terminal then reaches us alone, and the engine once, from us."""

STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def serve(
    root: Path, state: Path, address: tuple[str, int], publish: Publish, engine: str = "mkdocs", *, plain: bool = False
) -> int:
    """Publish, then run the engine until it ends or we are told to; its exit status, 0 when we were told to.

    Raises JournalError where the engine, its settings or the records are not fit to begin with.
    """
    engines.check_settings(root / "mkdocs.yml")
    program = engines.found(engine)
    told(publish())
    with (
        suppress(KeyboardInterrupt),
        _stopped_by_signals(),
        overlay.served(address) as shown,
        TemporaryDirectory(prefix="site-", dir=state) as folder,
        engines.settings_for(engine, root, Path(folder), shown.script) as settings,
        _watching(root, Edits(publish, shown.show), _Settings(root, settings, Path(folder), shown.script)),
    ):
        environment = engines.environment(script=shown.script, plain=plain)
        command = [*program, "serve", "-f", str(settings), "-a", "{}:{}".format(*address)]
        served, name = True, engines.NAMES[engine]
        while served:
            status, served = _run(command, environment, (shown.host, address[1]))
            log.error("%s ended by itself, with status %d%s", name, status, "; it is started again" if served else "")
        return status if status >= 0 else 128 - status
    return 0


def _run(command: list[str], environment: dict[str, str], address: tuple[str, int]) -> tuple[int, bool]:
    """The exit status of an engine that ended by itself, and whether it failed at an edit: after it had served well.

    Zensical may fail at a page that is removed right after it came. None is left behind when we are told to stop.
    """
    free = not _answers(address)
    child = subprocess.Popen(command, env=environment, process_group=APART)
    try:
        while child.poll() is None and not _answers(address):
            time.sleep(0.1)
        since = time.monotonic()
        status = child.wait()
    finally:
        _stop(child)
    return status, free and status > 0 and time.monotonic() - since > STEADY_SECONDS


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def _watching(root: Path, edits: Edits, settings: "_Settings") -> Iterator[None]:
    """Records, templates and mkdocs.yml."""
    observer = Observer()
    edits.schedule(observer, root)
    observer.schedule(settings, str(root))
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()


class _Settings(FileSystemEventHandler):
    """Derives the engine's settings anew when mkdocs.yml is saved, where it is not mkdocs.yml that it looks at."""

    def __init__(self, root: Path, settings: Path, site: Path, script: str) -> None:
        self._inherited = root / "mkdocs.yml"
        self._derive = partial(engines.derive, settings, site, script) if settings != self._inherited else None

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = {Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path)}
        if self._derive and event.event_type in ("created", "modified", "moved") and self._inherited.name in names:
            with suppress(FileNotFoundError):  # in the midst of being saved
                self._derive()


def _stop(child: "subprocess.Popen[bytes]") -> None:
    """End an engine: asked as Control-C does, so that it tidies up, then told, then forced."""
    for end in (partial(child.send_signal, signal.SIGINT), child.terminate, child.kill):
        if child.poll() is not None:
            return
        with suppress(subprocess.TimeoutExpired, ValueError):  # Windows knows no such signal
            end()
            child.wait(PATIENCE_SECONDS)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """What asks a process to end raises KeyboardInterrupt, once; then the way it was."""
    before = {number: signal.getsignal(number) for number in STOPS}

    def stop(number: int, frame: FrameType | None) -> None:
        for each in STOPS:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in STOPS:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
