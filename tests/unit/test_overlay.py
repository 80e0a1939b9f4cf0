"""What tells open pages of problems: to pages of the site alone, now and at every change."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from studylog import overlay as module
from studylog.overlay import Overlay, served
from studylog.problems import Problem

SITE = ("127.0.0.1", 8000)
BROKEN = Problem("a.yml", 2, 4, "x", "wrong.", "Right.", excerpt="a: <b>")


@pytest.fixture
def overlay() -> Iterator[Overlay]:
    with served(SITE) as made:
        yield made


def ask(address: str, origin: str | None = None) -> Any:
    headers = {"Origin": origin} if origin else {}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  our own server
    return urllib.request.urlopen(request, timeout=5)  # noqa: S310


def heard(answer: Any) -> Any:
    line, end = answer.readline(), answer.readline()
    assert line.startswith(b"data: ") and end == b"\n"
    return json.loads(line.removeprefix(b"data: "))


def test_the_script_is_where_it_is_said_to_be(overlay: Overlay) -> None:
    """On a port of its own at the site's host."""
    with ask(overlay.script) as answer:
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert b"studylog-problems" in answer.read()


def test_a_page_hears_the_problems_and_every_change(overlay: Overlay) -> None:
    """First how things stand, then what changes, in the words of `studylog check`."""
    with ask(overlay.script.replace("overlay.js", "problems"), "http://localhost:8000") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "http://localhost:8000"
        assert heard(answer) == []
        overlay.show([BROKEN])
        assert heard(answer) == [{"place": "a.yml:2:4", "message": "wrong.", "hint": "Right.", "shown": "a: <b>\n   ^"}]
        overlay.show(())
        assert heard(answer) == []


@pytest.mark.parametrize(
    "origin", [None, "http://example.org", "http://127.0.0.1:8001", "https://127.0.0.1:8000", "null"]
)
def test_nobody_else_hears_them(overlay: Overlay, origin: str | None) -> None:
    """Another site in the same browser may not read a record."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(overlay.script.replace("overlay.js", "problems"), origin)
    refused.value.close()
    assert refused.value.code == 403


@pytest.mark.parametrize(
    ("host", "own", "origins"),
    [
        ("127.0.0.1", "127.0.0.1", {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"}),
        ("[::1]", "::1", {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"}),
        ("192.168.1.5", "192.168.1.5", {"http://192.168.1.5:8000"}),
    ],
)
def test_pages_come_from_where_the_site_is_served(host: str, own: str, origins: set[str]) -> None:
    """This machine by any of its names, else the one name that was asked for."""
    made = Overlay((host, 8000))
    assert made.host == own
    assert made.origins == origins


def test_a_page_that_hears_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a comment, which browsers pass over."""
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.01)
    messages = Overlay(SITE).messages()
    assert next(messages) == b"data: []\n\n"
    assert next(messages) == b":\n\n"
