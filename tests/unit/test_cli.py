"""The commands, as a person types them."""

import csv
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.build import generate
from studylog.cli import main
from tests.conftest import ROOT
from tests.unit.importing.anki_files import Card, Said, database, package


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A journal of one day, without an engine's settings."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "journal.yml").write_text("topics: open\n")
    (days / "2025-11-05.yml").write_text("date: 2025-11-05\nquestions:\n  - {topic: a, score: 90}\n")
    return tmp_path


def test_check_counts_and_exits(small: Path) -> None:
    """0 when all is well, 1 with an error, and 1 with a warning when strict."""
    good = run("check", "--journal", str(small))
    assert (good.exit_code, good.stdout) == (0, "1 day, 1 question, 1 topic: no errors, no warnings\n")
    record = small / "content" / "days" / "2025-11-05.yml"
    record.write_text(record.read_text() + "stated: {score: 80}\n")
    assert run("check", "--journal", str(small)).exit_code == 0
    assert run("check", "--strict", "--journal", str(small)).exit_code == 1
    record.write_text(record.read_text() + "oops: 1\n")
    bad = run("check", "--journal", str(small))
    assert bad.exit_code == 1
    assert f'{record}:5:1: error: unknown field "oops".' in bad.stderr
    assert "Traceback" not in bad.output


