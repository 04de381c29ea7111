"""Reports for funders: a page, and the files that leave the house, of editions. Every file taken is logged with its hash."""

import hashlib
import logging
from datetime import UTC, datetime, time

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub import audit, pdf
from hub.exports import csv_lines, named, workbook
from hub.models import FrozenReport
from hub.public_pages import in_language
from hub.reports.dictionary import table_of
from hub.reports.freezing import CannotFreeze, freeze
from hub.reports.outcomes import NoMonthError, month_of
from hub.reports.outcomes.document import funder_document
from hub.reports.outcomes.editions import FUNDERS, funders_of_articles, of_funder, report_of
from hub.reports.outcomes.files import LINES, pdf_data
from hub.roles import READ_OUTCOMES
from sponsors.models import Funder

logger = logging.getLogger(__name__)

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NoEditionError(Exception):
    """There is no such edition; the message says what there is."""


@login_required
def funder_list(request):
    """The funders of published articles, by name."""
    _require_reader(request)
    return render(request, "hub/reports/funder_list.html", {"funders": funders_of_articles()})


@login_required
def funder_report(request, pk: int):
    """An edition as a page: that of `until`, the month before which it ends, or the newest."""
    funder = _funder(request, pk)
    try:
        edition = _edition(funder, request.GET.get("until", ""))
    except NoEditionError as error:
        return _page(request, funder, problem=str(error), status=404)
    except NoMonthError as error:
        return _page(request, funder, problem=str(error), status=400)
    return _page(request, funder, edition)


@require_POST
@login_required
def make_edition(request, pk: int):
    """Freeze the edition of the month that has begun; the one that is there stays."""
    funder, now = _funder(request, pk), timezone.now()
    of = of_funder(funder, now)
    try:
        edition = freeze(report=FUNDERS, subject=of, cutoff=of.cutoff(now), by=request.user, now=now)
    except CannotFreeze as error:
        return _page(request, funder, problem=str(error), status=400)
    return redirect(f"{reverse('staff:funder_report', args=[pk])}?until={edition.cutoff:%Y-%m}")


@login_required
def funder_file(request, pk: int, ending: str):
    """pdf, json (the content itself), csv or xlsx; of the tables that `table` names, questions without it."""
    funder = _funder(request, pk)
    table = request.GET.get("table", "questions") if ending in ("csv", "xlsx") else ""
    if table and table not in LINES:
        raise Http404
    try:
        edition = _edition(funder, request.GET.get("until", ""))
        if edition is None:
            raise NoEditionError(_("No edition was made yet."))
        content, content_type = _content(edition, ending, table)
    except (NoEditionError, NoMonthError):
        return funder_report(request, pk)
    except pdf.PdfError:
        logger.exception("No outcomes report could be set")
        return render(request, "hub/reports/no_pdf.html", {"funder": funder}, status=503)
    name = "-".join(["outcomes", funder.slug, f"{edition.cutoff:%Y-%m}", *([table] if table else [])]) + f".{ending}"
    audit.record(
        actor=request.user,
        verb="make outcomes report",
        subject=name,
        funder=funder.name,
        cutoff=edition.cutoff.isoformat(),
        content=edition.content_hash,
        file=hashlib.sha256(content).hexdigest(),
    )
    return named(HttpResponse(content, content_type=content_type), name)


def _page(request, funder: Funder, edition: FrozenReport | None = None, *, problem: str = "", status: int = 200):
    now = timezone.now()
    editions = list(_editions(funder).defer("content"))
    cutoff = of_funder(funder, now).cutoff(now)
    context = {
        "funder": funder,
        "problem": problem,
        "edition": edition,
        "editions": editions,
        # Editions are written forwards, and a month has one.
        "next_cutoff": cutoff if all(made.cutoff < cutoff for made in editions) else None,
        "tables": LINES,
    }
    if edition:
        report = report_of(edition)
        with in_language(report.language):
            context["document"] = funder_document(report, edition.content_hash)
            return render(request, "hub/reports/funder_report.html", context, status=status)
    return render(request, "hub/reports/funder_report.html", context, status=status)


def _content(edition: FrozenReport, ending: str, table: str) -> tuple[bytes, str]:
    """Bytes and type of a file."""
    if ending == "json":
        return edition.content.encode(), "application/json"
    report = report_of(edition)
    with in_language(report.language):
        if table:
            row_type, lines = LINES[table]
            rows = lines(report, edition.content_hash)
            if ending == "csv":
                return "".join(csv_lines(row_type, rows)).encode(), CSV
            with workbook(table_of(row_type), rows) as file:
                return file.read(), XLSX
        document = funder_document(report, edition.content_hash)
        data = pdf_data(document, language=report.language, publisher=", ".join(report.publishers))
    # The day of the cut-off, never that of the making: the same edition gives the same bytes.
    return pdf.render("outcomes", data, made_at=datetime.combine(edition.cutoff, time(), UTC)), "application/pdf"


def _edition(funder: Funder, until: str) -> FrozenReport | None:
    """The edition that ends before this month, without one the newest, None before the first was made."""
    if not until:
        return _editions(funder).first()
    month = month_of(until)
    edition = _editions(funder).filter(cutoff=month).first()
    if edition is None:
        raise NoEditionError(_("No edition ends before %(month)s. Choose one of the list.") % {"month": until})
    return edition


def _editions(funder: Funder):
    return FrozenReport.objects.editions(FUNDERS.kind, f"funder {funder.pk}")


def _funder(request, pk: int) -> Funder:
    _require_reader(request)
    return get_object_or_404(funders_of_articles(), pk=pk)


def _require_reader(request) -> None:
    if not request.user.is_superuser and READ_OUTCOMES.isdisjoint(request.user.role_names):
        raise PermissionDenied
