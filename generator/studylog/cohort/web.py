"""Figures from published sites: what an address answers, held to a size and a time, whatever the other side does."""

import gzip
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from http.client import HTTPException
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from .. import __version__
from .told import Unread, words

SECONDS = 20.0
MOST_BYTES = 32 * 2**20
"""Three times what ten years of records come to."""
PATH = "journal/figures.json"


def figures_address(site: str) -> str:
    """Where the figures of a site are: the address itself where it names a .json file."""
    parts = urlsplit(site)
    if parts.path.endswith(".json"):
        return urlunsplit(parts._replace(fragment=""))
    return urlunsplit(parts._replace(path=f"{_folder(parts.path)}{PATH}", query="", fragment=""))


def site_address(site: str) -> str:
    """Where the site itself is."""
    parts = urlsplit(site)
    path = parts.path.removesuffix(PATH) if parts.path.endswith(f"/{PATH}") else _folder(parts.path)
    return urlunsplit(parts._replace(path=path, query="", fragment=""))


def _folder(path: str) -> str:
    """The folder that the path of a page, or of a folder with or without its slash, stands for."""
    folder, _, last = path.rpartition("/")
    return f"{folder}/" if last.endswith((".html", ".json")) or not last else f"{path}/"


def fetched(site: str, *, seconds: float = SECONDS, most: int = MOST_BYTES) -> bytes:
    """The figures of a site. Raises Unread where there is no answer in time, or none of that size.

    The time is for everything together: the name, the connection, a slow answer. Nothing in the library limits that,
    so what is late is left alone in a thread that ends with the program.
    """
    answer: Future[bytes] = Future()
    Thread(target=_settle, args=(answer, lambda: _asked(figures_address(site), seconds, most)), daemon=True).start()
    try:
        return answer.result(seconds)
    except HTTPError as error:
        with error:
            astray = "the server redirects without end, or to what is no web address"
            raise Unread(astray if error.code < 400 else f"the server answers {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise Unread(f"no answer within {seconds:g} seconds") from error
    except URLError as error:
        raise Unread(f"no connection: {words(error.reason)}") from error
    except (OSError, HTTPException, ValueError, EOFError, zlib.error) as error:
        raise Unread(f"the answer is broken: {words(error)}") from error


def _settle(answer: Future[bytes], work: Callable[[], bytes]) -> None:
    try:
        answer.set_result(work())
    except BaseException as error:  # goes on in the thread that waits
        answer.set_exception(error)


def _asked(address: str, seconds: float, most: int) -> bytes:
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": f"studylog/{__version__}"}
    with _opener().open(Request(_ascii(address), headers=headers), timeout=seconds) as response:  # noqa: S310
        packed = response.headers.get("Content-Encoding", "").strip().lower() == "gzip"
        content: bytes = (gzip.GzipFile(fileobj=response) if packed else response).read(most + 1)
    if len(content) > most:
        raise Unread(f"the answer is larger than {most // 2**20} MB")
    return content


def _opener() -> OpenerDirector:
    """HTTP and HTTPS alone, redirects included; no cookie is kept, and no other scheme is known."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPRedirectHandler, HTTPDefaultErrorHandler,
                    HTTPErrorProcessor, UnknownHandler):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _ascii(address: str) -> str:
    """An address as it goes over the wire."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode()
    path, query = (quote(part, safe="/?%:@!$&'()*+,;=~") for part in (parts.path, parts.query))
    return urlunsplit(parts._replace(netloc=host, path=path, query=query))
