"""The private address on the page of a person."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.models import Contact


class ContactInline(admin.TabularInline):
    """One line at most. Whether the person stopped the mails is shown, and the person's to decide."""

    model = Contact
    fields = ("email", "stopped_on")
    readonly_fields = ("stopped_on",)
    extra = 1
    max_num = 1
    verbose_name = verbose_name_plural = _("Private address")

    def has_delete_permission(self, request, obj=None):
        """Not where the person stopped the mails: with the line the wish would be gone."""
        is_stopped = Contact.objects.filter(person=obj, stopped_on__isnull=False).exists() if obj else False
        return not is_stopped and super().has_delete_permission(request, obj)