def test_check_reports_to_programs(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On stdout, followed by the counts for GitHub alone; nothing is said twice, and the exit status is the same."""
    record = small / "content" / "days" / "2025-11-05.yml"
    record.write_text(record.read_text() + "oops: 1\n")
    monkeypatch.chdir(small)
    made = {form: run("check", "--format", form) for form in ("json", "github", "sarif")}
    assert [(found.exit_code, found.stderr) for found in made.values()] == [(1, "")] * 3
    (problem,) = json.loads(made["json"].stdout)["problems"]
    assert (problem["path"], problem["line"], problem["code"]) == (
        str(Path("content/days/2025-11-05.yml")),
        4,
        "unknown-field",
    )
    command, counts = made["github"].stdout.splitlines()
    assert command.startswith(
        "::error file=content/days/2025-11-05.yml,line=4,col=1,title=unknown-field::unknown field"
    )
    assert counts.endswith(": 1 error, no warnings")
    assert json.loads(made["sarif"].stdout)["runs"][0]["results"][0]["ruleId"] == "unknown-field"
    record.write_text(record.read_text().replace("oops: 1", "stated: {score: 80}"))
    codes = [run("check", "--format", "json", *strict).exit_code for strict in ([], ["--strict"])]
    assert codes == [0, 1]


def test_check_alone_shows_everything(small: Path) -> None:
    """Other commands stop at fifty problems and say how many more there are."""
    record = small / "content" / "days" / "2025-11-05.yml"
    record.write_text(record.read_text() + "".join(f"oops{n}: 1\n" for n in range(60)))
    checked, printed = run("check", "--journal", str(small)), run("figures", "--json", "--journal", str(small))
    assert checked.stderr.count("unknown field") == 60
    assert printed.stderr.count("unknown field") == 50
    assert printed.stderr.endswith("… and 10 more problems: studylog check shows them all.\n")


def test_figures_print_one_json_object(small: Path) -> None:
    """On stdout, nothing else; --as-of shows an earlier day."""
    printed = run("figures", "--json", "--as-of", "2025-11-07", "--journal", str(small))
    found = json.loads(printed.stdout)
    assert (found["days"][0]["score"], found["topics"]["a"]["schedule"]["overdue"]) == (90.0, 1)
    before = json.loads(run("figures", "--json", "--as-of", "2025-11-04", "--journal", str(small)).stdout)
    assert before["days"] == []


def test_figures_are_shown_as_a_table(small: Path) -> None:
    """The main ones in words; piped, as plain lines without a space at their end."""
    (small / "content" / "days" / "2025-11-07.yml").write_text(
        "date: 2025-11-07\nquestions:\n  - {topic: a, score: 70, from: 2025-11-05}\n"
    )
    printed = run("figures", "--as-of", "2025-11-10", "--journal", str(small)).stdout
    assert [" ".join(line.split()) for line in printed.splitlines()] == [
        "As of 10 Nov 2025",
        "Last score 70 % 7 Nov 2025, −20 points",
        "7-check mean 80 %",
        "All scores 80 % 2 questions",
        "New material 90 % 1 question",
        "Reviews 70 % 1 question",
        "Due 1 1 topic overdue",
        "Weak items open 1 of 1 so far",
        "Next check 10 Nov 2025 1 review, 9 questions on new material",
        "Streak no days the longest 1 day",
    ]
    assert all(line == line.rstrip() for line in printed.splitlines())


def test_the_ledger_is_csv(small: Path) -> None:
    """A heading and a line a prediction; a name with comma and quotes is one field; an earlier day has fewer lines."""
    days = small / "content" / "days"
    (days / "2025-11-05.yml").unlink()
    for day, score in (("2025-11-05", 90), ("2025-11-07", 79.5), ("2025-11-08", 100)):
        (days / f"{day}.yml").write_text(f"date: {day}\nquestions:\n  - {{topic: 'a, \"b\"', score: {score}}}\n")
    printed = run("ledger", "--as-of", "2025-11-08", "--journal", str(small)).stdout.splitlines()
    assert printed[0] == "date,topic,predicted,average,score,remembered"
    rows = list(csv.reader(printed[1:]))
    assert [(row[:2], row[3:]) for row in rows] == [
        (["2025-11-07", 'a, "b"'], ["90.00", "79.50", "0"]),
        (["2025-11-08", 'a, "b"'], ["81.82", "100.00", "1"]),
    ]
    assert all(80 < float(row[2]) < 100 for row in rows)
    earlier = run("ledger", "--as-of", "2025-11-07", "--journal", str(small)).stdout.splitlines()
    assert earlier == printed[:2]


def test_no_name_in_the_ledger_runs_in_a_spreadsheet(small: Path) -> None:
    """A journal that takes any topic takes one that begins like a formula."""
    days = small / "content" / "days"
    for day in ("2025-11-05", "2025-11-06"):
        (days / f"{day}.yml").write_text(f"date: {day}\nquestions:\n  - {{topic: '=1+1;=2', score: 90}}\n")
    printed = run("ledger", "--as-of", "2025-11-08", "--journal", str(small)).stdout.splitlines()
    assert [line.split(",")[1] for line in printed[1:]] == ["'=1+1;'=2"]


def test_figures_refuse_a_broken_journal(small: Path) -> None:
    """No figures from records that cannot be read."""
    (small / "content" / "days" / "2025-11-05.yml").write_text("date: [")
    broken = run("figures", "--json", "--journal", str(small))
    assert (broken.exit_code, broken.stdout) == (1, "")


@pytest.mark.parametrize(("kind", "title"), [("day", "content/days/YYYY-MM-DD.yml"), ("goals", "content/goals.yml")])
def test_schema_prints_one_kind(kind: str, title: str) -> None:
    """A JSON Schema with the file it is for."""
    assert json.loads(run("schema", kind).stdout)["title"] == title


def test_schema_writes_all_kinds(tmp_path: Path) -> None:
    """Four files, and nothing left over."""
    assert run("schema", "--into", str(tmp_path / "s")).exit_code == 0
    assert sorted(p.name for p in (tmp_path / "s").iterdir()) == [
        "day.json",
        "goals.json",
        "journal.json",
        "topics.json",
    ]


@pytest.mark.parametrize(
    "args",
    [
        ["schema"],
        ["schema", "day", "--into", "x"],
        ["schema", "dya"],
        ["build", "--as-of", "5.11.2025"],
        ["bild"],
        ["check", "--bogus"],
        ["serve", "--address", "nonsense"],
        ["serve", "--address", "127.0.0.1:99999"],
        ["serve", "--address", ":8000"],
    ],
)
def test_a_command_line_that_is_not_understood_exits_2(args: list[str]) -> None:
    """With a usage line and a reason."""
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_date_that_is_none_says_how_to_write_it() -> None:
    """The message names the form."""
    assert "Write YYYY-MM-DD, such as 2025-11-05." in run("figures", "--json", "--as-of", "2025-02-30").stderr


@pytest.mark.parametrize("command", [["build"], ["serve"], ["check"], ["figures", "--json"]])
def test_no_journal_is_said_plainly(command: list[str], tmp_path: Path) -> None:
    """A folder without content/ is no journal; the message says where to go."""
    result = run(*command, "--journal", str(tmp_path))
    assert result.exit_code == 1
    assert "there is no journal here. Go to a journal, or name one with --journal DIR." in result.stderr


def test_problems_are_plain_text_when_piped(small: Path) -> None:
    """No colour codes off a terminal, and the line and caret stand as they are."""
    (small / "content" / "days" / "2025-11-05.yml").write_text("date: 2025-11-05\nverdict: [bold]x[/bold]\n")
    bad = run("check", "--journal", str(small))
    assert "\x1b" not in bad.stderr
    assert "verdict: [bold]x[/bold]\n" in bad.stderr


COMMAND = [sys.executable, "-c", "from studylog.cli import main; main()"]
PATH = {"PYTHONPATH": str(ROOT / "generator")}


def on_terminal(*args: str, **environment: str) -> str:
    """What a command writes where standard error is a terminal."""
    ours, theirs = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | PATH | {"TERM": "xterm"}
    with subprocess.Popen(
        [*COMMAND, *args], env=env | environment, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs
    ):
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says so when the other side is closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    return said.decode()


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["plain", "no"])
def test_problems_are_coloured_on_a_terminal(small: Path, environment: dict[str, str], coloured: bool) -> None:
    """Unless NO_COLOR is set; the text is the same."""
    (small / "content" / "days" / "2025-11-05.yml").write_text("date: 2025-11-05\noops: 1\n")
    said = on_terminal("check", "--journal", str(small), **environment)
    assert ("\x1b[1;31merror:" in said) == coloured
    assert 'unknown field "oops".' in said


def test_progress_is_shown_on_a_terminal_only(sample: Path) -> None:
    """A line a step, with its time; piped, a build of a sound journal says nothing on standard error but its count."""
    assert "Building the site … " in on_terminal("build", "--journal", str(sample))
    piped = run("build", "--journal", str(sample))
    assert "…" not in piped.stderr
    assert "Building" not in piped.stderr


def test_a_reader_that_goes_away_is_no_fault(sample: Path) -> None:
    """`studylog figures --json | head -1` ends in silence."""
    command = [*COMMAND, "figures", "--json", "--journal", str(sample)]
    with subprocess.Popen(command, env=os.environ | PATH, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 1
    assert said.splitlines() == ["40 warnings about the records: studylog check shows them."]


def heard() -> None:
    """A shell that runs tests in the background has its children ignore interrupts; whoever presses Ctrl-C does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_without_a_traceback(sample: Path) -> None:
    """Wherever it strikes."""
    command = [*COMMAND, "build", "--journal", str(sample)]
    with subprocess.Popen(
        command, env=os.environ | PATH, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heard
    ) as process:
        deadline = time.monotonic() + 30
        while not (sample / "docs" / "journal").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        said = process.stderr.read().decode()
    assert process.returncode == 1
    assert "Traceback" not in said
    assert "Aborted!" in said
    assert list((sample / ".studylog").glob("site-*")) == []


def test_figures_are_utf_8_everywhere(small: Path) -> None:
    """Also where the system would write another encoding."""
    (small / "content" / "days" / "2025-11-05.yml").write_text(
        "date: 2025-11-05\nactions: [{do: Größe → 数}]\n", encoding="utf-8"
    )
    command = [*COMMAND, "figures", "--json", "--journal", str(small)]
    env = os.environ | PATH | {"PYTHONIOENCODING": "latin-1"}
    printed = subprocess.run(command, env=env, capture_output=True, check=False)
    assert printed.returncode == 0, printed.stderr
    assert "Größe → 数" in printed.stdout.decode("utf-8")
    table = subprocess.run([part for part in command if part != "--json"], env=env, capture_output=True, check=False)
    assert "–" in table.stdout.decode("utf-8"), table.stderr


@pytest.mark.parametrize("before", [True, False], ids=["before the command", "after it"])
def test_the_journal_may_be_named_on_either_side(small: Path, before: bool) -> None:
    """For people who type it first, and for those who add it last."""
    where = ["--journal", str(small)]
    found = run(*([*where, "check"] if before else ["check", *where]))
    assert found.stdout.startswith("1 day, 1 question, 1 topic: ")


def test_the_journal_named_last_counts(small: Path, tmp_path: Path) -> None:
    """The command's own option is nearer."""
    found = run("--journal", str(tmp_path / "none"), "check", "--journal", str(small))
    assert found.stdout.startswith("1 day, 1 question, 1 topic: ")


def test_an_address_in_use_is_said_plainly(small: Path) -> None:
    """Before anything is built for it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run("serve", "--journal", str(small), "--address", address)
    assert result.exit_code == 1
    assert f"cannot serve on {address}: " in result.stderr
    assert "Choose another with --address HOST:PORT." in result.stderr


def test_schema_leaves_a_folder_of_the_same_name_alone(tmp_path: Path) -> None:
    """Nobody's tmp/ is emptied or complained of."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "mine").write_text("mine")
    assert run("schema", "--into", str(tmp_path)).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["tmp"]
    assert (tmp_path / "tmp" / "mine").exists()


def test_build_without_settings_of_the_engine(small: Path) -> None:
    """mkdocs.yml is missing: said before anything is built."""
    result = run("build", "--journal", str(small))
    assert result.exit_code == 1
    assert "mkdocs.yml: error: there is no such file." in result.stderr


def test_build_as_of_and_site_dir(sample: Path, tmp_path: Path) -> None:
    """A site of its own for an earlier day; the second build touches nothing."""
    args = ["build", "--journal", str(sample), "--as-of", "2025-11-10", "--site-dir", str(tmp_path / "then")]
    first = run(*args)
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("9 days, 94 questions: ")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "then").rglob("*")}
    again = run(*args)
    assert "no pages written" in again.stdout and "(no files changed)" in again.stdout
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "then").rglob("*")} == before


