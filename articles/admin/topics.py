"""Topics of the hubs."""

from django.contrib import admin

from hub.admin.base import HubAdmin

from ..models import Topic


@admin.register(Topic)
class TopicAdmin(HubAdmin):
    list_display = ("name", "hub", "slug")
    list_filter = ("hub",)
    list_select_related = ("hub",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields
