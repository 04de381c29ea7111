"""The index of findings: an overview over all articles, to search and filter, and where trials and results are used."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hub.admin.base import ReadOnlyAdmin

from ..models import Article, Finding, Result, Trial

SHOWN_CHARACTERS = 160
SHOWN_OF_TITLE = 60


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("words", "in_article", "trial", "marks", "result_key")
    list_select_related = ("article", "trial")
    list_filter = (
        "kind",
        "source_kind",
        "time_sensitive",
        ("trial", admin.RelatedOnlyFieldListFilter),
        ("article", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("text", "trial__acronym", "article__title", "result_key")
    search_help_text = _("Words of the finding, acronym, title or key of the pinned result")
    fields = (
        "text", "article", "trial", "kind", "source_kind", "time_sensitive", "result_key", "result", "position",
        "text_hash",
    )  # fmt: skip

    @admin.display(description=_("finding"), ordering="text")
    def words(self, finding):
        return Truncator(finding.text).chars(SHOWN_CHARACTERS)

    @admin.display(description=_("article"), ordering="article__title")
    def in_article(self, finding):
        return Truncator(finding.article.short_title or finding.article.title).chars(SHOWN_OF_TITLE)

    @admin.display(description=_("marks"))
    def marks(self, finding):
        marks = [finding.get_kind_display(), finding.get_source_kind_display()]
        marks += [_("Time-sensitive")] if finding.time_sensitive else []
        return ", ".join(str(mark) for mark in marks if mark)


def articles_list(articles) -> str:
    """Links to the screens of articles, "–" where there is none."""
    rows = [(reverse("admin:articles_article_change", args=[article.pk]), article.title) for article in articles]
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', rows)) if rows else "–"


class UsedInArticles:
    """Mixin of the admins of trials and results: the field `used_in` lists the articles that use the row."""

    @admin.display(description=_("used in articles"))
    def used_in(self, row: Trial | Result):
        if row.pk is None:
            return "–"
        if isinstance(row, Trial):
            return articles_list(Article.objects.using_trial(row))
        return articles_list(Article.objects.using_result(row))
