"""What was studied: checks and their dates, means, what was new, the best and the lowest score, interviews, time."""

from collections import Counter
from collections.abc import Iterator, Sequence

from .. import paths
from ..figures import DayFigures
from ..measure.practice import InterviewScore
from ..wording import count, duration, number, percent, rounded
from .sentences import (
    MOST_NAMED,
    Piece,
    Sentence,
    dates,
    every,
    listing,
    one_line,
    points,
    quoted,
    sentence,
    short_day,
    topic,
)
from .told import Told


def studied(told: Told) -> Iterator[Sentence]:
    yield _checks(told)
    if told.period.all.count:
        yield _mean(told)
        yield _kinds(told)
    if len(told.happened.checks) > 1:
        yield _best_and_lowest(told)
    if told.period.met:
        yield _met(told)
    if told.happened.interviews:
        yield _interviews(told.happened.interviews)
    if told.period.minutes:
        yield _time(told, told.period.minutes)


def _checks(told: Told) -> Sentence:
    so_far = "So far, " if told.so_far else ""
    entries = told.happened.checks
    if not entries:
        records = told.period.records
        days = sorted({record.date for record in records})
        page_of = {record.date: paths.day_page(record.key) for record in reversed(records)}
        start = f"{so_far}no check was held" if so_far else "No check was held"
        verb = "is" if len(records) == 1 else "are"
        return sentence(f"{start}; there {verb} {count(len(records), 'record')}: ", dates(days, page_of), ".")
    days = sorted({entry.record.date for entry in entries})
    page_of = {entry.record.date: paths.day_page(entry.record.key) for entry in reversed(entries)}
    what = f"{so_far}{count(len(entries), 'check')} with {count(told.period.all.count, 'scored question')}"
    verb = "was" if len(entries) == 1 else "were"
    when = "on " if len(days) == 1 else f"on {len(days)} days: "
    return sentence(f"{what} {verb} held {when}", dates(days, page_of), ".")


def _mean(told: Told) -> Sentence:
    period = told.period
    mean = Piece(percent(period.all.value), told.table("Days"))
    start = "The mean so far is " if told.so_far else "The mean was "
    if period.change is None or told.compared is None:
        return sentence(start, mean, f"; there is no earlier {told.kind} to compare it with.")
    if not rounded(period.change):
        return sentence(start, mean, ", level with ", told.compared, ".")
    side = "above" if period.change > 0 else "below"
    return sentence(start, mean, f", {points(period.change)} {side} ", told.compared, ".")


def _kinds(told: Told) -> Sentence:
    new, review = told.period.new, told.period.review
    if new.count and review.count:
        return sentence(
            Piece("New material", told.table("Days")),
            f" came to {percent(new.value)} over {count(new.count, 'question')}, "
            f"reviews to {percent(review.value)} over {review.count}.",
        )
    n, place = told.period.all.count, told.table("Days")
    if n == 1:
        return sentence("The one question was ", Piece("on new material" if new.count else "a review", place), ".")
    what = Piece("on new material" if new.count else "reviews", place)
    return sentence(f"{_capital(every(n, 'questions'))} were ", what, ".")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _best_and_lowest(told: Told) -> Sentence:
    """Scores that are shown as the same are the same here."""
    entries = told.happened.checks
    shown = {entry.record.key: number(entry.scores.all.value) for entry in entries}
    ordered = sorted(entries, key=lambda entry: entry.scores.all.value or 0)
    lowest, best = shown[ordered[0].record.key], shown[ordered[-1].record.key]
    if lowest == best:
        return sentence(
            f"{_capital(every(len(entries), 'checks'))} scored ", Piece(f"{best}\u00a0%", told.table("Days")), "."
        )
    return sentence(
        f"The best score was {best}\u00a0%, on ",
        _days_of([entry for entry in entries if shown[entry.record.key] == best]),
        f"; the lowest was {lowest}\u00a0%, on ",
        _days_of([entry for entry in entries if shown[entry.record.key] == lowest]),
        ".",
    )


def _days_of(entries: Sequence[DayFigures]) -> list[Piece]:
    items = []
    for entry in entries:
        session = f" (session {entry.record.session})" if entry.record.session > 1 else ""
        items.append([Piece(f"{short_day(entry.record.date)}{session}", paths.day_page(entry.record.key))])
    return listing(items)


def _met(told: Told) -> Sentence:
    """Up to three topics by name, more by area: the areas with most of them first."""
    journal, met = told.figures.journal, told.period.met
    evidence = Piece(count(len(met), "topic"), told.table("Topics met for the first time"))
    start = (evidence, Piece(f" {'was' if len(met) == 1 else 'were'} met for the first time: "))
    if len(met) <= MOST_NAMED:
        return sentence(start, listing([[topic(id, journal)] for id in met]), ".")
    counts = Counter(journal.topics[id].area for id in met)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0]))
    items = [[Piece(f"{n} in {one_line(area)}")] for area, n in ordered[:MOST_NAMED]]
    if others := ordered[MOST_NAMED:]:
        items.append([Piece(f"{sum(n for _, n in others)} in {count(len(others), 'other area')}")])
    return sentence(start, listing(items, len(items)), ".")


def _interviews(held: Sequence[InterviewScore]) -> Sentence:
    items = []
    for score in held:
        path = f"{paths.day_page(score.record.key)}#mock-interview"
        result = "without a total" if score.percent is None else f"with {percent(score.percent)}"
        items.append([Piece(quoted(score.interview.title), path), Piece(f" {result}")])
    verb = "was" if len(held) == 1 else "were"
    return sentence(f"{count(len(held), 'mock interview')} {verb} held: ", listing(items), ".")


def _time(told: Told, minutes: int) -> Sentence:
    entries = told.happened.entries
    given = sum(entry.minutes is not None for entry in entries)
    by = "" if given == len(entries) else f", given by {given} of {len(entries)} records"
    return sentence("The time recorded is ", Piece(duration(minutes), told.table("Days")), f"{by}.")
