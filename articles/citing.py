"""An article of the hub as somebody else cites it."""

from typing import Any

from .models import ArticleVersion


def cited_as(version: ArticleVersion, address: str) -> dict[str, Any]:
    """The version as a CSL-JSON item of type webpage; `version.article.hub` is read. address: the page's own URL.

    Names of the byline stand as they are printed: which part of a name is the family name is not ours to guess.
    """
    hub, day = version.article.hub, version.published_on
    return {
        "id": version.article.slug,
        "type": "webpage",
        "title": version.title,
        "author": [{"literal": name} for name in version.byline],
        "container-title": hub.name,
        "publisher": hub.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": address,
    }
