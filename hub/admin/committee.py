"""Steering committees: terms of office, with what their declarations lack."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hub.committee import declaration_gap, record_term, withdraw_term
from hub.declarations import standing_declaration
from hub.models import CommitteeTerm, Hub

from .base import HubAdmin
from .keeping import KeepsHistory


class OfficeFilter(admin.SimpleListFilter):
    title = _("office")
    parameter_name = "office"

    def lookups(self, request, model_admin):
        return [("now", _("In office")), ("ended", _("Ended")), ("ahead", _("To come"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "now":
                return queryset.in_office(today)
            case "ended":
                return queryset.filter(ends_on__lt=today)
            case "ahead":
                return queryset.filter(starts_on__gt=today)
        return queryset


@admin.register(CommitteeTerm)
class CommitteeTermAdmin(KeepsHistory, HubAdmin):
    list_display = ("person", "hub_name", "role_text", "starts_on", "ends_on", "declared")
    list_filter = (OfficeFilter, "hub", "role")
    list_select_related = ("hub", "person")
    search_fields = ("person__name", "title")
    autocomplete_fields = ("person",)
    fieldsets = (
        (
            None,
            {
                "fields": ("hub", "person", ("role", "title"), ("starts_on", "ends_on"), "declared"),
                "description": _(
                    "Readers see everybody whose term has begun, with what they declared. A term that has begun is "
                    "ended by its last day; a new role is a new term."
                ),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("person__declarations")

    def get_readonly_fields(self, request, obj=None):
        return ("hub", "person", "role", "starts_on", "declared") if obj and obj.is_kept else ("declared",)

    def get_changeform_initial_data(self, request):
        hub = Hub.objects.filter(is_default=True).first()
        return {"hub": hub.pk if hub else None} | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        record_term(term=obj, actor=request.user)

    def delete_model(self, request, obj):
        withdraw_term(term=obj, actor=request.user)

    def delete_queryset(self, request, queryset):
        for term in queryset:
            withdraw_term(term=term, actor=request.user)

    @admin.display(description=_("hub"), ordering="hub__short_name")
    def hub_name(self, term):
        return term.hub.short_name

    @admin.display(description=_("role"), ordering="role")
    def role_text(self, term):
        return term.role_text

    @admin.display(description=_("declared"))
    def declared(self, term):
        """What the declarations lack, else the day of the one that counts now."""
        if term.pk is None:
            return _("Looked up when the term is saved. A declaration has to be made before the first day in office.")
        today = timezone.localdate(timezone=term.hub.zone)
        gap = declaration_gap(term, today)
        if gap:
            return gap
        standing = standing_declaration(term.person, today)
        return date_format(standing.declared_on, "DATE_FORMAT") if standing else None
