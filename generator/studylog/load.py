"""A content folder as a journal, and everything that is wrong with it: all problems of all files at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from . import checks
from .fields import TopicId, reject, text
from .model import DayRecord, Goal, Journal, Settings, Topic
from .problems import Problem, Severity
from .source import Document, read, taken

_SETTINGS, _TOPICS, _GOALS = TypeAdapter(Settings), TypeAdapter(dict[TopicId, Topic]), TypeAdapter(tuple[Goal, ...])
_DAY = TypeAdapter(DayRecord)
_NAMES = ("days", "goals.yml", "journal.yml", "topics.yml")
_DAY_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,2}))?\.yml", re.ASCII)


Reader = Callable[[bytes, str], tuple[Document | None, tuple[Problem, ...]]]


@dataclass(frozen=True)
class _Files:
    """The files of a journal, of which `unsaved` are taken to hold those bytes, and how they are read."""

    unsaved: Mapping[Path, bytes]
    reader: Reader

    def bytes(self, path: Path) -> bytes:
        """What a file holds. Raises OSError."""
        return self.unsaved[path] if path in self.unsaved else taken(path)

    def document(self, path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
        """What its bytes say. Raises OSError."""
        return self.reader(self.bytes(path), str(path))


def load(
    content: Path, unsaved: Mapping[Path, bytes] | None = None, reader: Reader = read
) -> tuple[Journal, tuple[Problem, ...]]:
    """The journal of all records that are valid, and every problem, in order of file and line.

    `content` holds journal.yml, topics.yml, goals.yml and days/; only a missing `content` itself is a problem. Files of
    `unsaved` are read as if they held those bytes; `reader` makes documents of bytes.
    """
    files = _Files(unsaved or {}, reader)
    found: list[Problem] = []
    if not content.is_dir():
        hint = f"Create {content}/days and put the first record there, named after its date: 2025-11-05.yml."
        found.append(Problem(str(content), 0, 0, "no-content", "there is no such folder.", hint))
    else:
        found.extend(_misnamed(content))
    documents: dict[str, Document] = {}
    settings = _one(content / "journal.yml", _SETTINGS, Settings(), found, documents, files)
    declared = _one(content / "topics.yml", _TOPICS, None, found, documents, files) or {}
    goals = _one(content / "goals.yml", _GOALS, (), found, documents, files)
    faulty = {problem.path for problem in found if problem.severity == "error"}
    unread = not faulty.isdisjoint({str(content / "topics.yml"), str(content / "journal.yml")})
    topics = _Topics(declared, is_open=settings.topics == "open" or unread)
    known_goals = None if str(content / "goals.yml") in faulty else {goal.id for goal in goals}
    context = {"topic": topics.resolve, "goal": _goal_resolver(known_goals)}
    days = tuple(sorted(_days(content, context, found, documents, files), key=lambda day: (day.date, day.session)))
    journal = Journal(settings, topics.known, goals, days)
    not_read = {Path(problem.path).stem for problem in found if problem.severity == "error"}
    for finding in checks.findings(journal, not_read):
        path = str(content / finding.file)
        if path in documents and not (unread and finding.code == "covers"):
            found.append(_located(finding, documents[path]))
    return journal, tuple(sorted(set(found)))


def places(day: Path, locs: Iterable[tuple[str | int, ...]]) -> list[tuple[int, int]]:
    """Line and column of values in the file of a record; 0 where it can no longer be read."""
    document, _ = read(day.read_bytes(), str(day))
    return [document.place(loc) if document else (0, 0) for loc in locs]


def topic_named(journal: Journal, name: str) -> str:
    """The id of a topic by its id or an alias; an open journal takes any name.

    Raises ValueError with what is wrong and what to write instead.
    """
    topics = _Topics(journal.topics, is_open=journal.settings.topics == "open")
    try:
        return topics.resolve(text(name))
    except PydanticCustomError as error:
        said = error.context or {}
        raise ValueError(f"{said['message']} {said['hint']}") from None


def _misnamed(content: Path) -> Iterator[Problem]:
    """What a person took for one of our names, and would be passed over in silence."""
    for path in sorted(content.iterdir()):
        near = get_close_matches(path.name.casefold().replace(".yaml", ".yml"), _NAMES, n=1, cutoff=0.8)
        if path.name in _NAMES or not near or _is_of_an_editor(path.name):
            continue
        meant = content / near[0]
        if not (meant.exists() and meant.samefile(path)):  # a file system may not tell case apart
            severity: Severity = "warning" if meant.exists() else "error"
            yield Problem(str(path), 0, 0, "file-name", "this is not read.", f"Rename it to {near[0]}.", severity)


def _is_of_an_editor(name: str) -> bool:
    """Whether a file is what editors leave beside the one that is open."""
    return name.startswith((".", "#")) or name.endswith("~")


def _located(finding: checks.Finding, document: Document) -> Problem:
    return document.problem(
        finding.loc, finding.code, finding.message, finding.hint, of_key=finding.of_key, warn=finding.warn
    )


def _one(
    path: Path,
    adapter: TypeAdapter[Any],
    missing: Any,
    found: list[Problem],
    documents: dict[str, Document],
    files: _Files,
) -> Any:
    if not path.exists():
        return missing
    if not path.is_file():  # a pipe would be waited for
        found.append(Problem(str(path), 0, 0, "no-file", "this is no file.", "Put the record's text there."))
        return missing
    said: list[Problem] = []
    value = _validated(path, adapter, said, documents, {}, files)
    if [problem.code for problem in said] != ["empty-file"] or b"#" not in files.bytes(path):
        found.extend(said)  # a file of comments is one to be filled in, and was not cut off
    return missing if value is None else value


def _validated(
    path: Path,
    adapter: TypeAdapter[Any],
    found: list[Problem],
    documents: dict[str, Document],
    context: Mapping[str, Any],
    files: _Files,
    given: Mapping[str, str] | None = None,
) -> Any:
    """The value of a file, or None where it has an error. `given` are fields that stand outside the file."""
    try:
        document, problems = files.document(path)
    except OSError as error:
        found.append(Problem(str(path), 0, 0, "unreadable", f"the file cannot be read: {error.strerror}."))
        return None
    found.extend(problems)
    if not document:
        return None
    documents[str(path)] = document
    value = {**given, **document.value} if given and isinstance(document.value, dict) else document.value
    try:
        result = adapter.validate_python(value, context=dict(context))
    except ValidationError as error:
        said = {problem.line for problem in problems if problem.severity == "error"}
        worded = (_worded(document, adapter, details) for details in error.errors(include_url=False))
        found.extend(problem for problem in worded if problem.line not in said)
        return None
    return None if any(problem.severity == "error" for problem in problems) else result


def _days(
    content: Path,
    context: Mapping[str, Any],
    found: list[Problem],
    documents: dict[str, Document],
    files: _Files,
) -> Iterator[DayRecord]:
    folder = content / "days"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _is_of_an_editor(path.name):
            continue
        name = _DAY_FILE.fullmatch(path.name)
        if not name or not path.is_file():
            message = (
                "this is no record: its name is not a date." if path.is_file() else "this is no record but a folder."
            )
            hint = "Name it YYYY-MM-DD.yml, or YYYY-MM-DD-2.yml for a second session; keep other files elsewhere."
            found.append(
                Problem(
                    str(path),
                    0,
                    0,
                    "file-name",
                    message,
                    hint,
                    "error" if path.suffix in (".yml", ".yaml") else "warning",
                )
            )
            continue
        session = {"session": name[2]} if name[2] else {}
        day = _validated(path, _DAY, found, documents, context, files, session)
        if day is None:
            continue
        if day.key != path.stem:
            hint = f"Rename the file to {day.key}.yml, or correct the date."
            message = f"the record says {day.key}, its file name {path.stem}."
            found.append(documents[str(path)].problem(("date",), "file-name", message, hint))
            continue
        yield day


class _Topics:
    """The topics that records may name, by id or alias; an open journal takes any name as a topic of its own."""

    def __init__(self, declared: Mapping[str, Topic], *, is_open: bool) -> None:
        self.known: dict[str, Topic] = dict(declared)
        self._is_open = is_open
        self._hints: dict[str, str] = {}
        self._names = {alias: id for id, topic in declared.items() for alias in topic.aliases} | {
            id: id for id in declared
        }

    def resolve(self, name: str) -> str:
        if name in self._names:
            return self._names[name]
        if not self._is_open:
            if name not in self._hints:
                self._hints[name] = _did_you_mean(self._near(name)) or "Add it there, or set topics: open."
            reject("unknown-topic", f'"{name}" is no topic of topics.yml.', self._hints[name])
        self.known[name] = Topic.model_validate({"title": name})
        self._names[name] = name
        return name

    def _near(self, name: str) -> list[str]:
        alike = [known for known in self._names if checks.skeleton(known) == checks.skeleton(name)]
        return alike or get_close_matches(name, self._names, 3, 0.6) or self._by_title(name)

    def _by_title(self, name: str) -> list[str]:
        titles = {topic.title.casefold(): id for id, topic in self.known.items()}
        return [titles[title] for title in get_close_matches(name.casefold(), titles, 3, 0.6)]


def _goal_resolver(known: set[str] | None) -> Callable[[str], str]:
    def resolve(name: str) -> str:
        if known is not None and name not in known:
            hint = _did_you_mean(get_close_matches(name, known, 3, 0.5)) or "Add it there."
            reject("unknown-goal", f'"{name}" is no goal of goals.yml.', hint)
        return name

    return resolve


def _did_you_mean(names: Iterable[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"Did you mean {' or '.join(quoted)}?" if quoted else ""


def _worded(document: Document, adapter: TypeAdapter[Any], error: Mapping[str, Any]) -> Problem:
    """A pydantic error in our words, at the key or value that has to change."""
    loc, kind, context = [*error["loc"]], error["type"], error.get("ctx", {})
    on_key = bool(loc) and loc[-1] == "[key]"
    loc = loc[:-1] if on_key else loc
    if "message" in context:
        return document.problem(loc, kind, context["message"], context["hint"], of_key=on_key)
    if kind == "extra_forbidden":
        names = _fields(adapter, loc[:-1])
        hint = _did_you_mean(get_close_matches(str(loc[-1]), names, 1, 0.6)) or f"Fields here: {', '.join(names)}."
        if error["input"] is None:
            hint = f"A comma inside {{ }} starts a field: quote a text that holds one. {hint}"
        return document.problem(loc, "unknown-field", f'unknown field "{loc[-1]}".', hint, of_key=True)
    if kind == "missing":
        return document.problem(
            loc[:-1], "missing", f'the field "{loc[-1]}" is missing.', f"Add {loc[-1]}: and its value."
        )
    if kind == "literal_error":
        allowed = re.findall("'([^']*)'", context["expected"])
        hint = (
            _did_you_mean(get_close_matches(str(error["input"]), allowed, 1, 0.5))
            or f"Write one of {', '.join(allowed)}."
        )
        return document.problem(loc, "unknown-value", f'"{error["input"]}" is not known here.', hint)
    wanted = {"tuple_type": "a list", "model_type": "a mapping", "dict_type": "a mapping"}.get(kind)
    if wanted:
        kinds: dict[type, str] = {list: "a list", dict: "a mapping", str: "a text"}
        got = kinds.get(type(error["input"]), "nothing")
        such = " and ".join(f"{name}:" for name in _fields(adapter, loc)[:2])
        example = 'Put "- " before each item.' if wanted == "a list" else f"Write fields, such as {such or 'name:'}."
        return document.problem(loc, "wrong-kind", f"expected {wanted}, got {got}.", example)
    return document.problem(loc, "value", f"{error['msg']}.")


def _fields(adapter: TypeAdapter[Any], loc: Iterable[str | int]) -> list[str]:
    """The names of the fields that may stand at `loc`, in the order of the model."""
    here: Any = adapter._type
    for part in (None, *loc):
        models = list(_models(here))
        if not models:
            return []
        model = models[0]
        if isinstance(part, str):
            named = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
            here = named.get(part, here)
    models = list(_models(here))
    return [field.alias or name for name, field in models[0].model_fields.items()] if models else []


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
