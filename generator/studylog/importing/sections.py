"""What stands under each label of a day, and the fields it becomes. What no field can hold goes to the notes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .lines import Line
from .scores import bare_text, score, source_days

Fields = dict[str, Any]


@dataclass
class Day:
    """A day as it is found: fields of its record, its questions, and notes by heading."""

    date: date
    line: int
    fields: Fields = field(default_factory=dict)
    questions: list[Fields] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: Any) -> None:
        self.fields.setdefault(name, []).append(value)

    def note(self, heading: str, text: str) -> None:
        self.notes.setdefault(heading, []).append(text.strip() or "–")


@dataclass
class Entry:
    """An item or paragraph with all that is below it."""

    text: str
    numbers: list[int]
    below: list[Line] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The text with what is below it, one line each."""
        return "\n".join([self.text, *(_indented(line) for line in self.below)])


def _indented(line: Line) -> str:
    return line.text if line.kind in ("more", "code", "text") else "  " * max(0, line.level - 1) + f"- {line.text}"


@dataclass
class Section:
    """What stands under one label."""

    label: str
    day: Day
    line: int = 0
    entries: list[Entry] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Another line: a new entry, or part of the one before it."""
        below = line.kind in ("more", "code") or (line.kind == "item" and line.level > 0)
        if below and self.entries:
            self.entries[-1].below.append(line)
            self.entries[-1].numbers.append(line.number)
        else:
            self.entries.append(Entry(line.text, [line.number]))

    def close(self) -> dict[int, str]:
        """Hand everything to the day; where each line went."""
        handle = _handler(self.label)
        placed: dict[int, str] = {}
        for entry in self.entries:
            where = handle(self, entry) if handle else None
            if where is None:
                where = "notes"
                self.day.note(self.label, entry.whole)
            placed |= dict.fromkeys(entry.numbers, where)
        if self.line and self.line not in placed:
            placed[self.line] = "structure" if self.entries or handle else "notes"
            if placed[self.line] == "notes":
                self.day.note("", self.label)
        return placed


Handler = Callable[[Section, Entry], str | None]
"""Takes an entry into a field of the day and says which; None = it is none of these."""


def _texts(name: str) -> Handler:
    def handle(section: Section, entry: Entry) -> str:
        section.day.add(name, _clean(entry.whole))
        return name

    return handle


def _once(name: str) -> Handler:
    """One text of several entries, in lines."""

    def handle(section: Section, entry: Entry) -> str:
        section.day.fields[name] = "\n".join(filter(None, (section.day.fields.get(name), _clean(entry.whole))))
        return name

    return handle


def _tested(section: Section, entry: Entry) -> str:
    found = re.match(r"(\d{1,3}(?:\.\d+)?)\s*%\s*(?:[-–:]\s*)?(.+)", entry.text)
    rest = "\n".join([found[2] if found else entry.text, *(_indented(line) for line in entry.below)])
    share = {"share": found[1]} if found and float(found[1]) <= 100 else {}
    section.day.add("tested", {**share, "what": _clean(rest if share else entry.whole)})
    return "tested"


_POINTS = re.compile(r"\(?\s*(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)\s*\)?")
_STATED_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*%")
_GRADE = re.compile(r"(?<!\w)\(?([A-F][+-]?(?:/[A-F][+-]?)?)\)?(?![\w])")


def _figures(text: str) -> tuple[Fields, str]:
    """Percent and points stated in a text, and what else it says."""
    found: Fields = {}
    if (percent := _STATED_PERCENT.search(text)) and float(percent[1]) <= 100:
        found["score"] = percent[1]
        text = text[: percent.start()] + text[percent.end() :]
    if (points := _POINTS.search(text)) and float(points[2]) > 0:
        found |= {"points": points[1], "of": points[2]}
        text = text[: points.start()] + text[points.end() :]
    return found, text


def _overall(section: Section, entry: Entry) -> str | None:
    if entry.numbers[0] != section.line:
        return _group(section, entry)
    found, rest = _figures(bare_text(entry.text))
    if not found:
        return None
    if grade := _GRADE.search(rest):
        found["grade"] = grade[1]
        rest = rest[: grade.start()] + rest[grade.end() :]
    if why := _remark(rest):
        found["why"] = why
    section.day.add("stated", found)
    for line in entry.below:
        section.day.note(section.label, line.text)
    return "stated"


def _group(section: Section, entry: Entry) -> str | None:
    """`Day 8 content (Q1-Q10): 6.8/10 = 68% - solid`, with those below it; without a figure it is an insight."""
    lines = [entry.text, *(line.text for line in entry.below)]
    if not any(_add_group(section, line) for line in lines[:1]):
        section.day.add("insights", _clean(entry.whole))
        return "insights"
    for line in lines[1:]:
        if not _add_group(section, line):
            section.day.note(section.label, _clean(line))
    return "stated_groups"


def _add_group(section: Section, text: str) -> bool:
    head, colon, rest = bare_text(text).partition(":")
    found, remark = _figures(rest)
    if not colon or not found or not _starts_with_figure(rest):
        return False
    asked = re.search(r"\(([^)]*\bQ\d[^)]*)\)", head)
    ids = _question_ids(asked[1], section.day.questions) if asked else []
    name = (head[: asked.start()] + head[asked.end() :] if asked else head).strip()
    section.day.add("stated_groups", {"name": name, **({"questions": ids} if ids else {}), **found})
    if said := _remark(remark):
        section.day.note(section.label, f"{name}: {said}")
    return True


def _starts_with_figure(text: str) -> bool:
    """Whether a figure comes first, and not as a bound (`95%+`) or a range (`70-80%`)."""
    return bool(re.match(r"\s*\(?\d+(?:\.\d+)?\s*(?:%(?!\+)|/\s*\d)", text))


def _question_ids(text: str, questions: Sequence[Fields]) -> list[str]:
    """`Q1-Q4, Q6` as the ids of the day's questions; Q1a and Q1b both lie in Q1-Q4."""
    ranges = [(int(a), int(b or a)) for a, b in re.findall(r"Q(\d+)[a-z]?(?:\s*[-–]\s*Q?(\d+))?", text)]
    numbered = [(int(match[1]), q["id"]) for q in questions if (match := re.match(r"Q(\d+)", q["id"]))]
    return [id for number, id in numbered if any(a <= number <= b for a, b in ranges)]


