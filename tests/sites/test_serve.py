"""Serving, with real engines: one rebuild an edit, and the last good site while something is broken."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studylog.serving import STEADY_SECONDS
from tests.browser.conftest import page
from tests.conftest import copy_sample
from tests.sites.engines import OTHERS, PATIENCE_SECONDS, STUDYLOG, Server

__all__ = ["page"]  # a fixture

PAGE = "journal/days/2025-11-17.html"
QUIET_SECONDS = 2
ALONE = ("-m", "mkdocs", "serve")
ENGINES = ["mkdocs", *(pytest.param(name, marks=pytest.mark.engines) for name in OTHERS)]
Start = Callable[..., Server]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The last day of the sample, with a template of its own."""
    root = copy_sample(tmp_path / "journal")
    for record in (root / "content" / "days").glob("*.yml"):
        if record.stem not in PAGE:
            record.unlink()
    template = root / "templates" / "pages" / "weak.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("---\ntitle: Mine\n---\n<h1>First</h1>\n")
    return root


@pytest.fixture
def start(root: Path, tmp_path: Path, python_with: Callable[[str], str]) -> Iterator[Start]:
    """Starts a server with an engine; every one is stopped in the end."""
    started: list[Server] = []

    def started_with(engine: str = "mkdocs", command: tuple[str, ...] = STUDYLOG) -> Server:
        options = ["--engine", engine, "--address"] if command == STUDYLOG else ["-a"]
        log = tmp_path / f"log-{len(started)}"
        started.append(Server(root, log, [python_with(engine), *command, *options], engine, PAGE, "fraud"))
        return started[-1]

    yield started_with
    for server in started:
        server.stop()


@pytest.mark.parametrize(
    ("engine", "command"),
    [("mkdocs", ALONE), ("mkdocs", STUDYLOG), *(pytest.param(e, STUDYLOG, marks=pytest.mark.engines) for e in OTHERS)],
    ids=["mkdocs alone", "mkdocs", *OTHERS],
)
def test_one_rebuild_an_edit_of_a_record(engine: str, command: tuple[str, ...], start: Start, root: Path) -> None:
    """A broken record is said and changes nothing; mending it goes on; a new and a deleted record come and go."""
    server = start(engine, command)
    record = root / "content" / "days" / "2025-11-17.yml"
    whole = record.read_text(encoding="utf-8")

    record.write_text(whole.replace("System design of fraud detection", "Edited while serving"), encoding="utf-8")
    server.wait(lambda: server.rebuilds == 1 and "Edited while serving" in server.get(PAGE))

    record.write_text(whole + "scroe: 1\n", encoding="utf-8")
    server.wait(lambda: 'unknown field "scroe"' in server.said)
    assert "the last good site stays up" in server.said
    assert "Edited while serving" in server.get(PAGE)

    record.write_text(whole, encoding="utf-8")
    server.wait(lambda: server.rebuilds == 2 and "System design of fraud detection" in server.get(PAGE))

    another = record.with_name("2025-11-17-2.yml")
    another.write_text("date: 2025-11-17\nday: 21\ntitle: Late in the evening\n")
    server.wait(lambda: server.rebuilds == 3 and "Late in the evening" in server.get("journal/days/2025-11-17-2.html"))
    time.sleep(QUIET_SECONDS)
    another.unlink()
    server.wait(lambda: server.rebuilds == 4)
    assert not (root / "docs" / "journal" / "days" / "2025-11-17-2.md").exists()

    time.sleep(QUIET_SECONDS)
    assert server.rebuilds == 4, server.said
    assert "Traceback" not in server.said or (engine == "zensical" and "it is started again" in server.said)


def test_one_rebuild_an_edit_of_a_template(start: Start, root: Path) -> None:
    """A broken one is said with its line; mended as it was it changes nothing."""
    server = start()
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


@pytest.mark.parametrize("engine", ENGINES)
def test_an_edit_of_the_settings_is_served(engine: str, start: Start, root: Path) -> None:
    """Also where the engine looks at a file derived from mkdocs.yml, and saved as editors do, by replacing it."""
    server = start(engine)
    for title in ("Once edited", "Twice edited"):
        saved = root / "saved"
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        saved.write_text(re.sub("site_name: .*", f"site_name: {title}", settings), encoding="utf-8")
        saved.replace(root / "mkdocs.yml")
        server.wait(lambda title=title: title in server.get(PAGE))


