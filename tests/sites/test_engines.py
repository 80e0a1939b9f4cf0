"""The same published pages on every engine: MkDocs, and Zensical and ProperDocs in environments of their own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from studylog.build import generate
from studylog.engines import PUBLISHED, build_site, environment
from studylog.problems import JournalError
from tests.conftest import copy_sample
from tests.sites.engines import OTHERS
from tests.unsealed import unsealed

STUDYLOG = "from studylog.cli import main; main()"


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
    assert (journal / "site-mkdocs" / "journal" / "assets" / "vendor" / "plotly.min.js").stat().st_size > 1_000_000


def test_what_mkdocs_warns_of_is_said(tmp_path: Path) -> None:
    """Of a dead link in a page that a person wrote; nothing of its progress; and strictly it is an error."""
    root = copy_sample(tmp_path / "journal")
    generated = generate(root, as_of=None, today=date(2025, 11, 17))
    state, as_of = root / ".studylog", generated.as_of
    assert build_site(root, root / "site", state, as_of=as_of).warnings == ""
    (root / "docs" / "guide" / "index.md").write_text("# Mine\n\n[x](nothing.md)\n")
    warnings = build_site(root, root / "site", state, as_of=as_of).warnings
    assert warnings.startswith("WARNING -  Doc file 'guide/index.md' contains a link 'nothing.md'")
    assert "INFO" not in warnings
    with pytest.raises(JournalError, match=r"(?s)counts as an error here:.*nothing\.md"):
        build_site(root, root / "site", state, as_of=as_of, strict=True)


@pytest.mark.engines
@pytest.mark.parametrize("engine", list(OTHERS))
def test_other_engines_build_the_same_pages(
    engine: str, journal: Path, python_with: Callable[[str], str], tmp_path: Path
) -> None:
    """Every page is there and says the same, with the settings of MkDocs and nothing left beside them.

    A second build changes no file; of a dead link it warns.
    """
    root = tmp_path / "journal"
    shutil.copytree(journal, root, ignore=shutil.ignore_patterns("site*"))
    build = [python_with(engine), "-c", STUDYLOG, "build", "--engine", engine]
    for expected in ("files changed", "(no files changed)"):
        run = subprocess.run(build, cwd=root, env=environment(), capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        assert expected in run.stdout
    ours, theirs = bodies(journal / "site-mkdocs"), bodies(root / "site")
    assert set(theirs) == set(ours)
    for path, text in ours.items():
        assert theirs[path] == text, path
    calendar = Path("journal", "due.ics")
    assert (root / "site" / calendar).read_bytes() == (root / "docs" / calendar).read_bytes()
    assert list(root.glob(".studylog-*")) == list((root / ".studylog").glob("site-*")) == []

    (root / "docs" / "guide" / "index.md").write_text("# Mine\n\n[x](nothing.md)\n")
    run = subprocess.run(build, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "nothing.md" in run.stderr
    assert "\x1b" not in run.stderr


@pytest.mark.engines
@pytest.mark.parametrize("engine", list(OTHERS))
def test_what_other_engines_build_is_sealed_as_well(
    engine: str, python_with: Callable[[str], str], tmp_path: Path
) -> None:
    """Under a passphrase lie the very files that they build without one."""
    root, words = copy_sample(tmp_path / "journal"), "correct horse battery staple"
    build = [python_with(engine), "-c", STUDYLOG, "build", "--engine", engine]
    for options in ([], ["--passphrase-file", "-"]):
        command = [*build, *options]
        run = subprocess.run(
            command, cwd=root, env=environment(), input=words, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
    clear = {file.relative_to(root / "site").as_posix(): file for file in (root / "site").rglob("*") if file.is_file()}
    opened = unsealed(root / "site-sealed", words, clear)
    assert opened == {path: file.read_bytes() for path, file in clear.items()}


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
