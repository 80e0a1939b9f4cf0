"""A journal in which every text is a marker of its own, and who may see each: written without a look at the code."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from inspect import isclass
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from studylog.model import DayRecord, Goal, Question, Settings, Topic

MARKER = re.compile(r"canary\d{4}x")
DAYS = ("2025-11-03", "2025-11-04", "2025-11-05")
Levels = tuple[str | None, ...]
Text = Callable[[str], str]
SEES = {
    "learner": {None, "public", "mentor", "private"},
    "mentor": {None, "public", "mentor"},
    "public": {None, "public"},
}


@dataclass
class Chosen:
    """The visibility of each thing that has one; `None` says nothing."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    records: tuple[str | None, ...] = (None, None, None)
    questions: tuple[str | None, ...] = (None, None, None)
    topics: tuple[str | None, ...] = (None, None, None)


@dataclass
class Canaries:
    """The journal as values to be written, and for each marker the levels that an audience must see.

    A marker with `spoken` is seen only where, besides, all levels of one of those are.
    """

    chosen: Chosen
    seen: dict[str, Levels] = field(default_factory=dict)
    spoken: dict[str, list[Levels]] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)

    def marker(self, *levels: str | None) -> str:
        made = f"canary{len(self.seen):04}x"
        self.seen[made] = levels
        return made

    def visible_to(self, audience: str) -> set[str]:
        sees = SEES[audience]
        found = {marker for marker, levels in self.seen.items() if sees.issuperset(levels)}
        return {
            marker
            for marker in found
            if marker not in self.spoken or any(sees.issuperset(levels) for levels in self.spoken[marker])
        }

    def write(self, content: Path) -> None:
        """JSON is YAML."""
        (content / "days").mkdir(parents=True)
        for name, value in self.files.items():
            (content / name).write_text(json.dumps(value, indent=1), encoding="utf-8")


def filled(model: type[BaseModel], text: Text, **given: Any) -> dict[str, Any]:
    """A value for every field of a model: what is given, or a marker, or something that the field takes."""
    names = {found.alias or name: found.annotation for name, found in model.model_fields.items()}
    assert set(given) <= set(names)
    return {key: given[key] if key in given else _value(kind, key, text) for key, kind in names.items()}


def _value(kind: Any, name: str, text: Text) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(arguments[0], name, text)
    if origin in (Union, UnionType):
        return _value(arguments[0], name, text)
    if origin is Literal:
        return arguments[0]
    if origin is tuple and arguments[-1] is Ellipsis:
        return [_value(arguments[0], name, text)]
    if isclass(kind) and issubclass(kind, BaseModel):
        return filled(kind, text)
    if kind is str:
        return f"https://example.org/{text(name)}" if name in ("url", "source", "repository") else text(name)
    return {date: DAYS[-1], int: 1, bool: True, Fraction: "70", Decimal: "70", tuple: "70"}[kind]


def planted(chosen: Chosen) -> Canaries:
    """Three days with three questions on three topics, and two goals; every field is filled."""
    made = Canaries(chosen)
    topics = [_topic(made, level) for level in chosen.topics]
    goals = [_goal(made, topics) for _ in range(2)]
    made.files["journal.yml"] = _settings(made)
    made.files["topics.yml"] = dict(topics)
    made.files["goals.yml"] = goals
    earlier: list[tuple[str, Levels]] = []
    for n, day in enumerate(DAYS):
        made.files[f"days/{day}.yml"] = _record(
            made, n, day, [id for id, _ in topics], [g["id"] for g in goals], earlier
        )
    return made


def _settings(made: Canaries) -> dict[str, Any]:
    repository, grade = made.marker("mentor"), made.marker()
    records, questions = made.chosen.records, zip(made.chosen.questions, made.chosen.topics, strict=True)
    made.spoken[repository] = [(record,) for record in records]
    made.spoken[grade] = [(record, *levels) for levels in questions for record in records]
    return filled(
        Settings,
        lambda name: made.marker(),
        started=DAYS[0],
        as_of=DAYS[-1],
        weak_below="80",
        check={"questions": 10, "review_share": "30"},
        rest_days=[],
        grades={grade: "0"},
        schedule={"algorithm": "sm2"},
        topics="declared",
        repository=f"https://example.org/{repository}",
        visibility=dict(made.chosen.kinds),
    )


def _topic(made: Canaries, level: str | None) -> tuple[str, dict[str, Any]]:
    spoken: list[Levels] = []

    def text(name: str) -> str:
        marker = made.marker(level)
        made.spoken[marker] = spoken
        return marker

    return text("id"), filled(Topic, text, visibility=level)


