"""Funders, and the levels that amount bands have in a hub."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin
from hub.admin.keeping import KeepsHistory

from ..actions import apply_levels, change_funder, restore_funders, retire_funders
from ..models import BandTier, Funder


@admin.register(Funder)
class FunderAdmin(KeepsHistory, HubAdmin):
    list_display = ("name", "legal_name", "country", "is_in_use")
    list_filter = (("retired_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "legal_name")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "legal_name", "country", "website")
    actions = ("retire", "restore")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("in use"), boolean=True, ordering="retired_at")
    def is_in_use(self, funder):
        return funder.is_active

    def save_model(self, request, obj, form, change):
        change_funder(funder=obj, actor=request.user)

    @admin.action(description=_("Retire chosen funders"), permissions=["change"])
    def retire(self, request, chosen):
        done = retire_funders(funders=chosen, actor=request.user)
        self.message_user(request, _("Retired: %(names)s.") % {"names": _names(done)})

    @admin.action(description=_("Bring chosen funders back into use"), permissions=["change"])
    def restore(self, request, chosen):
        done = restore_funders(funders=chosen, actor=request.user)
        self.message_user(request, _("Back in use: %(names)s.") % {"names": _names(done)})


def _names(funders) -> str:
    return ", ".join(funder.name for funder in funders) or "–"


@admin.register(BandTier)
class BandTierAdmin(HubAdmin):
    """Each change gives the running agreements of the hub their new level at once."""

    list_display = ("hub", "band", "tier")
    list_display_links = ("band",)
    list_filter = ("hub",)
    list_select_related = ("hub",)
    fieldsets = (
        (
            None,
            {
                "fields": ("hub", "band", "tier"),
                "description": _(
                    "Where a hub says nothing, 250,000 and more is level 1, from 100,000 level 2, from 50,000 level 3, "
                    "from 10,000 level 4, below that level 5. Saving moves the hub’s running agreements to their new "
                    "level; what has ended keeps the level it had."
                ),
            },
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        return ("hub", "band") if obj else ()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        apply_levels(hub=obj.hub, actor=request.user)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        apply_levels(hub=obj.hub, actor=request.user)

    def delete_queryset(self, request, queryset):
        hubs = {row.hub for row in queryset.select_related("hub")}
        super().delete_queryset(request, queryset)
        for hub in sorted(hubs, key=str):
            apply_levels(hub=hub, actor=request.user)
