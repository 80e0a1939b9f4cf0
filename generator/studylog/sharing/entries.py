"""What a feed tells: an entry for each record and each week that is over, newest first.

An entry says what stood at the end of its day or week and nothing that came later, so that it changes only where
records are corrected. Its page, which it leads to, also tells what came of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import urljoin

from markupsafe import Markup

from .. import paths
from ..figures import DayFigures, Figures
from ..markup import inline, plain
from ..measure.periods import Period
from ..model import DayRecord, Question
from ..narrative.review import narratives
from ..narrative.sentences import Narrative, Sentence, one_line, question_path, weak_item
from ..views.day import day_title, points_text
from ..wording import percent, signed

MOST_ENTRIES = 50
TOLD_LATER = "Next"
"""The part of a week's review that tells what has come since."""
_HREF = re.compile(r'(?<= href=")[^"]*')


@dataclass(frozen=True, slots=True)
class Entry:
    """A day or week in a feed. `address` is that of its page and names the entry; `html` has absolute links.

    `published` is the day, or the last one of the week; `updated` the same, or the day of its latest correction.
    """

    address: str
    title: str
    published: date
    updated: date
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A journal as a feed: whose it is, where its `site` is, and at most MOST_ENTRIES entries, newest first.

    `updated` is the latest day of an entry's.
    """

    title: str
    author: str
    site: str
    updated: date
    entries: tuple[Entry, ...]


def feed(figures: Figures, site: str) -> Feed:
    """The feed of a journal whose site is published at the address `site`. One without a learner is its own author."""
    settings, found = figures.journal.settings, _entries(figures, site)
    return Feed(
        title=_name(settings.title),
        author=_name(settings.learner or settings.title),
        site=site,
        updated=max((entry.updated for entry in found), default=figures.as_of),
        entries=found,
    )


def _name(text: str) -> str:
    """A text that is never empty, since a feed and its author need a name; Markdown alone names itself."""
    return plain(text) or one_line(text)


def _entries(figures: Figures, site: str) -> tuple[Entry, ...]:
    """Of one day, its week stands before its records."""
    told = narratives(figures, "week")
    held = [entry for entry in figures.days if not _waits(entry.record, figures.as_of)][-MOST_ENTRIES:]
    over = [week for week in figures.weeks if week.last < figures.as_of][-MOST_ENTRIES:]
    found = [_day(entry, figures, site) for entry in held] + [_week(week, told[week.key], site) for week in over]
    return tuple(sorted(found, key=lambda entry: entry.published)[::-1][:MOST_ENTRIES])


def _waits(record: DayRecord, as_of: date) -> bool:
    """Whether it is a check of today that is still to be held."""
    unscored = all(question.score is None for question in record.questions)
    return record.date == as_of and bool(record.questions) and unscored


def _day(entry: DayFigures, figures: Figures, site: str) -> Entry:
    record, page = entry.record, paths.day_page(entry.record.key)
    said = [plain(record.title)] if record.title else []
    said += [percent(entry.scores.all.value)] if entry.scores.all.count else []
    title = ": ".join(filter(None, (day_title(record), ", ".join(said))))
    address = paths.address(page, site)
    html = _absolute(_day_html(entry, figures, page), address)
    return Entry(address, title, record.date, _updated(record), html)


def _day_html(entry: DayFigures, figures: Figures, page: str) -> Markup:
    record, weak = entry.record, [weak_item(item, figures.journal) for item in entry.weak]
    verdict = Markup("<h2>Verdict</h2><p>{}</p>").format(inline(record.verdict)) if record.verdict else Markup()
    return Markup().join(
        (
            _score(entry),
            _part("Asked", (_asked(question, figures, page, record) for question in record.questions)),
            _part("Weak", (*(_link(one.text, one.path, page) for one in weak), *(inline(p.gap) for p in record.weak))),
            _part("Insights", map(inline, record.insights)),
            verdict,
        )
    )


def _score(entry: DayFigures) -> Markup:
    scores = entry.scores
    if not scores.all.count:
        return Markup("<p>No question was scored.</p>")
    parts = [f"{percent(scores.all.value)}, {points_text(entry)} points"]
    parts += [f"new material {percent(scores.new.value)}"] if scores.new.count else []
    parts += [f"reviews {percent(scores.review.value)}"] if scores.review.count else []
    parts += [f"{signed(scores.change)} points on the check before"] if scores.change is not None else []
    return Markup("<p>{}.</p>").format("; ".join(parts))


def _asked(question: Question, figures: Figures, page: str, record: DayRecord) -> Markup:
    """What was asked, else its topic, else its number, with the score."""
    topic = figures.journal.topics[question.topic].title if question.topic else question.id
    asked = inline(question.asks) if question.asks else Markup.escape(topic)
    score = "not scored" if question.score is None else percent(question.score)
    number = _link(question.id, question_path(record, question), page)
    return Markup("{}: {}, {}").format(number, asked, score)


def _week(period: Period, narrative: Narrative, site: str) -> Entry:
    page, address = narrative.path, paths.address(narrative.path, site)
    sections = (section for section in narrative.sections if section.heading != TOLD_LATER)
    html = Markup().join(_part(s.heading, (_sentence(one, page) for one in s.sentences)) for s in sections)
    score = f": {percent(period.all.value)}" if period.all.count else ""
    updated = max(period.last, *map(_updated, period.records))
    return Entry(address, f"{narrative.title}{score}", period.last, updated, _absolute(html, address))


def _sentence(sentence: Sentence, page: str) -> Markup:
    return Markup().join(_link(piece.text, piece.path, page) for piece in sentence.pieces)


def _link(text: str, path: str, page: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(paths.href(path, page), text) if path else Markup.escape(text)


def _part(heading: str, items: Iterable[Markup]) -> Markup:
    """A list under a heading; nothing where the list is empty."""
    made = Markup().join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<h2>{}</h2><ul>{}</ul>").format(heading, made) if made else Markup()


def _updated(record: DayRecord) -> date:
    """The day on which the record was last corrected, as far as it says so."""
    revised = (revision.on for question in record.questions for revision in question.revised if revision.on)
    return max(record.date, record.updated or record.date, *revised)


def _absolute(html: Markup, page: str) -> str:
    """The same with every link as it leads from elsewhere; `page` is the address that they stand at."""
    return _HREF.sub(lambda found: str(Markup.escape(urljoin(page, unescape(found[0])))), html)
