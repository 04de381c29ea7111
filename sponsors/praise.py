"""Words that praise a funder or claim something for a product: no statement of support holds any."""

import re
from collections.abc import Iterable

_PRAISE = re.compile(
    r"\b(?:generous\w*|generosity|thank\w*|grateful\w*|gratitude|kindly|proud\w*|committed|commitment|dedicated to|leading"
    r"|leader\w*|pioneer\w*|innovati\w+|world[- ]class|outstanding|excellen\w+|renowned|trusted|valued|partner\w*"
    r"|breakthrough\w*|best|superior\w*|effective\w*|efficac\w+|well[- ]tolerated|safe|safest|first[- ]in[- ]class"
    r"|danke\w*|dank|großzügig\w*)\b|[®™]",
    re.IGNORECASE,
)


def praise_in(text: str) -> list[str]:
    """The words of the text that praise or claim, as written, each once."""
    return list(dict.fromkeys(match[0] for match in _PRAISE.finditer(text)))


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in the text as whole words, in any case."""
    return [name for name in names if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
