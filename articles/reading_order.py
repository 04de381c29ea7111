"""Which citation keys an article mentions, in the order in which a reader meets them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from .display_items import NUMBERED, texts_of_item
from .landscape import column_keys
from .markup import literal, pointers_in, to_html
from .media import placed_body
from .richtext import Profile

Content = Mapping[str, Any]


def item_text(item: str | Mapping[str, Any]) -> str:
    """The text of a list item or finding, which is a string or an object with `text`."""
    return item if isinstance(item, str) else item["text"]


def cited_keys(content: Content) -> Iterator[str]:
    """Citation keys of the article's text in reading order, repeated ones included.

    Lead and key learnings come first, a heading's sources before what follows it, a trial's result table after its
    findings. What a table or figure cites is met where the text first points to it, else at its own place; chapters of
    the video where the video stands.
    """
    return _Walk(content).keys()


class _Walk:
    """One reading of an article. Tables and figures are read once, so they are remembered."""

    def __init__(self, content: Content) -> None:
        self.article = content["article"]
        self.trials = {trial["slug"]: trial for trial in content.get("trials", [])}
        numbered = [block for block in self.article.get("body", []) if block["block"] in NUMBERED]
        self.unread = {id(block) for block in numbered}
        self.items = {block["id"]: block for block in reversed(numbered) if "id" in block}

    def keys(self) -> Iterator[str]:
        yield from self.text(self.article.get("lead", ""))
        for learning in self.article.get("key_learnings", []):
            yield from self.text(item_text(learning))
        for block in placed_body(self.article):
            yield from self.item(block) if block["block"] in NUMBERED else self.block(block)

    def text(self, text: str) -> Iterator[str]:
        for pointer in pointers_in(to_html(text, Profile.PARAGRAPHS)):
            if pointer.target == "ref":
                yield pointer.key
            elif pointer.target == "xref" and pointer.key in self.items:
                yield from self.item(self.items[pointer.key])

    def item(self, block: Mapping[str, Any]) -> Iterator[str]:
        """The sources of a table or figure stand with its caption, before its cells."""
        if id(block) in self.unread:
            self.unread.remove(id(block))
            caption, *others = texts_of_item(block)
            yield from self.text(caption)
            yield from block.get("source_cites", [])
            for text in others:
                yield from self.text(text)

    def block(self, block: Mapping[str, Any]) -> Iterator[str]:
        yield from block.get("cites", [])
        yield from block.get("heading_cites", [])
        yield from self.text(block.get("text", "") if block["block"] in ("paragraph", "quote") else "")
        for item in [*block.get("items", []), *block.get("findings", [])]:
            yield from self.text(item_text(item))
        if block["block"] == "trial":
            results = self.trials[block["trial"]].get("results", [])
            yield from (result["ref"] for result in results if "ref" in result)
        if block["block"] == "landscape":
            for slug in block["trials"]:
                for column in block["columns"]:
                    yield from column_keys(self.trials[slug], column)
        if block["block"] == "video":
            for chapter in self.article.get("video", {}).get("chapters", []):
                yield from chapter.get("cites", [])


def shown_slugs(content: Content) -> list[str]:
    """Slugs of the trials that a trial block or a landscape shows, in reading order, each once."""
    slugs: list[str] = []
    for block in content["article"].get("body", []):
        slugs += [block["trial"]] if block["block"] == "trial" else []
        slugs += block["trials"] if block["block"] == "landscape" else []
    return list(dict.fromkeys(slugs))


def plain_texts(content: Content) -> Iterator[str]:
    """Every running text of the article as bundle text, for counting words."""
    article = content["article"]
    yield article.get("lead", "")
    yield from map(item_text, article.get("key_learnings", []))
    for block in article.get("body", []):
        yield literal(block["text"]) if block["block"] == "heading" else block.get("text", "")
        yield from map(item_text, [*block.get("items", []), *block.get("findings", [])])
        yield from texts_of_item(block) if block["block"] in NUMBERED else []


def names_in(content: Content) -> Iterator[str]:
    """Names that stay as they are in every language: trials, their arms and the drugs in them."""
    for trial in content.get("trials", []):
        yield trial["acronym"]
        yield from trial.get("aliases", [])
        for arm in trial.get("arms", []):
            yield arm.get("abbr", "")
            yield from arm.get("regimen", [])
