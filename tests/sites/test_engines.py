"""The same published pages on every engine: MkDocs, and Zensical and ProperDocs in environments of their own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studylog.engines import PUBLISHED, environment
from tests.conftest import ROOT, copy_sample

OTHERS = {
    "zensical": (("zensical==0.0.73",), ("-m", "zensical", "build", "--clean")),
    "properdocs": (
        ("properdocs==1.6.7", "mkdocs-material==9.8.2"),
        ("-m", "properdocs", "build", "-f", "mkdocs.yml", "-d", "site"),
    ),
}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its pages published and its site built by MkDocs, strictly."""
    root = copy_sample(tmp_path_factory.mktemp("engines") / "journal")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", "site-mkdocs"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "WARNING -" not in run.stderr
    return root


def bodies(site: Path) -> dict[str, str]:
    """What each page of the journal says, without the theme around it."""
    found = {}
    for path in [site / "index.html", *sorted((site / "journal").rglob("*.html"))]:
        article = re.search(r"<article.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert article, path
        text = re.sub(r"<[^>]+>", " ", article[0])
        found[path.relative_to(site).as_posix()] = " ".join(re.sub(r"¶|&para;|&#182;", " ", text).split())
    return found


def test_mkdocs_alone_publishes_and_builds(journal: Path) -> None:
    """`mkdocs build --strict` needs no other command first, and warns of nothing."""
    pages = list((journal / "docs" / "journal").rglob("*.md"))
    assert len(pages) > 100
    for page in pages:
        assert (journal / "site-mkdocs" / page.relative_to(journal / "docs")).with_suffix(".html").exists()
    assert (journal / "site-mkdocs" / "journal" / "assets" / "plotly.min.js").stat().st_size > 1_000_000


@pytest.mark.engines
@pytest.mark.parametrize("engine", list(OTHERS))
def test_other_engines_build_the_same_pages(engine: str, journal: Path, tmp_path: Path) -> None:
    """Every page is there and says the same; settings are those of MkDocs."""
    packages, command = OTHERS[engine]
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / "bin" / "python"
    wanted = [*packages, "--editable", str(ROOT)] if engine == "properdocs" else list(packages)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
    subprocess.run(install, check=True, capture_output=True)
    run = subprocess.run(
        [python, *command], cwd=journal, env=environment(), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    ours, theirs = bodies(journal / "site-mkdocs"), bodies(journal / "site")
    assert set(theirs) == set(ours)
    for path, text in ours.items():
        assert theirs[path] == text, path


def test_a_broken_record_fails_mkdocs_without_a_traceback(tmp_path: Path) -> None:
    """The problems are shown as `studylog check` shows them."""
    root = copy_sample(tmp_path / "journal")
    (root / "content" / "days" / "2025-11-18.yml").write_text("date: 2025-11-18\ntitel: One\n")
    env = {key: value for key, value in os.environ.items() if key != PUBLISHED}
    command = [sys.executable, "-m", "mkdocs", "build"]
    run = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert 'content/days/2025-11-18.yml:2:1: error: unknown field "titel". Did you mean "title"?' in run.stderr
    assert "Traceback" not in run.stderr


def wait_for(what: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_serving_follows_templates_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    """An edit of a template rebuilds once, a broken one is said and mended, and no server is left behind."""
    root = copy_sample(tmp_path / "journal")
    template = root / "templates" / "pages" / "weak.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("---\ntitle: Mine\n---\n<h1>First</h1>\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "log"
    env = {key: value for key, value in os.environ.items() if key != PUBLISHED} | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", "from studylog.cli import main; main()", "serve", "--address", f"127.0.0.1:{port}"]

    def rebuilt() -> int:  # "Documentation built in 1.2 seconds" is not said twice when both times are the same
        return log.read_text(encoding="utf-8").count("Reloading browsers")

    def said(words: str) -> bool:
        return words in log.read_text(encoding="utf-8")

    with log.open("w") as output, subprocess.Popen(command, cwd=root, env=env, stdout=output, stderr=output) as process:
        try:
            assert wait_for(lambda: said("Serving on")), log.read_text()
            template.write_text("---\ntitle: Mine\n---\n<h1>Second</h1>\n")
            assert wait_for(lambda: rebuilt() == 1), log.read_text()
            assert "<h1>Second</h1>" in (root / "docs" / "journal" / "weak.md").read_text()
            template.write_text("---\ntitle: Mine\n---\n{{ nothing.here }}\n")
            assert wait_for(lambda: said("templates/pages/weak.md.j2:4: error:")), log.read_text()
            template.write_text("---\ntitle: Mine\n---\n<h1>Second</h1>\n")
            assert wait_for(lambda: said("the journal is whole again")), log.read_text()
            time.sleep(2)
            assert rebuilt() == 1, log.read_text()
            assert not said("Traceback")
        finally:
            process.terminate()
            process.wait(20)
    assert wait_for(lambda: not answers(port), 10)
