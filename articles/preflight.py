"""What publication of the working copy would still need, as of a day."""

from datetime import date

from .bundle.dumping import dump
from .checks import content_findings
from .findings import Finding
from .models import Article
from .parts import article_parts

SEVERITIES = ("error", "warning", "info")


def findings(article: Article, on: date) -> list[Finding]:
    """Findings of the article and of all its parts, errors first."""
    content = dump(article)
    found = content_findings(content, on)
    for part in article_parts():
        found += part.check(article, content.get(part.key), on)
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))
