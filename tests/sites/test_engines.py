"""The same published pages on every engine: MkDocs, and Zensical and ProperDocs in environments of their own."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from studylog.build import generate
from studylog.engines import PUBLISHED, build_site, environment
from studylog.problems import JournalError
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
    assert (journal / "site-mkdocs" / "journal" / "assets" / "vendor" / "plotly.min.js").stat().st_size > 1_000_000


def test_what_mkdocs_warns_of_is_said(tmp_path: Path) -> None:
    """Of a dead link in a page that a person wrote; nothing of its progress; and strictly it is an error."""
    root = copy_sample(tmp_path / "journal")
    generated = generate(root, as_of=None, today=date(2025, 11, 17))
    state, as_of = root / ".studylog", generated.figures.as_of
    assert build_site(root, root / "site", state, as_of=as_of).warnings == ""
    (root / "docs" / "guide" / "index.md").write_text("# Mine\n\n[x](nothing.md)\n")
    warnings = build_site(root, root / "site", state, as_of=as_of).warnings
    assert warnings.startswith("WARNING -  Doc file 'guide/index.md' contains a link 'nothing.md'")
    assert "INFO" not in warnings
    with pytest.raises(JournalError, match=r"(?s)counts as an error here:.*nothing\.md"):
        build_site(root, root / "site", state, as_of=as_of, strict=True)


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
