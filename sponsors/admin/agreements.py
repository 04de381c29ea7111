"""Funders, agreements and notices, for sponsor managers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub import roles
from hub.admin.base import HubAdmin

from ..actions import confirm_agreement
from ..models import Agreement, Funder, Notice


@admin.register(Funder)
class FunderAdmin(HubAdmin):
    list_display = ("name", "legal_name", "country")
    search_fields = ("name", "legal_name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "legal_name", "country")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


def may_see_amounts(request) -> bool:
    """Whether the account is a sponsor manager; a superuser without that role sees no band and no level either."""
    return request.user.has_role(roles.SPONSOR_MANAGER)


@admin.register(Agreement)
class AgreementAdmin(HubAdmin):
    search_fields = ("funder__name", "number", "purpose")
    list_filter = ("status", "scope", "hub")
    list_select_related = ("funder", "hub")
    autocomplete_fields = ("funder",)
    date_hierarchy = "starts_on"
    plain = (
        (None, {"fields": ("funder", "number", "purpose", "in_kind")}),
        (_("Scope"), {"fields": ("scope", "hub", "topic")}),
        (_("Period and status"), {"fields": (("starts_on", "ends_on"), "status")}),
    )
    amounts = (
        _("Amount"),
        {"fields": (("band", "tier"),), "description": _("Seen by sponsor managers only, and exported nowhere.")},
    )

    def get_fieldsets(self, request, obj=None):
        return (*self.plain, self.amounts) if may_see_amounts(request) else self.plain

    def get_list_display(self, request):
        columns = ("funder", "number", "scope", "status", "starts_on", "ends_on")
        return (*columns, "tier") if may_see_amounts(request) else columns

    def get_readonly_fields(self, request, obj=None):
        return () if may_see_amounts(request) else ("status",)

    def save_model(self, request, obj, form, change):
        """Confirming goes through its action, so that the audit history knows of it."""
        is_confirmed = "status" in form.changed_data and obj.status == Agreement.Status.CONFIRMED
        if is_confirmed:
            obj.status = Agreement.Status.DRAFT
        super().save_model(request, obj, form, change)
        if is_confirmed:
            confirm_agreement(agreement=obj, manager=request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.lines.exists())


@admin.register(Notice)
class NoticeAdmin(HubAdmin):
    list_display = ("kind", "hub", "valid_from", "text")
    list_filter = ("kind", "hub")
    list_select_related = ("hub",)
    date_hierarchy = "valid_from"
