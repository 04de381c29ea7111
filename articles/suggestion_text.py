"""What is wrong with the text of a suggestion. Pure."""

from __future__ import annotations

import re

MOST_LINKS = 3
"""A reader names a source or two; what brings more advertises something."""

_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|\bwww\.)\S", re.IGNORECASE)


def count_links(text: str) -> int:
    """How many web addresses a text holds, with a scheme or a leading www."""
    return len(_LINK.findall(text.replace("://www.", "://")))
