"""Is a person named as a reviewer of what that person wrote?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..findings import Finding


def own_review(content: Mapping[str, Any], on: date) -> Iterator[Finding]:
    """REVIEW-OWN: a reviewer who stands in the byline or among the featured experts of the same article."""
    article = content["article"]
    makers = {person["slug"] for place in ("byline", "featured") for person in article.get(place, [])}
    for index, person in enumerate(article.get("reviewers", [])):
        if person["slug"] in makers:
            message = f"{person['name']} contributed to this article and cannot be named as its reviewer too."
            yield Finding("REVIEW-OWN", "error", message, f"article.reviewers[{index}]")
