"""Practice outside the check, and mock interviews with their rubric."""

import re

from .claims import GRADE, POINTS, remark
from .day import Day, Entry, Fields, Section, clean
from .scores import bare_text, without

_DURATION = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(min|h)(?:ute|our|r)?s?\b", re.IGNORECASE)
_MOCK = re.compile(r"(?:mock )?interview:\s*(.+)", re.IGNORECASE)
_UNNAMED = re.compile(
    r"(?:mock )?(?:interview|assessment)?\s*(?:overall|total)?\s*(?:score|performance)?", re.IGNORECASE
)
INTERVIEW = "Mock interview"


def practice(section: Section, entry: Entry) -> str:
    """An exercise; where the section alone says how long it took, all of it is one exercise in parts."""
    if mock := _MOCK.match(bare_text(entry.text)):
        parts = [clean(line.text) for line in entry.below]
        _merge(section.day, {"title": _untimed(mock[1]), **_minutes(mock[1]), "notes": parts})
        return "interviews"
    whole = _minutes(section.aside)
    if whole and not any(_minutes(part.whole) for part in section.entries):
        if entry is section.entries[0]:
            name = re.sub(r"\s+(completed|logged|done)$", "", bare_text(section.name), flags=re.IGNORECASE)
            note = {} if _is_duration(section.aside) else {"note": section.aside}
            section.day.add("practice", {"what": name, **whole, "parts": [], **note})
        section.day.fields["practice"][-1]["parts"].append(clean(entry.whole))
        return "practice"
    if entry.below and not _minutes(entry.text) and all(_minutes(line.text) for line in entry.below):
        for line in entry.below:
            note = {"note": clean(entry.text).rstrip(" :") or "–"}
            section.day.add("practice", {"what": _untimed(clean(line.text)), **_minutes(line.text), **note})
        return "practice"
    found: Fields = {"what": clean(entry.text), **_minutes(entry.text)}
    if entry.below:
        found["parts"] = [clean(line.text) for line in entry.below]
    if (done := re.search(r"\((\d{1,3}(?:\.\d{1,6})?)%", entry.text)) and float(done[1]) <= 100:
        found["score"] = done[1]
    section.day.add("practice", found)
    return "practice"


def _minutes(text: str) -> Fields:
    found = _DURATION.search(text)
    if not found:
        return {}
    minutes = round(float(found[1]) * (60 if found[2].lower() == "h" else 1))
    return {"minutes": str(minutes)} if minutes <= 1440 else {}


def _untimed(title: str) -> str:
    """A title without the parentheses that say how long it took, and nothing else."""
    return re.sub(r"\s*\(([^)]*)\)", lambda aside: "" if _is_duration(aside[1]) else aside[0], title).strip() or "–"


def _is_duration(text: str) -> bool:
    return bool(_DURATION.fullmatch(text.strip("~ ")))


def interview(section: Section, entry: Entry) -> str | None:
    """A total, with the rubric below it where it has one: `Score: 78/100 (B+)`, `Architecture: 8/10`; or what went
    well, and what to improve."""
    label = bare_text(entry.text).strip(" :").lower()
    lines = [clean(line.text) for line in entry.below]
    if total := _points(entry.text):
        rubric = [_points(line.text) for line in entry.below]
        if not all(rubric):
            return None
        title = {} if _UNNAMED.fullmatch(total["aspect"]) else {"title": total["aspect"]}
        found: Fields = {name: total[name] for name in ("score", "of", "grade") if name in total}
        notes = [total["note"]] if "note" in total else []
        _merge(section.day, {**title, **_minutes(section.aside), **found, "rubric": rubric, "notes": notes})
    elif lines and label == "strengths":
        _merge(section.day, {**_minutes(section.aside), "strengths": lines})
    elif lines and re.fullmatch(r"(areas )?to improve|improvements?|weaknesses|weak (areas|points)|gaps", label):
        _merge(section.day, {**_minutes(section.aside), "improve": lines})
    else:
        return None
    return "interviews"


def _merge(day: Day, found: Fields) -> None:
    """Add to the day's last interview where nothing contradicts it; else it is another one."""
    interviews = day.fields.setdefault("interviews", [])
    known = interviews[-1] if interviews else None
    ones = ("title", "minutes", "score", "of", "grade")
    if known is None or any(
        known[name] not in (INTERVIEW, found.get(name, known[name])) for name in ones if name in known
    ):
        known = {"title": INTERVIEW}
        interviews.append(known)
    for name, value in found.items():
        if name in ones:
            known[name] = value
        elif value:
            known[name] = [*known.get(name, ()), *value]


def _points(text: str) -> Fields | None:
    head, colon, rest = bare_text(text).partition(":")
    points = POINTS.match(rest.strip())
    if not colon or not points or float(points[2]) <= 0:
        return None
    found: Fields = {"aspect": head.strip() or "–", "score": points[1], "of": points[2]}
    rest = rest.strip()[points.end() :]
    if grade := GRADE.search(rest):
        found["grade"] = grade[1]
        rest = without(grade)
    return found | ({"note": note} if (note := remark(rest)) else {})
