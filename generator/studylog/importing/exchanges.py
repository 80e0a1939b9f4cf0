"""What tutor and learner said to each other: questions with their answers, and what one of them corrected."""

import re
from collections.abc import Iterable

from .day import Entry, Fields, Section, clean, indented
from .scores import bare_text

_LEARNER = r"(?:user|learner|student|me|i)"
_SAYS = re.compile(rf"{_LEARNER}\b[^:]{{0,30}}:\s*(.+)", re.IGNORECASE)
_LEARNER_RIGHT = re.compile(rf"\b{_LEARNER} (?:is|was|am|were) (?:right|correct)\b", re.IGNORECASE)
_RIGHT = re.compile(rf"{_LEARNER_RIGHT.pattern}|^(?:right|correct)\b", re.IGNORECASE)
_WRONG = re.compile(r"[^:]*\b(?:errors?|mistakes?|claims?|wrong|said)\b[^:]*:\s*(.+)", re.IGNORECASE)
_AT_FIRST = re.compile(r"\b(?:wrong|said|initial|initially|at first|before|error|mistake)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s)>\]\[\"'`]+")


def clarification(section: Section, entry: Entry) -> str | None:
    """A question with its answer below it or behind an arrow; a topic with its explanation."""
    text = bare_text(entry.text)
    question, arrow, answer = text.partition("→")
    if not arrow and not entry.below:
        question, _, answer = text.partition(":")
    answer = "\n".join(filter(None, (answer.strip(), *map(indented, entry.below))))
    question = question.strip(' ":')
    if not question or not answer:
        return None
    if _LEARNER_RIGHT.search(answer):
        section.day.add("corrections", {"about": question, "right": clean(answer), "caught_by": "learner"})
        return "corrections"
    section.day.add("clarifications", {"question": question, "answer": clean(answer)})
    return "clarifications"


def exchange(section: Section, entry: Entry) -> str | None:
    """A topic with what the learner said of it below: a correction where that was right, else a question asked."""
    lines = [(indented(line), bare_text(line.text)) for line in entry.below]
    says = next((found for _, bare in lines if (found := _SAYS.match(bare))), None)
    about = bare_text(entry.text).strip(" :")
    if not says or not about:
        return None
    wrong = next((line for line, bare in lines if _WRONG.match(bare) and not _SAYS.match(bare)), None)
    if wrong or any(_RIGHT.search(bare) for _, bare in lines):
        right = _below(line for line, _ in lines if line != wrong)
        said = {"said": clean(wrong.strip("- "))} if wrong else {}
        section.day.add("corrections", {"about": about, **said, "right": right, "caught_by": "learner"})
        return "corrections"
    answer = _below(line for line, bare in lines if not _SAYS.match(bare))
    if not re.search(r"\?|^[^:]*\b(?:asked|asks|question)\b", says[0]) or not answer:
        return None
    section.day.add("clarifications", {"question": f"{about}: {says[1]}", "answer": answer})
    return "clarifications"


def _below(lines: Iterable[str]) -> str:
    """Items as a text: a single one is a sentence."""
    found = list(lines)
    return clean(found[0].removeprefix("- ")) if len(found) == 1 else "\n".join(found)


def correction(section: Section, entry: Entry) -> str | None:
    """`Bubble time: (N-1)/M → (N-1)/(M+N-1)`; under a label that says what it is about, all entries are one."""
    if about := section.aside:
        return _one_correction(section, entry, bare_text(about))
    head, colon, rest = bare_text(entry.whole).partition(":")
    said, arrow, right = rest.partition("→")
    right = right if arrow else rest
    if not colon or not head.strip() or not right.strip():
        return None
    found: Fields = {"about": head.strip()} | ({"said": said.strip()} if arrow and said.strip() else {})
    section.day.add("corrections", found | {"right": right.strip()})
    return "corrections"


def _one_correction(section: Section, entry: Entry, about: str) -> str | None:
    at_first = [part for part in section.entries if _AT_FIRST.search(part.text.partition(":")[0])]
    right = [clean(part.whole) for part in section.entries if part not in at_first]
    if not right:
        return None
    if entry is section.entries[0]:
        found: Fields = (
            {"about": about} | ({"said": _joined(at_first)} if at_first else {}) | {"right": "\n".join(right)}
        )
        if any(_SAYS.match(bare_text(part.text)) for part in section.entries):
            found["caught_by"] = "learner"
        if address := _ADDRESS.search(found["right"]):
            found["source"] = address[0].rstrip(".,;")
        section.day.add("corrections", found)
    return "corrections"


def _joined(entries: list[Entry]) -> str:
    return "\n".join(clean(entry.whole) for entry in entries)
