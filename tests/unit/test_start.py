"""A new journal: what is written, asked and refused, and that it builds."""

import os
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from studylog import starter
from studylog.cli import main
from studylog.load import load
from studylog.starter import Wishes, files
from tests.conftest import ROOT

FILES = {
    ".gitattributes", ".githooks/pre-commit", ".gitignore", ".vscode/extensions.json", ".vscode/settings.json",
    "content/days/.gitkeep", "content/journal.yml", "content/topics.yml", "docs/about.md", "mkdocs.yml",
    "requirements.txt", *(f".studylog/schema/{kind}.json" for kind in ("day", "topics", "goals", "journal")),
}  # fmt: skip
WORKFLOW = ".github/workflows/pages.yml"
HOSTILE = [
    "Ann's log",
    'a "quoted" & <b>bold</b> title',
    "{{ config }} {% raw %} ${HOME} $&",
    "a: b # no comment",
    "\\1 \\g<0> \\n",
    "- !ENV HOME",
    "~",
    "日本 👩‍💻 \u202edeifidom",
]


def run(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=given)


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studylog.commands.start._on_a_terminal", lambda: True)


def test_an_empty_journal_is_whole_and_builds_strictly(tmp_path: Path) -> None:
    """Without a question where nobody can answer; nothing is left beside it, and no page or link is missing."""
    made = run("init", str(tmp_path / "deep" / "journal"))
    assert (made.exit_code, made.stderr) == (0, "")
    journal = tmp_path / "deep" / "journal"
    assert set(there(journal)) == FILES
    assert list(journal.parent.iterdir()) == [journal]
    assert os.access(journal / ".githooks" / "pre-commit", os.X_OK)
    built = run("build", "--strict", "--journal", str(journal))
    assert (built.exit_code, built.stderr) == (0, "")
    assert " - Study journal</title>" in (journal / "site" / "index.html").read_text(encoding="utf-8")
    assert (journal / "site" / "about.html").exists()


def test_a_journal_from_the_sample_holds_its_records(tmp_path: Path) -> None:
    """Byte for byte, but for whose it is and what it is called."""
    journal = tmp_path / "journal"
    assert run("init", str(journal), "--from-sample", "--title", "Mine", "--learner", "Ann").exit_code == 0
    ours, sample = there(journal / "content"), there(ROOT / "content")
    settings = sample.pop("journal.yml").decode()
    named = settings.replace("title: ML interview study log\n", 'title: "Mine"\nlearner: "Ann"\n')
    assert ours.pop("journal.yml").decode() == named != settings
    assert ours == sample


