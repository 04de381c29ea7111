"""The pages "Review" and "Withdraw" of a declaration of interests."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from hub.declaration_actions import (
    may_review,
    review_declaration,
    why_no_review,
    why_no_withdrawal,
    withdraw_declaration,
)
from hub.models import Declaration


class ReviewForm(forms.Form):
    text = forms.CharField(
        label=_("Mitigation"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "How the relationships were kept from shaping the content, such as: numbers checked by somebody without "
            "one. Readers see that relationships were mitigated; this note stays here. Empty where nothing is declared."
        ),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    text = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the declaration and in the audit history."),
        error_messages={"required": _("Give a reason.")},
    )  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One thing to do with a declaration: what the page says, and the action behind it, which may return sentences."""

    title: str
    explanation: str
    button: str
    done: str
    form: type[forms.Form]
    run: Callable[[Declaration, object, str], object] = field(repr=False)


DEEDS = {
    "review": Deed(
        title=_("Review this declaration"),
        explanation=_("You confirm that you looked at what was declared. From then on the declaration stays as it is."),
        button=_("Record the review"),
        done=_("The declaration is reviewed."),
        form=ReviewForm,
        run=lambda declaration, user, text: review_declaration(declaration=declaration, reviewer=user, mitigation=text),
    ),
    "withdraw": Deed(
        title=_("Withdraw this declaration"),
        explanation=_(
            "It counts no more, and an earlier one stands in its place if there is one. It is kept, and published "
            "versions keep showing it. Publications that were scheduled on it may be stopped."
        ),
        button=_("Withdraw it"),
        done=_("The declaration is withdrawn."),
        form=WithdrawForm,
        run=lambda declaration, user, text: withdraw_declaration(declaration=declaration, actor=user, reason=text),
    ),
}


class DeclarationDeeds:
    """Mixin of the declaration admin: the pages behind its buttons."""

    change_form_template = "admin/hub/declaration/change_form.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", wrap(self.deed_page), {"name": name}, name=f"hub_declaration_{name}")
            for name in DEEDS
        ]
        return own + super().get_urls()

    def open_deeds(self, request, declaration: Declaration) -> list[str]:
        """The deeds that this account may do now."""
        return [name for name in DEEDS if self._may(request, name) and not self._refusal(request, declaration, name)]

    def _may(self, request, name: str) -> bool:
        return may_review(request.user) if name == "review" else request.user.has_perm("hub.change_declaration")

    def _refusal(self, request, declaration: Declaration, name: str) -> str:
        return why_no_review(declaration, request.user) if name == "review" else why_no_withdrawal(declaration)

    def deed_page(self, request, pk: int, name: str):
        declaration, deed = self.get_object(request, str(pk)), DEEDS[name]
        if not self._may(request, name) or not self.has_view_permission(request, declaration):
            raise PermissionDenied
        if declaration is None:
            raise Http404
        form = deed.form(request.POST if request.method == "POST" else None)
        refused = closed = self._refusal(request, declaration, name)
        if request.method == "POST" and not closed and form.is_valid():
            try:
                told = deed.run(declaration, request.user, form.cleaned_data["text"])
            except ValidationError as error:
                refused = " ".join(error.messages)
            else:
                messages.success(request, deed.done)
                for sentence in told if isinstance(told, list) else []:
                    messages.warning(request, sentence)
                return redirect("admin:hub_declaration_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": deed.title,
            "opts": self.opts,
            "declaration": declaration,
            "interests": declaration.interests.all(),
            "deed": deed,
            "form": form,
            "refused": refused,
            "is_closed": bool(closed),
        }
        return render(
            request,
            "admin/hub/declaration/deed.html",
            context,
            status=409 if refused and request.method == "POST" else 200,
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        declaration = self.get_object(request, object_id)
        found = {}
        if declaration and self.has_view_permission(request, declaration):
            deeds = [(name, DEEDS[name]) for name in self.open_deeds(request, declaration)]
            found = {"deeds": deeds, "is_shown": declaration.showings.exists()}
        return super().change_view(request, object_id, form_url, found | (extra_context or {}))
