"""A trial of the registry in the form of a bundle."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from ..models import Analysis, Arm, ArmValue, Comparison, FollowUp, RegulatoryEvent, Result, Trial
from .shape import canonical_of_stored
from .trial_schema import TRIAL

_PLAIN = ("slug", "acronym", "aliases", "phases", "design", "condition", "setting", "n_enrolled", "n_note", "question")
_COMPARISON = (
    "measure", "value", "unit", "ci_pct", "ci_lower", "ci_upper", "ci_method", "p_op", "p_value", "p_sides", "test",
    "stratified", "adjusted", "groups", "paired", "ni_margin", "statistical_method",
)  # fmt: skip
_VALUE = ("value", "unit", "x", "n", "ci_lower", "ci_upper", "ci_pct", "not_reached", "param_type")


def whole_trials(pks: Iterable[int]) -> dict[int, Trial]:
    """The trials with everything that belongs to them, by primary key, in a fixed number of queries."""
    trials = Trial.objects.filter(pk__in=list(pks)).prefetch_related(
        "ids",
        "parts",
        "endpoints",
        Prefetch("arms", Arm.objects.select_related("part")),
        Prefetch("analyses", Analysis.objects.select_related("ref")),
        Prefetch("analyses__median_follow_up", FollowUp.objects.select_related("arm")),
        Prefetch(
            "results",
            Result.objects.select_related(
                "analysis", "endpoint", "part", "ref", "checked_by", "comparison__reference_arm"
            ),
        ),
        Prefetch("results__values", ArmValue.objects.select_related("arm")),
        Prefetch("regulatory", RegulatoryEvent.objects.select_related("ref")),
    )
    return {trial.pk: trial for trial in trials}


def dump_trial(trial: Trial) -> dict[str, Any]:
    """The canonical form of a trial that `whole_trials` read; its lists stand in the order of its rows."""
    return canonical_of_stored(
        {
            **_fields(trial, _PLAIN),
            "ids": [_fields(number, ("registry", "value", "role")) for number in trial.ids.all()],
            "parts": [_fields(part, ("key", "label", "status")) for part in trial.parts.all()],
            "arms": [
                _fields(arm, ("key", "abbr", "label", "type", "n", "regimen")) | {"part": _key(arm.part)}
                for arm in trial.arms.all()
            ],
            "endpoints": [
                _fields(endpoint, ("key", "measure", "type", "definition", "time_frame", "better"))
                for endpoint in trial.endpoints.all()
            ],
            "analyses": [_analysis(analysis) for analysis in trial.analyses.all()],
            "results": [_result(result) for result in trial.results.all()],
            "regulatory": [
                _fields(event, ("agency", "action", "date", "product", "indication")) | {"ref": _key(event.ref)}
                for event in trial.regulatory.all()
            ],
        },
        TRIAL,
    )


def _fields(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _key(row: Any) -> str | None:
    return row.key if row else None


def _analysis(analysis: Analysis) -> dict[str, Any]:
    return _fields(analysis, ("key", "label", "data_cutoff", "population")) | {
        "ref": _key(analysis.ref),
        "median_follow_up": [
            _fields(follow_up, ("value", "unit")) | {"arm": _key(follow_up.arm)}
            for follow_up in analysis.median_follow_up.all()
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    checked = None
    if result.checked_by and result.checked_on:
        checked = {"by": result.checked_by.slug, "on": result.checked_on.isoformat()}
    return _fields(result, ("key", "time_point", "note")) | {
        "analysis": _key(result.analysis),
        "endpoint": _key(result.endpoint),
        "part": _key(result.part),
        "ref": _key(result.ref),
        "checked": checked,
        "values": [_value(value) for value in result.values.all()],
        "comparison": _comparison(getattr(result, "comparison", None)),
    }


def _value(value: ArmValue) -> dict[str, Any]:
    return _fields(value, _VALUE) | {
        "arm": value.arm.key,
        "dispersion": {"type": value.dispersion_type, "value": value.dispersion_value},
    }


def _comparison(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return _fields(comparison, _COMPARISON) | {"reference_arm": _key(comparison.reference_arm)}
