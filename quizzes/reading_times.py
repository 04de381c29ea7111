"""When a reader opened an article and reached its end, as the page tells with the form. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

OPENED, READ = "article-opened", "article-read"
"""Fields of the form: whole seconds ago."""

LONGEST = 48 * 60 * 60
"""Seconds; what is said to lie further back is not believed."""


def moments(data: Mapping[str, str], now: datetime) -> tuple[datetime | None, datetime | None]:
    """When the article was opened and read to its end; None for each that the form does not tell credibly."""
    return _moment(data.get(OPENED, ""), now), _moment(data.get(READ, ""), now)


def _moment(seconds_ago: str, now: datetime) -> datetime | None:
    if not re.fullmatch(r"[0-9]{1,6}", seconds_ago) or int(seconds_ago) > LONGEST:
        return None
    return now - timedelta(seconds=int(seconds_ago))
