"""What a narrative says of what comes next, held against the raw records and the schedule of each topic."""

import re
from datetime import date, timedelta
from math import ceil, sqrt

from studylog.figures import Figures
from studylog.model import Goal
from studylog.narrative.sentences import Narrative
from tests.narratives.claims import N, full, names, plural
from tests.narratives.raw import Raw, mean, shown


def verify_next(narrative: Narrative, raw: Raw, figures: Figures, *, is_last: bool) -> None:
    """All sentences of the section Next, in order."""
    said = [sentence.text.replace("\xa0", " ") for sentence in narrative.sections[3].sentences]
    rest = _last(said, raw, figures) if is_last else _earlier(said, raw)
    assert rest == []


def _earlier(said: list[str], raw: Raw) -> list[str]:
    """What came of a period: the next check, its weak items and its actions."""
    later = [(r.date, mean([s for _, _, s in raw.scored([r])])) for r in raw.journal.days if r.date > raw.last]
    day, score = next(((day, value) for day, value in later if value is not None), (None, None))
    if day and score is not None:
        assert said.pop(0) == f"The next check was held on {full(day)} and scored {shown(score)} %."
    else:
        assert said.pop(0) == f"No check has followed by {full(raw.as_of)}."
    items = [right is not None for r, _, right in raw.weak() if raw.holds(r.date)]
    actions = [action.done is not None for r, action, _ in raw.actions() if raw.holds(r.date)]
    for settled, what, word in ((items, "weak items? opened", "resolved"), (actions, "actions? set", "done")):
        if settled:
            _settled(said.pop(0), settled, what, word, raw.as_of)
    return said


def _settled(said: str, settled: list[bool], what: str, word: str, as_of: date) -> None:
    n, done = len(settled), sum(settled)
    start = f"As of {full(as_of)}, "
    assert said.startswith(start)
    text = said.removeprefix(start)
    if done in (0, n):
        whole = "the one" if n == 1 else "both" if n == 2 else f"all {n}"
        state = word if done else "still open"
        assert re.fullmatch(rf"{whole} {what} {'is' if n == 1 else 'are'} {state}\.", text)
        return
    found = re.fullmatch(rf"(\d+) of the (\d+) {what} (is|are) {word} and (\d+) (is|are) still open\.", text)
    assert found and (int(found[1]), int(found[2]), int(found[4])) == (done, n, n - done)
    plural(done, found[3])
    plural(n - done, found[5])


def _last(said: list[str], raw: Raw, figures: Figures) -> list[str]:
    dues = [topic.schedule.due for topic in figures.topics.values() if topic.schedule]
    _due(said.pop(0), [due for due in dues if due <= raw.as_of], dues, raw.as_of)
    _next_check(said.pop(0), raw, figures)
    waiting = [(due, action) for _, action, due in raw.actions() if not action.done]
    if waiting:
        n, late = len(waiting), sum(bool(due and due < raw.as_of) for due, _ in waiting)
        overdue = "" if not late else ", overdue" if n == 1 else f", {late} of them overdue"
        text = said.pop(0)
        assert text.startswith(f"{n} action{'' if n == 1 else 's'} {'is' if n == 1 else 'are'} open{overdue}: ")
        dates = sorted(due for due, _ in waiting if due)[:3]
        assert re.findall(r"” by (\d+ \w+ \d+)", text) == [full(due) for due in dates]
        named, more = names(text)
        assert len(named) + more == n
    goals = [g for g in raw.journal.goals if g.target and (g.by or raw.first) >= raw.first and not _reached(g, raw)]
    for goal in sorted(goals, key=lambda goal: goal.by or date.max)[:2]:
        _goal(said.pop(0), goal, raw)
    return said


def _due(said: str, due: list[date], everything: list[date], as_of: date) -> None:
    if not everything:
        assert said == "Nothing is scheduled yet: no topic has a score."
    elif not due:
        assert said == f"No topic is due on {full(as_of)}; the next falls due on {full(min(everything))}."
    elif len(due) == 1:
        late = "and overdue" if due[0] < as_of else "and not overdue"
        assert said == f"1 topic is due on {full(as_of)}, {late}."
    else:
        late = str(sum(day < as_of for day in due) or "none")
        assert said == f"{len(due)} topics are due on {full(as_of)}, {late} of them overdue."


def _next_check(said: str, raw: Raw, figures: Figures) -> None:
    found = re.fullmatch(
        r"The next check, on (.+?), has (\d+|no) reviews?(?: \((.+)\))? and (\d+|no) questions? on new material\.", said
    )
    assert found
    settings = raw.journal.settings
    asked = any(r.date == raw.as_of and q.score is not None for r in raw.journal.days for q in r.questions)
    days = (raw.as_of + timedelta(n) for n in range(asked, 9))
    rest = [str(name) for name in settings.rest_days]
    assert found[1] == full(next(day for day in days if f"{day:%A}".lower() not in rest))
    reviews, new = (0 if text == "no" else int(text) for text in (found[2], found[4]))
    named, more = names(found[3] or "")
    assert reviews + new == settings.check.questions and len(named) + more == reviews
    weak = {q.topic for _, q, right in raw.weak() if right is None}
    ordered = [pick.schedule.topic in weak for pick in figures.next_check.reviews]
    assert ordered == sorted(ordered, reverse=True)


def _reached(goal: Goal, raw: Raw) -> bool:
    return bool(goal.target) and any(low >= goal.target[0] for _, _, low, _ in raw.known(goal))


def _goal(said: str, goal: Goal, raw: Raw) -> None:
    assert goal.target
    known = raw.known(goal)
    aim = f"target {shown(goal.target[0])} %" + (f" by {full(goal.by)}" if goal.by else "")
    start = f"Goal “{goal.title}”: "
    assert said.startswith(start)
    text = said.removeprefix(start)
    if not known:
        assert text == f"Too early to say: no snapshot yet ({aim})."
        return
    _, day, low, high = known[-1]
    share = shown(low) if low == high else f"{shown(low)}–{shown(high)}"
    found = re.fullmatch(rf"{share} % known(?: by estimate)? on {full(day)}, {aim}: (.+)\.", text)
    assert found, text
    _pace(found[1], [(time, float(a + b) / 2) for time, _, a, b in known], float(goal.target[0]))


def _pace(said: str, points: list[tuple[int, float]], target: float) -> None:
    """The slope by least squares, and the days on which it meets the target, give or take its standard error."""
    n, times = len(points), [float(t) for t, _ in points]
    if len(set(times)) < 2:
        assert said == "too early for a pace, 1 more snapshot on another day"
        return
    centre, level = sum(times) / n, sum(v for _, v in points) / n
    spread = sum((t - centre) ** 2 for t in times)
    slope = sum((t - centre) * (v - level) for t, v in points) / spread
    error = sqrt(sum((v - level - slope * (t - centre)) ** 2 for t, v in points) / (n - 2) / spread) if n > 2 else 0.0
    pace = re.search(rf"([+−±]){N} points a week", said)
    assert pace and abs(float(pace[2]) - abs(slope * 7)) <= 0.0501
    if said.startswith("not at this pace"):
        assert slope <= 1e-9 or (target - points[-1][1]) / (slope + error) > 3649
        return
    first = re.search(r"(?:falls|met) on (\d+ \w+ \d+)", said)
    earliest = points[-1][0] - 1 + (target - points[-1][1]) / (slope + error)
    assert first and first[1] in {full(date.fromordinal(ceil(earliest + d))) for d in (-1e-5, 1e-5)}
