"""How soon an edit is on screen while serving: `make serving`, or this module with a number of edits and engines.

Two servers of one engine run side by side over the sample journal. In one a record is edited, which studylog
publishes; in the other, where the engine runs alone, the page itself. They take turns. The exit status is 1 where an
edit of a record takes more than a second longer, or an edit is not one rebuild.
"""

import re
import shutil
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from studylog.build import generate
from tests.conftest import copy_sample
from tests.sites.engines import REBUILT, STUDYLOG, Server, python_with

EDITS = 100
REST_SECONDS = 1.5
"""After an edit, so that a rebuild too many is counted with it."""
MOST_SECONDS_LONGER = 1.0

RECORD, PAGE, WORDS = "content/days/2025-11-17.yml", "journal/days/2025-11-17", "System design of fraud detection"


@dataclass
class Edited:
    """A file that a server shows as a page, and how long its edits took."""

    server: Server
    file: Path
    seconds: list[float] = field(default_factory=list)
    rebuilds: list[int] = field(default_factory=list)

    def edit(self, n: int) -> None:
        """Save the file with other words in it and wait for them."""
        before, words = self.server.rebuilds, f"Edit number {n}."
        text = re.sub(rf"{WORDS}|Edit number \d+\.", words, self.file.read_text(encoding="utf-8"))
        start = time.perf_counter()
        self.file.write_text(text, encoding="utf-8")
        self.server.wait(lambda: words in self.server.get(f"{PAGE}.html"), every=0.05)
        self.seconds.append(time.perf_counter() - start)
        time.sleep(REST_SECONDS)
        self.rebuilds.append(self.server.rebuilds - before)


def measured(engine: str, edits: int, folder: Path) -> bool:
    """Print what edits took with an engine; whether both promises were kept."""
    python = python_with(engine, folder)
    served = copy_sample(folder / "journal")
    generate(served, as_of=None, today=date.today())
    alone = shutil.copytree(served, folder / "alone")
    settings = (alone / "mkdocs.yml").read_text(encoding="utf-8")
    (alone / "mkdocs.yml").write_text(settings.replace("  - studylog\n", ""), encoding="utf-8")
    ours = [python, *STUDYLOG, "--engine", engine, "--address"]
    theirs = [python, "-m", engine, "serve", "-a"]
    servers = []
    try:
        for root, command in ((served, ours), (alone, theirs)):
            servers.append(Server(root, folder / f"{root.name}.log", command, engine, f"{PAGE}.html", WORDS))
        time.sleep(2 * REST_SECONDS)
        record, page = Edited(servers[0], served / RECORD), Edited(servers[1], alone / "docs" / f"{PAGE}.md")
        for n in range(edits):
            record.edit(n)
            page.edit(n)
            if sys.stderr.isatty():
                print(f"\r{engine}: {n + 1} of {edits} edits", end="", file=sys.stderr)
    finally:
        for server in servers:
            server.stop()
    longer = median(ours - theirs for ours, theirs in zip(record.seconds, page.seconds, strict=True))
    times = median(record.seconds) / median(page.seconds)
    print(
        f"\r{engine}: a record {median(record.seconds):.2f} s (worst {max(record.seconds):.2f}), "
        f"a page with the engine alone {median(page.seconds):.2f} s: {longer:+.2f} s, "
        f"{times:.2f} times; {sum(record.rebuilds)} rebuilds for {edits} edits, {sum(page.rebuilds)} alone",
        flush=True,
    )
    return longer <= MOST_SECONDS_LONGER and set(record.rebuilds) == {1}


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    kept = []
    for engine in [word for word in sys.argv[1:] if not word.isdigit()] or REBUILT:
        with TemporaryDirectory() as folder:
            kept.append(measured(engine, numbers[0] if numbers else EDITS, Path(folder)))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
