"""The audit chain, to search, to read and to take along."""

import json

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from hub.audit_details import detail_lines
from hub.audit_export import export_events
from hub.audit_verbs import label_of, verbs_named
from hub.models import AuditEvent, User

from .audit_filters import MOST_LISTED, ActorFilter, CappedPaginator, DaysFilter, GroupFilter
from .audit_subjects import page_of
from .base import ReadOnlyAdmin, few_words


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "deed", "subject", "actor")
    list_display_links = ("at", "deed")
    list_filter = (GroupFilter, DaysFilter, ActorFilter)
    list_select_related = ("actor",)
    list_per_page = 50
    list_max_show_all = 200
    # What is searched stands in `get_search_results`; without this there is no search form.
    search_fields = ("subject",)
    search_help_text = _("Words of the deed, its subject, its detail, and names or addresses of accounts.")
    ordering = ("-pk",)
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    change_list_template = "admin/hub/auditevent/change_list.html"
    told = ("at", "deed", "on", "by", "facts")
    proof = ("number", "verb", "detail", "previous_hash", "hash")
    readonly_fields = ("deed", "on", "by", "facts", "number")
    fieldsets = (
        (None, {"fields": told}),
        (
            _("Proof"),
            {"fields": proof, "description": _("What is stored and hashed, as it is."), "classes": ("collapse",)},
        ),
    )

    def get_urls(self):
        page = self.admin_site.admin_view(self.export)
        return [path("export.csv", page, name="hub_auditevent_export"), *super().get_urls()]

    def filtered(self, request):
        # From one event to all of the same subject: the list shows subjects anyway.
        return super().filtered(request) | {"subject"}

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"most_listed": MOST_LISTED} | (extra_context or {}))

    def get_search_results(self, request, queryset, search_term):
        """Every word has to be found somewhere: in the deed, the subject, the detail or the account."""
        for word in few_words(search_term).split():
            accounts = User.objects.filter(Q(email__icontains=word) | Q(name__icontains=word))
            queryset = queryset.filter(
                Q(subject__icontains=word)
                | Q(detail__icontains=word)
                | Q(verb__in=verbs_named(word))
                | Q(actor__in=list(accounts.filter(is_staff=True).values_list("pk", flat=True)))
            )
        return queryset, False

    def export(self, request):
        """What the list shows, whole, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            chosen = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("admin:hub_auditevent_changelist")
        filters = {name: value for name, value in request.GET.items() if name != "q"}
        filters |= {"searched": "yes"} if request.GET.get("q") else {}
        return export_events(events=chosen, by=request.user, filters=filters)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        # The page of the subject depends on who looks; admins are shared by threads, the row is not.
        obj.page_of_subject = page_of(obj.subject, self.admin_site, request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("what"))
    def deed(self, event):
        return label_of(event.verb)

    @admin.display(description=_("number"))
    def number(self, event):
        return event.pk

    @admin.display(description=_("by"))
    def by(self, event):
        """Not the page of the account, which few may open."""
        if event.actor is None:
            return "–"
        return format_html('{} · <a href="{}">{}</a>', event.actor, _list(by=event.actor_id), _("all events of theirs"))

    @admin.display(description=_("on"))
    def on(self, event):
        others = _list(subject=event.subject)
        name = (
            format_html('<a href="{}">{}</a>', event.page_of_subject, event.subject)
            if event.page_of_subject
            else event.subject
        )
        return format_html('{} · <a href="{}">{}</a>', name, others, _("all events on it"))

    @admin.display(description=_("detail"))
    def facts(self, event):
        lines = detail_lines(json.loads(event.detail))
        told = {"lines": lines, "has_changes": any(line.before is not None for line in lines)}
        return mark_safe(  # noqa: S308 -- our own template, which escapes what it prints
            render_to_string("admin/hub/auditevent/facts.html", told)
        )


def _list(**narrowed) -> str:
    return f"{reverse('admin:hub_auditevent_changelist')}?{urlencode(narrowed)}"
