"""What studylog needs of other packages, and which versions of them are installed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import __version__

NAME = "studylog"


@dataclass(frozen=True, slots=True)
class Need:
    """A package that is needed: `wanted` as in `>=1.6,<2`, and the version `found`, if any."""

    package: str
    wanted: str
    found: str | None
    fits: bool


def needs() -> tuple[Need, ...]:
    """What studylog itself asks for, in the order of names; nothing where it is not installed as a package."""
    made = [_need(requirement) for requirement in _asked_for(_installed(NAME), frozenset())]
    return tuple(sorted(made, key=lambda need: need.package))


def pins() -> tuple[str, ...]:
    """Lines of a requirements file: studylog, then all that it needs directly or through others, as installed here."""
    found: dict[str, str] = {}
    waiting = [Requirement(NAME)]
    while waiting:
        requirement = waiting.pop()
        installed = _installed(requirement.name)
        name = canonicalize_name(requirement.name)
        if installed and (name not in found or requirement.extras):
            found[name] = f"{name}=={installed.version}"
            asked = _asked_for(installed, frozenset(requirement.extras))
            waiting += [one for one in asked if canonicalize_name(one.name) not in found]
    found.pop(NAME, None)
    return (_own_pin(), *(found[name] for name in sorted(found)))


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _asked_for(installed: Distribution | None, extras: frozenset[str]) -> Iterator[Requirement]:
    """The requirements that hold on this system, with those of the extras."""
    for line in (installed.requires or ()) if installed else ():
        requirement = Requirement(line)
        marker = requirement.marker
        if not marker or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _need(requirement: Requirement) -> Need:
    installed = _installed(requirement.name)
    version = installed.version if installed else None
    fits = version is not None and requirement.specifier.contains(version, prereleases=True)
    return Need(requirement.name, str(requirement.specifier), version, fits)


def _own_pin() -> str:
    """studylog as it was installed: a commit of a repository, or else a version."""
    installed = _installed(NAME)
    origin = json.loads((installed and installed.read_text("direct_url.json")) or "{}")
    if vcs := origin.get("vcs_info"):
        return f"{NAME} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"{NAME}=={__version__}"