def _remark(text: str) -> str:
    """What is left of a text once its figures are out: its words, or nothing."""
    rest = " ".join(re.sub(r"\(\s*\)", " ", text).split()).strip(" -–—=:,;")
    if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1:
        rest = rest[1:-1]
    return rest if re.search(r"\w", rest) else ""


def _weak(section: Section, entry: Entry) -> str:
    """A gap, with its better answer and what to do where they stand below."""
    gap: Fields = {"gap": _clean(entry.text)}
    more: list[str] = []
    for line in entry.below:
        label, _, rest = bare_text(line.text).partition(":")
        key = {"better answer": "better_answer", "action": "action", "to do": "action"}.get(label.lower().strip())
        if key and rest.strip() and key not in gap:
            gap[key] = _clean(line.text.partition(":")[2].strip("* "))
        else:
            more.append(_indented(line))
    gap["gap"] = "\n".join([gap["gap"], *more])
    if (asked := re.search(r"\bQ\d{1,3}[a-z]?\b", entry.text)) and asked[0] in {q["id"] for q in section.day.questions}:
        gap["question"] = asked[0]
    section.day.add("weak", gap)
    return "weak"


def _improved(section: Section, entry: Entry) -> str:
    since = re.search(r"day\s*(\d{1,4})", section.label, re.IGNORECASE)
    found: Fields = {"what": _clean(entry.whole)} | ({"since": since[1]} if since else {})
    if change := re.search(r"(\d+(?:\.\d+)?)\s*%\s*(?:→|->|to)\s*(\d+(?:\.\d+)?)\s*%", entry.text):
        found |= {"was": change[1], "now": change[2]}
    section.day.add("improved", found)
    return "improved"


