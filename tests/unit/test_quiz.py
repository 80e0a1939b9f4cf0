"""`studylog quiz`: what is typed ends up in the record, at once and for good."""

import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studylog.cli import main
from studylog.load import load
from studylog.model import DayRecord
from studylog.quiz import added, answered, score_typed, waiting
from tests.unit.test_evening_commands import root  # noqa: F401  the journal that these commands work on

DAY = "2025-11-05"


def quiz(*lines: str) -> Result:
    return CliRunner().invoke(main, ["quiz", DAY], input="".join(f"{line}\n" for line in lines))


def record(root: Path) -> DayRecord:  # noqa: F811
    journal, problems = load(root / "content")
    assert problems == ()
    return next(record for record in journal.days if str(record.date) == DAY)


def scores(root: Path) -> list[tuple[str | None, int | None, str | None]]:  # noqa: F811
    return [(q.topic, q.score and int(q.score), q.note) for q in record(root).questions]


def path_of(root: Path) -> Path:  # noqa: F811
    return root / "content" / "days" / f"{DAY}.yml"


def test_a_whole_check(root: Path) -> None:  # noqa: F811
    """Reviews with a score and a note, one passed by, a new question in the first place that is left for one."""
    held = quiz("9.5/10", 'all: "three" # of them', "What holds the keys", "", "llm-fsdp", "Sharding", "70%", "", "")
    assert held.exit_code == 0
    assert scores(root) == [
        ("llm-zero", 95, 'all: "three" # of them'),
        ("kv-cache", None, None),
        ("llm-fsdp", 70, None),
    ]
    assert [q.asks for q in record(root).questions] == ["The three stages", "What holds the keys", "Sharding"]
    text = path_of(root).read_text()
    assert "score: 9.5/10\n" in text
    assert ("# - id: Q3\n" in text, "# - id: Q4\n" in text) == (False, True)
    assert "Scored 40 on 4 Nov 2025" in held.stdout
    assert "Ask: The three stages" in held.stdout
    said = held.stdout.rpartition("\n\n")[2].replace("\u00a0", " ")
    assert said.startswith("New question") or "2 questions: 82.5 %\nWeak: FSDP, 70 %\nNext: " in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("120", "outside 0 to 100"),
        ("95-100", "is two scores"),
        ("good", "is not a score"),
        ("0.95", "Write 95 if the share was meant, else 0.95%"),
        ("?", "Enter: go on without one"),
    ],
    ids=["too much", "two scores", "a word", "a share", "help"],
)
def test_what_is_no_score_is_explained_and_asked_again(root: Path, typed: str, said: str) -> None:  # noqa: F811
    """Nothing of it reaches the record; the next answer does."""
    held = quiz(typed, "90", "", "q")
    assert said in held.stdout
    assert scores(root)[0] == ("llm-zero", 90, None)


@pytest.mark.parametrize("typed", ["95", "95%", "9.5/10", "1e2", "92.5", "0", "0.5%", "1/100"])
def test_scores_in_every_form_of_the_records(typed: str) -> None:
    """As typed, so that the record shows what was meant."""
    assert score_typed(f" {typed} ".strip()) == typed


def test_an_unknown_topic_is_asked_again(root: Path) -> None:  # noqa: F811
    """With the nearest spelling."""
    held = quiz("", "", "", "llm-fsd", "llm-fsdp", "", "80", "", "")
    assert 'Did you mean "llm-fsdp"?' in held.stdout
    assert scores(root)[-1] == ("llm-fsdp", 80, None)


def test_it_goes_on_where_it_stopped(root: Path) -> None:  # noqa: F811
    """By q or at the end of the input; what has a score is not asked again."""
    stopped = quiz("90", "", "q")
    assert stopped.exit_code == 0
    assert f"Stopped; 1 question waits for a score. studylog quiz {DAY} goes on there." in stopped.stdout
    went_on = quiz("", "80", "late")
    assert went_on.exit_code == 0
    assert "ZeRO" not in went_on.stdout
    assert scores(root) == [("llm-zero", 90, None), ("kv-cache", 80, "late")]


def test_a_record_that_was_edited_by_hand_keeps_all_of_it(root: Path) -> None:  # noqa: F811
    """Comments, order, quotes and ends of line: only the answers are new."""
    text = (
        f"# mine\r\ndate: {DAY}\r\nquestions:   # two\r\n- {{asks: 'x', topic: kv-cache, id: B}} # flow\r\n"
        "# between\r\n- topic: llm-fsdp\r\n  score:   # open\r\nminutes: 20\r\n"
    )
    path_of(root).write_bytes(text.encode())
    assert quiz("80", "", "y", "70", "").exit_code == 0
    made = path_of(root).read_bytes().decode()
    for part in ("# mine\r\n", "# two\r\n", "# flow\r\n", "# between\r\n", "# open\r\n", "minutes: 20\r\n"):
        assert part in made
    assert scores(root) == [("kv-cache", 80, None), ("llm-fsdp", 70, None)]
    assert "\n" not in made.replace("\r\n", "")


