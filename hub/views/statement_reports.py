"""The report of one library statement over the articles that ask it, with its CSV."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from hub import audit
from hub.exports import csv_response
from hub.reports.statement_page import statement_page
from hub.roles import readable_reports
from surveys.models import Statement, Survey
from surveys.statement_reports import (
    StatementAcross,
    SurveyAgreementRow,
    statement_report,
    statement_report_rows,
)


@login_required
def statement_detail(request, pk: int):
    statement, report = _report(request, pk)
    context = {"statement": statement, "page": statement_page(report)}
    return render(request, "hub/reports/statement_report.html", context)


@login_required
def statement_csv(request, pk: int):
    _statement, report = _report(request, pk)
    name, rows = f"statement-{pk}-articles", list(statement_report_rows(report))
    audit.record(actor=request.user, verb="export report", subject=name, title=report.text, rows=len(rows))
    return csv_response(SurveyAgreementRow, rows, f"{name}.csv")


def _report(request, pk: int) -> tuple[Statement, StatementAcross]:
    """The statement over the articles whose reports the account may read; 403 where it may read none."""
    readable = readable_reports(request.user, Survey.objects.all())
    statement = get_object_or_404(Statement, pk=pk)
    return statement, statement_report(statement, readable)
