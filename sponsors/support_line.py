"""The line about support at the head of an article: one source for the page and for the record of what it said."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def line_shown(support: Mapping[str, Any], *, is_strict: bool) -> str:
    """The line as readers see it, in the active language. support: as frozen with the version.

    is_strict: whether the hub names funders on their own page and in statements only.
    """
    if is_strict and support["funders"]:
        line = _("This article has external support; who gave it is said at the end.")
        return f"{line} {_('A supporter has a stake in what it discusses.')}" if support.get("stake") else line
    return " ".join([support["line"], *support.get("stake_told", [])])
