"""Files that only a passphrase opens: each under a name that says nothing, encrypted, and of a size that tells little.

The format stands in docs/guide/passphrase.md, so that it can be read without studylog. Nothing in it is random: the
same files under the same passphrase give the same bytes, and what did not change need not be uploaded again.
"""

import gzip
import hmac
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac, sha256
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from unicodedata import category, normalize

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ITERATIONS = 1_000_000
"""OWASP's Password Storage Cheat Sheet asks for at least 600,000 of PBKDF2-HMAC-SHA-256, in less than a second."""
SHORTEST = 15
"""What NIST SP 800-63B-4 asks of a password that stands alone."""
FOLDER = "sealed"
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
STEP = 4096

_KNOWN = MimeTypes()  # what Python brings, whatever the system says
_MORE = {
    ".ics": "text/calendar", ".md": "text/markdown", ".atom": "application/atom+xml", ".rss": "application/rss+xml",
    ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".map": "application/json",
    ".js": "text/javascript", ".mjs": "text/javascript",
}  # fmt: skip
_TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a passphrase gives, in bytes. `salt` and `check` may be seen by everyone; the rest opens the site."""

    salt: bytes
    check: bytes
    cipher: bytes = field(repr=False)
    names: bytes = field(repr=False)
    nonces: bytes = field(repr=False)


def accepted(data: bytes) -> str:
    """The passphrase in a file: one line, in Unicode's form NFC, without spaces around it.

    Raises ValueError with what is wrong with it, which never quotes it.
    """
    try:
        text = normalize("NFC", data.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")).strip(" ")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8.") from None
    if not text:
        raise ValueError("it is empty.")
    if any(category(letter) in ("Cc", "Zl", "Zp") for letter in text):
        raise ValueError("it holds more than one line, or a character that nobody can type.")
    if len(text) < SHORTEST:
        raise ValueError(f"it has {len(text)} of at least {SHORTEST} characters.")
    return text


def derive(passphrase: str, address: str) -> Keys:
    """The keys of the site at an address, so that guesses at one are worth nothing for another. Slow on purpose."""
    salt = sha256(f"studylog {address}".encode()).digest()[:SALT_BYTES]
    source = pbkdf2_hmac("sha256", passphrase.encode(), salt, ITERATIONS, KEY_BYTES)

    def key(use: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=use.encode()).derive(source)

    return Keys(salt, key("check"), key("cipher"), key("names"), key("nonces"))


def seal(path: str, content: bytes, keys: Keys) -> tuple[str, bytes]:
    """A file of the site as what is published of it: its path there, and its bytes.

    The path goes in as associated data, so that no file can stand in for another. The nonce is made of all that is
    encrypted: two texts never share one.
    """
    place = path.encode()
    text = _padded(f"{_kind(path)}\n".encode() + gzip.compress(content, mtime=0))
    nonce = hmac.digest(keys.nonces, place + b"\0" + text, "sha256")[:NONCE_BYTES]
    name = hmac.digest(keys.names, place, "sha256").hex()
    return f"{FOLDER}/{name}", nonce + AESGCM(keys.cipher).encrypt(nonce, text, place)


def _padded(text: bytes) -> bytes:
    """Up to the next multiple of 4 KiB, by a byte of 128 and zeros."""
    return text + b"\x80" + bytes(-(len(text) + 1) % STEP)


def _kind(path: str) -> str:
    """The media type by which a browser is to take a file."""
    suffix = PurePosixPath(path).suffix.lower()
    kind = _MORE.get(suffix) or _KNOWN.types_map[True].get(suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind
