"""Whose report a request may read."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hub.roles import READ_EVERY_REPORT, readable_reports

Reported = TypeVar("Reported", bound=Model)


def readable(request: HttpRequest, model: type[Reported], pk: int, *related: str) -> Reported:
    """The row, or 404 where there is none, or 403 where the account may not read its report."""
    row = get_object_or_404(model.objects.select_related("article", *related), pk=pk)
    if not readable_reports(request.user, model.objects.filter(pk=pk)).exists():
        raise PermissionDenied
    return row


def require_every_report(request: HttpRequest) -> None:
    """Raises PermissionDenied for accounts that do not read the reports of all articles."""
    if not request.user.is_active or READ_EVERY_REPORT.isdisjoint(request.user.role_names):
        raise PermissionDenied


def reads_every_report(request: HttpRequest) -> bool:
    """Whether the account reads the reports of all articles, not only of those that name it."""
    return not READ_EVERY_REPORT.isdisjoint(request.user.role_names)
