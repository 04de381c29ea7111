"""What publication of the working copy would still need, as of a day."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .bundle.dumping import dump
from .checks import content_findings
from .checks.abbreviations import abbreviations
from .checks.people import declarations
from .findings import Finding
from .glossary import expansions
from .models import Article
from .outcome_plans import plan_findings
from .parts import article_parts
from .pins import registry_changes

SEVERITIES = ("error", "warning", "info")


def findings(article: Article, on: date) -> list[Finding]:
    """Findings of the article and of all its parts, errors first."""
    content = dump(article)
    found = [*content_findings(content, on), *abbreviations(content, expansions(article.hub))]
    found += declarations(content, on, article.hub.declaration_terms)
    found += _since_publication(article, content)
    found += plan_findings(article)
    for part in article_parts():
        found += part.check(article, content.get(part.key), on)
        found += part.review(content.get(part.key), content)
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _since_publication(article: Article, content: Mapping[str, Any]) -> Iterator[Finding]:
    """STAT-PIN (info): results that readers see otherwise than the registry has them; publishing takes these over."""
    live = article.live_version()
    frozen = json.loads(live.content) if live else {}
    if "article" not in frozen:
        return
    known = {trial["slug"]: trial for trial in [*frozen.get("trials", []), *content.get("trials", [])]}
    for change in registry_changes(frozen, known):
        message = f"The registry changed since version {live.number} was published: {change.text}."
        yield Finding("STAT-PIN", "info", message, "trials")
