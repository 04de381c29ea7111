"""The list of abbreviations at the end of an article."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..abbreviations import Marker
from ..glossary import statistical_terms


def explained(marker: Marker, trials: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Abbreviations of the page with their long forms, in alphabetical order.

    marker: after it has seen the whole text. trials: those whose results the page shows in tables, where the software
    itself writes HR and CI.
    """
    used = _of_effects(trials) | marker.used
    return sorted(used.items(), key=lambda pair: pair[0].casefold())


def _of_effects(trials: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    statistical = statistical_terms()
    names = {"HR": statistical["HR"], "OR": _("odds ratio"), "RR": _("risk ratio")}
    used: dict[str, str] = {}
    for trial in trials:
        for result in trial.get("results", []):
            comparison = result.get("comparison", {})
            if (measure := comparison.get("measure")) in names and "value" in comparison:
                used[measure] = names[measure]
            if "ci_lower" in comparison or any("ci_lower" in value for value in result.get("values", [])):
                used["CI"] = statistical["CI"]
            if comparison.get("measure") == "RMSTD" and "value" in comparison:
                used["RMST"] = _("restricted mean survival time")
    return used
