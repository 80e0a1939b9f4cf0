"""The audit as JSON: the key `audit` of all figures."""

from typing import Any

from ..measure.audit import Audit
from .values import date_json, number, record_json


def audit_json(audit: Audit) -> dict[str, Any]:
    """What `studylog audit --json` prints: the key `audit` of all figures. `stated` is text, as it was written."""
    return {
        "statements": [
            {
                **record_json(s.record),
                "part": None if s.is_overall else s.name,
                "unit": s.unit,
                "stated": f"{s.stated:f}",
                "of": number(s.of),
                "computed": number(s.computed),
                "difference": number(s.difference),
                "holds": s.holds,
            }
            for s in audit.statements
        ],
        "totals": [
            {
                **record_json(total.record),
                "part": None if total.is_overall else total.name,
                "of": number(total.of),
                "questions": total.questions,
            }
            for total in audit.totals
        ],
        "restated": [{**record_json(r.record), "times": len(r.entries)} for r in audit.restated],
        "revised": [
            {
                **record_json(step.record),
                "question": step.question.id,
                "was": number(step.revision.was),
                "now": number(step.now),
                "on": date_json(step.revision.on),
                "by": step.revision.by,
                "why": step.revision.why,
            }
            for step in audit.revised
        ],
        "drifted": [
            {
                **record_json(drifted.record),
                "first_score": number(drifted.scores.first.value),
                "score": number(drifted.scores.all.value),
                "drift": number(drifted.scores.drift),
            }
            for drifted in audit.drifted
        ],
    }