def test_two_builds_are_the_same_to_the_byte(sample: Path, tmp_path: Path) -> None:
    """The compressed site map included, also where pages have an address and so a date."""
    settings = sample / "mkdocs.yml"
    settings.write_text("site_url: https://example.org/\n" + settings.read_text())
    made: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        site = tmp_path / name
        assert run("build", "--journal", str(sample), "--site-dir", str(site)).exit_code == 0
        made.append({p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()})
        shutil.rmtree(sample / "docs" / "journal")
        shutil.rmtree(sample / ".studylog")
        time.sleep(1.1)  # a gzip header counts in seconds
    assert made[0] == made[1]
    assert b"<lastmod>2025-11-17</lastmod>" in made[0]["sitemap.xml"]


def test_build_strict_stops_at_a_warning(sample: Path) -> None:
    """The sample's log contradicts itself, so a strict build shows all of it and writes nothing."""
    result = run("build", "--strict", "--journal", str(sample))
    assert result.exit_code == 1
    assert "80.8 % is stated, the questions give 83.08." in result.stderr
    assert not (sample / "docs" / "journal").exists()


@pytest.mark.parametrize("place", [".", "content", "docs", "docs/journal", "..", "content/days"])
def test_the_site_never_goes_into_its_own_sources(sample: Path, place: str) -> None:
    """A slip of the keyboard must not cost a journal."""
    before = sorted(sample.rglob("*"))
    result = run("build", "--journal", str(sample), "--site-dir", str(sample / place))
    assert result.exit_code == 1
    assert "cannot go into the folder" in result.stderr
    assert [p for p in sorted(sample.rglob("*")) if "journal/days" in str(p) and "content" in str(p)] == [
        p for p in before if "journal/days" in str(p) and "content" in str(p)
    ]


