"""A sealed site opened by its documented format alone: written without studylog's own code, with other functions."""

import gzip
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


@dataclass(frozen=True)
class Opener:
    """What opens the files of a site: keys in bytes."""

    cipher: bytes
    names: bytes

    def name(self, path: str) -> str:
        """The file that a path of the site is sealed in."""
        return "sealed/" + hmac.new(self.names, path.encode(), "sha256").hexdigest()

    def open(self, path: str, sealed: bytes) -> tuple[str, bytes]:
        """Media type and content. Raises InvalidTag for what was not sealed so, or not for this path."""
        text = AESGCM(self.cipher).decrypt(sealed[:12], sealed[12:], path.encode())
        kind, _, packed = text.rstrip(b"\0").removesuffix(b"\x80").partition(b"\n")
        return kind.decode(), gzip.decompress(packed)


def expand(source: bytes, use: str) -> bytes:
    """HKDF of RFC 5869 for one block: no salt means one of zeros."""
    extracted = hmac.new(bytes(32), source, "sha256").digest()
    return hmac.new(extracted, use.encode() + b"\x01", "sha256").digest()


def opener(login: str, passphrase: str) -> Opener | None:
    """What a passphrase gives at the page that asks for it; nothing where it is another one."""
    salt, iterations, check = (
        found[1] for name in ("salt", "iterations", "check") if (found := re.search(f'data-{name}="([^"]+)"', login))
    )
    source = PBKDF2HMAC(SHA256(), 32, bytes.fromhex(salt), int(iterations)).derive(passphrase.encode())
    if expand(source, "check").hex() != check:
        return None
    return Opener(expand(source, "cipher"), expand(source, "names"))


def unsealed(site: Path, passphrase: str, paths: Iterable[str]) -> dict[str, bytes]:
    """The content of each path; all that is in the site beside them is the page, twice, and the worker."""
    opens = opener((site / "index.html").read_text(encoding="utf-8"), passphrase)
    assert opens
    names = {opens.name(path): path for path in paths}
    found = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert found == {"index.html", "404.html", "sw.js", *names}
    return {path: opens.open(path, (site / name).read_bytes())[1] for name, path in names.items()}
