"""Names in the file that the installation knows otherwise: found before anything is written, and taken over."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from ..ama import normalise_doi
from ..findings import Finding
from ..markup import to_html, to_markup
from ..models import Reference, Trial, TrialId
from .schema import bundle_node
from .shape import CitationKey, Node, Problem, RichText, TrialSlug, rewritten


@dataclass
class Takeover:
    """Stored rows that the file speaks of, and the stored names that replace its own.

    keys: citation key of the file to the stored key; slugs: likewise for trials. Both hold differing names only.
    """

    references: dict[str, Reference] = field(default_factory=dict)
    trials: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_stored(bundle: Mapping[str, Any]) -> Takeover:
    """Match the references and trials of a loadable bundle with stored ones. Writes nothing."""
    takeover = Takeover()
    _match_references(bundle.get("references", []), takeover)
    _match_trials(bundle.get("trials", []), takeover)
    return takeover


def renamed(bundle: dict[str, Any], takeover: Takeover) -> dict[str, Any]:
    """The bundle with stored names in every place: references, trials, texts, sources, blocks."""
    if not takeover.keys and not takeover.slugs:
        return bundle
    keys, slugs = takeover.keys, takeover.slugs

    def change(node: Node, held: Any) -> Any:
        if isinstance(node, CitationKey):
            return keys.get(held, held)
        if isinstance(node, TrialSlug):
            return slugs.get(held, held)
        if isinstance(node, RichText) and "[@" in held and keys:
            return to_markup(rename_cites(to_html(held, node.profile), keys), node.profile)
        return held

    bundle = rewritten(bundle, bundle_node(), change)
    for trial in bundle.get("trials", []):
        trial["slug"] = slugs.get(trial["slug"], trial["slug"])
    return bundle


def rename_cites(html: str, keys: Mapping[str, str]) -> str:
    """Stored HTML with citation keys replaced; text that only looks like a citation stays, its `<` being escaped."""
    return re.sub(
        r'(<cite data-ref=")([^"]*)(")', lambda match: match[1] + keys.get(match[2], match[2]) + match[3], html
    )


def _free(name: str, taken: Iterable[str]) -> str:
    """The name with the smallest number from 2 on that nobody holds."""
    taken, number = set(taken), 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _match_references(items: list[dict[str, Any]], takeover: Takeover) -> None:
    dois = {normalise_doi(item["DOI"]) for item in items if "DOI" in item}
    pmids = {item["PMID"] for item in items if "PMID" in item}
    keys = {item["id"] for item in items if "id" in item}
    rows = list(
        Reference.objects.select_related("superseded_by").filter(Q(key__in=keys) | Q(doi__in=dois) | Q(pmid__in=pmids))
    )
    by_key = {row.key: row for row in rows}
    by_doi = {row.doi: row for row in rows if row.doi}
    by_pmid = {row.pmid: row for row in rows if row.pmid}
    final: dict[str, int] = {}
    for index, item in enumerate(items):
        if "id" not in item:
            continue
        path = f"references[{index}]"
        holders = [by_doi.get(normalise_doi(item["DOI"]))] if "DOI" in item else []
        holders += [by_pmid.get(item["PMID"])] if "PMID" in item else []
        found = list({row.pk: row for row in holders if row}.values())
        if len(found) > 1:
            message = f'its DOI is stored for "{found[0].key}", its PMID for "{found[1].key}"'
            takeover.problems.append(Problem(path, message))
            continue
        stored = found[0] if found else by_key.get(item["id"])
        if stored and not found and not is_same_work(stored, item):
            free = _free(item["id"], {*Reference.objects.values_list("key", flat=True), *keys})
            message = f'the citation key "{item["id"]}" is held by a different work; "{free}" is free'
            takeover.problems.append(Problem(f"{path}.id", message))
        elif stored:
            _take_reference(item, stored, path, takeover)
        key = takeover.keys.get(item["id"], item["id"])
        if key in final:
            message = f'is the same work as references[{final[key]}]: both are stored as "{key}"'
            takeover.problems.append(Problem(path, message))
        final[key] = index


def _take_reference(item: dict[str, Any], stored: Reference, path: str, takeover: Takeover) -> None:
    takeover.references[stored.key] = stored
    if stored.key != item["id"]:
        takeover.keys[item["id"]] = stored.key
        message = f"The work is stored as {stored.key}; this key replaces {item['id']} in the whole file."
        takeover.findings.append(Finding("BUNDLE-KEY", "info", message, f"{path}.id"))


def is_same_work(stored: Reference, item: Mapping[str, Any]) -> bool:
    """Whether a stored reference of the same key, found by no identifier, is the work of the item.

    Two DOIs, or two PMIDs, that differ make different works. Else one web address or one title makes the same work.
    """
    if (stored.doi and "DOI" in item) or (stored.pmid and "PMID" in item):
        return False
    if "URL" in item and item["URL"] == stored.csl.get("URL"):
        return True
    return _words(stored.title) == _words(str(item.get("title", "")))


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _match_trials(trials: list[dict[str, Any]], takeover: Takeover) -> None:
    named = {trial["slug"] for trial in trials if "slug" in trial}
    numbers = {number["value"] for trial in trials for number in trial.get("ids", []) if "value" in number}
    wanted = Q(slug__in=named) | Q(ids__value__in=numbers)
    rows = list(Trial.objects.filter(wanted).distinct().prefetch_related("ids"))
    by_slug = {row.slug: row for row in rows}
    by_number = {_identity(number): row for row in rows for number in row.ids.all()}
    final: dict[str, int] = {}
    for index, trial in enumerate(trials):
        if "slug" not in trial:
            continue
        given = {(number.get("registry"), number.get("value")) for number in trial.get("ids", [])}
        found = list({row.pk: row for row in map(by_number.get, sorted(given, key=str)) if row}.values())
        if len(found) > 1:
            message = f'its registry numbers are stored for "{found[0].slug}" and "{found[1].slug}"'
            takeover.problems.append(Problem(f"trials[{index}].ids", message))
            continue
        stored = found[0] if found else by_slug.get(trial["slug"])
        if stored and not found and _is_another_trial(stored, given):
            free = _free(trial["slug"], {*Trial.objects.values_list("slug", flat=True), *named})
            message = f'the slug "{trial["slug"]}" is held by a different trial; "{free}" is free'
            takeover.problems.append(Problem(f"trials[{index}].slug", message))
        elif stored:
            _take_trial(trial, stored, index, takeover)
        slug = takeover.slugs.get(trial["slug"], trial["slug"])
        if slug in final:
            message = f'is the same trial as trials[{final[slug]}]: both are stored as "{slug}"'
            takeover.problems.append(Problem(f"trials[{index}]", message))
        final[slug] = index


def _identity(number: TrialId) -> tuple[str, str]:
    return number.registry, number.value


def _is_another_trial(stored: Trial, given: set[tuple[Any, Any]]) -> bool:
    """Whether a stored trial of the same slug has numbers in the same registries, and none of the given ones."""
    registries = {number.registry for number in stored.ids.all()}
    return any(registry in registries for registry, _value in given)


def _take_trial(trial: dict[str, Any], stored: Trial, index: int, takeover: Takeover) -> None:
    takeover.trials[stored.slug] = stored.pk
    if stored.slug != trial["slug"]:
        takeover.slugs[trial["slug"]] = stored.slug
        message = f"The trial is stored as {stored.slug}; this slug replaces {trial['slug']} in the whole file."
        takeover.findings.append(Finding("BUNDLE-KEY", "info", message, f"trials[{index}].slug"))
