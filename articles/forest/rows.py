"""The ratio effects of a trial, one row each, as printed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..effects.effect import RATIOS, Effect, read_effect
from ..effects.printed import printed_text
from ..effects.wording import p_text
from ..trial_content import by_key
from .directions import Compared, Side, benefit_side, compared_arms, intervention_side


@dataclass(frozen=True)
class EffectRow:
    """One ratio with what names it.

    details: what tells apart rows of one endpoint: part, time point, analysis. side: of 1, where the intervention does
    better. p: such as "p = 0.0005", or "". source: the printed citation as HTML, or "".
    """

    trial: str
    endpoint: str
    details: tuple[str, ...]
    compared: Compared
    effect: Effect
    p: str
    side: Side
    source: str

    @property
    def estimate(self) -> str:
        return printed_text(self.effect.estimate) if self.effect.estimate is not None else ""

    @property
    def has_interval(self) -> bool:
        """True with a limit at least; the other may be open."""
        return self.effect.lower is not None or self.effect.upper is not None

    @property
    def favours(self) -> tuple[str, str]:
        """The arms that a ratio below and above 1 favours, "" where the side or the arm is not known."""
        numerator_side = self.side.opposite if self.compared.is_reversed else self.side
        if numerator_side is Side.UNSTATED:
            return "", ""
        arms = self.compared.arm, self.compared.reference
        return arms if numerator_side is Side.BELOW else arms[::-1]


def effect_rows(trial: Mapping[str, Any], cite: Callable[[str], str]) -> Iterator[EffectRow]:
    """Yield the hazard, odds, risk and rate ratios of a trial in bundle form that have an estimate, in its order.

    cite prints one citation key as HTML. Raises ValueError for a number that is not one.
    """
    endpoints = by_key(trial.get("endpoints", []))
    for result in trial.get("results", []):
        comparison = result.get("comparison") or {}
        if comparison.get("measure") in RATIOS and comparison.get("value") is not None:
            yield _row(trial, result, comparison, endpoints[result["endpoint"]], cite)


def _row(
    trial: Mapping[str, Any],
    result: Mapping[str, Any],
    comparison: Mapping[str, Any],
    endpoint: Mapping[str, Any],
    cite: Callable[[str], str],
) -> EffectRow:
    measure = comparison["measure"]
    compared = compared_arms(trial, result)
    details = (
        _label(trial.get("parts", []), result.get("part")),
        result.get("time_point", ""),
        _label(trial.get("analyses", []), result.get("analysis")),
    )
    return EffectRow(
        trial=trial["acronym"],
        endpoint=endpoint["measure"],
        details=tuple(detail for detail in details if detail),
        compared=compared,
        effect=read_effect(measure, *(comparison.get(key) for key in ("value", "ci_lower", "ci_upper", "ci_pct"))),
        p=p_text(comparison.get("p_op"), comparison.get("p_value")),
        side=intervention_side(benefit_side(measure, endpoint["measure"], endpoint.get("better", "")), compared),
        source=cite(result["ref"]) if result.get("ref") else "",
    )


def _label(rows: list[Mapping[str, Any]], key: str | None) -> str:
    return by_key(rows).get(key or "", {}).get("label", "")
