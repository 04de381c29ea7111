"""The plain sentences under the confidence of learners. Pure."""

from __future__ import annotations

from hub.formats import p_value, percent, points, points_interval
from hub.shares import TOO_FEW

from .change import Direction, PairedChange, QuizChange, direction_of
from .confidence import ConfidenceReport, QuestionConfidence

_VERB = {Direction.ROSE: "rose", Direction.FELL: "fell", Direction.UNCLEAR: "went"}


def confidently_wrong_sentence(change: PairedChange) -> str:
    """The safety number of one question: who was sure of a wrong answer."""
    n = change.pairs.n
    if change.interval is None:
        return (
            f"{_learners(n)} said both times how sure they were: {change.before.count} were confidently wrong before "
            f"reading, {change.after.count} after; {TOO_FEW}."
        )
    return (
        f"Confidently wrong answers {_VERB[direction_of(change.interval)]} from {change.before.in_words} to "
        f"{change.after.percent} ({change.after.limits}) among {n} learners who said both times how sure they were: "
        f"{points(change.estimate, n)} points (95% CI {points_interval(change.interval, n)}).{_doubt(change)}"
    )


def quiz_confidence_sentence(report: ConfidenceReport) -> str:
    """The same over all questions; empty where there is only one, or none."""
    change = report.change
    if len(report.questions) < 2:
        return ""
    who = f"Over {len(report.questions)} questions {_learners(change.learners)} gave {change.pairs.n} pairs of answers"
    if not change.is_estimable:
        return f"{who}; {TOO_FEW}."
    levels = f"from {percent(change.pairs.pre, change.learners)} to {percent(change.pairs.post, change.learners)}"
    moved = f"{points(change.estimate, change.learners)} points"
    if change.interval is None:
        return f"{who}; confidently wrong went {levels}: {moved}. All learners changed alike, so there is no interval."
    return (
        f"{who}; confidently wrong {_VERB[direction_of(change.interval)]} {levels}: {moved} "
        f"(95% CI {points_interval(change.interval, change.learners)}).{_doubt(change)}"
    )


def shift_sentence(question: QuestionConfidence) -> str:
    """Who became surer and who less sure."""
    moved = f"{question.up} of {_learners(question.n)} were surer after reading, {question.down} less sure"
    shift = question.net_shift
    if shift is None or shift.interval is None:
        return f"{moved}, {question.same} as sure as before; {TOO_FEW}."
    test = (
        f" Wilcoxon signed-rank test, zeros ranked (Pratt), P {_p(question.signed_rank.p)}."
        if question.signed_rank
        else ""
    )
    return (
        f"{moved}, {question.same} as sure as before: a net shift of {points(shift.estimate, question.n)} points "
        f"(95% CI {points_interval(shift.interval, question.n)}).{test}"
    )


def _doubt(change: PairedChange | QuizChange) -> str:
    return " The interval includes no change." if change.direction is Direction.UNCLEAR else ""


def _learners(n: int) -> str:
    return "1 learner" if n == 1 else f"{n} learners"


def _p(p: float) -> str:
    text = p_value(p)
    return text if text[0] in "<>" else f"= {text}"
