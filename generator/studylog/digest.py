"""What tells one value from another, the same in every process: a digest of all that a dataclass or record holds.

Values are taken apart into what `marshal` writes in one way only; version 0 knows no references, so that equal values
give equal bytes whether or not they share their parts. Nothing is ever read back from those bytes.
"""

import marshal
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

_PLAIN = frozenset({str, int, float, bool, type(None)})


class _NoDigestError(TypeError):
    """A value such as a function, which is another one in each process."""


class Digests:
    """Digests of values that share parts: those of `shared` types and records are taken apart once.

    A part is known again by its identity, and is held for that, so that no other can take its place in memory.
    """

    def __init__(self, shared: Collection[type]) -> None:
        self._shared = shared
        self._of_shared: dict[int, tuple[object, bytes]] = {}
        self._parts: dict[type, Callable[[Any], Any]] = {}

    def of(self, value: object) -> str | None:
        """The digest in hex; None where the value holds something that lasts no longer than the process."""
        try:
            return _digest(self._taken_apart(value)).hex()
        except _NoDigestError:
            return None

    def _taken_apart(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind not in self._parts:
            self._parts[kind] = self._way(kind)
        return self._parts[kind](value)

    def _way(self, kind: type) -> Callable[[Any], Any]:
        """How values of a type are taken apart."""
        name = f"{kind.__module__}.{kind.__qualname__}"
        if issubclass(kind, BaseModel):
            return self._once(name, lambda value: value.__dict__.values())
        if is_dataclass(kind):
            names = [field.name for field in fields(kind)]
            of = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
            return self._once(name, of) if kind in self._shared else lambda value: (name, *self._all(of(value)))
        if issubclass(kind, Fraction):
            return lambda value: (name, *value.as_integer_ratio())
        if kind is date:
            return lambda value: (name, value.toordinal())
        if issubclass(kind, str):
            return lambda value: (name, str(value))
        if issubclass(kind, Mapping):
            return lambda value: (name, self._all(value), self._all(value.values()))
        if issubclass(kind, tuple | list):
            return lambda value: (name, self._all(value)) if kind is not tuple else self._all(value)
        raise _NoDigestError(name)

    def _once(self, name: str, of: Callable[[Any], Collection[Any]]) -> Callable[[Any], bytes]:
        def digest(value: object) -> bytes:
            known = self._of_shared.get(id(value))
            if not known:
                known = self._of_shared[id(value)] = value, _digest((name, *self._all(of(value))))
            return known[1]

        return digest

    def _all(self, values: Collection[Any]) -> tuple[Any, ...]:
        return tuple([value if type(value) in _PLAIN else self._taken_apart(value) for value in values])


def _digest(parts: Any) -> bytes:
    return blake2b(marshal.dumps(parts, 0), digest_size=16).digest()
