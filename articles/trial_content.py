"""A trial in the form of a bundle: its names, and what of it readers may see, the latest analysis first. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from .ama.dates import dates

Content = Mapping[str, Any]

EXPERIMENTAL = "EXPERIMENTAL"
COMPARATORS = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})


def arm_name(arm: Content) -> str:
    """What an arm is called in tables: its abbreviation, else its label, else its key."""
    return arm.get("abbr") or arm.get("label") or arm["key"]


def follow_ups(analysis: Content) -> list[Content]:
    """The follow-up lines of an analysis, which a bundle writes as one object or as a list."""
    follow_up = analysis.get("median_follow_up") or []
    return [follow_up] if isinstance(follow_up, Mapping) else list(follow_up)


def by_key(rows: Iterable[Content]) -> dict[str, Content]:
    return {row["key"]: row for row in rows}


def reference_among(arms: Mapping[str, Content], keys: Collection[str]) -> str:
    """The arm that two arms are compared with, by their types: the only comparator, or the one that is not experimental.

    "" where the types do not say it. arms: by key.
    """
    if len(keys) != 2:
        return ""
    experimental = [key for key in keys if arms[key].get("type") == EXPERIMENTAL]
    comparators = [key for key in keys if arms[key].get("type") in COMPARATORS]
    if len(comparators) == 1:
        return comparators[0]
    return next(key for key in keys if key not in experimental) if len(experimental) == 1 else ""


def source_of(result: Content, analyses: Mapping[str, Content]) -> str:
    """The citation key of a result's source: its own, else that of its analysis, else ""."""
    return result.get("ref") or analyses.get(result.get("analysis", ""), {}).get("ref", "")


def for_readers(trial: Content, references: Iterable[Content]) -> dict[str, Any]:
    """The trial with the results that somebody checked against the source, the latest analysis first.

    trial, references: canonical forms of a bundle. Each result names its source, see `source_of`. An analysis is as late
    as its data cut-off; where that is unknown, as the day its source was issued. Equal ones go by the longest median
    follow-up, and then keep the registry's order.
    """
    analyses = by_key(trial.get("analyses", []))
    issued = {item["id"]: dates(item.get("issued")) for item in references}

    def lateness(result: Content) -> tuple[tuple[int, ...], Decimal]:
        analysis = analyses.get(result.get("analysis", ""), {})
        moments = dates(analysis.get("data_cutoff")) or issued.get(result.get("ref", "")) or [()]
        followed = [Decimal(line["value"]) for line in follow_ups(analysis)]
        return moments[0], max(followed, default=Decimal(0))

    checked = [_with_source(result, analyses) for result in trial.get("results", []) if "checked" in result]
    return {**trial, "results": sorted(checked, key=lateness, reverse=True)}


def _with_source(result: Content, analyses: Mapping[str, Content]) -> Content:
    source = source_of(result, analyses)
    return {**result, "ref": source} if source else result


def timeline(trial: Content) -> list[Content]:
    """The regulatory events, the earliest first; those without a date stand last."""
    return sorted(trial.get("regulatory", []), key=lambda event: (not event.get("date"), event.get("date", "")))


def cited_keys(trial: Content) -> Iterator[str]:
    """Citation keys in the order of the trial's page: those of its results, then those of its regulatory events."""
    for one in [*trial.get("results", []), *timeline(trial)]:
        if one.get("ref"):
            yield one["ref"]
