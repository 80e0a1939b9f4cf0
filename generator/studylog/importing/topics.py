"""Which topic a name of a log means: one that is known, or one that is proposed for a person to review."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from unicodedata import normalize

from ..model import Topic

ALIKE = 0.6
"""How much of their words two names share before they are listed as perhaps the same."""


@dataclass
class Names:
    """The topics of a journal by what they are called, and those that an import proposes: id → the name it had."""

    known: Mapping[str, Topic]
    proposed: dict[str, str] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for names in parts, such as those of decks: id → the parts."""

    def __post_init__(self) -> None:
        names = [(id, [id, topic.title, *topic.aliases]) for id, topic in self.known.items()]
        self._ids = {key(name): id for id, all_names in names for name in all_names}
        self._exact = {id: id for id in self.known}
        self._exact |= {_plain(name): id for id, (_, *written) in names for name in written}

    def id_of(self, name: str) -> str:
        """The id of the topic that a name means; case, punctuation and the order of words do not matter."""
        found = self._ids.get(key(name))
        if found is None:
            found = self._new_id(name)
            self.proposed[found] = name
            self._ids[key(name)] = found
        return found

    def id_of_path(self, path: tuple[str, ...]) -> str:
        """The id of the topic of a name in parts. Only case does not matter: C and C++, or unit 1, part 2 and
        unit 2, part 1, were told apart by whoever named them."""
        name = "::".join(path)
        found = self._exact.get(_plain(name))
        if found is None:
            found = self._new_id(name)
            self.paths[found] = path
            self._exact[_plain(name)] = found
        return found

    def _new_id(self, name: str) -> str:
        return new_id(name, self.known.keys() | self.proposed.keys() | self.paths.keys(), "topic")

    def entries(self) -> dict[str, dict[str, object]]:
        """The proposed topics as they stand in topics.yml."""
        found: dict[str, dict[str, object]] = {}
        for id, name in self.proposed.items():
            found[id] = {"title": name.replace("_", " "), "aliases": [name]} if _is_id(name) else {"title": name}
        for id, path in self.paths.items():
            found[id] = {"title": " / ".join(path), "area": path[0]}
            found[id] |= {"aliases": ["::".join(path)]} if len(path) > 1 else {}
        return found

    def alike(self) -> list[tuple[str, ...]]:
        """Groups of ids whose names are so alike that a person may want to merge them; one of each is proposed."""
        names = {id: _stems(name) for id, name in self.proposed.items()}
        names |= {id: _stems(topic.title) for id, topic in self.known.items()}
        groups: list[set[str]] = []
        for id in self.proposed:
            near = {id, *(other for other in names if other != id and _share(names[id], names[other]) >= ALIKE)}
            if len(near) > 1:
                touching = [group for group in groups if group & near]
                groups = [group for group in groups if not group & near] + [near.union(*touching)]
        return sorted(tuple(sorted(group)) for group in groups)


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9]+([_.-][a-z0-9]+)+", name))


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", normalize("NFKC", name).casefold())


def new_id(name: str, taken: Container[str], kind: str) -> str:
    """An id made of a name, or of `kind` and a digest where the name has no letter for it; none of `taken`."""
    plain = re.sub("[^a-z0-9]+", "-", normalize("NFKD", name).lower()).strip("-")[:60].strip("-")
    base = plain or f"{kind}-{sha256(name.encode()).hexdigest()[:8]}"
    return base if base not in taken else next(id for n in count(2) if (id := f"{base}-{n}") not in taken)


def key(name: str) -> tuple[str, ...]:
    """What two spellings of one name share: their words, whatever the case, punctuation and order."""
    return tuple(sorted(_words(name))) or (name,)


_SMALL = frozenset(["the", "and", "for", "from", "with", "why", "what", "how", "when"])


def _stems(name: str) -> frozenset[str]:
    """The words of a name that tell it apart, as long as words that are one in other forms share: `boost`, `idemp`."""
    return frozenset(word[:5] for word in _words(name) if len(word) > 2 and word not in _SMALL)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the shorter name that stands in the longer; one word in common says nothing unless it is all."""
    same, short = len(one & other), min(len(one), len(other))
    return same / short if same > 1 or 0 < same == len(one) == len(other) else 0
