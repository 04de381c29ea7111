"""Questions: stem, options, feedback, rationale, levels and sources on one page."""

from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Script

from articles.admin.reading import RichTextReading
from hub.admin.base import HubAdmin, OrderedStacked

from ..models import Option, Question
from ..retirement import restore_questions, retire_questions
from .question_forms import OptionForm, OptionRows, QuestionForm


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("now", _("In use")), ("retired", _("Retired"))]

    def queryset(self, request, queryset):
        if self.value() == "now":
            return queryset.in_use()
        return queryset.filter(retired_at__isnull=False) if self.value() == "retired" else queryset


class OptionInline(RichTextReading, OrderedStacked):
    model = Option
    form = OptionForm
    formset = OptionRows
    content = ("text", "is_key", "feedback", "order")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 4

    def get_fields(self, request, obj=None):
        return self.readable(request, obj, self.content)


@admin.register(Question)
class QuestionAdmin(RichTextReading, HubAdmin):
    form = QuestionForm
    list_display = ("stem", "bloom", "n_articles", "is_answered", "retired_at")
    list_filter = (UseFilter, "bloom", "moore")
    search_fields = ("stem", "options__text")
    ordering = ("-pk",)
    inlines = (OptionInline,)
    actions = ("retire", "restore")
    sections = (
        (None, ("stem",), ()),
        (_("After answering"), ("rationale", "refs"), ()),
        (_("Levels and order"), (("bloom", "moore"), "fixed_order"), ("collapse",)),
    )

    class Media:
        css = {"all": ("css/admin-editor.css",)}
        js = (Script("js/admin/editor-names.js", type="module"),)

    def get_fieldsets(self, request, obj=None):
        return [
            (name, {"fields": self.readable(request, obj, fields), "classes": classes})
            for name, fields, classes in self.sections
        ]

    def get_queryset(self, request):
        counted = super().get_queryset(request).annotate(used=Count("lines", distinct=True))
        return counted.annotate(answered=Count("versions__answers", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        """For choosing, in a quiz, only questions in use."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.in_use()
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request):
        """No deletion of many at once: whether a question was answered is asked for each."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.versions.exists())

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

    @admin.display(description=_("answered"), boolean=True)
    def is_answered(self, question):
        return question.answered > 0
