"""The blocks of an article's text, in the order in which the editor offers them."""

from content_editor.admin import ContentEditorInline
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.admin.base import WantedForm, without_far_links

from ..models import (
    FigureBlock,
    HeadingBlock,
    LandscapeBlock,
    ListBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
    TrialBlock,
    VideoBlock,
)
from .forms import CitingForm, ListBlockForm
from .landscape_form import LandscapeBlockForm
from .media import FigureForm, UploadingRows
from .table_form import TableBlockForm

_PLACE = ("region", "ordering")


class BlockInline(ContentEditorInline):
    """One kind of block. The key stands folded away, since few blocks need one."""

    content: tuple = ()
    color = "var(--block-icon)"

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": [*self.content, *_PLACE]}),
            (_("Key, where a question points to this block"), {"fields": ["key"], "classes": ["collapse"]}),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return without_far_links(super().formfield_for_dbfield(db_field, request, **kwargs))


class HeadingInline(BlockInline):
    model = HeadingBlock
    form = CitingForm
    icon = "title"
    content = ("text", ("level", "cites"))


class TextInline(BlockInline):
    model = TextBlock
    icon = "notes"
    content = ("text",)


class ListInline(BlockInline):
    model = ListBlock
    form = ListBlockForm
    icon = "format_list_bulleted"
    content = ("items", "is_ordered")


class TrialInline(BlockInline):
    model = TrialBlock
    form = CitingForm
    icon = "science"
    content = ("trial", "findings", "cites")
    autocomplete_fields = ("trial",)


class QuoteInline(BlockInline):
    model = QuoteBlock
    icon = "format_quote"
    content = ("text", "person")


class PointedInline(BlockInline):
    """A block to which texts point: its key stands in sight."""

    key_help: str | Promise = ""

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj)[:1]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "key":
            kwargs["help_text"] = self.key_help
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TableInline(PointedInline):
    model = TableBlock
    form = TableBlockForm
    icon = "table_chart"
    content = ("caption", "cells", "notes", "abbreviations", ("key", "cites"))
    key_help = _("Such as t1: texts point to the table by it.")


class LandscapeInline(BlockInline):
    model = LandscapeBlock
    form = LandscapeBlockForm
    icon = "grid_on"
    content = ("chosen_trials", "columns")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("lines__trial")


class FigureInline(PointedInline):
    model = FigureBlock
    form = FigureForm
    formset = UploadingRows
    icon = "image"
    content = (
        "picture",
        "alt",
        "caption",
        "long_description",
        "source_cites",
        ("rights_basis", "rights_holder", "permission_ref"),
        "key",
    )
    key_help = _("Such as f1: texts point to the figure by it.")


class VideoRows(BaseInlineFormSet):
    """Refuses a second place for the one video."""

    def clean(self):
        if len([form for form in self.forms if form not in self.deleted_forms]) > 1:
            raise ValidationError(_("The video stands in the text once. Delete one of its blocks."))
        super().clean()


class VideoBlockInline(BlockInline):
    model = VideoBlock
    formset = VideoRows
    form = WantedForm
    icon = "movie"

    def get_fieldsets(self, request, obj=None):
        (name, options), *others = super().get_fieldsets(request, obj)
        where = _(
            "Shows the video here. What it is, with captions and chapters, stands under “Video of the article” below."
        )
        return [(name, {**options, "description": where}), *others]


BLOCK_INLINES = (
    HeadingInline,
    TextInline,
    ListInline,
    TrialInline,
    QuoteInline,
    TableInline,
    LandscapeInline,
    FigureInline,
    VideoBlockInline,
)
