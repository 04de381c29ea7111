"""The article screen: one page with its text in blocks and everything that belongs to it."""

from content_editor.admin import ContentEditor
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from hub import conditions
from hub.admin.base import HubAdmin
from hub.models import Hub

from ..models import Article, ArticleVersion
from .attention import Attention, AttentionFilter
from .blocks import BLOCK_INLINES
from .bundles import BundlePages
from .extensions import article_inlines
from .inlines import ROW_INLINES
from .media import AskingAgain
from .publication import PublicationPages
from .reading import RichTextReading, text_in_order


@admin.register(Article)
class ArticleAdmin(Attention, AskingAgain, PublicationPages, BundlePages, RichTextReading, HubAdmin, ContentEditor):
    list_display = ("title", "hub_name", "kind", "state", "attention", "review_by")
    list_filter = (AttentionFilter, "hub", "kind", "topics")
    list_select_related = ("hub",)
    search_fields = ("title", "short_title", "slug")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("translation_of",)
    inlines = (*BLOCK_INLINES, *ROW_INLINES)
    save_on_top = False
    sections = (
        (None, ("title", "slug", ("hub", "kind"), "lead", "summary", "key_learnings"), ()),
        (
            _("Dates"),
            (("published_on", "reviewed_on", "review_by"), "embargo_until"),
            ("collapse",),
        ),
        (_("Short title, language and translation"), ("short_title", ("language", "translation_of")), ("collapse",)),
        (
            _("Congress"),
            ("congress_name", ("congress_start", "congress_end", "congress_city")),
            ("collapse",),
        ),
        (_("No quiz"), ("quiz_disabled_reason",), ("collapse",)),
    )

    class Media:
        css = {
            "all": (
                "css/admin-editor.css",
                "css/admin-article.css",
                "css/admin-reading.css",
                "css/admin-suggest.css",
                "css/admin-grid.css",
            )
        }
        js = (
            Script("js/admin/blocks.js", type="module"),
            Script("js/admin/editor-names.js", type="module"),
            Script("js/admin/ordered-choices.js", type="module"),
            Script("js/admin/ordered-select.js", type="module"),
            Script("js/admin/grid.js", type="module"),
        )

    def get_fieldsets(self, request, obj=None):
        sections = [
            (name, {"fields": self.readable(request, obj, fields), "classes": classes})
            for name, fields, classes in self.sections
        ]
        return sections if self._edits(request, obj) else [*sections, (_("Text"), {"fields": ["text"]})]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "embargo_until" in form.changed_data:
            conditions.changed(actor=request.user, reason=gettext("The embargo of the article was changed."))

    def get_inlines(self, request, obj):
        """What other apps add needs the article's hub and key, so it follows once the article is saved."""
        own = self.inlines if self.has_change_permission(request, obj) else ROW_INLINES
        return [*own, *(article_inlines() if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return given if self.has_change_permission(request, obj) else [*given, "text"]

    def _content_editor_media(self, request, context):
        # The script of the block editor fails on blocks without inputs; whoever only reads gets the text as a whole.
        article = context.get("original")
        return super()._content_editor_media(request, context) if self._edits(request, article) else Media()

    def _edits(self, request, article) -> bool:
        return self.has_change_permission(request, article) if article else True

    @admin.display(description=_("text"))
    def text(self, article):
        return text_in_order(article)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_changeform_initial_data(self, request):
        hub = Hub.objects.filter(is_default=True).first()
        return {"hub": hub.pk if hub else None} | super().get_changeform_initial_data(request)

    def view_on_site(self, article):
        return article.get_absolute_url() if article.live_version() else None

    def get_queryset(self, request):
        versions = ArticleVersion.objects
        live, scheduled = (found.filter(article=OuterRef("pk")) for found in (versions.live(), versions.scheduled()))
        return super().get_queryset(request).annotate(is_live=Exists(live), is_scheduled=Exists(scheduled))

    @admin.display(description=_("hub"), ordering="hub__short_name")
    def hub_name(self, article):
        return article.hub.short_name

    @admin.display(description=_("state"))
    def state(self, article):
        if article.taken_down_at:
            return _("Taken down")
        if article.is_scheduled:
            return _("Live, update scheduled") if article.is_live else _("Scheduled")
        return _("Live") if article.is_live else _("Draft")
