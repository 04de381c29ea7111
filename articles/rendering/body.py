"""The body of an article page: everything between the site's header and footer that belongs to the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from .. import citations
from ..ama import reference_html
from ..citations import CitationRenderer
from ..markup import to_html
from ..models import Article
from ..parts import BodyPage, article_parts
from ..reading_order import Content, cited_keys, item_text, plain_texts
from ..richtext import Profile, clean, reading_minutes, word_count
from .people import contributor_card
from .trials import TrialFacts, trial_facts


@dataclass(frozen=True)
class ItemView:
    """A list item with the marks readers should see."""

    html: SafeString
    is_expert_view: bool
    is_time_sensitive: bool


@dataclass(frozen=True)
class BlockView:
    """A block ready for its template."""

    kind: str
    anchor: str
    level: int = 2
    text: SafeString | str = ""
    sources: SafeString | str = ""
    items: tuple[ItemView, ...] = ()
    is_ordered: bool = False
    trial: TrialFacts | None = None
    person: str = ""

    @property
    def template(self) -> str:
        return f"articles/blocks/{self.kind}.html"


@dataclass(frozen=True)
class ReferenceView:
    """An entry of the reference list; `places` are the ids of the citations that lead back."""

    number: int
    html: SafeString
    places: tuple[str, ...]


@dataclass(frozen=True)
class BodyFrame:
    """What the body needs beside the content: facts of the hub and of the version."""

    objective_stem: str
    language: str
    version_number: int
    published_on: date

    @classmethod
    def of(cls, article: Article, *, version_number: int, published_on: date, language: str) -> "BodyFrame":
        """The frame of an article's version, with what its hub says now."""
        return cls(
            objective_stem=article.hub.objective_stem,
            language=language,
            version_number=version_number,
            published_on=published_on,
        )


def numbering_of(content: Content) -> dict[str, int]:
    """The printed number of each cited key, by first mention."""
    return citations.number(cited_keys(content))


def render_body(content: Content, numbering: Mapping[str, int], shown: Mapping[str, Any], frame: BodyFrame) -> str:
    """The HTML of the article's body in the article's language.

    content: the bundle; shown: what each part froze (`ArticleVersion.shown`). Pure but for the templates: no query.
    """
    with translation.override(frame.language):
        return _Body(content, numbering, frame).html(shown)


