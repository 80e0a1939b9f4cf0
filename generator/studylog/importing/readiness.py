"""How far a goal is: what a log says of it at the start and the end of a day, and what the goal is."""

import re
from fractions import Fraction

from .claims import remark
from .day import Day, Entry, Fields, Section, clean
from .scores import bare_text, span

_PART = r"(\d{1,6}(?:\.\d{1,4})?)(?:\s*[-–]\s*(\d{1,6}(?:\.\d{1,4})?))?"
_LINE = re.compile(
    r"(?:(?:day\s*#?0*(?P<day>\d{1,4})\s*)?(?P<when>start|end)?|(?P<target>target)(?:\s+by\s+(?P<by>[^:]+))?)\s*:"
    r"\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?<![\d.]){_PART}\s*(%)?\s*(know|unsure|dunno)(?:n|ed)?\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:/|\bof)\s*(\d{1,6})(?:\s+(?:topics|items))?\b|(?<!\d)(\d{1,6})-(?:topic|item)\b[^,;)]*", re.IGNORECASE
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
    text = bare_text(entry.text)
    last = next((s for s in reversed(section.day.fields.get("readiness", ())) if s["goal"] == title), None)
    line = _LINE.fullmatch(text)
    if line and line["target"]:
        return _target(section, line, title, last)
    if line or entry.numbers[0] == section.line:
        number, when, rest = (line["day"], line["when"], line["rest"]) if line else (None, None, text)
        day = next((d for d in section.day.days if number == d.fields.get("day")), None) if number else section.day
        return _place(day, _snapshot(section.day.goals.setdefault(title, {}), title, rest, (when or "end").lower()))
    if not last:
        return None
    if aspects := _ASPECT.findall(text.partition(":")[2]):
        last.setdefault("aspects", []).extend(_aspect(*aspect) for aspect in aspects)
        rest = remark(_ASPECT.sub(" ", text.partition(":")[2]))
        _note(last, rest)
        return "readiness"
    _note(last, clean(entry.whole))
    return "readiness"


def _snapshot(goal: Fields, title: str, text: str, when: str) -> Fields:
    """The figures in a text and what else it says; how many topics there are is a fact of the goal."""
    found: Fields = {"goal": title, "when": when}
    if total := _TOTAL.search(text):
        goal.setdefault("topics", total[1] or total[2])
        text = text[: total.start()] + text[total.end() :]
    for count in _COUNT.finditer(text):
        found |= _count(count, goal.get("topics"))
    text = _COUNT.sub(" ", text)
    if "know" not in found and (covered := _COVERED.search(text)):
        found["covered"] = covered[1]
        text = text[: covered.start()] + text[covered.end() :]
    if (percent := _PERCENT.search(text)) and max(float(percent[2]), float(percent[3] or 0)) <= 100:
        judged = percent["about"] or percent["judged"] or percent[3]
        found |= {"estimate": span(percent[2], percent[3])} if judged else {"stated": percent[2]}
        text = text[: percent.start()] + text[percent.end() :]
    if len(found) > 2:
        _note(found, remark(text))
    return found


def _place(day: Day | None, snapshot: Fields) -> str | None:
    """A snapshot goes to the day it is of. One that is told again has to say what it said then."""
    if day is None or len(snapshot) == 2:
        return None
    same = [
        s for s in day.fields.get("readiness", ()) if (s["goal"], s["when"]) == (snapshot["goal"], snapshot["when"])
    ]
    if not same:
        day.add("readiness", snapshot)
    elif any(same[0].get(name) != value for name, value in snapshot.items() if name != "note"):
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


def _target(section: Section, line: re.Match[str], title: str, last: Fields | None) -> str | None:
    percent = _PERCENT.search(line["rest"])
    if not percent or not last or max(float(percent[2]), float(percent[3] or 0)) > 100:
        return None
    goal = section.day.goals.setdefault(title, {})
    goal["target"] = span(percent[2], percent[3])
    if line["by"]:
        goal["by"] = line["by"].strip()
    _note(last, line[0])
    return "readiness"


def _aspect(name: str, low: str, high: str) -> Fields:
    return {"aspect": name.strip() or "–", "estimate": span(low, high)}


def _note(snapshot: Fields, text: str) -> None:
    if text:
        snapshot["note"] = "\n".join(filter(None, (snapshot.get("note"), text)))
