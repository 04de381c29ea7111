"""The glossary of the hubs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin
from hub.models import Hub

from ..models import GlossaryTerm


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(HubAdmin):
    list_display = ("term", "expansion", "kind", "hub")
    list_filter = ("hub", "kind")
    list_select_related = ("hub",)
    search_fields = ("term", "expansion")
    search_help_text = _("Term or long form")
    fields = ("hub", "kind", "term", "expansion", "plural_expansion")

    def get_changeform_initial_data(self, request):
        hub = Hub.objects.filter(is_default=True).first()
        return {"hub": hub.pk if hub else None} | super().get_changeform_initial_data(request)
