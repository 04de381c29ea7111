"""The working copy as publication would show it now."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from .bundle.dumping import dump, to_json
from .files import FILES, shown_files
from .glossary import SHOWN as GLOSSARY
from .glossary import frozen_glossary
from .models import Article
from .parts import article_parts
from .rendering import BodyFrame, numbering_of, render_body
from .reviewers import SHOWN as COMMITTEE
from .reviewers import committee_reviewers


def preview_html(article: Article, now: datetime | None = None) -> SafeString:
    """The body of the page from the working copy; nothing is written.

    Freezing the parts mints versions of questions and statements, as publication does; here they are rolled back.
    """
    now = now or timezone.now()
    content = dump(article)
    with transaction.atomic():
        shown = {part.key: part.freeze(article, content.get(part.key), now, now).shown for part in article_parts()}
        transaction.set_rollback(True)
    shown[GLOSSARY] = frozen_glossary(article.hub, to_json(content))
    shown[FILES] = shown_files(article, content)
    shown[COMMITTEE] = committee_reviewers(article, content, timezone.localtime(now, article.hub.zone).date())
    frame = BodyFrame.of(
        article,
        version_number=article.versions.count() + 1,
        published_on=article.published_on or timezone.localtime(now, timezone=article.hub.zone).date(),
        language=article.speaks,
    )
    return mark_safe(render_body(content, numbering_of(content), shown, frame))  # noqa: S308 - cleaned in rendering
