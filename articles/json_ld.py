"""What an article page says, in the terms of schema.org. Pure; nothing is stated that the page does not show.

Addresses within the site are relative, so that a rendered body holds no host: the page itself is their base.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .ama.entries import reference_elements
from .ama.runs import Run, text_of

Node = dict[str, Any]
Content = Mapping[str, Any]

CONTEXT = "https://schema.org"
PAGE = "#page"
PRINCIPLES, FUNDERS = "/about/", "/funders/"
# A drug's approval history or a press page is cited too: what is no scholarly work is said to be what CSL calls it.
_WORKS = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_DESIGNS = {
    "RandomizedTrial": r"(?<!non)(?<!non-)\brandomi[sz]ed\b",
    "OpenTrial": r"\bopen[- ]label\b",
    "SingleBlindedTrial": r"\bsingle[- ](?:blind(?:ed)?|masked)\b",
    "DoubleBlindedTrial": r"\bdouble[- ](?:blind(?:ed)?|masked)\b",
    "TripleBlindedTrial": r"\btriple[- ](?:blind(?:ed)?|masked)\b",
    "PlaceboControlledTrial": r"\bplacebo[- ]controlled\b",
    "MultiCenterTrial": r"\bmulti-?(?:center|centre)\b",
    "SingleCenterTrial": r"\bsingle[- ](?:center|centre)\b",
    "InternationalTrial": r"\b(?:international|multinational)\b",
}
_ROLE_OF_A_REVIEWER = re.compile(r"\breviewer\b", re.IGNORECASE)
# Inside a script element only `<` can end it; `&` and the line separators are escaped for readers that are less strict.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class PageFacts:
    """What the page says beside the content; "" leaves a fact out.

    hub, publisher, condition: as the hub names them. language: BCP 47. kind: the kind of article in words.
    """

    hub: str
    publisher: str
    condition: str
    language: str
    version: int
    published_on: date
    kind: str
    reading_minutes: int


def article_graph(
    content: Content,
    numbering: Mapping[str, int],
    trials: Iterable[Content],
    described: Mapping[str, Any],
    facts: PageFacts,
) -> Node:
    """One graph: the page, then the trials it shows.

    content: the bundle. numbering: the printed reference list. trials: those with a block, in the order of the text.
    described: properties of the page that the article's parts add, such as its funding.
    """
    nodes = [trial_node(trial) for trial in trials]
    page = _page(content["article"], facts) | {
        "citation": _citations(content, numbering),
        "mentions": [{"@id": node["@id"]} for node in nodes],
        **described,
    }
    return {"@context": CONTEXT, "@graph": [_filled(page), *nodes]}


def trial_node(trial: Content) -> Node:
    """A trial in its bundle form as a node that has the same `@id` on every page of the site."""
    design = trial.get("design", "")
    designs = [name for name, words in _DESIGNS.items() if re.search(words, design, re.IGNORECASE)]
    return _filled(
        {
            "@id": f"/trials/{trial['slug']}/#trial",
            "@type": "MedicalTrial",
            "name": trial["acronym"],
            "identifier": [number["value"] for number in trial.get("ids", [])],
            "trialDesign": [f"{CONTEXT}/{name}" for name in designs],
        }
    )


def script_json(graph: Node) -> str:
    """The graph as JSON for a script element: no text in it can end the element."""
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _page(article: Content, facts: PageFacts) -> Node:
    byline = article.get("byline", [])
    reviewers = [person for person in byline if _ROLE_OF_A_REVIEWER.search(person.get("role", ""))]
    reviewers += article.get("reviewers", [])
    return {
        "@id": PAGE,
        "@type": ["MedicalWebPage", "LearningResource"],
        "headline": article["title"],
        "learningResourceType": facts.kind,
        "inLanguage": facts.language,
        "version": facts.version,
        "datePublished": facts.published_on.isoformat(),
        "lastReviewed": article.get("reviewed_on"),
        "timeRequired": f"PT{facts.reading_minutes}M",
        "isAccessibleForFree": True,
        "isPartOf": facts.hub and {"@type": "WebSite", "name": facts.hub, "url": "/"},
        "publisher": facts.publisher and _publisher(facts.publisher),
        "about": facts.condition and [{"@type": "MedicalCondition", "name": facts.condition}],
        "keywords": article.get("topics"),
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "teaches": [objective["text"] for objective in article.get("objectives", [])],
        "author": [_person(person) for person in byline],
        "reviewedBy": [_person(person) for person in reviewers],
        "contributor": [_person(person) | _workplace(person) for person in article.get("featured", [])],
    }


def _publisher(name: str) -> Node:
    return {
        "@type": "Organization",
        "name": name,
        "publishingPrinciples": PRINCIPLES,
        "ownershipFundingInfo": FUNDERS,
    }


def _person(person: Content) -> Node:
    return {"@id": person_id(person["slug"]), "@type": "Person", "name": person["name"]}


def person_id(slug: str) -> str:
    """The `@id` that a person has on every page of the site."""
    return f"/people/{slug}/#person"


def person_graph(person: Content, *, image: str, committee: str, works: Iterable[tuple[str, str]]) -> Node:
    """The page of one person. person: as a bundle has one. committee: of which the person is a member, or "".

    image: the address of the portrait, or "". works: title and address of each article that the page lists.
    """
    place = {"addressLocality": person.get("city"), "addressCountry": person.get("country")}
    node = {
        "@context": CONTEXT,
        **_person(person),
        "url": f"/people/{person['slug']}/",
        "image": image,
        **_workplace(person),
        "workLocation": any(place.values())
        and {"@type": "Place", "address": _filled({"@type": "PostalAddress"} | place)},
        "memberOf": committee and {"@type": "Organization", "name": committee},
        "subjectOf": [{"@type": "MedicalWebPage", "headline": title, "url": url} for title, url in works],
    }
    return {name: value for name, value in _filled(node).items() if value is not False}


def _workplace(person: Content) -> Node:
    name = person.get("affiliation")
    return {"affiliation": {"@type": "Organization", "name": name}} if name else {}


def _citations(content: Content, numbering: Mapping[str, int]) -> list[Node]:
    """The printed reference list, in its order."""
    items = {item["id"]: item for item in content.get("references", [])}
    return [_work(items[key]) for key in sorted(numbering, key=numbering.__getitem__)]


def _work(item: Content) -> Node:
    """A reference; the first address that the list prints (DOI, else PMID, else the web) names it, others are the same."""
    address, *others = [run.href for element in reference_elements(item) for run in element if run.href] or [""]
    title = " ".join(str(item.get("title") or "").split())
    return _filled(
        {
            "@type": _WORKS.get(item.get("type", ""), "CreativeWork"),
            "@id": address,
            "name": text_of([(Run(title, "title"),)]),
            "sameAs": others,
        }
    )


def _filled(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
