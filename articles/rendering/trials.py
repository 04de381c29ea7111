"""A trial as its block on the page shows it: facts, findings, results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..effects import effect_text, value_text

REGISTRY_URLS = {
    "NCT": "https://clinicaltrials.gov/study/{}",
    "EudraCT": "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    "EUCT": "https://euclinicaltrials.eu/ctis-public/view/{}",
    "ISRCTN": "https://www.isrctn.com/{}",
    "DRKS": "https://drks.de/search/en/trial/{}",
    "jRCT": "https://jrct.niph.go.jp/en-latest-detail/{}",
    "ChiCTR": "https://www.chictr.org.cn/searchprojEN.html?regno={}",
    "ACTRN": "https://anzctr.org.au/{}.aspx",
}


@dataclass(frozen=True)
class RegistryNumber:
    """A registry number; `url` is empty where the registry has no address by number."""

    value: str
    url: str


@dataclass(frozen=True)
class ArmFacts:
    name: str
    label: str
    n: int | None


@dataclass(frozen=True)
class ResultRow:
    """One line of the table of results. `values` has one text for each arm of the table, "" where none is known."""

    endpoint: str
    detail: str
    values: tuple[str, ...]
    effect: str
    sources: str


@dataclass(frozen=True)
class TrialFacts:
    """What a trial block shows beside its findings. `arms` are those of the results table, in the registry's order."""

    acronym: str
    numbers: tuple[RegistryNumber, ...]
    facts: tuple[str, ...]
    arms: tuple[ArmFacts, ...]
    rows: tuple[ResultRow, ...]


def registry_number(identifier: Mapping[str, Any]) -> RegistryNumber:
    template = REGISTRY_URLS.get(identifier["registry"], "")
    return RegistryNumber(identifier["value"], template.format(identifier["value"]) if template else "")


def phase_text(phases: list[str]) -> str:
    """ "Phase 3" or "Phase 1/2"; "" where none is known or none applies."""
    numbers = [phase.removeprefix("EARLY_").removeprefix("PHASE") for phase in phases if phase != "NA"]
    return _("Phase %(numbers)s") % {"numbers": "/".join(numbers)} if numbers else ""


def trial_facts(trial: Mapping[str, Any], cite: Callable[[str], str]) -> TrialFacts:
    """The facts of a trial from its bundle form. `cite` prints one citation key as HTML, in reading order."""
    results = trial.get("results", [])
    shown = {value["arm"] for result in results for value in result.get("values", [])}
    arms = [arm for arm in trial.get("arms", []) if arm["key"] in shown]
    n_enrolled = trial.get("n_enrolled")
    facts = [
        phase_text(trial.get("phases", [])),
        trial.get("design", ""),
        trial.get("condition", ""),
        trial.get("setting", ""),
        _("%(count)s enrolled") % {"count": n_enrolled} if n_enrolled else "",
    ]
    return TrialFacts(
        acronym=trial["acronym"],
        numbers=tuple(map(registry_number, trial.get("ids", []))),
        facts=tuple(fact for fact in facts if fact),
        arms=tuple(ArmFacts(arm.get("abbr") or arm.get("label") or arm["key"], arm.get("label", ""), arm.get("n")) for arm in arms),
        rows=tuple(_row(trial, result, [arm["key"] for arm in arms], cite) for result in results),
    )


def _by_key(rows: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["key"]: row for row in rows}


def _row(trial: Mapping[str, Any], result: Mapping[str, Any], arms: list[str], cite: Callable[[str], str]) -> ResultRow:
    endpoint = _by_key(trial.get("endpoints", []))[result["endpoint"]]
    analysis = _by_key(trial.get("analyses", [])).get(result.get("analysis", ""), {})
    part = _by_key(trial.get("parts", [])).get(result.get("part", ""), {})
    values = {value["arm"]: _value(value) for value in result.get("values", [])}
    details = [
        result.get("time_point", ""),
        endpoint.get("definition", ""),
        part.get("label", ""),
        _follow_up(analysis),
        result.get("note", ""),
    ]
    return ResultRow(
        endpoint=endpoint["measure"],
        detail="; ".join(detail for detail in details if detail),
        values=tuple(values.get(arm, "") for arm in arms),
        effect=_effect(result.get("comparison")),
        sources=cite(result["ref"]) if "ref" in result else "",
    )


def _follow_up(analysis: Mapping[str, Any]) -> str:
    follow_up = analysis.get("median_follow_up")
    if isinstance(follow_up, Mapping):
        return _("median follow-up %(value)s %(unit)s") % {"value": follow_up["value"], "unit": follow_up.get("unit", "")}
    if follow_up:
        values = ", ".join(f"{one['value']} {one.get('unit', '')}" for one in follow_up)
        return pgettext("by arm", "median follow-up %(values)s") % {"values": values}
    return ""


def _value(value: Mapping[str, Any]) -> str:
    dispersion = value.get("dispersion", {})
    return value_text(
        value.get("value"),
        value.get("unit", ""),
        value.get("x"),
        value.get("n"),
        value.get("ci_lower"),
        value.get("ci_upper"),
        value.get("ci_pct"),
        value.get("not_reached", False),
        value.get("param_type", ""),
        dispersion.get("type", ""),
        dispersion.get("value"),
    )


def _effect(comparison: Mapping[str, Any] | None) -> str:
    if not comparison:
        return ""
    return effect_text(
        comparison["measure"],
        comparison.get("value"),
        comparison.get("ci_lower"),
        comparison.get("ci_upper"),
        comparison.get("ci_pct"),
        comparison.get("p_op"),
        comparison.get("p_value"),
        comparison.get("unit", ""),
    )
