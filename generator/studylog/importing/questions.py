"""Questions as they stand in a table, a paragraph or a heading: what each column and each aside of a title means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .day import Fields, clean
from .scores import Score, bare_text, score, source_days

_HEADS: Mapping[str, str] = {
    r"q|q ?#|#|nr?|no\.?|question (no|nr|number|#)\.?|number|id": "id",
    r"topic|concept|subject|area": "topic",
    r"question|asked|asks|what was asked|what|prompt|title": "asks",
    r"days?|source|from|learned( on)?|source days?|day learned|origin": "from",
    r"scores?|result|grade|mark|points|%|percent|score %": "score",
    r"notes?|comments?|feedback|remarks?|answer|observations?": "note",
}


@dataclass(frozen=True)
class Columns:
    """What each column of a table of questions holds."""

    names: tuple[str | None, ...]
    heads: tuple[str, ...]

    def question(self, cells: Sequence[str]) -> Fields:
        """The question of a row; what stands in no column of ours goes into its note."""
        found: dict[str, str] = {}
        more: list[str] = []
        for n, cell in enumerate(cells):
            name = self.names[n] if n < len(self.names) else None
            head = self.heads[n] if n < len(self.heads) else ""
            if name and name not in found:
                found[name] = cell
            elif cell.strip():
                more.append(f"{head}: {cell}" if head and name is None else cell)
        asked = question(
            found.get("id", ""), found.get("asks") or found.get("topic", ""), score(found.get("score", ""))
        )
        if found.get("asks") and found.get("topic"):
            asked["topic"] = bare_text(found["topic"])
        if "score" not in asked and bare_text(found.get("score", "")):
            more.append(f"score: {found['score']}")
        if days := source_days(found.get("from", "")):
            asked["from"] = days
        elif bare_text(found.get("from", "")).lower() not in ("", "new", "-", "–"):
            more.insert(0, f"from: {found['from']}")
        note = "\n".join(filter(None, (found.get("note", "").strip(), asked.get("note"), *more)))
        asked.pop("note", None)
        add_note(asked, clean(note) if note else "")
        return asked


def add_note(question: Fields, text: str) -> None:
    """More of a question's note; what it says of an earlier score is a revision."""
    if text:
        question["note"] = "\n".join(filter(None, (question.get("note"), text)))
    was = re.search(r"revised from (\d{1,3}(?:\.\d{1,4})?)%", text)
    if was and float(was[1]) <= 100:
        question.setdefault("revised", [{"was": was[1]}])


def columns(heads: Sequence[str]) -> Columns | None:
    """The columns of a table of questions, in any order; None where a table has no score and nothing asked."""
    names = tuple(
        next((name for pattern, name in _HEADS.items() if re.fullmatch(pattern, bare_text(head).lower())), None)
        for head in heads
    )
    is_check = "score" in names and not {"asks", "topic"}.isdisjoint(names)
    return Columns(names, tuple(map(bare_text, heads))) if is_check else None


def is_scored_row(cells: Sequence[str]) -> bool:
    """Whether a row has the number of a question and a score, whatever table it stands in, or in none."""
    numbered = any(re.fullmatch(r"Q\s?\d{1,3}[a-z]?", bare_text(cell), re.IGNORECASE) for cell in cells)
    return numbered and len(cells) > 2 and any(score(cell) and re.search(r"\d\s*[%/]", cell) for cell in cells)


_ASIDE = re.compile(r"\s*\((review|weak item|weak|overdue|due|new|\d{1,5} days? overdue)\)", re.IGNORECASE)


def question(id: str, title: str, scored: Score | None) -> Fields:
    """A question from its number, its title and its score."""
    number = re.search(r"\d{1,3}[a-z]?", id)
    found: Fields = {"id": f"Q{number[0]}" if number else bare_text(id)}
    asides = [aside.lower() for aside in _ASIDE.findall(title)]
    found["asks"] = bare_text(_ASIDE.sub("", title)) or "–"
    if any("weak" in aside for aside in asides):
        found["because"] = "weak"
    if overdue := next((aside for aside in asides if aside[0].isdigit()), None):
        found |= {"because": "due", "stated_overdue": str(int(overdue.split()[0]))}
    if scored:
        found["score"] = scored.written
        found |= {"revised": [{"was": scored.was}]} if scored.was else {}
        found |= {"bonus": "Bonus"} if scored.bonus else {}
        found |= {"mark": scored.mark} if scored.mark else {}
        found |= {"note": scored.rest} if scored.rest else {}
    return found
