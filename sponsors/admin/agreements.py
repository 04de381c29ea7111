"""Agreements, for sponsor managers."""

import json

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hub import roles
from hub.admin.base import HubAdmin, ReadOnlyInline
from hub.admin.keeping import KeepsHistory

from ..actions import confirm_agreement, correct_agreement
from ..models import Agreement, AgreementChange
from ..models.agreement import CONFIDENTIAL
from .agreement_form import AgreementForm

# What an audit asks of an agreement; one that lacks some of it can be confirmed all the same.
WANTED = ("number", "purpose", "starts_on", "ends_on", "signed_on", "signatories", "document_hash")


def may_see_amounts(request) -> bool:
    """Whether the account is a sponsor manager; a superuser without that role sees no band and no level either."""
    return request.user.has_role(roles.SPONSOR_MANAGER)


class ChangeInline(ReadOnlyInline):
    """The history of a confirmed agreement, amounts included."""

    model = AgreementChange
    fields = readonly_fields = ("at", "by", "what", "reason")
    verbose_name_plural = _("history")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("event__actor", "agreement__funder")

    @admin.display(description=_("at"))
    def at(self, change):
        return date_format(timezone.localtime(change.event.at), "DATETIME_FORMAT")

    @admin.display(description=_("by"))
    def by(self, change):
        return change.event.actor

    @admin.display(description=_("what changed"))
    def what(self, change):
        changed = json.loads(change.payload)["changed"]
        names = {field.attname: capfirst(field.verbose_name) for field in Agreement._meta.fields}
        return "; ".join(
            f"{names[name]}: {_shown(before)} → {_shown(after)}" for name, (before, after) in sorted(changed.items())
        )

    @admin.display(description=_("reason"))
    def reason(self, change):
        return json.loads(change.payload)["reason"] or "–"


def _shown(value) -> str:
    return "–" if value in (None, "") else str(value)


@admin.register(Agreement)
class AgreementAdmin(KeepsHistory, HubAdmin):
    form = AgreementForm
    search_fields = ("funder__name", "number", "purpose")
    list_filter = ("status", "scope", "hub")
    list_select_related = ("funder", "hub")
    autocomplete_fields = ("funder",)
    date_hierarchy = "starts_on"
    plain = (
        (None, {"fields": ("funder", "number", "purpose", ("is_financial", "in_kind"))}),
        (_("Scope"), {"fields": ("scope", "hub", "topic")}),
        (_("Period"), {"fields": (("starts_on", "ends_on"),)}),
    )
    confidential = (
        (
            _("Amount"),
            {
                "fields": ("band", "tier", "tier_override", "override_reason"),
                "description": _(
                    "Seen by sponsor managers only, and exported nowhere. The level follows from the band by the "
                    "table of the hub."
                ),
            },
        ),
        (
            _("Document"),
            {"fields": ("signed_on", "signatories", "document", "document_hash", "has_independence_clause")},
        ),
    )

    def get_fieldsets(self, request, obj=None):
        status = ("status", "reason") if obj and obj.is_confirmed else ("status",)
        last = (_("Status"), {"fields": status})
        if not may_see_amounts(request):
            return (*self.plain, last)
        amount, document = self.confidential
        if obj and obj.band_note:
            amount = (amount[0], amount[1] | {"fields": ("band_note", *amount[1]["fields"])})
        return (*self.plain, amount, document, last)

    def get_form(self, request, obj=None, change=False, **kwargs):
        # The form's own fields stand in fieldsets; Django would look for them in the model.
        kwargs["fields"] = [
            name
            for _title, options in self.get_fieldsets(request, obj)
            for entry in options["fields"]
            for name in ([entry] if isinstance(entry, str) else entry)
            if name not in ("reason", "document")
        ]
        form = super().get_form(request, obj, change, **kwargs)
        if not may_see_amounts(request):
            form.base_fields.pop("document", None)
        return form

    def get_list_display(self, request):
        columns = ("funder", "number", "scope", "status", "starts_on", "ends_on")
        return (*columns, "tier") if may_see_amounts(request) else columns

    def filtered(self, request) -> set[str]:
        """Nobody filters by what they may not see."""
        return super().filtered(request) | (set(CONFIDENTIAL) if may_see_amounts(request) else set())

    def get_readonly_fields(self, request, obj=None):
        fixed = ("funder",) if obj and obj.is_confirmed else ()
        computed = ("tier", "band_note", "document_hash")
        return (*fixed, *computed) if may_see_amounts(request) else (*fixed, "status")

    def get_inlines(self, request, obj):
        return [ChangeInline] if obj and obj.is_confirmed and may_see_amounts(request) else []

    def save_model(self, request, obj, form, change):
        """Confirming and correcting go through their actions, so that the audit history knows of it."""
        if form.was_confirmed:
            reason = form.cleaned_data.get("reason", "")
            self._say_what_stopped(request, correct_agreement(agreement=obj, actor=request.user, reason=reason))
            return
        is_confirmed = obj.is_confirmed
        obj.status = Agreement.Status.DRAFT
        super().save_model(request, obj, form, change)
        if is_confirmed:
            confirm_agreement(agreement=obj, manager=request.user)
            self._say_what_is_missing(request, obj)

    def _say_what_stopped(self, request, n_stopped: int) -> None:
        """How many, and never which: what is scheduled is no business of sponsor managers."""
        if n_stopped:
            sentence = ngettext(
                "%(count)s scheduled publication rests on this agreement and was taken off the schedule. The publishers "
                "are told.",
                "%(count)s scheduled publications rest on this agreement and were taken off the schedule. The publishers "
                "are told.",
                n_stopped,
            )
            messages.warning(request, sentence % {"count": n_stopped})

    def _say_what_is_missing(self, request, agreement) -> None:
        missing = [str(Agreement._meta.get_field(name).verbose_name) for name in WANTED if not getattr(agreement, name)]
        if missing:
            sentence = gettext("The agreement counts from now on. An audit will also ask for: %(missing)s.")
            messages.warning(request, sentence % {"missing": ", ".join(missing)})
