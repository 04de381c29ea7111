"""The page of one trial: what readers may see of it, and its view for the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .bundle.dumping_references import dump_reference
from .bundle.dumping_trials import dump_trial, whole_trials
from .citations import CitationRenderer, Cite, number
from .effects import with_powers
from .forest import ForestPanel, forest_panels, n_intervals
from .json_ld import CONTEXT, script_json, trial_node
from .models import Arm, ArticleVersion, Endpoint, Reference, TrialPart
from .rendering.dates import partial_date_text
from .rendering.references import ReferenceView, reference_list
from .rendering.trials import TrialFacts, trial_facts
from .trial_content import arm_name, by_key, cited_keys, for_readers, timeline

Content = Mapping[str, Any]


@dataclass(frozen=True)
class PublicTrial:
    """A trial as readers of one hub may see it.

    content: its bundle form with checked results only. references: CSL-JSON items of what the page cites.
    articles: the live versions that show it, the newest publication date first; never empty.
    """

    content: Content
    references: tuple[Content, ...]
    articles: tuple[ArticleVersion, ...]


def public_trial(hub, slug: str, now=None) -> PublicTrial | None:
    """The trial of this slug, in a fixed number of queries; None unless an article that is live on the hub shows it."""
    shown = ArticleVersion.objects.newest_live(now).filter(article__hub=hub, shown_trials__trial__slug=slug)
    articles = tuple(shown.annotate(trial_pk=F("shown_trials__trial")))
    if not articles:
        return None
    (trial,) = whole_trials([articles[0].trial_pk]).values()
    content = dump_trial(trial)
    sources = [*content.get("results", []), *content.get("analyses", []), *content.get("regulatory", [])]
    rows = Reference.objects.select_related("superseded_by").filter(
        key__in={one["ref"] for one in sources if "ref" in one}
    )
    items = {row.key: dump_reference(row) for row in rows}
    content = for_readers(content, items.values())
    return PublicTrial(content, tuple(items[key] for key in number(cited_keys(content))), articles)


@dataclass(frozen=True)
class ArmLine:
    name: str
    label: str
    type: str
    part: str
    n: int | None
    regimen: tuple[str, ...]


@dataclass(frozen=True)
class EndpointLine:
    measure: str
    type: str
    definition: str
    time_frame: str


@dataclass(frozen=True)
class PartLine:
    label: str
    status: str
    is_pending: bool


@dataclass(frozen=True)
class RegulatoryLine:
    """A decision of an agency. iso: its date as far as known, for machines; day: the same in words."""

    iso: str
    day: str
    agency: str
    action: str
    product: str
    indication: str
    sources: SafeString


@dataclass(frozen=True)
class TrialPage:
    """What the template of a trial prints, in the language that was active when it was made."""

    trial: TrialFacts
    aliases: tuple[str, ...]
    condition: str
    question: str
    n_note: str
    arms: tuple[ArmLine, ...]
    endpoints: tuple[EndpointLine, ...]
    parts: tuple[PartLine, ...]
    regulatory: tuple[RegulatoryLine, ...]
    panels: tuple[ForestPanel, ...]
    references: tuple[ReferenceView, ...]
    articles: tuple[ArticleVersion, ...]
    json_ld: SafeString


def trial_page(public: PublicTrial) -> TrialPage:
    """The page of a trial; pure but for the words of the active language."""
    content = public.content
    citations = CitationRenderer(number(cited_keys(content)), label=_("Reference"))

    def cite(key: str) -> SafeString:
        return mark_safe(citations.cluster([Cite(key)]))  # noqa: S308 - made by the citation renderer, which escapes

    def mention(key: str) -> SafeString:
        return mark_safe(citations.mention(key))  # noqa: S308 - a number, as the citation renderer prints it

    parts = by_key(content.get("parts", []))
    panels = forest_panels([content], mention)
    return TrialPage(
        trial=trial_facts(content, cite),
        aliases=tuple(content.get("aliases", [])),
        condition=content.get("condition", ""),
        question=content.get("question", ""),
        n_note=content.get("n_note", ""),
        arms=tuple(_arm(arm, parts) for arm in content.get("arms", [])),
        endpoints=tuple(map(_endpoint, content.get("endpoints", []))),
        parts=tuple(map(_part, parts.values())),
        regulatory=tuple(_event(event, cite) for event in timeline(content)),
        panels=panels if n_intervals(panels) > 1 else (),
        references=tuple(reference_list(public.references, citations)),
        articles=public.articles,
        json_ld=mark_safe(script_json({"@context": CONTEXT, "@graph": [trial_node(content)]})),  # noqa: S308 - escaped for a script element
    )


def _arm(arm: Content, parts: Mapping[str, Content]) -> ArmLine:
    name, label = arm_name(arm), arm.get("label", "")
    return ArmLine(
        name=name,
        label="" if label == name else label,
        type=str(Arm.Type(arm["type"]).label) if "type" in arm else "",
        part=parts.get(arm.get("part", ""), {}).get("label", ""),
        n=arm.get("n"),
        regimen=tuple(arm.get("regimen", [])),
    )


def _endpoint(endpoint: Content) -> EndpointLine:
    return EndpointLine(
        measure=endpoint["measure"],
        type=str(Endpoint.Type(endpoint["type"]).label) if "type" in endpoint else "",
        definition=with_powers(endpoint.get("definition", "")),
        time_frame=endpoint.get("time_frame", ""),
    )


def _part(part: Content) -> PartLine:
    status = part.get("status", "")
    label = str(TrialPart.Status(status).label) if status else ""
    return PartLine(part["label"], label, status == TrialPart.Status.PENDING)


def _event(event: Content, cite) -> RegulatoryLine:
    day = event.get("date", "")
    return RegulatoryLine(
        iso=day,
        day=partial_date_text(day) if day else "",
        agency=event["agency"],
        action=event["action"],
        product=event.get("product", ""),
        indication=event.get("indication", ""),
        sources=cite(event["ref"]) if "ref" in event else SafeString(""),
    )
