"""References: found and entered once, cited everywhere by key."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin, few_words

from ..ama import reference_text
from ..csl import first_author, year_of
from ..models import Reference
from .reference_form import ReferenceForm
from .reference_import import ReferenceImportPages

SHOWN = 20


@admin.register(Reference)
class ReferenceAdmin(ReferenceImportPages, HubAdmin):
    form = ReferenceForm
    list_display = ("key", "author", "year", "title", "status", "n_articles")
    list_filter = ("status",)
    search_fields = ("key", "title")
    ordering = ("key",)
    search_help_text = _("Author, title, year, DOI, PMID or key")
    autocomplete_fields = ("superseded_by",)
    fieldsets = (
        (None, {"fields": ("key", "printed", "type", "title", "authors")}),
        (
            _("Where and when"),
            {"fields": ("container", "container_short", "issued", ("volume", "issue", "page"), "number", "publisher", "genre")},
        ),
        (_("Identifiers and address"), {"fields": (("doi", "pmid"), "url", "accessed")}),
        (_("Standing"), {"fields": ("status", "superseded_by")}),
    )  # fmt: skip
    pasting = (_("Paste an item"), {"fields": ("pasted",), "classes": ("collapse",)})

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else (self.pasting, *self.fieldsets)

    def get_readonly_fields(self, request, obj=None):
        # The key stands in texts and published versions, so it is chosen once.
        return ("printed", "key") if obj else ("printed",)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change, form=ReferenceForm, **kwargs)
        return super().get_form(request, obj, change, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("citations"))

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(few_words(search_term)), False

    def get_urls(self):
        search = path("search/", self.admin_site.admin_view(self.search), name="articles_reference_search")
        return [search, *super().get_urls()]

    def search(self, request):
        """References for the citation dialog, as JSON: `results` of at most 20 `{key, label}`, and the `total`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Reference.objects.matching(few_words(request.GET.get("q", "")))
        rows = [{"key": reference.key, "label": reference_text(reference.csl)} for reference in found[:SHOWN]]
        return JsonResponse({"results": rows, "total": found.count()})

    @admin.display(description=_("as printed"))
    def printed(self, reference):
        return reference_text(reference.csl) if reference.pk else _("Shown once the reference is saved.")

    @admin.display(description=_("first author"))
    def author(self, reference):
        return first_author(reference.csl)

    @admin.display(description=_("year"))
    def year(self, reference):
        return year_of(reference.csl)

    @admin.display(description=_("articles"), ordering="used")
    def n_articles(self, reference):
        return reference.used
