"""The form of a table: cells in one text, a line for each row, so that it works without scripts and with any paste."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..grid import MAX_COLUMNS, MAX_ROWS, GridError, name_of_row, read_grid, read_notes, write_grid, write_notes
from ..markup import keys_in
from ..models import TableBlock
from .forms import CitingForm, unknown_keys


class ParsedText(forms.CharField):
    """A text area whose text is read by `read`; the sentences of a GridError become its errors.

    It cleans to what `read` returns. White space at the ends counts: a line may begin with an empty cell.
    """

    def __init__(self, read: Callable[[str], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except GridError as error:
            raise ValidationError(error.sentences) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _lines(initial) != _lines(data)


def _lines(text: Any) -> list[str]:
    return str(text or "").replace("\r\n", "\n").split("\n")


class TableBlockForm(CitingForm):
    """Reads header, rows and footnotes from text, and refuses citation keys that no reference has."""

    cells = ParsedText(
        read_grid,
        label=gettext_lazy("Cells"),
        widget=forms.Textarea(
            attrs={"rows": 8, "wrap": "off", "data-grid": f"{MAX_COLUMNS} {MAX_ROWS}", "spellcheck": "false"}
        ),
        help_text=gettext_lazy(
            "A line for each row, the header first; cells separated by “ | ” or pasted from a spreadsheet. "
            "[@key] cites, [^a] marks a footnote, ^2^ raises, ~2~ lowers, *emphasis*."
        ),
    )
    notes = ParsedText(
        read_notes,
        label=gettext_lazy("Footnotes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A line for each, such as “a: Stratified log-rank test.”"),
    )

    class Meta:
        model = TableBlock
        fields = ("caption", "abbreviations", "cites", "key")

    def __init__(self, *args: Any, instance: TableBlock | None = None, initial: Any = None, **kwargs: Any) -> None:
        texts = (
            {"cells": write_grid(instance.header, instance.rows), "notes": write_notes(instance.footnotes)}
            if instance and instance.pk
            else {}
        )
        super().__init__(*args, instance=instance, initial=texts | (initial or {}), **kwargs)

    def clean(self):
        cleaned = super().clean()
        if "cells" in cleaned:
            self.instance.header, self.instance.rows = cleaned["cells"]
            self._refuse_unknown("cells", _cells_by_name(*cleaned["cells"]))
        if "notes" in cleaned:
            self.instance.footnotes = cleaned["notes"]
            self._refuse_unknown("notes", [(f"Footnote {mark}", text) for mark, text in cleaned["notes"].items()])
        return cleaned

    def _refuse_unknown(self, field: str, texts: Iterable[tuple[str, str]]) -> None:
        """Add an error for each text that cites a key which no reference has."""
        cited = [(place, keys_in(html)) for place, html in texts if "data-ref" in html]
        unknown = set(unknown_keys(" ".join(key for _place, keys in cited for key in keys)))
        for place, keys in cited:
            for key in dict.fromkeys(keys):
                if key in unknown:
                    sentence = _(
                        "%(place)s: no reference has the key %(key)s. Add it under References, or choose another."
                    )
                    self.add_error(field, sentence % {"place": place, "key": key})


def _cells_by_name(header: list[str], rows: list[list[str]]) -> Iterable[tuple[str, str]]:
    lines = [header, *rows]
    for place, cells in enumerate(lines):
        for column, html in enumerate(cells, start=1):
            yield f"{name_of_row(lines, place)}, column {column}", html
