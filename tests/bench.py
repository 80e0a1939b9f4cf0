"""What speed is: `make bench`, or this module with numbers of days and of rounds (`3650 --rounds 3`).

Journals of evenings that never were (`synthetic.py`) go through studylog. Beside it run PyYAML's C loader over the same
files, and MkDocs with Material, Zensical and Hugo over the same content as somebody would have written it by hand in
Markdown. All take turns, in processes of their own; what is printed is the median of the rounds, ratios, and what the
ratios are meant to be at most.
"""

import argparse
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from markdownify import markdownify

from studylog.build import generate
from studylog.engines import PUBLISHED
from studylog.side_by_side import results
from tests import synthetic
from tests.conftest import ROOT
from tests.sites.engines import python_with

DAYS = (15, 365, 3650)
ROUNDS = 3
TODAY = date(2030, 1, 1)
"""Never needed: each journal pins its day."""
LOAD = """
import sys, yaml, pathlib
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
GENERATE = """
import sys, datetime, pathlib
from studylog.build import generate
generate(pathlib.Path(sys.argv[1]), as_of=None, today=datetime.date(2030, 1, 1))
"""
BUILD = "from studylog.cli import main; main()"
BARE = """\
site_name: By hand
use_directory_urls: false
theme: {name: material, font: false, features: [navigation.prune]}
plugins: [search]
markdown_extensions: [tables, toc]
nav: [{Dashboard: index.md}, {Days: journal/days/index.md}, {Topics: journal/topics/index.md}]
not_in_nav: /journal/
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""
SHELL = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="/">By hand</a></header><main>{{ .Content }}</main></body></html>
"""


STAGES = {
    "read": ("source.read",),
    "validate": ("build.load",),
    "measure": ("build.compute",),
    "schedule": tuple(f"figures.{name}" for name in ("replay", "memories", "recall", "due", "next_check", "forecast")),
    "prepare": ("build.pages",),
    "render": ("pages.render",),
    "tables": ("pages.files",),
    "publish": ("build.publish",),
}
"""The functions of each stage of the generator, by where they are called; a stage leaves out what others in it take."""

TARGETS = (
    ("generator cold", "CSafeLoader", 0.8),
    ("nothing changed", "generator cold", 0.35),
    ("one record edited", "generator cold", 0.35),
    ("its MkDocs stage, cold", "MkDocs by hand", 0.10),
    ("its MkDocs stage, again", "MkDocs by hand", 0.06),
    ("studylog cold", "MkDocs by hand", 0.10),
    ("studylog, one record edited", "MkDocs by hand", 0.06),
    ("its Zensical stage", "Zensical by hand", 1.0),
    ("studylog cold", "Hugo by hand", 1.2),
    ("studylog, one record edited", "Zensical, one page edited", 0.2),
)
"""What a name takes of the time of another, at most, in the largest journal."""
MORE_A_PAGE = 1.1
"""How much longer a page may take in a journal ten times as large."""


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds by the clock, seconds of all cores, and the most memory of one process in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Contestant:
    """A command that takes its turn, and what is made ready before each of its runs."""

    name: str
    command: list[str]
    folder: Path
    ready: Callable[[int], None]
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, n: int) -> Run:
        self.ready(n)
        start, peak = time.perf_counter(), Peak()
        with (self.folder / "bench.log").open("wb") as log:
            environment = os.environ | self.environment
            process = subprocess.Popen(self.command, cwd=self.folder, env=environment, stdout=log, stderr=log)
            watching = threading.Thread(target=peak.watch, args=(process.pid,))
            watching.start()
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        watching.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{self.name} failed:\n{(self.folder / 'bench.log').read_text(encoding='utf-8')[-2000:]}")
        return Run(wall, used.ru_utime + used.ru_stime, peak.megabytes)


class Peak:
    """The most memory that a process has held. What `wait4` tells begins with that of the process that started it."""

    megabytes = 0.0

    def watch(self, pid: int) -> None:
        """Look until it ends."""
        while True:
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
            except OSError:
                return
            held = re.search(r"VmHWM:\s+(\d+)", status)
            if not held:
                return
            self.megabytes = int(held[1]) / 1024
            time.sleep(0.02)


def journal(folder: Path, days: int) -> Path:
    """A journal of so many days that is ready to be built."""
    for name, text in synthetic.files(days).items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    written = re.sub(r"  - Guide:\n( {6}.*\n)+", "", settings).replace("  /decisions/\n", "")
    (folder / "mkdocs.yml").write_text(written, encoding="utf-8")
    return folder


def by_hand(docs: Path, folder: Path) -> Path:
    """The published pages as Markdown that a person could have written: headings, tables, lists, links; no charts."""
    for page in docs.rglob("*.md"):
        text = page.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        text = re.sub(r"<figure.*?</figure>|<svg.*?</svg>|<nav.*?</nav>", "", text, flags=re.DOTALL)
        parts = re.split(r"^(## .*)$", text, flags=re.MULTILINE)
        shown = [part if part.startswith("## ") else markdownify(part, heading_style="ATX") for part in parts]
        target = folder / "docs" / page.relative_to(docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n\n".join(shown).replace(".html", ".md"), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(BARE, encoding="utf-8")
    return folder


def for_hugo(hand: Path, folder: Path) -> Path:
    """The same for Hugo, in a shell of one template."""
    for page in (hand / "docs").rglob("*.md"):
        path = page.relative_to(hand / "docs")
        target = folder / "content" / (path.with_name("_index.md") if path.name == "index.md" else path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: {path.stem}\n---\n{page.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text(SHELL, encoding="utf-8")
    shutil.copy(folder / "layouts" / "_default" / "list.html", folder / "layouts" / "index.html")
    settings = {"title": "By hand", "disableKinds": ["taxonomy", "term", "RSS", "sitemap"], "uglyURLs": True}
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def nothing(n: int) -> None:
    """As the last run left it."""


def empty(aside: Path, folders: list[Path], n: int) -> None:
    """From nothing. What was there is put aside: ext4 is slow to make files when many were deleted just before."""
    aside.mkdir(exist_ok=True)
    for path in (path for folder in folders for path in (folder, folder.with_name("index.md")) if path.exists()):
        path.rename(Path(mkdtemp(dir=aside)) / path.name)


def edit(file: Path, n: int) -> None:
    """With other words in one file, where the old ones stood."""
    text = file.read_text(encoding="utf-8")
    words = re.search(r"(?<=note: )\S.*|^[A-Z].*", text, re.MULTILINE)
    if not words:
        raise LookupError(file)
    file.write_text(text.replace(words[0], f"Edit number {time.time_ns()} of round {n}.", 1), encoding="utf-8")


def contestants(folder: Path, days: int) -> dict[str, list[Contestant]]:
    """Who runs, in rows of those that are held against the first of the row."""
    ours, alone = journal(folder / "ours", days), journal(folder / "generator", days)
    generate(ours, as_of=None, today=TODAY)
    hand = by_hand(ours / "docs", folder / "hand")
    aside = folder / "aside"
    python, loaded = sys.executable, [sys.executable, "-c", LOAD, "content"]
    made = [python, "-c", GENERATE, "."]
    record = sorted(Path("content/days").joinpath(path.name) for path in (ours / "content" / "days").iterdir())[-1]
    page = Path("docs/journal/days") / f"{record.stem}.md"
    build = [python, "-c", BUILD, "build"]
    state = [alone / "docs" / "journal", alone / ".studylog"]
    kept = [ours / ".studylog", ours / "site"]
    whole = [ours / "docs" / "journal", *kept]
    bare = [python, "-m", "mkdocs", "build", "-q"]
    zensical = [python_with("zensical", folder), "-m", "zensical", "build"]
    copy = shutil.copytree(hand, folder / "zensical")
    published = shutil.copytree(ours, folder / "published", ignore=shutil.ignore_patterns("content", ".studylog"))
    (published / "mkdocs.yml").write_text(BARE, encoding="utf-8")  # settings alone can double what Zensical takes
    rows = {
        "generator, against CSafeLoader": [
            Contestant("CSafeLoader", loaded, alone, nothing),
            Contestant("generator cold", made, alone, partial(empty, aside, state)),
            Contestant("nothing changed", made, alone, nothing),
            Contestant("one record edited", made, alone, partial(edit, alone / record)),
        ],
        "whole site, against MkDocs by hand": [
            Contestant("MkDocs by hand", bare, hand, partial(empty, aside, [hand / "site"])),
            Contestant("its MkDocs stage, cold", bare, ours, partial(empty, aside, kept), {PUBLISHED: "1"}),
            Contestant("studylog cold", build, ours, partial(empty, aside, whole)),
            Contestant("its MkDocs stage, again", bare, ours, partial(empty, aside, [ours / "site"]), {PUBLISHED: "1"}),
            Contestant("studylog, one record edited", build, ours, partial(edit, ours / record)),
            Contestant("studylog, the same, --plain", [*build, "--plain"], ours, partial(edit, ours / record)),
            Contestant("Zensical by hand", zensical, copy, partial(empty, aside, [copy / "site", copy / ".cache"])),
            Contestant(
                "its Zensical stage",
                zensical,
                published,
                partial(empty, aside, [published / "site", published / ".cache"]),
            ),
            Contestant("Zensical, one page edited", zensical, copy, partial(edit, copy / page)),
        ],
    }
    if hugo := shutil.which("hugo"):
        at = for_hugo(hand, folder / "hugo")
        rows["whole site, against MkDocs by hand"].append(
            Contestant("Hugo by hand", [hugo, "--quiet"], at, partial(empty, aside, [at / "public"]))
        )
    return rows


def stages(root: Path) -> None:
    """Make a journal's pages from nothing and print the seconds of each stage; to be run in a process of its own.

    On one core: stages of two processes at once are no parts of a whole.
    """
    taken = dict.fromkeys(STAGES, 0.0)
    running: list[tuple[str, float]] = []

    def switch(stage: str) -> None:
        now = time.perf_counter()
        if running:
            before, since = running[-1]
            taken[before] += now - since
            running[-1] = before, now
        if stage:
            running.append((stage, now))
        else:
            running.pop()
            if running:
                running[-1] = running[-1][0], now

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            switch(stage)
            try:
                made = function(*args, **named)
                return list(made) if stage == "tables" else made
            finally:
                switch("")

        return run

    for stage, names in STAGES.items():
        for name in names:
            module, _, function = name.partition(".")
            where = importlib.import_module(f"studylog.{module}")
            setattr(where, function, timed(stage, getattr(where, function)))
    importlib.import_module("studylog.pages").results = partial(results, processes=1)
    generate(root, as_of=None, today=TODAY)
    for stage, seconds in taken.items():
        print(f"  {stage:<34}{seconds:>8.2f}{100 * seconds / sum(taken.values()):>7.0f} %")


def measured(days: int, rounds: int) -> Mapping[str, float]:
    """Print what a journal of so many days takes; seconds by name."""
    found: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        rows = contestants(Path(folder), days)
        pages = sum(1 for _ in (Path(folder) / "hand" / "docs").rglob("*.md"))
        print(f"\n{days} days, {pages} pages, {rounds} rounds", flush=True)
        for heading, row in rows.items():
            runs: dict[str, list[Run]] = {contestant.name: [] for contestant in row}
            for n in range(rounds):
                for contestant in row:
                    runs[contestant.name].append(contestant.run(n))
            first = median(run.wall for run in runs[row[0].name])
            print(f"{heading:<36}{'s':>8}{'ratio':>8}{'ms/page':>9}{'cpu s':>8}{'MB':>7}")
            for name, taken in runs.items():
                wall, cpu, peak = (median(getattr(run, what) for run in taken) for what in ("wall", "cpu", "peak"))
                found[name] = wall
                print(f"  {name:<34}{wall:>8.2f}{wall / first:>8.3f}{1000 * wall / pages:>9.2f}{cpu:>8.2f}{peak:>7.0f}",
                      flush=True)  # fmt: skip
        print("stages of a cold run of the generator", flush=True)
        alone = Path(folder) / "generator"
        empty(Path(folder) / "aside", [alone / "docs" / "journal", alone / ".studylog"], 0)
        subprocess.run([sys.executable, "-m", "tests.bench", "--stages", str(alone)], cwd=ROOT, check=True)
        site = Path(folder) / "ours" / "site"
        print(f"  site: {sum(file.stat().st_size for file in site.rglob('*') if file.is_file()) / 1e6:.1f} MB")
    return pages, found


def held(taken: Mapping[str, float]) -> None:
    """Print what the ratios are, and what they are meant to be."""
    print(f"\n{'in the largest journal':<58}{'ratio':>8}{'at most':>9}")
    for name, other, most in TARGETS:
        if name in taken and other in taken:
            print(f"  {f'{name} / {other}':<56}{taken[name] / taken[other]:>8.2f}{most:>9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("days", type=int, nargs="*", default=DAYS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--stages", type=Path, metavar="JOURNAL", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stages:
        stages(asked.stages)
        return
    taken = {days: measured(days, asked.rounds) for days in asked.days}
    for fewer, more in pairwise(taken):
        (pages, before), (more_pages, after) = taken[fewer], taken[more]
        print(f"\n{more_pages / pages:.1f} times the pages take{'':<16}{'times':>8}{'a page':>8}{'at most':>9}")
        for name in before:
            times = after[name] / before[name]
            print(f"  {name:<34}{times:>8.1f}{times * pages / more_pages:>8.2f}{MORE_A_PAGE:>9.2f}")
    held(taken[max(taken)][1])


if __name__ == "__main__":
    main()
