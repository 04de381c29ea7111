"""The words of an article, section by section, for counting what it names. Pure.

A section reaches from one heading to the next. The first holds what stands before any heading: title, summary, lead, key
learnings and objectives. References are left out: a title in the list was chosen by somebody else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..display_items import NUMBERED, texts_of_item
from ..landscape import approvals
from ..markup import read_text
from ..reading_order import item_text
from ..trial_content import arm_name

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """A heading, "" for the opening, and the plain texts under it, the heading among them."""

    heading: str
    texts: tuple[str, ...]


def sections(content: Content) -> list[Section]:
    """The sections of an article in reading order; the opening is always the first."""
    article = content["article"]
    trials = {trial["slug"]: trial for trial in content.get("trials", [])}
    heading, texts = "", list(_opening(article))
    found = []
    for block in article.get("body", []):
        if block["block"] == "heading":
            found.append(_section(heading, texts))
            heading, texts = block["text"], []
        texts += _of_block(block, article, trials)
    return [*found, _section(heading, texts)]


def quiz_texts(content: Content) -> list[str]:
    """The plain texts of the quiz: stems, options with their feedback, rationales."""
    texts = []
    for question in content.get("quiz", {}).get("questions", []):
        options = question.get("options", [])
        texts += [question.get("stem", ""), question.get("rationale", "")]
        texts += [option.get(name, "") for option in options for name in ("text", "feedback")]
    return [plain(text) for text in texts if text]


def plain(text: str) -> str:
    """The words of bundle text without marks and citations, one line a paragraph."""
    return "\n".join("".join(run.text for run in runs if run.cite is None) for runs in read_text(text))


def _section(heading: str, texts: list[str]) -> Section:
    return Section(heading, tuple(filter(None, texts)))


def _opening(article: Content) -> Iterator[str]:
    yield article.get("title", "")
    yield from (plain(article.get(name, "")) for name in ("summary", "lead"))
    yield from (plain(item_text(learning)) for learning in article.get("key_learnings", []))
    yield from (objective.get("text", "") for objective in article.get("objectives", []))


def _of_block(block: Content, article: Content, trials: Mapping[str, Content]) -> Iterator[str]:
    kind = block["block"]
    if kind == "heading":
        yield block["text"]
    elif kind in NUMBERED:
        yield from map(plain, texts_of_item(block))
        yield block.get("alt", "")
    else:
        yield plain(block.get("text", ""))
    for item in [*block.get("items", []), *block.get("findings", [])]:
        yield plain(item_text(item))
    if kind == "trial":
        yield from _of_trial(trials.get(block["trial"], {}))
    if kind == "landscape":
        for slug in block["trials"]:
            trial = trials.get(slug, {})
            yield from _of_trial(trial)
            if "approval" in block.get("columns", []):
                yield from (event.get("product", "") for event in approvals(trial))
    if kind == "video":
        yield from (chapter.get("title", "") for chapter in article.get("video", {}).get("chapters", []))


def _of_trial(trial: Content) -> Iterator[str]:
    """One text an arm: its name and label, and those drugs of its regimen that neither of them names."""
    for arm in trial.get("arms", []):
        shown = " ".join(dict.fromkeys(filter(None, [arm_name(arm), arm.get("label", "")])))
        unnamed = [drug for drug in arm.get("regimen", []) if drug.casefold() not in shown.casefold()]
        yield " ".join([shown, *unnamed])
