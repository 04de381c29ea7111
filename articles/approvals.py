"""Whose approvals the present content of an article has, and whose it still needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.models import User

from .models import Approval, Article
from .parts import ReviewersWanted, article_parts
from .reviewers import has_part


@dataclass(frozen=True)
class Approvals:
    """The approvals of one content. found: the newest of each reviewer, the newest first.

    counted: those that count towards what `wanted` asks; all of them where nothing more than one is asked.
    objections: why the others do not count, a sentence each.
    """

    found: tuple[Approval, ...]
    counted: tuple[Approval, ...]
    wanted: tuple[ReviewersWanted, ...] = ()
    objections: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many reviewers have to approve."""
        return max((one.number for one in self.wanted), default=1)

    @property
    def missing(self) -> int:
        return max(0, self.number - len(self.counted))

    @property
    def need(self) -> str:
        """What is missing beyond the one approval that every article needs; "" where nothing is."""
        if not self.wanted or not self.missing:
            return ""
        given = {"count": self.missing, "whom": get_text_list([one.of_whom for one in self.wanted], _("and"))}
        sentence = ngettext(
            "Needs one more approval of this content, by %(whom)s",
            "Needs %(count)s approvals of this content, by %(whom)s",
            self.missing,
        )
        return sentence % given + "; " + self._so_far() + "."

    def _so_far(self) -> str:
        names = [str(approval.reviewer) for approval in self.counted]
        if not names:
            return _("none counts so far")
        return _("approved so far by %(names)s") % {"names": get_text_list(names, _("and"))}

    @property
    def reasons(self) -> list[str]:
        """Why more than one approval is needed, and why some do not count."""
        return [*(one.why for one in self.wanted), *self.objections] if self.need else []

    def objection(self, user: User) -> str:
        """Why an approval by this account would not count; "" where it would."""
        return next(filter(None, (one.objection(user) for one in self.wanted)), "")


def approvals_of(
    article: Article, digest: str, content: Mapping[str, Any], on: date, publisher: User | None = None
) -> Approvals:
    """The approvals of exactly this content as of a day, and what the parts of the article ask of them.

    publisher: who is about to publish; their own approval counts for nothing.
    """
    newest: dict[int, Approval] = {}
    for approval in article.approvals.select_related("reviewer").filter(content_hash=digest):
        newest.setdefault(approval.reviewer_id, approval)
    found = tuple(newest.values())
    asked = (part.reviewers(article, content, on) for part in article_parts())
    wanted = tuple(one for one in asked if one is not None)
    counted, objections = [], []
    for approval in found:
        sentence = _objection(article, approval.reviewer, wanted) if wanted else ""
        if sentence:
            objections.append(sentence)
        elif publisher is None or approval.reviewer_id != publisher.pk:
            counted.append(approval)
    return Approvals(found, tuple(counted), wanted, tuple(objections))


def _objection(article: Article, reviewer: User, wanted: tuple[ReviewersWanted, ...]) -> str:
    if has_part(article, reviewer, may_review=True):
        return _("%(user)s stands among the contributors of this article.") % {"user": reviewer}
    return next(filter(None, (one.objection(reviewer) for one in wanted)), "")
