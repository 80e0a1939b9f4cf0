"""What is remembered: by the days since a topic was last seen, and against what was predicted."""

from fractions import Fraction

from ..measure.proportion import Proportion
from ..measure.retention import LAGS, Retention, span_text
from ..schedule.calibration import ENOUGH_FOR_BINS, Bin, Calibration
from ..wording import count, percent
from .intervals import Intervals, Slot


def by_lag(retention: Retention) -> Intervals:
    """One slot for each span of days since a topic was last seen."""
    slots = tuple(Slot(span_text(span), part) for span, part in zip(LAGS, retention.lags, strict=True))
    return Intervals(
        "retention-by-lag", "By days since last seen", _lag_sentence(retention), "Days since last seen", slots
    )


def _lag_sentence(retention: Retention) -> str:
    if not retention.all.asked:
        return "Too early to say: no topic has been asked again on a later day."
    said = [(span, part) for span, part in zip(LAGS, retention.lags, strict=True) if part.percent is not None]
    if not said:
        nearest = min(retention.lags, key=lambda part: part.missing)
        span = LAGS[retention.lags.index(nearest)]
        return f"Too early to say: {nearest.missing} more after {_days(span)}; each span of days takes ten."
    (first, best), (last, worst) = said[0], said[-1]
    known = f"{percent(best.percent)} is remembered after {_days(first)}"
    if len(said) == 1:
        return f"{known}; for other spans it is too early to say."
    return f"{known}, {percent(worst.percent)} after {_days(last)}."


def _days(span: tuple[int, int | None]) -> str:
    return "1 day" if span == (1, 1) else f"{span[0]} days and more" if span[1] is None else f"{span_text(span)} days"


def reliability(calibration: Calibration) -> Intervals:
    """One slot for each span of predictions that holds one."""
    bins = calibration.judgement.bins if calibration.judgement else ()
    slots = tuple(Slot(f"{b.span[0]}–{b.span[1]}", b.remembered, Fraction(b.expected)) for b in bins)
    return Intervals(
        "reliability", "By what was predicted", _reliability_sentence(calibration, bins), "Predicted, %", slots
    )


def _reliability_sentence(calibration: Calibration, bins: tuple[Bin, ...]) -> str:
    if not bins:
        missing = ENOUGH_FOR_BINS - calibration.remembered.asked
        return f"Too early to say: {count(missing, 'more prediction')}."
    said = [part for part in bins if part.remembered.interval]
    held = [part for part in said if _holds(part.remembered, Fraction(part.expected))]
    return (
        f"In {len(held) or 'none'} of {count(len(said), 'span')} with ten predictions or more their mean lies within "
        "the interval of what was remembered."
    )


def _holds(remembered: Proportion, expected: Fraction) -> bool:
    return remembered.interval is not None and remembered.interval[0] <= expected <= remembered.interval[1]
