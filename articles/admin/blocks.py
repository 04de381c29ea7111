"""The blocks of an article's text, in the order in which the editor offers them."""

from content_editor.admin import ContentEditorInline

from ..models import HeadingBlock, ListBlock, QuoteBlock, TextBlock, TrialBlock
from .forms import CitingForm, ListBlockForm
from .reading import RichTextReading

_PLACE = ("region", "ordering")


class BlockInline(RichTextReading, ContentEditorInline):
    """One kind of block. The key stands last, since few blocks need one."""

    content: tuple = ()
    color = "var(--block-icon)"

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.readable(request, obj, self.content), *_PLACE]})]


class HeadingInline(BlockInline):
    model = HeadingBlock
    form = CitingForm
    icon = "title"
    content = (("text", "level"), ("cites", "key"))


class TextInline(BlockInline):
    model = TextBlock
    icon = "notes"
    content = ("text", "key")


class ListInline(BlockInline):
    model = ListBlock
    form = ListBlockForm
    icon = "format_list_bulleted"
    content = ("items", ("is_ordered", "key"))


class TrialInline(BlockInline):
    model = TrialBlock
    form = CitingForm
    icon = "science"
    content = ("trial", "findings", ("cites", "key"))
    autocomplete_fields = ("trial",)


class QuoteInline(BlockInline):
    model = QuoteBlock
    icon = "format_quote"
    content = ("text", ("person", "key"))


BLOCK_INLINES = (HeadingInline, TextInline, ListInline, TrialInline, QuoteInline)
