"""A whole site for each audience, searched to the last byte: exactly what they may see is in it."""

import base64
import gzip
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from studylog.build import generate
from studylog.engines import Files, build_site
from studylog.ondisk import STATE
from studylog.paths import CALENDAR, FEED, JSON_FEED
from studylog.problems import JournalError
from studylog.sharing.audience import AUDIENCES, Audience
from studylog.sharing.door import sealed
from studylog.sharing.passphrase import derive
from tests.canaries import DAYS, Chosen, found_in, planted
from tests.conftest import ROOT
from tests.unsealed import unsealed

CHOSEN = Chosen(
    kinds={"notes": "mentor", "interviews": "private", "thread": "mentor", "insights": "public"},
    records=(None, "mentor", None),
    questions=(None, "private", "mentor"),
    topics=(None, None, "mentor"),
)
WORDS = "correct horse battery staple"
LAST = date.fromisoformat(DAYS[-1])
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def readings(data: bytes) -> Iterator[bytes]:
    """Bytes as they stand, and as they are once unpacked or unescaped."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from readings(gzip.decompress(data))
        return
    yield re.sub(rb"\\u00([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), data)
    yield unquote_to_bytes(data)
    yield data.replace(b"\r\n ", b"")
    for run in _BASE64.findall(data) if b"canary" not in data or len(data) < 1_000_000 else ():
        for start in range(4):
            part = run.rstrip(b"=")[start:].replace(b"-", b"+").replace(b"_", b"/")
            whole = part[: len(part) - (len(part) % 4 == 1)]
            yield base64.b64decode(whole + b"=" * (-len(whole) % 4))


def markers_in(folder: Path) -> set[str]:
    """The markers in every file of a folder, and in the names of the files."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    files = (path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "plotly.min.js")
    return found_in(names) | found_in(text.decode("latin-1") for data in files for text in readings(data))


@pytest.mark.parametrize(
    "data",
    [b"canary0001x", gzip.compress(b"canary0001x"), base64.b64encode(b"a canary0001x b"), b"c\\u0061nary0001x",
     b"c%61nary0001x", b"cana\r\n ry0001x", b"x" + base64.urlsafe_b64encode(b"??>canary0001x")],
    ids=["plain", "gzip", "base64", "escaped", "quoted", "folded", "in an address"],
)  # fmt: skip
def test_a_hidden_marker_is_found(data: bytes, tmp_path: Path) -> None:
    """The search itself."""
    (tmp_path / "file").write_bytes(b"before " + data + b" after" if data[:2] != b"\x1f\x8b" else data)
    assert markers_in(tmp_path) == {"canary0001x"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("canaries")
    planted(CHOSEN).write(root / "content")
    (root / "mkdocs.yml").write_text(f"site_url: https://example.org/\n{(ROOT / 'mkdocs.yml').read_text()}")
    shutil.copytree(ROOT / "docs" / "guide", root / "docs" / "guide")
    shutil.copytree(ROOT / "docs" / "decisions", root / "docs" / "decisions")
    return root


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_site_holds_what_its_audience_may_see(root: Path, audience: Audience) -> None:
    """Pages, search index, feeds, addresses and all other files; sites for others were there before."""
    generate(root, as_of=None, today=LAST, audience=audience)
    site = root / f"site-{audience}"
    build_site(root, site, root / STATE, as_of=LAST)
    assert markers_in(site) == planted(CHOSEN).visible_to(audience)
    for path in (CALENDAR, FEED, JSON_FEED):
        assert b"canary" in (site / path).read_bytes()


def test_a_sealed_site_says_nothing_and_opens_to_what_its_audience_may_see(root: Path, tmp_path: Path) -> None:
    """No marker in any byte or name of it, and exactly the mentor's once it is opened by its documented format."""
    generate(root, as_of=None, today=LAST, audience="mentor")
    built: list[str] = []

    def seal(files: Files) -> Files:
        listed = dict(files)
        built.extend(listed)
        return sealed(listed.items(), derive(WORDS, ""), root)

    build_site(root, site := tmp_path / "site", root / STATE, as_of=LAST, seal=seal)
    assert markers_in(site) == set()
    for path, content in unsealed(site, WORDS, built).items():
        (tmp_path / "opened" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "opened" / path).write_bytes(content)
    assert markers_in(tmp_path / "opened") == planted(CHOSEN).visible_to("mentor") != set()


def test_a_page_that_is_not_ours_stops_what_is_for_others(root: Path) -> None:
    """It may tell of what they may not see; the learner is only warned."""
    generate(root, as_of=None, today=LAST)
    with (root / "docs" / "journal" / "weak.md").open("a") as page:
        page.write("more\n")
    assert len(generate(root, as_of=None, today=LAST).published.problems) == 1
    with pytest.raises(JournalError, match="left alone"):
        generate(root, as_of=None, today=LAST, audience="public")
