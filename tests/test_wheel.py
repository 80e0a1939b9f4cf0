"""The wheel: built, installed elsewhere, and good for a whole site without the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_sample


@pytest.mark.wheel
def test_a_site_from_the_wheel_alone(tmp_path: Path) -> None:
    """Templates, assets and the plugin come along; nothing is taken from the checkout."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path / "dist"),
        str(source),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    shutil.rmtree(source)

    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    install = [
        venv / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--constraint",
        ROOT / "constraints.txt",
        wheel,
    ]
    subprocess.run(install, check=True, capture_output=True)

    journal = copy_sample(tmp_path / "journal")
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    run = subprocess.run(
        [venv / "bin" / "studylog", "build"], cwd=journal, env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    page = (journal / "site" / "journal" / "days" / "2025-11-17.html").read_text(encoding="utf-8")
    assert "System design of fraud detection" in page
    assert (journal / "site" / "journal" / "assets" / "studylog.css").stat().st_size > 1000
    where = [venv / "bin" / "python", "-c", "import studylog; print(studylog.__file__)"]
    assert str(venv) in subprocess.run(where, cwd=journal, env=env, capture_output=True, text=True, check=True).stdout
