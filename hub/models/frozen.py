"""Published figures as they stood on the first day of a month: written once, and shown until the next are written."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AppendOnly, AppendOnlyQuerySet, AuditEvent


class FrozenReportQuerySet(AppendOnlyQuerySet):
    def editions(self, kind: str, subject: str):
        """The editions of one report, the newest first."""
        return self.filter(kind=kind, subject=subject).order_by("-cutoff")


class FrozenReport(AppendOnly):
    """One edition of a report that leaves the house: aggregates of all answers before its cut-off.

    kind: which report. subject: on whom or what, by primary key, such as “article 12”. cutoff: first day of a month in
    the zone of the hub; answers of that day do not count. content: canonical JSON; figures that could not be replaced
    without telling of few learners stand as in the edition before, each with the `as_of` of its own. software: the
    version that made it.
    """

    kind = models.CharField(_("report"), max_length=40)
    subject = models.CharField(_("subject"), max_length=40)
    cutoff = models.DateField(_("answers before"))
    content = models.TextField(_("content"))
    content_hash = models.CharField(_("SHA-256"), max_length=64)
    software = models.CharField(_("software version"), max_length=40)
    frozen_at = models.DateTimeField(_("frozen"))
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="+", verbose_name=_("audit event"))

    objects = FrozenReportQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "subject", "cutoff"]
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "cutoff"], name="frozen_report_once_a_month"),
            models.CheckConstraint(condition=Q(cutoff__day=1), name="frozen_report_begins_a_month"),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="frozen_report_hash_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.subject}, {self.cutoff}"

    @property
    def values(self) -> dict[str, Any]:
        """The content as values."""
        return json.loads(self.content)
