"""Where a question is asked: the quizzes that use it, with what it tests there."""

from collections import defaultdict
from collections.abc import Iterable

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import BLOCK_TYPES, Article, Objective
from hub.admin.base import pk_in

from ..bank import place_in_quiz
from ..models import Quiz, QuizQuestion

EVIDENCE_HELP = _("The block that proves the answer. Blocks with a key are listed.")


def keyed_blocks(articles: Iterable[Article]) -> dict[int, list[tuple[str, str]]]:
    """Key and label of the blocks that have a key, in reading order, by article; a query for each kind of block."""
    pks = [article.pk for article in articles]
    rows = [block for model in BLOCK_TYPES.values() for block in model.objects.filter(parent__in=pks).exclude(key="")]
    found = defaultdict(list)
    for block in sorted(rows, key=lambda block: (block.ordering, block.pk)):
        found[block.parent_id].append((block.key, f"{block.key} ({block._meta.verbose_name})"))
    return found


def evidence_choices(blocks: Iterable[tuple[str, str]], stored: str) -> list[tuple[str, str]]:
    """The blocks to choose from; a stored key stays, even where its block is gone."""
    kept = [(stored, stored)] if stored else []
    return [("", "---------"), *dict([*kept, *blocks]).items()]


def quiz_to_join(request) -> Quiz | None:
    """The quiz of which a new question was asked for, where the account may change quizzes."""
    if not hasattr(request, "_quiz_to_join"):
        pk = pk_in(request.GET.get("quiz", ""))
        is_free = pk is not None and request.user.has_perm("quizzes.change_quiz")
        request._quiz_to_join = Quiz.objects.filter(pk=pk).select_related("article").first() if is_free else None
    return request._quiz_to_join


class AskedForm(forms.ModelForm):
    evidence = forms.ChoiceField(label=_("Evidence"), required=False, help_text=EVIDENCE_HELP)

    class Meta:
        model = QuizQuestion
        fields = ("objective", "evidence")

    def has_changed(self):
        return self.instance._state.adding or super().has_changed()

    def offer(self, objectives: list[Objective], blocks: list[tuple[str, str]]) -> None:
        """Let only these be chosen."""
        if "objective" in self.fields:
            field = self.fields["objective"]
            field.queryset = Objective.objects.filter(pk__in=[objective.pk for objective in objectives])
            field.choices = [("", field.empty_label), *((objective.pk, str(objective)) for objective in objectives)]
        if "evidence" in self.fields:
            self.fields["evidence"].choices = evidence_choices(blocks, self.instance.evidence)


class AskedRows(BaseInlineFormSet):
    """A row for each quiz that asks the question. quiz: one that a new question is to join."""

    quiz: Quiz | None = None

    def get_queryset(self):
        if not hasattr(self, "_rows"):
            self._rows = super().get_queryset().select_related("quiz__article", "objective")
        return self._rows

    @cached_property
    def _articles(self) -> list[Article]:
        return [line.quiz.article for line in self.get_queryset()] + ([self.quiz.article] if self.quiz else [])

    @cached_property
    def _objectives(self) -> dict[int, list[Objective]]:
        found = defaultdict(list)
        for objective in Objective.objects.filter(article__in=self._articles).order_by("order", "pk"):
            found[objective.article_id].append(objective)
        return found

    @cached_property
    def _blocks(self) -> dict[int, list[tuple[str, str]]]:
        return keyed_blocks(self._articles)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if form.instance._state.adding:
            form.instance.quiz = self.quiz
        article = form.instance.quiz.article
        form.offer(self._objectives[article.pk], self._blocks[article.pk])
        return form

    @property
    def empty_form(self):
        form = super().empty_form
        if "evidence" in form.fields:
            form.fields["evidence"].choices = evidence_choices((), "")
        return form

    def save_new(self, form, commit=True):
        place_in_quiz(quiz=self.quiz, questions=[self.instance])
        line = QuizQuestion.objects.get(quiz=self.quiz, question=self.instance)
        line.objective, line.evidence = form.instance.objective, form.instance.evidence
        line.save()
        return line


class AskedInline(admin.TabularInline):
    model = QuizQuestion
    form = AskedForm
    formset = AskedRows
    fields = ("in_article", "objective", "evidence")
    readonly_fields = ("in_article",)
    ordering = ("quiz__article__title", "pk")
    can_delete = False
    max_num = 1
    verbose_name = verbose_name_plural = _("where it is asked")

    def get_formset(self, request, obj=None, **kwargs):
        quiz = quiz_to_join(request) if obj is None else None
        kwargs["formset"] = type("AskedRows", (AskedRows,), {"quiz": quiz})
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj is None and quiz_to_join(request) else 0

    def has_add_permission(self, request, obj=None):
        return obj is None and quiz_to_join(request) is not None and super().has_add_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "objective":
            field.empty_label = "---------"
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Objectives are edited on the page of their article, which this page may not leave.
        return db_field.formfield(**kwargs) if db_field.name == "objective" and field else field

    @admin.display(description=_("article"))
    def in_article(self, line):
        if line.quiz_id is None:
            return "–"
        address = reverse("admin:quizzes_quiz_change", args=[line.quiz_id])
        return format_html('<a href="{}">{}</a>', address, line.quiz.article)
