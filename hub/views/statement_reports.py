"""The report of one library statement over the articles that ask it, with its table as a file."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from hub.reports.statement_page import statement_page
from hub.roles import readable_reports
from surveys.models import Statement, Survey
from surveys.report_rows import SurveyAgreementRow
from surveys.statement_reports import StatementAcross, statement_report, statement_report_rows

from .downloads import export


@login_required
def statement_detail(request, pk: int):
    statement, report = _report(request, pk)
    context = {"statement": statement, "page": statement_page(report)}
    return render(request, "hub/reports/statement_report.html", context)


@login_required
def statement_table(request, pk: int, ending: str):
    _statement, report = _report(request, pk)
    rows = list(statement_report_rows(report))
    return export(request, f"statement-{pk}-articles", SurveyAgreementRow, rows, ending, title=report.text)


def _report(request, pk: int) -> tuple[Statement, StatementAcross]:
    """The statement over the articles whose reports the account may read; 403 where it may read none."""
    readable = readable_reports(request.user, Survey.objects.all())
    statement = get_object_or_404(Statement, pk=pk)
    return statement, statement_report(statement, readable)
