"""The page on how the numbers of reports are made."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from hub.reports.methods import methods_page
from hub.roles import readable_reports
from quizzes.models import Quiz


@login_required
def methods(request):
    """For whoever may read any report."""
    readable_reports(request.user, Quiz.objects.none())
    return render(request, "hub/reports/methods.html", {"page": methods_page()})
