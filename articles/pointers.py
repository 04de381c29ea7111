"""Pointers of stored HTML to tables, figures and footnotes, printed as links. Pure."""

import re
from collections.abc import Callable, Collection
from html import escape

MISSING = '<sup class="cite cite--missing">?</sup>'

# Cleaned HTML spells a pointer in exactly this way, and no `<` stands inside its attribute values.
_POINTER = re.compile(r'<cite data-(xref|note)="([^"]*)"></cite>')


def printed(html: str, xref: Callable[[str], str], note: Callable[[str], str]) -> str:
    """Cleaned HTML with each pointer replaced by what `xref` or `note` gives for its key, which is HTML."""
    return _POINTER.sub(lambda match: (xref if match[1] == "xref" else note)(match[2]), html)


def no_note(mark: str) -> str:
    """The footnote marks of a text outside any table: they lead nowhere."""
    return MISSING


class NoteMarks:
    """The footnote marks of one table: printed as superscripts that lead to the note, and from it back.

    table: the number of the table on the page. label: the word that screen readers hear before a mark.
    """

    def __init__(self, table: int, marks: Collection[str], label: str = "Footnote") -> None:
        self.table = table
        self.label = label
        self.places: dict[str, list[str]] = {mark: [] for mark in marks}
        """For each mark the ids of the places that carry it, as far as they are printed."""

    def note_id(self, mark: str) -> str:
        return f"n{self.table}-{mark}"

    def printed(self, mark: str) -> str:
        """The mark as HTML; a question mark for one without a footnote."""
        if mark not in self.places:
            return MISSING
        place = f"m{self.table}-{mark}-{len(self.places[mark]) + 1}"
        self.places[mark].append(place)
        name = escape(f"{self.label} {mark}")
        link = f'<a id="{place}" href="#{self.note_id(mark)}" aria-label="{name}">{escape(mark)}</a>'
        return f'<sup class="cite">{link}</sup>'
