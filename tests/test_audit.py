"""What is installed: each file is held to its sum, and what is known of packages is heard."""

import json
import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.audit import told


def pinned(text: str) -> dict[str, str]:
    """Packages and their versions, as a file of requirements has them."""
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    }


def test_every_package_is_held_to_its_sum(root: Path) -> None:
    """All that the tests need is there with the version of constraints.txt, and CI installs nothing else."""
    text = (root / "hashes.txt").read_text(encoding="utf-8")
    held = pinned(text)
    assert held.items() <= pinned((root / "constraints.txt").read_text(encoding="utf-8")).items()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [
        Requirement(one) for one in [*project["dependencies"], *extras["test"], *extras["check"], *extras["audit"]]
    ]
    assert {canonicalize_name(one.name) for one in named} <= held.keys()
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(held)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)
    assert "HASHES=1" in (root / ".ci" / "run").read_text(encoding="utf-8")
    assert "--require-hashes --requirement hashes.txt" in (root / "Makefile").read_text(encoding="utf-8")


def test_every_package_works_with_the_oldest_python() -> None:
    """That of Debian 12 is 3.11.2, and `make site` has to work there."""
    found = {one.name: one.metadata["Requires-Python"] for one in distributions() if one.metadata["Requires-Python"]}
    assert [name for name, needs in found.items() if not SpecifierSet(needs).contains("3.11.0")] == []


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        (None, 0, "cannot be asked for from here"),
        ([{"name": "a", "skip_reason": "not found"}], 0, "cannot be asked for from here"),
        ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}], 0, "1 of 2 packages"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}], 1, "a 1: X-1, mended in 2"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}]}], 1, "a 1: X-1, mended in none"),
    ],
    ids=["no answer", "nothing reached", "none known", "mended", "not mended"],
)
def test_what_is_known_of_packages(packages: list[object] | None, status: int, said: str) -> None:
    """A vulnerability fails; where nobody answers, that is said."""
    ended, words = told("" if packages is None else json.dumps({"dependencies": packages, "fixes": []}))
    assert (ended, said in words) == (status, True), words
