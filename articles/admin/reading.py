"""Rich text as whoever may not edit it reads it: as text, not as tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from ..bundle.dumping_body import blocks_of
from ..fields import RichTextField
from ..models import Article, Block
from ..richtext import clean


@dataclass(frozen=True)
class BlockText:
    """A block as text: its title, "" where it has none, the keys of its sources, and its safe HTML."""

    kind: str
    title: str
    cites: str
    html: str


def text_in_order(article: Article) -> str:
    """All blocks of an article as one text, in reading order."""
    blocks = [_block_text(name, block) for name, block in blocks_of(article)]
    return render_to_string("admin/articles/article/_blocks.html", {"blocks": blocks})


def _block_text(name: str, block: Block) -> BlockText:
    rich = [field for field in block._meta.get_fields() if isinstance(field, RichTextField)]
    return BlockText(
        kind=name,
        title=str(block) if name in ("heading", "trial") else getattr(block, "person", ""),
        cites=getattr(block, "cites", ""),
        html=mark_safe("".join(clean(getattr(block, field.attname), field.profile) for field in rich)),  # noqa: S308 - cleaned on this line
    )


def reader_of(field: RichTextField):
    """A read-only admin column that shows the field's text with its marks; citations show as their keys."""

    def read(row) -> str:
        return mark_safe(clean(getattr(row, field.attname), field.profile))  # noqa: S308 - cleaned on this line

    read.short_description = field.verbose_name
    read.__name__ = f"read_{field.name}"
    return read


class RichTextReading:
    """Mixin of admins and inlines: without the permission to change, rich text is shown and not offered as code."""

    def readable(self, request, obj, fields: Iterable[str | Sequence[str]]) -> list:
        """The fields, rich text replaced by its reader for whoever may only look."""
        if self.has_change_permission(request, obj):
            return list(fields)
        return [self._readable(field) for field in fields]

    def _readable(self, name):
        if isinstance(name, (tuple, list)):
            return [self._readable(part) for part in name]
        return self._readers().get(name, name)

    def _readers(self) -> dict:
        fields = [field for field in self.model._meta.get_fields() if isinstance(field, RichTextField)]
        if not hasattr(self, "_readers_by_name"):
            self._readers_by_name = {field.name: reader_of(field) for field in fields}
        return self._readers_by_name

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        if self.has_change_permission(request, obj):
            return given
        return [*given, *self._readers().values()]
