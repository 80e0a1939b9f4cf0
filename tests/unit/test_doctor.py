"""What a look over a set-up finds, and that each finding says how to mend it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from studylog import doctor, requirements
from studylog.cli import main
from studylog.doctor import Finding, findings
from studylog.starter import Wishes, create, files

Break = Callable[[Path], object]


def run(*args: str) -> tuple[int, str]:
    made = CliRunner().invoke(main, list(args))
    return made.exit_code, made.output


def git(at: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *who, *arguments], cwd=at, check=True, capture_output=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new journal, built and committed, with its hook switched on."""
    root = tmp_path_factory.mktemp("doctor") / "journal"
    create(files(Wishes("t")), root)
    (root / "content" / "days" / "2025-11-05.yml").write_text("date: 2025-11-05\n")
    assert run("build", "--journal", str(root))[0] == 0
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    git(root, "config", "core.hooksPath", ".githooks")
    return root


@pytest.fixture
def journal(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "journal")


def unsettled(root: Path) -> list[Finding]:
    return [finding for finding in findings(root) if finding.state != "ok"]


def test_a_new_journal_is_in_order(journal: Path) -> None:
    """One line a finding, nothing to mend, and looking changes nothing."""
    before = {path: path.stat().st_mtime_ns for path in journal.rglob("*") if ".git" not in path.parts}
    status, said = run("doctor", "--journal", str(journal))
    assert (status, {line.split()[0] for line in said.splitlines()}) == (0, {"ok"})
    assert [line.split()[1] for line in said.splitlines()] == [
        *("python", "packages", "records", "settings", "folders", "pages", "editor", "git"),
    ]
    assert {path: path.stat().st_mtime_ns for path in journal.rglob("*") if ".git" not in path.parts} == before


def text(path: str, change: Callable[[str], str]) -> Break:
    def broken(root: Path) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(change(file.read_text() if file.exists() else ""))

    return broken


def a_file_for_a_folder(root: Path) -> None:
    shutil.rmtree(root / "site")
    (root / "site").touch()


def all_committed(root: Path) -> None:
    git(root, "add", "--force", "docs/index.md")


