"""Engines other than MkDocs, each in an environment of its own beside the one that runs the tests."""

import subprocess
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

OTHERS = {"zensical": "zensical==0.0.73", "properdocs": "properdocs==1.6.7"}


@pytest.fixture(scope="session")
def python_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The Python that has studylog and an engine."""

    @cache
    def made(engine: str) -> str:
        if engine == "mkdocs":
            return sys.executable
        venv = tmp_path_factory.mktemp(engine) / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
        python = str(venv / "bin" / "python")
        ours = sysconfig.get_path("purelib")
        theirs = sysconfig.get_path("purelib", vars={"base": str(venv)})
        Path(theirs, "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n")
        install = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            OTHERS[engine],
        ]
        subprocess.run(install, check=True, capture_output=True)
        return python

    return made
