"""What `studylog check` found, for programs: JSON, the annotations of GitHub, SARIF 2.1.0."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import __version__
from .codes import CODES
from .model import Journal
from .problems import Problem, harmless

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json_report(journal: Journal, problems: Sequence[Problem]) -> dict[str, Any]:
    """Every problem, and how much there is; line and column count from 1, null where the whole file is meant."""
    errors = sum(problem.severity == "error" for problem in problems)
    return {
        "problems": [
            {
                "path": _plain(problem.path),
                "line": problem.line or None,
                "column": problem.column or None,
                "severity": problem.severity,
                "code": problem.code,
                "message": _plain(problem.message),
                "hint": _plain(problem.hint),
            }
            for problem in problems
        ],
        "errors": errors,
        "warnings": len(problems) - errors,
        "days": len(journal.days),
        "questions": sum(len(record.questions) for record in journal.days),
        "topics": len(journal.topics),
    }


def github_report(problems: Sequence[Problem], here: Path) -> str:
    """A workflow command a line for each problem, which GitHub shows beside the line of the file.

    Paths are relative to `here`, an absolute folder, where they lie in it.
    """
    return "".join(f"{_command(problem, here)}\n" for problem in problems)


def sarif_report(problems: Sequence[Problem], here: Path) -> dict[str, Any]:
    """A log of one run, for code scanning; its rules are the codes that it speaks of."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "studylog",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": CODES[code]}} for code in codes],
    }
    results = [_result(problem, codes.index(problem.code), here) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _command(problem: Problem, here: Path) -> str:
    properties = {"file": _relative(problem.path, here), "line": problem.line, "col": problem.column}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{problem.severity} {said},title={_property(problem.code)}::{_data(problem.said)}"


def _data(text: str) -> str:
    return harmless(_plain(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _result(problem: Problem, rule: int, here: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(_relative(problem.path, here))}}
    if problem.line:
        column = {"startColumn": problem.column} if problem.column else {}
        place["region"] = {"startLine": problem.line, **column}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": _plain(problem.said).replace("](", "\\](")},  # a message may hold links; a text none
        "locations": [{"physicalLocation": place}],
    }


def _relative(path: str, here: Path) -> str:
    """With slashes on every system; absolute where the file lies elsewhere."""
    found = Path(os.path.normpath(here / path))
    return (found.relative_to(here) if found.is_relative_to(here) else found).as_posix()


def _uri(path: str) -> str:
    quoted = quote(os.fsencode(path))
    if not Path(path).is_absolute():
        return quoted
    return f"file://{quoted}" if path.startswith("/") else f"file:///{quoted}"


def _plain(text: str) -> str:
    """Without the half characters that stand for a file name which is no UTF-8."""
    return text.encode("utf-8", "replace").decode()
