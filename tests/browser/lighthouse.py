"""Every kind of page as Lighthouse sees it on a phone: `make lighthouse`, or this module with the names of sites.

Lighthouse comes from npm, once, into .studylog/lighthouse. The site is served on loopback as a good host would do it,
compressed and with times to keep. The exit status is 1 where a budget is broken. Timings are simulated for a slow
phone from what the machine did, four times slower, and so is every hiccup: a page that breaks a budget is run twice
more, and the run with the middle blocking time counts.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser.chromium import FLAGS, executable
from tests.browser.server import served
from tests.browser.sites import NAMES, build
from tests.conftest import ROOT

VERSION = "12.8.2"
"""The last that runs on Node.js 20."""
CACHE = ROOT / ".studylog" / "lighthouse"

LOWEST = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Scores."""
BLOCKING = "total-blocking-time"
HIGHEST = {
    "first-contentful-paint": 2000,
    "largest-contentful-paint": 2000,
    BLOCKING: 200,
    "cumulative-layout-shift": 0.01,
}
"""Milliseconds; of the layout shift its own unit."""


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page: scores to 100, timings by name, and the audits that take points off."""

    scores: dict[str, int]
    timings: dict[str, float]
    faults: dict[str, tuple[str, ...]]

    def broken(self) -> Iterator[str]:
        """The budgets that it breaks."""
        for name, lowest in LOWEST.items():
            if self.scores[name] < lowest:
                yield f"{name} {self.scores[name]} < {lowest}: {', '.join(self.faults[name])}"
        for name, highest in HIGHEST.items():
            if self.timings[name] > highest:
                yield f"{name} {self.timings[name]:.4g} > {highest}"


def report(said: dict[str, Any]) -> Report:
    """The report that Lighthouse wrote as JSON. A score that it could not give is 0."""
    categories, audits = said["categories"], said["audits"]
    faults = {
        name: tuple(
            ref["id"]
            for ref in categories[name]["auditRefs"]
            if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 1
        )
        for name in LOWEST
    }
    return Report(
        scores={name: round(100 * (categories[name]["score"] or 0)) for name in LOWEST},
        timings={name: audits[name].get("numericValue", float("inf")) for name in HIGHEST},
        faults=faults,
    )


def installed() -> Path:
    """The command, fetched from npm where it is missing or of another version."""
    package = CACHE / "node_modules" / "lighthouse" / "package.json"
    if not package.is_file() or json.loads(package.read_text(encoding="utf-8"))["version"] != VERSION:
        CACHE.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
        subprocess.run(["npm", "install", "--prefix", str(CACHE), *options, f"lighthouse@{VERSION}"], check=True)
    return CACHE / "node_modules" / ".bin" / "lighthouse"


def judged(command: Path, address: str) -> Report:
    """The report of a page: the first that breaks nothing, or the middle one of three."""
    first = run(command, address)
    if not any(first.broken()):
        return first
    return sorted([first, run(command, address), run(command, address)], key=lambda r: r.timings[BLOCKING])[1]


def run(command: Path, address: str) -> Report:
    """Lighthouse over one page, as a phone."""
    options = [
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(LOWEST)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]
    env = {**os.environ, "CHROME_PATH": executable() or ""}
    said = subprocess.run([str(command), address, *options], env=env, capture_output=True, text=True, check=False)
    if said.returncode:
        raise RuntimeError(f"Lighthouse failed on {address}:\n{said.stderr}")
    return report(json.loads(said.stdout))


def main(names: Sequence[str]) -> int:
    command = installed()
    broken: list[str] = []
    print(
        f"{'page':<28}" + "".join(f"{name:>8}" for name in ("perf", "a11y", "best", "SEO", "FCP", "LCP", "TBT", "CLS"))
    )
    with TemporaryDirectory() as folder, served(Path(folder)) as server:
        for name in names or NAMES:
            site = build(name, Path(folder) / name, server)
            for kind, path in site.pages().items():
                found = judged(command, site.address + path)
                cells = (
                    *found.scores.values(),
                    *(f"{value:.0f}" if value > 1 else f"{value:.3f}" for value in found.timings.values()),
                )
                print(f"{f'{name} {kind}':<28}" + "".join(f"{cell:>8}" for cell in cells), flush=True)
                broken += [f"{name} {path}: {budget}" for budget in found.broken()]
    for budget in broken:
        print(budget)
    print(f"{len(broken)} budgets broken")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
