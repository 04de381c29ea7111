"""One result of a trial: what an analysis found for an endpoint, the values of the arms and the comparison."""

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.admin.base import HubAdmin, OrderedStacked, pk_in

from ..models import Analysis, Arm, ArmValue, Comparison, Endpoint, Result, Trial, TrialPart
from .findings import UsedInArticles

_OF_TRIAL = {"analysis": Analysis, "endpoint": Endpoint, "part": TrialPart, "arm": Arm, "reference_arm": Arm}


class ChoicesOfTrial:
    """Mixin: analyses, endpoints, parts and arms to choose from are those of the result's trial."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if model := _OF_TRIAL.get(db_field.name):
            kwargs["queryset"] = model.objects.filter(trial=request._trial)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ArmValueInline(ChoicesOfTrial, OrderedStacked):
    model = ArmValue
    fields = (
        ("arm", "value", "unit", "not_reached"), ("ci_lower", "ci_upper", "ci_pct"), ("x", "n"),
        ("param_type", "dispersion_type", "dispersion_value"), "order",
    )  # fmt: skip


class ComparisonForm(forms.ModelForm):
    """The arms compared as tick boxes of the trial's arms."""

    groups = forms.MultipleChoiceField(
        label=_("Arms compared"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all arms."),
    )  # fmt: skip

    class Meta:
        model = Comparison
        fields = ("measure", "groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = [(key, key) for key in self.instance.groups or []]
        arms = [(arm.key, str(arm)) for arm in self.arms]
        if "groups" in self.fields:
            self.fields["groups"].choices = arms + [pair for pair in stored if pair[0] not in dict(arms)]


class ComparisonInline(ChoicesOfTrial, admin.StackedInline):
    model = Comparison
    extra = 1
    fields = (
        ("measure", "value", "unit"), ("ci_pct", "ci_lower", "ci_upper"), ("p_op", "p_value", "p_sides"),
        ("reference_arm", "ci_method", "test"), ("stratified", "adjusted", "paired"), "groups",
        ("ni_margin", "statistical_method"),
    )  # fmt: skip

    def get_formset(self, request, obj=None, **kwargs):
        arms = list(Arm.objects.filter(trial=request._trial))
        kwargs["form"] = type("ComparisonForm", (ComparisonForm,), {"arms": arms})
        return super().get_formset(request, obj, **kwargs)


class ResultForm(forms.ModelForm):
    """A result of a known trial, among whose results its key is checked; a new one comes last."""

    class Meta:
        model = Result
        fields = ("endpoint", "analysis", "part", "time_point", "ref", "note", "checked_by", "checked_on", "key")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.trial = self.trial
            self.instance.order = self.trial.results.count()

    def _get_validation_exclusions(self):
        # The trial is no field of the form, and Django would leave constraints that name it to the database.
        return super()._get_validation_exclusions() - {"trial"}


@admin.register(Result)
class ResultAdmin(UsedInArticles, ChoicesOfTrial, HubAdmin):
    list_display = ("endpoint", "trial", "analysis", "time_point", "checked_on")
    list_filter = ("trial",)
    list_select_related = ("trial", "endpoint", "analysis")
    search_fields = ("trial__acronym", "endpoint__measure", "key")
    autocomplete_fields = ("ref", "checked_by")
    readonly_fields = ("trial", "used_in")
    inlines = (ArmValueInline, ComparisonInline)
    fieldsets = (
        (None, {"fields": ("trial", ("endpoint", "analysis", "part"), "time_point", "ref", "note")}),
        (_("Checked against the source"), {"fields": (("checked_by", "checked_on"),)}),
        (_("Key"), {"fields": ("key",), "classes": ("collapse",)}),
        (_("Use"), {"fields": ("used_in",)}),
    )

    def get_form(self, request, obj=None, change=False, **kwargs):
        request._trial = obj.trial if obj else self._wanted_trial(request)
        kwargs["form"] = type("ResultForm", (ResultForm,), {"trial": request._trial})
        return super().get_form(request, obj, change, **kwargs)

    def get_inline_instances(self, request, obj=None):
        if not hasattr(request, "_trial"):
            request._trial = obj.trial if obj else self._wanted_trial(request)
        return super().get_inline_instances(request, obj)

    @staticmethod
    def _wanted_trial(request) -> Trial | None:
        wanted = pk_in(request.GET.get("trial", ""))
        return Trial.objects.filter(pk=wanted).first() if wanted else None

    def add_view(self, request, form_url="", extra_context=None):
        """A result belongs to a trial, so the page first asks which."""
        trial = self._wanted_trial(request)
        if trial is None and self.has_add_permission(request):
            context = self.admin_site.each_context(request) | {
                "title": _("Add a result"),
                "opts": self.opts,
                "trials": Trial.objects.all(),
            }
            return render(request, "admin/articles/result/choose_trial.html", context)
        return super().add_view(request, form_url, {"trial": trial} | (extra_context or {}))

    def response_add(self, request, obj, post_url_continue=None):
        if "_addanother" in request.POST:
            self.message_user(request, _("The result is saved. Add the next one."))
            return HttpResponseRedirect(f"{reverse('admin:articles_result_add')}?trial={obj.trial_id}")
        return super().response_add(request, obj, post_url_continue)
