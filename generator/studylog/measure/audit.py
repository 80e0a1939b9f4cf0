"""What a log states about itself, held against what its questions give: for whoever wants to trust its figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..model import DayRecord, Journal, Question, Revision, Stated, StatedGroup
from .scores import Mean, Scores, mean, mean_of

Loc = tuple[str | int, ...]

OVERALL = "Overall"
SCALES = (1, 10, 100)
"""What a question may count in points: 9.75 of 10, 97.5 of 100 and 975 of 1000 are one figure."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure that a record claims for itself, at `loc` of it, beside the figure that its questions give.

    Both are percent, or points out of `of`. `computed` is None where the day has no scored question that is meant; else
    it is the mean as first scored where that alone agrees, since a figure is true of the time at which it was written,
    and the mean as it stands in all other cases.
    """

    record: DayRecord
    loc: Loc
    name: str
    unit: Literal["percent", "points"]
    stated: Decimal
    of: Fraction | None
    computed: Fraction | None

    @property
    def is_overall(self) -> bool:
        """Whether the whole check is meant, and not a part of it."""
        return self.loc[0] == "stated"

    @property
    def difference(self) -> Fraction | None:
        """What is stated less what is computed."""
        return None if self.computed is None else Fraction(self.stated) - self.computed

    @property
    def holds(self) -> bool | None:
        """None where there is nothing to hold it against."""
        return None if self.computed is None else holds(self.stated, self.computed)


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """Points out of a number that is not the number of scored questions, nor ten or a hundred times that."""

    record: DayRecord
    loc: Loc
    name: str
    of: Fraction
    questions: int

    @property
    def is_overall(self) -> bool:
        """Whether they are the points of the whole check."""
        return self.loc[0] == "stated"


@dataclass(frozen=True, slots=True)
class Restated:
    """A record that states its overall figures more than once, in the order in which they were written."""

    record: DayRecord
    entries: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Revised:
    """One step in the history of a score: from `revision.was` to `now`, percent; None = no longer scored."""

    record: DayRecord
    loc: Loc
    question: Question
    revision: Revision
    now: Fraction | None


@dataclass(frozen=True, slots=True)
class Drifted:
    """A record whose score its revisions changed."""

    record: DayRecord
    scores: Scores


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that a log says about its own figures, oldest record first."""

    statements: tuple[Statement, ...]
    totals: tuple[WrongTotal, ...]
    restated: tuple[Restated, ...]
    revised: tuple[Revised, ...]
    drifted: tuple[Drifted, ...]

    @property
    def wrong(self) -> tuple[Statement, ...]:
        """The statements that do not hold."""
        return tuple(statement for statement in self.statements if statement.holds is False)


def audit(journal: Journal, scores: Iterable[Scores]) -> Audit:
    """The audit of a journal; `scores` are those of its records, in their order."""
    return Audit(
        statements=statements(journal),
        totals=wrong_totals(journal),
        restated=tuple(Restated(record, record.stated) for record in journal.days if len(record.stated) > 1),
        revised=tuple(step for record in journal.days for step in _revisions(record)),
        drifted=tuple(
            Drifted(record, figures) for record, figures in zip(journal.days, scores, strict=True) if figures.drift
        ),
    )


def holds(stated: Decimal, computed: Fraction) -> bool:
    """Whether the two differ by less than half a unit of the last digit that was written; at just half they do not."""
    return abs(Fraction(stated) - computed) < Fraction(1, 2 * 10 ** decimals(stated))


def decimals(stated: Decimal) -> int:
    """How many decimals a figure was written with."""
    return max(0, -int(stated.as_tuple().exponent))


def statements(journal: Journal) -> tuple[Statement, ...]:
    """Every figure that a record states for its check or for a part of it; score and points are two figures."""
    return tuple(
        statement
        for record in journal.days
        for loc, name, claim, asked in _claims(record)
        for statement in _figures(record, loc, name, claim, asked)
    )


def wrong_totals(journal: Journal) -> tuple[WrongTotal, ...]:
    """Every statement of points whose total does not go with the number of scored questions."""
    found = []
    for record in journal.days:
        for loc, name, claim, asked in _claims(record):
            count = mean_of(asked).count
            if claim.points is None or claim.of is None or not count:
                continue
            if claim.of not in [count * scale for scale in SCALES]:
                found.append(WrongTotal(record, (*loc, "of"), name, claim.of, count))
    return tuple(found)


def _claims(record: DayRecord) -> Iterator[tuple[Loc, str, Stated | StatedGroup, Sequence[Question]]]:
    """What is stated, where and under which name, and the questions that are meant."""
    for n, claim in enumerate(record.stated):
        yield ("stated", n), OVERALL, claim, record.questions
    by_id = {question.id: question for question in record.questions}
    for n, group in enumerate(record.stated_groups):
        yield ("stated_groups", n), group.name, group, [by_id[id] for id in group.questions if id in by_id]


def _figures(
    record: DayRecord, loc: Loc, name: str, claim: Stated | StatedGroup, asked: Sequence[Question]
) -> Iterator[Statement]:
    means = mean_of(asked), mean(question.first_score for question in asked if question.counts)
    if claim.score is not None:
        computed = _computed(claim.score, means, Fraction(100))
        yield Statement(record, (*loc, "score"), name, "percent", claim.score, None, computed)
    if claim.points is not None:
        of = claim.of or Fraction(means[0].count) or None
        computed = _computed(claim.points, means, of or Fraction(0))
        yield Statement(record, (*loc, "points"), name, "points", claim.points, of, computed)


def _computed(stated: Decimal, means: Iterable[Mean], of: Fraction) -> Fraction | None:
    """The first of the means, out of `of`, that agrees with what is stated; else the first of all."""
    values = [mean.value * of / 100 for mean in means if mean.value is not None]
    return next((value for value in values if holds(stated, value)), values[0] if values else None)


def _revisions(record: DayRecord) -> Iterator[Revised]:
    for n, question in enumerate(record.questions):
        after = [*(revision.was for revision in question.revised), question.score][1:]
        for m, (revision, now) in enumerate(zip(question.revised, after, strict=True)):
            yield Revised(record, ("questions", n, "revised", m), question, revision, now)
