"""One log in the ways in which it could as well have been written: the figures of each day stay what they are."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import ROOT

from studylog.importing.records import imported, log_of
from studylog.importing.scores import MARKS

SEED = ROOT.parent / "shared" / "seed" / "daily-knowledge-checks.md"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the log is not here")

Figures = dict[str, dict[str, Any]]


def figures(raw: bytes) -> Figures:
    """What each day scored, and what it states of itself."""
    found = imported([("log.md", log_of(raw, "log.md"))], {})
    assert not [problem for problem in found.problems if problem.severity == "error"]
    return {
        str(on): {
            "questions": [
                (q["id"], q.get("score"), [r["was"] for r in q.get("revised", ())]) for q in made.value["questions"]
            ],
            "stated": [_figures_of(entry) for entry in made.value.get("stated", ())],
            "groups": [(group["name"], _figures_of(group)) for group in made.value.get("stated_groups", ())],
        }
        for on, made in found.days.items()
    }


def _figures_of(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in ("score", "points", "of", "grade", "questions") if name in entry}


def every_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(change, text.split("\n")))


def every_row(change: Callable[[list[str]], str]) -> Callable[[str], str]:
    return every_line(lambda line: change(line.strip("|").split("|")) if line.startswith("|") else line)


def tables_deeper(line: str) -> str:
    return f">> {line}" if line.startswith("|") else f"> {line}"


WORDS = {
    r"^## Day (\d+) Detailed Results \((.*)\)": r"## \2: session of day \1",
    r"\| Q# \| Topic \| Day \| Score \| Notes \|": "| No. | What was asked | Learned on | Result | Observations |",
    r"^\*\*Overall Score\*\*": "### Final result",
    r"^\*\*Retention Analysis\*\*:": "### Retention",
    r"^\*\*Score Breakdown\*\*:": "**Breakdown by day**:",
    r"^\*\*Key Insights\*\*:": "**Lessons learned**:",
    r"^\*\*Question Breakdown\*\*:": "### Questions",
    r"^\*\*Weak Areas\*\*:": "**Problem areas**",
}


def reworded(line: str) -> str:
    for pattern, other in WORDS.items():
        line = re.sub(pattern, other, line)
    return re.sub(r"^### Final result: (.*)", r"**Final result**: \1", line)


def question(cells: list[str], form: str, note: str) -> str:
    """A row of the log in another form; the lines that make its table go."""
    id, title, _, score, said = (cell.strip() for cell in cells)
    bare = score.replace("**", "")
    return form.format(id=id, title=title, score=bare) + note + said + "\n" if id.startswith("Q") and id != "Q#" else ""


PARAGRAPH, HEADING = "\n**{id}: {title}** - **{score}**", "\n### {id}: {title} - {score}"

VARIANTS: dict[str, Callable[[str], str]] = {
    "quoted": every_line(lambda line: f"> {line}"),
    "quoted twice": every_line(lambda line: f">> {line}"),
    "tables quoted deeper": every_line(tables_deeper),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "old Mac": lambda text: text.replace("\n", "\r"),
    "no marks": lambda text: text.translate(dict.fromkeys(map(ord, MARKS))),
    "columns reversed": every_row(lambda cells: "|".join(["", *reversed(cells), ""])),
    "columns turned": every_row(lambda cells: "|".join(["", *cells[3:], *cells[:3], ""])),
    "no outer pipes": every_row(lambda cells: "|".join(cells).strip()),
    "reworded": every_line(reworded),
    "paragraphs": every_row(lambda cells: question(cells, PARAGRAPH, "\n\n")),
    "paragraphs with items": every_row(lambda cells: question(cells, PARAGRAPH, "\n- ")),
    "headings": every_row(lambda cells: question(cells, HEADING, "\n\n")),
    "no blank lines": lambda text: re.sub(r"\n\n(?=\*\*)", "\n", text),
}
TOGETHER = "reworded", "columns reversed", "no marks", "no blank lines", "tables quoted deeper", "Windows"


def all_at_once(text: str) -> str:
    for name in TOGETHER:
        text = VARIANTS[name](text)
    return text


@pytest.mark.parametrize("name", VARIANTS)
def test_the_figures_stay(name: str) -> None:
    """Of each day: every question with its score and what it was, every figure stated for the day and its parts."""
    text = SEED.read_text(encoding="utf-8")
    changed = VARIANTS[name](text)
    assert changed != text
    assert figures(changed.encode()) == figures(text.encode())


def test_the_figures_stay_through_many_changes() -> None:
    """One on top of the other."""
    text = SEED.read_text(encoding="utf-8")
    assert figures(all_at_once(text).encode()) == figures(text.encode())
