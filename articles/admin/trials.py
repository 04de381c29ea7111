"""The trial registry: a trial with its arms, endpoints and analyses on one page; each result on a page of its own."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin, OrderedStacked, OrderedTabular, ReadOnlyInline, pk_in

from ..models import Analysis, Arm, Endpoint, RegulatoryEvent, Result, Trial, TrialId, TrialPart, VersionTrial
from .findings import UsedInArticles
from .new_trial import NewTrialForm
from .registry_import import RegistryImportPages
from .suggestions import SuggestionPages, result_label
from .trial_forms import AnalysisForm, AnalysisRows, TrialForm, TrialIdForm


class TrialIdInline(OrderedTabular):
    model = TrialId
    form = TrialIdForm
    fields = ("registry", "value", "role", "order")


class PartInline(OrderedTabular):
    model = TrialPart
    fields = ("key", "label", "status", "order")
    classes = ("sortable", "collapse")


class OfThisTrial:
    """Mixin: parts to choose from are those of the trial on the screen."""

    def get_formset(self, request, obj=None, **kwargs):
        request._trial = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "part":
            kwargs["queryset"] = TrialPart.objects.filter(trial=getattr(request, "_trial", None))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ArmInline(OfThisTrial, OrderedStacked):
    model = Arm
    fields = (("key", "abbr", "type"), "label", "regimen", ("n", "part"), "order")


class EndpointInline(OrderedStacked):
    model = Endpoint
    fields = (("key", "measure"), ("type", "better"), ("definition", "time_frame"), "order")


class AnalysisInline(OrderedStacked):
    model = Analysis
    form = AnalysisForm
    formset = AnalysisRows
    fields = (("key", "label"), "follow_up", ("data_cutoff", "population"), "ref", "order")
    autocomplete_fields = ("ref",)

    def get_readonly_fields(self, request, obj=None):
        return () if self.has_change_permission(request, obj) else ("follow_up_lines",)

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fields
        return [("key", "label"), "follow_up_lines", ("data_cutoff", "population"), "ref"]

    @admin.display(description=_("median follow-up"))
    def follow_up_lines(self, analysis):
        return ", ".join(map(str, analysis.median_follow_up.all()))


class ResultInline(ReadOnlyInline):
    """The trial's results, to open one; a new one is added from the link above the list."""

    model = Result
    fields = ("endpoint", "analysis", "time_point", "key", "checked_on")
    readonly_fields = fields
    show_change_link = True
    ordering = ("order", "pk")


class RegulatoryInline(OrderedTabular):
    model = RegulatoryEvent
    fields = ("agency", "action", "date", "product", "indication", "ref", "order")
    autocomplete_fields = ("ref",)
    classes = ("sortable", "collapse")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "indication":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Trial)
class TrialAdmin(RegistryImportPages, SuggestionPages, UsedInArticles, HubAdmin):
    form = TrialForm
    list_display = ("acronym", "setting", "n_enrolled", "n_results")
    search_fields = ("acronym", "slug", "ids__value", "condition", "setting")
    search_help_text = _("Acronym, registry number, condition or setting")
    ordering = ("acronym",)
    prepopulated_fields = {"slug": ("acronym",)}
    inlines = (TrialIdInline, PartInline, ArmInline, EndpointInline, AnalysisInline, ResultInline, RegulatoryInline)
    readonly_fields = ("new_result", "used_in")
    fieldsets = (
        (None, {"fields": ("acronym", "slug", "question", "phases")}),
        (_("Participants and design"), {"fields": ("condition", "setting", "design", ("n_enrolled", "n_note"))}),
        (_("More"), {"fields": ("aliases", "new_result", "used_in")}),
    )
    quick_fieldsets = (
        (None, {"fields": ("acronym", "is_another", "number", "phases", "question")}),
        (
            _("Everything else"),
            {
                "fields": ("slug", "condition", "setting", "design", ("n_enrolled", "n_note"), "aliases"),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("results", distinct=True))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, trial):
        is_public = VersionTrial.objects.live().filter(trial=trial).exists()
        return trial.get_absolute_url() if is_public else None

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.quick_fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **({} if obj else {"form": NewTrialForm}) | kwargs)

    def get_inline_instances(self, request, obj=None):
        """A new trial shows its lists folded; results follow once it is saved."""
        inlines = super().get_inline_instances(request, obj)
        if obj:
            return inlines
        for inline in inlines:
            inline.classes = tuple(dict.fromkeys([*(inline.classes or ()), "collapse"]))
        return [inline for inline in inlines if not isinstance(inline, ResultInline)]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.save_number()

    def get_urls(self):
        results = path("results/", self.admin_site.admin_view(self.results), name="articles_trial_results")
        return [results, *super().get_urls()]

    def results(self, request):
        """Results that a finding may point to, as JSON: `results` of `{key, label}` for `?trial=<pk>`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Result.objects.filter(trial=pk_in(request.GET.get("trial", "")), key__isnull=False)
        rows = rows.select_related("endpoint", "analysis")
        return JsonResponse({"results": [{"key": row.key, "label": result_label(row)} for row in rows]})

    @admin.display(description=_("results"), ordering="number")
    def n_results(self, trial):
        return trial.number

    @admin.display(description=_("results"))
    def new_result(self, trial):
        address = reverse("admin:articles_result_add")
        return format_html('<a href="{}?trial={}">{}</a>', address, trial.pk, _("Add a result"))
