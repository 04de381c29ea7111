"""What the pages that decide about an answered series share: which series, its form, its refusals, its history."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.actions import Refused
from hub.admin.base import pk_in

from ..decisions import last_decision, may_decide
from ..models import Question, QuestionVersion


class ReasonForm(forms.Form):
    """seen: number of the last decision when the page was made, so that a second one learns what happened meanwhile."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason.")},
    )  # fmt: skip
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DecisionPage:
    """One page about one series of one question. Subclasses name the model of their rows and say what a POST does."""

    model: type
    template: str
    title = ""
    DEEDS: tuple[str, ...] = ()

    def __init__(self, model_admin, request, pk: int) -> None:
        self.model_admin, self.request = model_admin, request
        question = model_admin.get_object(request, str(pk))
        if not model_admin.has_view_permission(request, question) or not may_decide(request.user):
            raise PermissionDenied
        if question is None:
            raise Http404
        self.question: Question = question
        self.versions = self._versions()
        self.version = self._chosen()
        self.last = last_decision(self.model, question, self.version.series) if self.version else None

    def _versions(self) -> list[QuestionVersion]:
        """The newest version of each series, the newest series first."""
        newest: dict[int, QuestionVersion] = {}
        for version in self.question.versions.prefetch_related("options"):
            newest.setdefault(version.series, version)
        return sorted(newest.values(), key=lambda version: -version.series)

    def _chosen(self) -> QuestionVersion | None:
        wanted = pk_in(self.request.GET.get("series", ""))
        if wanted is None:
            return self.versions[0] if self.versions else None
        found = next((version for version in self.versions if version.series == wanted), None)
        if found is None:
            raise Http404
        return found

    @property
    def seen(self) -> int:
        return self.last.number if self.last else 0

    def offered(self) -> dict[str, forms.Form]:
        """The blank forms that the series allows now, by the value of their button."""
        return {deed: self.form(deed) for deed in self.deeds()}

    def deeds(self) -> list[str]:
        raise NotImplementedError

    def form(self, deed: str, data=None) -> forms.Form:
        return ReasonForm(data, auto_id=f"{deed}_%s")

    def run(self, deed: str, given: dict) -> str:
        """Do what the form asks for; returns the sentence to say. Raises Refused."""
        raise NotImplementedError

    def seen_row(self, given: dict):
        """The decision that the form was made after. Raises Refused for a form that somebody made up."""
        row = self.model.objects.filter(
            question=self.question, series=self.version.series, number=given["seen"]
        ).first()
        if row is None:
            raise Refused(_("There is nothing to take back. Look at the question again."))
        return row

    def told(self, rows: QuerySet) -> Iterable:
        """The decisions as the page lists them."""
        return rows

    def context(self) -> dict:
        return {}

    def respond(self):
        """The page; after a POST that was done, the question's own page with a sentence."""
        deed = self.request.POST.get("deed", "")
        if self.request.method != "POST" or self.version is None or deed not in self.DEEDS:
            return self._page(self.offered() if self.version else {})
        form = self.form(deed, self.request.POST)
        if not form.is_valid():
            return self._page(self.offered() | {deed: form})
        try:
            sentence = self.run(deed, form.cleaned_data)
        except Refused as error:
            self.last = last_decision(self.model, self.question, self.version.series)
            found = self.offered()
            return self._page(found | ({deed: form} if deed in found else {}), error)
        self.model_admin.message_user(self.request, sentence)
        return redirect("admin:quizzes_question_change", self.question.pk)

    def _page(self, found: dict[str, forms.Form], refused: Refused | None = None):
        rows = self.model.objects.filter(question=self.question).select_related("decided_by", "undoes")
        context = self.model_admin.admin_site.each_context(self.request) | {
            "title": self.title,
            "opts": self.model_admin.opts,
            "question": self.question,
            "version": self.version,
            "versions": self.versions,
            "last": self.last,
            "seen": self.seen,
            "history": list(self.told(rows.order_by("-series", "-number"))),
            "forms": found,
            "refused": refused,
            "change_url": reverse("admin:quizzes_question_change", args=[self.question.pk]),
            **(self.context() if self.version else {}),
        }
        return render(self.request, self.template, context, status=409 if refused else 200)
