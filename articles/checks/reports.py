"""Does the article report its trials as readers need it: numbers, definitions, harms, no false comparison?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from ..passages import Passage, Record, passages
from ..shown_results import shown_trials
from .estimates import rates_in

_DIGIT = re.compile(r"(?<![A-Za-z0-9-])[0-9]")
_OUTCOME = re.compile(
    r"\b(?:improv\w*|increas\w*|reduc\w*|prolong\w*|decreas\w*|longer|shorter|higher|lower|better|superior\w*|worse|"
    r"benefit\w*|(?:more|less) (?:frequent|often)|delay\w*)\b",
    re.IGNORECASE,
)
# Term, what defines it in a text, what a definition in the registry must be about, and the question to the writer.
_DEFINED_TERMS = (
    (
        re.compile(r"\bMRD\b|\b(?:measurable|minimal) residual disease\b"),
        re.compile(r"10\s?(?:\^\s?)?[⁻−–-]\s?[⁴⁵⁶4-6]|\bsensitivity of\b", re.IGNORECASE),
        re.compile(r"\bMRD\b|residual disease", re.IGNORECASE),
        "MRD stands here without its threshold, such as 10⁻⁵.",
    ),
    (
        re.compile(r"\bsustained\b", re.IGNORECASE),
        re.compile(
            r"[≥>]\s?[0-9]+\s?months?|\b(?:at least|for|over|lasting)\b[^.;]{0,20}[0-9]+[ -]?(?:months?|years?)"
        ),
        re.compile(r"\bsustained\b", re.IGNORECASE),
        "Sustained for how long? Give the time that counted as sustained.",
    ),
    (
        re.compile(r"\b(?:overall|objective) response(?: rate)?s?\b|\bresponse rates?\b|\bORR\b"),
        re.compile(r"\b(?:RECIST|IMWG|Lugano|iwCLL|IWG|criteria|partial response or better|≥\s?PR)\b"),
        re.compile(r"response|\bORR\b", re.IGNORECASE),
        "Response by which criteria? Name them, or say which responses count.",
    ),
    (
        re.compile(
            r"\b(?:adverse (?:events?|effects?)|toxicit(?:y|ies)|neutropenia|thrombocytopenia)\b", re.IGNORECASE
        ),
        re.compile(r"\bgrades?\b|\bserious\b|\bany[- ]grade\b|\bfatal\b|\bdiscontinu", re.IGNORECASE),
        re.compile(r"\bgrade\b", re.IGNORECASE),
        "Adverse events of which grade?",
    ),
)
_HARM = re.compile(
    r"\b(?:adverse|toxic\w*|safety|tolerab\w*|side[- ]effects?|neutropenia|an(?:a)?emia|thrombocytopenia|infections?|"
    r"neuropathy|cytokine release|infusion reactions?|discontinu\w* (?:because|due)|treatment-related|fatal|harms?)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\b(?:better than|superior to|higher than|outperform\w*|more effective than)\b", re.IGNORECASE)


def names_harm(text: str) -> bool:
    """Whether the text speaks of harm or safety."""
    return _HARM.search(text) is not None


def arm_sizes(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-NSUM (info): arms of one part that do not add up to the number enrolled, with no note on it."""
    for where, trial in shown_trials(content):
        enrolled, arms = trial.get("n_enrolled"), _first_part(trial)
        if not enrolled or trial.get("n_note") or not arms or any(arm.get("n") is None for arm in arms):
            continue
        total = sum(arm["n"] for arm in arms)
        if total != enrolled:
            listed = " + ".join(str(arm["n"]) for arm in arms)
            message = f"{trial['acronym']}: the arms add up to {listed} = {total}, enrolled are {enrolled}; add a note."
            yield Finding("TRI-NSUM", "info", message, where)


def _first_part(trial: Record) -> list[Record]:
    """The arms of the part that comes first: later parts hold only some of the participants."""
    arms = trial.get("arms", [])
    return [arm for arm in arms if arm.get("part", "") == arms[0].get("part", "")]


def definitions(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-DEF: MRD, sustained, response or adverse events with a rate, and no threshold, duration, criteria or grade.

    A definition in the same block counts, and so does one at the endpoint of the trial. Once a block and term.
    """
    items = [passage for passage in passages(content) if passage.place == "item" and passage.trial]
    for term, definition, subject, message in _DEFINED_TERMS:
        blocks: dict[str, list[Passage]] = {}
        for passage in items:
            blocks.setdefault(passage.where.partition(".findings")[0], []).append(passage)
        for block in blocks.values():
            claims = [passage for passage in block if _reports(passage, term)]
            is_defined = any(definition.search(passage.plain) for passage in block)
            if claims and not is_defined and not _is_defined_in_registry(claims[0].trial, subject):
                yield Finding("TRI-DEF", "warning", message, claims[0].where)


def _reports(passage: Passage, term: re.Pattern[str]) -> bool:
    """Whether one sentence of the passage holds both the term and a rate."""
    sentences = re.split(r"(?<=[.;])\s", passage.plain)
    return any(term.search(sentence) and rates_in(sentence) for sentence in sentences)


def _is_defined_in_registry(trial: Record | None, subject: re.Pattern[str]) -> bool:
    endpoints = (trial or {}).get("endpoints", [])
    return any(
        subject.search(endpoint.get("measure", "")) and (endpoint.get("definition") or "grade" in endpoint["measure"])
        for endpoint in endpoints
    )


def harms(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-HARMS: two or more findings on benefit, and none on harm in the whole article (CONSORT 2025)."""
    read = passages(content)
    claims = [passage for passage in read if passage.trial and passage.is_claim and _has_result(passage)]
    measured = {
        endpoint.get("type") for _where, trial in shown_trials(content) for endpoint in _measured_endpoints(trial)
    }
    if len(claims) >= 2 and "SAFETY" not in measured and not any(names_harm(passage.plain) for passage in read):
        message = f"{len(claims)} findings report benefit and none reports harm; readers need both."
        yield Finding("TRI-HARMS", "warning", message, "article.body")


def _has_result(passage: Passage) -> bool:
    return bool(passage.pin or rates_in(passage.plain) or _OUTCOME.search(passage.plain))


def _measured_endpoints(trial: Record) -> list[Record]:
    measured = {result["endpoint"] for result in trial.get("results", [])}
    return [endpoint for endpoint in trial.get("endpoints", []) if endpoint["key"] in measured]


def cross_trial(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-CROSS (info): words that compare, in an article with two or more trials of a single arm."""
    single = [trial["acronym"] for _where, trial in shown_trials(content) if len(trial.get("arms", [])) == 1]
    if len(single) < 2:
        return
    for passage in passages(content):
        if match := _BETTER.search(passage.plain):
            message = f"“{match[0]}”: {' and '.join(single[:2])} have one arm each and no shared control."
            yield Finding("TRI-CROSS", "info", message, passage.where)


def numberless(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-NONUMBER (info): a finding of a trial that speaks of an outcome and gives no number."""
    for passage in passages(content):
        is_finding = passage.kind == "finding" or _OUTCOME.search(passage.plain)
        if passage.trial and passage.is_claim and is_finding and not passage.pin and not _DIGIT.search(passage.plain):
            yield Finding("TRI-NONUMBER", "info", "This finding gives no number.", passage.where)
