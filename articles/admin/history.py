"""What was approved and published, to read."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.admin.base import ReadOnlyAdmin

from ..models import Approval, ArticleVersion, Unscheduling


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnlyAdmin):
    list_display = ("title", "number", "live_from", "standing", "published_by")
    list_select_related = ("published_by", "unscheduling")
    search_fields = ("title", "article__slug")
    date_hierarchy = "live_from"
    fields = (
        "article", "number", "title", "language", "published_on", "live_from", "reason", "approval", "published_by",
        "created_at", "content_hash", "numbering", "content",
    )  # fmt: skip

    @admin.display(description=_("state"))
    def standing(self, version):
        if hasattr(version, "unscheduling"):
            return _("Off the schedule")
        return _("Scheduled") if version.live_from > timezone.now() else _("Released")


@admin.register(Unscheduling)
class UnschedulingAdmin(ReadOnlyAdmin):
    list_display = ("version", "at", "was_due", "cause", "actor")
    list_select_related = ("version", "actor")
    list_filter = ("cause",)
    search_fields = ("version__title", "version__article__slug", "reason")
    date_hierarchy = "at"
    fields = ("version", "at", "was_due", "cause", "reason", "actor")


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("article", "reviewer", "approved_at", "note")
    list_select_related = ("article", "reviewer")
    search_fields = ("article__title", "article__slug")
    date_hierarchy = "approved_at"
    fields = ("article", "reviewer", "approved_at", "note", "content_hash")
