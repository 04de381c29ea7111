"""Are the registry numbers of the trials, and those in the text, written right and the right ones?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from ..passages import passages
from ..registries import doubt_about, problem_with, tidy_number

_MENTION = re.compile(r"\bNCT[ #:\u00a0]{0,2}[0-9OolI]{5,12}\b")


def formats(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-IDFORMAT: a number that its registry does not write so (error), or that is unlikely (warning)."""
    for where, trial, number in _numbers(content):
        named = number["registry"], number["value"]
        if problem := problem_with(*named):
            yield Finding("TRI-IDFORMAT", "error", f"{trial['acronym']}: {problem}", where)
        elif doubt := doubt_about(*named):
            yield Finding("TRI-IDFORMAT", "warning", f"{trial['acronym']}: {doubt}", where)


def repeats(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-IDDUP: one number at two trials of the article, be it under different registries."""
    holders: dict[str, str] = {}
    for where, trial, number in _numbers(content):
        holder = holders.setdefault(number["value"].casefold(), trial["slug"])
        if holder != trial["slug"]:
            acronym = next(one["acronym"] for one in content["trials"] if one["slug"] == holder)
            message = f"{trial['acronym']}: {number['value']} is the number of {acronym} as well."
            yield Finding("TRI-IDDUP", "error", message, where)


def mentions(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TRI-IDTEXT: an NCT number in the text that is misspelled, of no trial of the article, or of another than the block's."""
    owners = {number["value"]: trial for _where, trial, number in _numbers(content) if number["registry"] == "NCT"}
    for passage in passages(content):
        own = passage.trial["slug"] if passage.trial else ""
        for typed in dict.fromkeys(match[0] for match in _MENTION.finditer(passage.plain)):
            number = tidy_number("NCT", typed)
            owner = owners.get(number)
            if problem := problem_with("NCT", number):
                message = problem
            elif owner is None:
                message = f"{number} is the number of no trial of this article. Correct it, or add the trial."
            elif own and owner["slug"] != own:
                message = f"{number} is {owner['acronym']}, and stands in the block on another trial."
            else:
                continue
            yield Finding("TRI-IDTEXT", "warning", message, passage.where)


def _numbers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Path, trial and number for every registry number of the article's trials."""
    for index, trial in enumerate(content.get("trials", [])):
        for place, number in enumerate(trial.get("ids", [])):
            yield f"trials[{index}].ids[{place}]", trial, number
