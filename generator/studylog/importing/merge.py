"""Two topics as one: the entry of the second goes, its id and aliases become aliases of the first, history follows."""

import re
from collections.abc import Mapping

from pydantic import TypeAdapter

from ..model import Topic
from ..source import read

_TOPICS = TypeAdapter(dict[str, Topic])
_ALIASES = re.compile(r"^(?P<indent>\s+)aliases:\s*(?P<rest>.*)$")


class Unmergeable(ValueError):
    """Why topics.yml cannot be edited so that nothing else changes."""


def merged(text: str, topics: Mapping[str, Topic], keep: str, gone: str) -> str:
    """The text of topics.yml with `gone` merged into `keep`; comments and all other lines stay as they are.

    Raises Unmergeable where an id is unknown or the file is written in a way that cannot be edited line by line.
    """
    for id in (keep, gone):
        if id not in topics:
            raise Unmergeable(f'"{id}" stands in no entry of topics.yml')
    if keep == gone:
        raise Unmergeable("a topic cannot be merged into itself")
    aliases = [gone, *topics[gone].aliases]
    lines = text.split("\n")
    start, end = _block(lines, gone)
    lines[start:end] = []
    start, end = _block(lines, keep)
    lines[start:end] = _with_aliases(lines[start:end], aliases)
    made = "\n".join(lines)
    wanted = {id: topic for id, topic in topics.items() if id != gone}
    wanted[keep] = topics[keep].model_copy(update={"aliases": (*topics[keep].aliases, *aliases)})
    document, problems = read(made.encode(), "topics.yml")
    if not document or problems or _TOPICS.validate_python(document.value) != wanted:
        raise Unmergeable(f'the entry "{keep}" is written in a way that cannot be edited; merge the two by hand')
    return made


def _block(lines: list[str], id: str) -> tuple[int, int]:
    """Where the entry of an id begins and ends, without the blank lines and comments behind it."""
    start = next((n for n, line in enumerate(lines) if re.match(rf"""["']?{re.escape(id)}["']?\s*:""", line)), None)
    if start is None:
        raise Unmergeable(f'the entry "{id}" was not found in topics.yml')
    end = start + 1
    for n in range(start + 1, len(lines)):
        if lines[n][:1].strip() and not lines[n].startswith("#"):
            break
        if lines[n][:1].isspace() and lines[n].strip():
            end = n + 1
    return start, end


def _with_aliases(block: list[str], aliases: list[str]) -> list[str]:
    """An entry with more aliases, in the form that it has them in."""
    for n, line in enumerate(block):
        if found := _ALIASES.match(line):
            rest = found["rest"].strip()
            if rest.startswith("[") and rest.endswith("]"):
                inside = ", ".join(filter(None, (rest[1:-1].strip(), *map(_quoted, aliases))))
                return [*block[:n], f"{found['indent']}aliases: [{inside}]", *block[n + 1 :]]
            last = n + 1
            while last < len(block) and block[last].strip().startswith("- "):
                last += 1
            dash = block[n + 1][: block[n + 1].index("-")] if last > n + 1 else f"{found['indent']}  "
            return [*block[:last], *(f"{dash}- {_quoted(alias)}" for alias in aliases), *block[last:]]
    indent = next((line[: len(line) - len(line.lstrip())] for line in block[1:] if line.strip()), "  ")
    return [*block, f"{indent}aliases: [{', '.join(map(_quoted, aliases))}]"]


def _quoted(alias: str) -> str:
    return alias if re.fullmatch(r"[\w.-]+", alias) else "'" + alias.replace("'", "''") + "'"
