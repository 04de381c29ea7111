"""Has everybody who shaped the content declared their interests?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hub.declarations import is_current

from ..findings import Finding


def declarations(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """DISC-NONE: a contributor without a dated declaration. DISC-OLD: one older than a year on that day."""
    article = content["article"]
    for place in ("byline", "featured"):
        for index, person in enumerate(article.get(place, [])):
            where = f"article.{place}[{index}]"
            declared_on = person.get("disclosed_on")
            if declared_on is None:
                message = f"{person['name']} has not declared interests; “nothing to declare” is a declaration too."
                yield Finding("DISC-NONE", "error", message, where)
            elif not is_current(date.fromisoformat(declared_on), on):
                message = f"The declaration of {person['name']} is from {declared_on}, more than 12 months before {on}."
                yield Finding("DISC-OLD", "error", message, where)
