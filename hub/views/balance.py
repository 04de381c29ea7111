"""The balance report: shares of content beside shares of funding, as a page and as files."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.models import Hub
from hub.quarters import Quarter
from hub.reports.balance import balance_report as report_of
from hub.reports.balance import known_quarters, trend
from hub.reports.balance_rows import BalanceRow, FundedRow, balance_rows
from hub.roles import READ_BALANCE, SPONSOR_MANAGER

from .downloads import export

EVERY = "all"


@dataclass(frozen=True)
class Wish:
    """What the address asks for. quarters: the wanted ones. problem: what is wrong with it, "" where nothing is."""

    hub: Hub | None
    quarter: str
    quarters: tuple[Quarter, ...]
    known: tuple[Quarter, ...]
    problem: str = ""


@login_required
def balance_report(request):
    """One quarter of one hub, or all its quarters, by `hub` and `quarter`."""
    _require_reader(request)
    wish = _wish(request)
    report = [] if wish.problem else report_of(wish.hub, wish.quarters, timezone.now())
    context = {
        "wish": wish,
        "hubs": Hub.objects.all(),
        "every": EVERY,
        "chosen_query": urlencode({"hub": wish.hub.slug, "quarter": wish.quarter}) if wish.hub else "",
        "sees_money": _sees_money(request),
        "report": report,
        "trend": trend(report) if wish.quarter == EVERY else [],
    }
    return render(request, "hub/reports/balance.html", context, status=400 if wish.problem else 200)


@login_required
def balance_table(request, ending: str):
    """The same table as a file."""
    _require_reader(request)
    wish = _wish(request)
    if wish.problem:
        return balance_report(request)
    sees_money = _sees_money(request)
    rows = list(balance_rows(report_of(wish.hub, wish.quarters, timezone.now()), sees_money))
    return export(
        request,
        f"balance-{wish.hub.slug}-{wish.quarter}",
        FundedRow if sees_money else BalanceRow,
        rows,
        ending,
        title=str(wish.hub),
        money=sees_money,
    )


def _require_reader(request) -> None:
    if not request.user.is_superuser and READ_BALANCE.isdisjoint(request.user.role_names):
        raise PermissionDenied


def _sees_money(request) -> bool:
    """As in the admin of agreements: a superuser without the role sees nothing that follows from amounts."""
    return request.user.has_role(SPONSOR_MANAGER)


def _wish(request) -> Wish:
    slug, text = request.GET.get("hub", ""), request.GET.get("quarter", "")
    hub = Hub.objects.filter(slug=slug).first() if slug else None
    if hub is None and not slug:
        hub = request.hub or None
    if hub is None:
        problem = _("There is no hub of that name here. Choose one of the list.")
        return Wish(None, text, (), (), problem)
    known = tuple(known_quarters(hub, timezone.now()))
    if text == EVERY:
        return Wish(hub, EVERY, known[::-1], known)
    quarter = Quarter.read(text) if text else known[0]
    if quarter is None:
        problem = _("A quarter is written as %(example)s. Choose one of the list.") % {"example": known[0]}
        return Wish(hub, text, (), known, problem)
    if quarter > known[0]:
        return Wish(
            hub, text, (), known, _("%(quarter)s has not begun. Choose one of the list.") % {"quarter": quarter}
        )
    return Wish(hub, str(quarter), (quarter,), known)
