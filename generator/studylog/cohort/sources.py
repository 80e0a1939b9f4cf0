"""What an overview is made from: folders of journals, figures.json files, and addresses of sites."""

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from ..build import day_of, demand, read
from ..figures import compute
from ..figures_json import as_json
from ..problems import JournalError
from ..sharing.audience import Audience, seen_by
from ..wording import count
from .told import Unread, clean, words
from .web import MOST_BYTES, fetched, site_address

AT_ONCE = 16
LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, file or address, as it was `given`."""

    given: str

    @property
    def is_address(self) -> bool:
        return bool(re.match("https?://", self.given, re.IGNORECASE))

    @property
    def site(self) -> str | None:
        """The address of a published site that may be linked to."""
        return site_address(self.given) if self.is_address and not _fault(self.given) else None

    @property
    def shown(self) -> str:
        """In one line, and without the password that an address may have in it."""
        return clean(re.sub("^([a-z]+://)[^/?#]*@", r"\1", self.given, flags=re.IGNORECASE), LONGEST_SOURCE)


def contents(sources: Sequence[Source], *, as_of: date | None, today: date, audience: Audience) -> list[bytes | Unread]:
    """For each source its figures.json, or why there is none. A journal is measured; addresses are asked meanwhile."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = {source: pool.submit(_answer, source.given) for source in sources if source.is_address}
        return [
            answers[source].result() if source in answers else _local(source.given, as_of, today, audience)
            for source in sources
        ]


def _answer(address: str) -> bytes | Unread:
    try:
        if fault := _fault(address):
            return Unread(fault)
        return fetched(address)
    except Unread as error:
        return error


def _fault(address: str) -> str:
    """Why an address is not asked, or nothing."""
    try:
        parts = urlsplit(address)
        if not parts.hostname or parts.port == 0:
            return "the address names no server"
    except ValueError as error:
        return f"the address is wrong: {error}"
    return "an address with a user name in it is not asked" if "@" in parts.netloc else ""


def _local(given: str, as_of: date | None, today: date, audience: Audience) -> bytes | Unread:
    path = Path(given)
    try:
        if path.is_dir():
            return _measured(path, as_of, today, audience)
        if path.is_file():
            return _file(path)
    except (OSError, ValueError) as error:
        return Unread(words(error))
    except Unread as error:
        return error
    return Unread("only http and https addresses are asked" if "://" in given else "there is no such file or folder")


def _measured(root: Path, as_of: date | None, today: date, audience: Audience) -> bytes:
    """The figures of a journal as an audience may know them."""
    if not (root / "content").is_dir():
        raise Unread("there is no journal here, since there is no content/")
    try:
        journal, problems = read(root, as_of=as_of, today=today)
        demand(problems)
    except JournalError as error:
        first = error.problems[0]
        raise Unread(f"{count(len(error.problems), 'error')} in its records, {first.place}: {first.message}") from error
    seen, _ = seen_by(audience, journal)
    return json.dumps(as_json(compute(seen, day_of(journal, as_of, today)))).encode()


def _file(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unread(f"the file is larger than {MOST_BYTES // 2**20} MB")
    return content
