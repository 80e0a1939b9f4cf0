"""Engines to build and serve with: where they are installed, and servers that run beside a test."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from studylog.engines import PUBLISHED

OTHERS = {"zensical": "zensical==0.0.73", "properdocs": "properdocs==1.6.7"}
REBUILT = {"mkdocs": "Reloading browsers", "properdocs": "Reloading browsers", "zensical": " issues found"}
"""What an engine says after each build."""

STUDYLOG = ("-c", "from studylog.cli import main; main()", "serve")
PATIENCE_SECONDS = 60


def python_with(engine: str, folder: Path) -> str:
    """The Python that has studylog and an engine: this one, or that of an environment made in `folder` on top of it."""
    if engine == "mkdocs":
        return sys.executable
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = str(venv / "bin" / "python")
    ours = sysconfig.get_path("purelib")
    theirs = sysconfig.get_path("purelib", vars={"base": str(venv)})
    Path(theirs, "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, OTHERS[engine]], check=True, capture_output=True)
    return python


class Server:
    """A server that runs over a journal, and what it has said so far.

    `command` is that of Python up to the options; `page` is there once it serves, and holds `text`.
    """

    def __init__(self, root: Path, log: Path, command: list[str], engine: str, page: str, text: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        address = f"127.0.0.1:{self.port}"
        env = {key: value for key, value in os.environ.items() if key != PUBLISHED}
        self._log, self._engine = log, engine
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [*command, address],
                cwd=root,
                env=env | {"PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.wait(lambda: self.answers() and text in self.get(page))
        self._first = self._built()

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def rebuilds(self) -> int:
        return self._built() - self._first

    def _built(self) -> int:
        return self.said.count(REBUILT[self._engine])

    def wait(self, until: Callable[[], bool], every: float = 0.1) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not until():
            assert time.monotonic() < end, self.said
            time.sleep(every)

    def get(self, path: str) -> str:
        """What is served there; nothing where no page is, or no server while it starts anew."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
