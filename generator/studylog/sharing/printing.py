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
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
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
_CELL = re.compile(rb"(?<=\(node)\d{8}(?=\))")
"""The number by which tables of a PDF name their cells; the browser's count may have begun at one more or one less."""


class NotPrinted(Exception):
    """No browser was found, or it made no PDF; says what to do."""


def pdf(html: bytes, as_of: date, beside: Path) -> bytes:
    """The document as printed: the same text gives the same bytes. Its time is the start of `as_of`.

    The browser works in a folder in `beside`, since some may not look into a system's own for temporary files. Raises
    NotPrinted.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise NotPrinted("printing needs Chromium or Chrome, and none is found. Write -o FILE.html, and print that.")
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="printing-", dir=beside.resolve(), ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_bytes(html)
        command = [program, *_FLAGS, *_as_root(), f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}"]
        said = _run([*command, page.as_uri()], Path(folder, "said"))
        if not printed.is_file():
            raise NotPrinted(f"{program} made no PDF. {said or 'It does not say why.'}")
        return _without_chance(printed.read_bytes(), as_of)


def _without_chance(printed: bytes, as_of: date) -> bytes:
    """What does not depend on the moment of printing. No byte moves, so that the PDF's table of places holds."""
    numbers = {old: b"%08d" % new for new, old in enumerate(sorted(set(_CELL.findall(printed))), start=1)}
    numbered = _CELL.sub(lambda match: numbers[match[0]], printed)
    return _MADE.sub(f"{as_of.isoformat().replace('-', '')}000000".encode(), numbered)


def _run(command: list[str], log: Path) -> str:
    """The last thing that the browser says, by way of a file: a pipe is open until the last of its processes ends."""
    try:
        with log.open("wb") as stream:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=stream, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(f"{command[0]} did not end within {PATIENCE_SECONDS} seconds.") from error
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _as_root() -> tuple[str, ...]:
    """Chromium's sandbox does not work for root, as whom containers run. The page is ours, and without scripts."""
    return ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
