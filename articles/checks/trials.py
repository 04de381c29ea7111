"""Do the trials of an article carry registry numbers, plausible effects, and checked results?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..effects import check_effect
from ..findings import Finding
from ..shown_results import shown_results, shown_trials


def registry_numbers(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-NOID: a trial without a registry number."""
    for where, trial in shown_trials(content):
        if not trial.get("ids"):
            yield Finding("TRI-NOID", "warning", f"{trial['acronym']} has no registry number.", where)


def effects(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """STAT-*: what does not fit in the printed effect estimates."""
    for where, trial, result in shown_results(content):
        if comparison := result.get("comparison"):
            for finding in _effect_findings(comparison):
                yield Finding(finding.rule, finding.severity, f"{trial['acronym']}: {finding.message}", where)


def _effect_findings(comparison: Mapping[str, Any]) -> list[Finding]:
    return check_effect(
        comparison["measure"],
        comparison.get("value"),
        comparison.get("ci_lower"),
        comparison.get("ci_upper"),
        comparison.get("ci_pct"),
        p=comparison.get("p_value"),
        p_operator=comparison.get("p_op", "="),
        sides=comparison.get("p_sides"),
    )


def numbers_checked(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-NORESULT: a trial block without a finding and without a result. TRI-UNVERIFIED: a result nobody checked."""
    article = content["article"]
    for index, block in enumerate(article.get("body", [])):
        if block["block"] == "trial" and not block.get("findings"):
            yield Finding(
                "TRI-NORESULT", "error", f"The block on {block['trial']} has no finding.", f"article.body[{index}]"
            )
    for where, trial, result in shown_results(content):
        if "checked" not in result:
            message = f"{trial['acronym']}: nobody has checked the result for {result['endpoint']} against its source."
            yield Finding("TRI-UNVERIFIED", "error", message, where)
