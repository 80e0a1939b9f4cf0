"""What is wrong with the journal, on top of every page that is open while it is served.

A small server beside the engine's gives a script and keeps telling it the problems. The engine only adds the script's
address to its pages, so that nothing of this is in docs/ or in a site that was built.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6
from typing import Any

from .problems import Problem

SCRIPT = Path(__file__).with_name("overlay.js")
HEARTBEAT_SECONDS = 15
"""How often a page that hears nothing is tried: one that was closed ends its thread."""


class Overlay:
    """The problems that pages show now; `script` is the address of what shows them."""

    def __init__(self, site: tuple[str, int]) -> None:
        host = site[0].strip("[]")
        self.origins = {_address(name, site[1]) for name in (host, *(_LOCAL if _is_local(host) else ()))}
        self.host = "127.0.0.1" if host in _ANYWHERE else host
        self.script = ""
        self._told = _message(())
        self._version = 0
        self._news = threading.Condition()

    def show(self, problems: Sequence[Problem]) -> None:
        """Have every page show these problems, or none."""
        with self._news:
            self._told = _message(problems)
            self._version += 1
            self._news.notify_all()

    def messages(self) -> Iterator[bytes]:
        """What a page is told: the problems now, and again at every change; between them that we are still there."""
        seen = -1
        while True:
            with self._news:
                if self._version == seen:
                    self._news.wait(HEARTBEAT_SECONDS)
                message = b":\n\n" if self._version == seen else self._told
                seen = self._version
            yield message


@contextmanager
def served(site: tuple[str, int]) -> Iterator[Overlay]:
    """An overlay for the pages of a site that is served at `site`, on a port of its own."""
    overlay = Overlay(site)
    server = _Server(overlay)
    overlay.script = f"{_address(overlay.host, server.server_address[1])}/overlay.js"
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield overlay
    finally:
        server.shutdown()
        server.server_close()


_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  an address to compare with
_LOCAL = ("localhost", "127.0.0.1", "::1")


def _is_local(host: str) -> bool:
    if host == "localhost" or host in _ANYWHERE:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _message(problems: Sequence[Problem]) -> bytes:
    """An event of the kind that browsers listen for; JSON holds no line break."""
    told = [{"place": p.place, "message": p.message, "hint": p.hint, "shown": p.shown} for p in problems]
    return f"data: {json.dumps(told)}\n\n".encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # pages listen for as long as they are open

    def __init__(self, overlay: Overlay) -> None:
        self.address_family = AF_INET6 if ":" in overlay.host else AF_INET
        super().__init__((overlay.host, 0), partial(_Handler, overlay))


class _Handler(BaseHTTPRequestHandler):
    """`/overlay.js`, and `/problems` for pages of the site alone: records are nobody else's business."""

    def __init__(self, overlay: Overlay, *arguments: Any) -> None:
        self._overlay = overlay
        super().__init__(*arguments)

    def do_GET(self) -> None:
        origin = self.headers.get("Origin")
        if self.path == "/overlay.js":
            self._start("text/javascript; charset=utf-8")
            self.wfile.write(SCRIPT.read_bytes())
        elif self.path == "/problems" and origin in self._overlay.origins:
            self._start("text/event-stream", {"Access-Control-Allow-Origin": str(origin)})
            with suppress(OSError):  # the page was left
                for message in self._overlay.messages():
                    self.wfile.write(message)
        else:
            self.send_error(403 if self.path == "/problems" else 404)

    def _start(self, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The engine tells of requests; these are ours."""
