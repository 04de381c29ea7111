"""The register of products and of the companies behind them, for sponsor managers and publishers."""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.admin.base import HubAdmin, without_far_links

from ..models import Company, CompanyName, Product, ProductOwner, ProductSpelling
from ..products.actions import note_change, said_of
from ..products.recognition import key_of


class NamesOnce(forms.BaseInlineFormSet):
    """Rows whose text stands once, in whatever case; the database would refuse the second without a word."""

    text_field = ""

    def clean(self):
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            text = key_of(form.cleaned_data.get(self.text_field) or "") if hasattr(form, "cleaned_data") else ""
            if text and form not in self.deleted_forms:
                if text in seen:
                    form.add_error(self.text_field, _("This stands here twice."))
                seen.add(text)


class SpellingRows(NamesOnce):
    text_field = "text"


class NameRows(NamesOnce):
    text_field = "name"


class OwnerRows(forms.BaseInlineFormSet):
    """Owners of one product: a company stands once for a day, in its main role."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        rows = [row for row in kept if row.get("company")]
        for place, row in enumerate(rows):
            if any(_share_a_day(row, other) for other in rows[:place] if other["company"] == row["company"]):
                raise ValidationError(
                    _("%(company)s stands here twice for the same day. End one period before the other begins.")
                    % {"company": row["company"]}
                )


def _share_a_day(one: dict, other: dict) -> bool:
    def begins_in_time(row: dict, end) -> bool:
        return row.get("starts_on") is None or end is None or row["starts_on"] <= end

    return begins_in_time(one, other.get("ends_on")) and begins_in_time(other, one.get("ends_on"))


class SpellingInline(admin.TabularInline):
    model = ProductSpelling
    formset = SpellingRows
    extra = 0


class OwnerInline(admin.StackedInline):
    model = ProductOwner
    formset = OwnerRows
    extra = 0
    autocomplete_fields = ("company",)
    fields = (("company", "role"), ("starts_on", "ends_on"), "source", ("source_url", "checked_on"))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return without_far_links(super().formfield_for_dbfield(db_field, request, **kwargs))


class CompanyNameInline(admin.TabularInline):
    model = CompanyName
    formset = NameRows
    extra = 0


class RegisterAdmin(HubAdmin):
    """Every change goes to the audit log, the rows of the page included."""

    def save_model(self, request, obj, form, change):
        request.said_before = said_of(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._note(request, form.instance, request.said_before)

    def delete_model(self, request, obj):
        before, row = said_of(obj), copy(obj)
        super().delete_model(request, obj)
        self._note(request, row, before)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def _note(self, request, row, before) -> None:
        for sentence in note_change(row=row, before=before, actor=request.user):
            messages.warning(request, sentence)


@admin.register(Product)
class ProductAdmin(RegisterAdmin):
    list_display = ("name", "behind_it", "also_spelled")
    search_fields = ("name", "spellings__text", "owners__company__name")
    fieldsets = (
        (
            None,
            {
                "fields": ("name",),
                "description": gettext_lazy(
                    "Where a supporter of an article stands behind a product that the article names, the page says so "
                    "by itself, and two reviewers without interests in the supporter have to approve it."
                ),
            },
        ),
    )
    inlines = (OwnerInline, SpellingInline)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("spellings", "owners__company")

    @admin.display(description=gettext_lazy("behind it"))
    def behind_it(self, product):
        return ", ".join(dict.fromkeys(owner.company.name for owner in product.owners.all())) or "–"

    @admin.display(description=gettext_lazy("also spelled"))
    def also_spelled(self, product):
        return ", ".join(spelling.text for spelling in product.spellings.all()) or "–"


@admin.register(Company)
class CompanyAdmin(RegisterAdmin):
    list_display = ("name", "funder", "also_known_as")
    list_select_related = ("funder",)
    search_fields = ("name", "other_names__name")
    fields = ("name", "funder")
    inlines = (CompanyNameInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("other_names")

    @admin.display(description=gettext_lazy("also known as"))
    def also_known_as(self, company):
        return ", ".join(company.names[1:]) or "–"
