"""The results section of a study of ClinicalTrials.gov: people started, values of the arms, comparisons. Pure.

Only what maps without a guess becomes a result; everything else is told in a remark with its number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..bundle.shape import problems
from ..bundle.trial_schema import COMPARISON, VALUE
from .ctgov_numbers import comparison_of, value_of
from .ctgov_texts import Keys, Remarks, plain, records, shortened, text, words_of
from .pairing import paired_by_words

_TYPES = {"PRIMARY": "PRIMARY", "SECONDARY": "SECONDARY", "OTHER_PRE_SPECIFIED": "OTHER", "POST_HOC": "OTHER"}
MEASURE, TIME_POINT, NOTE, RESULT_KEY = 160, 60, 300, 60


def read_results(
    results: Mapping[str, Any], posted: str, trial: dict[str, Any], analysis: str, remarks: Remarks
) -> None:
    """Complete the trial in place: n of its arms, one analysis with the key `analysis`, endpoints, results.

    posted: the day on which the results were first posted, "" where the file does not say.
    """
    if isinstance(flow := results.get("participantFlowModule"), dict):
        _count_participants(flow, trial["arms"], remarks)
    outcomes = results.get("outcomeMeasuresModule")
    measures = records(outcomes.get("outcomeMeasures")) if isinstance(outcomes, dict) else []
    reader = _Reader(trial, analysis, remarks)
    for measure in measures:
        reader.read(measure)
    if reader.results:
        label = f"ClinicalTrials.gov, posted {posted}" if posted else "ClinicalTrials.gov"
        trial["analyses"] = [{"key": analysis, "label": label}]
        trial["results"] = reader.results
    if any(measure.get("populationDescription") or measure.get("description") for measure in measures):
        remarks.remark("outcomeMeasures", "How the results describe outcomes and populations in words was left out.")


def _arms_of(groups: list[dict[str, Any]], arms: list[dict[str, Any]]) -> dict[str, str]:
    """Key of the arm by the id of a group that can only be this arm."""
    titles = {text(group.get("id")): plain(group.get("title")) for group in groups}
    return paired_by_words(titles, {arm["key"]: arm["label"] for arm in arms})


def _count_participants(flow: Mapping[str, Any], arms: list[dict[str, Any]], remarks: Remarks) -> None:
    found = _arms_of(records(flow.get("groups")), arms)
    by_key = {arm["key"]: arm for arm in arms}
    for period in records(flow.get("periods"))[:1]:
        for milestone in records(period.get("milestones")):
            if milestone.get("type") != "STARTED":
                continue
            for count in records(milestone.get("achievements")):
                group, started = text(count.get("groupId")), text(count.get("numSubjects"))
                if group in found and started.isdecimal():
                    by_key[found[group]]["n"] = int(started)
                else:
                    remarks.remark("participantFlow", f"{started or 'Some'} people started in a group that is no arm.")
    remarks.remark("participantFlow", "Of the flow of participants only the numbers who started were taken.")


@dataclass
class _Reader:
    trial: dict[str, Any]
    analysis: str
    remarks: Remarks
    results: list[dict[str, Any]] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)
    by_words: dict[frozenset[str], str] = field(default_factory=dict)

    def read(self, measure: Mapping[str, Any]) -> None:
        title = plain(measure.get("title"))
        if text(measure.get("reportingStatus")) == "NOT_POSTED":
            return self.remarks.remark(title, "The result is not posted yet.")
        arms = _arms_of(records(measure.get("groups")), self.trial["arms"])
        classes = list(self._classes(measure, arms, title))
        comparisons = list(self._comparisons(measure, arms, title))
        if not classes and not comparisons:
            return self.remarks.remark(title, "Nothing of this outcome could be taken.")
        endpoint = self._endpoint(measure, title)
        if len(classes) > 1:
            for one in comparisons:
                self.remarks.remark(
                    title, f"It has several results; to which of them this belongs is not said: {_told(one)}."
                )
            comparisons = []
        first = comparisons[:1] if len(classes) <= 1 else []
        for when, values in classes or [("", [])]:
            self._add(endpoint, title, when, values, *first)
        for comparison in comparisons[1:]:
            self._add(endpoint, title, "", [], comparison)
        return None

    def _add(self, endpoint: str, title: str, when: str, values: list[dict[str, Any]], comparison: Any = None) -> None:
        result = {
            "key": self.keys.made_from(f"{self.analysis}-{endpoint}-{when}", self.analysis, RESULT_KEY),
            "analysis": self.analysis,
            "endpoint": endpoint,
            "values": values,
        }
        if len(when) <= TIME_POINT:
            result["time_point"] = when
        else:
            result["note"] = shortened(when, NOTE, title, self.remarks)
        self.results.append(result | ({"comparison": comparison} if comparison else {}))

    def _endpoint(self, measure: Mapping[str, Any], title: str) -> str:
        """The key of the outcome in the protocol, else of a new endpoint."""
        endpoints = self.trial["endpoints"]
        if not self.by_words:
            self.by_words = {words_of(one["measure"]): one["key"] for one in reversed(endpoints)}
        cut = shortened(title, MEASURE, title, self.remarks)
        if known := self.by_words.get(words_of(cut)):
            return known
        keys = Keys()
        for endpoint in endpoints:
            keys.made_from(endpoint["key"], "endpoint")
        key = keys.made_from(title, "endpoint")
        endpoints.append(
            {
                "key": key,
                "measure": cut or key,
                "type": _TYPES.get(text(measure.get("type")), "OTHER"),
                "time_frame": shortened(plain(measure.get("timeFrame")), 120, title, self.remarks),
            }
        )
        self.by_words[words_of(cut)] = key
        return key

    def _classes(
        self, measure: Mapping[str, Any], arms: Mapping[str, str], title: str
    ) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Title and values of each class that holds one number for each group."""
        for one in records(measure.get("classes")):
            categories, named = records(one.get("categories")), plain(one.get("title"))
            if len(categories) > 1:
                names = ", ".join(plain(category.get("title")) for category in categories)
                self.remarks.remark(title, f"Values by category have no place here: {named or 'overall'} ({names}).")
            elif categories:
                denoms = _counts(one) or _counts(measure)
                values = list(self._values(categories[0], measure, denoms, arms, title))
                if values:
                    yield named, values

    def _values(
        self,
        category: Mapping[str, Any],
        measure: Mapping[str, Any],
        denoms: Mapping[str, str],
        arms: Mapping[str, str],
        title: str,
    ) -> Iterator[dict[str, Any]]:
        for measurement in records(category.get("measurements")):
            group = text(measurement.get("groupId"))
            value, said = value_of(measurement, measure, denoms.get(group, ""))
            for sentence in said:
                self.remarks.remark(title, sentence)
            if group not in arms:
                self.remarks.remark(title, f"{text(measurement.get('value'))}: the group {group} is none of the arms.")
            elif value:
                value = {"arm": arms[group], **value}
                refused = problems(value, VALUE)
                for problem in refused:
                    self.remarks.remark(title, f"Not taken: {problem.message}.")
                if not refused:
                    yield value

    def _comparisons(self, measure: Mapping[str, Any], arms: Mapping[str, str], title: str) -> Iterator[dict[str, Any]]:
        for analysis in records(measure.get("analyses")):
            groups = [arms.get(text(group), "") for group in analysis.get("groupIds") or []]
            comparison, said = comparison_of(analysis, text(measure.get("unitOfMeasure")))
            if "" in groups:
                comparison, said = (
                    {},
                    [*said, f"A comparison with a group that is no arm was left out: {_told(comparison)}."],
                )
            for sentence in said:
                self.remarks.remark(title, sentence)
            if len(groups) < len(self.trial["arms"]) and comparison:
                comparison["groups"] = groups
            refused = problems(comparison, COMPARISON) if comparison else []
            for problem in refused:
                self.remarks.remark(title, f"Not taken: {problem.message}.")
            if comparison and not refused:
                yield comparison


def _counts(holder: Mapping[str, Any]) -> dict[str, str]:
    """People analysed by the id of the group; only participants are counted, not eyes or lesions."""
    for denom in records(holder.get("denoms")):
        if text(denom.get("units")) in ("", "Participants"):
            return {text(count.get("groupId")): text(count.get("value")) for count in records(denom.get("counts"))}
    return {}


def _told(comparison: Mapping[str, Any]) -> str:
    shown = {name: held for name, held in comparison.items() if name != "groups"}
    return ", ".join(f"{name.replace('_', ' ')} {held}" for name, held in shown.items()) or "it"
