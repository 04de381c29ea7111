"""Importing and exporting questions: a text is read, what it would do is shown, and only then everything is stored."""

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub import audit
from hub.exports import csv_file, csv_response
from hub.sealing import seal, unseal
from hub.text_files import DecodedText, decode_text

from ..models import Question
from ..question_export import QuestionRow, example_rows, question_rows
from ..question_import.actions import Imported, ImportRefused, ImportStale, import_questions
from ..question_import.plan import Plan, plan_import
from ..question_import.reading import LARGEST_TEXT, GivenQuestion, Problem, Reading, read_questions

SALT = "quizzes.question-import"


class SourceForm(forms.Form):
    """Where questions come from: a text or a file."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField import-text", "spellcheck": "false"}),
        help_text=gettext_lazy("A table with a header, its cells separated by commas, semicolons or tabs; GIFT; or Moodle XML."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("In one of these formats, of at most 1 MB and 500 questions."),
    )  # fmt: skip

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        _require_size(len(text.encode(errors="replace")))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            _require_size(file.size)
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned["text"].strip()) == bool(cleaned["file"]):
            raise forms.ValidationError(_("Paste the questions or choose a file: one of the two."))
        return cleaned

    def decoded(self) -> DecodedText:
        """The text of a valid form."""
        if self.cleaned_data["text"].strip():
            return DecodedText(self.cleaned_data["text"], "UTF-8")
        return decode_text(self.cleaned_data["file"].read())


def _require_size(size: int) -> None:
    if size > LARGEST_TEXT:
        told = _("%(size)s kB are more than the 1,000 kB that are read at once. Split it and import the parts.")
        raise forms.ValidationError(told % {"size": f"{size // 1000:,}"})


class QuestionImportPages:
    """Mixin of the question admin."""

    actions = ("export_chosen",)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_page), name="quizzes_question_import"),
            path("import/template.csv", wrap(self.import_template), name="quizzes_question_template"),
            path("export.csv", wrap(self.export_all), name="quizzes_question_export"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Export the chosen questions (CSV)"), permissions=["view"])
    def export_chosen(self, request, questions):
        chosen = Question.objects.filter(pk__in=questions.values("pk")).order_by("pk")
        return self._exported(request, chosen, csv_file)

    def export_all(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._exported(request, Question.objects.order_by("pk"), csv_response)

    @staticmethod
    def _exported(request, questions, respond):
        """The CSV, after the audit log knows who took it."""
        audit.record(actor=request.user, verb="export questions", subject="questions", rows=questions.count())
        return respond(QuestionRow, question_rows(questions), "questions.csv")

    def import_template(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return csv_file(QuestionRow, example_rows(), "questions-template.csv")

    def import_page(self, request):
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if "sealed" in request.POST:
            return self._store(request)
        form = SourceForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method != "POST" or not form.is_valid():
            return self._show_source(request, form)
        decoded = form.decoded()
        reading = read_questions(decoded.text)
        plan = plan_import(reading.questions)
        problems = [*reading.problems, *plan.problems]
        if problems:
            # The page with the text in its field, so that it can be corrected there.
            return self._show_source(request, form, problems, decoded, reading)
        return self._show_plan(request, plan, reading, (), decoded)

    def _store(self, request):
        try:
            sealed = unseal(request.POST["sealed"], salt=SALT, user=request.user)
        except signing.BadSignature:
            messages.error(request, _("This page is too old or was changed on its way. Read the file again."))
            return redirect("admin:quizzes_question_import")
        questions = tuple(GivenQuestion.of_json(value) for value in sealed["questions"])
        reading = Reading(questions, format=sealed["format"], unit=sealed["unit"])
        try:
            imported = import_questions(questions=questions, seen=sealed["seen"], actor=request.user)
        except ImportStale as stale:
            refused = _(
                "Nothing was stored: the stored questions have changed meanwhile. This is what would be done now."
            )
            return self._show_plan(request, stale.plan, reading, stale.plan.problems, refused=refused)
        except ImportRefused as error:
            refused = _("Nothing was stored: it no longer fits what is stored.")
            return self._show_plan(request, plan_import(questions), reading, error.problems, refused=refused)
        self._report(request, imported)
        return redirect("admin:quizzes_question_changelist")

    def _report(self, request, imported: Imported):
        created, changed = len(imported.created), len(imported.changed)
        if created:
            told = ngettext("%(count)s question was added.", "%(count)s questions were added.", created)
            messages.success(request, told % {"count": created})
        if changed:
            told = ngettext("%(count)s question was changed.", "%(count)s questions were changed.", changed)
            messages.success(request, told % {"count": changed})
        if not (created or changed):
            messages.info(request, _("All questions were stored already. Nothing was changed."))

    def _show_source(self, request, form, problems=(), decoded=None, reading=None):
        context = {"form": form, "problems": _told(problems, reading), "decoded": decoded}
        status = 422 if form.errors or problems else 200
        return self._page(request, "import.html", context, status)

    def _show_plan(self, request, plan: Plan, reading: Reading, problems, decoded=None, refused=""):
        sealed = ""
        if plan.has_work and not problems:
            content = {
                "questions": [given.as_json() for given in reading.questions],
                "format": reading.format, "unit": reading.unit, "seen": plan.digest,
            }  # fmt: skip
            sealed = seal(content, salt=SALT, user=request.user)
        context = {
            "plan": plan, "reading": reading, "problems": _told(problems, reading), "decoded": decoded,
            "refused": refused, "sealed": sealed,
            "groups": [(state, plan.of_state(state)) for state in ("new", "changed", "unchanged")],
        }  # fmt: skip
        return self._page(request, "import_plan.html", context, 422 if problems or refused else 200)

    def _page(self, request, template: str, context: dict, status: int):
        context |= self.admin_site.each_context(request) | {
            "title": _("Import questions"),
            "opts": self.opts,
            "page": reverse("admin:quizzes_question_import"),
        }
        return render(request, f"admin/quizzes/question/{template}", context, status=status)


def _told(problems, reading: Reading | None) -> list[tuple[str, str, str]]:
    """Each problem as place, column and sentence, in the order of the file."""
    unit = reading.unit if reading else ""
    units = {"Row": _("Row %(number)s"), "Line": _("Line %(number)s"), "Question": _("Question %(number)s")}
    ordered: list[Problem] = sorted(problems, key=lambda problem: problem.row or 0)
    return [(units[unit] % {"number": one.row} if one.row and unit else "", one.column, one.message) for one in ordered]
