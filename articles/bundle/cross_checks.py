"""What only the whole bundle shows: names that lead nowhere, and names that are used twice. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..ama import normalise_doi
from ..markup import keys_in, to_html
from ..parts import article_parts
from .mentions import contradictions
from .schema import bundle_node
from .shape import Problem, ReferenceKey, RichText, leaves

Bundle = Mapping[str, Any]


def cross_problems(bundle: Bundle) -> Iterator[Problem]:
    """Problems of a loadable bundle. Values that were left out because they are broken cause none."""
    yield from _citations(bundle)
    yield from _works(bundle.get("references", []))
    yield from _registry_numbers(bundle.get("trials", []))
    for index, trial in enumerate(bundle.get("trials", [])):
        yield from _trial(trial, f"trials[{index}]")
    yield from _body(bundle)
    yield from _video_blocks(bundle.get("article", {}))
    yield from _original(bundle.get("article", {}))
    yield from _topics(bundle.get("article", {}))
    yield from contradictions(bundle.get("article", {}))
    for part in article_parts():
        yield from part.validate(bundle.get(part.key), bundle)


def _citations(bundle: Bundle) -> Iterator[Problem]:
    known = {item.get("id") for item in bundle.get("references", [])}
    for path, held, leaf in leaves(bundle, bundle_node()):
        if isinstance(leaf, ReferenceKey):
            cited = [held]
        elif isinstance(leaf, RichText):
            cited = keys_in(to_html(held, leaf.profile)) if "[@" in held else []
        else:
            continue
        for key in dict.fromkeys(cited):
            if key not in known:
                yield Problem(path, f'unknown citation key "{key}"')


def _works(references: list[Mapping[str, Any]]) -> Iterator[Problem]:
    """References that share a DOI or PMID are one work, and a work does not supersede itself."""
    holders: dict[tuple[str, str], str] = {}
    for index, item in enumerate(references):
        identities = [("DOI", normalise_doi(item["DOI"]))] if "DOI" in item else []
        identities += [("PMID", item["PMID"])] if "PMID" in item else []
        for name, value in identities:
            holder = holders.setdefault((name, value), item.get("id", ""))
            if holder != item.get("id", ""):
                yield Problem(f"references[{index}].{name}", f'is the {name} of "{holder}" as well')
        if "superseded_by" in item and item["superseded_by"] == item.get("id"):
            yield Problem(f"references[{index}].superseded_by", "a reference cannot be superseded by itself")


def _registry_numbers(trials: list[Mapping[str, Any]]) -> Iterator[Problem]:
    holders: set[tuple[str, str]] = set()
    for index, trial in enumerate(trials):
        for place, number in enumerate(trial.get("ids", [])):
            identity = (number.get("registry", ""), number.get("value", ""))
            if all(identity) and identity in holders:
                path = f"trials[{index}].ids[{place}].value"
                yield Problem(path, f'the number "{number["value"]}" is used twice')
            holders.add(identity)


def _keys(trial: Mapping[str, Any], name: str) -> set[str]:
    return {entry["key"] for entry in trial.get(name, []) if "key" in entry}


def _unknown(record: Mapping[str, Any], name: str, known: Collection[str], path: str, noun: str) -> Iterator[Problem]:
    """A problem where the field names something that is not known; lists of names are checked one by one."""
    held = record.get(name)
    if isinstance(held, list):
        for index, key in enumerate(held):
            if key is not None and key not in known:
                yield Problem(f"{path}.{name}[{index}]", f'unknown {noun} "{key}"')
    elif held is not None and held not in known:
        yield Problem(f"{path}.{name}", f'unknown {noun} "{held}"')


def _trial(trial: Mapping[str, Any], path: str) -> Iterator[Problem]:
    arms, parts = _keys(trial, "arms"), _keys(trial, "parts")
    for index, arm in enumerate(trial.get("arms", [])):
        yield from _unknown(arm, "part", parts, f"{path}.arms[{index}]", "part")
    for index, analysis in enumerate(trial.get("analyses", [])):
        place = f"{path}.analyses[{index}].median_follow_up"
        follow_ups = analysis.get("median_follow_up", [])
        for number, follow_up in enumerate(follow_ups if isinstance(follow_ups, list) else []):
            yield from _unknown(follow_up, "arm", arms, f"{place}[{number}]", "arm")
    for index, result in enumerate(trial.get("results", [])):
        place = f"{path}.results[{index}]"
        yield from _unknown(result, "analysis", _keys(trial, "analyses"), place, "analysis")
        yield from _unknown(result, "endpoint", _keys(trial, "endpoints"), place, "endpoint")
        yield from _unknown(result, "part", parts, place, "part")
        for number, value in enumerate(result.get("values", [])):
            yield from _unknown(value, "arm", arms, f"{place}.values[{number}]", "arm")
        comparison = result.get("comparison", {})
        yield from _unknown(comparison, "reference_arm", arms, f"{place}.comparison", "arm")
        yield from _unknown(comparison, "groups", arms, f"{place}.comparison", "arm")


def _original(article: Mapping[str, Any]) -> Iterator[Problem]:
    if "slug" in article and article.get("translation_of") == article["slug"]:
        yield Problem("article.translation_of", "an article cannot be a translation of itself")


def _topics(article: Mapping[str, Any]) -> Iterator[Problem]:
    """A hub knows topics without regard to capitals."""
    seen: set[str] = set()
    for index, topic in enumerate(article.get("topics", [])):
        if topic and topic.casefold() in seen:
            yield Problem(f"article.topics[{index}]", f'the topic "{topic}" is used twice')
        seen.add((topic or "").casefold())


def _body(bundle: Bundle) -> Iterator[Problem]:
    """Trials that blocks name, and results that findings and items name."""
    trials = {trial["slug"]: trial for trial in bundle.get("trials", []) if "slug" in trial}
    results = {slug: _keys(trial, "results") for slug, trial in trials.items()}
    every_result = {key for keys in results.values() for key in keys}
    for index, block in enumerate(bundle.get("article", {}).get("body", [])):
        path = f"article.body[{index}]"
        yield from _unknown(block, "trial", trials, path, "trial")
        yield from _unknown(block, "trials", trials, path, "trial")
        known = results.get(block.get("trial", ""), every_result)
        for name in ("items", "findings"):
            for number, item in enumerate(block.get(name, [])):
                if isinstance(item, dict):
                    yield from _unknown(item, "result", known, f"{path}.{name}[{number}]", "result")


def _video_blocks(article: Mapping[str, Any]) -> Iterator[Problem]:
    places = [index for index, block in enumerate(article.get("body", [])) if block.get("block") == "video"]
    for index in places[1:]:
        yield Problem(f"article.body[{index}]", f"the video stands in article.body[{places[0]}] already")
