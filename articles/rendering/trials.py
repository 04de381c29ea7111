"""A trial as its block on the page shows it: facts, and results grouped by analysis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from ..effects import value_text
from ..effects.wording import MEASURE_LABELS, interval_text, p_text, with_unit

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
    """One endpoint. `values`: one text for each arm column, "" where none is known; `effect`: estimate, interval, p."""

    endpoint: str
    detail: str
    values: tuple[str, ...]
    effect: tuple[str, ...]


@dataclass(frozen=True)
class ResultGroup:
    """The results of one analysis from one source. `title` may be empty; `sources` is the printed citation."""

    title: str
    sources: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True)
class TrialFacts:
    """What a trial block shows beside its findings. `columns` are the arms that have a value, by name."""

    acronym: str
    numbers: tuple[RegistryNumber, ...]
    phase: str
    design: str
    n_enrolled: int | None
    setting: str
    arms: tuple[ArmFacts, ...]
    columns: tuple[str, ...]
    groups: tuple[ResultGroup, ...]

    @property
    def n_columns(self) -> int:
        """Columns of the results table: endpoint, arms, effect."""
        return len(self.columns) + 2


def trial_facts(trial: Mapping[str, Any], cite: Callable[[str], str]) -> TrialFacts:
    """The facts of a trial from its bundle form. `cite` prints one citation key as HTML; it is called in reading order."""
    arms = {arm["key"]: _arm(arm) for arm in trial.get("arms", [])}
    results = trial.get("results", [])
    measured = {value["arm"] for result in results for value in result.get("values", [])}
    columns = [key for key in arms if key in measured]
    return TrialFacts(
        acronym=trial["acronym"],
        numbers=tuple(map(registry_number, trial.get("ids", []))),
        phase="/".join(map(_phase, trial.get("phases", []))),
        design=trial.get("design", ""),
        n_enrolled=trial.get("n_enrolled"),
        setting=trial.get("setting", ""),
        arms=tuple(arms.values()),
        columns=tuple(arms[key].name for key in columns),
        groups=tuple(_groups(trial, columns, cite)),
    )


def registry_number(identifier: Mapping[str, Any]) -> RegistryNumber:
    template = REGISTRY_URLS.get(identifier["registry"], "")
    return RegistryNumber(identifier["value"], template.format(identifier["value"]) if template else "")


def _phase(phase: str) -> str:
    return _("not applicable") if phase == "NA" else phase.removeprefix("EARLY_").removeprefix("PHASE")


def _arm(arm: Mapping[str, Any]) -> ArmFacts:
    name = arm.get("abbr") or arm.get("label") or arm["key"]
    label = arm.get("label", "")
    return ArmFacts(name, "" if label == name else label, arm.get("n"))


def _by_key(rows: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["key"]: row for row in rows}


def _groups(trial: Mapping[str, Any], columns: list[str], cite: Callable[[str], str]):
    """Neighbouring results of one analysis and source stand together; the registry's order is kept."""
    analyses, endpoints = _by_key(trial.get("analyses", [])), _by_key(trial.get("endpoints", []))
    parts = _by_key(trial.get("parts", []))

    def group_of(result):
        return result.get("analysis", ""), result.get("ref", "")

    ordered = sorted(
        trial.get("results", []), key=lambda result: list(map(group_of, trial["results"])).index(group_of(result))
    )
    for (analysis, ref), results in groupby(ordered, key=group_of):
        yield ResultGroup(
            title=_group_title(analyses.get(analysis, {})),
            sources=cite(ref) if ref else "",
            rows=tuple(_row(result, endpoints[result["endpoint"]], parts, columns) for result in results),
        )


def _group_title(analysis: Mapping[str, Any]) -> str:
    label = analysis.get("label", "")
    follow_up = analysis.get("median_follow_up") or []
    values = [follow_up] if isinstance(follow_up, Mapping) else follow_up
    text = ", ".join(with_unit(one["value"], one.get("unit", "")) for one in values)
    details = [label[:1].upper() + label[1:], _("median follow-up %(value)s") % {"value": text} if text else ""]
    return ", ".join(detail for detail in details if detail)


def _row(
    result: Mapping[str, Any], endpoint: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]], columns: list[str]
) -> ResultRow:
    values = {value["arm"]: _value(value) for value in result.get("values", [])}
    details = [
        endpoint.get("definition", ""),
        result.get("time_point", ""),
        parts.get(result.get("part", ""), {}).get("label", ""),
        result.get("note", ""),
    ]
    return ResultRow(
        endpoint=endpoint["measure"],
        detail="; ".join(detail for detail in details if detail),
        values=tuple(values.get(arm, "") for arm in columns),
        effect=_effect(result.get("comparison")),
    )


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


def _effect(comparison: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Estimate, interval and p value, each a text of its own so that a narrow table may break between them."""
    if not comparison:
        return ()
    estimate = comparison.get("value")
    head = (
        f"{MEASURE_LABELS[comparison['measure']]} {with_unit(estimate, comparison.get('unit', ''))}" if estimate else ""
    )
    limits = comparison.get("ci_lower"), comparison.get("ci_upper"), comparison.get("ci_pct")
    parts = [
        head,
        interval_text(*limits, name_open_limit=True),
        p_text(comparison.get("p_op"), comparison.get("p_value")),
    ]
    return tuple(_unbroken(part) for part in parts if part)


def _unbroken(text: str) -> str:
    """The text with no place to break a line, so that an interval stays whole in a narrow column."""
    return text.replace(" ", "\u00a0").replace("–", "\u2060–\u2060")
