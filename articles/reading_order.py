"""Which citation keys an article mentions, in the order in which a reader meets them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from .markup import keys_in, to_html
from .richtext import Profile

Content = Mapping[str, Any]


def item_text(item: str | Mapping[str, Any]) -> str:
    """The text of a list item or finding, which is a string or an object with `text`."""
    return item if isinstance(item, str) else item["text"]


def cited_keys(content: Content) -> Iterator[str]:
    """Citation keys of the article's text in reading order, repeated ones included.

    Lead and key learnings come first, a heading's sources before what follows it, a trial's result table after its findings.
    """
    article = content["article"]
    trials = {trial["slug"]: trial for trial in content.get("trials", [])}
    yield from _keys(article.get("lead", ""))
    for learning in article.get("key_learnings", []):
        yield from _keys(item_text(learning))
    for block in article.get("body", []):
        yield from _block_keys(block, trials)


def _keys(text: str) -> list[str]:
    return keys_in(to_html(text, Profile.PARAGRAPHS))


def _block_keys(block: Mapping[str, Any], trials: Mapping[str, Any]) -> Iterator[str]:
    yield from block.get("cites", [])
    yield from block.get("heading_cites", [])
    yield from _keys(block.get("text", "") if block["block"] in ("paragraph", "quote") else "")
    for item in [*block.get("items", []), *block.get("findings", [])]:
        yield from _keys(item_text(item))
    if block["block"] == "trial":
        yield from (result["ref"] for result in trials[block["trial"]].get("results", []) if "ref" in result)


def plain_texts(content: Content) -> Iterator[str]:
    """Every running text of the article as bundle text, for counting words."""
    article = content["article"]
    yield article.get("lead", "")
    yield from map(item_text, article.get("key_learnings", []))
    for block in article.get("body", []):
        yield block.get("text", "")
        yield from map(item_text, [*block.get("items", []), *block.get("findings", [])])
