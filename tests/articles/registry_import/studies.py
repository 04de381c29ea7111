"""Studies of ClinicalTrials.gov for tests: the one of CEPHEUS, and the smallest one."""

import json
from pathlib import Path
from typing import Any

FIXTURE = Path(__file__).parent.parent / "fixtures" / "ctgov_cepheus.json"


def cepheus() -> dict[str, Any]:
    return json.loads(FIXTURE.read_text(encoding="utf-8"))


def study(**modules: Any) -> dict[str, Any]:
    """A study with these modules of its protocol; `results` are outcome measures of two arms, "New (N)" and "Old"."""
    results = modules.pop("results", None)
    arms = {"armGroups": [{"label": "New (N)", "type": "EXPERIMENTAL"}, {"label": "Old", "type": "OTHER"}]}
    protocol = {"identificationModule": {"nctId": "NCT00000001", "acronym": "ALPHA"}, "armsInterventionsModule": arms}
    whole: dict[str, Any] = {"protocolSection": protocol | modules}
    if results is not None:
        whole["resultsSection"] = {"outcomeMeasuresModule": {"outcomeMeasures": results}}
    return whole


def measure(values: tuple[Any, ...] = ("1", "2"), analyses: tuple[dict, ...] = (), **fields: Any) -> dict[str, Any]:
    """An outcome measure with one value for each arm; a value is a text or a whole measurement."""
    groups = [{"id": "OG000", "title": "N"}, {"id": "OG001", "title": "Old"}]
    measurements = [
        {"groupId": group["id"], **(value if isinstance(value, dict) else {"value": value})}
        for group, value in zip(groups, values, strict=False)
    ]
    return {
        "type": "PRIMARY", "title": "Score", "paramType": "MEAN", "unitOfMeasure": "Points", "groups": groups,
        "classes": [{"categories": [{"measurements": measurements}]}] if values else [],
        "analyses": [{"groupIds": ["OG000", "OG001"], **analysis} for analysis in analyses],
    } | fields  # fmt: skip
