"""Faults of multiple-choice questions that give the key away or test reading skill instead of knowledge. Pure.

Rules after NBME, Constructing Written Test Questions (testwiseness, irrelevant difficulty), and Haladyna, Downing and
Rodriguez, Appl Meas Educ 2002;15:309–334. Words are those of English.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.findings import Severity

LONG_KEY_RATIO = 1.3
LONG_KEY_CHARACTERS = 15
SHORTEST_STEM_WORDS = 8
SHORTEST_RARE_WORD = 6

_ALL_OR_NONE = re.compile(
    r"\b(?:all|none|both) of (?:the|these|those)\b|\b(?:all|none) (?:above|listed)\b", re.IGNORECASE
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|all patients|no patients?|every|completely|exclusively)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:usually|often|may|might|sometimes|frequently|occasionally|generally|rarely)\b", re.IGNORECASE
)
# "Which … not" in the question itself; a "not" of a clause, as in "when transplant is not planned", asks for what is so.
_NEGATIVE = re.compile(
    r"\b(?:EXCEPT|NOT|LEAST)\b|\b[Ww](?:hich|hat)\b(?:(?!\b(?:when|if|where|who|whom|whose|that|because|although|while)\b)[^?,;])"
    r"{0,80}?(?:\bnot\b|n't\b|\bexcept\b|\bleast likely\b)"
)
_CLOSED = re.compile(r"(?:\?|:|\bby|\bis|\bare|\bwas|\bwere|\bof|\bto|\bin|\bwith|\ban?|…|\.\.\.)\s*$")
_ARTICLE_AT_END = re.compile(r"\b(an?)\s*(?::|…|\.{3})?\s*$", re.IGNORECASE)
_OTHER_QUESTION = re.compile(
    r"\b(?:previous|preceding|next|last|above) question\b|\bquestion \d+\b|\byour (?:previous )?answer\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RANGE = re.compile(r"^\D{0,20}?(\d+(?:\.\d+)?)\s*(?:–|-|to)\s*(\d+(?:\.\d+)?)\D{0,20}$")
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:%|[a-z]{1,8})?")
_FACT = re.compile(r"\d+(?:[.·]\d+)?|\b[A-Z]{2,}[A-Z0-9-]*\b")


@dataclass(frozen=True)
class Item:
    """A question as learners see it. options: texts in their order; key: index of the right one."""

    stem: str
    options: tuple[str, ...]
    key: int

    @property
    def keyed(self) -> str:
        return self.options[self.key]

    @property
    def distractors(self) -> tuple[str, ...]:
        return tuple(text for index, text in enumerate(self.options) if index != self.key)


@dataclass(frozen=True)
class Fault:
    """rule: its name; message: what a learner could make of it, or what to change."""

    rule: str
    severity: Severity
    message: str


def faults(item: Item) -> list[Fault]:
    """The faults of one question, in the order of the rules. A question of fewer than two options has none."""
    return [fault for rule in _RULES for fault in rule(item)] if len(item.options) > 1 else []


def _long_key(item: Item) -> Iterator[Fault]:
    longest = max(map(len, item.distractors))
    if len(item.keyed) > LONG_KEY_RATIO * longest and len(item.keyed) - longest >= LONG_KEY_CHARACTERS:
        message = "The key is much longer than every distractor, which gives it away. Make the options alike."
        yield Fault("QUIZ-LONGKEY", "warning", message)


def _all_or_none(item: Item) -> Iterator[Fault]:
    for text in item.options:
        if _ALL_OR_NONE.search(text):
            message = f"“{text}” can be told from two options alone. Replace it."
            yield Fault("QUIZ-ALLNONE", "warning", message)


def _absolute(item: Item) -> Iterator[Fault]:
    for text in item.distractors:
        if found := _ABSOLUTE.search(text):
            message = f"“{found[0]}” in an option marks it as wrong for whoever knows how tests are made."
            yield Fault("QUIZ-ABSOL", "warning", message)


def _vague(item: Item) -> Iterator[Fault]:
    for text in item.options:
        if found := _VAGUE.search(text):
            yield Fault(
                "QUIZ-VAGUE", "warning", f"“{found[0]}” means something else to every reader. Give a number or drop it."
            )


def _negative(item: Item) -> Iterator[Fault]:
    if _NEGATIVE.search(item.stem):
        message = "The stem asks for what is not so, which is overlooked. Ask for what is so."
        yield Fault("QUIZ-NEG", "warning", message)


def _grammar(item: Item) -> Iterator[Fault]:
    match = _ARTICLE_AT_END.search(item.stem)
    if not match:
        return
    fits = [(text[:1].lower() in "aeiou") == (match[1].lower() == "an") for text in item.options if text]
    if fits and not all(fits):
        message = f"“{match[1]}” at the end of the stem fits some options only. End with “a or an”, or move it into the options."
        yield Fault("QUIZ-GRAMMAR", "info", message)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) >= SHORTEST_RARE_WORD}


def _clang(item: Item) -> Iterator[Fault]:
    elsewhere = set().union(*map(_words, item.distractors))
    shared = sorted((_words(item.stem) & _words(item.keyed)) - elsewhere)
    if shared:
        message = f"“{shared[0]}” stands in the stem and in the key alone, which leads to the key."
        yield Fault("QUIZ-CLANG", "info", message)


def _converge(item: Item) -> Iterator[Fault]:
    """The key holds more of the words that options share than any distractor does."""
    words = [set(_WORD.findall(text.casefold())) for text in item.options]
    shared = {word for own in words for word in own if sum(word in other for other in words) > 1 and len(word) > 3}
    counts = [len(own & shared) for own in words]
    others = [count for index, count in enumerate(counts) if index != item.key]
    if len(shared) >= 3 and counts[item.key] == len(shared) and all(count < counts[item.key] - 1 for count in others):
        message = "The key combines most of what the options share, which leads to it."
        yield Fault("QUIZ-CONVERGE", "info", message)


def _overlap(item: Item) -> Iterator[Fault]:
    spans = [(float(match[1]), float(match[2])) for text in item.options if (match := _RANGE.match(text.strip()))]
    spans = sorted(span for span in spans if span[0] <= span[1])
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        yield Fault("QUIZ-OVERLAP", "warning", "Ranges of two options overlap, so both may be right.")


def _cover(item: Item) -> Iterator[Fault]:
    stem = item.stem.strip()
    if len(stem.split()) < SHORTEST_STEM_WORDS or not _CLOSED.search(stem):
        message = (
            "With the options covered, the stem does not ask anything that can be answered. Put the question into it."
        )
        yield Fault("QUIZ-COVER", "info", message)


def _hinge(item: Item) -> Iterator[Fault]:
    if any(_OTHER_QUESTION.search(text) for text in (item.stem, *item.options)):
        yield Fault("QUIZ-HINGE", "info", "The question leans on another one. Each must stand alone.")


_RULES: tuple[Callable[[Item], Iterator[Fault]], ...] = (
    _long_key, _all_or_none, _absolute, _vague, _negative, _grammar, _clang, _converge, _overlap, _cover, _hinge,
)  # fmt: skip


def misplaced(item: Item) -> Fault | None:
    """QUIZ-ORDER: numbers as options, kept by the editor in an order that does not ascend."""
    numbers = [_NUMBER.fullmatch(text.strip()) for text in item.options]
    values = [float(match[1]) for match in numbers if match]
    if len(values) < len(item.options) or values == sorted(values):
        return None
    return Fault(
        "QUIZ-ORDER", "info", "The options are numbers that do not ascend. Let them, or do not fix their order."
    )


def untaught(item: Item, text: str) -> Fault | None:
    """QUIZ-ANSWER: a number or a name in capitals of the key that the article's plain text does not hold."""
    missing = [fact for fact in _FACT.findall(item.keyed) if fact not in text]
    if not missing:
        return None
    return Fault(
        "QUIZ-ANSWER", "warning", f"The article does not say “{missing[0]}”, which the key of this question does."
    )


def leaked(item: Item, title: str, objectives: str) -> Fault | None:
    """QUIZ-LEAK: the key stands in the title or in an objective, which learners read before they answer."""
    words = " ".join(item.keyed.split()).casefold()
    for place, text in (("title", title), ("learning objective", objectives)):
        if len(words) > 2 and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text.casefold()):
            return Fault(
                "QUIZ-LEAK", "warning", f"The key stands in the {place}, which learners read before they answer."
            )
    return None
