"""The sheet for a mentor and the page of questions: what is new, by day, and what waits, with where to answer it."""

from typing import Any

from studylog.views.mentor import MOST_NEWS, Mentor, mentor
from studylog.views.thread import MOST_OPEN, thread
from tests.journals import asked, figures, record

ASKS = {"by": "mentor", "text": "Why *that*?\nAnd how?"}


def news(view: Mentor) -> list[tuple[str, str, str, str]]:
    return [(str(n.on), n.kind, n.ref.text, n.said.replace("\xa0", " ")) for n in view.news.rows]


def test_news_holds_whatever_has_a_date() -> None:
    """Newest first: each thing on the day when it came, not on that of its record."""
    found = figures(
        record(
            "2025-11-03",
            asked("a", 50, asks="Two and two"),
            actions=[{"do": "Read", "due": "2025-11-09", "done": "2025-11-04"}, {"do": "Write"}],
            thread=[{**ASKS, "on": "2025-11-06"}, {"by": "learner", "text": "Because."}],
        ),
        record("2025-11-05", asked("a", 90)),
        record("2025-11-06", kind="rest"),
    )
    assert news(mentor(found)) == [
        ("2025-11-06", "message", "Why *that*?\nAnd how?", "by mentor"),
        ("2025-11-06", "day", "Thu 6 Nov 2025", "rest"),
        ("2025-11-05", "day", "Wed 5 Nov 2025", "90 % over 1 question"),
        ("2025-11-05", "weak item", "Two and two", "resolved"),
        ("2025-11-04", "action", "Read", "done"),
        ("2025-11-03", "day", "Mon 3 Nov 2025", "50 % over 1 question"),
        ("2025-11-03", "message", "Because.", "by learner"),
        ("2025-11-03", "weak item", "Two and two", "weak, 50 %"),
        ("2025-11-03", "action", "Write", "to do"),
        ("2025-11-03", "action", "Read", "to do by 9 Nov 2025"),
    ]


def test_of_much_news_the_newest_are_listed() -> None:
    """And how many more there are."""
    days = [record("2025-11-03", actions=[{"do": f"{n}"} for n in range(MOST_NEWS)]), record("2025-11-04")]
    found = mentor(figures(*days)).news
    assert (len(found.rows), found.left_out) == (MOST_NEWS, 2)
    assert found.rows[0].ref.text == "Tue 4 Nov 2025"


def questions(**settings: Any) -> Any:
    """A record with an answered question, and one with a question that waits."""
    answered = record("2025-11-03", thread=[ASKS, {"by": "learner", "text": "So."}])
    return thread(figures(answered, record("2025-11-05", thread=[ASKS]), as_of="2025-11-09", **settings))


def test_open_questions_and_all_records_with_messages() -> None:
    """Open ones with their age, records newest first with their last message."""
    found = questions()
    assert found.sentence == "1 question open; 3 messages in 2 records."
    (row,) = found.open.rows
    assert (row.days, row.day.path, row.edit, row.issue) == (4, "journal/days/2025-11-05.md#thread", None, None)
    assert [(ref.text, n, last.text) for ref, n, last in found.records.rows] == [
        ("Wed 5 Nov 2025", 1, ASKS["text"]),
        ("Mon 3 Nov 2025", 2, "So."),
    ]


def test_a_repository_says_where_to_answer() -> None:
    """In the editor, and as an issue that quotes every line."""
    (row,) = questions(repository="https://github.com/me/log").open.rows
    assert row.edit == "https://github.com/me/log/edit/main/content/days/2025-11-05.yml"
    assert row.issue.startswith("https://github.com/me/log/issues/new?title=Question%20of%202025-11-05&body=")
    assert row.issue.endswith("%0A%0A%3E%20Why%20%2Athat%2A%3F%0A%3E%20And%20how%3F%0A")


def test_many_questions_are_cut() -> None:
    """The oldest stay: they wait longest."""
    asks = [record("2025-11-03", thread=[{**ASKS, "text": f"{n}?"} for n in range(MOST_OPEN + 1)])]
    found = thread(figures(*asks)).open
    assert (found.rows[0].message.text, len(found.rows), found.left_out) == ("0?", MOST_OPEN, 1)


def test_nothing_was_asked() -> None:
    assert thread(figures()).sentence == "Nobody has asked anything yet."
