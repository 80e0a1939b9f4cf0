"""A site on loopback as a good host would serve it: compressed, and with times to keep."""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TEXT = (".html", ".css", ".js", ".json", ".xml", ".svg", ".ics")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is left while it loads is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Host(SimpleHTTPRequestHandler):
    """Files with a hash in their names may be kept for ever, pages not at all."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if status == 200 else self._not_found(file)
        if not file.is_file():
            self.send_error(404)
            return
        is_text = file.suffix in TEXT
        body = _compressed(file, file.stat().st_mtime_ns) if is_text else file.read_bytes()
        keep = 0 if file.suffix == ".html" else 31_536_000 if file.name.count(".") > 2 else 3600
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", f"max-age={keep}")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def _not_found(self, file: Path) -> Path:
        """The page for what a site does not have: that of the nearest folder above which has one."""
        above = (folder / "404.html" for folder in file.parents if Path(self.directory) in (folder, *folder.parents))
        return next((page for page in above if page.is_file()), file)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@lru_cache
def _compressed(file: Path, changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a server of its own, without a slash at the end."""
    server = _Server(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
