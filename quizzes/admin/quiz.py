"""Quizzes: their settings on the article screen, their questions in order on a page of their own."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.extensions import register_inline
from articles.models import Objective
from hub.admin.base import AsksBeforeLeaving, HubAdmin, OrderedForm, OrderedStacked, WantedForm
from hub.admin.keeping import KeepsHistory, KeptRows

from ..bank import free_line_key
from ..models import Quiz, QuizQuestion
from .asked import EVIDENCE_HELP, evidence_choices, keyed_blocks

_SETTINGS = ("mode", "presentation", ("confidence", "dont_know"))


class QuizInline(admin.StackedInline):
    """The quiz of the article on the screen: how it asks, and a way to its questions."""

    model = Quiz
    form = WantedForm
    formset = KeptRows
    classes = ("single",)
    template = "admin/edit_inline/single.html"
    extra = 0
    fields = (*_SETTINGS, "questions_of_quiz")
    readonly_fields = ("questions_of_quiz",)
    verbose_name_plural = _("quiz")

    @admin.display(description=_("questions"))
    def questions_of_quiz(self, quiz):
        if quiz.pk is None:
            return _("Save the article; then choose the questions.")
        stems = format_html_join(
            "", "<li>{}</li>", ((line.question.stem,) for line in quiz.lines.select_related("question"))
        )
        address = reverse("admin:quizzes_quiz_change", args=[quiz.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Choose and order the questions"))
        return format_html("<ol>{}</ol>{}", stems, link) if stems else link


class LineForm(OrderedForm):
    """A question's place; the evidence is a block of the quiz's article, chosen by its key."""

    evidence = forms.ChoiceField(label=_("Evidence"), required=False, help_text=EVIDENCE_HELP)

    class Meta:
        model = QuizQuestion
        fields = ("question", "objective", "evidence", "order")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "evidence" in self.fields:
            self.fields["evidence"].choices = evidence_choices(self.blocks, self.instance.evidence)

    def save(self, commit=True):
        if not self.instance.key:
            taken = QuizQuestion.objects.filter(quiz=self.instance.quiz_id).values_list("key", flat=True)
            self.instance.key = free_line_key(set(taken))
        return super().save(commit)


class LineInline(OrderedStacked):
    model = QuizQuestion
    fields = ("question", "objective", "evidence", "order")
    autocomplete_fields = ("question",)

    def get_formset(self, request, obj=None, **kwargs):
        request._quiz = obj
        blocks = keyed_blocks([obj.article])[obj.article_id] if obj else []
        kwargs["form"] = type("LineForm", (LineForm,), {"blocks": blocks})
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "objective":
            quiz = getattr(request, "_quiz", None)
            kwargs["queryset"] = Objective.objects.filter(article=quiz.article if quiz else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Quiz)
class QuizAdmin(AsksBeforeLeaving, KeepsHistory, HubAdmin):
    list_display = ("article", "mode")
    list_filter = ("mode",)
    list_select_related = ("article",)
    search_fields = ("article__title", "article__slug")
    autocomplete_fields = ("article",)
    inlines = (LineInline,)
    fields = ("article", *_SETTINGS)
    change_form_template = "admin/quizzes/quiz/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        return ("article",) if obj else ()

    def get_inlines(self, request, obj):
        """Objectives to choose from are the article's, so the questions follow once the quiz is saved."""
        return super().get_inlines(request, obj) if obj else ()


register_inline(QuizInline, order=10)
