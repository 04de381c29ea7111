"""The blocks of an article's text, in the order in which the editor offers them."""

from content_editor.admin import ContentEditorInline
from django.utils.translation import gettext_lazy as _

from hub.admin.base import without_far_links

from ..models import HeadingBlock, ListBlock, QuoteBlock, TextBlock, TrialBlock
from .forms import CitingForm, ListBlockForm

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


BLOCK_INLINES = (HeadingInline, TextInline, ListInline, TrialInline, QuoteInline)
