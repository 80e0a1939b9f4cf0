"""Sealing: what it hides, that it opens by its documented format, and that nothing else opens it."""

import base64
import re
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from studylog.sharing.door import sealed
from studylog.sharing.passphrase import accepted, derive, seal
from tests.unsealed import Opener, opener

WORDS = "correct horse battery staple"
ADDRESS = "https://example.org/journal/"
KEYS = derive(WORDS, ADDRESS)
FILES = {
    "index.html": b"<body>A day of study</body>",
    "journal/days/2025-11-05.html": b"the eleventh " * 1000,
    "search/search_index.json": b"{}",
    "assets/a.png": bytes(range(256)) * 40,
    "leer/übung.svg": b"",
    "again.html": b"<body>A day of study</body>",
}


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return dict(sealed(FILES.items(), KEYS, Path("nowhere")))


@pytest.fixture(scope="module")
def opens(site: dict[str, bytes]) -> Opener:
    found = opener(site["index.html"].decode(), WORDS)
    assert found
    return found


def test_it_opens_by_the_documented_format(site: dict[str, bytes], opens: Opener) -> None:
    """Every file under the name that its path gives, and none besides."""
    assert {path: opens.open(path, site[opens.name(path)])[1] for path in FILES} == FILES
    assert set(site) == {"index.html", "404.html", "sw.js", *map(opens.name, FILES)}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.html", "text/html; charset=utf-8"),
        ("b.min.JS", "text/javascript; charset=utf-8"),
        ("b.svg", "image/svg+xml; charset=utf-8"),
        ("b.woff2", "font/woff2"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("sitemap.xml.gz", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_says_what_it_is(path: str, kind: str, opens: Opener) -> None:
    """By its name, whatever the system takes it for."""
    assert opens.open(path, seal(path, b"x", KEYS)[1])[0] == kind


@pytest.mark.parametrize(
    "words", ["correct horse battery stapl", "Correct horse battery staple", "correct horse battery staple\n"]
)
def test_another_passphrase_opens_nothing(site: dict[str, bytes], words: str) -> None:
    """It does not pass the check, and no file is found or opened by it."""
    assert opener(site["index.html"].decode(), words) is None
    other = derive(words, ADDRESS)
    assert not {seal(path, content, other)[0] for path, content in FILES.items()} & set(site)
    wrong = Opener(other.cipher, other.names)
    name = next(name for name in site if name.startswith("sealed/"))
    for path in FILES:
        with pytest.raises(InvalidTag):
            wrong.open(path, site[name])


@pytest.mark.parametrize("at", [0, 11, 12, 2000, -17, -1], ids=["nonce", "its end", "text", "middle", "padding", "tag"])
def test_a_changed_byte_is_noticed(site: dict[str, bytes], opens: Opener, at: int) -> None:
    """Wherever it stands."""
    changed = bytearray(site[opens.name("index.html")])
    changed[at] ^= 1
    with pytest.raises(InvalidTag):
        opens.open("index.html", bytes(changed))


@pytest.mark.parametrize("length", [0, 11, 12, 27, -1])
def test_a_file_that_was_cut_off_is_noticed(length: int, site: dict[str, bytes], opens: Opener) -> None:
    """Wherever it ends."""
    with pytest.raises((InvalidTag, ValueError)):
        opens.open("index.html", site[opens.name("index.html")][:length])


def test_no_file_stands_in_for_another(site: dict[str, bytes], opens: Opener) -> None:
    """A host that gives one under the name of another is found out, also where both hold the same."""
    for path in FILES:
        for other in FILES.keys() - {path}:
            with pytest.raises(InvalidTag):
                opens.open(path, site[opens.name(other)])


def test_the_same_again_is_the_same_to_the_byte(site: dict[str, bytes]) -> None:
    """From new keys as well."""
    assert dict(sealed(FILES.items(), derive(WORDS, ADDRESS), Path("nowhere"))) == site


def test_no_nonce_is_used_for_two_texts() -> None:
    """Neither for two contents, nor for two paths, nor at two sites."""
    made = [seal(f"{n}.html", content, KEYS)[1][:12] for n in range(50) for content in (b"", b"a", b"b", b"c" * 9000)]
    assert len(set(made)) == 200
    assert seal("a", b"x", derive(WORDS, "elsewhere"))[1][:12] != seal("a", b"x", KEYS)[1][:12]


@given(st.binary(max_size=20_000))
def test_sizes_tell_little(content: bytes) -> None:
    """Every file is a multiple of 4 KiB, and 28 bytes for nonce and tag, whatever the bytes at its end."""
    size = len(seal("a.html", content, KEYS)[1]) - 28
    assert size in (4096, 8192, 12288, 16384, 20480)
    opens = Opener(KEYS.cipher, KEYS.names)
    assert opens.open("a.html", seal("a.html", content, KEYS)[1])[1] == content


def test_what_is_sealed_shows_nowhere(site: dict[str, bytes]) -> None:
    """Neither names nor contents nor the passphrase nor what only readers hold."""
    everything = b"\n".join([*(name.encode() for name in site), *site.values()])
    for word in ("2025-11-05", "search_index", "eleventh", "day of study", WORDS, "example.org", "übung"):
        assert word.encode() not in everything
    assert KEYS.check.hex().encode() in everything
    for secret in (KEYS.cipher, KEYS.names, KEYS.nonces):
        assert secret not in everything
        assert secret.hex().encode() not in everything


def test_keys_do_not_show_in_a_message() -> None:
    """Only what everyone can read does."""
    assert str(KEYS) == f"Keys(salt={KEYS.salt!r}, check={KEYS.check!r})"


def test_every_key_is_another_and_each_site_has_its_own() -> None:
    """Under the same passphrase."""
    one, other = KEYS, derive(WORDS, "https://example.org/other/")
    keys = [key for made in (one, other) for key in (made.salt, made.check, made.cipher, made.names, made.nonces)]
    assert len(set(keys)) == 10
    assert {len(key) for key in keys} == {16, 32}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"correct horse battery staple", WORDS),
        (b"correct horse battery staple\n", WORDS),
        (b"\xef\xbb\xbf  correct horse battery staple \r\n", WORDS),
        (normalize("NFD", "schöne grüne Bücher\n").encode(), normalize("NFC", "schöne grüne Bücher")),
        ("五つの長いことばをここに書いた".encode(), "五つの長いことばをここに書いた"),
    ],
    ids=["bare", "with a line end", "from Windows", "decomposed", "Japanese"],
)
def test_a_passphrase_is_taken_as_it_would_be_typed(data: bytes, words: str) -> None:
    """In one form of Unicode, without the end of the line and spaces around."""
    assert accepted(data) == words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"swordfish-12345"[:14], "14 of at least 15"),
        (normalize("NFD", "é" * 14).encode(), "14 of at least 15"),
        (b"swordfish-\xff-swordfish", "not UTF-8"),
        (b"swordfish swordfish\nswordfish", "more than one line"),
        (b"swordfish swordfish\n\n", "more than one line"),
        (b"swordfish\0swordfish", "nobody can type"),
        ("swordfish\u2028swordfish".encode(), "more than one line"),
    ],
    ids=["empty", "blank", "short", "short once composed", "no UTF-8", "two lines", "a line more", "NUL", "separator"],
)
def test_what_will_not_do_is_refused_unquoted(data: bytes, said: str) -> None:
    """With what is wrong."""
    with pytest.raises(ValueError, match=said) as refused:
        accepted(data)
    assert "swordfish" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_the_page_that_asks_runs_its_own_script_alone(site: dict[str, bytes]) -> None:
    """Its policy names script and style by their sums, and lets it ask its own host only."""
    page = site["index.html"].decode()
    assert site["404.html"] == site["index.html"]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    for tag in ("script", "style"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        total = base64.b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{total}'" in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert not re.search(r"(src|href|action)=\"(?!data:,|lock)", page)
    assert " name=" not in page.partition("<form")[2].partition("</form>")[0], "without scripts nothing is sent"


def test_a_journal_may_bring_its_own_door(tmp_path: Path) -> None:
    """In its own language, with the policy that goes with it."""
    own = tmp_path / "templates" / "sealed" / "login.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Lerntagebuch</h1>{{ script_sum }}", encoding="utf-8")
    made = dict(sealed([], KEYS, tmp_path))
    assert re.fullmatch(r"<h1>Lerntagebuch</h1>sha256-[A-Za-z0-9+/]{43}=", made["404.html"].decode())
