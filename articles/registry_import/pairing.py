"""Which arm or endpoint of a registry is which stored one, where it can only be that one. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from .ctgov_texts import words_of

Record = Mapping[str, Any]
_ABBREVIATIONS = {
    "pfs": "progression-free survival", "os": "overall survival", "dfs": "disease-free survival",
    "efs": "event-free survival", "orr": "overall response rate", "dor": "duration of response",
    "ttp": "time to progression", "rfs": "relapse-free survival",
}  # fmt: skip


def paired_by_words(names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """For each key of `names` the key of the label that its name can only mean; left out where it stays open.

    A name means a label of the same words, or one whose abbreviation in parentheses it is; else a label that holds all its
    words. What is taken is taken: "VRd" is not the arm that "D-VRd" means better.
    """
    pairs: dict[str, str] = {}
    for means in (_is_same, _is_abbreviation, _is_part):
        while True:
            left = [key for key in labels if key not in pairs.values()]
            open_names = {key: name for key, name in names.items() if key not in pairs}
            found = {key: [label for label in left if means(name, labels[label])] for key, name in open_names.items()}
            sure = {key: labels_[0] for key, labels_ in found.items() if len(labels_) == 1}
            once = {key: label for key, label in sure.items() if list(sure.values()).count(label) == 1}
            if not once:
                break
            pairs |= once
    return pairs


def _is_same(name: str, label: str) -> bool:
    return bool(words_of(name)) and words_of(name) == words_of(label)


def _is_abbreviation(name: str, label: str) -> bool:
    inside = [words_of(one) for one in re.findall(r"\(([^()]*)\)", label)]
    return bool(words_of(name)) and words_of(name) in inside


def _is_part(name: str, label: str) -> bool:
    return bool(words_of(name)) and (words_of(name) <= words_of(label) or words_of(label) <= words_of(name))


def aligned(trial: dict[str, Any], stored: Record) -> dict[str, Any]:
    """The trial of a registry under the keys of the stored one, wherever an arm or endpoint is the same."""
    arms = _renames(trial.get("arms", []), stored.get("arms", []), _arm_names, "type")
    endpoints = _renames(trial.get("endpoints", []), stored.get("endpoints", []), _endpoint_names, "type")
    return trial | {
        "slug": stored.get("slug", trial.get("slug", "")),
        "arms": [arm | {"key": arms[arm["key"]]} for arm in trial.get("arms", [])],
        "endpoints": [one | {"key": endpoints[one["key"]]} for one in trial.get("endpoints", [])],
        "results": [_renamed_result(result, arms, endpoints) for result in trial.get("results", [])],
    }


def _arm_names(arm: Record) -> set[frozenset[str]]:
    return {words_of(arm.get(name, "")) for name in ("key", "abbr", "label")} | {
        words_of(one) for one in re.findall(r"\(([^()]*)\)", arm.get("label", ""))
    }


def _endpoint_names(endpoint: Record) -> set[frozenset[str]]:
    named = re.sub(r"\([^()]*\)", " ", endpoint["measure"]).strip()
    inside = re.findall(r"\(([^()]*)\)", endpoint["measure"])
    names = [endpoint["key"], endpoint["measure"], named, *inside]
    return {words_of(_ABBREVIATIONS.get(name.lower(), name)) for name in names}


def _renames(
    given: list[dict[str, Any]], stored: list[Record], names_of: Callable[[Record], set[frozenset[str]]], kind: str
) -> dict[str, str]:
    """The stored key for every given one, itself where it is new.

    Alike are records that share a name; else the only one of its kind on either side, such as the primary endpoint.
    """
    renames: dict[str, str] = {}
    for record in given:
        free = [one for one in stored if one["key"] not in renames.values()]
        same = [one for one in free if (names_of(one) & names_of(record)) - {frozenset()}]
        if len(same) == 1:
            renames[record["key"]] = same[0]["key"]
    for record in given:
        alike = [one for one in stored if one.get(kind) and one.get(kind) == record.get(kind)]
        rivals = [one for one in given if one.get(kind) == record.get(kind)]
        if record["key"] not in renames and len(alike) == len(rivals) == 1 and alike[0]["key"] not in renames.values():
            renames[record["key"]] = alike[0]["key"]
    taken = {*renames.values(), *(one["key"] for one in stored)}
    for record in given:
        if record["key"] not in renames:
            renames[record["key"]] = _free(record["key"], taken)
            taken.add(renames[record["key"]])
    return renames


def _free(key: str, taken: set[str]) -> str:
    candidates = (key, *(f"{key[:36]}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in candidates if one not in taken)


def _renamed_result(result: dict[str, Any], arms: Mapping[str, str], endpoints: Mapping[str, str]) -> dict[str, Any]:
    renamed = result | {"endpoint": endpoints[result["endpoint"]]}
    if "values" in result:
        renamed["values"] = [value | {"arm": arms[value["arm"]]} for value in result["values"]]
    if "groups" in result.get("comparison", {}):
        groups = [arms[key] for key in result["comparison"]["groups"]]
        renamed["comparison"] = result["comparison"] | {"groups": groups}
    return renamed
