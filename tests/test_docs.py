"""The guide says what there is: every field, command, option and figure, and no more."""

import ast
import dataclasses
import re
import sysconfig
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_args, get_type_hints

import click
import pytest
from pydantic import BaseModel

import studylog.views
from studylog import model, yaml_faults
from studylog.cli import main
from studylog.codes import CODES
from studylog.figures_json import as_json, due_json, plan_json, schedulers_json
from studylog.load import load
from studylog.measure.extra import ExtraMeasure
from studylog.narrative.as_json import as_json as narrative_json
from studylog.narrative.review import narratives
from studylog.pages import views
from studylog.tables import PARTS, TABLES
from tests.conftest import ROOT
from tests.journals import asked, figures, record
from tests.robustness.commands import COMMANDS
from tests.tutorial import follow

GUIDE = ROOT / "docs" / "guide"


def models() -> list[type[BaseModel]]:
    found = [m for m in vars(model).values() if isinstance(m, type) and issubclass(m, model.Record)]
    return [m for m in found if m is not model.Record]


def fields() -> list[tuple[str, str]]:
    return [(m.__name__, f.alias or name) for m in models() for name, f in m.model_fields.items()]


@pytest.mark.parametrize(("owner", "field"), fields())
def test_every_field_is_documented(owner: str, field: str) -> None:
    """The reference of records names it as code."""
    assert re.search(rf"`[^`]*\b{field}\b[^`]*`", (GUIDE / "records.md").read_text(encoding="utf-8")), (
        f"{owner}.{field}"
    )


def test_every_value_of_a_choice_is_documented() -> None:
    """What may be written in a field with fixed values."""
    text = (GUIDE / "records.md").read_text(encoding="utf-8")

    def literals(annotation: Any) -> list[str]:
        own = [value for value in get_args(annotation) if isinstance(value, str)]
        return own + [value for part in get_args(annotation) if not isinstance(part, str) for value in literals(part)]

    values = {value for m in models() for f in m.model_fields.values() for value in literals(f.annotation)}
    assert values - {v for v in values if re.search(rf"`[^`]*\b{re.escape(v)}\b", text)} <= set(model.WEEKDAYS)


def section(command: str) -> str:
    """What the page on commands says of one of them."""
    text = (GUIDE / "commands.md").read_text(encoding="utf-8")
    return text.partition(f"\n## studylog {command}\n")[2].partition("\n## ")[0]


def options() -> list[tuple[str, click.Option]]:
    """Every option of every command, those below a command included, and the section that it belongs to."""
    found = []
    for name, command in main.commands.items():
        below = command.commands.values() if isinstance(command, click.Group) else ()
        params = [param for part in (command, *below) for param in part.params]
        found += [(name, param) for param in params if isinstance(param, click.Option) and param.name != "root"]
    return found


@pytest.mark.parametrize(("command", "option"), options(), ids=[f"{name} {o.opts[0]}" for name, o in options()])
def test_every_option_is_documented(command: str, option: click.Option) -> None:
    """In the section of its command: with what it takes, all that can be chosen, and its default."""
    choices = list(option.type.choices) if isinstance(option.type, click.Choice) else []
    takes = "" if option.is_flag else " NAME" if choices else f" {option.metavar}"
    assert f"`{option.opts[0]}{takes}`" in section(command)
    defaults = [option.default] if isinstance(option.default, str) and option.default else []
    assert [value for value in [*choices, *defaults] if f"`{value}`" not in section(command)] == []


def test_every_command_is_documented() -> None:
    """It has a section, or stands in that of the command that it is below."""
    for name, command in main.commands.items():
        assert section(name), name
        for below in command.commands if isinstance(command, click.Group) else ():
            assert f"`studylog {name} {below}" in section(name), below


