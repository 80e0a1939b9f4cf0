"""What everyone can read of a sealed site: a page that asks for the passphrase, and a worker that opens the rest."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from ..packaged import template_folders
from ..render import environment
from .passphrase import ITERATIONS, Keys, seal

LOGIN = ("index.html", "404.html")
"""One page at both: many hosts answer with the second for an address that they do not have."""
WORKER = "sw.js"


def sealed(files: Iterable[tuple[str, bytes]], keys: Keys, journal: Path) -> Iterator[tuple[str, bytes]]:
    """A whole site, path and content of each file, as it is published under a passphrase.

    `journal` is the root whose own templates come first.
    """
    env = environment(template_folders(journal))
    style, script = (Markup(env.get_template(f"sealed/login.{suffix}").render()) for suffix in ("css", "js"))
    login = env.get_template("sealed/login.html").render(
        style=style,
        script=script,
        style_sum=_sum(style),
        script_sum=_sum(script),
        salt=keys.salt.hex(),
        check=keys.check.hex(),
        iterations=ITERATIONS,
    )
    yield from ((path, login.encode()) for path in LOGIN)
    yield WORKER, env.get_template("sealed/worker.js").render().encode()
    yield from (seal(path, content, keys) for path, content in files)


def _sum(text: str) -> str:
    """How a content security policy names a script or style that stands in the page."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
