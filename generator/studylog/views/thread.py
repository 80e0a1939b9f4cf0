"""The conversation between mentor and learner: the questions that wait for an answer, and where all of it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .. import paths
from ..figures import Figures
from ..measure.threads import OpenQuestion
from ..model import Message
from ..wording import count
from .common import Listed, PageInfo, Ref, listed
from .day import day_title
from .repository import edit_link, issue_link

MOST_OPEN, MOST_RECORDS = 40, 60


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question that waits since the day it was `asked`. `edit` and `issue` lead to the repository's host: to the
    record in its editor, and to a new issue.
    """

    message: Message
    asked: date
    days: int
    day: Ref
    edit: str | None
    issue: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """`open` is oldest first; `records` are those with messages, newest first, each with its last message."""

    page: PageInfo
    sentence: str
    open: Listed[QuestionRow]
    records: Listed[tuple[Ref, int, Message]]


def thread(figures: Figures) -> Thread:
    waiting = figures.open_questions
    talked = [record for record in reversed(figures.journal.days) if record.thread]
    messages = count(sum(len(record.thread) for record in talked), "message")
    sentence = "Nobody has asked anything yet."
    if talked:
        open_ = count(len(waiting), "question").capitalize()
        sentence = f"{open_} open; {messages} in {count(len(talked), 'record')}."
    return Thread(
        page=PageInfo(paths.THREAD, "thread", "Questions and answers", sentence),
        sentence=sentence,
        open=listed(waiting, MOST_OPEN, lambda some: question_rows(some, figures)),
        records=listed(
            talked,
            MOST_RECORDS,
            lambda some: [
                (Ref(day_title(record), f"{paths.day_page(record.key)}#thread"), len(record.thread), record.thread[-1])
                for record in some
            ],
        ),
    )


def question_rows(questions: Iterable[OpenQuestion], figures: Figures) -> tuple[QuestionRow, ...]:
    repository, found = figures.journal.settings.repository, []
    for question in questions:
        record, message = question.record, question.message
        asked, title = message.on or record.date, day_title(record)
        quoted = "\n".join(f"> {line}" for line in message.text.splitlines())
        about = f"{title}, {message.by}:\n\n{quoted}\n"
        found.append(
            QuestionRow(
                message=message,
                asked=asked,
                days=(figures.as_of - asked).days,
                day=Ref(title, f"{paths.day_page(record.key)}#thread"),
                edit=edit_link(repository, record) if repository else None,
                issue=issue_link(repository, f"Question of {record.date}", about) if repository else None,
            )
        )
    return tuple(found)
