"""Serving, with a real `mkdocs serve`: one rebuild an edit, and the last good site while something is broken."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studylog.engines import PUBLISHED
from tests.conftest import copy_sample

PATIENCE_SECONDS = 60
QUIET_SECONDS = 2
REBUILT = "Reloading browsers"


class Server:
    """A running `studylog serve` over a journal, and what it has said so far."""

    def __init__(self, root: Path, log: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        env = {key: value for key, value in os.environ.items() if key != PUBLISHED}
        address = f"127.0.0.1:{self.port}"
        command = [sys.executable, "-c", "from studylog.cli import main; main()", "serve", "--address", address]
        self._log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                command, cwd=root, env=env | {"PYTHONUNBUFFERED": "1"}, stdout=output, stderr=subprocess.STDOUT
            )

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def rebuilds(self) -> int:
        return self.said.count(REBUILT)

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not until():
            assert time.monotonic() < end, self.said
            time.sleep(0.1)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample with a template of its own."""
    root = copy_sample(tmp_path / "journal")
    template = root / "templates" / "pages" / "weak.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("---\ntitle: Mine\n---\n<h1>First</h1>\n")
    return root


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(root, tmp_path / "log")
    try:
        server.wait(lambda: "Serving on" in server.said)
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def test_one_rebuild_an_edit_of_a_record(server: Server, root: Path) -> None:
    """A broken record is said and changes nothing; mending it goes on; a new and a deleted record come and go."""
    record = root / "content" / "days" / "2025-11-17.yml"
    whole = record.read_text(encoding="utf-8")
    page = "journal/days/2025-11-17.html"
    assert "System design of fraud detection" in server.get(page)

    record.write_text(whole.replace("System design of fraud detection", "Edited while serving"), encoding="utf-8")
    server.wait(lambda: server.rebuilds == 1)
    assert "Edited while serving" in server.get(page)

    record.write_text(whole + "scroe: 1\n", encoding="utf-8")
    server.wait(lambda: 'unknown field "scroe"' in server.said)
    assert "the last good site stays up" in server.said
    assert "Edited while serving" in server.get(page)

    record.write_text(whole, encoding="utf-8")
    server.wait(lambda: server.rebuilds == 2)
    assert "System design of fraud detection" in server.get(page)

    another = record.with_name("2025-11-17-2.yml")
    another.write_text("date: 2025-11-17\nday: 21\ntitle: Late in the evening\n")
    server.wait(lambda: server.rebuilds == 3)
    assert "Late in the evening" in server.get("journal/days/2025-11-17-2.html")
    another.unlink()
    server.wait(lambda: server.rebuilds == 4)
    assert not (root / "docs" / "journal" / "days" / "2025-11-17-2.md").exists()

    time.sleep(QUIET_SECONDS)
    assert server.rebuilds == 4, server.said
    assert "Traceback" not in server.said


def test_one_rebuild_an_edit_of_a_template(server: Server, root: Path) -> None:
    """A broken one is said with its line; mended as it was it changes nothing; and no server is left behind."""
    template = root / "templates" / "pages" / "weak.md.j2"
    template.write_text("---\ntitle: Mine\n---\n<h1>Second</h1>\n")
    server.wait(lambda: server.rebuilds == 1)
    assert "<h1>Second</h1>" in server.get("journal/weak.html")
    template.write_text("---\ntitle: Mine\n---\n{{ nothing.here }}\n")
    server.wait(lambda: "templates/pages/weak.md.j2:4: error:" in server.said)
    template.write_text("---\ntitle: Mine\n---\n<h1>Second</h1>\n")
    server.wait(lambda: "the journal is whole again" in server.said)
    time.sleep(QUIET_SECONDS)
    assert server.rebuilds == 1, server.said
    assert "Traceback" not in server.said
    server.process.terminate()
    server.process.wait(20)
    server.wait(lambda: not server.answers())