@pytest.mark.parametrize(
    ("engine", "how"),
    [
        ("mkdocs", signal.SIGINT),
        ("mkdocs", signal.SIGHUP),
        ("mkdocs", signal.SIGTERM),
        *(pytest.param(engine, signal.SIGTERM, marks=pytest.mark.engines) for engine in OTHERS),
    ],
)
def test_nothing_is_left_behind(engine: str, how: signal.Signals, start: Start, root: Path) -> None:
    """Told to stop, both stop with status 0: no engine answers any more, and no file of the run is there."""
    server = start(engine)
    server.process.send_signal(how)
    assert server.process.wait(20) == 0, server.said
    assert not server.answers()
    assert list(root.glob(".studylog-*")) == list((root / ".studylog").glob("site-*")) == []
    assert "Traceback" not in server.said


def test_an_engine_that_dies_is_said(start: Start) -> None:
    """And its exit status is passed on, that of a killed one as shells do."""
    server = start()
    time.sleep(STEADY_SECONDS)
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, check=True)
    os.kill(int(children.stdout), signal.SIGKILL)
    assert server.process.wait(20) == 128 + signal.SIGKILL
    assert "MkDocs ended by itself, with status -9" in server.said


def test_an_engine_that_fails_at_an_edit_is_started_again(start: Start, root: Path) -> None:
    """Once it has served; one that fails from the beginning is not."""
    (root / "fails.py").write_text(
        "import os, pathlib\n\n\ndef on_pre_build(config):\n    if pathlib.Path('fails').exists():\n"
        "        pathlib.Path('fails').unlink()\n        os._exit(3)\n"
    )
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings + "hooks: [fails.py]\n", encoding="utf-8")
    server = start()
    time.sleep(STEADY_SECONDS)
    record = root / "content" / "days" / "2025-11-17.yml"
    whole = record.read_text(encoding="utf-8")
    (root / "fails").touch()
    record.write_text(whole.replace("System design of fraud detection", "Edited while serving"), encoding="utf-8")
    server.wait(lambda: "Edited while serving" in server.get(PAGE))
    assert "MkDocs ended by itself, with status 3; it is started again" in server.said
    assert server.process.poll() is None

    server.stop()
    (root / "fails").touch()
    at_once = [sys.executable, *STUDYLOG, "--address", f"127.0.0.1:{server.port}"]
    run = subprocess.run(at_once, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 3
    assert run.stderr.endswith("MkDocs ended by itself, with status 3\n")


@pytest.mark.browser
@pytest.mark.parametrize("engine", ENGINES)
def test_problems_lie_over_the_last_good_page(engine: str, start: Start, root: Path, page: Any) -> None:
    """With place, what to write, line and caret, as text whatever it says; to be hidden, and gone when mended."""
    server = start(engine)
    record = root / "content" / "days" / "2025-11-17.yml"
    whole = record.read_text(encoding="utf-8")
    page.goto(f"http://127.0.0.1:{server.port}/{PAGE}")
    overlay, open_page = page.locator("studylog-problems"), page.get_by_text("System design of fraud detection").first
    assert overlay.count() == 0

    hostile = "<img src=x onerror=document.title=1></pre><script>document.title=2</script>"
    record.write_text(f"{whole}'{hostile}': 1\nscroe: 2\n", encoding="utf-8")
    overlay.wait_for()
    said = overlay.locator("section").inner_text()
    line = whole.count("\n") + 1
    assert "The journal has 2 problems" in said
    assert f"content/days/2025-11-17.yml:{line}:1" in said
    assert f'unknown field "{hostile}"' in said
    assert 'unknown field "scroe"' in said
    assert "scroe: 2\n^" in said
    assert overlay.locator("img, script").count() == 0
    assert open_page.count() == 1
    assert page.title() not in ("1", "2")

    overlay.get_by_role("button", name="Hide").click()
    assert overlay.count() == 0
    record.write_text(whole + "scroe: 3\n", encoding="utf-8")
    overlay.get_by_text("scroe: 3").wait_for()
    assert "The journal has a problem" in overlay.locator("section").inner_text()
    page.keyboard.press("Escape")
    assert overlay.count() == 0
    page.reload()
    overlay.wait_for()
    record.write_text(whole, encoding="utf-8")
    overlay.wait_for(state="detached")
    assert open_page.count() == 1
    record.write_text(whole.replace("System design of fraud detection", "Edited while serving"), encoding="utf-8")
    page.get_by_text("Edited while serving").first.wait_for(timeout=PATIENCE_SECONDS * 1000)
    assert page.errors == []
