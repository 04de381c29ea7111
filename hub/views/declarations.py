"""/staff/declarations/: whose declaration of interests has to be renewed before which article, and the same as files."""

from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hub.declaration_gaps import AHEAD_DAYS
from hub.models import Hub, User
from hub.reports.declaration_gaps import GapRow, declaration_gaps, gap_row, radar
from hub.roles import PUBLISHER, REVIEWER, WRITER

from .downloads import export

DECLARATION_ROLES = frozenset({WRITER, REVIEWER, PUBLISHER})


def n_gaps(request) -> int | None:
    """How many gaps the desk tells of; None for accounts that do not see them."""
    return len(declaration_gaps(timezone.now(), _today(request))) if _sees_gaps(request.user) else None


@login_required
def gap_radar(request):
    """The table, of all hubs or of the one whose slug `?hub=` names."""
    hub = _hub(request)
    entries = radar(timezone.now(), _today(request), hub)
    context = {
        "entries": entries,
        "chosen": hub,
        "chosen_query": urlencode({"hub": hub.slug}) if hub else "",
        "hubs": Hub.objects.all(),
        "ahead_days": AHEAD_DAYS,
        "may_record": request.user.has_perm("hub.add_declaration"),
    }
    return render(request, "hub/reports/declarations.html", context)


@login_required
def gap_table(request, ending: str):
    """The same table as a file."""
    hub = _hub(request)
    rows = [gap_row(entry) for entry in radar(timezone.now(), _today(request), hub)]
    return export(request, f"declarations-{hub.slug}" if hub else "declarations", GapRow, rows, ending)


def _hub(request) -> Hub | None:
    """The hub asked for. Raises PermissionDenied for accounts without a role in content, Http404 for no such hub."""
    if not _sees_gaps(request.user):
        raise PermissionDenied
    slug = request.GET.get("hub", "")
    return get_object_or_404(Hub, slug=slug) if slug else None


def _sees_gaps(user: User) -> bool:
    return user.is_active and not user.role_names.isdisjoint(DECLARATION_ROLES)


def _today(request) -> date:
    """Today where the hub of this host is; days are few and zones differ by one at most."""
    return timezone.localdate(timezone=request.hub.zone if request.hub else None)
