"""Questions: stem, options, feedback, rationale, levels and sources on one page."""

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Script

from articles.admin.reading import RichTextReading
from hub.admin.base import AsksBeforeLeaving, HubAdmin, OrderedStacked
from hub.admin.keeping import KeepsHistory

from ..decisions import may_decide
from ..judging import judge
from ..models import Option, Question, QuizQuestion
from ..retirement import restore_questions, retire_questions
from .asked import AskedInline, quiz_to_join
from .bank import BankPages
from .changes import ChangeForm, ChangeRows, change_section
from .corrections import CorrectionPages
from .question_forms import OptionForm
from .question_import import QuestionImportPages
from .question_statistics import statistics_panel
from .questions_preview import QuestionPreviewPages
from .withdrawals import WithdrawalPages


class OptionInline(RichTextReading, OrderedStacked):
    model = Option
    form = OptionForm
    formset = ChangeRows
    content = ("text", "is_key", "feedback", "order")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 4

    def get_fields(self, request, obj=None):
        return self.readable(request, obj, self.content)


@admin.register(Question)
class QuestionAdmin(
    CorrectionPages,
    WithdrawalPages,
    BankPages,
    QuestionImportPages,
    QuestionPreviewPages,
    AsksBeforeLeaving,
    KeepsHistory,
    RichTextReading,
    HubAdmin,
):
    form = ChangeForm
    ordering = ("-pk",)
    inlines = (OptionInline, AskedInline)
    actions = (*BankPages.actions, *QuestionImportPages.actions, "retire", "restore")
    change_form_template = "admin/quizzes/question/change_form.html"
    change_list_template = "admin/quizzes/question/change_list.html"
    sections = (
        (None, ("stem",), ()),
        (_("After answering"), ("rationale", "refs"), ()),
        (_("Levels and order"), (("bloom", "moore"), "fixed_order", "external_id"), ("collapse",)),
    )

    class Media:
        css = {"all": ("css/admin-editor.css", "css/admin-question.css")}
        js = (
            Script("js/admin/editor-names.js", type="module"),
            Script("js/admin/question-preview.js", type="module"),
        )

    def get_fieldsets(self, request, obj=None):
        own = [
            (name, {"fields": self.readable(request, obj, fields), "classes": classes})
            for name, fields, classes in self.sections
        ]
        return [*own, *change_section(obj, self.has_change_permission(request, obj))]

    def get_queryset(self, request):
        lines = QuizQuestion.objects.filter(question=OuterRef("pk")).order_by().values("question")
        counted = lines.annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(used=Coalesce(Subquery(counted), 0))

    def get_inlines(self, request, obj):
        """A new question is asked nowhere, unless it was begun from a quiz."""
        return self.inlines if obj or quiz_to_join(request) else (OptionInline,)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {"joins": quiz_to_join(request) if obj is None else None}
        context |= statistics_panel(request, obj) if obj else {}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        judge(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        """A question that was begun from a quiz leads back to it, with the question in place."""
        answer = super().response_add(request, obj, post_url_continue)
        quiz = quiz_to_join(request)
        if quiz is None or "_continue" in request.POST or "_popup" in request.POST:
            return answer
        if "_addanother" in request.POST:
            return redirect(request.get_full_path())
        return redirect("admin:quizzes_quiz_change", quiz.pk)

    def get_search_results(self, request, queryset, search_term):
        """For choosing, in a quiz, only questions in use."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.in_use()
        return super().get_search_results(request, queryset, search_term)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        own = {"may_decide": may_decide(request.user)}
        return super().change_view(request, object_id, form_url, own | (extra_context or {}))

    @admin.action(description=_("Retire the chosen questions"), permissions=["change"])
    def retire(self, request, questions):
        count = len(retire_questions(questions=questions, actor=request.user))
        sentence = ngettext("%(count)s question is retired.", "%(count)s questions are retired.", count)
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Bring the chosen questions back into use"), permissions=["change"])
    def restore(self, request, questions):
        count = len(restore_questions(questions=questions, actor=request.user))
        sentence = ngettext("%(count)s question is in use again.", "%(count)s questions are in use again.", count)
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)

    @admin.display(description=_("quizzes"), ordering="used")
    def n_articles(self, question):
        return question.used
