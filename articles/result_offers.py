"""What a typed sentence states, set against what is stored of its trial: where it would go, and whether it is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from .effects import check_effect, check_percentages, printed
from .effects.effect import RATIOS
from .findings import Finding
from .models import ArmValue, Comparison, Result, Trial
from .suggestions import ArmNumber, Candidate, Contrast, FollowUpTime, KnownArm, KnownEndpoint, Suggestion, suggest

LEVELS = ("90", "95", "97.5", "98.5", "99")


@dataclass(frozen=True)
class Offer:
    """A candidate with its place in the trial.

    arms: key of the arm of each value, "" where the trial has too few. analysis: key of the stored analysis that the
    sentence means, "" where that is open. existing: a stored result that states all that the candidate states.
    """

    candidate: Candidate
    arms: tuple[str, ...]
    analysis: str
    existing: Result | None
    findings: list[Finding]


@dataclass(frozen=True)
class Offers:
    """What was read from one sentence, and an offer for each of its candidates."""

    suggestion: Suggestion
    offers: list[Offer]


def offers_for(trial: Trial, text: str, level: str = "") -> Offers:
    """What the sentence offers to store for the trial.

    level: of intervals whose level the sentence does not give, "" while nobody has chosen one.
    Raises ValueError for a text too long to read.
    """
    prefetch_related_objects([trial], "arms", "endpoints", "analyses__median_follow_up", _NUMBERS)
    suggestion = read_sentence(trial, text)
    analysis = _analysis_of(trial, suggestion.follow_up)
    candidates = [with_level(candidate, level) for candidate in suggestion.candidates]
    # Of several ratios nobody knows which one a change in percent restates.
    stated = text if sum(_is_ratio(candidate) for candidate in candidates) == 1 else ""
    offers = [_offer(trial, candidate, stated, analysis) for candidate in candidates]
    return Offers(suggestion, offers)


_NUMBERS = Prefetch(
    "results",
    Result.objects.select_related("endpoint", "analysis", "comparison").prefetch_related(
        Prefetch("values", ArmValue.objects.select_related("arm"))
    ),
)


def read_sentence(trial: Trial, text: str) -> Suggestion:
    """Read a sentence with the names that the trial uses. Raises ValueError for a text too long to read."""
    endpoints = [KnownEndpoint(endpoint.key, endpoint.measure) for endpoint in trial.endpoints.all()]
    arms = [KnownArm(arm.key, (arm.abbr, arm.label)) for arm in trial.arms.all()]
    return suggest(text, endpoints, arms)


def with_level(candidate: Candidate, level: str) -> Candidate:
    """The candidate with this confidence level where the sentence gives none; unchanged without a level."""
    if not level:
        return candidate
    values = tuple(replace(value, ci_pct=level) if value.needs_level else value for value in candidate.values)
    comparison = candidate.comparison
    if comparison and comparison.needs_level:
        comparison = replace(comparison, ci_pct=level)
    return replace(candidate, values=values, comparison=comparison)


def _offer(trial: Trial, candidate: Candidate, text: str, analysis: str) -> Offer:
    arms = tuple(_arms_of(trial, candidate.values))
    existing = next(
        (row for row in trial.results.all() if _may_be(row, candidate) and states(row, candidate, arms)), None
    )
    return Offer(candidate, arms, analysis, existing, _findings(candidate, text))


def _arms_of(trial: Trial, values: Sequence[ArmNumber]) -> Iterator[str]:
    """The arm that the sentence names beside each value, and the arms it does not name in their stored order."""
    named = {value.arm for value in values}
    unnamed = (arm.key for arm in trial.arms.all() if arm.key not in named)
    for value in values:
        yield value.arm or next(unnamed, "")


def _analysis_of(trial: Trial, follow_up: FollowUpTime | None) -> str:
    """The analysis with the follow-up that the sentence gives; without one, the only analysis there is."""
    analyses = list(trial.analyses.all())
    if follow_up is None:
        return analyses[0].key if len(analyses) == 1 else ""
    return next((one.key for one in analyses if has_follow_up(one, follow_up)), "")


def has_follow_up(analysis, follow_up: FollowUpTime) -> bool:
    """Whether the analysis has this median follow-up, in all participants or in one arm."""
    rows = analysis.median_follow_up.all()
    return any(row.value == printed(follow_up.value) and row.unit == follow_up.unit for row in rows)


def _may_be(result: Result, candidate: Candidate) -> bool:
    """Whether the sentence may be about this result: what it says of endpoint and time point agrees."""
    if candidate.endpoint and candidate.endpoint_key != result.endpoint.key:
        return False
    return not candidate.time_point or candidate.time_point == result.time_point


def states(result: Result, candidate: Candidate, arms: Sequence[str]) -> bool:
    """Whether the stored result holds every number of the candidate; it may hold more."""
    stored = {row.arm.key: row for row in result.values.all()}
    if any(arm not in stored for arm in arms) or not all(
        _same_value(stored[arm], value) for arm, value in zip(arms, candidate.values, strict=True)
    ):
        return False
    comparison = getattr(result, "comparison", None)
    return candidate.comparison is None or (comparison is not None and _same_effect(comparison, candidate.comparison))


def _same(stored: Decimal | None, text: str | None) -> bool:
    return text is None or (stored is not None and stored == printed(text))


def _same_value(row: ArmValue, value: ArmNumber) -> bool:
    return (
        row.not_reached == value.not_reached
        and (row.unit == value.unit or value.value is None)
        and _same(row.value, value.value)
        and all(_same(getattr(row, name), getattr(value, name)) for name in ("ci_lower", "ci_upper", "ci_pct"))
        and (value.x is None or (row.x, row.n) == (value.x, value.n))
    )


def _same_effect(row: Comparison, effect: Contrast) -> bool:
    names = ("value", "ci_lower", "ci_upper", "ci_pct", "p_value")
    return (
        effect.measure in (row.measure, "none")
        and (not effect.p_op or row.p_op == effect.p_op)
        and all(_same(getattr(row, name), getattr(effect, name)) for name in names)
    )


def _is_ratio(candidate: Candidate) -> bool:
    effect = candidate.comparison
    return effect is not None and effect.measure in RATIOS and effect.value is not None


def _findings(candidate: Candidate, text: str) -> list[Finding]:
    """What does not fit in the numbers and in the changes in percent that the text states.

    A missing level is no finding: it has to be chosen anyway.
    """
    effect = candidate.comparison
    if effect is None:
        return []
    found = check_effect(
        effect.measure, effect.value, effect.ci_lower, effect.ci_upper, effect.ci_pct,
        p=effect.p_value, p_operator=effect.p_op or "=", sides=effect.p_sides,
    )  # fmt: skip
    if effect.value and _is_ratio(candidate):
        found += check_percentages(text, effect.value, effect.measure)
    return [finding for finding in found if not (finding.rule == "STAT-CILEVEL" and effect.needs_level)]
