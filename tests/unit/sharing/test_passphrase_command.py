"""`studylog build --passphrase-file`, with an engine that writes what a test tells it to."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from studylog import engines
from studylog.cli import main
from tests.unit.test_engines import Engine, tree
from tests.unsealed import unsealed

WORDS = "correct horse battery staple"
CLEAR = {"index.html": "home", "404.html": "none", "journal/days/2025-11-05.html": "a day", "a/b/c.js": "x"}


class Watched(Engine):
    """Remembers who may look into the folder that it builds into."""

    def __init__(self) -> None:
        super().__init__()
        self.modes: set[int] = set()
        self.files = dict(CLEAR)

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.modes.add(Path(command[command.index("-d") + 1]).stat().st_mode & 0o777)
        return super().run(command, **options)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Watched:
    stand_in = Watched()
    monkeypatch.setattr(engines.subprocess, "run", stand_in.run)
    return stand_in


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal with an address, which is the current folder; the passphrase lies beside it."""
    root = tmp_path / "journal"
    (root / "content" / "days").mkdir(parents=True)
    (root / "content" / "topics.yml").write_text("a: {title: A}\n")
    (root / "content" / "days" / "2025-11-05.yml").write_text("date: 2025-11-05\nquestions: [{topic: a, score: 90}]\n")
    (root / "mkdocs.yml").write_text(
        'site_name: x\nsite_url: "https://example.org/journal/" # ours\nuse_directory_urls: false\n'
    )
    (tmp_path / "words").write_text(f"{WORDS}\n")
    monkeypatch.chdir(root)
    return root


def run(*args: str, input: str = "") -> Result:
    return CliRunner().invoke(main, ["build", *args], input=input)


def fine(*args: str, input: str = "") -> Result:
    done = run(*args, input=input)
    assert done.exit_code == 0, done.output
    return done


def refused(*args: str, input: str = "") -> str:
    done = run(*args, input=input)
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output
    return done.stderr


def test_a_sealed_site_opens_to_what_the_engine_built(engine: Watched, journal: Path) -> None:
    """In a folder of its own; how much is sealed is said, and what a guess costs."""
    done = fine("--passphrase-file", "../words")
    opened = unsealed(journal / "site-sealed", WORDS, CLEAR)
    assert opened == {path: text.encode() for path, text in CLEAR.items()}
    assert "Sealed: 4 files; a guess at the passphrase takes 1,000,000 rounds of PBKDF2.\n" in done.stdout
    assert (done.stderr, (journal / "site").exists()) == ("", False)
    fine("--passphrase-file", "../words", "--audience", "mentor")
    assert (journal / "site-mentor-sealed" / "sw.js").exists()


def test_a_passphrase_from_standard_input_is_the_same(engine: Watched, journal: Path) -> None:
    """Nothing changes when it comes from there."""
    fine("--passphrase-file", "../words")
    again = fine("--passphrase-file", "-", input=f"{WORDS}\n")
    assert "(no files changed)" in again.stdout


def test_a_page_that_changed_changes_one_file(engine: Watched, journal: Path) -> None:
    """And one that is gone is gone."""
    fine("--passphrase-file", "../words")
    engine.files["index.html"] = "other"
    del engine.files["a/b/c.js"]
    assert "(1 file changed)" in fine("--passphrase-file", "../words").stdout
    assert unsealed(journal / "site-sealed", WORDS, engine.files)["index.html"] == b"other"


def test_nothing_clear_is_left_nor_can_others_look_on(engine: Watched, journal: Path) -> None:
    """Neither on the way nor after a failure; the passphrase is nowhere, in no message and no file."""
    said = fine("--passphrase-file", "../words").output
    engine.status, engine.says = 1, "ERROR   -  broken"
    said += refused("--passphrase-file", "../words")
    assert engine.modes == {0o700}
    left = [path.name for path in (journal / ".studylog").iterdir()]
    assert not [name for name in left if name.startswith(("site-", "sealed-"))]
    everything = b"".join(path.read_bytes() for path in journal.rglob("*") if path.is_file())
    assert WORDS not in said
    assert WORDS.encode() not in everything