class _Body:
    """One rendering; it walks the content once, in reading order, because citations get their ids in passing."""

    def __init__(self, content: Content, numbering: Mapping[str, int], frame: BodyFrame) -> None:
        self.content = content
        self.article = content["article"]
        self.frame = frame
        self.numbering = numbering
        self.citations = CitationRenderer(numbering, label=translation.gettext("Reference"))
        self.trials = {trial["slug"]: trial for trial in content.get("trials", [])}
        self.anchors: set[str] = set()

    def html(self, shown: Mapping[str, Any]) -> str:
        article = self.article
        lead = self.rich_text(article.get("lead", ""))
        key_learnings = self.items(article.get("key_learnings", []))
        blocks = [self.block(block) for block in article.get("body", [])]
        context = {
            "article": article,
            "kind": Article.Kind(article.get("kind", Article.Kind.ARTICLE)).label,
            "frame": self.frame,
            "reviewed_on": _day(article.get("reviewed_on")),
            "reading_minutes": reading_minutes(self.n_words()),
            **self.contributors(),
            "lead": lead,
            "key_learnings": key_learnings,
            "blocks": blocks,
            "references": self.references(),
            **self.slots(shown),
        }
        return render_to_string("articles/body.html", context)

    def n_words(self) -> int:
        return sum(word_count(to_html(text, Profile.PARAGRAPHS)) for text in plain_texts(self.content))

    def contributors(self) -> dict[str, Any]:
        """Featured experts and byline, and all of them once for the disclosures."""
        featured = [contributor_card(person) for person in self.article.get("featured", [])]
        byline = [contributor_card(person) for person in self.article.get("byline", [])]
        people = list({person.slug: person for person in [*featured, *byline]}.values())
        return {
            "featured": featured,
            "byline": byline,
            "people": people,
            "n_people": len(people),
            "n_with_interests": sum(person.has_interests for person in people),
        }

    def rich_text(self, text: str) -> SafeString:
        """Paragraphs as HTML with numbered citations; cleaned again, whatever the content went through before."""
        return self._safe(to_html(text, Profile.PARAGRAPHS), Profile.PARAGRAPHS)

    def _safe(self, html: str, profile: Profile) -> SafeString:
        return mark_safe(self.citations.render(clean(html, profile)))  # noqa: S308 - cleaned on this line

    def items(self, items: list[Any]) -> tuple[ItemView, ...]:
        views = []
        for item in items:
            marks = {} if isinstance(item, str) else item
            views.append(
                ItemView(
                    html=self._item_text(item_text(item)),
                    is_expert_view=marks.get("source_kind") == "expert_opinion",
                    is_time_sensitive=bool(marks.get("time_sensitive")),
                )
            )
        return tuple(views)

    def _item_text(self, text: str) -> SafeString:
        """One paragraph stands in its list item without a `p`, several keep theirs."""
        if "\n\n" in text:
            return self.rich_text(text)
        return self._safe(to_html(text, Profile.LINE), Profile.LINE)

    def cites(self, keys: list[str], before: str = "") -> SafeString:
        cluster = self.citations.cluster([citations.Cite(key, "") for key in keys], before) if keys else ""
        return mark_safe(cluster)  # noqa: S308 - made by the citation renderer, which escapes

    def block(self, block: Mapping[str, Any]) -> BlockView:
        kind = block["block"]
        if kind == "heading":
            sources = self.cites(block.get("cites", []), block["text"])
            anchor = self.anchor(block, block["text"])
            return BlockView(kind, anchor, level=block["level"], text=block["text"], sources=sources)
        if kind == "trial":
            return self.trial_block(block)
        if kind == "list":
            items = self.items(block.get("items", []))
            return BlockView(kind, self.anchor(block), items=items, is_ordered=block.get("ordered", False))
        text = self.rich_text(block.get("text", ""))
        return BlockView(kind, self.anchor(block), text=text, person=block.get("person", ""))

    def trial_block(self, block: Mapping[str, Any]) -> BlockView:
        trial = self.trials[block["trial"]]
        sources = self.cites(block.get("heading_cites", []), trial["acronym"])
        items = self.items(block.get("findings", []))
        facts = trial_facts(trial, lambda key: self.cites([key]))
        return BlockView("trial", self.anchor(block, trial["acronym"]), sources=sources, items=items, trial=facts)

    def anchor(self, block: Mapping[str, Any], words: str = "") -> str:
        """The id of a block on the page: its key, else its words, once only; "" where nothing names it."""
        anchor = block.get("id") or slugify(words)[:60]
        if not anchor or anchor in self.anchors:
            return ""
        self.anchors.add(anchor)
        return f"s-{anchor}"

    def references(self) -> list[ReferenceView]:
        items = {item["id"]: item for item in self.content.get("references", [])}
        return [
            ReferenceView(
                number=number,
                html=mark_safe(reference_html(items[key])),  # noqa: S308 - the reference renderer escapes
                places=tuple(self.citations.cluster_ids.get(number, [])),
            )
            for key, number in sorted(self.numbering.items(), key=lambda pair: pair[1])
        ]

    def slots(self, shown: Mapping[str, Any]) -> dict[str, SafeString]:
        page = BodyPage(slug=self.article["slug"])
        slots: dict[str, SafeString] = {}
        for part in article_parts():
            for slot, html in part.render(shown.get(part.key), page).items():
                slots[slot] = mark_safe(slots.get(slot, "") + html)  # noqa: S308 - rendered by the part's templates
        return slots


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
