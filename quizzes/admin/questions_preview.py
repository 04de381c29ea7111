"""While a question is written: remarks beside the form, and how learners will see it. Nothing is stored."""

from crispy_forms.layout import Layout
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_POST

from articles.models import Article
from hub.admin.base import pk_in

from ..form_addresses import FormAddresses
from ..forms import AttemptForm
from ..models import Phase, Question, Quiz
from ..question_sketch import Sketch, pin_of, read_sketch, remarks
from ..results import shown_to_whoever_knows
from ..sittings import QuizSettings


class QuestionPreviewPages:
    """Mixin of the question admin: the addresses to which the form is sent for remarks and for a preview."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(require_POST(self.preview)), name="quizzes_question_preview"),
            path("remarks/", wrap(require_POST(self.remarks)), name="quizzes_question_remarks"),
            *super().get_urls(),
        ]

    def preview(self, request):
        """The typed question as a page of its own, for a browser without scripts."""
        context = self._sketched(request)
        return render(request, "quizzes/question_preview.html", context)

    def remarks(self, request):
        """Remarks as JSON, and the same page as text for a frame."""
        context = self._sketched(request)
        page = render_to_string("quizzes/question_preview.html", context | {"is_framed": True}, request=request)
        told = [{"severity": one.severity, "message": one.message, "rule": one.rule} for one in context["remarks"]]
        return JsonResponse({"remarks": told, "page": page, "is_begun": context["sketch"].is_begun})

    def _sketched(self, request) -> dict:
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        sketch = read_sketch(request.POST)
        pk = pk_in(request.GET.get("question", ""))
        stored = Question.objects.filter(pk=pk).first() if pk is not None else None
        found = remarks(sketch, articles_of(request, stored)) if sketch.is_begun else []
        return {"sketch": sketch, "remarks": found, **shown(sketch, stored)}


def articles_of(request, question: Question | None) -> list[Article]:
    """The articles beside which the question is read: those that ask it, or that of the quiz it is to join."""
    if question is not None:
        return list(Article.objects.filter(quiz__lines__question=question).select_related("hub").order_by("pk"))
    pk = pk_in(request.GET.get("quiz", ""))
    quiz = Quiz.objects.filter(pk=pk).select_related("article__hub").first() if pk is not None else None
    return [quiz.article] if quiz else []


def shown(sketch: Sketch, stored: Question | None) -> dict:
    """The form of the quiz with this one question, and its result; the result only where one key is marked."""
    if not sketch.stem or not sketch.options:
        return {"form": None, "result": None}
    pin = pin_of(sketch, stored)
    settings = QuizSettings(mode=Quiz.Mode.PRE_POST, confidence=False, dont_know=False)
    nowhere = FormAddresses("", "")
    form = AttemptForm(
        addresses=nowhere, settings=settings, phase=Phase.POST, pins=[pin], key="", ticked={}, leave_url=""
    )
    # A form that cannot be sent: previews leave no answers.
    form.helper.form_tag = False
    form.helper.disable_csrf = True
    form.helper.layout = Layout(form.fieldset(1))
    keys = [option for option in pin.question_version.options.all() if option.is_key]
    result = shown_to_whoever_knows(pin, keys[0]) if len(keys) == 1 else None
    return {"form": form, "result": result}
