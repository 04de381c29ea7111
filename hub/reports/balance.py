"""The balance report of a hub: what its articles name, beside who pays, quarter by quarter."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from articles.bundle.sections import sections
from articles.models import ArticleVersion
from hub.models import Hub
from hub.quarters import Quarter, days_shared, quarters
from sponsors.balance import CompanyBalance, Naming, Support, balances
from sponsors.bands import MIDPOINTS
from sponsors.models import Agreement
from sponsors.products.recognition import mentions
from sponsors.products.register import Register


@dataclass(frozen=True)
class QuarterBalance:
    """One quarter. n_uncounted: financial agreements that have no amount band or no two dates, so no share of money."""

    quarter: Quarter
    rows: tuple[CompanyBalance, ...]
    n_articles: int
    n_sections: int
    n_mentions: int
    n_agreements: int
    n_uncounted: int


def trend(report: Sequence[QuarterBalance]) -> list[tuple[str, list[CompanyBalance | None]]]:
    """By company its balances in the quarters of the report; None where a quarter knows nothing of it."""
    found = [{row.company: row for row in one.rows} for one in report]
    companies = sorted({company for rows in found for company in rows}, key=str.casefold)
    return [(company, [rows.get(company) for rows in found]) for company in companies]


def known_quarters(hub: Hub, now: datetime) -> list[Quarter]:
    """From the quarter of the hub's first publication, or of this day without one, to the present, the latest first."""
    first = ArticleVersion.objects.released(now).filter(article__hub=hub).order_by("live_from").first()
    days = [timezone.localtime(moment, timezone=hub.zone).date() for moment in (first.live_from if first else now, now)]
    return quarters(*map(Quarter.of, days))[::-1]


def balance_report(hub: Hub, wanted: Sequence[Quarter], now: datetime) -> list[QuarterBalance]:
    """The balance of each wanted quarter. Takes eight queries, however many quarters are wanted."""
    if not wanted:
        return []
    register = Register(min(wanted).first, max(wanted).last)
    shown = _shown(hub, wanted, now)
    names = _namings(register, {pk for keys in shown.values() for pk in keys})
    agreements = list(Agreement.objects.confirmed().visible_in(hub, now).select_related("funder"))
    return [_quarter_balance(quarter, [names[pk] for pk in shown[quarter]], register, agreements) for quarter in wanted]


def _shown(hub: Hub, wanted: Iterable[Quarter], now: datetime) -> dict[Quarter, list[int]]:
    """For each quarter the versions that were current when it ended, or are now: one an article."""
    versions = ArticleVersion.objects.released(now).filter(article__hub=hub).order_by("article", "number")
    known = list(versions.values_list("article", "pk", "live_from", "article__taken_down_at"))
    found = {}
    for quarter in wanted:
        begin, end = (datetime.combine(day, time.min, hub.zone) for day in (quarter.first, quarter.next.first))
        found[quarter] = list(
            {
                article: pk
                for article, pk, live_from, taken_down_at in known
                if live_from < end and (taken_down_at is None or taken_down_at >= begin)
            }.values()
        )
    return found


def _namings(register: Register, versions: Iterable[int]) -> dict[int, Naming]:
    """What each of these versions names of all registered products."""
    found = {}
    for pk, content in ArticleVersion.objects.filter(pk__in=list(versions)).values_list("pk", "content").iterator():
        parts = sections(json.loads(content))
        found[pk] = Naming(len(parts), mentions([part.texts for part in parts], register.spellings))
    return found


def _quarter_balance(
    quarter: Quarter, articles: list[Naming], register: Register, agreements: Iterable[Agreement]
) -> QuarterBalance:
    behind: dict[str, set[str]] = defaultdict(set)
    for one in register.ownerships:
        if one.holds_in(quarter.first, quarter.last):
            behind[register.companies[one.company].name].add(one.product)
    running = [one for one in agreements if days_shared(one.starts_on, one.ends_on, quarter)]
    rows = balances(
        articles,
        {company: sorted(products) for company, products in behind.items()},
        _support(quarter, running, register),
    )
    return QuarterBalance(
        quarter,
        tuple(rows),
        n_articles=len(articles),
        n_sections=sum(article.n_sections for article in articles),
        n_mentions=sum(sum(counts) for article in articles for counts in article.mentions.values()),
        n_agreements=len(running),
        n_uncounted=sum(one.is_financial and _money(one, quarter) is None for one in running),
    )


def _support(quarter: Quarter, running: Iterable[Agreement], register: Register) -> Mapping[str, Support]:
    """What each company gives, by the name that the register has for it."""
    found: dict[str, Support] = {}
    for agreement in running:
        company = register.company_of(agreement.funder)
        name = company.name if company else agreement.funder.name
        given = found.get(name, Support(0))
        days = days_shared(agreement.starts_on, agreement.ends_on, quarter)
        found[name] = Support(given.days + days, given.amount + (_money(agreement, quarter) or 0.0))
    return found


def _money(agreement: Agreement, quarter: Quarter) -> float | None:
    """The middle of the amount band, spread evenly over the period; None without a band or without both dates."""
    if not agreement.band or agreement.starts_on is None or agreement.ends_on is None:
        return None
    whole = (agreement.ends_on - agreement.starts_on + timedelta(days=1)).days
    return MIDPOINTS[agreement.band] * days_shared(agreement.starts_on, agreement.ends_on, quarter) / whole
