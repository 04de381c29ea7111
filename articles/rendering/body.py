"""The body of an article page: everything between the site's header and footer that belongs to the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from .. import citations
from ..files import FILES
from ..forest import ForestPanel, forest_panels, n_intervals
from ..glossary import SHOWN as GLOSSARY
from ..glossary import thawed
from ..json_ld import PageFacts, article_graph, script_json
from ..markup import to_html
from ..models import Article
from ..parts import BodyPage, article_parts
from ..reading_order import Content, cited_keys, plain_texts
from ..reviewers import SHOWN as COMMITTEE
from ..richtext import Profile, reading_minutes, word_count
from ..shown_results import shown_results, trials_as_shown, trials_with_block
from .explained import explained
from .page import ArticlePage
from .people import contributor_card, printed_people
from .references import reference_list


@dataclass(frozen=True)
class BodyFrame:
    """What the body needs beside the content: facts of the hub and of the version.

    hub, publisher, condition: as the hub names them; where they are "", the description for machines leaves them out.
    has_strict_placement: whether funders are named in the statement only.
    """

    objective_stem: str
    language: str
    version_number: int
    published_on: date
    hub: str = ""
    publisher: str = ""
    condition: str = ""
    has_strict_placement: bool = False

    @classmethod
    def of(cls, article: Article, *, version_number: int, published_on: date, language: str) -> "BodyFrame":
        """The frame of an article's version, with what its hub says now."""
        return cls(
            objective_stem=article.hub.objective_stem,
            language=language,
            version_number=version_number,
            published_on=published_on,
            hub=article.hub.name,
            publisher=article.hub.publisher,
            condition=article.hub.condition,
            has_strict_placement=article.hub.has_strict_placement,
        )


def numbering_of(content: Content) -> dict[str, int]:
    """The printed number of each cited key, by first mention."""
    return citations.number(cited_keys(content))


def render_body(content: Content, numbering: Mapping[str, int], shown: Mapping[str, Any], frame: BodyFrame) -> str:
    """The HTML of the article's body in the article's language.

    content: the bundle. shown: what each part froze, and the files (`ArticleVersion.shown`). No query is made.
    """
    with translation.override(frame.language):
        return _Body(content, numbering, shown, frame).html()


class _Body:
    """One rendering: the page walks the content in reading order, and what it met decides the lists at the end."""

    def __init__(
        self, content: Content, numbering: Mapping[str, int], shown: Mapping[str, Any], frame: BodyFrame
    ) -> None:
        self.content = content
        self.shown = shown
        self.article = content["article"]
        self.frame = frame
        self.numbering = numbering
        self.page = ArticlePage(content, numbering, thawed(shown.get(GLOSSARY)), shown.get(FILES, {}))

    def html(self) -> str:
        article = self.article
        facts = self.facts()
        lead = self.page.rich_text(article.get("lead", ""))
        key_learnings = self.page.items(article.get("key_learnings", []), "article.key_learnings")
        blocks = self.page.blocks()
        context = {
            "article": article,
            "kind": facts.kind,
            "frame": self.frame,
            "reviewed_on": _day(article.get("reviewed_on")),
            "reading_minutes": facts.reading_minutes,
            **self.contributors(),
            "lead": lead,
            "key_learnings": key_learnings,
            "blocks": blocks,
            "abbreviations": explained(self.page.marker, trials_as_shown(self.content)),
            "panels": self.forest(),
            "has_results": any(shown_results(self.content)),
            "references": reference_list(self.content.get("references", []), self.page.citations),
            **self.slots(),
            "json_ld": self.json_ld(facts),
        }
        return render_to_string("articles/body.html", context)

    def n_words(self) -> int:
        return sum(word_count(to_html(text, Profile.PARAGRAPHS)) for text in plain_texts(self.content))

    def facts(self) -> PageFacts:
        frame = self.frame
        return PageFacts(
            hub=frame.hub,
            publisher=frame.publisher,
            condition=frame.condition,
            language=frame.language,
            version=frame.version_number,
            published_on=frame.published_on,
            kind=str(Article.Kind(self.article.get("kind", Article.Kind.ARTICLE)).label),
            reading_minutes=reading_minutes(self.n_words()),
        )

    def contributors(self) -> dict[str, Any]:
        """Featured experts, byline and reviewers; for the disclosures the first two once, then the reviewers."""
        featured = [contributor_card(person) for person in self.article.get("featured", [])]
        byline = [contributor_card(person) for person in self.article.get("byline", [])]
        people = printed_people(self.article, ("featured", "byline"))
        in_committee = self.shown.get(COMMITTEE, [])
        reviewers = [contributor_card(person) for person in self.article.get("reviewers", [])]
        everybody = {person.slug: person for person in [*people, *reviewers]}.values()
        return {
            "featured": featured,
            "byline": byline,
            "people": people,
            "reviewers": [(person, person.slug in in_committee) for person in reviewers],
            "n_people": len(everybody),
            "n_with_interests": sum(person.has_interests for person in everybody),
        }

    def forest(self) -> tuple[ForestPanel, ...]:
        """The ratios of all trial blocks beside each other, where at least two have an interval."""
        panels = forest_panels(trials_with_block(self.content), self.page.mention)
        return panels if n_intervals(panels) > 1 else ()

    def slots(self) -> dict[str, SafeString]:
        page = BodyPage(self.article["slug"], self.frame.has_strict_placement)
        slots: dict[str, SafeString] = {}
        for part in article_parts():
            for slot, html in part.render(self.shown.get(part.key), page).items():
                slots[slot] = mark_safe(slots.get(slot, "") + html)  # noqa: S308 - rendered by the part's templates
        return slots

    def json_ld(self, facts: PageFacts) -> SafeString:
        """What the page says, for machines that read no prose."""
        described: dict[str, Any] = {}
        for part in article_parts():
            described |= part.describe(self.shown.get(part.key))
        graph = article_graph(self.content, self.numbering, trials_as_shown(self.content), described, facts)
        return mark_safe(script_json(graph))  # noqa: S308 - escaped for a script element


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