@pytest.mark.parametrize("setting", ["use_directory_urls: true", ""])
def test_directory_addresses_are_refused(sample: Path, setting: str) -> None:
    """With the line of mkdocs.yml, since every link would be dead."""
    settings = sample / "mkdocs.yml"
    text = settings.read_text()
    line = next(line for line in text.splitlines() if line.startswith("use_directory_urls"))
    settings.write_text(text.replace(line, setting))
    result = run("build", "--journal", str(sample))
    assert result.exit_code == 1
    assert "Write use_directory_urls: false." in result.stderr


def test_a_failing_engine_leaves_the_last_good_site(sample: Path) -> None:
    """What MkDocs says is shown, and the site stays."""
    assert run("build", "--journal", str(sample)).exit_code == 0
    home = (sample / "site" / "index.html").read_bytes()
    (sample / "mkdocs.yml").write_text((sample / "mkdocs.yml").read_text() + "\nno_such_theme_option_at_all: [\n")
    broken = run("build", "--journal", str(sample))
    assert broken.exit_code == 1
    assert "MkDocs failed" in broken.stderr
    assert (sample / "site" / "index.html").read_bytes() == home


def test_files_of_others_in_the_site_survive(sample: Path) -> None:
    """A CNAME stays; a page whose record is gone goes."""
    assert run("build", "--journal", str(sample)).exit_code == 0
    (sample / "site" / "CNAME").write_text("example.org")
    (sample / "content" / "days" / "2025-11-17.yml").unlink()
    assert run("build", "--journal", str(sample)).exit_code == 0
    assert (sample / "site" / "CNAME").exists()
    assert not (sample / "site" / "journal" / "days" / "2025-11-17.html").exists()
    assert (sample / "site" / "journal" / "days" / "2025-11-16.html").exists()


