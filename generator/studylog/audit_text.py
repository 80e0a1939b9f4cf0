"""The audit in words: what checks warn of, what the command lists, and the sentence that sums it up."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from .measure.audit import Audit, Loc, Restated, Revised, Statement, WrongTotal, decimals
from .model import DayRecord, Stated
from .wording import count, day, number, percent, signed

Located = tuple[DayRecord, Loc, str]


def sentence(audit: Audit) -> str:
    """The answer in one sentence. An overall score that is stated several ways or times counts once a record."""
    if not (audit.statements or audit.revised):
        return "The log states no figure of its own, and no score was revised."
    overall = {s.record.key for s in audit.statements if s.is_overall and s.computed is not None}
    wrong = {s.record.key for s in audit.wrong if s.is_overall}
    parts = [s for s in audit.statements if not s.is_overall and s.computed is not None]
    revised = len({(step.record.key, step.question.id) for step in audit.revised})
    said = (
        _held(len(wrong), len(overall), "overall score"),
        _held(sum(s.holds is False for s in parts), len(parts), "group figure"),
        f"{count(revised, 'score')} {'was' if revised == 1 else 'were'} revised",
    )
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _held(wrong: int, stated: int, what: str) -> str:
    if not stated:
        return f"no {what} is stated"
    if not wrong:
        return f"the one {what} holds" if stated == 1 else f"all {stated} {what}s hold"
    return f"{wrong} of {count(stated, what)} {'does' if wrong == 1 else 'do'} not hold"


def findings(audit: Audit) -> Iterator[Located]:
    """Everything that is worth a look, with its record and place: by record, and within one by kind."""
    found: list[Located] = [(s.record, s.loc, f"{s.name}: {stated_otherwise(s)}") for s in audit.wrong]
    found += [(t.record, t.loc, f"{t.name}: {out_of_another_count(t)}") for t in audit.totals]
    found += [(r.record, ("stated", 1), restated(r)) for r in audit.restated]
    found += [(step.record, step.loc, revised(step)) for step in audit.revised]
    found += [
        (d.record, ("questions",), f"revisions moved the score by {signed(d.scores.drift, 2)}.") for d in audit.drifted
    ]
    return iter(sorted(found, key=lambda one: (one[0].date, one[0].session)))


def stated_otherwise(statement: Statement) -> str:
    """`80.8 % is stated, the questions give 83.08.`"""
    verb = "is" if statement.unit == "percent" else "are"
    return f"{stated_text(statement)} {verb} stated, the questions give {computed_text(statement)}."


def out_of_another_count(total: WrongTotal) -> str:
    """`the points are out of 10, but 11 scored questions stand here.`"""
    questions, verb = count(total.questions, "scored question"), "stands" if total.questions == 1 else "stand"
    return f"the points are out of {number(total.of)}, but {questions} {verb} here."


def restated(record: Restated) -> str:
    """`the overall figure is stated 2 times: 89.5 %, 91 %.`"""
    figures = ", ".join(entry_text(entry) for entry in record.entries)
    return f"the overall figure is stated {len(record.entries)} times: {figures}."


def revised(step: Revised) -> str:
    """`Q9 was revised from 70 % to 85 % on 16 Nov 2025 by learner: why.`"""
    revision = step.revision
    on = f" on {day(revision.on)}" if revision.on else ""
    by = f" by {revision.by}" if revision.by else ""
    why = f": {revision.why}" if revision.why else "."
    return f"{step.question.id} was revised from {percent(revision.was)} to {percent(step.now)}{on}{by}{why}"


def stated_text(statement: Statement) -> str:
    """`99.0 %`, `6.95 of 7 points`: with the digits that were written."""
    if statement.unit == "percent":
        return _percent(statement.stated)
    return _points(statement.stated, statement.of)


def entry_text(entry: Stated) -> str:
    """What an entry states, percent before points: `89.5 %`, `8.95 of 10 points`, `A`."""
    if entry.score is not None:
        return _percent(entry.score)
    return _points(entry.points, entry.of) if entry.points is not None else entry.grade or "nothing"


def computed_text(statement: Statement) -> str:
    """To one digit more than was written, and two at least: enough to see on which side of the half it lies."""
    return number(statement.computed, _digits(statement))


def difference_text(statement: Statement) -> str:
    """`−2.28`: to as many digits as the figure that was computed."""
    return signed(statement.difference, _digits(statement))


def _digits(statement: Statement) -> int:
    return max(2, decimals(statement.stated) + 1)


def _percent(stated: Decimal) -> str:
    return f"{stated:f} %"


def _points(stated: Decimal, of: Fraction | None) -> str:
    return f"{stated:f} of {number(of)} points" if of else f"{stated:f} points"