_NOTHING = re.compile(r"(otherwise:?\s*)?none\b", re.IGNORECASE)
_PRIORITIES = (("❌", "critical"), ("🔴", "high"), ("🟠", "high"), ("🟡", "medium"), ("🟢", "low"))


def _action(section: Section, entry: Entry) -> str | None:
    if _NOTHING.match(bare_text(entry.text)):
        return None
    found: Fields = {"do": _clean(entry.whole)}
    priority = next((name for sign, name in _PRIORITIES if sign in entry.text), None)
    if priority or "critical" in entry.text.lower():
        found["priority"] = priority or "critical"
    due = re.search(r"\bday\s+(\d{1,4})\b", entry.text, re.IGNORECASE)
    if due and section.day.fields.get("day", "0").isdigit() and int(due[1]) > int(section.day.fields.get("day", "0")):
        found["due"] = {"day": due[1]}
    if "✅" in entry.text:
        return None
    section.day.add("actions", found)
    return "actions"


def _practice(section: Section, entry: Entry) -> str:
    found: Fields = {"what": _clean(entry.text)}
    if entry.below:
        found["parts"] = [_clean(line.text) for line in entry.below]
    if minutes := re.search(r"\((\d{1,3})\s*min\)", entry.text):
        found["minutes"] = minutes[1]
    if done := re.search(r"\((\d{1,3}(?:\.\d+)?)%", entry.text):
        found["score"] = done[1]
    section.day.add("practice", found)
    return "practice"


def _clarification(section: Section, entry: Entry) -> str | None:
    """A question with its answer below it or behind an arrow; a topic with its explanation."""
    text = bare_text(entry.text)
    question, arrow, answer = text.partition("→")
    if not arrow and not entry.below:
        question, _, answer = text.partition(":")
    answer = "\n".join(filter(None, (answer.strip(), *(_indented(line) for line in entry.below))))
    if not question.strip(' "') or not answer:
        return None
    section.day.add("clarifications", {"question": question.strip(' ":'), "answer": _clean(answer)})
    return "clarifications"


def _introduction(section: Section, entry: Entry) -> str | None:
    found = re.match(r"`?([A-Za-z][\w.-]*)`?\s*(?:\((.*)\))?\s*(?:[-–]\s*Score:\s*(.*))?$", bare_text(entry.text))
    if not found or entry.below:
        return None
    stated = score(found[3]) if found[3] else None
    notes = [found[2], found[3] if found[3] and not stated else None]
    note = "; ".join(filter(None, notes))
    section.day.add(
        "introduces",
        {"topic": found[1]} | ({"stated": stated.written} if stated else {}) | ({"note": note} if note else {}),
    )
    return "introduces"


def _interview(section: Section, entry: Entry) -> str | None:
    """A total with the rubric below it: `Mock interview score: 78/100 (B+)`, `System architecture: 8/10 (B+)`."""
    total = _rubric_line(entry.text)
    if not total or not entry.below:
        return None
    rubric = [_rubric_line(line.text) for line in entry.below]
    if not all(rubric):
        return None
    interview = {"title": total["aspect"], "score": total["score"], "of": total["of"]}
    interview |= {"grade": total["grade"]} if "grade" in total else {}
    section.day.add("interviews", interview | {"rubric": rubric})
    return "interviews"


def _rubric_line(text: str) -> Fields | None:
    head, colon, rest = bare_text(text).partition(":")
    points = _POINTS.match(rest.strip())
    if not colon or not points or float(points[2]) <= 0:
        return None
    found: Fields = {"aspect": head.strip(), "score": points[1], "of": points[2]}
    rest = rest.strip()[points.end() :]
    if grade := _GRADE.search(rest):
        found["grade"] = grade[1]
        rest = rest[: grade.start()] + rest[grade.end() :]
    return found | ({"note": note} if (note := _remark(rest)) else {})


def _updated(section: Section, entry: Entry) -> str | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry.text) or entry.below:
        return None
    section.day.fields["updated"] = entry.text
    return "updated"


