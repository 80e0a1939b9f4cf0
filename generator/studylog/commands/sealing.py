"""A site under a passphrase: where the passphrase is read, and what is refused before anything is built."""

import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from ..build import demand
from ..engines import KEPT_APART, Built, Files, address, check_settings
from ..problems import JournalError, Problem, harmless
from ..wording import count
from .output import show

WORDS = "Write five words or more that nobody would guess from one another, in one line."


def sealing(file: Path, root: Path, site: Path, *, strict: bool) -> Callable[[Files], Files]:
    """What makes of a built site one that the passphrase in `file` opens; `-` is standard input.

    Raises JournalError for a passphrase that will not do, and where it would be published; OSError for a file that
    cannot be read.
    """
    if not find_spec("cryptography"):
        hint = "Install it: pip install 'studylog[passphrase]'"
        raise _refused("cryptography", "this package, which a passphrase needs, is not installed.", hint)
    from ..sharing.door import sealed  # only now, since they need it
    from ..sharing.passphrase import accepted, derive

    place = _address(root / "mkdocs.yml", strict=strict)
    try:
        passphrase = accepted(_read(file, [*(root / name for name in KEPT_APART), site]))
    except ValueError as error:
        raise _refused(str(file), f"no passphrase that will do: {error}", WORDS) from None
    return partial(sealed, keys=derive(passphrase, place), journal=root)


def said(built: Built, site: Path) -> str:
    """How much is sealed, what a guess costs, and what else lies there for everyone to read."""
    from ..sharing.door import LOGIN, WORKER
    from ..sharing.passphrase import FOLDER, ITERATIONS

    door = {*LOGIN, WORKER}
    text = f"Sealed: {count(built.replaced + built.unchanged - len(door), 'file')}; a guess at the passphrase takes "
    text += f"{ITERATIONS:,} rounds of PBKDF2."
    others = sorted(harmless(path.name) for path in site.iterdir() if path.name not in {*door, FOLDER})
    return f"{text} Everyone can read what else lies there: {', '.join(others)}." if others else text


def _address(settings: Path, *, strict: bool) -> str:
    """Where the site will be, which keeps guesses at it apart from guesses at others."""
    check_settings(settings)
    found = address(settings)
    if not found:
        message = "without site_url, guesses at this passphrase serve for every other site that has none."
        hint = "Write where the site will be, such as site_url: https://example.org/journal/."
        warning = Problem(str(settings), 0, 0, "passphrase", message, hint, "warning")
        demand([warning], strict=strict)
        show([warning])
    return found


def _read(file: Path, published: list[Path]) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    if any(folder.resolve() in file.resolve().parents for folder in published):
        raise _refused(str(file), "a passphrase here is published or kept with the journal.", "Move it out of there.")
    return file.read_bytes()


def _refused(place: str, message: str, hint: str) -> JournalError:
    return JournalError([Problem(place, 0, 0, "passphrase", message, hint)])
