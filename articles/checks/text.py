"""Is the text complete and in order?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from ..markup import literal, to_html
from ..reading_order import plain_texts
from ..richtext import Profile, plain_text

PLACEHOLDER = re.compile(r"\{[^{}]*\}|\bTBC\b|\bTBD\b|\bXX+\b|\blorem ipsum\b|\[ref\]", re.IGNORECASE)
SUMMARY_LENGTH = range(50, 161)


def heading_levels(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TXT-HEAD: a heading that skips a level."""
    level = 1
    for index, block in enumerate(content["article"].get("body", [])):
        if block["block"] != "heading":
            continue
        where = f"article.body[{index}]"
        if block["level"] > level + 1:
            message = f"“{block['text']}” is a heading of level {block['level']} after one of level {level}."
            yield Finding("TXT-HEAD", "error", message, where)
        level = block["level"]


def placeholders(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TXT-PLACEHOLDER: words that were meant to be replaced."""
    article = content["article"]
    for text in [literal(article["title"]), article.get("summary", ""), *plain_texts(content)]:
        plain = plain_text(to_html(text, Profile.PARAGRAPHS))
        for match in PLACEHOLDER.finditer(plain):
            yield Finding("TXT-PLACEHOLDER", "error", f"“{match[0]}” looks like a placeholder.", "article")


def objectives(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """OBJ-NONE: no learning objective."""
    if not content["article"].get("objectives"):
        yield Finding("OBJ-NONE", "error", "The article has no learning objective.", "article.objectives")


def summary(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """WEB-META: a summary that search engines and lists cannot use well."""
    length = len(plain_text(to_html(content["article"].get("summary", ""), Profile.LINE)))
    if length not in SUMMARY_LENGTH:
        message = f"The summary has {length} characters; 50 to 160 serve lists and search engines best."
        yield Finding("WEB-META", "warning", message, "article.summary")
