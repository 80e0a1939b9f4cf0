"""Figures from addresses, whatever the other side does."""

import socket
import threading
from collections.abc import Iterator
from time import perf_counter

import pytest

from studylog.cohort.told import Unread
from studylog.cohort.web import fetched, figures_address, site_address
from tests.unit.cohort.hosts import host

FIGURES = b'{"version": 1, "title": "A journal long enough to be cut off somewhere in the middle of it"}'
Host = tuple[str, list[tuple[str, dict[str, str]]]]


@pytest.fixture(scope="module")
def loopback() -> Iterator[Host]:
    with host(FIGURES) as found:
        yield found


@pytest.mark.parametrize(
    ("given", "figures", "site"),
    [
        ("https://a.test", "https://a.test/journal/figures.json", "https://a.test/"),
        ("https://a.test/", "https://a.test/journal/figures.json", "https://a.test/"),
        ("https://a.test/ada", "https://a.test/ada/journal/figures.json", "https://a.test/ada/"),
        ("https://a.test/ada/#x", "https://a.test/ada/journal/figures.json", "https://a.test/ada/"),
        ("https://a.test/ada/index.html?q", "https://a.test/ada/journal/figures.json", "https://a.test/ada/"),
        ("https://a.test/v1.2", "https://a.test/v1.2/journal/figures.json", "https://a.test/v1.2/"),
        ("https://a.test/ada/journal/figures.json", "https://a.test/ada/journal/figures.json", "https://a.test/ada/"),
        ("https://a.test/journal/figures.json#x", "https://a.test/journal/figures.json", "https://a.test/"),
        ("https://a.test/raw/ada.json?token=1", "https://a.test/raw/ada.json?token=1", "https://a.test/raw/"),
        ("HTTP://A.test:8000", "http://A.test:8000/journal/figures.json", "http://A.test:8000/"),
    ],
)
def test_where_figures_and_site_are(given: str, figures: str, site: str) -> None:
    """A file is asked as it is named; of a site it is the one that studylog publishes."""
    assert (figures_address(given), site_address(given)) == (figures, site)


@pytest.mark.parametrize("way", ["good", "gzip", "moved"])
def test_an_answer_is_taken(way: str, loopback: Host) -> None:
    """As it is, packed, and from where it has moved to."""
    assert fetched(f"{loopback[0]}/{way}") == FIGURES


def test_no_cookie_is_kept(loopback: Host) -> None:
    """Nothing is sent that tells who asks, also where a redirect would set it."""
    fetched(f"{loopback[0]}/moved/")
    *_, (first, _), (second, headers) = loopback[1]
    assert (first, second) == ("/moved/journal/figures.json", "/good/journal/figures.json")
    assert {name.lower() for name in headers} == {"accept", "accept-encoding", "connection", "host", "user-agent"}


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("missing", "the server answers 404 Not Found"),
        ("broken", "the server answers 503 Service Unavailable"),
        ("loop", "the server redirects without end"),
        ("ftp", "no connection: unknown url type: ftp"),
        ("file", "the server redirects without end, or to what is no web address"),
        ("bad-gzip", "the answer is broken: Compressed file ended"),
        ("no-gzip", "the answer is broken: Not a gzipped file"),
        ("endless", "the answer is larger than 1 MB"),
        ("bomb", "the answer is larger than 1 MB"),
    ],
)
def test_what_is_no_answer(way: str, said: str, loopback: Host) -> None:
    """It is said in words, and no more than the limit is held."""
    with pytest.raises(Unread, match=said):
        fetched(f"{loopback[0]}/{way}", most=2**20)


def test_a_page_and_a_cut_off_answer_are_for_the_reader(loopback: Host) -> None:
    """They are bytes like others; that they are no figures is found where figures are read."""
    assert fetched(f"{loopback[0]}/page").startswith(b"<!doctype")
    assert fetched(f"{loopback[0]}/cut-off") == FIGURES[:-40]


@pytest.mark.parametrize("way", ["silent", "slow-head", "slow-body"])
def test_the_time_is_for_everything_together(way: str, loopback: Host) -> None:
    """A server that never lets a socket time out is left, too."""
    start = perf_counter()
    with pytest.raises(Unread, match=r"no answer within 0\.3 seconds"):
        fetched(f"{loopback[0]}/{way}", seconds=0.3)
    assert perf_counter() - start < 2
    assert all(thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:{port}/", "no connection: Connection refused"),
        ("http://studylog.invalid/", "no connection: "),
        ("http://127.0.0.1:{port}/wö rld\x01", "no connection: .*refused"),
        (f"http://{'a' * 70}.test/", "the answer is broken: "),
        ("http://a..test/", "the answer is broken: "),
    ],
    ids=["nobody there", "no such name", "odd path", "long name", "empty label"],
)
def test_nobody_answers(address: str, said: str) -> None:
    """Without a traceback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unread, match=said):
        fetched(address.format(port=port), seconds=5)
