"""How far a goal is: what a log says of it at the start and the end of a day, and what the goal is."""

import re
from collections.abc import Sequence
from fractions import Fraction

from .claims import remark
from .day import Day, Entry, Fields, Section, clean, indented
from .scores import bare_text, span, without

_PART = r"(\d{1,6}(?:\.\d{1,4})?)(?:\s*[-–]\s*(\d{1,6}(?:\.\d{1,4})?))?"
_LINE = re.compile(
    r"(?:(?:day\s*#?0*(?P<day>\d{1,4})\s*)?(?P<when>start|end)?|(?P<target>target)(?:\s+by\s+(?P<by>[^:]+))?)\s*:"
    r"\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?<![\d.]){_PART}\s*(%)?\s*(know|unsure|dunno)(?:n|ed)?\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:/|\bof)\s*(\d{1,6})(?:\s+(?:topics|items))?\b(?![.%]|\s%)|(?<!\d)(\d{1,6})-(?:topic|item)\b[^,;)]*",
    re.IGNORECASE,
)
_COVERED = re.compile(
    r"(?<!\d)(\d{1,6})\s+(?:topics|items)\b(?:\s+(?:mastered|covered|studied|learned))?", re.IGNORECASE
)
_PERCENT = re.compile(
    rf"(?P<about>~\s*)?(?<![\d.]){_PART}\s*%\s*(?:readiness\b|ready\b)?\s*(?P<judged>estimated\b)?", re.IGNORECASE
)
_ASPECT = re.compile(rf"([^,:;()]+?)\s*\({_PART}\s*%\)")


def readiness(section: Section, entry: Entry) -> str | None:
    """One line under the name of a goal: a snapshot of this day, the target, aspects, or a note to the snapshot."""
    title = re.sub(r"\s+progress$", "", bare_text(section.name), flags=re.IGNORECASE)
    goal = section.day.goals.setdefault(title, {})
    last = next((s for s in reversed(section.day.fields.get("readiness", ())) if s["goal"] == title), None)
    text, below = bare_text(entry.text), [indented(line) for line in entry.below]
    line = _LINE.fullmatch(text)
    if line and not line["target"]:
        snapshot = _snapshot(goal, title, line["rest"], (line["when"] or "end").lower())
        number = line["day"]
        day = next((d for d in section.day.days if number == d.fields.get("day")), None) if number else section.day
        return _place(day, snapshot, below)
    if entry.numbers[0] == section.line:
        return _place(section.day, _snapshot(goal, title, text, "end"), below)
    if not last:
        return None
    said = text.partition(":")[2]
    if line:
        _aim(goal, line)
        _note(last, text, *below)
    elif aspects := _ASPECT.findall(said):
        last.setdefault("aspects", []).extend(_aspect(*aspect) for aspect in aspects)
        _note(last, remark(_ASPECT.sub(" ", said)), *below)
    else:
        _note(last, clean(entry.whole))
    return "readiness"


def _snapshot(goal: Fields, title: str, text: str, when: str) -> Fields:
    """The figures in a text and what else it says, empty without any; how many topics there are is of the goal."""
    found: Fields = {}
    topics = goal.get("topics")
    if total := _TOTAL.search(text):
        topics = topics or total[1] or total[2]
        text = without(total)
    for count in _COUNT.finditer(text):
        found |= _count(count, topics)
    text = _COUNT.sub(" ", text)
    if "know" not in found and (covered := _COVERED.search(text)):
        found["covered"] = covered[1]
        text = without(covered)
    if (percent := _PERCENT.search(text)) and _is_percent(percent):
        judged = percent["about"] or percent["judged"] or percent[3]
        found |= {"estimate": span(percent[2], percent[3])} if judged else {"stated": percent[2]}
        text = without(percent)
    if not found:
        return {}
    goal |= {"topics": topics} if topics else {}
    _note(found, remark(text))
    return {"goal": title, "when": when, **found}


def _place(day: Day | None, snapshot: Fields, below: Sequence[str]) -> str | None:
    """A snapshot goes to the day it is of. One that is told again has to say what it said then, and no more."""
    if day is None or not snapshot:
        return None
    _note(snapshot, *below)
    which = snapshot["goal"], snapshot["when"]
    known = next((s for s in day.fields.get("readiness", ()) if (s["goal"], s["when"]) == which), None)
    if known is None:
        day.add("readiness", snapshot)
    elif below or any(known.get(name) != value for name, value in snapshot.items() if name != "note"):
        return None
    return "readiness"


def _count(count: re.Match[str], topics: str | None) -> Fields:
    """`13 Know`; percent of the goal's topics where that is a whole number of them."""
    name, low = count[4].lower(), count[1]
    if count[3]:
        of = Fraction(low) * int(topics or 0) / 100
        whole = {name: str(of)} if topics and of.denominator == 1 else {}
        return whole or ({"stated": low} if name == "know" and float(low) <= 100 else {})
    if "." in low + (count[2] or ""):
        return {}
    return {name: span(str(int(low)), str(int(count[2])) if count[2] and name == "know" else None)}


def _aim(goal: Fields, line: re.Match[str]) -> None:
    """The target of a goal, and by when, where the line has a percent."""
    if (percent := _PERCENT.search(line["rest"])) and _is_percent(percent):
        goal |= {"target": span(percent[2], percent[3])} | ({"by": line["by"].strip()} if line["by"] else {})


def _is_percent(found: re.Match[str]) -> bool:
    return max(float(found[2]), float(found[3] or 0)) <= 100


def _aspect(name: str, low: str, high: str) -> Fields:
    return {"aspect": name.strip() or "–", "estimate": span(low, high)}


def _note(snapshot: Fields, *texts: str) -> None:
    if note := "\n".join(filter(None, (snapshot.get("note"), *texts))):
        snapshot["note"] = note
