"""The inbox of suggestions: read, decide, merge, empty. Who sent one, and whether they paid for anything, is not here."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.admin.base import HubAdmin, ReadOnlyInline
from hub.models import FlagKind

from .. import suggestion_actions
from ..models import SETTABLE, Suggestion, SuggestionState, SuggestionStep
from ..suggestion_actions import CannotDecide

CHANGED_MEANWHILE = _(
    "Somebody decided on this suggestion while the page was open: it is now “%(state)s”. Look at the history below, then "
    "save again if your decision still holds."
)


class StandingFilter(admin.SimpleListFilter):
    """The state as the sender sees it; what was merged is listed only where asked for."""

    title = _("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [*SuggestionState.choices, ("merged", _("Merged"))]

    def queryset(self, request, queryset):
        if self.value() == "merged":
            return queryset.exclude(merged_into=None)
        if self.value() in SuggestionState.values:
            return queryset.unmerged().filter(standing=self.value())
        return queryset


class FlaggedFilter(admin.SimpleListFilter):
    title = _("flags")
    parameter_name = "flagged"

    def lookups(self, request, model_admin):
        return [("no", _("Sent by a person, as far as one can tell")), ("yes", _("May come from a program"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.exclude(flags=[])
            case "no":
                return queryset.filter(flags=[])
        return queryset


class DecisionForm(forms.ModelForm):
    """State, reason and article. It refuses a decision that was made on another state than the stored one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Suggestion
        fields = ("state", "reason", "article")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" not in self.fields:
            return
        self.fields["state"].choices = [(state.value, state.label) for state in SETTABLE]
        self.fields["reason"].help_text = _("Needed for declining. Whoever sent the suggestion reads it.")
        self.fields["article"].help_text = _(
            "Of an accepted suggestion. Once it is published, the sender gets its link."
        )
        self.fields["seen"].initial = self.instance.state
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})

    def clean(self):
        cleaned = super().clean()
        stored = Suggestion.objects.values_list("state", flat=True).get(pk=self.instance.pk)
        if self.errors:
            return cleaned
        if cleaned["seen"] != stored:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = stored
            raise ValidationError(CHANGED_MEANWHILE % {"state": SuggestionState(stored).label}, code="changed")
        if cleaned["state"] == SuggestionState.DECLINED and not cleaned["reason"].strip():
            self.add_error("reason", _("Give the reason: whoever sent the suggestion reads it."))
        if cleaned["article"] and cleaned["state"] != SuggestionState.ACCEPTED:
            self.add_error(
                "article", _("An article belongs to an accepted suggestion: accept it, or empty the article.")
            )
        elif cleaned["article"] and cleaned["article"].hub_id != self.instance.hub_id:
            self.add_error("article", _("This article belongs to another hub than the suggestion."))
        return cleaned

    def _post_clean(self):
        """The action decides and stores; the row of this page stays as it was read."""


class StepInline(ReadOnlyInline):
    model = SuggestionStep
    fk_name = "suggestion"
    verbose_name_plural = _("history")
    fields = ("at", "step", "reason", "by")
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    @admin.display(description=_("state"))
    def step(self, step):
        return str(step)


@admin.register(Suggestion)
class SuggestionAdmin(HubAdmin):
    form = DecisionForm
    list_display = ("excerpt", "standing_label", "flag_labels", "n_duplicates", "submitted_at", "topic", "hub_name")
    list_filter = (StandingFilter, FlaggedFilter, "hub", "topic")
    list_select_related = ("hub", "topic")
    search_fields = ("text", "reason")
    date_hierarchy = "submitted_at"
    autocomplete_fields = ("article",)
    inlines = (StepInline,)
    actions = ("merge", "empty")
    told = ("whole_text", "hub", "topic", "submitted_at", "has_address", "flag_labels", "standing_label", "merged")
    readonly_fields = told
    fieldsets = (
        (None, {"fields": told}),
        (_("Decision"), {"fields": ("state", "reason", "article", "seen")}),
    )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """What was merged follows another one: it is looked at only."""
        return super().has_change_permission(request, obj) and not (obj and obj.merged_into_id)

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing().annotate(merged_here=Count("duplicates"))

    def save_model(self, request, obj, form, change):
        suggestion_actions.decide(
            suggestion=obj,
            state=SuggestionState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            article=form.cleaned_data["article"],
            by=request.user,
            now=timezone.now(),
        )

    @admin.action(description=_("Merge the chosen suggestions"), permissions=["change"])
    def merge(self, request, chosen):
        """A page that asks which one stays; sending it merges the others into that one."""
        rows = list(chosen.order_by("submitted_at", "pk"))
        problem = "" if len(rows) > 1 else _("Choose two suggestions at least: one stays, the others follow it.")
        kept = next((row for row in rows if str(row.pk) == request.POST.get("kept")), None)
        if kept and not problem:
            try:
                merged = suggestion_actions.merge(
                    kept=kept, duplicates=[row for row in rows if row != kept], by=request.user, now=timezone.now()
                )
            except CannotDecide as error:
                problem = str(error)
            else:
                sentence = ngettext(
                    "%(count)s suggestion was merged.", "%(count)s suggestions were merged.", len(merged)
                )
                self.message_user(request, sentence % {"count": len(merged)}, messages.SUCCESS)
                return None
        if problem:
            self.message_user(request, problem, messages.ERROR)
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Merge suggestions"),
            "opts": self.opts,
            "rows": rows,
            "is_unanswered": "confirmed" in request.POST,
        }
        return render(request, "admin/articles/suggestion/merge.html", context)

    @admin.action(description=_("Remove the text of the chosen suggestions for good"), permissions=["change"])
    def empty(self, request, chosen):
        """A page that asks once more; sending it removes the texts."""
        rows = list(chosen.filter(emptied_at=None).order_by("submitted_at", "pk"))
        if rows and "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": _("Remove texts"),
                "opts": self.opts,
                "rows": rows,
            }
            return render(request, "admin/articles/suggestion/empty.html", context)
        for row in rows:
            suggestion_actions.empty(suggestion=row, by=request.user, now=timezone.now())
        sentence = ngettext("%(count)s text was removed.", "%(count)s texts were removed.", len(rows))
        self.message_user(request, sentence % {"count": len(rows)}, messages.SUCCESS)
        return None

    @admin.display(description=_("hub"), ordering="hub")
    def hub_name(self, suggestion):
        return suggestion.hub.short_name

    @admin.display(description=_("suggestion"))
    def excerpt(self, suggestion):
        return Truncator(suggestion.text).chars(120) or _("(text removed)")

    @admin.display(description=_("suggestion"))
    def whole_text(self, suggestion):
        return suggestion.text or _("(text removed)")

    @admin.display(description=_("state"), ordering="standing")
    def standing_label(self, suggestion):
        label = SuggestionState(suggestion.standing).label
        return _("Merged: %(state)s") % {"state": label} if suggestion.merged_into_id else label

    @admin.display(description=_("duplicates"), ordering="merged_here")
    def n_duplicates(self, suggestion):
        return suggestion.merged_here

    @admin.display(description=_("flags"))
    def flag_labels(self, suggestion):
        return ", ".join(str(FlagKind(kind).label) for kind in suggestion.flags) or "–"

    @admin.display(description=_("gave an address for news"), boolean=True)
    def has_address(self, suggestion):
        return bool(suggestion.email)

    @admin.display(description=_("merged into"))
    def merged(self, suggestion):
        return Truncator(suggestion.merged_into.text).chars(120) if suggestion.merged_into_id else "–"