BROKEN: dict[str, tuple[Break, str, str, str, str]] = {
    "record": (
        text("content/days/2025-11-05.yml", lambda was: was + "oops: 1\n"),
        "wrong", "records", "no days, 1 error, no warnings", "studylog check shows each",
    ),
    "pinned": (
        text("content/journal.yml", lambda was: was + "as_of: 2025-11-17\n"),
        "look", "records", "pins the journal to 2025-11-17: due dates stand still", "Delete the line",
    ),
    "addresses": (
        text("mkdocs.yml", lambda was: was.replace("use_directory_urls: false", "use_directory_urls: true")),
        "wrong", "settings", "mkdocs.yml:5: pages link to .html files", "Write use_directory_urls: false.",
    ),
    "no settings": (
        lambda root: (root / "mkdocs.yml").unlink(),
        "wrong", "settings", "no such file", "studylog init --only-missing",
    ),
    "folder": (a_file_for_a_folder, "wrong", "folders", "site is no folder", "Move it elsewhere"),
    "page edited": (
        text("docs/journal/review.md", lambda was: was + "mine\n"),
        "look", "pages", "changed since: docs/journal/review.md", "Move them elsewhere",
    ),
    "page of another": (
        text("docs/journal/mine.md", lambda was: "mine\n"), "look", "pages", "since: docs/journal/mine.md", "Move",
    ),
    "forgotten": (
        lambda root: (root / ".studylog" / "manifest.json").unlink(),
        "look", "pages", ".studylog/ does not know of them", "Delete docs/journal/ and docs/index.md",
    ),
    "no schema": (
        lambda root: (root / ".studylog" / "schema" / "day.json").unlink(),
        "look", "editor", "missing or of another version", "studylog schema --into .studylog/schema",
    ),
    "old schema": (
        text(".studylog/schema/day.json", lambda was: was.replace("date", "data")),
        "look", "editor", "missing or of another version", "studylog schema --into .studylog/schema",
    ),
    "misspelt template": (
        text("templates/pages/days_.md.j2", lambda was: "mine\n"),
        "look", "templates", "templates/pages/days_.md.j2 takes the place of none", "Did you mean pages/days.md.j2?",
    ),
    "names": (
        lambda root: [text(f"docs/{name}.md", lambda was: "x")(root) for name in ("Plan", "plan")],
        "look", "names", "docs/Plan.md and docs/plan.md are one file", "Rename one.",
    ),
    "no repository": (
        lambda root: shutil.rmtree(root / ".git"), "look", "git", "in no repository", "git init",
    ),
    "not committed": (
        text("content/days/2025-11-05.yml", lambda was: was + "title: x\n"),
        "look", "git", "1 file in content/ not committed: content/days/2025-11-05.yml", "git add content",
    ),
    "generated is committed": (
        all_committed, "look", "git", "what is generated is committed: docs/index.md", "git rm -r --cached",
    ),
    "not ignored": (
        text(".gitignore", lambda was: was.replace("/site*/\n", "")),
        "look", "git", "not ignored: site", "Write these lines into .gitignore.",
    ),
    "no hook": (
        lambda root: git(root, "config", "--unset", "core.hooksPath"),
        "look", "git", "not checked before a commit", "git config core.hooksPath .githooks",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("broken", "state", "about", "said", "mend"), BROKEN.values(), ids=list(BROKEN))
def test_what_is_broken_is_found(broken: Break, state: str, about: str, said: str, mend: str, journal: Path) -> None:
    """That, and nothing else."""
    broken(journal)
    found = [finding for finding in unsettled(journal) if finding.about == about]
    assert [finding.state for finding in found] == [state]
    assert said in found[0].said and mend in found[0].mend
    others = {finding.about for finding in unsettled(journal)} - {about}
    assert others <= {"git"}  # a record that was changed is not committed either
    assert run("doctor", "--journal", str(journal))[0] == (1 if state == "wrong" else 0)


def test_ignored_records_are_a_loss_to_come(journal: Path) -> None:
    """They are named."""
    text(".gitignore", lambda was: was + "2025-12*\n")(journal)
    text("content/days/2025-12-01.yml", lambda was: "date: 2025-12-01\n")(journal)
    (found,) = unsettled(journal)
    assert (found.state, found.said) == ("wrong", "records are ignored: content/days/2025-12-01.yml")


def test_a_repository_without_a_commit(journal: Path) -> None:
    """Files are counted, not the folders that git would name in their place."""
    shutil.rmtree(journal / ".git")
    git(journal, "init", "--quiet")
    said = {finding.said for finding in unsettled(journal)}
    (of_files,) = (one for one in said if "not committed" in one)
    assert of_files.startswith("4 files in content/ not committed: content/days/.gitkeep, content/days/2025-11-05.yml")


def test_a_journal_in_a_larger_repository(journal: Path, tmp_path: Path) -> None:
    """Its records are found there; a hook would be of the whole, so none is asked for."""
    shutil.rmtree(journal / ".git")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Begin")
    assert unsettled(journal) == []


def test_without_git(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not needed, and missed."""
    monkeypatch.setenv("PATH", "")
    (found,) = unsettled(journal)
    assert (found.state, found.mend) == ("look", "Install git.")


def test_a_folder_that_cannot_be_written(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs this may write everywhere, so the answer of the system is given."""
    monkeypatch.setattr(doctor.os, "access", lambda place, mode: Path(place).name != "docs")
    (found,) = unsettled(journal)
    assert (found.state, found.said) == ("wrong", "docs/ cannot be written")


def test_without_a_journal(tmp_path: Path) -> None:
    """What is known of Python is said all the same."""
    status, said = run("doctor", "--journal", str(tmp_path))
    assert status == 1
    assert said.splitlines()[-1].startswith(f"wrong  journal    there is none in {tmp_path}. Go to one")
    assert said.startswith("ok     python     Python 3.")


def test_an_old_python() -> None:
    """The program may have been started by hand under one."""
    assert doctor.python((3, 10)).state == "wrong"
    assert doctor.python((3, 11)).state == "ok"


@pytest.mark.parametrize(
    ("package", "installed", "mend"),
    [
        ("click", "8.3.0", 'python -m pip install "click!=8.3.0,>=8.1"'),
        ("mkdocs", "2.0.0", 'python -m pip install "mkdocs<2,>=1.6"'),
        ("zstandard", None, 'python -m pip install "zstandard>=0.22"'),
    ],
)
def test_a_package_that_does_not_fit(
    package: str, installed: str | None, mend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line that puts it right, which names every limit."""
    found = requirements._installed

    class Other:
        version = installed

    def pretended(name: str) -> object:
        return found(name) if name != package else Other() if installed else None

    monkeypatch.setattr(requirements, "_installed", pretended)
    (finding,) = doctor.packages()
    assert (finding.state, finding.mend) == ("wrong", mend)
    assert finding.said.startswith(f"{package} {installed or 'is not installed'}, and studylog needs ")


def test_run_from_a_folder_without_being_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known then of what is needed."""
    monkeypatch.setattr(requirements, "_installed", lambda name: None)
    (finding,) = doctor.packages()
    assert (finding.state, "without being installed" in finding.said) == ("look", True)


def test_other_engines_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that builds with them."""
    monkeypatch.setattr(doctor, "version", lambda name: "0.0.73")
    assert [finding.said.split(":")[0] for finding in doctor.engines()] == ["zensical 0.0.73", "properdocs 0.0.73"]


def test_findings_as_json(tmp_path: Path) -> None:
    """One object: how many are wrong, and all of them."""
    status, said = run("doctor", "--json", "--journal", str(tmp_path))
    found = json.loads(said)
    assert (status, found["wrong"], found["findings"][-1]["about"]) == (1, 1, "journal")
    assert list(found["findings"][0]) == ["state", "about", "said", "mend"]
