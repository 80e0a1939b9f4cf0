"""An HTML file as a PDF on A4, printed by a Chromium that is on the machine."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PATIENCE_SECONDS = 120
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pdf-header-footer",
)
_MADE = re.compile(rb"(?<=Date \(D:)\d{14}")
"""The second in which a PDF says that it was made."""


class NotPrinted(Exception):
    """No browser was found, or it made no PDF; says what to do."""


def pdf(html: bytes, as_of: date, beside: Path) -> bytes:
    """The document as printed. Its time is the start of `as_of`, so that the same text gives the same bytes.

    The browser works in a folder in `beside`, since some may not look into a system's own for temporary files.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise NotPrinted("printing needs Chromium or Chrome, and none is found. Write -o FILE.html, and print that.")
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="printing-", dir=beside.resolve(), ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_bytes(html)
        said = _run([program, *_FLAGS, *_as_root(), f"--user-data-dir={folder}/profile",
                     f"--print-to-pdf={printed}", page.as_uri()])  # fmt: skip
        if not printed.is_file():
            raise NotPrinted(f"{program} made no PDF. {said or 'It does not say why.'}")
        return _MADE.sub(f"{as_of.isoformat().replace('-', '')}000000".encode(), printed.read_bytes())


def _run(command: list[str]) -> str:
    """The last thing that the browser says."""
    try:
        run = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(f"{command[0]} did not end within {PATIENCE_SECONDS} seconds.") from error
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _as_root() -> tuple[str, ...]:
    """Chromium's sandbox does not work for root, as whom containers run. The page is ours, and without scripts."""
    return ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
