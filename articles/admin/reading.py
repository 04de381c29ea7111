"""Rich text as whoever may not edit it reads it: as text, not as tags."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import mark_safe

from ..fields import RichTextField
from ..richtext import clean


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
