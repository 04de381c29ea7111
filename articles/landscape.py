"""What a landscape table says of a trial: its columns, and the results and sources each column shows. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

Content = Mapping[str, Any]

COLUMNS = (
    "phase", "setting", "condition", "design", "patients", "arms", "primary_endpoint", "primary_result", "follow_up",
    "registration", "approval",
)  # fmt: skip
MAX_TRIALS = 40


def primary_endpoints(trial: Content) -> list[Content]:
    return [endpoint for endpoint in trial.get("endpoints", []) if endpoint.get("type") == "PRIMARY"]


def primary_results(trial: Content) -> list[Content]:
    """One result of each primary endpoint: the first of the registry with an effect estimate, else the first."""
    results = trial.get("results", [])
    of_endpoints = [
        [result for result in results if result["endpoint"] == endpoint["key"]] for endpoint in primary_endpoints(trial)
    ]
    return [next(filter(_has_estimate, found), found[0]) for found in of_endpoints if found]


def results_in(trial: Content, columns: Sequence[str]) -> list[Content]:
    """The results whose numbers stand in these columns."""
    return primary_results(trial) if "primary_result" in columns else []


def followed_analysis(trial: Content) -> Content:
    """The analysis whose follow-up belongs beside the primary result; without a result the last that states one."""
    analyses = trial.get("analyses", [])
    shown = {result.get("analysis") for result in primary_results(trial)[:1]}
    candidates = [analysis for analysis in analyses if analysis["key"] in shown] or analyses[::-1]
    return next((analysis for analysis in candidates if analysis.get("median_follow_up")), {})


def approvals(trial: Content) -> list[Content]:
    """Regulatory events that grant something; an agency's opinion or a refusal is none."""
    return [event for event in trial.get("regulatory", []) if "approv" in event["action"].casefold()]


def column_keys(trial: Content, column: str) -> list[str]:
    """Citation keys of the sources of one column, in their order, repeats included."""
    match column:
        case "primary_result":
            sources = primary_results(trial)
        case "follow_up":
            sources = [followed_analysis(trial)]
        case "approval":
            sources = approvals(trial)
        case _:
            sources = []
    return [source["ref"] for source in sources if "ref" in source]


def _has_estimate(result: Content) -> bool:
    return bool(result.get("comparison", {}).get("value"))