def test_documented_commands_exist() -> None:
    """No section speaks of a command that is not there."""
    named = re.findall(r"^## studylog (\w+)$", (GUIDE / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) == set(main.commands)


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {str(key) for key in value} | {k for part in value.values() for k in keys(part)}
    return {k for part in value for k in keys(part)} if isinstance(value, list) else set()


def test_every_figure_is_documented() -> None:
    """Each key of the JSON object stands in its page."""
    full = figures(
        record(
            "2025-11-01",
            asked("topic-a", 70),
            asked("topic-b", 90, from_="2025-10-01"),
            groups=[{"name": "g", "questions": ["Q1"]}],
            interviews=[{"title": "t", "score": 5, "rubric": [{"aspect": "a", "score": 1}]}],
            actions=[{"do": "x"}],
            readiness=[{"goal": "g", "know": 1}],
        ),
        goals=[{"id": "g", "title": "G", "topics": 4, "target": 50}],
        areas={"topic-a": "area-x", "topic-b": "area-x"},
    )
    full = dataclasses.replace(full, extra=(ExtraMeasure("N", "s.", "d."),))
    text = (GUIDE / "figures.md").read_text(encoding="utf-8")
    made = (
        keys(as_json(full))
        | keys(schedulers_json(full)) - {"sm2", "fsrs"}
        | keys(due_json(full))
        | keys(plan_json(full))
        | {key for told in narratives(full, "week").values() for key in keys(narrative_json(told, ""))}
    )
    missing = {key for key in made if f"`{key}`" not in text} - {"topic-a", "topic-b", "area-x"}
    assert missing == set()


def kind(annotation: Any) -> str:
    """A type as the reference of templates names it."""
    name = str(annotation) if get_args(annotation) or not isinstance(annotation, type) else annotation.__name__
    return re.sub(r"[A-Za-z_.]+\.(?=\w)", "", name).replace(" | ", " or ").replace("~", "")


def row(name: str, view: type) -> str:
    """A line of the reference: what a template sees of a view."""
    hints = get_type_hints(view)
    return f"| `{name}` | {', '.join(f'`{f.name}` {kind(hints[f.name])}' for f in dataclasses.fields(view))} |"


def test_every_variable_of_the_templates_is_documented() -> None:
    """What each page template sees, and the fields of what it is given, line by line as the views have them."""
    weekly = [date(2024, 1, 1) + timedelta(7 * week) for week in range(61)]
    long = figures(*(record(str(day), asked("a", 70)) for day in weekly), areas={"a": "area"})
    long = dataclasses.replace(long, extra=(ExtraMeasure("N", "s.", "d."),))
    pages = {view.page.template: type(view) for view in views(long)}
    assert set(pages) == {path.name.removesuffix(".md.j2") for path in (ROOT / "templates" / "pages").iterdir()}
    modules = [import_module(f"studylog.views.{one.name}") for one in iter_modules(studylog.views.__path__)]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    shown = [one for one in found if dataclasses.is_dataclass(one) and one.__module__.startswith("studylog.views")]
    parts = {f"{one.__module__.rpartition('.')[2]}.{one.__name__}": one for one in shown if one not in pages.values()}
    expected = [row(name, one) for name, one in [*sorted(pages.items()), *sorted(parts.items())]]
    text = (GUIDE / "templates.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if re.match(r"\| `[\w.]+` \|", line)] == expected, "\n".join(expected)


def test_every_column_is_documented() -> None:
    """The dictionary of the tables, line by line as their declarations have it."""
    expected = []
    for part, tables in PARTS.items():
        expected.append(f"## {part}")
        for table in tables:
            key = ", ".join(f"`{name}`" for name in table.key)
            expected.append(f"`{table.name}`: {table.meaning} Rows are told apart by {key}.")
            expected += [f"- `{column.name}` {column.kind}. {column.meaning}" for column in table.columns]
    text = (GUIDE / "dictionary.md").read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if line.startswith(("## ", "- ", "`"))]
    assert found == expected, "\n".join(expected)
    assert f"There are {len(TABLES)}," in (GUIDE / "exports.md").read_text(encoding="utf-8")


CODE_AT = {"Problem": 3, "Fault": 2, "problem": 1, "problem_at": 2, "_at": 2, "Finding": 2, "reject": 0}
"""Where the code stands among the arguments of what makes a problem."""


def codes_of(text: str) -> Iterator[str]:
    """The codes of problems that a module makes; what is unpacked is a place of two parts."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            args = [part for arg in node.args for part in [arg] * (2 if isinstance(arg, ast.Starred) else 1)]
            if len(args) > CODE_AT.get(name, len(args)):
                yield from _texts(args[CODE_AT[name]])


def _texts(node: ast.expr) -> list[str]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_every_problem_code_is_documented() -> None:
    """Each code in the source has its meaning, and none is explained that is no longer used."""
    modules = set((ROOT / "generator" / "studylog").rglob("*.py"))
    modules -= {ROOT / "generator" / "studylog" / "doctor.py"}  # whose findings are about a set-up, without codes
    made = {code for module in modules for code in codes_of(module.read_text(encoding="utf-8"))} - {""}
    assert made | {code for _, code, _, _ in yaml_faults._WORDS} == set(CODES)


def test_the_page_on_problems_has_every_code() -> None:
    """In the words that reports use, and with what to write."""
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.+?) \| (.+?) \|$", (GUIDE / "problems.md").read_text(encoding="utf-8"), re.M
    )
    assert [(code, meaning) for code, meaning, _ in rows] == list(CODES.items())
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize(
    "made",
    ['Problem(p, 0, 0, "new", "x")', 'Problem(*place, 0, "new", "x")', 'd.problem(loc, "new", "x")'],
)
def test_a_new_code_is_found(made: str) -> None:
    """The collection itself can fail."""
    assert list(codes_of(made)) == ["new"]


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs").glob("[gd]*/*.md")), ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_links_of_the_guide_lead_somewhere(page: Path) -> None:
    """Between pages that a person wrote; generated ones are checked when they are made."""
    for target in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
        if "journal/" not in target:
            assert (page.parent / target).exists(), target


def test_decisions_are_all_listed() -> None:
    """The index has each record once, under its title."""
    index = (ROOT / "docs" / "decisions" / "index.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].split(". ", 1)[1]
        assert f"[{title}]({path.name})" in index


README, START = ROOT / "README.md", GUIDE / "index.md"


@pytest.fixture
def day_file(tmp_path: Path) -> Path:
    """The file of 5 November in a journal that takes any topic."""
    (tmp_path / "days").mkdir()
    (tmp_path / "journal.yml").write_text("topics: open\n")
    return tmp_path / "days" / "2025-11-05.yml"


def fence(page: Path, pattern: str) -> str:
    found = re.search(rf"```\w*\n({pattern}.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, pattern
    return found[1]


@pytest.mark.parametrize("page", [README, START], ids=lambda page: page.name)
def test_the_record_shown_is_read_without_a_problem(page: Path, day_file: Path) -> None:
    """What the first pages show as an example works when it is pasted."""
    day_file.write_text(fence(page, r"(?:# content/[^\n]*\n)?date: "))
    journal, problems = load(day_file.parents[1])
    assert problems == ()
    assert [journal.days[0].is_review(q) for q in journal.days[0].questions] == [False, True]


def test_the_mistake_shown_is_what_is_said(day_file: Path) -> None:
    """The message in the README is the one for its own example with that letter swapped."""
    record = fence(README, r"# content/[^\n]*\ndate: ").removeprefix("# content/days/2025-11-05.yml\n")
    day_file.write_text(record.replace("score: 100", "scroe: 100"))
    _, (problem,) = load(day_file.parents[1])
    shown = fence(README, r"content/days/\S+: error: ")
    said = str(problem).replace(f"{day_file.parents[1]}/", "content/")
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in said.splitlines()]


def test_the_how_tos_do_as_they_say(tmp_path: Path) -> None:
    """Their commands answer as shown, one after the other, and what they have one write is read."""
    page = (GUIDE / "how-to.md").read_text(encoding="utf-8")
    journal = follow(page, tmp_path, Path(sysconfig.get_path("scripts"), "studylog"))
    settings, thread = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    chosen, record = journal / "content" / "journal.yml", journal / "content" / "days" / "2025-11-17.yml"
    chosen.write_text(re.sub(r"schedule: .*\n", settings, chosen.read_text(encoding="utf-8")), encoding="utf-8")
    record.write_text(record.read_text(encoding="utf-8") + thread, encoding="utf-8")
    read, problems = load(journal / "content")
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert (read.settings.schedule.algorithm, len(read.days[-1].thread)) == ("fsrs", 2)
    (revised,) = (q for q in next(d for d in read.days if d.key == "2025-11-14").questions if q.revised)
    assert (revised.id, revised.score) == ("Q8", 85)


def test_commands_of_the_readme_exist() -> None:
    """Each `make` and `studylog` command that it names."""
    text = README.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", text)) <= targets
    assert set(re.findall(r"`studylog (\w+)", text)) == set(main.commands)


def rows_without_a_test(text: str) -> list[str]:
    """The rows of tables, by their first cell, that name no test, or one that is not there."""
    tables = re.findall(r"^\|[-|]+\|\n((?:\|.*\n?)+)", text, re.MULTILINE)
    rows = [line for table in tables for line in table.splitlines()]
    return [row.split("|")[1].strip() for row in rows if not names_tests(row.rstrip("|").rpartition("|")[2])]


def names_tests(cell: str) -> bool:
    """Whether a cell names tests, each of which is there."""
    named = re.findall(r"`([^`]*)`", cell)
    return bool(named) and all(
        (ROOT / path).is_file()
        and re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
        for path, _, name in (one.partition("::") for one in named)
    )


def test_what_was_tried_is_tried_again() -> None:
    """Every row of the page of faults and attacks names a test that is there; every command that writes is in it."""
    text = (GUIDE / "robustness.md").read_text(encoding="utf-8")
    assert text.count("\n|") > 60
    assert rows_without_a_test(text) == []
    stopped = text.partition("## Killed")[2].partition("## Faults")[0]
    cells = [line.split("|")[1] for line in stopped.splitlines() if line.startswith("| `")]
    assert {name for cell in cells for name in re.findall("`([^`]*)`", cell)} == set(COMMANDS)


@pytest.mark.parametrize(
    "cell",
    ["", "none", "`tests/test_docs.py`", "`tests/test_docs.py::test_what_was`", "`tests/none.py::test_x`",
     "`tests/test_docs.py::test_what_was_tried_is_tried_again`, `tests/test_docs.py::none`"],
)  # fmt: skip
def test_a_row_without_a_test_is_found(cell: str) -> None:
    """One that names nothing, a file alone, the beginning of a name, or what is gone."""
    good = "`tests/test_docs.py::test_what_was_tried_is_tried_again`"
    assert rows_without_a_test(f"| a | b |\n|---|---|\n| x | {cell} |\n| y | {good} |\n") == ["x"]
