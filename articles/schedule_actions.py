"""Taking a version off the schedule, by a publisher."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hub import roles
from hub.models import User

from .actions import Refused, require_role
from .models import Article, Unscheduling
from .scheduling import unschedule


@transaction.atomic
def take_off_schedule(*, article: Article, publisher: User, reason: str, now: datetime | None = None) -> Unscheduling:
    """Let the version that is scheduled never go live.

    Raises Refused without a reason, and where nothing is scheduled: also when it has gone live at this very moment, for
    which taking the article down is the way.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    require_role(publisher, roles.PUBLISHER, article)
    if not reason.strip():
        raise Refused(_("Give a reason for taking the version off the schedule."))
    stop = unschedule(article=article, cause=Unscheduling.Cause.HAND, reason=reason.strip(), actor=publisher, now=now)
    if stop is None:
        raise Refused(_("Nothing of this article is scheduled. A version that is live already can only be taken down."))
    return stop