def test_a_record_from_the_future_is_left_out_with_a_warning(sample: Path) -> None:
    """Unless the journal is pinned, or the day asked for."""
    settings = sample / "content" / "journal.yml"
    settings.write_text(settings.read_text().replace("as_of: 2025-11-17\n", ""))
    (sample / "content" / "days" / "2190-01-01.yml").write_text("date: 2190-01-01\n")
    result = run("build", "--journal", str(sample))
    assert result.exit_code == 0
    assert not (sample / "docs" / "journal" / "days" / "2190-01-01.md").exists()
    assert "2190-01-01.yml: warning: the record is dated after today" in run("check", "--journal", str(sample)).stderr
    assert run("build", "--strict", "--journal", str(sample)).exit_code == 1


def test_version() -> None:
    """The version of the package."""
    from studylog import __version__

    assert run("--version").stdout == f"studylog, version {__version__}\n"
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert shutil.which("git")


LOG = "## Day 1 (2025-01-01)\n\n**Q1: Sorting** - 50%\n\n**Moon**: full\n\n## 09-07-2018\n\n**Q1: Heaps** - 60%\n"


def test_import_writes_records_once(tmp_path: Path) -> None:
    """A dry run writes nothing; what stops a day is named, others go on; a second run finds all of it there."""
    log, journal = tmp_path / "log.md", tmp_path / "journal"
    log.write_text(LOG, encoding="utf-8")
    dry = run("import", str(log), "--into", str(journal), "--dry-run")
    assert (dry.exit_code, journal.exists()) == (1, False)
    assert "2 files would be written" in dry.output
    done = run("import", str(log), "--into", str(journal))
    assert "1 day, 1 question (1 scored)" in done.output
    assert "5 lines: 3 in fields, 0 in notes, 0 of structure, 2 not understood." in done.output
    assert f"{log}:7:1: error: " in done.output
    assert sorted(path.name for path in (journal / "content").rglob("*.yml")) == ["2025-01-01.yml", "topics.yml"]
    assert "no files written, 1 unchanged, 0 left alone." in run("import", str(log), "--into", str(journal)).output


def test_import_knows_the_goals_of_the_journal(tmp_path: Path) -> None:
    """One that is there is not proposed again."""
    log, journal = tmp_path / "log.md", tmp_path / "journal"
    log.write_text("## 2025-01-01\n\n**Q1: Sorting** - 50%\n\n**Algorithms readiness**: 40%\n", encoding="utf-8")
    (journal / "content").mkdir(parents=True)
    (journal / "content" / "goals.yml").write_text("- {id: algo, title: Algorithms}\n", encoding="utf-8")
    assert run("import", str(log), "--into", str(journal)).exit_code == 0
    assert "goal: algo\n" in (journal / "content" / "days" / "2025-01-01.yml").read_text(encoding="utf-8")
    assert (journal / "content" / "goals.yml").read_text(encoding="utf-8") == "- {id: algo, title: Algorithms}\n"


