"""How the questions of a quiz are written, beside the article that teaches their answers. Pure: bundle forms in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from articles.findings import Finding
from articles.passages import passages

from .item_writing import Fault, Item, faults, leaked, misplaced, untaught

Content = Mapping[str, Any]


def review(value: Content | None, content: Content) -> Iterator[Finding]:
    """The faults of every question that has exactly one key, see `item_writing`; other questions are refused elsewhere."""
    if not value:
        return
    article = content["article"]
    # Numbers of the results tables are taught too.
    taught = "\n".join(
        [*(passage.plain for passage in passages(content)), json.dumps(content.get("trials", []), ensure_ascii=False)]
    )
    objectives = "\n".join(objective["text"] for objective in article.get("objectives", []))
    for index, question in enumerate(value.get("questions", [])):
        item = _item(question)
        if item is None:
            continue
        found = [*faults_of(question), untaught(item, taught), leaked(item, article["title"], objectives)]
        for fault in filter(None, found):
            yield Finding(fault.rule, fault.severity, fault.message, f"quiz.questions[{index}]")


def faults_of(question: Content) -> list[Fault]:
    """The faults of one question in bundle form by itself, without an article that teaches it."""
    item = _item(question)
    if item is None:
        return []
    order = misplaced(item) if question.get("fixed_order") else None
    return [*faults(item), *([order] if order else [])]


def _item(question: Content) -> Item | None:
    options = question.get("options", [])
    keys = [index for index, option in enumerate(options) if option.get("correct")]
    if len(keys) != 1:
        return None
    return Item(question["stem"], tuple(option["text"] for option in options), keys[0])
