"""The audit chain, to read."""

from django.contrib import admin

from hub.models import AuditEvent

from .base import ReadOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "subject", "actor")
    list_filter = ("verb",)
    list_select_related = ("actor",)
    search_fields = ("subject",)
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = ("at", "actor", "verb", "subject", "detail", "previous_hash", "hash")