def test_import_overwrites_no_record(tmp_path: Path) -> None:
    """It shows the difference and writes nothing; with --merge, the new days."""
    log, journal = tmp_path / "log.md", tmp_path / "journal"
    log.write_text("## 2025-01-01\n\n**Q1: Sorting** - 50%\n", encoding="utf-8")
    assert run("import", str(log), "--into", str(journal)).exit_code == 0
    log.write_text(
        "## 2025-01-01\n\n**Q1: Sorting** - 55%\n\n## 2025-01-02\n\n**Q1: Sorting** - 90%\n", encoding="utf-8"
    )
    refused = run("import", str(log), "--into", str(journal))
    assert refused.exit_code == 1
    assert "-    score: 50\n+    score: 55" in refused.output
    assert not (journal / "content" / "days" / "2025-01-02.yml").exists()
    assert run("import", str(log), "--into", str(journal), "--merge").exit_code == 0
    assert "score: 50" in (journal / "content" / "days" / "2025-01-01.yml").read_text(encoding="utf-8")
    assert (journal / "content" / "days" / "2025-01-02.yml").exists()


HOSTILE = {
    1: Card("<script>alert(1)</script>yes: #no {{ x }} {% raw %} | `tick` ]]>", deck=2),
    2: Card("&lt;img src=x onerror=alert(1)&gt; - [a](javascript:x) \x00\u2028\u202e", deck=3),
    3: Card("~", deck=4),
    4: Card("* &amp;anchor *alias !!tag %YAML", deck=5),
    5: Card("", deck=6),
}
HOSTILE_DECKS = {2: "null", 3: "<b>bold</b>::*&x: #", 4: "{{ config }}::\x00", 5: "../../etc::passwd", 6: "日本::文法"}


def test_import_of_a_collection_gives_a_journal_that_builds(tmp_path: Path) -> None:
    """Records without a complaint, pages of them, the same bytes twice; text of cards is text everywhere."""
    answers = [Said(f"2025-03-0{on} 10:00", id, on) for on in (1, 2, 3) for id in HOSTILE]
    settings = {"schedVer": 2, "rollover": 4}
    made = database(tmp_path / "collection.anki2", answers, HOSTILE, settings=settings, decks=HOSTILE_DECKS)
    deck, journal = package(tmp_path / "deck.apkg", anki21b=made), tmp_path / "journal"
    done = run("import", str(deck), "--into", str(journal), "--zone", "Europe/Berlin")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "3 days, 15 questions (15 scored), no stated figures, 5 new topics (no groups of similar names).\n"
        "15 answers: 15 as questions, 0 again on the same day, 0 of cram, 0 of rescheduling, 0 of deleted cards, "
        "0 not understood.\n"
        f"{deck}: days begin at 4:00, Europe/Berlin, as --zone says.\n"
        "4 files written, 0 unchanged, 0 left alone.\n"
    )
    assert "no files written, 3 unchanged" in run("import", str(deck), "--into", str(journal)).stdout
    assert run("check", "--strict", "--journal", str(journal)).stdout == (
        "3 days, 15 questions, 5 topics: no errors, no warnings\n"
    )
    shutil.copy(ROOT / "mkdocs.yml", journal)
    generated = generate(journal, as_of=None, today=date(2025, 3, 10))
    assert generated.published.problems == ()
    pages = [path.read_text(encoding="utf-8") for path in (journal / "docs").rglob("*.md")]
    assert len(pages) > 20
    assert not [page for page in pages if "alert(1)</script>" in page or "<img src=x" in page or "<b>bold" in page]


