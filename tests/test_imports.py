"""Who may import whom: the table of the house, held against the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "generator" / "studylog"

# Every module, in the order in which values flow, and what it may import of the package.
MAY_IMPORT: dict[str, set[str]] = {
    "problems": set(),
    "turns": set(),
    "codes": set(),
    "fields": set(),
    "wording": set(),
    "packaged": set(),
    "requirements": {"__init__"},
    "site_url": set(),
    "paths": set(),
    "markup": set(),
    "yaml_faults": set(),
    "source": {"problems", "yaml_faults"},
    "dump": {"source"},
    "model": {"fields"},
    "measure": {"model"},
    "schedule": {"model", "measure", "wording"},
    "audit_text": {"model", "measure", "wording"},
    "checks": {"audit_text", "model", "measure", "paths", "wording"},
    "load": {"source", "model", "fields", "checks", "problems"},
    "schema": {"model", "fields"},
    "reports": {"__init__", "codes", "model", "problems"},
    "importing": {"dump", "fields", "model", "source", "problems"},
    "figures": {"model", "measure", "schedule"},
    "hooks": {"figures", "measure", "problems"},
    "evening": {"dump", "figures", "measure", "model", "schedule", "wording"},
    "figures_json": {"evening", "figures", "measure", "model", "schedule", "wording"},
    "tables": {"figures", "figures_json", "measure", "model", "schedule", "wording"},
    "charts": {"figures", "measure", "schedule", "model", "paths", "wording"},
    "narrative": {"charts", "figures", "markup", "measure", "model", "paths", "wording"},
    "views": {
        "audit_text",
        "charts",
        "figures",
        "measure",
        "narrative",
        "schedule",
        "model",
        "paths",
        "tables",
        "wording",
    },
    "render": {"views", "charts", "markup", "paths", "wording"},
    "sharing": {
        "figures",
        "figures_json",
        "markup",
        "measure",
        "model",
        "narrative",
        "packaged",
        "paths",
        "render",
        "schedule",
        "tables",
        "views",
        "wording",
    },
    "ondisk": set(),
    "side_by_side": set(),
    "links": {"paths"},
    "digest": set(),
    "sealed": {"ondisk"},
    "stored": {"sealed"},
    "values": {"problems", "source", "stored"},
    "inputs": {"requirements", "source"},
    "kept": {"render"},
    "made": {"digest", "figures", "measure", "ondisk", "stored"},
    "pages": {"views", "figures", "kept", "links", "made", "packaged", "render", "paths", "sharing", "side_by_side"},
    "publish": {"ondisk", "pages", "problems"},
    "editing": {"dump", "fields", "model", "ondisk", "source", "turns"},
    "build": {
        "__init__",
        "load",
        "figures",
        "hooks",
        "inputs",
        "kept",
        "made",
        "ondisk",
        "packaged",
        "pages",
        "publish",
        "sharing",
        "site_url",
        "source",
        "stored",
        "model",
        "problems",
        "turns",
        "values",
    },
    "cohort": {
        "__init__",
        "build",
        "charts",
        "fields",
        "figures",
        "figures_json",
        "model",
        "packaged",
        "problems",
        "render",
        "sharing",
        "wording",
    },
    "quiz": {"editing", "evening", "fields", "model", "source"},
    "engines": {"ondisk", "problems"},
    "starter": {"ondisk", "packaged", "problems", "render", "requirements", "schema", "wording"},
    "own_templates": {"__init__", "ondisk", "packaged", "problems"},
    "doctor": {
        "__init__",
        "engines",
        "load",
        "ondisk",
        "own_templates",
        "problems",
        "publish",
        "requirements",
        "starter",
        "wording",
    },
    "watch": {"build", "kept", "packaged", "problems", "sharing"},
    "overlay": {"problems"},
    "serving": {"engines", "overlay", "watch"},
    "splicing": {"sealed"},
    "plugin": {"engines", "ondisk", "packaged", "paths", "problems", "splicing", "watch"},
    "commands": {
        "audit_text",
        "build",
        "cohort",
        "doctor",
        "editing",
        "engines",
        "evening",
        "fields",
        "figures",
        "figures_json",
        "hooks",
        "importing",
        "load",
        "measure",
        "model",
        "narrative",
        "ondisk",
        "own_templates",
        "problems",
        "quiz",
        "reports",
        "schedule",
        "schema",
        "starter",
        "source",
        "serving",
        "sharing",
        "turns",
        "tables",
        "site_url",
        "watch",
        "wording",
    },
    "cli": {"__init__", "commands", "problems"},
}


def imports(path: Path, package: Path) -> Iterator[str]:
    """The modules or subpackages of the package that a file imports."""
    inside = path.relative_to(package).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            parts = [*inside[: len(inside) - node.level], *(node.module or "").split(".")]
            named = [part for part in parts if part]
            yield from [named[0]] if named else [_exists(alias.name, package) for alias in node.names]
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from (name.split(".")[1] for name in names if name.startswith("studylog."))


def _exists(name: str, package: Path) -> str:
    return name if (package / f"{name}.py").exists() or (package / name).is_dir() else "__init__"


def violations(package: Path) -> list[str]:
    found = []
    for path in sorted(package.rglob("*.py")):
        module = path.relative_to(package).parts[0].removesuffix(".py")
        if module == "__init__":
            continue
        bad = set(imports(path, package)) - MAY_IMPORT.get(module, set()) - {module}
        found += [f"{path.relative_to(package)} imports {name}" for name in sorted(bad)]
    return found


def test_modules_import_what_the_table_allows() -> None:
    """Nothing flows back."""
    assert violations(PACKAGE) == []


def test_the_table_names_every_module() -> None:
    """A new module takes its place in the house."""
    modules = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert modules - {"__init__"} == set(MAY_IMPORT)


def test_the_table_has_no_circles() -> None:
    """A module may only import what stands above it."""
    above: set[str] = {"__init__"}
    for module, allowed in MAY_IMPORT.items():
        assert allowed <= above, module
        above.add(module)


@pytest.mark.parametrize(
    "planted",
    [
        "from .cli import main\n",
        "from ..pages import Page\n",
        "from studylog.views import day\n",
        "from .. import load\n",
    ],
)
def test_a_planted_violation_is_found(planted: str, tmp_path: Path) -> None:
    """The test itself can fail."""
    inner = tmp_path / "measure"
    inner.mkdir()
    for name in ("cli", "pages", "load"):
        (tmp_path / f"{name}.py").write_text("")
    target = tmp_path / "model.py" if planted.startswith("from .cli") else inner / "scores.py"
    target.write_text(planted)
    assert len(violations(tmp_path)) == 1


def test_only_commands_and_who_waits_for_edits_know_what_day_it_is() -> None:
    """`today()` and the clock appear nowhere else."""
    said = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("date.today", "datetime.now", "time.time("))
    }
    assert said == {"commands", "watch.py"}
