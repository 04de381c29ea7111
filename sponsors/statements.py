"""The words about support: one line at the outset, the full statement at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class SupportWords:
    """What readers see of an article's support. `independence` is empty while a record is incomplete."""

    line: str
    statement: str
    independence: str


def names_text(names: Sequence[str]) -> str:
    """The names as a list in words: A, B and C."""
    return get_text_list(list(names), _("and"))


def support_words(
    *, funders: Sequence[str], publisher: str, own_wording: str = "", template: str = "", is_complete: bool = False
) -> SupportWords:
    """The line and statement for these funders, in the active language.

    funders: names in the order of the strip; none means no external funding. own_wording replaces the statement.
    template: a notice with {funders} and {publisher}, used instead of the built-in wording where there are funders.
    is_complete: whether support and every declaration are on record; only then independence is claimed.
    """
    names = names_text(funders)
    if not funders:
        line = _("Made without external funding.")
        statement = _("This resource was made by %(publisher)s without external funding.") % {"publisher": publisher}
        independence = ""
    else:
        line = _("Independently supported by %(funders)s.") % {"funders": names}
        statement = _(
            "This resource is supported by independent funding from %(funders)s. %(publisher)s chose the subject, "
            "developed the content with its expert contributors and answers for it."
        ) % {"funders": names, "publisher": publisher}
        if template:
            statement = template.replace("{funders}", names).replace("{publisher}", publisher)
        independence = ngettext(
            "The funder had no influence on the content.", "The funders had no influence on the content.", len(funders)
        )
    return SupportWords(line, own_wording or statement, independence if is_complete else "")
