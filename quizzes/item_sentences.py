"""The plain sentences under the items and scores of a quiz. Pure."""

from __future__ import annotations

from hub.formats import MINUS, fixed, p_value
from hub.shares import TOO_FEW
from hub.stats import CronbachAlpha, Interval

from .items import (
    FEWEST_FOR_ALPHA,
    FEWEST_FOR_DISCRIMINATION,
    FEWEST_ITEMS,
    FEWEST_ITEMS_FOR_ALPHA,
    MOST_ITEMS,
    STEADY_FROM,
    ItemAnalysis,
    ScoreChange,
)


def why_no_items(analysis: ItemAnalysis) -> str:
    """Why the quiz has no items to compare; empty where it has."""
    if analysis.n_asked == 0:
        return "Nobody has answered a question of this quiz yet."
    if analysis.n_asked < FEWEST_ITEMS:
        return "The quiz asks one question: scores, discrimination and consistency need several, and are not shown."
    if analysis.n_asked > MOST_ITEMS:
        return f"The quiz asks {analysis.n_asked} questions; scores are compared up to {MOST_ITEMS}."
    return ""


def score_sentence(change: ScoreChange) -> str:
    """By how many questions the score changed, and for how many learners."""
    if change.n == 0:
        return f"Nobody has answered all {change.items} questions both times yet."
    who = f"{_learners(change.n)} answered all {change.items} questions both times"
    moved = f"{change.improved} improved, {change.same} stayed the same, {change.declined} declined"
    if change.t is None or change.median is None:
        return f"{who}: {moved}; {TOO_FEW}."
    mean = f"{signed(change.t.mean, 1)} of {change.items}"
    if change.t.interval is None:
        return f"{who}: all changed by {signed(change.t.mean, 0)} of {change.items}, so there is no interval."
    return (
        f"{who}. Right answers changed by {mean} on average (95% CI {limits(change.t.interval, 1)}), by "
        f"{signed(change.median, 0 if change.median.is_integer() else 1)} in the median; {moved}."
    )


def p_values_sentence(change: ScoreChange) -> str:
    """The tests of the change in score, and its standardised size; empty where none is printed."""
    tests = []
    if change.t_p is not None:
        tests.append(f"paired t test P {_p(change.t_p)}")
    if change.signed_rank is not None:
        tests.append(f"Wilcoxon signed-rank test, zeros ranked (Pratt), P {_p(change.signed_rank.p)}")
    if change.sign_p is not None:
        tests.append(f"sign test of improved against declined P {_p(change.sign_p)}")
    said = f"{'; '.join(tests)}." if tests else ""
    said = said[:1].upper() + said[1:]
    if change.t is None or change.t.dz is None or change.t.dz_interval is None:
        return said
    size = f"Standardised change dz {fixed(change.t.dz, 2)} (95% CI {plain_limits(change.t.dz_interval, 2)})."
    return f"{said} {size}".strip()


def consistency_sentence(analysis: ItemAnalysis) -> str:
    """How far the questions measure one thing."""
    before, after = analysis.alpha_before, analysis.alpha_after
    if len(analysis.items) < FEWEST_ITEMS_FOR_ALPHA or analysis.n < FEWEST_FOR_ALPHA:
        return (
            f"Consistency (KR-20) is not shown: it needs at least {FEWEST_ITEMS_FOR_ALPHA} questions and "
            f"{FEWEST_FOR_ALPHA} learners who answered all of them."
        )
    parts = [f"{_alpha(alpha)} {word}" for alpha, word in ((before, "before reading"), (after, "after")) if alpha]
    if not parts:
        return "Consistency (KR-20) is not defined: all learners had the same score."
    return f"Consistency (KR-20): {', '.join(parts)}."


def discrimination_sentence(analysis: ItemAnalysis) -> str:
    """How firm the discriminations are."""
    if analysis.n < FEWEST_FOR_DISCRIMINATION:
        return f"Discrimination is shown from {FEWEST_FOR_DISCRIMINATION} learners on."
    if analysis.is_unstable:
        return f"Discrimination from {_learners(analysis.n)} is unstable: below {STEADY_FROM} it moves much by chance."
    return ""


def signed(value: float, decimals: int) -> str:
    """Such as +1.3; zero has no sign."""
    text = fixed(value, decimals)
    return text if text.startswith(MINUS) or not float(text) else f"+{text}"


def limits(interval: Interval, decimals: int) -> str:
    """Such as +0.9 to +1.7."""
    return f"{signed(interval.lower, decimals)} to {signed(interval.upper, decimals)}"


def plain_limits(interval: Interval, decimals: int) -> str:
    return f"{fixed(interval.lower, decimals)} to {fixed(interval.upper, decimals)}"


def _alpha(alpha: CronbachAlpha) -> str:
    return f"{fixed(alpha.alpha, 2)} (95% CI {plain_limits(alpha.interval, 2)})"


def _learners(n: int) -> str:
    return "1 learner" if n == 1 else f"{n} learners"


def _p(p: float) -> str:
    text = p_value(p)
    return text if text[0] in "<>" else f"= {text}"
