"""Which side of 1 is the benefit. Where the data leave it open, no side is named: a wrong one would mislead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..trial_content import COMPARATORS, EXPERIMENTAL, arm_name, by_key, reference_among

# Endpoints that are a time to live without something, in the words and abbreviations of the field (PFS, iDFS, PFS2).
_SURVIVAL = re.compile(
    r"\b[a-zA-Z]{0,4}FS\d?\b|\bOS\b|-free\b"
    r"|(?i:surviv|freedom from|überleben|survie|supervivencia|sobrevida|sopravvivenza|overleving)"
)
_TIME = re.compile(r"\bTT[A-Z]{1,3}\b|\bD[Oo]R\b|(?i:\btime\b|duration|\bzeit\b|\bdauer\b)")


class Side(StrEnum):
    """A side of 1 on the axis."""

    BELOW = "below"
    ABOVE = "above"
    UNSTATED = "unstated"

    @property
    def opposite(self) -> "Side":
        return {Side.BELOW: Side.ABOVE, Side.ABOVE: Side.BELOW}.get(self, self)


@dataclass(frozen=True)
class Compared:
    """The arms of a ratio by name: arm to reference; "" where the data do not tell which arm it is.

    is_reversed: the reference is the intervention under study, so the ratio is comparator to intervention.
    """

    arm: str
    reference: str
    is_reversed: bool = False


def benefit_side(measure: str, endpoint: str, better: str) -> Side:
    """The side of 1 on which the arm in the numerator does better.

    better: "lower" or "higher", said of the endpoint itself; "" is not stated. Odds, risks and rates follow it. A hazard
    runs against time: a survival time is better long, so its hazard ratio is better below 1; a time to something wanted
    is better short, so above 1. For an event, fewer is better below 1. An event of which more is better is left open,
    because it may as well be a survival time under an unusual name; "time to …" with lower makes it clear.
    """
    if better not in ("lower", "higher"):
        return Side.UNSTATED
    is_lower = better == "lower"
    if measure != "HR":
        return Side.BELOW if is_lower else Side.ABOVE
    if _SURVIVAL.search(endpoint):
        return Side.BELOW
    if _TIME.search(endpoint):
        return Side.ABOVE if is_lower else Side.BELOW
    return Side.BELOW if is_lower else Side.UNSTATED


def intervention_side(benefit: Side, compared: Compared) -> Side:
    """The side of 1 that favours the intervention; not stated where the reference is not known."""
    if not compared.reference:
        return Side.UNSTATED
    return benefit.opposite if compared.is_reversed else benefit


def compared_arms(trial: Mapping[str, Any], result: Mapping[str, Any]) -> Compared:
    """The two arms of a result's ratio from the trial in bundle form.

    The stated reference arm decides; without one, two arms of which one alone is experimental, or one alone a comparator.
    """
    arms = by_key(trial.get("arms", []))
    comparison = result["comparison"]
    keys = _candidates(arms, result)
    reference = comparison.get("reference_arm") or reference_among(arms, keys)
    others = [key for key in keys if key != reference]
    if not reference:
        return Compared("", "")
    arm = others[0] if len(others) == 1 else ""
    return Compared(
        arm=arm_name(arms[arm]) if arm else "",
        reference=arm_name(arms[reference]),
        is_reversed=arms[reference].get("type") == EXPERIMENTAL
        and any(arms[key].get("type") in COMPARATORS for key in others),
    )


def _candidates(arms: Mapping[str, Mapping[str, Any]], result: Mapping[str, Any]) -> list[str]:
    """The arms compared: as listed, else the two that have values, else those of the result's part."""
    groups = result["comparison"].get("groups")
    if groups:
        return [key for key in groups if key in arms]
    measured = [value["arm"] for value in result.get("values", [])]
    if len(measured) == 2:
        return measured
    part = result.get("part")
    return [key for key, arm in arms.items() if not part or arm.get("part", part) == part]