def test_import_counts_lines_and_answers_apart(tmp_path: Path) -> None:
    """A log and a collection in one run."""
    (tmp_path / "log.md").write_text(LOG.partition("## 09")[0], encoding="utf-8")
    database(tmp_path / "c.anki2", [Said("2025-03-01 10:00"), Said("2025-03-01 11:00")])
    logs = [str(tmp_path / "log.md"), str(tmp_path / "c.anki2")]
    found = run("import", *logs, "--into", str(tmp_path / "journal"), "--dry-run")
    assert found.exit_code == 0
    assert "3 lines: 3 in fields, 0 in notes, 0 of structure, 0 not understood.\n" in found.stdout
    assert "2 answers: 1 as questions, 1 again on the same day, 0 of cram" in found.stdout


def test_import_of_a_collection_without_answers(tmp_path: Path) -> None:
    """Nothing is written, and the exit status says so."""
    made = database(tmp_path / "c.anki2", [])
    found = run("import", str(made), "--into", str(tmp_path / "journal"))
    assert (found.exit_code, (tmp_path / "journal").exists()) == (1, False)
    assert f"{made}: error: no scored question was found" in found.stderr


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("europe/berlin", "Did you mean Europe/Berlin?"),
        ("Europe/Berln", "Did you mean Europe/Berlin?"),
        ("America/New York", "Did you mean America/New_York?"),
        ("Europe", "'Europe' is no time zone."),
        ("../../etc/passwd", "is no time zone."),
        ("", "Write one such as Europe/Berlin."),
    ],
)
def test_import_refuses_what_is_no_zone(zone: str, said: str, tmp_path: Path) -> None:
    """As a mistake of the command line."""
    made = database(tmp_path / "c.anki2", [Said("2025-03-01 10:00")])
    found = run("import", str(made), "--into", str(tmp_path / "journal"), "--zone", zone)
    assert found.exit_code == 2
    assert said in found.stderr


def test_topics_are_merged_in_place(tmp_path: Path) -> None:
    """A dry run shows the difference; then the history of both is one."""
    days = tmp_path / "content" / "days"
    days.mkdir(parents=True)
    (tmp_path / "content" / "topics.yml").write_text("a:\n  title: A\nb:\n  title: B\n", encoding="utf-8")
    (days / "2025-01-01.yml").write_text("date: 2025-01-01\nquestions:\n  - {topic: a, score: 50}\n", encoding="utf-8")
    (days / "2025-01-02.yml").write_text("date: 2025-01-02\nquestions:\n  - {topic: b, score: 90}\n", encoding="utf-8")
    dry = run("topics", "merge", "a", "b", "--journal", str(tmp_path), "--dry-run")
    assert "+  aliases: [b]" in dry.output
    assert run("topics", "merge", "a", "b", "--journal", str(tmp_path)).output == "b is now a.\n"
    found = json.loads(run("figures", "--json", "--journal", str(tmp_path)).output)
    assert [seen["score"] for seen in found["topics"]["a"]["observations"]] == [50, 90]
    refused = run("topics", "merge", "a", "c", "--journal", str(tmp_path))
    assert (refused.exit_code, '"c" stands in no entry' in refused.output) == (1, True)


def test_schedulers_answers_in_words_and_as_json(small: Path) -> None:
    """The verdict in a line, or everything as one object."""
    words = run("schedulers", "--journal", str(small))
    assert (words.exit_code, words.stdout) == (
        0,
        "Too early to say which scheduler serves this journal better: "
        "no topics were weak when asked again, 10 more are needed.\n",
    )
    found = json.loads(run("schedulers", "--json", "--as-of", "2025-11-05", "--journal", str(small)).stdout)
    assert {key: found[key] for key in ("checks", "asked", "weak", "missing", "topics", "schedulers")} == {
        "checks": 1,
        "asked": 0,
        "weak": 0,
        "missing": 10,
        "topics": [{"topic": "a", "sm2": "2025-11-06", "fsrs": "2025-11-07", "days": 1}],
        "schedulers": [{"algorithm": n, "due": 0, "asked": 0, "weak": 0, "alone": 0} for n in ("sm2", "fsrs")],
    }
    assert len(found["workload"]) == 12 and list(found["workload"][0]) == ["retention", "new", "mean", "peak"]