def test_a_clear_site_of_ours_makes_room(engine: Watched, journal: Path) -> None:
    """Not one of its files stays, and what lies beside them is named as open to all."""
    fine("--site-dir", "site")
    beside = [journal / "site" / name for name in ("CNAME", "\x1b[2Jx")]
    for path in beside:
        path.write_text("example.org")
    done = fine("--site-dir", "site", "--passphrase-file", "../words")
    for path in beside:
        path.unlink()
    assert set(unsealed(journal / "site", WORDS, CLEAR)) == set(CLEAR)
    assert "Everyone can read what else lies there: CNAME, \\x1b[2Jx.\n" in done.stdout


def test_a_clear_site_that_nobody_knows_is_refused(engine: Watched, journal: Path) -> None:
    """Where the listing of an earlier build is lost, its files would stay; nothing is changed."""
    fine("--site-dir", "site")
    (listing,) = (journal / ".studylog" / "sites").iterdir()
    listing.unlink()
    assert "would stay: a/b/c.js and all that is with it" in refused(
        "--site-dir", "site", "--passphrase-file", "../words"
    )
    assert tree(journal / "site") == CLEAR


def test_a_sealed_site_that_nobody_knows_is_sealed_anew(engine: Watched, journal: Path) -> None:
    """As in a fresh clone beside a folder that was kept."""
    fine("--passphrase-file", "../words")
    (listing,) = (journal / ".studylog" / "sites").iterdir()
    listing.unlink()
    assert "(no files changed)" in fine("--passphrase-file", "../words").stdout


@pytest.mark.parametrize("place", ["docs/words", "content/words", "templates/a/words", "site-sealed/words"])
def test_a_passphrase_that_would_be_published_is_refused(place: str, engine: Watched, journal: Path) -> None:
    """Also by way of a link."""
    (journal / place).parent.mkdir(parents=True, exist_ok=True)
    (journal / place).write_text(WORDS)
    Path("link").symlink_to(journal / place)
    for path in (place, f"./{place}", "link"):
        assert "Move it out of there." in refused("--passphrase-file", path)
    assert engine.modes == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "it is empty"), ("a secret word\n", "13 of at least 15"), ("a\nb\nc\nd\ne\nf\ng\nh\n", "more than one line")],
)
def test_what_will_not_do_is_refused_before_anything_is_done(
    words: str, said: str, engine: Watched, journal: Path
) -> None:
    """With what to write instead, and without a word of it."""
    message = refused("--passphrase-file", "-", input=words)
    assert said in message
    assert "Write five words or more" in message
    assert "secret" not in message
    assert (engine.modes, (journal / "docs").exists()) == (set(), False)


def test_a_file_that_is_not_there_is_named(engine: Watched, journal: Path) -> None:
    """As the system says it."""
    assert "nowhere" in refused("--passphrase-file", "nowhere")


def test_without_an_address_it_warns(engine: Watched, journal: Path) -> None:
    """And stops when warnings count as errors."""
    (journal / "mkdocs.yml").write_text("site_name: x\nuse_directory_urls: false\n# site_url: https://example.org/\n")
    assert "without site_url" in fine("--passphrase-file", "../words").stderr
    assert "without site_url" in refused("--passphrase-file", "../words", "--strict")


def test_without_cryptography_it_says_what_to_install(
    engine: Watched, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where it is asked for: all else works without."""
    monkeypatch.setattr("studylog.commands.sealing.find_spec", lambda name: None)
    assert "pip install 'studylog[passphrase]'" in refused("--passphrase-file", "../words")
    fine()


def test_cryptography_is_loaded_by_nothing_else() -> None:
    """Studylog starts without it."""
    code = "import sys, studylog.cli; print(any(name.partition('.')[0] == 'cryptography' for name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("site_url: https://example.org/a/", "https://example.org/a/"),
        ("site_url:   'https://example.org/a#b'  # ours", "https://example.org/a#b"),
        ('site_url: ""', ""),
        ("site_url:", ""),
        ("site_name: site_url", ""),
        ("  site_url: https://example.org/", ""),
    ],
)
def test_the_address_is_read(line: str, found: str, tmp_path: Path) -> None:
    """As it stands in mkdocs.yml, without quotes and comment."""
    (tmp_path / "mkdocs.yml").write_text(f"{line}\nuse_directory_urls: false\n")
    assert engines.address(tmp_path / "mkdocs.yml") == found
