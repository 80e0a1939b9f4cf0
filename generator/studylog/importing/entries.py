"""The plain shapes of entries: texts, gaps, improvements, actions, topics that are introduced."""

import re

from .day import Entry, Fields, Handler, Section, clean, indented
from .questions import add_note
from .scores import bare_text, is_date, score, span

_DAY = re.compile(r"\bday\s*#?0*([1-9]\d{0,3})\b", re.IGNORECASE)


def texts(name: str) -> Handler:
    def handle(section: Section, entry: Entry) -> str:
        section.day.add(name, clean(entry.whole))
        return name

    return handle


def once(name: str) -> Handler:
    """One text of several entries, in lines."""

    def handle(section: Section, entry: Entry) -> str:
        section.day.fields[name] = "\n".join(filter(None, (section.day.fields.get(name), clean(entry.whole))))
        return name

    return handle


def weak(section: Section, entry: Entry) -> str:
    """A gap, with its better answer and what to do where they stand below."""
    gap: Fields = {"gap": clean(entry.text)}
    more: list[str] = []
    for line in entry.below:
        label, _, rest = bare_text(line.text).partition(":")
        key = {"better answer": "better_answer", "action": "action", "to do": "action"}.get(label.lower().strip())
        if key and rest.strip() and key not in gap:
            gap[key] = clean(line.text.partition(":")[2].strip("* "))
        else:
            more.append(indented(line))
    gap["gap"] = "\n".join([gap["gap"], *more])
    if (asked := re.search(r"\bQ\d{1,3}[a-z]?\b", entry.text)) and asked[0] in {q["id"] for q in section.day.questions}:
        gap["question"] = asked[0]
    section.day.add("weak", gap)
    return "weak"


_PART = r"(\d{1,4}(?:\.\d{1,4})?)(?:\s*[-–]\s*(\d{1,4}(?:\.\d{1,4})?))?"
_CHANGE = re.compile(rf"(?<![\d./]){_PART}\s*(%|/\s*\d{{1,4}})\s*(?:→|->|=>|to)\s*{_PART}\s*(%|/\s*\d{{1,4}})")


def improved(section: Section, entry: Entry) -> str:
    """`Inertia: 70% → 95%`, `Design: 7/10 → 9/10`: from what to what, since the day that label or entry name."""
    since = _DAY.search(section.label) or _DAY.search(entry.text)
    found: Fields = {"what": clean(entry.whole)} | ({"since": since[1]} if since else {})
    if (change := _CHANGE.search(bare_text(entry.text))) and change[3] == change[6]:
        found |= {"was": span(change[1], change[2]), "now": span(change[4], change[5])}
        found |= {} if change[3] == "%" else {"of": change[3].strip("/ ")}
    section.day.add("improved", found)
    return "improved"


_NOTHING = re.compile(r"(otherwise:?\s*)?none\b", re.IGNORECASE)
_PRIORITIES = (("❌", "critical"), ("🔴", "high"), ("🟠", "high"), ("🟡", "medium"), ("🟢", "low"))


def action(section: Section, entry: Entry) -> str | None:
    if _NOTHING.match(bare_text(entry.text)):
        return None
    found: Fields = {"do": clean(entry.whole)}
    priority = next((name for sign, name in _PRIORITIES if sign in entry.text), None)
    if priority or "critical" in entry.text.lower():
        found["priority"] = priority or "critical"
    due = _DAY.search(entry.text)
    if due and int(due[1]) > int(section.day.fields.get("day", "0")):
        found["due"] = {"day": due[1]}
    if "✅" in entry.text:
        return None
    section.day.add("actions", found)
    return "actions"


def introduction(section: Section, entry: Entry) -> str | None:
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


def updated(section: Section, entry: Entry) -> str | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry.text) or not is_date(entry.text) or entry.below:
        return None
    section.day.fields["updated"] = entry.text
    return "updated"


def question_note(section: Section, entry: Entry) -> str | None:
    """What stands under the number of a question, `Q10 once more`, is part of its note."""
    number = bare_text(section.name).split()[0].lower()
    asked = next((question for question in section.day.questions if question["id"].lower() == number), None)
    if asked is None:
        return None
    if entry is section.entries[0]:
        add_note(asked, f"{bare_text(section.name)}:")
    add_note(asked, clean(entry.whole))
    return "questions"
