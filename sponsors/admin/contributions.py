"""Contributions, for sponsor managers alone. Opening one, searching and exporting leave audit events."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import roles
from hub.admin.base import HubAdmin, ReadOnlyInline
from hub.exports import csv_response
from hub.models import FlagKind

from ..contributions import actions
from ..contributions.models import NEXT
from ..contributions.money import holds_card_number, printed
from ..models import Contribution, ContributionStatus, ContributionStep
from .contribution_entry import EntryForm


@dataclass(frozen=True)
class ContributionRow:
    """A line of the export."""

    number: str
    pledged_on: date
    name: str
    email: str
    may_be_named: bool
    amount: Decimal
    currency: str
    gift: str
    status: str
    status_since: date
    reference: str
    hub: str


class StatusForm(forms.ModelForm):
    """What became of a pledge, and since when."""

    on = forms.DateField(
        label=_("Since"), widget=admin.widgets.AdminDateWidget, help_text=_("The day on which the status came to be.")
    )

    class Meta:
        model = Contribution
        fields = ("status", "reference")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            stored = ContributionStatus(self.instance.status)
            self.fields["status"].choices = [(one.value, one.label) for one in (stored, *NEXT[stored])]
            self.fields["on"].initial = timezone.localdate(timezone=self.instance.hub.zone)

    def clean(self):
        cleaned = super().clean()
        if self.errors or "status" not in cleaned:
            return cleaned
        if holds_card_number(cleaned["reference"]):
            self.add_error("reference", _("This looks like the number of a card. No card data is kept here."))
        stored = Contribution.objects.select_related("hub").get(pk=self.instance.pk)
        if cleaned["status"] != stored.status:
            try:
                actions.check_next(stored, ContributionStatus(cleaned["status"]), cleaned["on"], timezone.now())
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def _post_clean(self):
        """The action decides and stores; the row of this page stays as it was read."""


class StepInline(ReadOnlyInline):
    model = ContributionStep
    fields = ("on", "status", "by", "recorded_at")
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Contribution)
class ContributionAdmin(HubAdmin):
    form = StatusForm
    list_display = ("number", "pledged_at", "money", "status", "hub", "flag_labels")
    list_filter = ("status", "currency", "hub")
    list_select_related = ("hub",)
    search_fields = ("number", "=email", "name", "reference")
    search_help_text = _("Receipt number, payment reference, name, or the whole e-mail address. Searches are logged.")
    date_hierarchy = "pledged_at"
    inlines = (StepInline,)
    actions = ("export",)
    donor = ("name", "email", "shows_name", "gift", "suggestion_state")
    facts = ("number", "hub", "money", "pledged_at", "receipt_sent_at", "flag_labels")
    readonly_fields = (*facts, *donor)
    fieldsets = (
        (None, {"fields": facts}),
        (_("Donor"), {"fields": donor, "description": _("Every look at this page is logged.")}),
        (_("Status"), {"fields": ("status", "on", "reference")}),
    )
    entry_fieldsets = (
        (
            _("A contribution that arrived without a pledge"),
            {
                "fields": ("hub", "amount", "currency", "on", "reference", "page_number"),
                "description": _("Such as a bank transfer. It counts as paid; that you entered it is logged."),
            },
        ),
        (_("Donor"), {"fields": ("name", "email", "shows_name", "gift")}),
    )

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        """Sponsor managers alone; a superuser without that role sees no donor."""
        return super().has_view_permission(request, obj) and request.user.has_role(roles.SPONSOR_MANAGER)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.has_role(roles.SPONSOR_MANAGER)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.has_role(roles.SPONSOR_MANAGER)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs | ({} if obj else {"form": EntryForm}))

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.entry_fieldsets

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("hub", "suggestion")

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            actions.record_search(by=request.user, n_found=found.count())
        return found, may_repeat

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            actions.record_look(contribution=obj, by=request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            self._enter(request, obj, form)
            return
        actions.set_status(
            contribution=obj,
            status=ContributionStatus(form.cleaned_data["status"]),
            on=form.cleaned_data["on"],
            reference=form.cleaned_data["reference"],
            by=request.user,
            now=timezone.now(),
        )

    @staticmethod
    def _enter(request, obj, form):
        entered = actions.enter_contribution(
            hub=form.cleaned_data["hub"],
            given=form.given(),
            on=form.cleaned_data["on"],
            reference=form.cleaned_data["reference"],
            nonce=form.cleaned_data["page_number"],
            by=request.user,
            now=timezone.now(),
        )
        obj.pk, obj.number = entered.pk, entered.number

    @admin.action(description=_("Export the chosen contributions as CSV"), permissions=["view"])
    def export(self, request, chosen):
        rows = [_row(contribution) for contribution in chosen.prefetch_related("steps")]
        actions.record_export(by=request.user, numbers=[row.number for row in rows])
        return csv_response(ContributionRow, rows, "contributions.csv")

    @admin.display(description=_("amount"), ordering="amount")
    def money(self, contribution):
        return printed(contribution.amount, contribution.currency)

    @admin.display(description=_("flags"))
    def flag_labels(self, contribution):
        return ", ".join(str(FlagKind(kind).label) for kind in contribution.flags) or "–"

    @admin.display(description=_("suggestion"))
    def suggestion_state(self, contribution):
        """Only how far it has come: the article that takes it up may be a draft."""
        return contribution.suggestion.get_state_display() if contribution.suggestion else "–"


def _row(contribution: Contribution) -> ContributionRow:
    return ContributionRow(
        number=contribution.number,
        pledged_on=contribution.pledged_at.astimezone(contribution.hub.zone).date(),
        name=contribution.name,
        email=contribution.email,
        may_be_named=contribution.shows_name,
        amount=contribution.amount,
        currency=contribution.currency,
        gift=contribution.gift,
        status=str(contribution.get_status_display()),
        status_since=list(contribution.steps.all())[-1].on,
        reference=contribution.reference,
        hub=contribution.hub.short_name,
    )
