"""Two builds at once, records that change while they are read, and clocks that are wrong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from studylog.build import generate
from studylog.fields import FIRST_DATE, LAST_DATE
from tests.robustness.commands import DAY, edited, everything, journal, no_engine, published
from tests.robustness.stopped import Ended, run

ROUNDS = 4


def test_two_builds_at_once(tmp_path: Path) -> None:
    """Both end well or say why not; the pages are those of one build, and the next has nothing to report."""
    clean = edited(tmp_path / "clean")
    assert run(("build",), clean, before=no_engine)
    for n in range(ROUNDS):
        root = edited(tmp_path / f"{n}")
        with ThreadPoolExecutor(2) as both:
            ended = list(both.map(lambda _: run(("build",), root, before=no_engine), range(2)))  # noqa: B023
        assert [one and (one.status, one.said[-2:]) for one in ended] == [(0, "''"), (0, "''")], ended
        assert generate(root, as_of=None, today=date(2025, 11, 6)).published.problems == ()
        assert everything(root) == everything(clean)


def test_two_edits_at_once(tmp_path: Path) -> None:
    """Of one record: each is there whole, or it is said to be refused; none is lost in silence."""
    for n in range(ROUNDS):
        root = journal(tmp_path / f"{n}")
        edits = [("score", "2025-11-05", "Q1", score, "--why", "Recounted") for score in ("95", "85")]
        with ThreadPoolExecutor(2) as both:
            ended = list(both.map(lambda arguments: run(arguments, root), edits))  # noqa: B023
        assert all(one and (one.status == 0 or "changed meanwhile" in one.said) for one in ended), ended
        text = (root / "content" / "days" / "2025-11-05.yml").read_text()
        done = sum(one.status == 0 for one in ended if one)
        assert done == text.count("Recounted") > 0
        assert text.startswith("# A comment of a person\n")
        generate(root, as_of=None, today=date(2025, 11, 6))


def test_a_record_that_is_cut_off_while_it_is_read(tmp_path: Path) -> None:
    """What an editor has half saved is a located problem, and the pages stay as they were."""
    root = published(tmp_path / "journal")
    before = everything(root)
    record = root / "content" / "days" / "2025-11-05.yml"
    record.write_text(DAY[: DAY.index("90") - 4])
    ended = run(("build",), root, before=no_engine)
    assert isinstance(ended, Ended)
    assert ended.status == 1
    assert "2025-11-05.yml:5:" in ended.said
    record.write_text(DAY)
    assert everything(root) == before


@pytest.mark.parametrize("today", [FIRST_DATE, date(1970, 1, 1), date(2038, 1, 20), LAST_DATE], ids=str)
def test_a_clock_that_is_wrong(today: date, tmp_path: Path) -> None:
    """Every day that a record may have has a journal, also the first and the last."""
    root = journal(tmp_path / "journal")
    (root / "content" / "journal.yml").write_text("title: No day\n")
    generated = generate(root, as_of=None, today=today)
    late = [problem for problem in generated.warnings if problem.code == "left-out"]
    assert len(late) == (2 if today < date(2025, 11, 4) else 0)
    assert generated.days == 2 - len(late)
