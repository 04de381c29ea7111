"""What learners answered, to look at. No page names or numbers a learner."""

from django.contrib import admin

from hub.admin.base import ReadOnlyAdmin, ReadOnlyInline

from ..models import Answer, Attempt, AttemptFlag


class AnswerInline(ReadOnlyInline):
    model = Answer
    fields = readonly_fields = ("question_version", "option", "was_correct", "confidence")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("question_version", "option")


class FlagInline(ReadOnlyInline):
    model = AttemptFlag
    fields = readonly_fields = ("kind", "flagged_at")


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("submitted_at", "quiz", "phase", "language")
    list_filter = ("phase", "language")
    list_select_related = ("quiz__article",)
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at",)
    fields = ("quiz", "phase", "article_version", "opened_at", "submitted_at", "language")
    inlines = (AnswerInline, FlagInline)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("question_version", "option", "was_correct", "confidence")
    list_filter = ("was_correct",)
    list_select_related = ("question_version", "option")
    fields = ("question_version", "option", "was_correct", "confidence")
    show_full_result_count = False
