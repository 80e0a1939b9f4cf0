"""The wheel: built, installed elsewhere, and good for whole journals and sites without the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, copy_sample
from tests.tutorial import follow, steps

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]
ENV = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}


@pytest.fixture(scope="module")
def bin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel; what it was built from is gone."""
    home = tmp_path_factory.mktemp("wheel")
    source = home / "source"
    source.mkdir()
    for name in ("generator", "templates", "content"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(home / "dist"), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (home / "dist").glob("*.whl")
    shutil.rmtree(source)
    venv = home / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    return venv / "bin"


def done(at: Path, *command: str | Path) -> str:
    """What a command prints that succeeds."""
    run = subprocess.run(command, cwd=at, env=ENV, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_a_site_from_the_wheel_alone(bin: Path, tmp_path: Path) -> None:
    """Templates, assets and the plugin come along; nothing is taken from the checkout."""
    journal = copy_sample(tmp_path / "journal")
    done(journal, bin / "studylog", "build")
    page = (journal / "site" / "journal" / "days" / "2025-11-17.html").read_text(encoding="utf-8")
    assert "System design of fraud detection" in page
    assert (journal / "site" / "journal" / "assets" / "studylog.css").stat().st_size > 1000
    assert str(bin.parent) in done(journal, bin / "python", "-c", "import studylog; print(studylog.__file__)")


@pytest.mark.browser
def test_the_tutorial_from_an_empty_folder_to_a_browsed_site(bin: Path, tmp_path: Path, chromium: Any) -> None:
    """Every file and command of it, and what each answers; then the week lies open in a browser."""
    page = (ROOT / "docs" / "guide" / "tutorial.md").read_text(encoding="utf-8")
    assert len(steps(page)) > 15
    site = follow(page, tmp_path, bin / "studylog") / "site"
    with chromium.new_context() as context:
        opened = context.new_page()
        opened.goto((site / "index.html").as_uri())
        assert "Statistics, winter" in opened.title()
        opened.get_by_role("link", name="Sample variance").first.click()
        assert opened.get_by_role("heading", level=1).inner_text() == "Sample variance"
        assert "Also known as variance" in opened.locator("article").inner_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "no days, no questions, no topics: no errors"), (("--from-sample",), "16 days, 164 questions, 90 topics")],
    ids=["empty", "sample"],
)
def test_a_journal_from_the_wheel_alone(options: tuple[str, ...], said: str, bin: Path, tmp_path: Path) -> None:
    """Made, checked, built, and found in order, in a folder where nothing was."""
    done(tmp_path, bin / "studylog", "init", "mine", *options)
    assert done(tmp_path / "mine", bin / "studylog", "check").startswith(said)
    done(tmp_path / "mine", bin / "studylog", "build")
    assert (tmp_path / "mine" / "site" / "journal" / "review.html").exists()
    assert "wrong" not in done(tmp_path / "mine", bin / "studylog", "doctor")
    pins = (tmp_path / "mine" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    frozen = done(tmp_path, bin / "python", "-m", "pip", "freeze").lower().replace("_", "-").splitlines()
    assert {line for line in pins if not line.startswith(("#", "studylog"))} == {
        line for line in frozen if not line.startswith("studylog")
    }
