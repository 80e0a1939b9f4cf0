"""From a hand-written log to a site: import it into an empty folder, then build."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from studylog.build import generate
from studylog.cli import main
from studylog.figures import Figures, compute
from studylog.figures_json import as_json
from studylog.load import load
from tests.conftest import ROOT

RAW = ROOT.parent / "shared" / "seed" / "daily-knowledge-checks.raw.txt"
LAST = date(2025, 11, 17)


def measured(figures: Figures) -> list[dict[str, Any]]:
    """Every measure of every day; a person chose the groups of the sample."""
    return [{name: value for name, value in day.items() if name != "groups"} for day in as_json(figures)["days"]]


def rows(figures: Figures) -> list[tuple[Any, ...]]:
    return [
        (record.key, question.id, question.score, question.first_score, question.from_)
        for record in figures.journal.days
        for question in record.questions
    ]


def wrong(figures: Figures) -> list[tuple[Any, ...]]:
    return [(s.record.key, s.name.casefold(), s.unit, s.stated, s.computed) for s in figures.audit.wrong]


@pytest.mark.skipif(not RAW.is_file(), reason="the log is not here")
def test_the_log_this_began_with_gives_the_sample(tmp_path: Path) -> None:
    """All figures of its sixteen days, every row of their tables, and what of its own figures does not hold."""
    imported = CliRunner().invoke(main, ["import", str(RAW), "--into", str(tmp_path), "--year", "2025"])
    assert imported.exit_code == 0, imported.output
    generate(tmp_path, as_of=LAST, today=LAST)
    ours = compute(load(tmp_path / "content")[0], LAST)
    sample, _ = load(ROOT / "content")
    theirs = compute(sample, LAST)
    assert measured(ours) == measured(theirs)
    assert len(rows(ours)) == 164
    assert rows(ours) == rows(theirs)
    assert wrong(ours) == wrong(theirs)
    for record in ours.journal.days:
        page = (tmp_path / "docs" / "journal" / "days" / f"{record.key}.md").read_text(encoding="utf-8")
        assert page.count("<tr id=") == len(record.questions)
