"""The pages that take a study of ClinicalTrials.gov into the trials: a file, a comparison, and only then a change."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from hub.models import Hub

from ..bundle.reading import LARGEST_FILE, BundleError, read_json
from ..models import Trial
from ..registry_import.actions import Beside, StaleComparison, Unfit, beside, take_study, trial_of
from ..registry_import.ctgov import Study, StudyError, essential, read_study, study_of
from ..registry_import.fetching import fetch_study
from ..registry_import.labels import Names, in_words

SALT = "articles.registry_import"
HOURS_TO_DECIDE = 12


class StudyForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("NCT number"), required=False, max_length=40,
        help_text=gettext_lazy("ClinicalTrials.gov is asked for the study. Or give its file, when you are offline."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or its file"), required=False,
        help_text=gettext_lazy("On the study's page at ClinicalTrials.gov: Download, format JSON. At most 5 MB."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=gettext_lazy("Or its text"), required=False, strip=True, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self):
        cleaned = super().clean()
        given = [name for name in ("number", "file", "pasted") if cleaned.get(name)]
        if not self.errors and len(given) != 1:
            raise forms.ValidationError(_("Give the NCT number, a file, or its text: one of the three."))
        return cleaned

    def content(self) -> bytes:
        """The text of the study. Raises StudyError where ClinicalTrials.gov does not give it."""
        if number := self.cleaned_data["number"]:
            return fetch_study(number, contact=Hub.objects.contact_email())
        file = self.cleaned_data["file"]
        return file.read(LARGEST_FILE + 1) if file else self.cleaned_data["pasted"].encode()


def _read(content: bytes) -> tuple[Study, str]:
    """The study in a file, and its text without what is not needed. Raises StudyError with a sentence."""
    try:
        data = study_of(read_json(content))
    except BundleError as error:
        sentence = str(error.problems[0])
        raise StudyError(f"{sentence[:1].upper()}{sentence[1:]}.") from error
    kept = json.dumps(essential(data), default=str, ensure_ascii=False, separators=(",", ":"))
    # Half a character, which JSON can escape, could be neither stored nor shown.
    kept = kept.encode(errors="replace").decode()
    return read_study(json.loads(kept)), kept


class RegistryImportPages:
    """Mixin of the trial admin: import from ClinicalTrials.gov, into a new trial or a stored one."""

    change_list_template = "admin/articles/trial/change_list.html"
    change_form_template = "admin/articles/trial/change_form.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_study), name="articles_trial_import"),
            path("import/take/", wrap(require_POST(self.take_study)), name="articles_trial_take"),
            path("<int:pk>/import/", wrap(self.import_study), name="articles_trial_import_into"),
            *super().get_urls(),
        ]

    def _asked(self, request, pk: int | None) -> Trial | None:
        """The trial of the address, None for the page without one. Whoever may not change it is refused."""
        trial = self.get_object(request, str(pk)) if pk else None
        self._require(request, trial)
        if pk and trial is None:
            raise Http404
        return trial

    def _require(self, request, trial: Trial | None) -> None:
        allowed = self.has_change_permission(request, trial) and (trial or self.has_add_permission(request))
        if not allowed:
            raise PermissionDenied

    def import_study(self, request, pk: int | None = None):
        asked = self._asked(request, pk)
        form = StudyForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            try:
                study, kept = _read(form.content())
                side = beside(study, trial_of(study, asked))
            except StudyError as error:
                form.add_error(None, str(error))
            else:
                return self._show_comparison(request, study, kept, side)
        context = {"title": _("Import from ClinicalTrials.gov"), "form": form, "original": asked}
        return self._render(request, "import", context, 422 if form.errors else 200)

    def take_study(self, request):
        """Store what was ticked. The study comes back signed; the values of the page are never used."""
        self._require(request, None)
        try:
            sent = signing.loads(request.POST.get("study", ""), salt=SALT, max_age=HOURS_TO_DECIDE * 3600)
        except signing.BadSignature:
            messages.error(request, _("The comparison has expired. Give the file again; nothing was written."))
            return redirect("admin:articles_trial_import")
        study, kept = _read(sent["study"].encode())
        trial = Trial.objects.filter(pk=sent["trial"]).first() if sent["trial"] else None
        if sent["trial"] and trial is None:
            messages.error(request, _("The trial was deleted meanwhile. Nothing was written."))
            return redirect("admin:articles_trial_changelist")
        if trial is None and (holder := trial_of(study)):
            messages.info(request, _("%(trial)s is stored already. Nothing more was written.") % {"trial": holder})
            return redirect("admin:articles_trial_change", holder.pk)
        chosen = request.POST.getlist("take")
        try:
            taken = take_study(study=study, trial=trial, chosen=chosen, seen=sent["state"], actor=request.user)
        except StaleComparison:
            sentences = [_("The trial was changed meanwhile. Nothing was written; compare once more and choose again.")]
        except Unfit as error:
            sentences = error.sentences
        else:
            return self._report(request, taken)
        side = beside(study, trial or trial_of(study))
        return self._show_comparison(request, study, kept, side, chosen, sentences)

    def _show_comparison(
        self, request, study: Study, kept: str, side: Beside, chosen: list[str] | None = None, sentences: Any = ()
    ):
        """chosen: what was ticked on the page before; None ticks every addition, and nothing that replaces."""
        changes, names = side.compared().changes, Names.of(side.stored, side.given)
        rows = [
            {
                "path": change.path,
                "label": change.label,
                "stored": in_words(change.stored, names),
                "given": in_words(change.given, names),
                "is_addition": change.is_addition,
                "is_ticked": change.is_addition if chosen is None else change.path in chosen,
            }
            for change in changes
        ]
        payload = {"study": kept, "trial": side.trial.pk if side.trial else None, "state": side.state}
        context = {
            "title": _("Compare with ClinicalTrials.gov"),
            "original": side.trial,
            "study": study,
            "replacing": [row for row in rows if not row["is_addition"]],
            "adding": [row for row in rows if row["is_addition"]],
            "adds_results": any(change.path.startswith("results") for change in changes),
            "signed": signing.dumps(payload, salt=SALT, compress=True),
            "sentences": sentences,
        }
        return self._render(request, "compare", context, 422 if sentences else 200)

    def _render(self, request, name: str, context: dict[str, Any], status: int):
        whole = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return render(request, f"admin/articles/trial/{name}.html", whole, status=status)

    @staticmethod
    def _report(request, taken):
        sentence = ngettext(
            "%(count)s place was taken from ClinicalTrials.gov.", "%(count)s places were taken from ClinicalTrials.gov.",
            taken.n_changes,
        ) if taken.n_changes else _("Nothing was changed.")  # fmt: skip
        messages.success(request, sentence % {"count": taken.n_changes} if taken.n_changes else sentence)
        return redirect("admin:articles_trial_change", taken.trial.pk)
