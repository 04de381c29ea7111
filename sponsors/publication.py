"""Support of an article at publication: its checks, its frozen words, their place on the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.findings import Finding
from articles.parts import BodyPage, Frozen
from hub.declarations import gaps_of, standing_declaration, words_of

from .models import Agreement, ArticleSupport, Notice, VersionSupport
from .own_wording import wording_problems
from .praise import names_in
from .products.findings import owner_findings, stake_findings
from .products.stake import stake_sentences, stakes
from .statements import Support, Wording, funders_of, support_words
from .support_line import line_shown

PLACE = "support"


def agreements_of(support: ArticleSupport) -> list[Agreement]:
    """The agreements behind the support, the highest level first, then by name."""
    lines = support.lines.select_related("agreement__funder")
    agreements = [line.agreement for line in lines]
    return sorted(agreements, key=lambda one: (one.tier is None, one.tier or 0, one.funder.name.casefold()))


def as_stated(agreements: list[Agreement]) -> list[Support]:
    return [Support(one.funder.name, one.in_kind, one.is_financial) for one in agreements]


def gaps(article, agreements: list[Agreement], on: date) -> list[str]:
    """What is missing before independence may be claimed as of that day, a sentence each; none: nothing is."""
    found = []
    for agreement in agreements:
        if not agreement.is_confirmed:
            found.append(_("the agreement %(agreement)s is a draft") % {"agreement": agreement})
        if not agreement.is_active(on):
            found.append(_("the agreement %(agreement)s is not active") % {"agreement": agreement})
    for person in article.people.prefetch_related("declarations__interests").distinct():
        standing = standing_declaration(person, on)
        declared = standing.as_declared() if standing else None
        found += words_of(gaps_of(person.name, declared, on, article.hub.declaration_terms), _)
    return found


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """What stands against publishing this support as of that day.

    FUND-NONE, FUND-EXPIRED, FUND-UNCONFIRMED, FUND-WORDS, FUND-PRAISE, FUND-UNNAMED, FUND-TITLE, FUND-OWNER, FUND-STAKE,
    FUND-INDEPENDENCE.
    """
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        message = _("No funding is recorded. Attach an agreement, or record that there is no external funding.")
        yield Finding("FUND-NONE", "error", message, PLACE)
        return
    agreements = agreements_of(support)
    yield from _agreement_findings(agreements, on)
    funders = funders_of(as_stated(agreements))
    yield from _wording_findings(support, funders)
    if article.hub.has_strict_placement and (named := names_in(article.title, funders)):
        message = _("This hub names funders in the statement only. Take out of the title: %(names)s.")
        yield Finding("FUND-TITLE", "error", message % {"names": ", ".join(named)}, "article.title")
    yield from owner_findings(article, on)
    yield from stake_findings(article, agreements, on)
    for gap in gaps(article, agreements, on) if agreements else ():
        message = _("The sentence on independence is left out: %(gap)s.") % {"gap": gap}
        yield Finding("FUND-INDEPENDENCE", "info", message, PLACE)


def _agreement_findings(agreements: list[Agreement], on: date) -> Iterator[Finding]:
    for agreement in agreements:
        if not agreement.is_active(on):
            message = _("The agreement %(agreement)s is not active on %(day)s.") % {"agreement": agreement, "day": on}
            yield Finding("FUND-EXPIRED", "error", message, PLACE)
        if not agreement.is_confirmed:
            message = _("The agreement %(agreement)s is a draft that no sponsor manager has confirmed.") % {
                "agreement": agreement
            }
            yield Finding("FUND-UNCONFIRMED", "warning", message, PLACE)


def _wording_findings(support: ArticleSupport, funders: list[str]) -> Iterator[Finding]:
    if support.statement:
        message = _("The support statement has its own wording instead of the one made from the agreements.")
        yield Finding("FUND-WORDS", "warning", message, PLACE)
    for rule, message in wording_problems(support.statement, funders, support.products):
        yield Finding(rule, "error", message, PLACE)


def freeze(article, value: Any, now: datetime, live_from: datetime | None = None) -> Frozen:
    """The support as readers will see it: names, line, statement, and independence where the record is complete.

    live_from: when that is, if it is not at once; words and conditions are those of that day in the zone of the hub.
    wording: whose words the statement is: "own", "built-in", or the kind and first day of the hub's notice. stake: the
    supporters that stand behind products which the article names; stake_told: the same as sentences.
    """
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        return Frozen(shown=None)
    hub, agreements = article.hub, agreements_of(support)
    live_from = live_from or now
    first_shown = timezone.localtime(live_from, timezone=hub.zone).date()
    on = first_shown if live_from > now else _first_day(article, first_shown)
    notices = Notice.objects.valid_on(hub, first_shown)
    wording = Wording(
        hub=hub.name,
        publisher=hub.publisher,
        own=support.statement,
        notices={kind: notice.text for kind, notice in notices.items()},
        is_complete=not gaps(article, agreements, on),
    )
    found = stakes(article, agreements, on)
    with translation.override(article.speaks):
        words = support_words(as_stated(agreements), wording)
        told = stake_sentences(found)
    return Frozen(
        shown={
            "funders": funders_of(as_stated(agreements)),
            "line": words.line,
            "statement": words.statement,
            "independence": words.independence,
            "stake": [{"funder": stake.funder, "products": list(stake.products)} for stake in found],
            "stake_told": told,
            "wording": _whose_words(support, notices.get(words.kind)),
        },
        pin=partial(_pin, agreements),
    )


def _first_day(article, today: date) -> date:
    """The day as of which conditions are checked: the stated one of a first publication, else today."""
    if article.published_on and not article.versions.standing().exists():
        return article.published_on
    return today


def _whose_words(support: ArticleSupport, notice: Notice | None) -> str:
    if support.statement:
        return "own"
    return f"{notice.kind} {notice.valid_from.isoformat()}" if notice else "built-in"


def _pin(agreements: list[Agreement], version) -> None:
    """Note which agreements a published version names."""
    VersionSupport.objects.bulk_create(VersionSupport(version=version, agreement=agreement) for agreement in agreements)


def broken(version, on: date) -> Iterator[str]:
    """Why a version may no longer go live on that day: an agreement that it names, or a title that names a funder."""
    rows = VersionSupport.objects.filter(version=version).select_related("agreement__funder")
    for agreement in [row.agreement for row in rows]:
        if not agreement.is_active(on):
            yield _("The agreement %(agreement)s is not active on %(day)s.") % {"agreement": agreement, "day": on}
        if not agreement.is_confirmed:
            yield _("The agreement %(agreement)s is a draft that no sponsor manager has confirmed.") % {
                "agreement": agreement
            }
    funders = (version.shown.get(PLACE) or {}).get("funders", [])
    if version.article.hub.has_strict_placement and (named := names_in(version.title, funders)):
        yield _("This hub names funders in the statement only, and the title names: %(names)s.") % {
            "names": ", ".join(named)
        }


def render(shown: Any, page: BodyPage) -> Mapping[str, str]:
    """The line at the outset and the statement at the end; nothing for an article without a record."""
    if shown is None:
        return {}
    context = {"support": shown, "line": line_shown(shown, is_strict=page.has_strict_placement)}
    return {
        "outset": render_to_string("sponsors/_support_line.html", context),
        "statement": render_to_string("sponsors/_support_statement.html", context),
    }


def describe(shown: Any) -> Mapping[str, Any]:
    """The funders that the statement names, each with its grant; nothing without a record or without funders."""
    funders = [{"@type": "Organization", "name": name} for name in (shown or {}).get("funders", [])]
    if not funders:
        return {}
    return {"funding": [{"@type": "Grant", "funder": funder} for funder in funders], "funder": funders}
