"""Records as people, editors and attackers write them, and what they are told.

Each `reading/*.yml` is read as the only day, 2025-11-05, of a journal that takes any topic; `*.expect` beside it holds
the problems as they are shown. A case without that file fails and leaves what was said in `*.changed`.
"""

import csv
import shutil
from pathlib import Path

import pytest

from studylog.load import load
from studylog.model import Journal
from studylog.problems import Problem

HERE = Path(__file__).parent / "reading"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "yaml"


def read(case: Path, to: Path, name: str) -> tuple[Journal, tuple[Problem, ...]]:
    content = to / "content"
    (content / "days").mkdir(parents=True)
    (content / "journal.yml").write_text("topics: open\n")
    shutil.copy(case, content / "days" / name)
    return load(content)


@pytest.mark.parametrize("case", sorted(HERE.glob("*.yml")), ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    """What is said is exactly what the case expects: place, words, line and caret."""
    _, problems = read(case, tmp_path, "2025-11-05.yml")
    said = "".join(f"{problem}\n" for problem in problems).replace(f"{tmp_path}/content/days/", "")
    expected, changed = case.with_suffix(".expect"), case.with_suffix(".changed")
    if not expected.exists() or expected.read_text(encoding="utf-8") != said:
        changed.write_text(said, encoding="utf-8")
        pytest.fail(f"said otherwise, see {changed}:\n{said}")
    changed.unlink(missing_ok=True)


def rows() -> list[dict[str, str]]:
    table = SHARED / "EXPECT.tsv"
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.skipif(not rows(), reason="the shared cases are not here")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_shared_case(row: dict[str, str], tmp_path: Path) -> None:
    """A refused file says so at its line, an accepted one has no error."""
    journal, problems = read(SHARED / row["file"], tmp_path, "2025-11-17.yml")
    errors = [problem for problem in problems if problem.severity == "error"]
    if row["expect"] == "ERROR":
        line = int(row["where"].removeprefix("line ")) if row["where"].startswith("line") else 0
        assert errors and {problem.line for problem in errors} == {line}
        return
    assert not errors
    (question, *_) = journal.days[0].questions or (None,)
    readings = {
        "31_norway_topic.yaml": lambda: question.topic == "no",
        "35_score_exp_str.yaml": lambda: question.score == 100,
        "45_score_pct_str.yaml": lambda: question.score == 95,
        "49_score_null.yaml": lambda: question.score is None,
        "57_source_day_range.yaml": lambda: question.from_ == (8, 9),
        "59_no_questions.yaml": lambda: journal.days[0].questions == (),
    }
    if row["expect"] == "WARN":
        assert any(problem.line for problem in problems) or readings[row["file"]]()
