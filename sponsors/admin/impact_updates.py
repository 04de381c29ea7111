"""Updates on what came of contributions, for sponsor managers and publishers."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.admin.base import HubAdmin

from ..contributions.impact import make_update, release_update, subscribers
from ..models import ImpactUpdate


class UpdateForm(forms.ModelForm):
    """Words and period; a stored update can be sent."""

    is_released = forms.BooleanField(label=_("Send it"), required=False)

    class Meta:
        model = ImpactUpdate
        fields = ("hub", "starts_on", "ends_on", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or self.instance.released_at:
            del self.fields["is_released"]
        else:
            n = subscribers(self.instance.hub).count()
            sentence = ngettext(
                "%(count)s person has asked for updates. Once sent, the text cannot be changed.",
                "%(count)s people have asked for updates. Once sent, the text cannot be changed.",
                n,
            )
            self.fields["is_released"].help_text = sentence % {"count": n}

    def clean_ends_on(self):
        ends_on, hub = self.cleaned_data["ends_on"], self.cleaned_data.get("hub")
        if hub and ends_on > timezone.localdate(timezone=hub.zone):
            raise forms.ValidationError(_("The period is still running: its numbers would be frozen too early."))
        return ends_on


@admin.register(ImpactUpdate)
class ImpactUpdateAdmin(HubAdmin):
    form = UpdateForm
    list_display = ("period", "hub", "made_at", "released_at", "n_sent")
    list_filter = ("hub",)
    list_select_related = ("hub",)
    date_hierarchy = "ends_on"
    words = ("hub", "starts_on", "ends_on", "text")
    frozen = ("hub", "starts_on", "ends_on", "frozen_numbers")

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        sent = Count("mails", filter=Q(mails__sent_at__isnull=False))
        return super().get_queryset(request).annotate(sent=sent)

    def get_fields(self, request, obj=None):
        if obj is None:
            return self.words
        if obj.released_at:
            return (*self.frozen, "text", "released_at", "n_sent")
        return (*self.frozen, "text", "is_released")

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return (*self.frozen, "text", "released_at", "n_sent") if obj.released_at else self.frozen

    def save_model(self, request, obj, form, change):
        now = timezone.now()
        if not change:
            make_update(update=obj, by=request.user, now=now)
            return
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("is_released"):
            release_update(update=obj, by=request.user, now=now)
            self.message_user(request, _("The update goes out with the next run of mails."), messages.SUCCESS)

    @admin.display(description=_("period"), ordering="ends_on")
    def period(self, update):
        return f"{update.starts_on} – {update.ends_on}"

    @admin.display(description=_("mails sent"), ordering="sent")
    def n_sent(self, update):
        return update.sent

    @admin.display(description=_("numbers, as they were when the update was made"))
    def frozen_numbers(self, update):
        return mark_safe(  # noqa: S308 -- our own template, which escapes what it prints
            render_to_string("contributions/_numbers.html", {"numbers": update.numbers})
        )