def _goal(made: Canaries, topics: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    spoken: list[Levels] = []

    def text(name: str) -> str:
        marker = made.marker()
        made.spoken[marker] = spoken
        return marker

    return filled(Goal, text, by="2025-12-24", topics=10, covers=[id for id, _ in topics])


def _record(
    made: Canaries, n: int, day: str, topics: list[str], goals: list[str], earlier: list[tuple[str, Levels]]
) -> dict[str, Any]:
    own, kinds = made.chosen.records[n], made.chosen.kinds
    level = {id: made.chosen.topics[m] for m, id in enumerate(topics)}

    def of(kind: str) -> str | None:
        return own or kinds.get(kind)

    def text(*levels: str | None) -> Text:
        return lambda name: made.marker(own, *levels, *([of("notes")] if name in ("note", "notes") else []))

    def spoken(id: str, *levels: str | None) -> str:
        made.spoken[id].append((own, *levels))
        return id

    questions, asked = [], []
    for m, id in enumerate(topics):
        visibility = made.chosen.questions[m]
        levels = (own, visibility, level[id])

        def of_question(name: str, levels: Levels = levels, visibility: str | None = visibility) -> str:
            return made.marker(*levels, *([visibility or of("notes")] if name == "note" else []))

        resolves = {"resolves": earlier[m][0]} if n == 1 else {"resolves": None}
        question = filled(
            Question, of_question, topic=spoken(id, visibility, level[id]), flags=[], visibility=visibility,
            score="60" if n == 0 else "90", **resolves, **{"from": DAYS[0] if n else None},
        )  # fmt: skip
        questions.append(question)
        asked.append((f"{day}#{question['id']}", levels))
    every = tuple(one for _, levels in asked for one in levels)
    earlier.extend(asked)
    group = made.marker()
    made.spoken[group] = [asked[0][1], asked[1][1]]
    first = level[topics[0]]
    parts = {}
    for name, model in _OF_TOPICS.items():
        levels = (*([of(name)] if name in _KINDS else []), first, *(asked[1][1] if name == "weak" else ()))
        given = {"question": questions[1]["id"]} if name == "weak" else {}
        parts[name] = [filled(model, text(*levels), topic=spoken(topics[0], *levels), **given)]
    snapshots = []
    for goal in goals:
        made.spoken[goal].append((own, of("readiness")))
        marks = {"know": [topics[0]], "unsure": [topics[1]], "dunno": [topics[2]]}
        for id in topics:
            made.spoken[id].append((own, of("readiness"), level[id]))
        snapshots.append(filled(_PLAIN["readiness"], text(of("readiness")), goal=goal, know=3, marks=marks))
    plain = {
        name: [filled(model, text(of(name) if name in _KINDS else own))]
        for name, model in _PLAIN.items()
        if name != "readiness"
    }
    return filled(
        DayRecord, text(),
        date=day, session=None, day=n + 1, questions=questions, visibility=own,
        private=made.marker("private"),
        groups=[{"name": group, "questions": [questions[0]["id"], questions[1]["id"]]}],
        stated=[filled(_model(DayRecord, "stated"), lambda name: made.marker(*every))],
        stated_groups=[
            filled(_model(DayRecord, "stated_groups"), lambda name: made.marker(*every), questions=[questions[0]["id"]])
        ],
        insights=[text(of("insights"))("insights")], verdict=text(of("verdict"))("verdict"),
        readiness=snapshots, **parts, **plain,
    )  # fmt: skip


def _model(model: type[BaseModel], name: str) -> type[BaseModel]:
    """What a list in a field of a model holds."""
    waiting = [model.model_fields[name].annotation]
    while waiting:
        kind = waiting.pop()
        if isclass(kind) and issubclass(kind, BaseModel):
            return kind
        waiting.extend(get_args(kind))
    raise LookupError(name)


_KINDS = set(get_args(get_args(Settings.model_fields["visibility"].annotation)[0]))
_LISTS = ("introduces", "improved", "weak", "corrections", "clarifications", "practice", "interviews", "actions",
          "readiness", "references", "notes", "thread", "tested")  # fmt: skip
_MODELS = {name: _model(DayRecord, name) for name in _LISTS}
_OF_TOPICS = {name: model for name, model in _MODELS.items() if "topic" in model.model_fields}
_PLAIN = {name: model for name, model in _MODELS.items() if name not in _OF_TOPICS}


def found_in(texts: Iterable[str]) -> set[str]:
    return {marker for text in texts for marker in MARKER.findall(text)}
