"""YAML as a person would have written it: block style, literal blocks for several lines, no needless quotes."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from .source import EMPTY


class _Writer(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """PyYAML's own writer without its guesses at types: the reader of records takes every scalar as text."""

    def __init__(self, stream: Any) -> None:
        Emitter.__init__(self, stream, allow_unicode=True, width=1_000_000)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_flow_style=False, sort_keys=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        style = "'" if data in EMPTY else "|" if "\n" in data else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def list(self, data: list[Any]) -> yaml.SequenceNode:
        """Short names stand in one line: `[Q1, Q2]`."""
        short = all(isinstance(item, str) and re.fullmatch(r"[\w-]{1,12}", item) for item in data)
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


_Writer.add_representer(str, _Writer.text)
_Writer.add_representer(list, _Writer.list)


def yaml_of(value: Mapping[str, Any] | list[Any], kind: str = "", up: int = 0) -> str:
    """The text of a file. Every scalar of `value` is a str. `kind` names the schema for editors, `up` folders above."""
    return (schema_line(kind, up) if kind else "") + _written(_Writer, value)


def schema_line(kind: str, up: int) -> str:
    """What tells an editor the schema of a kind of file, `up` folders below the journal."""
    return f"# yaml-language-server: $schema={'../' * up}.studylog/schema/{kind}.json\n"


class _LineWriter(_Writer):
    """The same in one line: lists and mappings in brackets, line breaks as escapes."""

    def text(self, data: str) -> yaml.ScalarNode:
        style = "'" if data in EMPTY else '"' if re.search("[\n\r\x85\u2028\u2029]", data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def list(self, data: list[Any]) -> yaml.SequenceNode:
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)

    def mapping(self, data: dict[str, Any]) -> yaml.MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


_LineWriter.add_representer(str, _LineWriter.text)
_LineWriter.add_representer(list, _LineWriter.list)
_LineWriter.add_representer(dict, _LineWriter.mapping)


def line_of(value: Mapping[str, Any] | list[Any] | str) -> str:
    """A value within one line, for any place in a file: `{was: 95, why: "…"}`. Every scalar of `value` is a str."""
    return _written(_LineWriter, [value]).strip()[1:-1]


def _written(kind: type[_Writer], value: Any) -> str:
    stream = StringIO()
    writer = kind(stream)
    writer.open()
    writer.represent(value)
    writer.close()
    return stream.getvalue()
