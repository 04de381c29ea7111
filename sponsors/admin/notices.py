"""Notices: entered as a new version, looked at with its placeholders filled, then kept for good."""

from urllib.parse import urlencode

from django.contrib import admin
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin
from hub.models import Hub

from ..actions import add_notice
from ..models import Notice
from ..notice_texts import PLACEHOLDERS, filled
from ..statements import built_in_wording

SENT = ("hub", "kind", "text", "valid_from")
SAMPLES = {"funders": _("Sample Funder A and Sample Funder B"), "in_kind": _("a venue")}
ONE_FUNDER = _("Sample Funder A")


def as_readers_see(notice: Notice) -> str:
    """The text of a notice with its placeholders filled, funders by sample names; built-in words for an empty one."""
    about_support = notice.kind.startswith("statement") or notice.kind == Notice.Kind.INDEPENDENCE
    text = notice.text or (built_in_wording(notice.kind) if about_support else "")
    funders = ONE_FUNDER if notice.kind == Notice.Kind.STATEMENT_ONE else SAMPLES["funders"]
    samples = {name: str(sample) for name, sample in (SAMPLES | {"funders": funders}).items()}
    known = {"hub": notice.hub.name, "publisher": notice.hub.publisher} | samples
    return filled(text, {name: known[name] for name in PLACEHOLDERS[notice.kind]})


@admin.register(Notice)
class NoticeAdmin(HubAdmin):
    list_display = ("kind", "hub", "valid_from", "text", "entered_at")
    list_display_links = ("kind", "text")
    list_filter = ("kind", "hub")
    list_select_related = ("hub",)
    date_hierarchy = "valid_from"
    change_form_template = "admin/sponsors/notice/change_form.html"
    actions = None

    def get_fieldsets(self, request, obj=None):
        known = "; ".join(
            f"{label}: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS[kind])}" for kind, label in Notice.Kind.choices
        )
        if obj:
            return [(None, {"fields": ("hub", "kind", "text", "shown", "valid_from", "entered_at")})]
        return [
            (None, {"fields": SENT}),
            (_("What each kind may hold in braces"), {"fields": (), "description": known, "classes": ("collapse",)}),
        ]

    @admin.display(description=_("as readers see it"))
    def shown(self, notice):
        return as_readers_see(notice) or _("The built-in wording.")

    def get_readonly_fields(self, request, obj=None):
        return ("shown", "entered_at")

    def get_changeform_initial_data(self, request):
        hub = Hub.objects.filter(is_default=True).first()
        usual = {"hub": hub.pk if hub else None, "valid_from": timezone.localdate()}
        return usual | super().get_changeform_initial_data(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        add_notice(notice=obj, actor=request.user)

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "POST" and "_looked_at" not in request.POST and self.has_add_permission(request):
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                return self._look(request, form.instance)
        only_save = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, only_save | (extra_context or {}))

    def _look(self, request, notice: Notice):
        """The text as readers will see it; nothing is stored before it was looked at."""
        sent = {name: request.POST.get(name, "") for name in SENT}
        context = self.admin_site.each_context(request) | {
            "title": _("Look at the notice"),
            "opts": self.opts,
            "notice": notice,
            "shown": as_readers_see(notice),
            "sent": sent,
            "edit_url": f"{reverse('admin:sponsors_notice_add')}?{urlencode(sent)}",
        }
        return render(request, "admin/sponsors/notice/look.html", context)
