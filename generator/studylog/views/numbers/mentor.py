"""How the sheet for a mentor chooses what it says."""

from collections.abc import Callable

from ...figures import Figures
from ...narrative.sentences import Sentence
from ...narrative.standing import MOST, RISKS, WINS, Rules, Standing, standing
from ...wording import count, day
from .measure import Measure


def _first(pick: Callable[[Standing], tuple[Sentence, ...]]) -> Callable[[Figures], str]:
    def example(figures: Figures) -> str:
        told = pick(standing(figures))
        return told[0].text if told else ""

    return example


def _open_question(figures: Figures) -> str:
    waiting = figures.open_questions
    if not waiting:
        return ""
    return f"{count(len(waiting), 'question').capitalize()}, the oldest of {day(waiting[0].record.date)}."


def _in_order(rules: Rules) -> str:
    listed = "; ".join(when for when, _ in rules)
    return f"The first {MOST} of these that hold, within the last four weeks where they speak of a change: {listed}."


MENTOR: tuple[Measure, ...] = (
    ("wins", "Wins", _in_order(WINS), _first(lambda told: told.wins)),
    ("risks", "Risks", _in_order(RISKS), _first(lambda told: told.risks)),
    (
        "ask-about",
        "Ask about",
        f"{MOST} topics that are weak or whose last answer was not perfect: weak ones first, among them those that "
        "relapsed most often, then the lowest last score. Beside it stands what the log last said was missing.",
        _first(lambda told: told.ask_about),
    ),
    (
        "open-question",
        "Open question",
        "A message of a thread that ends with a question mark and that nobody else has written after.",
        _open_question,
    ),
)
