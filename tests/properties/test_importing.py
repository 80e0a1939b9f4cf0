"""What holds for every log, however it was cut, mended and mistyped, and for every text that becomes YAML."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studylog.dump import yaml_of
from studylog.importing.lines import lines
from studylog.importing.log import read
from studylog.importing.records import imported, log_of
from studylog.importing.text import decoded
from studylog.source import read as read_yaml
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "importing").glob("*.md"))
SEED = ROOT.parent / "shared" / "seed" / "daily-knowledge-checks.md"
LOGS = [path.read_text(encoding="utf-8").split("\n") for path in (*CASES, *([SEED] if SEED.is_file() else []))]
PIECES = [
    "|",
    "**",
    "`",
    "#",
    "- ",
    "> ",
    "```",
    "---",
    "%",
    "\t",
    '"',
    ": ",
    "\\",
    "~",
    "null",
    "→",
    "Q1",
    "\u2028",
    "\x00",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A log with lines cut out, moved, doubled and mistyped."""
    log = list(draw(st.sampled_from(LOGS)))
    start = draw(st.integers(0, max(0, len(log) - 40)))
    log = log[start : start + draw(st.integers(5, 120))]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(log)))
        if draw(st.booleans()):
            log[at:at] = log[draw(st.integers(0, len(log))) :][:10]
        elif at < len(log):
            where = draw(st.integers(0, len(log[at])))
            log[at] = log[at][:where] + draw(st.sampled_from(PIECES)) + log[at][where:]
    return "\n".join(log)


@given(damaged())
def test_no_line_is_lost_and_nothing_is_raised(text: str) -> None:
    """Every line that is not blank is placed; every day that is found becomes a record, its scored rows included."""
    text, _ = decoded(text.encode(), "log.md")
    found = lines(text)
    log = read(found, "log.md")
    assert set(log.placed) == {line.number for line in found}
    made = imported([("log.md", log_of(text.encode(), "log.md"))], {})
    assert not [problem for problem in made.problems if "could not be made" in problem.message]
    scored = sum("score" in question for day in log.days for question in day.questions)
    assert sum("score" in q for day in made.days.values() for q in day.questions) == scored
    named = {problem.line for problem in made.problems}
    rows = {n for n, line in enumerate(text.split("\n"), 1) if is_scored_row(line)}
    assert rows <= named | {n for n, place in log.placed.items() if place == "questions"}


def is_scored_row(line: str) -> bool:
    """Whether a line has the number of a question in one cell and a plain score, such as `95% ✅`, in another."""
    cells = [cell.strip() for cell in line.split("|")]
    return any(re.fullmatch(r"Q\d{1,3}[a-z]?", cell) for cell in cells) and any(
        re.fullmatch(r"\*{0,2}(\d{1,2}|100)%\*{0,2} ?[✅🟡❌]{0,2}", cell) for cell in cells
    )


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029\ufeff") | st.just("\n"),
    min_size=1,
)
values: st.SearchStrategy[Any] = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, min_size=1) | st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), inner, min_size=1)
    ),
)


@given(st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), values, min_size=1))
def test_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    """Any text, list and mapping, through the reader of records."""
    document, _ = read_yaml(yaml_of(value).encode(), "record.yml")
    assert document
    assert document.value == value