_SECTIONS: Sequence[tuple[str, Handler]] = (
    (r"context", _once("context")),
    (r"(content|topics) tested|coverage", _tested),
    (r"overall( score)?|total( score)?|score", _overall),
    (r"retention analysis|retention|score breakdown|breakdown by .*", _group),
    (r"(key )?insights?( from .*)?|takeaways|areas of excellence", _texts("insights")),
    (r"strengths", _texts("strengths")),
    (r"improvements? from .*", _improved),
    (r"weak (areas|items|points)|improvements needed|gaps", _weak),
    (r".*clarifications?\b.*|(follow-up )?questions answered", _clarification),
    (r"practice( exercises?)?\b.*", _practice),
    (r"actions?( items?)?|to ?do|next steps", _action),
    (r"recommendation|verdict|conclusion", _once("verdict")),
    (r"for (day|week) \d+|next|plan", _texts("plan")),
    (r"new topics .*|topics (scheduled|added).*", _introduction),
    (r"assessment|mock interview.*|rubric", _interview),
    (r"last updated|updated", _updated),
    (r"question(s| breakdown)?", lambda section, entry: None),
)


def _handler(label: str) -> Handler | None:
    """What reads a section: its label counts without asides, marks and case."""
    bare = bare_text(re.sub(r"\([^)]*\)", " ", label)).lower().strip(" :")
    return next((handle for pattern, handle in _SECTIONS if re.fullmatch(pattern, bare)), None)


def is_known(label: str) -> bool:
    """Whether a label opens a section that becomes fields."""
    return _handler(label) is not None


def _clean(text: str) -> str:
    """A text without the signs in front of it; bold and code inside it stay."""
    lines = [re.sub(r"^[\s✅🟡❌🔴🟢🟠⭐✓✔]+", "", line) if n == 0 else line for n, line in enumerate(text.split("\n"))]
    return "\n".join(line.rstrip() for line in lines).strip() or "–"


# --- Questions ---

_HEADS: Mapping[str, str] = {
    r"q|q ?#|#|nr?|no\.?|question (no|nr|#)\.?|id": "id",
    r"topic|concept|subject": "topic",
    r"question|asked|asks|prompt|title": "asks",
    r"day|source|from|learned|source day": "from",
    r"score|result|grade|points|%|percent": "score",
    r"notes?|comments?|feedback|remarks?|answer": "note",
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
        if was := re.search(r"revised from (\d+(?:\.\d+)?)%", note):
            asked.setdefault("revised", [{"was": was[1]}])
        return asked | ({"note": _clean(note)} if note else {})


def columns(heads: Sequence[str]) -> Columns | None:
    """The columns of a table of questions, in any order; None where a table has no score and nothing asked."""
    names = tuple(
        next((name for pattern, name in _HEADS.items() if re.fullmatch(pattern, bare_text(head).lower())), None)
        for head in heads
    )
    is_check = "score" in names and not {"asks", "topic"}.isdisjoint(names)
    return Columns(names, tuple(map(bare_text, heads))) if is_check else None


_ASIDE = re.compile(r"\s*\((review|weak item|weak|overdue|due|new|\d+ days? overdue)\)", re.IGNORECASE)


def question(id: str, title: str, scored: Any) -> Fields:
    """A question from its number, its title and its score."""
    number = re.search(r"\d{1,3}[a-z]?", id)
    found: Fields = {"id": f"Q{number[0]}" if number else bare_text(id)}
    asides = [aside.lower() for aside in _ASIDE.findall(title)]
    found["asks"] = bare_text(_ASIDE.sub("", title)) or "–"
    if any("weak" in aside for aside in asides):
        found["because"] = "weak"
    if overdue := next((aside for aside in asides if aside[0].isdigit()), None):
        found |= {"because": "due", "stated_overdue": overdue.split()[0]}
    if scored:
        found["score"] = scored.written
        found |= {"revised": [{"was": scored.was}]} if scored.was else {}
        found |= {"bonus": "Bonus"} if scored.bonus else {}
        found |= {"mark": scored.mark} if scored.mark else {}
        found |= {"note": scored.rest} if scored.rest else {}
    return found
