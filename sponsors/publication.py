"""Support of an article at publication: its checks, its frozen words, their place on the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.findings import Finding
from articles.parts import BodyPage, Frozen

from .models import ArticleSupport, Notice
from .public import notices
from .statements import support_words


def agreements_of(support: ArticleSupport) -> list:
    """The agreements behind the support, the highest level first, then by name."""
    lines = support.lines.select_related("agreement__funder")
    agreements = [line.agreement for line in lines]
    return sorted(agreements, key=lambda one: (one.tier is None, one.tier or 0, one.funder.name.casefold()))


def is_complete(article, support: ArticleSupport, on: date) -> bool:
    """Whether independence may be claimed: agreements active on that day, and a declaration of every contributor."""
    active = all(_is_active(agreement, on) for agreement in agreements_of(support))
    people = article.people.prefetch_related("declarations").distinct()
    return active and all(person.declarations.all() for person in people)


def _is_active(agreement, on: date) -> bool:
    return (agreement.starts_on is None or agreement.starts_on <= on) and (
        agreement.ends_on is None or on <= agreement.ends_on
    )


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """FUND-NONE, FUND-EXPIRED, FUND-UNCONFIRMED and FUND-WORDS for the working copy as of that day."""
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        message = _("No funding is recorded. Attach an agreement, or record that there is no external funding.")
        yield Finding("FUND-NONE", "error", message, "support")
        return
    for agreement in agreements_of(support):
        if not _is_active(agreement, on):
            message = _("The agreement %(agreement)s is not active on %(day)s.") % {"agreement": agreement, "day": on}
            yield Finding("FUND-EXPIRED", "error", message, "support")
        if agreement.status != agreement.Status.CONFIRMED:
            message = _("The agreement %(agreement)s is a draft that no sponsor manager has confirmed.") % {
                "agreement": agreement
            }
            yield Finding("FUND-UNCONFIRMED", "warning", message, "support")
    if support.statement:
        message = _("The support statement has its own wording instead of the one made from the agreements.")
        yield Finding("FUND-WORDS", "warning", message, "support")


def freeze(article, value: Any, now: datetime) -> Frozen:
    """The support as readers will see it: names, line, statement, and independence where the record is complete."""
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        return Frozen(shown=None)
    hub, day = article.hub, now.date()
    names = list(dict.fromkeys(agreement.funder.name for agreement in agreements_of(support)))
    with translation.override(article.speaks):
        words = support_words(
            funders=names,
            publisher=hub.publisher,
            own_wording=support.statement,
            template=notices(hub, day).get(Notice.Kind.STATEMENT, ""),
            is_complete=is_complete(article, support, article.published_on or day),
        )
    return Frozen(
        shown={
            "funders": names,
            "line": words.line,
            "statement": words.statement,
            "independence": words.independence,
        }
    )


def render(shown: Any, page: BodyPage) -> Mapping[str, str]:
    """The line at the outset and the statement at the end; nothing for an article without a record."""
    if shown is None:
        return {}
    return {
        "outset": render_to_string("sponsors/_support_line.html", {"support": shown}),
        "statement": render_to_string("sponsors/_support_statement.html", {"support": shown}),
    }


def describe(shown: Any) -> Mapping[str, Any]:
    """The funders that the statement names, each with its grant; nothing without a record or without funders."""
    funders = [{"@type": "Organization", "name": name} for name in (shown or {}).get("funders", [])]
    if not funders:
        return {}
    return {"funding": [{"@type": "Grant", "funder": funder} for funder in funders], "funder": funders}
