"""Sending the follow-up mails that are due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import ArticleVersion
from hub import mails
from hub.mail_queue import CLAIM_LASTS, Sent, send_each
from hub.models import LearnerLink, account_mac
from hub.public_pages import in_language

from .follow_up import Purpose, link_token, local_day
from .follow_up_window import CLOSES_AFTER, OPENS_AFTER, Window
from .models import Attempt, FollowUpRequest, Phase, PinnedQuestion

AT_ONCE = 500


def send_due(now: datetime) -> Sent:
    """Send every follow-up mail that is due, one after the other."""
    return send_each(
        list(due_requests(now)),
        claim=lambda request: _claim(request, now),
        send=lambda request: _send(request, now),
        mark=lambda request: FollowUpRequest.objects.filter(pk=request.pk).update(
            sent_on=local_day(request.quiz.article.hub, now), claimed_at=None
        ),
    )


def due_requests(now: datetime) -> Iterator[FollowUpRequest]:
    """Requests whose account answered after reading 42 to 84 days ago and has not answered again.

    Simulated learners, closed accounts, articles that readers no longer see and quizzes whose questions were all
    withdrawn get no mail.
    """
    live = ArticleVersion.objects.live(now).filter(pinned_questions__isnull=False).values("article")
    candidates = (
        _sendable(now)
        # Nobody asks before answering, so an older request is past its time; its day may be that of a zone behind ours.
        .filter(asked_on__gte=(now - CLOSES_AFTER).date() - timedelta(days=1), quiz__article__in=live)
        .select_related("user", "quiz__article__hub")
    )
    waiting = list(candidates)
    for requests in (waiting[first : first + AT_ONCE] for first in range(0, len(waiting), AT_ONCE)):
        learners = _learners(requests)
        awaited = _awaiting(set(learners.values()), {request.quiz_id for request in requests}, now)
        yield from (request for request in requests if (learners.get(request.user_id), request.quiz_id) in awaited)


def _sendable(now: datetime) -> QuerySet[FollowUpRequest]:
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    wants_mail = Q(user__mail_preference=None) | Q(user__mail_preference__stopped_on=None)
    return FollowUpRequest.objects.filter(is_free, wants_mail, sent_on=None, stopped_on=None, user__is_active=True)


def _learners(requests: list[FollowUpRequest]) -> dict[int, UUID]:
    """The learner of each account that has one, by the key of the account."""
    macs = {account_mac(request.user_id): request.user_id for request in requests}
    links = LearnerLink.objects.filter(account_mac__in=macs, learner__is_simulated=False)
    return {macs[link.account_mac]: link.learner_id for link in links}


def _awaiting(learners: set[UUID], quizzes: set[int], now: datetime) -> set[tuple[UUID, int]]:
    """Pairs of learner and quiz with an open window and no answers in it."""
    attempts = Attempt.objects.filter(learner__in=learners, quiz__in=quizzes).order_by()
    again = set(attempts.filter(phase=Phase.FOLLOW_UP).values_list("learner", "quiz"))
    still_asked = PinnedQuestion.objects.filter(quiz__in=quizzes).asked().values("article_version")
    answered = attempts.filter(
        phase=Phase.POST, submitted_at__lte=now - OPENS_AFTER, article_version__in=still_asked
    ).values_list("learner", "quiz", "submitted_at")
    return {(learner, quiz) for learner, quiz, at in answered if Window.after(at).is_open(now)} - again


def _claim(request: FollowUpRequest, now: datetime) -> bool:
    """Take the mail for this run; False where another run has it, or it was sent or stopped in between."""
    with transaction.atomic():
        free = _sendable(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=request.pk)
        if free.first() is None:
            return False
        FollowUpRequest.objects.filter(pk=request.pk).update(claimed_at=now)
        return True


def _send(request: FollowUpRequest, now: datetime) -> None:
    article = request.quiz.article
    version = ArticleVersion.objects.live(now).for_readers().defer("body_html").filter(article=article).first()
    with in_language(article.hub.language):
        answer_path = reverse("mail_follow_up", args=[link_token(request, Purpose.ANSWER)])
        mails.send(
            mails.Letter(
                hub=article.hub,
                to=request.user.email,
                subject=_("%(hub)s: the same questions once more") % {"hub": article.hub.short_name},
                template="mail/follow_up",
                context={
                    "title": version.title,
                    "answer_url": mails.absolute(article.hub, answer_path),
                    "asked_on": request.asked_on,
                    "settings_url": mails.absolute(article.hub, reverse("me_mail")),
                },
                stop_path=reverse("mail_stop", args=[link_token(request, Purpose.STOP)]),
            )
        )
