"""What was approved and published, to read."""

from django.contrib import admin

from hub.admin.base import ReadOnlyAdmin

from ..models import Approval, ArticleVersion


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnlyAdmin):
    list_display = ("title", "number", "live_from", "published_by")
    list_select_related = ("published_by",)
    search_fields = ("title", "article__slug")
    date_hierarchy = "live_from"
    fields = (
        "article", "number", "title", "language", "published_on", "live_from", "reason", "approval", "published_by",
        "created_at", "content_hash", "numbering", "content",
    )  # fmt: skip


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("article", "reviewer", "approved_at", "note")
    list_select_related = ("article", "reviewer")
    search_fields = ("article__title", "article__slug")
    date_hierarchy = "approved_at"
    fields = ("article", "reviewer", "approved_at", "note", "content_hash")