def test_questions_are_told_apart_by_id_whatever_their_order() -> None:
    """Also where the file changed since they were listed; two of one id are refused."""
    text = "date: 2025-11-05\nquestions:\n  - {id: A, topic: a}\n  - {id: B, topic: b}\n"
    assert [question.id for question in waiting(answered(text, "B", "score", "90"))] == ["A"]
    moved = "date: 2025-11-05\nquestions:\n  - {id: B, topic: b}\n  - {id: A, topic: a}\n"
    assert [question.id for question in waiting(answered(moved, "B", "score", "90"))] == ["A"]
    with pytest.raises(LookupError):
        answered(text.replace("id: B", "id: A"), "A", "score", "90")
    with pytest.raises(LookupError):
        answered(text, "C", "score", "90")


def test_a_new_question_without_a_place_comes_last() -> None:
    """With the first id that is free."""
    made, id = added("date: 2025-11-05\nquestions:\n  - {id: Q1, topic: a, score: 90}\n", "b", "What")
    assert (id, [(q.id, q.topic, q.asks) for q in waiting(made)]) == ("Q2", [("Q2", "b", "What")])
    first, id = added("date: 2025-11-05\n", "b", None)
    assert (id, [(q.id, q.topic, q.asks) for q in waiting(first)]) == ("Q1", [("Q1", "b", None)])


def _in_a_terminal() -> None:
    """Ctrl-C reaches the process; a shell lets what it runs in the background ignore signals, tests among it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for interrupts in (signal.SIGINT, signal.SIGHUP):
        signal.signal(interrupts, signal.SIG_DFL)


class Terminal:
    """The quiz in a process and a terminal of its own."""

    def __init__(self, root: Path) -> None:  # noqa: F811
        self._master, slave = pty.openpty()
        environment = {**os.environ, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "from studylog.cli import main; main()", "quiz", DAY]
        self._process = subprocess.Popen(
            command, cwd=root, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
            preexec_fn=_in_a_terminal,
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def until(self, prompt: str) -> None:
        """Wait for a prompt that was not there before."""
        start, end = len(self.seen), time.monotonic() + 60
        while prompt not in self.seen[start:]:
            assert time.monotonic() < end, self.seen
            self.seen += os.read(self._master, 4096).decode()

    def types(self, text: str) -> None:
        os.write(self._master, text.encode())

    def ends(self, how: Callable[[], None] = lambda: None) -> int:
        """How it ends, its own way or made to.

        Made to again where nothing happens: Python may lose an interrupt before it reads, see its issue 112585.
        """
        for _ in range(9):
            self._until_it_waits()
            how()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(7)
                break
        status = self._process.wait(0)
        with suppress(OSError):  # the other side is closed
            while data := os.read(self._master, 4096):
                self.seen += data.decode()
        return status

    def _until_it_waits(self) -> None:
        """Until it sleeps, which is in its read, where Linux tells."""
        end = time.monotonic() + 7
        with suppress(OSError):
            while time.monotonic() < end:
                told = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
                if told.rpartition(")")[2].split()[0] in "SZ":
                    break
                time.sleep(0.005)

    def signal(self, how: signal.Signals) -> None:
        self._process.send_signal(how)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)


@pytest.mark.parametrize("answers", [0, 1, 2, 3])
@pytest.mark.parametrize("how", ["ctrl-c", signal.SIGINT, signal.SIGHUP, signal.SIGKILL], ids=str)
def test_an_interrupted_quiz_loses_nothing(root: Path, how: signal.Signals | str, answers: int) -> None:  # noqa: F811
    """However it ends, after however many answers: those are in the record, and the quiz goes on behind them."""
    steps = [("Score: ", "90\n"), ("Note: ", "ä note\n"), ("is asked: ", "What\n"), ("Score: ", "70\n")]
    with Terminal(root) as terminal:
        for prompt, typed in steps[:answers]:
            terminal.until(prompt)
            terminal.types(typed)
        terminal.until(steps[answers][0])
        if isinstance(how, str):
            status = terminal.ends(lambda: terminal.types("half an answer\x03"))
        else:
            status = terminal.ends(lambda: terminal.signal(how))
    assert status == (130 if how in ("ctrl-c", signal.SIGINT) else -how)  # type: ignore[operator]
    assert "Traceback" not in terminal.seen
    first, second = record(root).questions
    assert (first.score, first.note) == (90 if answers > 0 else None, "ä note" if answers > 1 else None)
    assert (second.score, second.asks) == (None, "What" if answers > 2 else None)
    assert quiz(*(["80", ""] if answers == 0 else []), *(["Then"] if answers < 3 else []), "60", "").exit_code == 0
    assert [q.score for q in record(root).questions] == [90 if answers else 80, 60]


def test_an_edit_in_between_stays(root: Path) -> None:  # noqa: F811
    """Who has the record open and saves it while a question waits loses nothing, and neither does the quiz."""
    with Terminal(root) as terminal:
        terminal.until("Score: ")
        path = path_of(root)
        path.write_text(path.read_text().replace("title:\n", "title: Mine  # kept\n"))
        terminal.types("90\n")
        terminal.until("Note: ")
        assert "title: Mine  # kept\n" in path.read_text()
        path.write_text(path.read_text() + "oops: [\n")
        terminal.types("a note\n")
        terminal.until("Enter tries again, q stops: ")
        path.write_text(path.read_text().replace("oops: [\n", ""))
        terminal.types("\n")
        terminal.until("is asked: ")
        terminal.types("q\n")
        assert terminal.ends() == 0
    assert scores(root)[0] == ("llm-zero", 90, "a note")
    assert record(root).title == "Mine"