def test_the_sample_keeps_its_title(tmp_path: Path) -> None:
    """Where none is given."""
    assert run("init", str(tmp_path / "journal"), "--from-sample").exit_code == 0
    journal, _ = load(tmp_path / "journal" / "content")
    assert journal.settings.title == load(ROOT / "content")[0].settings.title


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("sample", [False, True], ids=["empty", "sample"])
def test_a_title_is_text_whatever_it_holds(title: str, sample: bool, tmp_path: Path) -> None:
    """To YAML, to templates and to the pages of the theme."""
    starter.create(files(Wishes(title, title, sample)), tmp_path / "journal")
    journal, problems = load(tmp_path / "journal" / "content")
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert (journal.settings.title, journal.settings.learner) == (title, title)
    name = yaml.safe_load((tmp_path / "journal" / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"]
    assert not set(name) & set('<>"')
    assert name.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == title


def test_a_hostile_title_is_shown_and_not_run(tmp_path: Path) -> None:
    """By the theme too."""
    journal = tmp_path / "journal"
    assert run("init", str(journal), "--title", "<script>alert(1)</script> {{ config }}").exit_code == 0
    assert run("build", "--journal", str(journal)).exit_code == 0
    page = (journal / "site" / "index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ config }}</title>" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("title", ["bell \a", "lone \udc80"])
def test_a_title_with_a_control_character_is_refused(title: str, tmp_path: Path) -> None:
    """As a mistake of the command line; nothing is written."""
    refused = run("init", str(tmp_path / "journal"), "--title", title)
    assert (refused.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "holds a control character" in refused.stderr


def test_what_is_there_is_named_and_left_alone(tmp_path: Path) -> None:
    """A folder with anything in it is refused, and nothing comes into it."""
    for n in range(7):
        (tmp_path / f"mine-{n}").touch()
    refused = run("init", str(tmp_path))
    assert refused.exit_code == 1
    assert "the folder is not empty: mine-0, mine-1, mine-2, mine-3, mine-4 and 2 more. Choose" in refused.stderr
    assert len(list(tmp_path.iterdir())) == 7


def test_a_folder_with_nothing_but_git_is_empty(tmp_path: Path) -> None:
    """So that a repository made first becomes a journal."""
    (tmp_path / ".git").mkdir()
    assert run("init", str(tmp_path)).exit_code == 0
    assert set(there(tmp_path)) == FILES


def test_only_what_is_missing_is_written(tmp_path: Path) -> None:
    """Beside files of the learner, whose records get nothing among them."""
    (tmp_path / "content" / "days").mkdir(parents=True)
    (tmp_path / "content" / "days" / "2025-11-05.yml").write_text("date: 2025-11-05\n")
    (tmp_path / "mkdocs.yml").write_text("mine\n")
    done = run("init", str(tmp_path), "--only-missing")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"11 files written into {tmp_path}.")
    assert (tmp_path / "mkdocs.yml").read_text() == "mine\n"
    assert sorted(there(tmp_path / "content")) == ["days/2025-11-05.yml"]
    assert run("init", str(tmp_path), "--only-missing").stdout.startswith("no files written")
    refused = run("init", str(tmp_path), "--only-missing", "--from-sample")
    assert (refused.exit_code, "do not go among others" in refused.stderr) == (2, True)


def test_a_file_in_place_of_a_folder_stops_all(tmp_path: Path) -> None:
    """Nothing is written then, not even what could be."""
    (tmp_path / "docs").write_text("mine\n")
    refused = run("init", str(tmp_path), "--only-missing")
    assert refused.exit_code == 1
    assert f"{tmp_path / 'docs'}: error: a file stands where the journal needs a folder." in refused.stderr
    assert there(tmp_path) == {"docs": b"mine\n"}


@pytest.mark.parametrize("in_place", [False, True], ids=["new folder", "empty folder"])
def test_a_disk_that_refuses_leaves_nothing_behind(
    in_place: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a half journal nor what it was made in."""
    if in_place:
        (tmp_path / "journal").mkdir()
    whole, written = Path.write_bytes, []

    def refuses(self: Path, data: bytes) -> int:
        written.append(self)
        if len(written) == 8:
            raise OSError(28, "No space left on device")
        return whole(self, data)

    monkeypatch.setattr(Path, "write_bytes", refuses)
    refused = run("init", str(tmp_path / "journal"))
    assert (refused.exit_code, "No space left on device" in refused.stderr) == (1, True)
    assert list(tmp_path.rglob("*")) == ([tmp_path / "journal"] if in_place else [])


def test_questions_have_defaults(tmp_path: Path, terminal: None) -> None:
    """Four times Enter gives the journal that nobody was asked about."""
    asked = run("init", str(tmp_path / "asked"), given="\n\n\n\n")
    assert asked.exit_code == 0
    assert run("init", str(tmp_path / "yes"), "--yes").exit_code == 0
    assert there(tmp_path / "asked") == there(tmp_path / "yes")


def test_answers_are_taken(tmp_path: Path, terminal: None) -> None:
    """And who publishes reads first what becomes public."""
    asked = run("init", str(tmp_path), given="n\nEvenings: all\nAnn\ny\n")
    assert "Then everyone may read what visibility does not hide, and the repository holds all of it." in asked.stdout
    settings = load(tmp_path / "content")[0].settings
    assert (settings.title, settings.learner) == ("Evenings: all", "Ann")
    assert set(there(tmp_path)) == FILES | {WORKFLOW}


def test_the_workflow_may_do_no_more_than_it_must(tmp_path: Path) -> None:
    """Actions are pinned to commits, the token reads unless it deploys, and a build comes every day."""
    text = files(Wishes("t", pages=True))[WORKFLOW].decode()
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert "permissions" not in flow["jobs"]["build"]
    assert flow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    used = [step["uses"] for job in flow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used and all(re.fullmatch("[0-9a-f]{40}", use.partition("@")[2]) for use in used)
    checkout = next(step for step in flow["jobs"]["build"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"persist-credentials": False}
    assert set(flow[True]) == {"push", "schedule", "workflow_dispatch"}, "nothing that others send starts it"
    assert flow[True]["schedule"][0]["cron"].endswith("* * *")


def test_the_settings_of_a_new_journal_are_those_of_the_sample() -> None:
    """But for its name and the pages that a person wrote."""
    sample = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    new = yaml.safe_load(files(Wishes("t"))["mkdocs.yml"])
    for settings in (sample, new):
        del settings["site_name"], settings["nav"][-1]
        settings["not_in_nav"] = settings["not_in_nav"].splitlines()[0]
    assert new == sample


def test_the_schemas_are_where_the_editor_looks() -> None:
    """Each path of the settings is a file that is written."""
    made = files(Wishes("t"))
    named = yaml.safe_load(made[".vscode/settings.json"])["yaml.schemas"]
    assert len(named) == 4 and set(named) <= set(made)
