"""Rich text as whoever may not edit it reads it: as text, not as tags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..bundle.dumping_body import blocks_of
from ..display_items import in_order
from ..fields import RichTextField
from ..files import files_by_name
from ..grid import cleaned_cells
from ..models import Article, Block, FigureBlock, Finding, LandscapeBlock, StoredFile, TableBlock
from ..rendering.landscapes import column_labels
from ..richtext import Item, Profile, clean, is_ordered, read_items


@dataclass(frozen=True)
class TableText:
    """Cells and footnotes of a table as safe HTML; notes: pairs of mark and text."""

    header: list[str]
    rows: list[list[str]]
    notes: list[tuple[str, str]]
    abbreviations: str


@dataclass(frozen=True)
class BlockText:
    """A block as text: its title, "" where it has none, the keys of its sources, and its safe HTML."""

    kind: str
    title: str
    cites: str
    html: str
    table: TableText | None = None
    columns: list[str] = field(default_factory=list)
    picture: StoredFile | None = None
    alt: str = ""
    rights: str = ""


def text_in_order(article: Article) -> str:
    """All blocks of an article as one text, in reading order."""
    found = blocks_of(article)
    files = files_by_name(article) if any(name == "figure" for name, _block in found) else {}
    blocks = [_figure_text(block, files) if name == "figure" else _block_text(name, block) for name, block in found]
    return render_to_string("admin/articles/article/_blocks.html", {"blocks": blocks})


def _block_text(name: str, block: Block) -> BlockText:
    rich = [field for field in block._meta.get_fields() if isinstance(field, RichTextField)]
    return BlockText(
        kind=name,
        title=str(block)
        if name in ("heading", "trial", "landscape", "figure", "video")
        else getattr(block, "person", ""),
        cites=getattr(block, "cites", ""),
        html=mark_safe("".join(read_html(getattr(block, field.attname), field.profile) for field in rich)),  # noqa: S308 - safe
        table=_table_text(block) if isinstance(block, TableBlock) else None,
        columns=[column_labels()[column] for column in block.columns] if isinstance(block, LandscapeBlock) else [],
    )


def read_html(html: str, profile: Profile) -> str:
    """The safe HTML of a stored text; the marks of list items stand behind their words."""
    safe = mark_safe(clean(html, profile))  # noqa: S308 - cleaned on this line
    if profile != Profile.ITEMS or not safe:
        return safe
    rows = [(mark_safe(item.html), _marks(item)) for item in read_items(safe)]  # noqa: S308 - cleaned above
    items = format_html_join("\n", "<li>{} {}</li>", rows)
    return format_html("<ol>{}</ol>" if is_ordered(safe) else "<ul>{}</ul>", items)


def _marks(item: Item) -> str:
    named = Finding(kind=item.kind, source_kind=item.source_kind)
    marks = [named.get_kind_display(), named.get_source_kind_display()]
    marks += [_("Time-sensitive")] if item.time_sensitive else []
    marks += [_("Result %(key)s") % {"key": item.result}] if item.result else []
    return (
        format_html('<span class="item-marks">{}</span>', " · ".join(filter(None, map(str, marks))))
        if any(marks)
        else ""
    )


def _table_text(block: TableBlock) -> TableText:
    safe = cleaned_cells([block.header, block.rows, [block.footnotes[mark] for mark in in_order(block.footnotes)]])
    header, rows, notes = _marked_safe(safe)
    marked = list(zip(in_order(block.footnotes), notes, strict=True))
    return TableText(header, rows, marked, block.abbreviations)


def _marked_safe(cells):
    if isinstance(cells, list):
        return [_marked_safe(cell) for cell in cells]
    return mark_safe(cells)  # noqa: S308 - cleaned by the caller


def _figure_text(block: FigureBlock, files: Mapping[str, StoredFile]) -> BlockText:
    rights = [block.get_rights_basis_display(), block.rights_holder, block.permission_ref]
    return replace(
        _block_text("figure", block),
        cites=block.source_cites,
        picture=files.get(block.file),
        alt=block.alt,
        rights=", ".join(map(str, filter(None, rights))),
    )


def reader_of(field: RichTextField):
    """A read-only admin column that shows the field's text with its marks; citations show as their keys."""

    def read(row) -> str:
        return read_html(getattr(row, field.attname), field.profile)

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
