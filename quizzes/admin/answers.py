"""What learners answered, to look at. No page names or numbers a learner."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

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


class FlagFilter(admin.SimpleListFilter):
    """Attempts by the reason for which they are left out of the numbers, with how many there are of each."""

    title = _("flag")
    parameter_name = "flag"
    NONE = "none"

    def lookups(self, request, model_admin):
        found = AttemptFlag.objects.order_by("kind").values_list("kind").annotate(n=Count("pk"))
        reasons = [(kind, f"{AttemptFlag.Kind(kind).label} ({n})") for kind, n in found]
        return [*reasons, (self.NONE, _("Not flagged"))]

    def queryset(self, request, attempts):
        if self.value() == self.NONE:
            return attempts.counted()
        return attempts.filter(flags__kind=self.value()) if self.value() else attempts


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("submitted_at", "quiz", "phase", "language", "reasons")
    list_filter = ("phase", FlagFilter, "language")
    list_select_related = ("quiz__article",)
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at",)
    fields = ("quiz", "phase", "article_version", "opened_at", "submitted_at", "language")
    inlines = (AnswerInline, FlagInline)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("flags")

    @admin.display(description=_("flags"))
    def reasons(self, attempt):
        return ", ".join(str(flag) for flag in attempt.flags.all())


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("question_version", "option", "was_correct", "confidence")
    list_filter = ("was_correct",)
    list_select_related = ("question_version", "option")
    fields = ("question_version", "option", "was_correct", "confidence")
    show_full_result_count = False
