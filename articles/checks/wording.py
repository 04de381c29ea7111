"""Tone, traces of pasting, and the wording of learning objectives."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding
from ..passages import passages

_PROMOTIONAL = re.compile(
    r"\b(?:break-?through(?! (?:therapy )?designation|\s+infections?)|game[- ]chang\w+|miracle\w*|best[- ]in[- ]class|"
    r"revolutionary|revolutioni[sz]\w+|wonder drug|unprecedented|ground-?breaking|paradigm[- ]shift\w*)\b",
    re.IGNORECASE,
)
_EXCLAIMED = re.compile(r"[^\W\d_]\s?!(?!=)")
_TRACES = (
    (re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff]"), "an invisible control character"),
    (re.compile("\u00ad"), "a soft hyphen"),
    (re.compile("[\ue000-\uf8ff\ufffd]"), "a character that no font shows; compare with the source"),
    (re.compile(r"[0-9][·⋅∙•‧][0-9]"), "a middle dot as decimal point; write a full stop"),
    (re.compile(r"(?<![0-9.,/–-])10[-–−][1-9](?![0-9.,]|\s?(?:%|mg|g|years?|months?|weeks?|days?|to)\b)"), "a lost superscript"),
)  # fmt: skip
_VAGUE_VERBS = {
    "understand": "explain or summarize",
    "know": "list or recall",
    "learn": "list or recall",
    "appreciate": "explain or compare",
    "be aware": "recall or identify",
    "become familiar": "recall or identify",
    "be familiar": "recall or identify",
}
_VAGUE = re.compile(rf"^\W*(?:to\s+)?(?P<verb>{'|'.join(_VAGUE_VERBS)})\b", re.IGNORECASE)


def tone(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TXT-PROMO: words of advertising, and exclamation marks."""
    for passage in passages(content):
        if match := _PROMOTIONAL.search(passage.plain):
            yield Finding(
                "TXT-PROMO", "warning", f"“{match[0]}” is a word of advertising; say what was found.", passage.where
            )
        if _EXCLAIMED.search(passage.plain):
            yield Finding(
                "TXT-PROMO", "warning", "An exclamation mark; end the sentence with a full stop.", passage.where
            )


def pasted(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """TXT-PASTE: what pasting leaves behind, such as 2·5 for 2.5 or 10-5 for 10⁻⁵."""
    for passage in passages(content):
        for pattern, what in _TRACES:
            if match := pattern.search(passage.plain):
                shown = match[0] if match[0].isprintable() and match[0].strip("\u00ad") else ""
                message = f"“{shown}” holds {what}." if shown else f"The text holds {what}."
                yield Finding("TXT-PASTE", "warning", message, passage.where)


def objective_verbs(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """OBJ-VERB: a verb that no question can test. OBJ-DOUBLE (info): two objectives in one."""
    for index, objective in enumerate(content["article"].get("objectives", [])):
        where = f"article.objectives[{index}]"
        if match := _VAGUE.match(objective["text"]):
            verb = match["verb"].lower()
            message = f"“{verb}” cannot be tested; write {_VAGUE_VERBS[verb]}."
            yield Finding("OBJ-VERB", "warning", message, where)
        if re.search(r"\band\b", objective["text"]):
            message = (
                "The objective joins two things by “and”; each needs a question of its own, so consider splitting it."
            )
            yield Finding("OBJ-DOUBLE", "info", message, where)
