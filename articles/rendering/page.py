"""The texts of one page of an article as HTML: citations, pointers and abbreviations in reading order."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from .. import citations, pointers
from ..abbreviations import Glossary, Marker
from ..citations import CitationRenderer
from ..display_items import DisplayItem, display_items, texts_of_item
from ..markup import to_html
from ..media import placed_body
from ..peer_review import is_unreviewed, unreviewed_places
from ..pointers import NoteMarks
from ..reading_order import Content, item_text, names_in, plain_texts
from ..richtext import Profile, clean, plain_text
from .blocks import BlockView, ItemView, block_view
from .media import Facts


class ArticlePage:
    """One walk over the content: citations get their ids and abbreviations their explanation in passing, so its methods
    are called in reading order and once for each text.
    """

    def __init__(self, content: Content, numbering: Mapping[str, int], glossary: Glossary, files: Facts) -> None:
        self.article = content["article"]
        self.trials = {trial["slug"]: trial for trial in content.get("trials", [])}
        self.files = files
        self.where = ""
        self.citations = CitationRenderer(numbering, label=translation.gettext("Reference"))
        texts = [plain_text(to_html(text, Profile.PARAGRAPHS)) for text in plain_texts(content)]
        self.marker = Marker(glossary.with_names(names_in(content)), texts)
        self._listed = {item["id"]: item for item in content.get("references", [])}
        self._unreviewed = unreviewed_places(content)
        self._anchors: set[str] = set()
        items = display_items(self.article.get("body", []))
        self._numbered = {id(block): item for block, item in items}
        self._pointed_to = {item.key: item for _block, item in items if item.key}

    def blocks(self) -> list[BlockView]:
        """Every block of the text, a video without a place of its own first."""
        body = placed_body(self.article)
        n_added = len(body) - len(self.article.get("body", []))
        views = []
        for place, block in enumerate(body):
            self.where = f"article.body[{place - n_added}]"
            views.append(block_view(block, self))
        return views

    def rich_text(self, text: str) -> SafeString:
        """Paragraphs as HTML with numbered citations; cleaned again, whatever the content went through before."""
        return self._safe(to_html(text, Profile.PARAGRAPHS), Profile.PARAGRAPHS)

    def line(self, text: str, notes: NoteMarks | None = None) -> SafeString:
        """One line as HTML; `notes` are the footnotes of the table it stands in."""
        return self._safe(to_html(text, Profile.LINE), Profile.LINE, notes)

    def _safe(self, html: str, profile: Profile, notes: NoteMarks | None = None) -> SafeString:
        # Pointers become words before citations are printed: a citation keeps off the digit of "Table 1" too.
        note = notes.printed if notes else pointers.no_note
        linked = pointers.printed(clean(html, profile), self._pointer, note)
        return mark_safe(self.marker.text(self.citations.render(linked), is_running=notes is None))  # noqa: S308 - cleaned above

    def _pointer(self, key: str) -> str:
        item = self._pointed_to.get(key)
        return f'<a href="#{item.anchor}">{_label(item).replace(" ", "&nbsp;")}</a>' if item else pointers.MISSING

    def label(self, block: Mapping[str, Any]) -> str:
        """The name of a table or figure by its number, such as "Table 1", in the article's language."""
        return _label(self._numbered[id(block)])

    def number(self, block: Mapping[str, Any]) -> int:
        """The place of a table or figure among those of its kind, from 1."""
        return self._numbered[id(block)].number

    def abbreviations(self, block: Mapping[str, Any]) -> str:
        """The abbreviations line of a table."""
        texts = [plain_text(to_html(text, Profile.LINE)) for text in texts_of_item(block)]
        return self.marker.line_of_table(texts, block.get("abbreviations", ""))

    def words(self, text: str) -> SafeString:
        """A heading as HTML, with its abbreviations explained."""
        return mark_safe(self.marker.label(text))  # noqa: S308 - the marker escapes

    def items(self, items: list[Any], where: str) -> tuple[ItemView, ...]:
        views = []
        for place, item in enumerate(items):
            marks = {} if isinstance(item, str) else item
            views.append(
                ItemView(
                    html=self._item_text(item_text(item)),
                    is_expert_view=marks.get("source_kind") == "expert_opinion",
                    is_time_sensitive=bool(marks.get("time_sensitive")),
                    is_unreviewed=f"{where}[{place}]" in self._unreviewed,
                )
            )
        return tuple(views)

    def _item_text(self, text: str) -> SafeString:
        """One paragraph stands in its list item without a `p`, several keep theirs."""
        if "\n\n" in text:
            return self.rich_text(text)
        return self.line(text)

    def cites(self, keys: list[str], before: str = "") -> SafeString:
        cluster = self.citations.cluster([citations.Cite(key, "") for key in keys], before) if keys else ""
        return mark_safe(cluster)  # noqa: S308 - made by the citation renderer, which escapes

    def mention(self, key: str) -> SafeString:
        return mark_safe(self.citations.mention(key))  # noqa: S308 - a number, as the citation renderer prints it

    def is_unreviewed(self, key: str) -> bool:
        return is_unreviewed([key], self._listed)

    def anchor(self, block: Mapping[str, Any], words: str = "") -> str:
        """The id of a block on the page; "" where nothing names it. Tables and figures always have one."""
        return self._numbered[id(block)].anchor if id(block) in self._numbered else self.passage(block, words)

    def passage(self, block: Mapping[str, Any], words: str = "") -> str:
        """The id by which a question leads to a block as its evidence: its key, else its words, once only, or ""."""
        anchor = block.get("id") or slugify(words)[:60]
        if not anchor or anchor in self._anchors:
            return ""
        self._anchors.add(anchor)
        return f"s-{anchor}"


def _label(item: DisplayItem) -> str:
    words = {"table": translation.gettext("Table"), "figure": translation.gettext("Figure")}
    return f"{words[item.kind]} {item.number}"
