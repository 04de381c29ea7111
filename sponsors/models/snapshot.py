"""What readers were shown about who pays: one row for each change, for ever."""

import json
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet, AuditEvent, Hub


def site_subject(hub_id: int) -> str:
    return f"hub {hub_id}"


def article_subject(article_id: int) -> str:
    return f"article {article_id}"


class SnapshotQuerySet(AppendOnlyQuerySet):
    """A row tells what was shown from `shown_from` on, until a later written row of its subject says otherwise.

    A later written row may begin earlier: a scheduled version that is taken off the schedule was announced by a row
    that another one then overrides. So at any instant the latest written row that has begun holds.
    """

    def with_end(self):
        """With `shown_to`, the instant at which another row took over; None where none did."""
        later = self.model.objects.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
        return self.annotate(shown_to=Subquery(later.order_by("shown_from").values("shown_from")[:1]))

    def shown(self, now):
        """Rows that readers saw until `now`, with their end: begun, and not overridden before they began."""
        begun = self.filter(shown_from__lte=now).with_end()
        return begun.filter(Q(shown_to=None) | Q(shown_to__gt=F("shown_from")))

    def between(self, start, end):
        """Of rows with their end, those that held at some instant from `start` until before `end`."""
        return self.filter(Q(shown_to=None) | Q(shown_to__gt=start), shown_from__lt=end)

    def with_predecessor(self):
        """With `before`, the payload that held until this row began; None for the first of its subject."""
        earlier = self.model.objects.filter(
            subject=OuterRef("subject"), pk__lt=OuterRef("pk"), shown_from__lt=OuterRef("shown_from")
        )
        return self.annotate(before=Subquery(earlier.order_by("-pk").values("payload")[:1]))


class DisclosureSnapshot(AppendOnly):
    """The exact words about support that readers saw from an instant on: the strip of a hub, or those of one article.

    payload: canonical JSON, as `sponsors.payloads` makes it. article: None for the strip. version: None for the strip,
    and while an article is not public: then nothing was shown. subject: whose words they are, by primary key.
    The end is never stored: it follows from the next row (`with_end`). The audit event keeps hash and instant.
    """

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="+", verbose_name=_("hub"))
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="+", verbose_name=_("article")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("version")
    )
    subject = models.CharField(_("subject"), max_length=40)
    payload = models.TextField(_("what was shown"))
    payload_hash = models.CharField(_("SHA-256"), max_length=64)
    shown_from = models.DateTimeField(_("shown from"))
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="+", verbose_name=_("audit event"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("disclosure as shown")
        verbose_name_plural = _("disclosures as shown")
        constraints = [
            models.CheckConstraint(
                condition=Q(payload_hash__regex=r"^[0-9a-f]{64}$"), name="disclosure_snapshot_hash_sha256"
            ),
            models.CheckConstraint(
                condition=Q(article=None, version=None, subject__startswith="hub ")
                | Q(article__isnull=False, subject__startswith="article "),
                name="disclosure_snapshot_of_its_subject",
            ),
            models.UniqueConstraint(
                fields=["hub", "shown_from"],
                condition=Q(article=None),
                name="disclosure_snapshot_of_site_once_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "shown_from"], name="disclosure_snapshot_by_time"),
            models.Index(fields=["hub", "-shown_from"], name="disclosure_snapshot_of_hub"),
        ]

    def __str__(self) -> str:
        return f"{self.article or self.hub}, {self.shown_from.isoformat()}"

    @property
    def words(self) -> dict[str, Any]:
        """The payload as values."""
        return json.loads(self.payload)
