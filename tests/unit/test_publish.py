"""The only writer of pages: whole, minimal, and careful with what is not its own."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from studylog import publish as module
from studylog.pages import Page
from studylog.publish import publish

PAGES = [Page("index.md", "home\n"), Page("journal/days/a.md", "a\n"), Page("journal/assets/x.js", "x")]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs" / "guide" / "mine.md").write_text("mine")
    return tmp_path / "docs"


def run(docs: Path, pages: list[Page]) -> module.Published:
    return publish(pages, docs, docs.parent / ".studylog")


def tree(docs: Path) -> dict[str, str]:
    return {p.relative_to(docs).as_posix(): p.read_text() for p in sorted(docs.rglob("*")) if p.is_file()}


def test_first_run_writes_everything_and_leaves_the_rest(docs: Path) -> None:
    """All pages are there, and a person's pages as they were."""
    done = run(docs, PAGES)
    assert done.written == ("index.md", "journal/assets/x.js", "journal/days/a.md")
    assert tree(docs) == {
        "guide/mine.md": "mine",
        "index.md": "home\n",
        "journal/assets/x.js": "x",
        "journal/days/a.md": "a\n",
    }
    assert done.problems == ()


def test_second_run_touches_nothing(docs: Path) -> None:
    """Neither pages nor manifest are written again."""
    run(docs, PAGES)
    before = {p: p.stat().st_mtime_ns for p in docs.parent.rglob("*") if p.is_file()}
    done = run(docs, PAGES)
    assert (done.written, done.unchanged, done.removed) == ((), 3, ())
    assert {p: p.stat().st_mtime_ns for p in docs.parent.rglob("*") if p.is_file()} == before


def test_a_change_writes_one_page_and_a_deletion_removes_one(docs: Path) -> None:
    """Only what differs is written; folders left empty go as well."""
    run(docs, PAGES)
    done = run(docs, [PAGES[0], Page("journal/assets/x.js", "y")])
    assert (done.written, done.removed) == (("journal/assets/x.js",), ("journal/days/a.md",))
    assert not (docs / "journal" / "days").exists()
    assert (docs / "guide" / "mine.md").exists()


def test_hand_made_and_edited_files_survive_and_are_reported(docs: Path) -> None:
    """A file that is not ours is named with what to do, on every run, and also when its page is gone."""
    run(docs, PAGES)
    (docs / "journal" / "notes.md").write_text("by hand")
    (docs / "journal" / "days" / "a.md").write_text("edited")
    for pages in (PAGES, [PAGES[0]], [PAGES[0]]):
        done = run(docs, pages)
        assert {Path(p.path).relative_to(docs).as_posix() for p in done.problems} == {
            "journal/notes.md",
            "journal/days/a.md",
        }
        assert all(p.severity == "warning" and "left alone" in p.message for p in done.problems)
        assert (docs / "journal" / "notes.md").read_text() == "by hand"
        assert (docs / "journal" / "days" / "a.md").read_text() == "edited"


def test_a_hand_made_home_page_is_kept(docs: Path) -> None:
    """docs/index.md belongs to whoever wrote it first."""
    (docs / "index.md").write_text("my own home")
    assert [Path(p.path).name for p in run(docs, PAGES).problems] == ["index.md"]
    assert (docs / "index.md").read_text() == "my own home"


def test_files_that_are_already_as_wanted_are_adopted(docs: Path) -> None:
    """Losing the manifest loses nothing while pages are unchanged."""
    run(docs, PAGES)
    (docs.parent / ".studylog" / "manifest.json").unlink()
    assert run(docs, PAGES).problems == ()
    assert run(docs, [Page("index.md", "new\n"), *PAGES[1:]]).written == ("index.md",)


@pytest.mark.parametrize(
    "torn",
    ["", "{", "[]", '{"pages": 3}', '{"pages": {"a": 1}}', "\x00", "[" * 100_000],
    ids=["empty", "cut off", "a list", "a number", "of numbers", "NUL", "deep"],
)
def test_a_torn_manifest_is_said_and_never_trusted(docs: Path, torn: str) -> None:
    """Pages that still fit are adopted, and nothing is removed on its word."""
    run(docs, PAGES)
    (docs.parent / ".studylog" / "manifest.json").write_text(torn)
    done = run(docs, PAGES[:2])
    assert "manifest" in {p.code for p in done.problems}
    assert (docs / "journal" / "assets" / "x.js").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../out.md",
        "journal/../../out.md",
        "guide/x.md",
        "/etc/x",
        "journal//x.md",
        "journal/./x.md",
        "journal/..\\..\\x.md",
        "journal",
        "",
    ],
)
def test_pages_stay_in_their_place(docs: Path, path: str) -> None:
    """A path that leads elsewhere is a fault of the program."""
    with pytest.raises(ValueError, match="not a place"):
        run(docs, [Page(path, "x")])


