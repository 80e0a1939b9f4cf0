"""JSON Schemas of the four kinds of file, for editors: they complete fields and mark mistakes while one types."""

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

from .fields import TopicId
from .model import DayRecord, Goal, Settings, Topic

KINDS: dict[str, tuple[Any, str]] = {
    "day": (DayRecord, "content/days/YYYY-MM-DD.yml"),
    "topics": (dict[TopicId, Topic], "content/topics.yml"),
    "goals": (tuple[Goal, ...], "content/goals.yml"),
    "journal": (Settings, "content/journal.yml"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its name."""
    return {kind: _schema(model, title) for kind, (model, title) in KINDS.items()}


def text(schema: dict[str, Any]) -> str:
    """A schema as the file that an editor reads."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """Leaves defaults to the program: exact fractions are no JSON."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _schema(model: Any, title: str) -> dict[str, Any]:
    made = TypeAdapter(model).json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_nullable(made), "title": title}


def _nullable(node: Any) -> Any:
    """Every field may stand empty, as it may in a record."""
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _nullable(value) for key, value in node.items()}
    required = set(made.get("required", ()))
    for name, field in made.get("properties", {}).items():
        if name not in required and {"type": "null"} not in field.get("anyOf", ()):
            made["properties"][name] = {"anyOf": [field, {"type": "null"}]}
    return made
