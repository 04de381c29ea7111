"""Results of trials as rows of a table, one for each value of an arm and one for each comparison. Pure.

Numbers are texts and keep their printed digits: 0.50 stays 0.50.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from .ama import reference_text
from .trial_content import arm_name, by_key, follow_ups, source_of

Content = Mapping[str, Any]


def _column(meaning: str, default: Any = "") -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class ResultRow:
    """One number of a result, or one p value, with all that is needed to read it alone. `columns` says what each holds."""

    trial: str = _column("Acronym of the trial")
    registry_numbers: str = _column("Registry numbers, separated by semicolons")
    analysis: str = _column("Name of the analysis")
    data_cutoff: str = _column("Data cut-off of the analysis: year, month or day, ISO 8601")
    median_follow_up: str = _column("Median follow-up of the analysis; per arm where the source says so")
    population: str = _column("Population of the analysis")
    part: str = _column("Part or cohort of the trial")
    endpoint: str = _column("Endpoint")
    endpoint_type: str = _column("PRIMARY, SECONDARY, OTHER or SAFETY")
    definition: str = _column("Definition of the endpoint")
    time_point: str = _column("Time point of a rate")
    measure: str = _column(
        "value: one arm's value. Else the comparison: HR, OR, RR, RATE_RATIO, RD, MD, RMSTD, or none: p only"
    )
    arms: str = _column("The arm of a value, or the arms compared, separated by semicolons")
    reference_arm: str = _column("The arm that the others are compared with, where the source says so")
    estimate: str = _column("Value or effect estimate, as printed")
    unit: str = _column("Unit of the estimate")
    not_reached: bool | None = _column("Whether the value was not reached; values only", None)
    events: int | None = _column("Participants with the event; values only", None)
    analysed: int | None = _column("Participants analysed; values only", None)
    kind: str = _column("Kind of number, such as median or Kaplan-Meier estimate; values only")
    dispersion_type: str = _column("Kind of dispersion, such as SD; values only")
    dispersion: str = _column("Dispersion; values only")
    ci_pct: str = _column("Confidence level in percent, as the source states it")
    ci_lower: str = _column("Lower confidence limit; empty beside an upper one: not reached")
    ci_upper: str = _column("Upper confidence limit; empty beside a lower one: not reached")
    ci_method: str = _column("Method of the interval")
    p_operator: str = _column("Relation of p to its number: <, <=, >= or >; empty: equal")
    p_value: str = _column("p value, as printed")
    p_sides: int | None = _column("Sides of the test: 1 or 2", None)
    test: str = _column("Test, or statistical method")
    ni_margin: str = _column("Non-inferiority margin")
    note: str = _column("Note on the result")
    checked_on: str = _column("Day on which the result was checked against its source, ISO 8601")
    doi: str = _column("DOI of the source")
    pmid: str = _column("PubMed number of the source")
    citation: str = _column("The source in AMA style")


def columns() -> dict[str, str]:
    """What each column of a row holds, by name, in order."""
    return {column.name: column.metadata["meaning"] for column in fields(ResultRow)}


def result_rows(trials: Iterable[Content], references: Iterable[Content]) -> list[ResultRow]:
    """The rows of all results of the trials, in the order of the trials and of their results.

    trials, references: canonical forms of a bundle. A result's values come first, in the order of its arms, then its
    comparison; a result without either has no row. A source that is not among the references leaves its columns empty.
    """
    sources = {item["id"]: item for item in references}
    return [row for trial in trials for row in _trial_rows(trial, sources)]


def _trial_rows(trial: Content, sources: Mapping[str, Content]) -> Iterator[ResultRow]:
    names = {arm["key"]: arm_name(arm) for arm in trial.get("arms", [])}
    analyses = by_key(trial.get("analyses", []))
    endpoints, parts = by_key(trial.get("endpoints", [])), by_key(trial.get("parts", []))
    for result in trial.get("results", []):
        endpoint = endpoints[result["endpoint"]]
        shared = {
            "trial": trial["acronym"],
            "registry_numbers": "; ".join(number["value"] for number in trial.get("ids", [])),
            **_analysis(analyses.get(result.get("analysis", ""), {}), names),
            "part": parts.get(result.get("part", ""), {}).get("label", ""),
            "endpoint": endpoint["measure"],
            "endpoint_type": endpoint.get("type", ""),
            "definition": endpoint.get("definition", ""),
            "time_point": result.get("time_point", ""),
            "note": result.get("note", ""),
            "checked_on": result.get("checked", {}).get("on", ""),
            **_source(sources.get(source_of(result, analyses))),
        }
        values = sorted(result.get("values", []), key=lambda value: list(names).index(value["arm"]))
        for value in values:
            yield ResultRow(**shared, **_value(value, names))
        if result.get("comparison"):
            yield ResultRow(**shared, **_comparison(result["comparison"], names))


def _analysis(analysis: Content, names: Mapping[str, str]) -> dict[str, Any]:
    lines = [
        (f"{names[line['arm']]}: " if line.get("arm") else "") + f"{line['value']} {line.get('unit', '')}".strip()
        for line in follow_ups(analysis)
    ]
    return {
        "analysis": analysis.get("label") or analysis.get("key", ""),
        "data_cutoff": analysis.get("data_cutoff", ""),
        "median_follow_up": "; ".join(lines),
        "population": analysis.get("population", ""),
    }


def _source(item: Content | None) -> dict[str, Any]:
    if item is None:
        return {}
    return {"doi": item.get("DOI", ""), "pmid": str(item.get("PMID", "")), "citation": reference_text(item)}


def _value(value: Content, names: Mapping[str, str]) -> dict[str, Any]:
    dispersion = value.get("dispersion", {})
    return {
        "measure": "value",
        "arms": names[value["arm"]],
        "estimate": value.get("value", ""),
        "unit": value.get("unit", ""),
        "not_reached": value.get("not_reached", False),
        "events": value.get("x"),
        "analysed": value.get("n"),
        "kind": value.get("param_type", ""),
        "dispersion_type": dispersion.get("type", ""),
        "dispersion": dispersion.get("value", ""),
        **_limits(value),
    }


def _comparison(comparison: Content, names: Mapping[str, str]) -> dict[str, Any]:
    compared = comparison.get("groups") or list(names)
    operator = comparison.get("p_op", "")
    return {
        "measure": comparison["measure"],
        "arms": "; ".join(names[key] for key in compared),
        "reference_arm": names.get(comparison.get("reference_arm", ""), ""),
        "estimate": comparison.get("value", ""),
        "unit": comparison.get("unit", ""),
        **_limits(comparison),
        "ci_method": comparison.get("ci_method", ""),
        "p_operator": "" if operator == "=" else operator,
        "p_value": comparison.get("p_value", ""),
        "p_sides": comparison.get("p_sides"),
        "test": comparison.get("test") or comparison.get("statistical_method", ""),
        "ni_margin": comparison.get("ni_margin", ""),
    }


def _limits(numbers: Content) -> dict[str, Any]:
    return {name: numbers.get(name, "") for name in ("ci_pct", "ci_lower", "ci_upper")}