@pytest.mark.parametrize("other", ["journal/a.md", "journal/A.md"])
def test_two_pages_never_share_a_file(docs: Path, other: str) -> None:
    """Not even on a disk that does not tell large letters from small."""
    with pytest.raises(ValueError, match="share"):
        run(docs, [Page("journal/a.md", "1"), Page(other, "2")])
    assert not (docs / "journal").exists()


@pytest.mark.parametrize("place", ["../content/a.yml", "guide/mine.md", "journal/../guide/mine.md"])
def test_a_manifest_cannot_have_other_files_deleted(docs: Path, place: str) -> None:
    """Whatever it lists, only the generator's own places are ever cleared."""
    target = docs / place
    target.parent.mkdir(parents=True, exist_ok=True)
    (docs / "journal").mkdir(exist_ok=True)
    target.write_text("mine")
    (docs.parent / ".studylog").mkdir()
    listed = {"pages": {place: [sha256(b"mine").hexdigest()]}}
    (docs.parent / ".studylog" / "manifest.json").write_text(json.dumps(listed))
    done = run(docs, PAGES)
    assert target.read_text() == "mine"
    assert done.removed == ()
    assert [p.code for p in done.problems] == ["manifest"]


def test_a_symbolic_link_is_not_followed(docs: Path, tmp_path: Path) -> None:
    """A link in our place belongs to somebody, and so does what it points to."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (docs / "journal").symlink_to(outside)
    done = run(docs, PAGES)
    assert list(outside.iterdir()) == []
    assert done.written == ("index.md",)
    assert [Path(p.path).relative_to(docs).as_posix() for p in done.problems] == ["journal"]


@pytest.mark.parametrize(
    ("place", "written", "named"),
    [
        ("journal", 1, ["journal"]),
        ("journal/days", 2, ["journal/days"]),
        ("journal/days/a.md/x", 2, ["journal/days/a.md", "journal/days/a.md/x"]),
    ],
)
def test_another_thing_in_our_place_is_named_once(docs: Path, place: str, written: int, named: list[str]) -> None:
    """A file where a folder should be, or a folder where a page should be, is somebody's."""
    (docs / place).parent.mkdir(parents=True, exist_ok=True)
    (docs / place).write_text("mine")
    done = run(docs, PAGES)
    assert len(done.written) == written
    assert [Path(p.path).relative_to(docs).as_posix() for p in done.problems] == named
    assert (docs / place).read_text() == "mine"


def test_pages_moved_behind_a_link_are_not_removed(docs: Path) -> None:
    """Where a person moved the folder and left a link, its files are theirs, those of vanished pages as well."""
    run(docs, PAGES)
    moved = docs.parent / "moved"
    (docs / "journal").rename(moved)
    (docs / "journal").symlink_to(moved)
    before = sorted(moved.rglob("*"))
    assert run(docs, PAGES[:1]).removed == ()
    assert sorted(moved.rglob("*")) == before


KILLED = """
import sys
from pathlib import Path
from studylog import publish as module
from studylog.pages import Page
docs, left = Path(sys.argv[1]), int(sys.argv[2])
original = Path.replace
def replace(self, target):
    global left
    if not left:
        import os; os._exit(9)
    left -= 1
    return original(self, target)
Path.replace = replace
pages = [Page("index.md", "new\\n"), Page("journal/days/a.md", "new a\\n"), Page("journal/days/b.md", "b\\n")]
module.publish(pages, docs, docs.parent / ".studylog")
"""


@pytest.mark.parametrize("writes", range(6))
def test_a_run_killed_at_any_write_leaves_the_next_one_whole(docs: Path, writes: int) -> None:
    """After a kill before each replacement, the next run ends with the right pages and nothing to report."""
    run(docs, PAGES)
    env = {**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[1])}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(docs), str(writes)], env=env, check=False)
    assert killed.returncode == (9 if writes < 5 else 0)
    final = [Page("index.md", "final\n"), Page("journal/days/b.md", "b\n")]
    assert run(docs, final).problems == ()
    assert tree(docs) == {"guide/mine.md": "mine", "index.md": "final\n", "journal/days/b.md": "b\n"}


def test_a_full_disk_leaves_the_old_page(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails raises, and the page stays as it was."""
    run(docs, PAGES)

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        run(docs, [Page("index.md", "new\n"), *PAGES[1:]])
    monkeypatch.undo()
    assert (docs / "index.md").read_text() == "home\n"
    assert list((docs.parent / ".studylog" / "tmp").iterdir()) == []
    assert run(docs, PAGES).problems == ()
