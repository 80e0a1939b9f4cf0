"""What is kept of earlier runs: pages are those of a run that starts anew, whatever was edited and whatever is kept."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jinja2 import Environment

from studylog import pages as module
from studylog.build import PAGES, RUN, VALUES, generate
from studylog.digest import Digests
from studylog.kept import Kept
from studylog.ondisk import STATE
from studylog.problems import JournalError
from studylog.sharing.audience import Audience
from studylog.side_by_side import results
from tests import synthetic
from tests.conftest import ROOT

TODAY = date(2016, 3, 1)
RENDER = module.render
GENERATE = f"""
import sys, datetime, pathlib
from studylog.build import generate
generate(pathlib.Path(sys.argv[1]), as_of=None, today={TODAY!r})
"""


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are rendered, by path, in this one process."""
    found: list[str] = []

    def counting(env: Environment, view: Any) -> str:
        found.append(view.page.path)
        return RENDER(env, view)

    monkeypatch.setattr(module, "render", counting)
    monkeypatch.setattr(module, "results", partial(results, processes=1))
    return found


def journal(folder: Path) -> Path:
    """A journal of fifty days."""
    root = folder / "journal"
    for path, text in synthetic.files(50).items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return journal(tmp_path)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A journal that was edited after a run, and its pages as they are then to be."""
    root = journal(tmp_path_factory.mktemp("edited"))
    run(root)
    replace(days(root)[3], "title:", "title: Another")
    return root, anew(root)


def tree(root: Path) -> dict[str, bytes]:
    docs = root / "docs"
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def run(root: Path, kept: Kept | None = None, audience: Audience = "learner", today: date = TODAY) -> dict[str, bytes]:
    """The pages after a run; problems of the records leave them as they were."""
    with suppress(JournalError):
        generate(root, as_of=None, today=today, kept=kept, audience=audience)
    return tree(root)


def anew(root: Path, audience: Audience = "learner", today: date = TODAY) -> dict[str, bytes]:
    """The pages of a run that knows of none before."""
    other = root.with_name("anew")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("docs", STATE))
    return run(other, audience=audience, today=today)


def days(root: Path) -> list[Path]:
    return sorted((root / "content" / "days").glob("*.yml"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_only_what_can_differ_is_rendered(root: Path, rendered: list[str]) -> None:
    """All pages at first, none when nothing was edited, few after an edit of one record, its own among them."""
    made = {path for path in run(root) if path.endswith(".md")}
    assert set(rendered) == made
    rendered.clear()
    assert run(root) == anew(root)
    assert len(rendered) == len(made), "the run that starts anew alone"
    rendered.clear()
    (root / STATE / RUN).unlink()
    run(root)
    assert [path for path in rendered if path != "journal/data.md"] == []
    replace(days(root)[-3], "title:", "title: Another")
    rendered.clear()
    found = run(root)
    few = set(rendered)
    assert f"journal/days/{days(root)[-3].stem}.md" in few
    assert len(few) < len(made) / 2
    assert {"journal/days/2016-01-04.md", "journal/weeks/2016-W01.md"}.isdisjoint(few)
    assert found == anew(root)


def _edits(root: Path, rng: Random) -> list[Callable[[], object]]:
    """What may happen to a journal between two runs."""
    content, own = root / "content", root / "templates" / "pages" / "weak.md.j2"
    own.parent.mkdir(parents=True, exist_ok=True)
    day = rng.choice(days(root)[1:])
    text = day.read_text()
    return [
        lambda: day.write_text(text.replace("score: 100", f"score: {rng.randrange(101)}")),
        lambda: day.write_text(text.replace("note: ", f"note: {rng.random()} ")),
        lambda: day.unlink(),
        lambda: replace(content / "topics.yml", "title: ", f"title: {rng.choice('XYZ')}"),
        lambda: replace(content / "goals.yml", "title: ", f"title: {rng.choice('XYZ')}"),
        lambda: replace(content / "journal.yml", "protocol:", f"weak_below: {rng.randrange(60, 95)}\nprotocol:"),
        lambda: (content / "journal.yml").write_text(synthetic.files(50)["journal.yml"]),
        lambda: (content / "days" / day.name).write_text(synthetic.files(50)[f"days/{day.name}"]),
        lambda: own.write_text(f"---\ntitle: Mine\n---\n<h1>{rng.random()}</h1>\n"),
        lambda: own.unlink(missing_ok=True),
        lambda: (root / "mkdocs.yml").write_text("site_url: https://example.org/\n"),
        lambda: (root / "mkdocs.yml").unlink(missing_ok=True),
        lambda: rng.choice([path for path in (root / "docs").rglob("*.md") if path.is_file()]).unlink(),
        lambda: None,
    ]


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_pages_are_those_of_a_run_that_starts_anew(seed: int, root: Path) -> None:
    """Records, topics, goals, settings, templates, the address of the site and the pages themselves are edited."""
    rng, kept = Random(seed), Kept()
    before = run(root, kept)
    for _ in range(8):
        edits = rng.sample(_edits(root, rng), k=rng.choice((1, 1, 2)))
        for edit in edits:
            with suppress(AssertionError, FileNotFoundError, KeyError):
                edit()
        before = {path: text for path, text in tree(root).items() if path in before}
        found = run(root, rng.choice((None, kept)))
        assert found == (anew(root) or before), "those of before where records are broken"
        before = found


def test_a_template_alone_is_edited(root: Path) -> None:
    """To one of the same length."""
    own = root / "templates" / "pages" / "weak.md.j2"
    own.parent.mkdir(parents=True)
    for word in ("One", "Two"):
        own.write_text(f"---\ntitle: Mine\n---\n<h1>{word}</h1>\n")
        assert run(root) == anew(root)
        assert word in (root / "docs" / "journal" / "weak.md").read_text()


def test_a_file_that_is_not_read_is_named_though_nothing_else_changed(root: Path) -> None:
    run(root)
    (root / "content" / "topics.yaml").touch()
    warnings = generate(root, as_of=None, today=TODAY).warnings
    assert any(problem.path.endswith("topics.yaml") for problem in warnings)


def test_each_audience_and_each_day_has_its_own_pages(root: Path) -> None:
    """They take turns in one folder."""
    replace(root / "content" / "journal.yml", "as_of: ", "# as_of: ")
    replace(days(root)[5], "title:", "visibility: private\ntitle:")
    for audience, today in [("learner", TODAY), ("public", TODAY), ("learner", date(2016, 2, 1)), ("mentor", TODAY)]:
        assert run(root, audience=audience, today=today) == anew(root, audience=audience, today=today)


def seal(text: bytes) -> bytes:
    return sha256(text).hexdigest().encode() + b"\n" + text


def _lies(text: bytes) -> bytes:
    """The pages.json of somebody who has each page stand for another one."""
    data = json.loads(text.partition(b"\n")[2])
    made = list(data["pages"].values())
    return json.dumps(data | {"pages": dict(zip(data["pages"], made[1:] + made[:1], strict=True))}).encode()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: b"",
        lambda text: text[: len(text) // 2],
        lambda text: text[:-1],
        lambda text: text + b" ",
        lambda text: text.replace(b"2016", b"2017"),
        lambda text: b"\xff\x00\n" * 10,
        lambda text: text.partition(b"\n")[0] + b"\n" + b"[" * 100_000,
        lambda text: seal(b"{}"),
        lambda text: seal(b'{"pages": {"index.md": 1}, "linked": null, "as_of": 5}'),
        lambda text: text.partition(b"\n")[0] + b"\n" + _lies(text) if b'"pages"' in text else seal(text),
        lambda text: text.partition(b"\n")[2],
    ],
    ids=[
        "empty",
        "half",
        "cut",
        "longer",
        "other years",
        "binary",
        "deep",
        "nothing, sealed otherwise",
        "wrong types, sealed otherwise",
        "lies",
        "unsealed",
    ],
)
@pytest.mark.parametrize("name", [VALUES, PAGES, RUN])
def test_what_is_kept_is_not_believed_when_it_is_not_whole(
    name: str,
    spoilt: Callable[[bytes], bytes],
    edited: tuple[Path, dict[str, bytes]],
    tmp_path: Path,
    rendered: list[str],
) -> None:
    """Pages come out as anew, and the file is made good."""
    root = shutil.copytree(edited[0], tmp_path / "journal")
    file = root / STATE / name
    whole = file.read_bytes()
    file.write_bytes(spoilt(whole))
    assert run(root) == edited[1]
    assert len(rendered) == sum(path.endswith(".md") for path in edited[1]) or name != PAGES
    assert file.read_bytes() not in (b"", spoilt(whole))
    assert run(root) == edited[1]


def test_a_page_that_was_changed_on_disk_does_not_stand(root: Path) -> None:
    """It is left alone and named, as ever, also when the lists of our own are changed with it."""
    run(root)
    page = root / "docs" / "journal" / "weak.md"
    page.write_text("Mine")
    assert [p.code for p in generate(root, as_of=None, today=TODAY).published.problems] == ["not-ours"]
    manifest = root / STATE / "manifest.json"
    data = json.loads(manifest.read_text())
    data["pages"]["journal/weak.md"] = [sha256(b"Mine").hexdigest()]
    manifest.write_text(json.dumps(data))
    assert run(root) == anew(root)


def test_a_page_that_was_in_the_way_is_made_once_it_has_gone(root: Path) -> None:
    """Nothing was edited since."""
    page = root / "docs" / "journal" / "weak.md"
    page.parent.mkdir(parents=True)
    page.write_text("Mine")
    assert run(root)["journal/weak.md"] == b"Mine"
    page.unlink()
    assert run(root) == anew(root)


def test_links_to_what_has_gone_are_found_on_pages_that_stand(root: Path) -> None:
    """A template links to a question; the record loses it, and neither page is otherwise changed."""
    day, own = days(root)[2], root / "templates" / "pages" / "thread.md.j2"
    own.parent.mkdir(parents=True)
    link = f'{{{{ paths.day_page("{day.stem}") | href }}}}#question-q3'
    own.write_text(f'---\ntitle: Thread\n---\n<h1>Thread</h1>\n<a href="{link}">it</a>\n')
    run(root)
    text = day.read_text()
    third = [at for at in range(len(text)) if text.startswith("  - topic:", at)][2]
    day.write_text(f"{text[:third]}  - id: Third\n    {text[third + 4 :]}")
    with pytest.raises(JournalError, match=r"thread.*leads to no place on its page"):
        generate(root, as_of=None, today=TODAY)


def test_two_processes_share_what_is_kept(root: Path) -> None:
    """Whoever comes second finds what the first has left."""
    run(root)
    replace(days(root)[-1], "title:", "title: Another")
    both = [subprocess.Popen([sys.executable, "-c", GENERATE, str(root)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert tree(root) == anew(root)


def test_what_is_kept_can_be_done_without(root: Path) -> None:
    """A disk that takes no file of ours there stops nothing."""
    run(root)
    for name in (VALUES, PAGES, RUN):
        (root / STATE / name).unlink()
        (root / STATE / name).mkdir()
        (root / STATE / name / "x").touch()
    replace(days(root)[-1], "title:", "title: Another")
    assert run(root) == anew(root)


def test_digests_are_those_of_values() -> None:
    """Equal values have one, whatever parts they share; a function has none."""
    word = "".join(["a", "b"])
    assert Digests(()).of((word, word)) == Digests(()).of(("ab", "".join(["a", "b"])))
    different = [1, True, "1", 1.0, None, (1,), ("1",), {"1": 1}, {1: "1"}, date(2025, 1, 1), ((), 1), ((1,), ())]
    assert len({Digests(()).of(value) for value in different}) == len(different)
    assert Digests(()).of((1, len)) is None
