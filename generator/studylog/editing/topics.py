"""Topics under other names: two as one, or one under a new id. The old ids become aliases, so history follows."""

from collections.abc import Mapping

from ..model import Goal, Topic
from ..source import read
from .surgery import Uneditable, with_key, with_value, without

_ORDER = Topic.field_names()


def merged(text: str, topics: Mapping[str, Topic], keep: str, gone: str) -> str:
    """The text of topics.yml with `gone` merged into `keep`; comments and all other lines stay as they are.

    Raises Uneditable, also where an id is unknown.
    """
    _demand(topics, keep, gone)
    if keep == gone:
        raise Uneditable("a topic cannot be merged into itself")
    made = without(text, (gone,)) if gone in _entries(text) else text
    return _with_aliases(_declared(made, topics, keep), keep, len(topics[keep].aliases), (gone, *topics[gone].aliases))


def renamed(text: str, topics: Mapping[str, Topic], old: str, new: str, title: str | None = None) -> str:
    """The text of topics.yml with the topic `old` under the id `new`, and perhaps another title. Raises Uneditable."""
    _demand(topics, old)
    aliases = topics[old].aliases
    taken = next((id for id, topic in topics.items() if id != old and new in (id, *topic.aliases)), None)
    if new == old or taken:
        raise Uneditable(f'"{new}" is {"its id already" if new == old else f"a name of the topic {taken} already"}')
    place = aliases.index(new) if new in aliases else len(aliases)
    made = with_value(_declared(text, topics, old), (old, "aliases", place), old, _ORDER)
    if title:
        made = with_value(made, (old, "title"), title, _ORDER)
    return with_key(made, (old,), new)


def _declared(text: str, topics: Mapping[str, Topic], id: str) -> str:
    """The text with an entry for a topic that records named and no file declared, where topics are open."""
    return text if id in _entries(text) else with_value(text, (id,), {"title": topics[id].title})


def _entries(text: str) -> Mapping[str, object]:
    document, _ = read(text.encode(), "")
    return document.value if document and isinstance(document.value, dict) else {}


def _with_aliases(text: str, id: str, count: int, aliases: tuple[str, ...]) -> str:
    for n, alias in enumerate(aliases, count):
        text = with_value(text, (id, "aliases", n), alias, _ORDER)
    return text


def _demand(topics: Mapping[str, Topic], *ids: str) -> None:
    for id in ids:
        if id not in topics:
            raise Uneditable(f'"{id}" stands in no entry of topics.yml')


def covering(text: str, goals: tuple[Goal, ...], old: str, new: str) -> str:
    """The text of goals.yml where every goal that covers the topic `old` covers `new`. Raises Uneditable."""
    for n, goal in enumerate(goals):
        for m, name in reversed(list(enumerate(goal.covers))):
            if name == old:
                place = (n, "covers", m)
                text = without(text, place) if new in goal.covers else with_value(text, place, new)
    return text
