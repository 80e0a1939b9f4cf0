"""Which questions of mentor and learner wait for an answer."""

import pytest

from studylog.measure.threads import open_questions
from tests.journals import record


@pytest.mark.parametrize(
    ("said", "waiting"),
    [
        ([], []),
        ([("mentor", "Why?")], [1]),
        ([("mentor", "Well done.")], []),
        ([("mentor", "Why?"), ("learner", "Because.")], []),
        ([("mentor", "Why?"), ("mentor", "Take your time.")], [1]),
        ([("mentor", "Why?"), ("learner", "Which stage?")], [2]),
        ([("mentor", "Why? "), ("mentor", "And how?\n")], [1, 2]),
        ([("learner", "Why?"), ("mentor", "So."), ("learner", "And then?")], [3]),
    ],
    ids=["none", "asked", "said", "answered", "asked and said", "asked back", "two", "asked again"],
)
def test_a_question_waits_until_somebody_else_speaks(said: list[tuple[str, str]], waiting: list[int]) -> None:
    """It is a message that ends with a question mark."""
    thread = [{"by": by, "text": text} for by, text in said]
    assert [one.number for one in open_questions([record("2025-11-05", thread=thread)])] == waiting


def test_a_thread_is_that_of_one_record() -> None:
    """A word in another record answers nothing."""
    asks, tells = {"by": "mentor", "text": "Why?"}, {"by": "learner", "text": "So."}
    days = [record("2025-11-05", thread=[asks]), record("2025-11-06", thread=[tells, asks])]
    assert [(one.record.key, one.number) for one in open_questions(days)] == [("2025-11-05", 1), ("2025-11-06", 2)]
