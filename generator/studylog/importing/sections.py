"""What stands under each label of a day, and the fields it becomes. What no field can hold goes to the notes."""

import re
from collections.abc import Sequence

from .claims import group, overall, tested
from .day import Handler, Section
from .entries import action, improved, introduction, once, question_note, texts, updated, weak
from .exchanges import clarification, correction, exchange
from .practice import interview, practice
from .readiness import readiness
from .scores import bare_text

_CHECK = r"(overall|total|final)"
_SECTIONS: Sequence[tuple[str, Handler]] = (
    (r"q\d{1,3}[a-z]?\b.*", question_note),
    (r"(\w+ )?context|(session )?type|background", once("context")),
    (r"(content|topics|material) (tested|covered|checked)|coverage", tested),
    (rf"{_CHECK}( score| result| grade)?|score|result", overall),
    (r"retention( analysis| breakdown)?|score breakdown|scores? by .*|breakdown( by .*)?", group),
    (r"(key )?(insights?|learnings|lessons)( learned)?( from .*)?|takeaways|areas of excellence", texts("insights")),
    (r"(my )?strengths|strong (areas|points)|what went well", texts("strengths")),
    (r"improvements? (from|since|over) .*|(weak (areas|items|points) )?resolved", improved),
    (r"(weak|problem) (areas|items|points|spots)|weaknesses|improvements needed|(.* )?gaps?( identified)?", weak),
    (r"(.* )?corrections?", correction),
    (r"(.* )?clarifications?( (requested|resolved|given|made|during|from|by)\b.*)?", clarification),
    (r"((follow-up |my |open )?questions )answered", clarification),
    (r"practi[cs]e( exercises?)?\b.*|exercises?", practice),
    (r"actions?( items?| points?)?|to ?dos?|next steps|tasks", action),
    (r"recommendations?|verdict|conclusion", once("verdict")),
    (r"for (day|week) \d+|next|plan", texts("plan")),
    (r"new topics .*|topics (scheduled|added).*", introduction),
    (r"assessment|(mock )?interview\b.*|rubric", interview),
    (r".+ (progress|readiness)", readiness),
    (r"(last )?updated", updated),
    (r"questions?( breakdown)?", lambda section, entry: None),
)


def close(section: Section) -> dict[int, str]:
    """Hand everything to the day; where each line went."""
    known = _handler(section.label)
    handle = known or exchange
    placed: dict[int, str] = {}
    for entry in section.entries:
        where = handle(section, entry)
        if where is None:
            where = "notes"
            section.day.note(section.label, entry.whole)
        placed |= dict.fromkeys(entry.numbers, where)
    if section.line and section.line not in placed:
        placed[section.line] = "structure" if section.entries or known else "notes"
        if placed[section.line] == "notes":
            section.day.note("", section.label)
    return placed


def _handler(label: str) -> Handler | None:
    """What reads a section: its label counts without asides, marks and case."""
    bare = bare_text(re.sub(r"\([^)]*\)", " ", label)).lower().strip(" :")
    return next((handle for pattern, handle in _SECTIONS if re.fullmatch(pattern, bare)), None)


def is_known(label: str) -> bool:
    """Whether a label opens a section that becomes fields."""
    return _handler(label) is not None


def takes_in(section: Section, label: str) -> bool:
    """Whether a label only goes on with a section: a correction that says what it is about, told in several parts."""
    if _handler(section.label) is not correction or not section.aside or "(" in label:
        return False
    return _handler(label) in (None, correction) and not re.fullmatch("corrections?", label.strip(" :").lower())
