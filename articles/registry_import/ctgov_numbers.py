"""Numbers of ClinicalTrials.gov results: one value of a group, one comparison. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from .ctgov_texts import plain, text

Told = tuple[dict[str, Any], list[str]]
"""What was read, empty where nothing could be, and sentences on what was not."""

_NUMBER = re.compile(r"[-+−]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]+)?")
_PERCENT = re.compile(r"(?:percent(?:age)?(?: of (?:the )?(?:participants|patients|subjects).*)?|%.*)", re.IGNORECASE)
_LEVEL = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%.*confidence|confidence_([0-9]+)", re.IGNORECASE)
_P_VALUE = re.compile(r"p? ?(<=|>=|≤|≥|<|>|=)? ?(0?\.[0-9]+|[01](?:\.[0-9]+)?)")
_OPERATORS = {"≤": "<=", "≥": ">=", "": "="}
_SPREADS = {"STANDARD_DEVIATION": "SD", "STANDARD_ERROR": "SE", "GEOMETRIC_COEFFICIENT": "geometric CV"}
_KINDS = {
    "MEDIAN": "median", "MEAN": "mean", "LEAST_SQUARES_MEAN": "least-squares mean", "GEOMETRIC_MEAN": "geometric mean",
    "GEOMETRIC_LEAST_SQUARES_MEAN": "geometric least-squares mean", "LOG_MEAN": "log mean",
}  # fmt: skip
_MEASURES = (
    ("HR", re.compile(r"^(?:cox proportional )?hazards? ratio(?: \(hr\))?$")),
    ("OR", re.compile(r"^(?:common |mantel[- ]haenszel |stratified )*odds ratio(?: \(or\))?$")),
    ("RR", re.compile(r"^(?:risk ratio|relative risk)(?: \(rr\))?$")),
    ("RATE_RATIO", re.compile(r"^(?:incidence )?rate ratio$")),
    ("RD", re.compile(r"^risk difference(?: \(rd\))?$")),
    ("MD", re.compile(r"^(?:(?:ls|least[- ]squares?)(?: \(ls\))? )?mean difference(?: \((?:final values|net)\))?$")),
)
_TEST = re.compile(r"log.?rank|test|chi|cochran|mantel|fisher|wilcoxon|mann|kruskal|mcnemar|gehan", re.IGNORECASE)


def number(value: Any) -> str | None:
    """The digits as printed, without signs for thousands and with a digit before the point; None for what is no number."""
    digits = text(value).replace("−", "-").removeprefix("+")
    if not digits or not _NUMBER.fullmatch(digits) or not re.search("[0-9]", digits):
        return None
    digits = digits.replace(",", "")
    return re.sub(r"^(-?)\.", r"\g<1>0.", digits)


def unit_of(words: str) -> str:
    """ "Percentage of participants" as "%", "Months" as "months"; other units as they are."""
    if _PERCENT.fullmatch(words):
        return "%"
    return words.lower() if re.fullmatch(r"[A-Z][a-z]+", words) else words


def value_of(measurement: Mapping[str, Any], measure: Mapping[str, Any], denom: str) -> Told:
    """The value of a group without its arm. measure: the outcome, for kind, unit and dispersion. denom: people analysed."""
    said: list[str] = []
    shown, comment = text(measurement.get("value")), plain(measurement.get("comment"))
    kind, read = _kind(measure.get("paramType")), number(measurement.get("value"))
    value: dict[str, Any] = {"n": int(denom)} if denom.isdecimal() else {}
    if kind == "COUNT_OF_PARTICIPANTS":
        if read is None or not read.isdecimal() or "n" not in value:
            return {}, [f"“{shown}” is no count of people out of a number; it was left out."]
        return value | {"x": int(read)}, [f"{shown}: {comment}"] if comment else []
    unit = unit_of(plain(measure.get("unitOfMeasure")))
    if len(unit) > 40:
        return {}, [f"{shown} was left out: its unit “{unit}” is longer than 40 characters."]
    value |= {"unit": unit, "param_type": _KINDS.get(kind, "")}
    if read is not None:
        value["value"] = read
    elif (
        shown in ("NA", "NR", "NE") and kind == "MEDIAN" and re.search(r"not (?:been )?reached", comment, re.IGNORECASE)
    ):
        value["not_reached"] = True
    else:
        return {}, [f"“{shown or 'nothing'}” is no number{f' ({comment})' if comment else ''}; it was left out."]
    if comment:
        said.append(f"{shown}: {comment}")
    return value | _spread(measurement, plain(measure.get("dispersionType")), said), said


def _kind(words: Any) -> str:
    return text(words).upper().replace(" ", "_").replace("-", "_")


def _spread(measurement: Mapping[str, Any], kind: str, said: list[str]) -> dict[str, Any]:
    """Dispersion or confidence interval of a value; sentences for what is neither."""
    spread, lower, upper = (number(measurement.get(name)) for name in ("spread", "lowerLimit", "upperLimit"))
    held: dict[str, Any] = {}
    if spread is not None:
        name = next((short for name, short in _SPREADS.items() if _kind(kind).startswith(name)), "")
        if name:
            held["dispersion"] = {"type": name, "value": spread}
        else:
            said.append(f"The dispersion {spread} ({kind or 'of no kind'}) was left out.")
    if lower is None and upper is None:
        return held
    level = level_of(kind)
    if level is None:
        said.append(f"The limits {lower or 'NA'} to {upper or 'NA'} ({kind or 'of no kind'}) were left out.")
        return held
    limits = {"ci_lower": lower, "ci_upper": upper, "ci_pct": level}
    return held | {name: limit for name, limit in limits.items() if limit is not None}


def level_of(kind: str) -> str | None:
    """The level of a confidence interval by its name: "95% Confidence Interval", "CONFIDENCE_975"."""
    found = _LEVEL.search(kind)
    if not found:
        return None
    if found[1]:
        return found[1]
    return f"{found[2][:2]}.{found[2][2:]}" if len(found[2]) > 2 else found[2]


def comparison_of(analysis: Mapping[str, Any], unit: str) -> Told:
    """A comparison between arms. An estimate of a kind that has no name here is left out, with its p value."""
    said = [f"{name}: {plain(analysis.get(name))}" for name in _COMMENTS if plain(analysis.get(name))]
    kind, estimate = plain(analysis.get("paramType")), number(analysis.get("paramValue"))
    comparison: dict[str, Any] = {}
    if kind or estimate:
        measure = next((name for name, form in _MEASURES if form.match(kind.lower().replace("_", " "))), None)
        if measure is None or estimate is None:
            shown = text(analysis.get("paramValue"))
            return {}, [
                *said,
                f"The comparison “{kind or 'of no kind'}” {shown} (p {text(analysis.get('pValue'))}) was left out.",
            ]
        comparison = {"measure": measure, "value": estimate, **_interval(analysis, said)}
        if measure == "MD" and len(unit_of(unit)) <= 40:
            comparison["unit"] = unit_of(unit)
    comparison |= _p_value(analysis, said)
    if "measure" not in comparison and "p_value" in comparison:
        comparison["measure"] = "none"
    if not comparison:
        return {}, [*said, "A comparison without an estimate and a p value was left out."]
    if plain(analysis.get("nonInferiorityType")).upper().startswith(("NON_INFERIORITY", "EQUIVALENCE")):
        said.append("The comparison tests non-inferiority or equivalence; enter the margin by hand.")
    return comparison | _method(plain(analysis.get("statisticalMethod")), said), said


_COMMENTS = (
    "groupDescription", "statisticalComment", "pValueComment", "estimateComment", "nonInferiorityComment",
    "ciUpperLimitComment", "ciLowerLimitComment", "otherAnalysisDescription",
)  # fmt: skip


def _interval(analysis: Mapping[str, Any], said: list[str]) -> dict[str, Any]:
    names = {"ci_pct": "ciPctValue", "ci_lower": "ciLowerLimit", "ci_upper": "ciUpperLimit"}
    held = {name: number(analysis.get(source)) for name, source in names.items()}
    if held["ci_lower"] is None and held["ci_upper"] is None:
        return {}
    if held["ci_pct"] is None:
        said.append(f"The limits {held['ci_lower']} to {held['ci_upper']} were left out: their level is not said.")
        return {}
    if _kind(analysis.get("ciNumSides")).startswith(("ONE", "1")):
        held["ci_method"] = "one-sided"
    if spread := number(analysis.get("dispersionValue")):
        said.append(f"The dispersion of the estimate, {spread}, has no place here.")
    return {name: limit for name, limit in held.items() if limit is not None}


def _p_value(analysis: Mapping[str, Any], said: list[str]) -> dict[str, Any]:
    printed = text(analysis.get("pValue"))
    if not printed:
        return {}
    found = _P_VALUE.fullmatch(printed)
    if not found:
        said.append(f"The p value “{printed}” could not be read.")
        return {}
    operator = found[1] or ""
    held: dict[str, Any] = {"p_op": _OPERATORS.get(operator, operator), "p_value": number(found[2])}
    sides = re.search(r"\b(one|two|1|2)[- ]?(?:sided|tailed)", plain(analysis.get("pValueComment")), re.IGNORECASE)
    if sides:
        held["p_sides"] = 1 if sides[1].lower() in ("one", "1") else 2
    return held


def _method(method: str, said: list[str]) -> dict[str, Any]:
    if not method:
        return {}
    name, longest = ("test", 80) if _TEST.search(method) else ("statistical_method", 120)
    if len(method) > longest:
        said.append(f"The method is longer than {longest} characters and was left out: {method}")
        return {}
    return {name: method} | ({"stratified": True} if "stratified" in method.lower().replace("unstratified", "") else {})
