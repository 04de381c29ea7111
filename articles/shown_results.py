"""Which trials and results of its registry data an article shows. Pure.

Beside a trial's own block stand all its results, in a landscape table those of the chosen columns.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .landscape import results_in
from .reading_order import shown_slugs

Content = Mapping[str, Any]


def shown_trials(content: Content) -> Iterator[tuple[str, Content]]:
    """Trials with a block of their own or a row of a landscape table, with their path in the bundle."""
    shown = set(shown_slugs(content))
    for index, trial in enumerate(content.get("trials", [])):
        if trial["slug"] in shown:
            yield f"trials[{index}]", trial


def trials_with_block(content: Content) -> list[Content]:
    """The trials that have a block of their own, in the order of the text, each once."""
    trials = {trial["slug"]: trial for trial in content.get("trials", [])}
    blocks = [block for block in content["article"].get("body", []) if block["block"] == "trial"]
    return [trials[slug] for slug in dict.fromkeys(block["trial"] for block in blocks)]


def shown_results(content: Content) -> Iterator[tuple[str, Content, Content]]:
    """Path, trial and result of every result that readers see."""
    for where, trial in shown_trials(content):
        seen = _seen(content, trial)
        for index, result in enumerate(trial.get("results", [])):
            if any(result is one for one in seen):
                yield f"{where}.results[{index}]", trial, result


def trials_as_shown(content: Content) -> list[Content]:
    """The shown trials in the order of the text, each with the results that readers see and no others."""
    trials = {trial["slug"]: trial for _where, trial in shown_trials(content)}
    return [{**trials[slug], "results": _seen(content, trials[slug])} for slug in shown_slugs(content)]


def _seen(content: Content, trial: Content) -> list[Content]:
    body = content["article"].get("body", [])
    if any(block["block"] == "trial" and block["trial"] == trial["slug"] for block in body):
        return list(trial.get("results", []))
    landscapes = [block for block in body if block["block"] == "landscape" and trial["slug"] in block["trials"]]
    columns = sorted({column for block in landscapes for column in block["columns"]})
    return results_in(trial, columns)
