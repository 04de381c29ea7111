"""The one append-only history of the installation."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import rewriting


class AppendOnlyError(TypeError):
    """Raised when code tries to change or delete a row that is history."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        if kwargs and rewriting.may_update(self.model._meta.label_lower, kwargs):
            return super().update(**kwargs)
        raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are history: they cannot be changed.")

    update.alters_data = True

    def delete(self):
        self._refuse_deletion()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are history: they cannot be changed.")
        return super().bulk_create(objs, batch_size, ignore_conflicts, **kwargs)

    def _raw_delete(self, using):
        self._refuse_deletion()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True

    def _refuse_deletion(self) -> None:
        if not rewriting.may_delete(self.model._meta.label_lower):
            raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are history: they cannot be deleted.")


class AppendOnly(models.Model):
    """Rows that are written once. The model refuses every later change, on both databases, but for `hub.rewriting`."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name} {self.pk} is history: it cannot be changed.")
        # Without this, a new object under the key of a stored row would overwrite the row.
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"{self._meta.verbose_name} {self.pk} is history: it cannot be deleted.")


class AuditEvent(AppendOnly):
    """Who did what to what, when and why; each row carries the hash of the row before it."""

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("by"))
    verb = models.CharField(_("what"), max_length=40)
    subject = models.CharField(_("on"), max_length=200)
    detail = models.TextField(_("detail"), default="{}", help_text=_("JSON with sorted keys."))
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["verb", "id"], name="audit_event_verb"),
            models.Index(fields=["subject", "id"], name="audit_event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject}"

    def computed_hash(self) -> str:
        """SHA-256 over the row's own content and the hash before it, 64 hexadecimal digits."""
        content = [self.previous_hash, self.at.isoformat(), self.actor_id, self.verb, self.subject, self.detail]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()
