"""Articles whose registry has moved on since readers got their version: a column and a filter of the list, a notice."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext_lazy as _

from ..reports import changes_since_publication


class AttentionFilter(admin.SimpleListFilter):
    title = _("attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [("registry", _("Registry changed since publication"))]

    def queryset(self, request, queryset):
        if self.value() != "registry":
            return queryset
        return queryset.filter(pk__in=changes_since_publication())


class AttentionChangeList(ChangeList):
    """Reads the changes of all rows on the page at once."""

    def get_results(self, request):
        super().get_results(request)
        changes = changes_since_publication(self.result_list)
        for article in self.result_list:
            article.registry_changes = changes.get(article.pk, [])


class Attention:
    """Mixin of the article admin: the column `attention`."""

    def get_changelist(self, request, **kwargs):
        return AttentionChangeList

    @admin.display(description=_("needs attention"))
    def attention(self, article):
        changes = article.registry_changes
        return _("Registry changed (%(count)s)") % {"count": len(changes)} if changes else ""
