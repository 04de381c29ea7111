"""The glossary of a hub, as checks use it and as a version freezes it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hub.models import Hub

from .abbreviations import Glossary
from .models import GlossaryTerm

SHOWN = "glossary"
"""Its key in `ArticleVersion.shown`."""


def frozen_glossary(hub: Hub, content: str) -> dict[str, Any]:
    """The terms that occur in the content of an article, as JSON for `ArticleVersion.shown`.

    Later edits of the glossary change no published page.
    """
    shown: dict[str, Any] = {"terms": {}, "plurals": {}, "names": []}
    low = content.casefold()
    for term in GlossaryTerm.objects.filter(hub=hub).exclude(kind=GlossaryTerm.Kind.COMMON).order_by("term"):
        if term.term.casefold() not in low:
            continue
        if term.kind == GlossaryTerm.Kind.NAME:
            shown["names"].append(term.term)
        else:
            shown["terms"][term.term] = term.expansion
            if term.plural_expansion:
                shown["plurals"][term.term] = term.plural_expansion
    return shown


def statistical_terms() -> dict[str, str]:
    """Abbreviations that every hub explains, in the present language; a hub's own term wins."""
    return {"CI": _("confidence interval"), "HR": _("hazard ratio")}


def thawed(shown: Mapping[str, Any] | None) -> Glossary:
    """The glossary that a version froze, with the statistical terms."""
    held = shown or {}
    return Glossary(statistical_terms() | held.get("terms", {}), held.get("plurals", {}), tuple(held.get("names", [])))


def expansions(hub: Hub) -> dict[str, str]:
    """Every abbreviation that a hub explains with its long form, "" where it needs no explanation."""
    terms = GlossaryTerm.objects.filter(hub=hub).exclude(kind=GlossaryTerm.Kind.NAME)
    return statistical_terms() | dict(terms.values_list("term", "expansion"))
