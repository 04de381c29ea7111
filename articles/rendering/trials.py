"""A trial as its block on the page shows it: facts, and results grouped by analysis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from ..effects import value_text, with_powers
from ..effects.wording import MEASURE_LABELS, interval_text, p_text, with_unit
from ..registries import number_url
from ..trial_content import arm_name, by_key, follow_ups
from .dates import partial_date_text


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
    is_unreviewed: bool = False


@dataclass(frozen=True)
class TrialFacts:
    """What a trial block shows beside its findings. `columns` are the arms that have a value, by name."""

    slug: str
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


def trial_facts(
    trial: Mapping[str, Any], cite: Callable[[str], str], is_unreviewed: Callable[[str], bool] = lambda key: False
) -> TrialFacts:
    """The facts of a trial from its bundle form. `cite` prints one citation key as HTML; it is called in reading order.

    is_unreviewed: whether nobody peer reviewed the source of that key.
    """
    arms = {arm["key"]: _arm(arm) for arm in trial.get("arms", [])}
    results = trial.get("results", [])
    measured = {value["arm"] for result in results for value in result.get("values", [])}
    columns = [key for key in arms if key in measured]
    return TrialFacts(
        slug=trial["slug"],
        acronym=trial["acronym"],
        numbers=tuple(map(registry_number, trial.get("ids", []))),
        phase="/".join(map(phase_text, trial.get("phases", []))),
        design=trial.get("design", ""),
        n_enrolled=trial.get("n_enrolled"),
        setting=trial.get("setting", ""),
        arms=tuple(arms.values()),
        columns=tuple(arms[key].name for key in columns),
        groups=tuple(_groups(trial, columns, arms, cite, is_unreviewed)),
    )


def registry_number(identifier: Mapping[str, Any]) -> RegistryNumber:
    return RegistryNumber(identifier["value"], number_url(identifier["registry"], identifier["value"]))


def phase_text(phase: str) -> str:
    """The number of a phase; "early 1" for what precedes phase 1."""
    if phase == "EARLY_PHASE1":
        return _("early 1")
    return _("not applicable") if phase == "NA" else phase.removeprefix("PHASE")


def _arm(arm: Mapping[str, Any]) -> ArmFacts:
    name = arm_name(arm)
    label = arm.get("label", "")
    return ArmFacts(name, "" if label == name else label, arm.get("n"))


def _groups(
    trial: Mapping[str, Any],
    columns: list[str],
    arms: Mapping[str, ArmFacts],
    cite: Callable[[str], str],
    is_unreviewed: Callable[[str], bool],
):
    """Neighbouring results of one analysis and source stand together; the registry's order is kept."""
    analyses, endpoints = by_key(trial.get("analyses", [])), by_key(trial.get("endpoints", []))
    parts = by_key(trial.get("parts", []))

    def group_of(result):
        return result.get("analysis", ""), result.get("ref", "")

    ordered = sorted(
        trial.get("results", []), key=lambda result: list(map(group_of, trial["results"])).index(group_of(result))
    )
    for (analysis, ref), results in groupby(ordered, key=group_of):
        yield ResultGroup(
            title=_group_title(analyses.get(analysis, {}), arms),
            sources=cite(ref) if ref else "",
            rows=tuple(_row(result, endpoints[result["endpoint"]], parts, columns) for result in results),
            is_unreviewed=bool(ref) and is_unreviewed(ref),
        )


def _group_title(analysis: Mapping[str, Any], arms: Mapping[str, ArmFacts]) -> str:
    label, cutoff = analysis.get("label", ""), analysis.get("data_cutoff", "")
    text = ", ".join(_follow_up(one, arms) for one in follow_ups(analysis))
    details = [
        label[:1].upper() + label[1:],
        _("median follow-up %(value)s") % {"value": text} if text else "",
        _("data cut-off %(day)s") % {"day": partial_date_text(cutoff)} if cutoff else "",
    ]
    return ", ".join(detail for detail in details if detail)


def _follow_up(line: Mapping[str, Any], arms: Mapping[str, ArmFacts]) -> str:
    text = with_unit(line["value"], line.get("unit", ""))
    return f"{text} ({arms[line['arm']].name})" if line.get("arm") in arms else text


def _row(
    result: Mapping[str, Any], endpoint: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]], columns: list[str]
) -> ResultRow:
    values = {value["arm"]: _value(value) for value in result.get("values", [])}
    details = [
        with_powers(endpoint.get("definition", "")),
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
    """The text with one place to break a line, behind "CI", so that numbers stay whole in a narrow column."""
    return text.replace(" ", "\u00a0").replace("CI\u00a0", "CI ").replace("–", "\u2060–\u2060")
