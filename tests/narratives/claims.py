"""Every sentence a narrative can hold, as a pattern, with a check of its numbers against the raw records.

A sentence that fits no pattern, one that should be there and is not, and a number that comes out otherwise all fail.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from studylog.narrative.sentences import Narrative
from tests.narratives.raw import Raw, mean, shown

N = r"(\d+(?:\.\d+)?)"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Found = re.Match[str]
Check = Callable[[Found, Raw], None]


def short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def full(day: date) -> str:
    return f"{short(day)} {day.year}"


def same_days(said: str, days: list[date]) -> None:
    """The days named are those: spells spelled out, or the first and the last of many."""
    days = sorted(set(days))
    if said.startswith("the first "):
        assert said == f"the first {short(days[0])}, the last {short(days[-1])}"
        assert sum(b - a > timedelta(1) for a, b in pairwise(days)) >= 2
        return
    by_name = {short(day): day for day in days}
    found: list[date] = []
    for part in re.split(", | and ", said):
        start, _, end = part.partition(" to ")
        first, last = by_name[start], by_name[end or start]
        found += [first + timedelta(n) for n in range((last - first).days + 1)]
    assert found == days


def names(said: str) -> tuple[list[str], int]:
    """The quoted names of a list, and how many more it says there are."""
    more = re.search(r"(\d+) more", said)
    return re.findall("“(.*?)”", said), int(more[1]) if more else 0


def plural(n: int, said: str) -> None:
    assert (n == 1) == (said in ("was", "is", "has"))


def checks(m: Found, raw: Raw) -> None:
    held = raw.checks
    assert (int(m[1]), int(m[2])) == (len(held), len(raw.scored(raw.records)))
    plural(len(held), m[3])
    days = [record.date for record, _ in held]
    assert int(m[4] or 1) == len(set(days))
    same_days(m[5], days)


def no_check(m: Found, raw: Raw) -> None:
    assert not raw.checks and int(m[2]) == len(raw.records)
    plural(len(raw.records), m[1])
    same_days(m[3], [record.date for record in raw.records])


def period_mean(m: Found, raw: Raw) -> None:
    now = mean([score for _, _, score in raw.scored(raw.records)])
    before = raw.compared()
    assert now is not None and m[1] == shown(now)
    if before is None:
        assert m[2].startswith("; there is no earlier")
    elif shown(now - before) == "0":
        assert m[2].startswith(", level with")
    else:
        points = "point" if shown(now - before) == "1" else "points"
        assert m[2].startswith(f", {shown(now - before)} {points} {'above' if now > before else 'below'} ")


def kinds(m: Found, raw: Raw) -> None:
    new, review = raw.kinds()
    assert (m[1], int(m[2]), m[3], int(m[4])) == (
        shown(mean(new) or Fraction(0)), len(new), shown(mean(review) or Fraction(0)), len(review)
    )  # fmt: skip


def one_kind(m: Found, raw: Raw) -> None:
    new, review = raw.kinds()
    n = len(new) + len(review)
    assert (not review) if "new material" in m[2] else (not new)
    assert m[1] == ("The one question" if n == 1 else "Both questions" if n == 2 else f"All {n} questions")


def best(m: Found, raw: Raw) -> None:
    values = {record.key: value for record, value in raw.checks}
    assert (m[1], m[3]) == (shown(max(values.values())), shown(min(values.values())))
    for score, said in ((m[1], m[2]), (m[3], m[4])):
        there = [record for record, value in raw.checks if shown(value) == score]
        _, more = names(said)
        assert len(re.split(", | and ", said)) - bool(more) + more == len(there)
        assert said.startswith(short(there[0].date))


def all_equal(m: Found, raw: Raw) -> None:
    n = len(raw.checks)
    assert m[1] == ("Both checks" if n == 2 else f"All {n} checks")
    assert {shown(value) for _, value in raw.checks} == {m[2]}


def met(m: Found, raw: Raw) -> None:
    topics, found = raw.journal.topics, raw.met()
    assert int(m[1]) == len(found)
    plural(len(found), m[2])
    named, _ = names(m[3])
    if named:
        assert sorted(named) == sorted(topics[id].title for id in found)
        return
    counted = [(int(n), area) for n, area in re.findall(r"(\d+) in (.+?)(?=, \d| and \d|$)", m[3])]
    assert sum(n for n, _ in counted) == len(found)
    for n, area in counted:
        if not area.endswith(("other area", "other areas")):
            assert n == sum(topics[id].area == area for id in found)


def interviews(m: Found, raw: Raw) -> None:
    held = [i for record in raw.records for i in record.interviews]
    assert int(m[1]) == len(held)
    said = re.findall(rf"with {N} %|without a total", m[2])
    assert said == [("" if i.score is None else shown(i.score * 100 / i.of)) for i in held[:3]]


def time(m: Found, raw: Raw) -> None:
    given = raw.minutes()
    assert 60 * int(m[1] or 0) + int(m[2] or 0) == sum(given)
    assert (int(m[3] or 0), int(m[4] or 0)) == ((len(given), len(raw.records)) if m[3] else (0, 0))
    assert bool(m[3]) == (len(given) < len(raw.records))


def moved(m: Found, raw: Raw) -> None:
    sign = 1 if m[2] == "rose" else -1
    moves = {raw.journal.topics[id].title: pair for id, pair in raw.moves().items() if sign * (pair[1] - pair[0]) > 0}
    assert int(m[1]) == len(moves)
    told = re.findall(rf"“(.*?)” from {N} % to {N} %", m[3])
    assert len(told) == min(3, len(moves))
    for title, was, now in told:
        assert (was, now) == tuple(shown(value) for value in moves.pop(title))
        least = abs(Fraction(was) - Fraction(now))
    assert all(abs(a - b) <= least + Fraction(1, 5) for a, b in moves.values())


def resolved(m: Found, raw: Raw) -> None:
    days = [(right - r.date).days for r, _, right in raw.weak() if right and raw.holds(right)]
    assert int(m[1]) == len(days)
    plural(len(days), m[2])
    if average := re.fullmatch(rf", after {N} days? on average", m[3]):
        assert len(days) > 3 and average[1] == shown(Fraction(sum(days), len(days)))
    else:
        assert sorted(int(n) for n in re.findall(r"after (\d+) day", m[3])) == sorted(days)


def opened(m: Found, raw: Raw) -> None:
    scores = [q.score or Fraction(0) for r, q, _ in raw.weak() if raw.holds(r.date)]
    assert int(m[1]) == len(scores)
    plural(len(scores), m[2])
    assert m[3] == shown(min(scores))
    lowest = sum(shown(score) == m[3] for score in scores)
    more = re.search(r"(\d+) more$", m[4])
    assert (int(more[1]) if more else 0) == max(0, lowest - 3)


def relapsed(m: Found, raw: Raw) -> None:
    titles = {raw.journal.topics[id].title for id in raw.relapsed()}
    named, more = names(m[2])
    assert int(m[1]) == len(titles) == len(named) + more and set(named) <= titles


def readiness(m: Found, raw: Raw) -> None:
    def way(pair: tuple[Fraction, Fraction]) -> Fraction:
        return (pair[1] - pair[0]) * sign

    sign = 1 if m[1] == "rose" else -1
    moves = sorted((pair for pair in raw.goal_moves() if way(pair) > 0), key=way, reverse=True)
    told = re.findall(rf"from {N} % to (?:an estimated )?{N} %", m[3])
    assert int(m[2]) == len(moves)
    assert told == [(shown(was), shown(now)) for was, now in moves[:3]]


def missed(m: Found, raw: Raw) -> None:
    days = raw.missed()
    assert int(m[1]) == len(days)
    plural(len(days), m[2])
    same_days(m[3], days)


def late(m: Found, raw: Raw) -> None:
    n = raw.late()
    named, more = names(m[2])
    assert int(m[1]) == n == len(named) + more


def nothing(m: Found, raw: Raw) -> None:
    """Held by what is expected: these stand only where no other sentence does."""


PATTERNS: dict[str, tuple[str, Check]] = {
    "checks": (r"(?:So far, )?(\d+) checks? with (\d+) scored questions? (was|were) held on (?:(\d+) days: )?(.+)\.",
               checks),
    "no check": (r"(?:So far, no|No) check was held; there (is|are) (\d+) records?: (.+)\.", no_check),
    "mean": (rf"The mean (?:so far is|was) {N} %(.+)\.", period_mean),
    "kinds": (rf"New material came to {N} % over (\d+) questions?, reviews to {N} % over (\d+)\.", kinds),
    "one kind": (r"(The one question|(?:Both|All \d+) questions) (?:was|were) (on new material|a review|reviews)\.",
                 one_kind),
    "best": (rf"The best score was {N} %, on (.+); the lowest was {N} %, on (.+)\.", best),
    "all equal": (rf"((?:Both|All \d+) checks) scored {N} %\.", all_equal),
    "met": (r"(\d+) topics? (was|were) met for the first time: (.+)\.", met),
    "interviews": (r"(\d+) mock interviews? (?:was|were) held: (.+)\.", interviews),
    "time": (r"The time recorded is (?:(\d+) h)? ?(?:(\d+) min)?(?:, given by (\d+) of (\d+) records)?\.", time),
    "rose": (r"(\d+) topics? (rose) by 10 points or more(.+)\.", moved),
    "fell": (r"(\d+) topics? (fell) by 10 points or more(.+)\.", moved),
    "resolved": (r"(\d+) weak items? (was|were) resolved(.+)\.", resolved),
    "opened": (rf"(\d+) weak items? (was|were) opened,(?: the lowest)? with {N} %: (.+)\.", opened),
    "relapsed": (r"(\d+) topics? relapsed: (.+)\.", relapsed),
    "goals rose": (r"Readiness (rose) for (\d+) goals?: (.+)\.", readiness),
    "goals fell": (r"Readiness (fell) for (\d+) goals?: (.+)\.", readiness),
    "missed": (r"(\d+) study days? (was|were) missed: (.+)\.", missed),
    "late": (r"(\d+) actions? passed (?:its|their) due dates? undone: (.+)\.", late),
    "nothing improved": (r"No topic rose by 10 points or more, and no weak item was resolved\.", nothing),
    "nothing slipped": (r"No weak item was opened, no topic fell by 10 points or more, and no study day was missed\.",
                        nothing),
}  # fmt: skip


def expected(raw: Raw) -> dict[str, list[str]]:
    """The sentences that the raw records call for, by section and in order."""
    held, (new, review), moves, goals = raw.checks, raw.kinds(), raw.moves().values(), raw.goal_moves()
    weak = raw.weak()
    equal = len({shown(value) for _, value in held}) == 1
    studied = {
        "checks": held, "no check": not held, "mean": held, "kinds": new and review,
        "one kind": held and not (new and review), "best": len(held) > 1 and not equal,
        "all equal": len(held) > 1 and equal, "met": raw.met(),
        "interviews": any(r.interviews for r in raw.records), "time": sum(raw.minutes()),
    }  # fmt: skip
    improved = {
        "rose": any(now > was for was, now in moves),
        "resolved": any(raw.holds(right) for _, _, right in weak),
        "goals rose": any(now > was for was, now in goals),
    }
    slipped = {
        "opened": any(raw.holds(r.date) for r, _, _ in weak),
        "relapsed": raw.relapsed(),
        "fell": any(now < was for was, now in moves),
        "goals fell": any(now < was for was, now in goals),
        "missed": raw.missed(),
        "late": raw.late(),
    }
    parts = {"Studied": studied, "Improved": improved, "Slipped": slipped}
    found = {name: [claim for claim, there in part.items() if there] for name, part in parts.items()}
    return {name: said or [f"nothing {name.lower()}"] for name, said in found.items()}


def verify(narrative: Narrative, raw: Raw) -> None:
    """What a narrative says of the time of its period, sentence by sentence."""
    assert [section.heading for section in narrative.sections] == ["Studied", "Improved", "Slipped", "Next"]
    assert narrative.so_far == (raw.as_of < raw.last)
    for section in narrative.sections[:3]:
        said = [sentence.text.replace("\xa0", " ") for sentence in section.sentences]
        claims = expected(raw)[section.heading]
        assert len(said) == len(claims), (said, claims)
        for text, claim in zip(said, claims, strict=True):
            pattern, check = PATTERNS[claim]
            match = re.fullmatch(pattern, text)
            assert match, (claim, text)
            check(match, raw)
