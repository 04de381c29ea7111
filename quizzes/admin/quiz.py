"""Quizzes: their settings on the article screen, their questions in order on a page of their own."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.extensions import register_inline
from articles.models import BLOCK_TYPES, Objective
from hub.admin.base import HubAdmin, OrderedForm, OrderedStacked, WantedForm

from ..models import Quiz, QuizQuestion

_SETTINGS = ("mode", ("confidence", "dont_know"))


class QuizInline(admin.StackedInline):
    """The quiz of the article on the screen: how it asks, and a way to its questions."""

    model = Quiz
    form = WantedForm
    classes = ("single",)
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

    evidence = forms.ChoiceField(
        label=_("Evidence"),
        required=False,
        help_text=_("The block that proves the answer. Blocks with a key are listed."),
    )

    class Meta:
        model = QuizQuestion
        fields = ("question", "objective", "evidence", "order")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "evidence" in self.fields:
            stored = [(self.instance.evidence, self.instance.evidence)] if self.instance.evidence else []
            self.fields["evidence"].choices = [("", "---------"), *dict([*self.blocks, *stored]).items()]

    def save(self, commit=True):
        self.instance.key = self.instance.key or self._free_key()
        return super().save(commit)

    def _free_key(self) -> str:
        taken = set(QuizQuestion.objects.filter(quiz=self.instance.quiz_id).values_list("key", flat=True))
        return next(key for key in (f"q{number}" for number in range(1, len(taken) + 2)) if key not in taken)


def keyed_blocks(article) -> list[tuple[str, str]]:
    """Key and label of the article's blocks that have a key, in reading order."""
    rows = [block for model in BLOCK_TYPES.values() for block in model.objects.filter(parent=article).exclude(key="")]
    rows.sort(key=lambda block: (block.ordering, block.pk))
    return [(block.key, f"{block.key} ({block._meta.verbose_name})") for block in rows]


class LineInline(OrderedStacked):
    model = QuizQuestion
    fields = ("question", "objective", "evidence", "order")
    autocomplete_fields = ("question",)

    def get_formset(self, request, obj=None, **kwargs):
        request._quiz = obj
        blocks = keyed_blocks(obj.article) if obj else []
        kwargs["form"] = type("LineForm", (LineForm,), {"blocks": blocks})
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "objective":
            quiz = getattr(request, "_quiz", None)
            kwargs["queryset"] = Objective.objects.filter(article=quiz.article if quiz else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Quiz)
class QuizAdmin(HubAdmin):
    list_display = ("article", "mode")
    list_filter = ("mode",)
    list_select_related = ("article",)
    search_fields = ("article__title", "article__slug")
    autocomplete_fields = ("article",)
    inlines = (LineInline,)
    fields = ("article", *_SETTINGS)

    def get_readonly_fields(self, request, obj=None):
        return ("article",) if obj else ()

    def get_inlines(self, request, obj):
        """Objectives to choose from are the article's, so the questions follow once the quiz is saved."""
        return super().get_inlines(request, obj) if obj else ()


register_inline(QuizInline, order=10)
