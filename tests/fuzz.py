"""Any bytes as a record, a log or a text, guided by what they reach: `make fuzz`, or this module with seconds a target.

Nothing may be raised, whatever is read; problems have a place in the file; a text of a record never becomes a tag, and
takes one line. What breaks that is left in the folder that is named. Each target runs in a process of its own, within
2 GB, and no input may take more than 10 s.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import ROOT
from tests.sites.journals import TEXTS

SECONDS = 60
SLOWEST_SECONDS, MOST_MB = 10, 2048


def read_a_record(data: bytes) -> None:
    from studylog.load import load

    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "days").mkdir(parents=True)
        (content / "journal.yml").write_bytes(b"topics: open\n")
        (content / "days" / "2025-11-05.yml").write_bytes(data)
        journal, problems = load(content)
        assert journal.days or problems or not data.strip()
        lines = data.count(b"\n") + data.count(b"\r") + 1
        assert all(0 <= problem.line <= lines for problem in problems)


def render_a_text(data: bytes) -> None:
    from studylog.markup import inline, plain

    text = data.decode("utf-8", "replace")
    html = inline(text)
    assert "\n" not in html
    tags = set(re.findall(r"<\s*/?\s*(\w+)", re.sub(r"<math.*?</math>", "", html)))
    assert tags <= {"em", "strong", "code", "a", "br"}, tags
    assert not re.search(r"<[^>]*\s(on\w+|style|src)\s*=", html), html
    links = re.findall(r'href="([^"]*)"', html)
    assert all(urlsplit(unescape(link)).scheme in ("", "http", "https", "mailto") for link in links), html
    plain(text)


def import_a_log(data: bytes) -> None:
    from studylog.importing.records import imported, log_of

    found = imported([("log.md", log_of(data, "log.md"))], {})
    assert all(made.text.startswith("#") or "date:" in made.text for made in found.days.values())


TARGETS: Mapping[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "record": (read_a_record, ("content/days/*.yml", "tests/cases/reading/*.yml")),
    "text": (render_a_text, ()),
    "log": (import_a_log, ("tests/cases/importing/*.md",)),
}
"""What is tried, and where good and bad examples of it are."""


def fuzz(name: str, seconds: int, corpus: Path) -> None:
    """Try one target, in this process: it ends with the exit status of the fuzzer."""
    import atheris

    target, _ = TARGETS[name]
    with atheris.instrument_imports(include=["studylog", "markdown_it", "yaml"]):
        import studylog.importing.records
        import studylog.load
        import studylog.markup  # noqa: F401

    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST_SECONDS}", f"-rss_limit_mb={MOST_MB}", "-max_len=4096"]
    said = [f"-artifact_prefix={corpus.parent}/", "-verbosity=0", "-print_final_stats=1", "-seed=1"]
    atheris.Setup([sys.argv[0], *limits, *said, str(corpus)], target)
    atheris.Fuzz()


def main() -> int:
    if len(sys.argv) == 4:
        fuzz(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
        return 0
    seconds, failed = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS, 0
    for name, (_, examples) in TARGETS.items():
        folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
        corpus = folder / "corpus"
        corpus.mkdir()
        found = [path.read_bytes() for pattern in examples for path in sorted(ROOT.glob(pattern))]
        for n, data in enumerate(found or [text.encode() for text in TEXTS]):
            (corpus / f"{n:03}").write_bytes(data)
        command = [sys.executable, "-m", "tests.fuzz", name, str(seconds), str(corpus)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        tried = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
        peak = re.search(r"peak_rss_mb:\s*(\d+)", done.stderr)
        print(
            f"{name}: {tried[1] if tried else '?'} inputs in {seconds} s, at most {peak[1] if peak else '?'} MB",
            flush=True,
        )
        if done.returncode:
            failed += 1
            said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("INFO:"))
            print(f"{name} broke; the input is in {folder}:\n{said[-3000:]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
