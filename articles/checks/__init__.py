"""Editorial checks over the content of an article, as a bundle. Pure: content and a day in, findings out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from . import (
    ageing,
    citing,
    figures,
    media,
    pinned,
    rates,
    references,
    registry_numbers,
    reports,
    reviewers,
    tables,
    text,
    trials,
    wording,
    works,
)

Check = Callable[[Mapping[str, Any], date], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    text.heading_levels,
    text.placeholders,
    text.objectives,
    text.summary,
    references.citations,
    references.identifiers,
    reviewers.own_review,
    trials.registry_numbers,
    registry_numbers.formats,
    registry_numbers.repeats,
    registry_numbers.mentions,
    trials.effects,
    trials.numbers_checked,
    figures.stated_changes,
    figures.printed_estimates,
    figures.printed_levels,
    figures.printed_p_values,
    figures.significance,
    figures.missing_estimates,
    pinned.pinned_numbers,
    rates.crude_ratios,
    rates.possible_rates,
    rates.mixed_levels,
    rates.time_points,
    reports.arm_sizes,
    reports.definitions,
    reports.harms,
    reports.cross_trial,
    reports.numberless,
    citing.beside_digits,
    citing.typed_numbers,
    citing.typed_in_headings,
    citing.claims_without_source,
    works.superseded,
    works.stale_addresses,
    works.near_duplicates,
    ageing.fleeting_claims,
    ageing.events_since_review,
    wording.tone,
    wording.pasted,
    wording.objective_verbs,
    tables.pointers,
    tables.mentions,
    tables.captions,
    tables.footnotes,
    media.pictures,
    media.rights,
    media.video,
)
# Said of an article that stands, by the command that lists remarks; no editor is stopped by them.
REVIEW_CHECKS: tuple[Check, ...] = (ageing.review_due,)


def content_findings(content: Mapping[str, Any], on: date) -> list[Finding]:
    """The findings of every check, as of that day."""
    return [finding for check in CHECKS for finding in check(content, on)]


def review_findings(content: Mapping[str, Any], on: date) -> list[Finding]:
    """Whether the next review of a standing article is due, as of that day."""
    return [finding for check in REVIEW_CHECKS for finding in check(content, on)]
