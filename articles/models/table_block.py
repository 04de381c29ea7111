"""Tables of results: cells as typed, with footnotes, an abbreviations line and sources."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..fields import CiteKeysField, RichCellsField, RichTextField
from ..richtext import Profile, plain_text
from .blocks import Block


class TableBlock(Block):
    """A table under a header; the first column names the rows.

    header: cells as stored HTML of one line; rows: lists of as many cells; footnotes: text by mark.
    """

    caption = RichTextField(
        _("caption"), Profile.LINE, blank=True, help_text=_("Without the word “Table” and its number.")
    )
    header = RichCellsField(_("header"))
    rows = RichCellsField(_("rows"))
    footnotes = RichCellsField(_("footnotes"), default=dict, blank=True)
    abbreviations = models.CharField(
        _("abbreviations"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Such as IRC, independent review committee. Terms that the text or the glossary explains are added by themselves."
        ),
    )
    cites = CiteKeysField(_("sources"), blank=True, help_text=_("Citation keys of the sources of the whole table."))

    class Meta(Block.Meta):
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [
            models.CheckConstraint(
                condition=~Q(header=[]),
                name="table_has_a_header",
                violation_error_message=_("A table has a header."),
            ),
            models.CheckConstraint(
                condition=~Q(rows=[]), name="table_has_rows", violation_error_message=_("A table has rows.")
            ),
        ]

    def __str__(self) -> str:
        return plain_text(self.caption)[:80] or str(_("Table"))
