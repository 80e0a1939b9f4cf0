"""A file that a person wrote is replaced whole, and only while it is what was read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studylog.editing import Changed, save
from tests.conftest import ROOT

# Saves again and again, each time in a process that dies one line of code later, once in the middle of writing.
KILLED = """
import os, signal, sys
from pathlib import Path
import studylog.ondisk
from studylog.editing import save

path, state = Path(sys.argv[1]), Path(sys.argv[2])
OLD, NEW = b"old: 1\\n" * 3000, "new: 2\\n" * 3000
ours = {studylog.ondisk.__file__, sys.modules["studylog.editing.save"].__file__}

def child(at):
    seen = 0
    def trace(frame, event, _):
        nonlocal seen
        if frame.f_code.co_filename not in ours:
            return None
        seen += event in ("line", "return")
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    if at:
        sys.settrace(trace)
    else:
        def half(self, content):
            with open(self, "wb") as file:
                file.write(content[: len(content) // 2])
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
        Path.write_bytes = half
    save(path, OLD, NEW, state)
    os._exit(0)

for at in range(1000):
    path.write_bytes(OLD)
    pid = os.fork()
    if not pid:
        child(at)
    ended = os.waitpid(pid, 0)[1]
    found = path.read_bytes()
    print("old" if found == OLD else "new" if found == NEW.encode() else "broken")
    if not ended:
        break
"""


def test_it_writes_what_was_edited(tmp_path: Path) -> None:
    """Nothing else is left beside it, and permissions stay."""
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: 1\r\n")
    path.chmod(0o600)
    save(path, b"a: 1\r\n", "\ufeffa: 2\r\n", tmp_path / "state")
    assert path.read_bytes() == b"\xef\xbb\xbfa: 2\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "state" / "tmp").iterdir()) == []


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What was saved in an editor in between stays."""
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: 3\n")
    with pytest.raises(Changed, match=r"changed meanwhile; nothing was written\. Run"):
        save(path, b"a: 1\n", "a: 2\n", tmp_path / "state")
    assert path.read_bytes() == b"a: 3\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    path, link = tmp_path / "a.yml", tmp_path / "b.yml"
    path.write_bytes(b"a: 1\n")
    link.symlink_to(path)
    save(link, b"a: 1\n", "a: 2\n", tmp_path / "state")
    assert link.is_symlink()
    assert path.read_bytes() == b"a: 2\n"


def test_a_kill_at_any_step_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    """Also in the middle of writing: at first it is the old one, at the end the new one."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "a.yml"), str(tmp_path / "state")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=True,
    )
    found = done.stdout.split()
    first_new = found.index("new")
    assert first_new > 8
    assert set(found[:first_new]) == {"old"}
    assert set(found[first_new:]) == {"new"}
    assert len(found) > first_new + 1
