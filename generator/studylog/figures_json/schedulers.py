"""The comparison of schedulers as JSON, an object of its own."""

from typing import Any

from ..figures import Figures
from .values import number


def schedulers_json(figures: Figures) -> dict[str, Any]:
    """What `studylog schedulers --json` prints: SM-2 and FSRS on this journal, and the workload of the next months."""
    found = figures.comparison
    return {
        "checks": found.checks,
        "asked": found.asked,
        "weak": found.weak,
        "missing": found.missing,
        "schedulers": [
            {"algorithm": r.name, "due": r.due, "asked": r.asked, "weak": r.weak, "alone": r.alone}
            for r in (found.sm2, found.fsrs)
        ],
        "topics": [
            {"topic": d.topic, found.sm2.name: str(d.sm2), "fsrs": str(d.fsrs), "days": d.days} for d in found.dates
        ],
        "workload": [
            {"retention": load.retention, "new": load.new, "mean": number(load.mean), "peak": load.peak}
            for load in figures.workload
        ],
    }
