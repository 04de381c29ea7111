"""A study of ClinicalTrials.gov (JSON of its API, version 2) as a trial in the form of a bundle. Pure.

https://clinicaltrials.gov/data-api/about-api/study-data-structure names the modules and fields.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..bundle.shape import canonical, problems
from ..bundle.trial_schema import ARM_TYPES, PHASES, TRIAL
from ..registries import OTHER, problem_with, registry_of, tidy_number
from .ctgov_results import read_results
from .ctgov_texts import Keys, first_sentence, plain, records, shortened, text

ANALYSIS = "ctgov"
_DESIGNS = {
    "masking": {
        "NONE": "open-label", "SINGLE": "single-blind", "DOUBLE": "double-blind", "TRIPLE": "triple-blind",
        "QUADRUPLE": "quadruple-blind",
    },
    "allocation": {"RANDOMIZED": "randomized", "NON_RANDOMIZED": "non-randomized"},
    "interventionModel": {
        "PARALLEL": "parallel-group", "SINGLE_GROUP": "single-group", "CROSSOVER": "crossover", "FACTORIAL": "factorial",
        "SEQUENTIAL": "sequential",
    },
}  # fmt: skip
_DESIGN_PARTS = ("maskingInfo", "observationalModel", "primaryPurpose")
_TYPED_NUMBERS = {"EUDRACT_NUMBER": "EudraCT", "CTIS": "EUCT"}
_OUTCOMES = (("primaryOutcomes", "PRIMARY"), ("secondaryOutcomes", "SECONDARY"), ("otherOutcomes", "OTHER"))
_READ = {
    "identificationModule": {
        "nctId", "nctIdAliases", "orgStudyIdInfo", "secondaryIdInfos", "acronym", "briefTitle", "officialTitle",
    },
    "descriptionModule": {"briefSummary"},
    "conditionsModule": {"conditions"},
    "designModule": {"studyType", "phases", "designInfo", "enrollmentInfo"},
    "armsInterventionsModule": {"armGroups"},
    "outcomesModule": {"primaryOutcomes", "secondaryOutcomes", "otherOutcomes"},
}  # fmt: skip


class StudyError(ValueError):
    """Data that are no study of ClinicalTrials.gov; the message is a sentence for whoever sent the file."""


@dataclass(frozen=True)
class Remark:
    """What a study says and the trial cannot hold, or holds in other words. where: the place in the file."""

    where: str
    message: str


@dataclass
class Study:
    """A study that was read. trial: canonical bundle form; its keys are made from labels and are the same for the same file."""

    number: str
    trial: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, where: str, message: str) -> None:
        self.remarks.append(Remark(where, message))


def study_of(data: Any) -> Mapping[str, Any]:
    """The study in the data of a file: the data themselves, or the one study that a search found.

    Raises StudyError for anything else.
    """
    if isinstance(data, dict) and isinstance(data.get("studies"), list):
        if len(data["studies"]) != 1:
            raise StudyError(f"The file holds {len(data['studies'])} studies. Save the one study that is meant.")
        data = data["studies"][0]
    if not isinstance(data, dict) or not isinstance(data.get("protocolSection"), dict):
        raise StudyError(
            "This is no study of ClinicalTrials.gov: it has no protocolSection. On the study's page choose Download, "
            "format JSON."
        )
    return data


def essential(study: Mapping[str, Any]) -> dict[str, Any]:
    """The study without what `read_study` never reads, so that it stays small on its way through a form."""
    results = study.get("resultsSection")
    kept = ("participantFlowModule", "outcomeMeasuresModule")
    sections = {"protocolSection": study["protocolSection"]}
    if isinstance(results, dict):
        # Of the other modules only the names matter, for the remark that they were left out.
        sections["resultsSection"] = {name: held if name in kept else {} for name, held in results.items()}
    return sections


def read_study(data: Any) -> Study:
    """The trial of a study, and remarks on all that was left out or changed on the way.

    data: JSON values, numbers as int or Decimal. Raises StudyError for what is no study, or has no NCT number.
    """
    sections = study_of(data)
    protocol = sections["protocolSection"]
    identification = _module(protocol, "identificationModule")
    number = tidy_number("NCT", text(identification.get("nctId")))
    if problem := problem_with("NCT", number):
        raise StudyError(f"The study's nctId is wrong. {problem}")
    study = Study(number)
    trial: dict[str, Any] = {"acronym": _acronym(identification, study), "ids": _ids(identification, number, study)}
    trial |= _design(_module(protocol, "designModule"), study)
    trial["condition"] = shortened(
        ", ".join(_texts(_module(protocol, "conditionsModule").get("conditions"))), 200, "conditions", study
    )
    trial["question"] = _question(_module(protocol, "descriptionModule"), study)
    trial["arms"] = _arms(_module(protocol, "armsInterventionsModule"), study)
    trial["endpoints"] = _endpoints(_module(protocol, "outcomesModule"), study)
    if isinstance(results := sections.get("resultsSection"), dict):
        posted = _module(_module(protocol, "statusModule"), "resultsFirstPostDateStruct").get("date")
        read_results(results, text(posted), trial, ANALYSIS, study)
    _remark_unread(sections, study)
    study.trial = _sound(trial, study)
    return study


def _sound(trial: dict[str, Any], study: Study) -> dict[str, Any]:
    """The canonical trial; what the form of a trial refuses after all is left out with a remark."""
    for problem in problems(trial, TRIAL):
        study.remark(problem.path, f"Not taken: {problem.message}.")
    return canonical(trial, TRIAL)


def _module(section: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    held = section.get(name)
    return held if isinstance(held, dict) else {}


def _texts(value: Any) -> list[str]:
    return [plain(one) for one in value if text(one)] if isinstance(value, list) else []


def _acronym(identification: Mapping[str, Any], study: Study) -> str:
    if acronym := plain(identification.get("acronym")):
        return shortened(acronym, 80, "acronym", study)
    title = plain(identification.get("briefTitle") or identification.get("officialTitle")) or study.number
    study.remark("acronym", "The study has no acronym; its brief title stands in its place. Shorten it.")
    return shortened(title, 80, "briefTitle", study)


def _ids(identification: Mapping[str, Any], number: str, study: Study) -> list[dict[str, Any]]:
    ids = [{"registry": "NCT", "value": number, "role": "primary"}]
    for alias in _texts(identification.get("nctIdAliases")):
        ids.append(_number("NCT", alias, "former"))
    own = _module(identification, "orgStudyIdInfo")
    if text(own.get("id")):
        ids.append(_secondary({"type": "", **own}, "sponsor"))
    for info in records(identification.get("secondaryIdInfos")):
        ids.append(_secondary(info, ""))
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    for one in ids:
        if problem := _unusable(one):
            study.remark("secondaryIdInfos", problem)
        else:
            kept.setdefault((one["registry"], one["value"]), one)
    return list(kept.values())


def _secondary(info: Mapping[str, Any], role: str) -> dict[str, Any]:
    """A further number, under the registry of its type or form; under no registry of ours with its domain as role."""
    value, kind = text(info.get("id")), text(info.get("type"))
    registry = _TYPED_NUMBERS.get(kind) or registry_of(value)
    if registry and problem_with(registry, tidy_number(registry, value)) is None:
        return _number(registry, value, "")
    named = plain(info.get("domain")) or ("" if kind in ("", "OTHER", "REGISTRY") else kind.replace("_", " ").lower())
    return _number(OTHER, value, role or named[:60].strip())


def _number(registry: str, value: str, role: str) -> dict[str, Any]:
    return {"registry": registry, "value": tidy_number(registry, value)} | ({"role": role} if role else {})


def _unusable(number: Mapping[str, Any]) -> str:
    if not number["value"]:
        return "A further number of the study is empty; it was left out."
    if len(number["value"]) > 60:
        return f"The number {number['value']} is longer than 60 characters; it was left out."
    problem = problem_with(number["registry"], number["value"])
    return f"Left out: {problem}" if problem else ""


def _design(module: Mapping[str, Any], study: Study) -> dict[str, Any]:
    info, enrolled = _module(module, "designInfo"), _module(module, "enrollmentInfo")
    masking = text(_module(info, "maskingInfo").get("masking"))
    words = [names.get(masking if name == "masking" else text(info.get(name)), "") for name, names in _DESIGNS.items()]
    kind = text(module.get("studyType"))
    if kind not in ("", "INTERVENTIONAL"):
        words = [kind.replace("_", " ").lower(), text(info.get("observationalModel")).replace("_", " ").lower()]
    if purpose := text(info.get("primaryPurpose")):
        study.remark("designInfo.primaryPurpose", f"The purpose “{purpose.lower()}” has no place in a trial here.")
    phases = _texts(module.get("phases"))
    for phase in phases:
        if phase not in PHASES:
            study.remark("designModule.phases", f"“{phase}” is no phase known here; it was left out.")
    held: dict[str, Any] = {
        "phases": [phase for phase in phases if phase in PHASES],
        "design": " ".join(filter(None, words)),
    }
    if isinstance(enrolled.get("count"), int | str):
        held["n_enrolled"] = enrolled["count"]
        held["n_note"] = "planned number" if enrolled.get("type") == "ESTIMATED" else ""
    return held


def _question(module: Mapping[str, Any], study: Study) -> str:
    summary = plain(module.get("briefSummary"))
    sentence = first_sentence(summary)
    if len(sentence) < len(summary):
        study.remark("briefSummary", "Only the first sentence of the summary was taken, as the question.")
    return shortened(sentence, 400, "briefSummary", study)


def _arms(module: Mapping[str, Any], study: Study) -> list[dict[str, Any]]:
    keys, arms = Keys(), []
    for group in records(module.get("armGroups")):
        label = plain(group.get("label"))
        kind = text(group.get("type"))
        if kind and kind not in ARM_TYPES:
            study.remark("armGroups.type", f"“{kind}” is no type of an arm known here; the arm {label} has none.")
        arms.append(
            {
                "key": keys.made_from(label, "arm"),
                "label": shortened(label, 200, "armGroups.label", study),
                "type": kind if kind in ARM_TYPES else "",
                "regimen": [_drug(name) for name in _texts(group.get("interventionNames"))],
            }
        )
        if text(group.get("description")):
            study.remark("armGroups.description", f"The description of the arm {label} has no place here.")
    return arms


def _drug(name: str) -> str:
    """ "Drug: Daratumumab" as "daratumumab": generic names are written small; trade names in capitals stay."""
    bare = re.sub(r"^[A-Z][A-Za-z ]{2,30}: ", "", name)[:200].strip()
    return bare.lower() if re.fullmatch(r"[A-Z][a-z]+", bare) else bare


def _endpoints(module: Mapping[str, Any], study: Study) -> list[dict[str, Any]]:
    keys, endpoints = Keys(), []
    for name, kind in _OUTCOMES:
        for outcome in records(module.get(name)):
            measure = plain(outcome.get("measure"))
            if not measure:
                study.remark(name, "An outcome without a measure was left out.")
                continue
            endpoints.append(
                {
                    "key": keys.made_from(measure, "endpoint"),
                    "measure": shortened(measure, 160, f"{name}.measure", study),
                    "type": kind,
                    "definition": shortened(plain(outcome.get("description")), 300, f"{name}.description", study),
                    "time_frame": shortened(plain(outcome.get("timeFrame")), 120, f"{name}.timeFrame", study),
                }
            )
    return endpoints


def _remark_unread(sections: Mapping[str, Any], study: Study) -> None:
    unread = list(_unread_names(sections))
    if unread:
        study.remark("", f"Left out, because a trial here has no place for it: {', '.join(unread)}.")


def _unread_names(sections: Mapping[str, Any]) -> Iterator[str]:
    """Modules and fields that nothing above reads, by their names in the file."""
    protocol = sections["protocolSection"]
    for title in ("briefTitle", "officialTitle"):
        is_acronym = title == "briefTitle" and not _module(protocol, "identificationModule").get("acronym")
        if _module(protocol, "identificationModule").get(title) and not is_acronym:
            yield title
    for name, held in protocol.items():
        if name not in _READ:
            yield name
        elif isinstance(held, dict):
            yield from (f"{name}.{part}" for part in held if part not in _READ[name])
    info = _module(_module(protocol, "designModule"), "designInfo")
    yield from (f"designInfo.{part}" for part in info if part not in (*_DESIGNS, *_DESIGN_PARTS))
    results = sections.get("resultsSection")
    if isinstance(results, dict):
        yield from (name for name in results if name not in ("participantFlowModule", "outcomeMeasuresModule"))
