"""Who may approve an article in which a supporter has a stake: two reviewers without interests in that supporter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from articles.parts import ReviewersWanted
from hub.declarations import Terms
from hub.models import User

from ..models import ArticleSupport
from ..praise import names_in
from ..publication import agreements_of
from ..statements import names_text
from .interests import declared_entities
from .stake import Stake, stakes

REVIEWERS = 2


def reviewers_wanted(article: Any, content: Mapping[str, Any], on: date) -> ReviewersWanted | None:
    """Two reviewers without interests in the supporters that have a stake as of that day; None where none has."""
    support = ArticleSupport.objects.filter(article=article).first()
    found = stakes(article, agreements_of(support), on, content) if support else []
    if not found:
        return None
    funders = names_text([stake.funder for stake in found])
    return ReviewersWanted(
        number=REVIEWERS,
        of_whom=_("reviewers without interests in %(funders)s") % {"funders": funders},
        why=_("The article is supported by a company with a stake in what it discusses."),
        objection=lambda user: objection(user, found, on, article.hub.declaration_terms),
    )


def objection(user: User, found: list[Stake], on: date, terms: Terms) -> str:
    """Why the approval of this account does not count, and what to do about it; "" where it counts."""
    entities = declared_entities(user, on, terms)
    if entities is None:
        return _(
            "%(user)s has no current declaration of interests on record. Have an administrator link the account to a "
            "person, and add a declaration of that person."
        ) % {"user": user}
    held = [stake.funder for stake in found if any(names_in(entity, stake.names) for entity in entities)]
    if held:
        return _("%(user)s has declared an interest in %(funders)s. Ask a reviewer without one.") % {
            "user": user,
            "funders": names_text(held),
        }
    return ""
