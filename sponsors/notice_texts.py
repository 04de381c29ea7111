"""The kinds of notices, the placeholders that each may hold, and filling them."""

import re
from collections.abc import Mapping

EVERYWHERE = ("hub", "publisher")
PLACEHOLDERS = {
    "strip": EVERYWHERE,
    "levels": EVERYWHERE,
    "translation": EVERYWHERE,
    "gate": EVERYWHERE,
    "quiz_intro": EVERYWHERE,
    "statement_one": (*EVERYWHERE, "funders"),
    "statement_many": (*EVERYWHERE, "funders"),
    "statement_in_kind": (*EVERYWHERE, "funders", "in_kind"),
    "statement_none": EVERYWHERE,
    "independence": (*EVERYWHERE, "funders"),
    "contribution": EVERYWHERE,
    "suggestion": EVERYWHERE,
}
"""By kind: what may stand in braces. No funder can be named where learners answer, nor at the gate."""

NAMES_FUNDERS = ("statement_one", "statement_many", "statement_in_kind")
"""Kinds whose text has to hold {funders}: a statement of support that names nobody states nothing."""

ABOUT_SUPPORT = (*NAMES_FUNDERS, "statement_none", "independence")
"""Kinds that stand in the box "Support and independence", where no word may praise."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def unknown_placeholders(kind: str, text: str) -> list[str]:
    """What stands in braces and this kind does not know, as written; a brace without its partner too."""
    known = {f"{{{name}}}" for name in PLACEHOLDERS[kind]}
    return list(dict.fromkeys(match[0] for match in _BRACES.finditer(text) if match[0] not in known))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced, in one pass; those without a value stay."""
    return _BRACES.sub(lambda match: values.get(match[1] or "", match[0]), text)
