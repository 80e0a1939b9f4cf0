"""JSON Schemas for editors: they accept what studylog accepts, and mark common mistakes."""

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from studylog.schema import schemas
from tests.conftest import ROOT


def errors(kind: str, text: str) -> list[str]:
    """What an editor would underline, with YAML read the way editors do: by 1.2, where `on` and dates are text."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {
            key: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":timestamp", ":bool"))]
            for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    value: Any = yaml.load(text, Loader)  # noqa: S506 a subclass of SafeLoader
    return [error.message for error in Draft202012Validator(schemas()[kind]).iter_errors(value)]


@pytest.mark.parametrize("kind", ["day", "topics", "goals", "journal"])
def test_schemas_are_valid(kind: str) -> None:
    """By the rules of the draft itself."""
    Draft202012Validator.check_schema(schemas()[kind])


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.yml")), ids=lambda path: path.name)
def test_the_sample_is_accepted(path: Any) -> None:
    """Every file of the sample journal, without a single mark."""
    kind = "day" if path.parent.name == "days" else path.stem
    assert errors(kind, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "date: 2025-11-05\nquestions:\n  - {score: 95%}\n  - {score: 9.5/10}\n  - {topic: c, score: }\n",
        "date: 2025-11-05\nintroduces: [a, {topic: b, stated: 90}]\nstated: [{score: 1}]\n",
        "date: 2025-11-05\nquestions:\n  - {topic: a, from: [8, 9]}\n  - {from: 8-9}\n  - {from: 2025-11-04}\n",
        "date: 2025-11-05\nactions:\n  - {do: x, due: {day: 3}}\n  - {do: y, due: 2025-11-06}\nverdict:\n",
    ],
)
def test_every_way_to_write_it_is_accepted(text: str) -> None:
    """The friendly readings are no mistakes in an editor either."""
    assert errors("day", text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("day", "day: 3\n"),
        ("day", "date: 5.11.2025\n"),
        ("day", "date: 2025-11-05\nscroe: 1\n"),
        ("day", "date: 2025-11-05\nquestions:\n  - {topic: a, score: 101}\n"),
        ("day", "date: 2025-11-05\nkind: studdy\n"),
        ("day", "date: 2025-11-05\ninsights: one\n"),
        ("topics", "a-b:\n  area: x\n"),
        ("goals", "- {id: x}\n"),
        ("journal", "rest_days: [sonday]\n"),
    ],
)
def test_mistakes_are_marked(kind: str, text: str) -> None:
    """What studylog refuses is underlined while one types."""
    assert errors(kind, text)


def test_fields_are_described() -> None:
    """An editor can say what a field is for."""
    question = schemas()["day"]["$defs"]["Question"]["properties"]
    assert "earlier" in str(question["from"])
    assert "percent" in str(question["score"]).lower()
