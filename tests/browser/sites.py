"""The sites that the budgets of a page are held at: the sample, an empty journal, and ten years of records."""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studylog.build import generate
from studylog.engines import build_site
from tests import synthetic
from tests.conftest import copy_sample
from tests.sites import journals
from tests.sites.test_pages import write

NEVER_NEEDED = date(2025, 11, 5)
"""The day, for journals that do not pin one; each of these does."""

CONTENTS: Mapping[str, Callable[[], Mapping[str, str] | None]] = {
    "sample": lambda: None,
    "empty": lambda: journals.EMPTY,
    "ten-years": lambda: synthetic.files(3650),
}
"""The files of each site's journal; None = those of the sample."""

NAMES = tuple(CONTENTS)


@dataclass(frozen=True)
class Site:
    """A built site: its published pages, its folder, and its address with a slash at the end."""

    name: str
    docs: Path
    folder: Path
    address: str

    def pages(self) -> dict[str, str]:
        """The largest page of each kind, as its path from the root of the site."""
        largest = {kind: max(found, key=_size) for kind, found in kinds(self.docs).items()}
        return {
            kind: page.relative_to(self.docs).with_suffix(".html").as_posix() for kind, page in sorted(largest.items())
        }


def kind(path: str) -> str:
    """What a page under docs/ is one of: `dashboard`, `review`, `days`, `days/NNNN-NN-NN`, `topics/…`."""
    inside = path.removeprefix("journal/").removesuffix(".md")
    if inside == "index":
        return "dashboard"
    folder, _, name = inside.rpartition("/")
    if not folder:
        return inside
    if name == "index":
        return folder
    period = re.match(r"\d{4}(-W?\d\d){0,2}", name)
    return f"{folder}/{re.sub('[0-9]', 'N', period[0]) if period else '…'}"


def kinds(docs: Path) -> dict[str, list[Path]]:
    """All published pages by kind, in order of their names."""
    found: dict[str, list[Path]] = {}
    for page in (docs / "index.md", *sorted((docs / "journal").rglob("*.md"))):
        found.setdefault(kind(page.relative_to(docs).as_posix()), []).append(page)
    return found


def build(name: str, root: Path, server: str) -> Site:
    """Publish a journal under `root` and build its site, which `server` shows where `root`'s parent is its own root."""
    copy_sample(root)
    if files := CONTENTS[name]():
        shutil.rmtree(root / "content")
        write(root, files)
    address = f"{server}/{root.name}/site/"
    _set_address(root / "mkdocs.yml", address)
    generated = generate(root, as_of=None, today=NEVER_NEEDED)
    build_site(root, root / "site", root / ".studylog", as_of=generated.as_of)
    return Site(name, root / "docs", root / "site", address)


def _size(page: Path) -> int:
    return page.stat().st_size


def _set_address(settings: Path, address: str) -> None:
    """Material navigates instantly only where a site says that it is."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("site_url:")]
    settings.write_text("\n".join([f"site_url: {address}", *kept, ""]), encoding="utf-8")
