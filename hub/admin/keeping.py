"""Editing what learners have answered: deletion is refused and retiring offered, other words need a word on them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Change

SAY_WHAT_CHANGED = _("Say what you changed: learners have answered the words as they stood.")


def change_field() -> forms.ChoiceField:
    """What an editor changed about words that learners have answered; no choice is made for them."""
    return forms.ChoiceField(choices=Change.choices, widget=forms.RadioSelect, required=False)


def ask_what_changed(form: forms.ModelForm, found: Any, always: str) -> None:
    """Word the form's field `what_changed`, or drop it where nobody has answered.

    found: how the row differs from its newest version, with `last` and `n_answers`; None without one. always: which
    changes start a new series whatever is said.
    """
    if found is None or not found.n_answers:
        del form.fields["what_changed"]
        return
    known = {"version": found.last.number, "count": found.n_answers}
    sentence = ngettext(
        "What did you change since version %(version)s? (%(count)s answer)",
        "What did you change since version %(version)s? (%(count)s answers)",
        found.n_answers,
    )
    form.fields["what_changed"].label = sentence % known
    stored = form.instance.change
    said = gettext("Said so far: %(change)s.") % {"change": Change(stored).label} if stored else ""
    form.fields["what_changed"].help_text = f"{said} {always}".strip()


class KeepsHistory:
    """Mixin of the admin of a `Kept` model. An action named `retire` is offered where deletion is refused."""

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        if row is None or not row.is_kept:
            return super().delete_view(request, object_id, extra_context)
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Not deleted"),
            "opts": self.opts,
            "row": row,
            "can_retire": "retire" in self.get_actions(request) and not getattr(row, "retired_at", None),
        }
        return render(request, "admin/kept.html", context, status=409)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            name, description = "delete_selected", capfirst(actions["delete_selected"][2])
            actions[name] = (_delete_unless_kept, name, description)
        return actions


class KeptRows(forms.BaseInlineFormSet):
    """Rows of a `Kept` model on the page of their parent: one with history is not deleted, and the page says why."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.is_kept:
                raise ValidationError(form.instance.kept_because)


@admin.action(permissions=["delete"])
def _delete_unless_kept(model_admin, request, chosen):
    """Delete as Django does; where one of the rows is kept, say so of each and delete none."""
    kept = list(chosen.model.objects.filter(pk__in=chosen.values("pk")).kept())
    if not kept:
        return delete_selected(model_admin, request, chosen)
    for row in kept:
        model_admin.message_user(request, row.kept_because, messages.ERROR)
    return None
