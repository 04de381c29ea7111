"""Declarations of interests: entering one, declaring anew, review and withdrawal."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.declaration_actions import record_declaration
from hub.models import Declaration, Hub, Interest

from .base import ExchangingRows, HubAdmin, OrderedForm, OrderedStacked, pk_in
from .declaration_deeds import DeclarationDeeds
from .people import standing_words

_DATES = {"starts_on", "ends_on", "is_ongoing"}
_COPIED = (
    "entity", "nature", "nature_note", "period", "starts_on", "ends_on", "is_ongoing", "covers_this_work", "paid_to",
    "order",
)  # fmt: skip


class DeclarationForm(forms.ModelForm):
    """Checks as well what rests on the withdrawal, which is no field of the form: one declaration that counts a day."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"withdrawn_at"}


class InterestForm(OrderedForm):
    """A relationship; where only the words of its period were changed, its dates follow them."""

    def clean(self):
        given = super().clean()
        if "period" in self.changed_data and not _DATES & set(self.changed_data):
            given |= {"starts_on": None, "ends_on": None, "is_ongoing": False}
        return given


class InterestRows(ExchangingRows):
    """The relationships of a declaration: at least one, or none and the tick that says so."""

    def clean(self):
        super().clean()
        problem = self.instance.missing_statement(len(self.wanted_forms()))
        if problem and not any(self.errors):
            raise ValidationError(problem)

    def wanted_forms(self):
        """The forms of the rows that shall stand, in their order."""
        filled = [form for form in self.forms if form.instance.pk or form.has_changed()]
        kept = [form for form in filled if form not in self.deleted_forms]
        return sorted(kept, key=lambda form: getattr(form, "cleaned_data", {}).get("order") or 0)


class InterestInline(OrderedStacked):
    model = Interest
    form = InterestForm
    formset = InterestRows
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "entity",
                    ("nature", "nature_note"),
                    ("starts_on", "ends_on", "is_ongoing"),
                    "period",
                    ("covers_this_work", "paid_to"),
                    "order",
                )
            },
        ),
    )

    def get_extra(self, request, obj=None, **kwargs):
        last = last_of(request) if obj is None or obj.pk is None else None
        return last.interests.count() if last else 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not (obj and obj.is_history)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_history)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_history)


def last_of(request) -> Declaration | None:
    """The declaration that a blank page shall begin with, as its address names it; only before anything is sent."""
    pk = pk_in(request.GET.get("anew", ""))
    return Declaration.objects.filter(pk=pk).first() if pk and request.method == "GET" else None


class StandingFilter(admin.SimpleListFilter):
    """Declarations by what was done with them."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("open", _("Not reviewed")), ("reviewed", _("Reviewed")), ("withdrawn", _("Withdrawn"))]

    def queryset(self, request, queryset):
        match self.value():
            case "open":
                return queryset.counting().filter(reviewed_on=None)
            case "reviewed":
                return queryset.counting().exclude(reviewed_on=None)
            case "withdrawn":
                return queryset.exclude(withdrawn_at=None)
        return queryset


@admin.register(Declaration)
class DeclarationAdmin(DeclarationDeeds, HubAdmin):
    form = DeclarationForm
    list_display = ("person", "declared_on", "n_interests", "standing")
    list_filter = (StandingFilter, "declared_on")
    search_fields = ("person__name", "interests__entity")
    autocomplete_fields = ("person",)
    inlines = (InterestInline,)
    entered = (
        (
            None,
            {
                "fields": ("person", "declared_on", "look_back_months", "collected_as"),
                "description": _(
                    "What the person stated, in the person's words. Readers see it beside the name, before the content."
                ),
            },
        ),
        (_("What was declared"), {"fields": ("has_nothing_to_declare",)}),
    )
    history = (
        (_("Review"), {"fields": ("reviewed_by", "reviewed_on", "mitigation")}),
        (_("Withdrawal"), {"fields": ("withdrawn_at", "withdrawn_reason")}),
    )
    readonly_fields = tuple(name for _title, options in history for name in options["fields"])

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person").annotate(number=Count("interests"))

    def get_fieldsets(self, request, obj=None):
        review, withdrawal = self.history
        found = [review] if obj and (obj.is_reviewed or obj.mitigation) else []
        return (*self.entered, *found, *([withdrawal] if obj and obj.is_withdrawn else []))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_history)

    def has_delete_permission(self, request, obj=None):
        """Never: what somebody declared has to be provable. It is withdrawn instead."""
        return False

    def get_changeform_initial_data(self, request):
        initial = {"look_back_months": Hub.objects.strictest_terms().look_back_months}
        initial |= super().get_changeform_initial_data(request)
        if last := last_of(request):
            initial |= {"person": last.person_id, "has_nothing_to_declare": last.has_nothing_to_declare}
        return initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is None and (last := last_of(request)):
            found["initial"] = list(last.interests.values(*_COPIED))
        return found

    def changeform_view(self, request, *args, **kwargs):
        """As for all pages; where the action refuses what came in between, the page is checked once more and says it."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """Nothing yet: `save_related` stores the declaration together with its interests."""

    def save_related(self, request, form, formsets, change):
        (rows,) = formsets
        rows.save(commit=False)
        record_declaration(
            declaration=form.instance,
            interests=[row.instance for row in rows.wanted_forms()],
            removed=rows.deleted_objects,
            actor=request.user,
        )

    @admin.display(description=_("interests"), ordering="number")
    def n_interests(self, declaration):
        count = declaration.number
        if not count:
            return _("Nothing to declare")
        return ngettext("%(count)s interest", "%(count)s interests", count) % {"count": count}

    @admin.display(description=_("standing"))
    def standing(self, declaration):
        return standing_words(declaration)
