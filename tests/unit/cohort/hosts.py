"""A host on loopback that answers as hosts do, and as they should not."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHUNK = b"[" + b" " * 65_535


class Host(BaseHTTPRequestHandler):
    """Answers by the first part of the path; `figures` is what a good site has, `asked` what it was asked."""

    figures = b"{}"
    asked: list[tuple[str, dict[str, str]]]
    gone: threading.Event

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        way: Callable[[], None] = getattr(self, f"way_{self.path.split('/')[1].replace('-', '_')}", self.way_missing)
        way()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def way_good(self) -> None:
        self.answer(self.figures, Content_Type="application/json")

    def way_gzip(self) -> None:
        self.answer(gzip.compress(self.figures), Content_Encoding="gzip")

    def way_missing(self) -> None:
        self.answer(b"<h1>Not here</h1>", 404)

    def way_broken(self) -> None:
        self.answer(b"", 503)

    def way_page(self) -> None:
        self.answer(b"<!doctype html><p>a login</p>")

    def way_moved(self) -> None:
        self.answer(b"", 301, Location="/good/journal/figures.json", Set_Cookie="a=b")

    def way_loop(self) -> None:
        self.answer(b"", 302, Location=f"/loop/{time.perf_counter_ns()}.json")

    def way_ftp(self) -> None:
        self.answer(b"", 302, Location="ftp://127.0.0.1/figures.json")

    def way_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def way_cut_off(self) -> None:
        self.answer(self.figures[:-40], Content_Length=str(len(self.figures)))

    def way_bad_gzip(self) -> None:
        self.answer(gzip.compress(self.figures)[:40], Content_Encoding="gzip")

    def way_no_gzip(self) -> None:
        self.answer(self.figures, Content_Encoding="gzip")

    def way_endless(self) -> None:
        self.answer(b"", Content_Length=str(10 * 10**9))
        for _ in range(10**9 // len(CHUNK) * 10):
            self.wfile.write(CHUNK)

    def way_bomb(self) -> None:
        self.answer(b"", Content_Encoding="gzip")
        with gzip.GzipFile(fileobj=self.wfile, mode="wb") as packed:
            for _ in range(10**9 // len(CHUNK)):
                packed.write(CHUNK)

    def way_silent(self) -> None:
        self.gone.wait(10)

    def way_slow_head(self) -> None:
        self.drip(b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 1000)

    def way_slow_body(self) -> None:
        self.answer(b"")
        self.drip(b" " * 1000)

    def drip(self, body: bytes) -> None:
        """A byte now and then, each long before any socket gives up."""
        for byte in body:
            if self.gone.wait(0.05):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever goes away before the end is meant to."""


@contextmanager
def host(figures: bytes) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """Its address, without a slash at the end, and the list of what it is asked."""
    asked: list[tuple[str, dict[str, str]]] = []
    gone = threading.Event()
    server = _Server(("127.0.0.1", 0), type("_Host", (Host,), {"figures": figures, "asked": asked, "gone": gone}))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        gone.set()
        server.shutdown()
        server.server_close()
