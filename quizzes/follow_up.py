"""Asking to be written to, weeks after a quiz, and stopping it: consents, and the signed keys of mailed links."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from hub import learners
from hub.learners import Visitor
from hub.models import MailPreference, User
from hub.transactions import run_transaction

from .follow_up_window import Window
from .models import FollowUpRequest, Phase, Quiz
from .sittings import own_attempts

WORDING = _(
    "Write to me once, 6 to 12 weeks after my answers, with a link to the same questions. My e-mail address is used for "
    "this mail only, and I can stop it at any time."
)
"""What an account agrees to. Every request keeps the words it was shown and their hash."""


class Purpose(StrEnum):
    """What a mailed link lets its holder do; the key of one is no key of the other."""

    ANSWER = "answer"
    STOP = "stop"


class LinkError(ValueError):
    """The key of a mailed link is damaged, or what it belonged to is gone."""


class NothingToFollowError(Exception):
    """There is no follow-up to write about: no answers after reading, the time is over, or mails were stopped."""


def link_token(request: FollowUpRequest, purpose: Purpose) -> str:
    """The signed key of a mailed link. It holds the random key of the request and names nobody."""
    return signing.Signer(salt=f"quizzes.follow-up.{purpose}").sign(request.pk.hex)


def linked_request(token: str, purpose: Purpose) -> FollowUpRequest:
    """The request behind a mailed link. Raises LinkError."""
    try:
        pk = UUID(signing.Signer(salt=f"quizzes.follow-up.{purpose}").unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise LinkError("The link is damaged.") from error
    found = FollowUpRequest.objects.filter(pk=pk).select_related("user", "quiz__article__hub").first()
    if found is None:
        raise LinkError("The request is gone.")
    return found


def ask(*, user: User, quiz: Quiz, visitor: Visitor, now: datetime) -> FollowUpRequest:
    """Store that the account wants the mail about this quiz; asking twice changes nothing.

    An account without a learner is linked to the one who answered, or the mail would never find the answers. A request
    that was stopped stays stopped. Asking anew allows mails again where all were stopped. Raises NothingToFollowError.
    """
    post = own_attempts(quiz, visitor).get(Phase.POST)
    if post is None or Window.after(post.submitted_at).is_over(now):
        raise NothingToFollowError
    wording = str(WORDING)

    def store() -> FollowUpRequest:
        learners.enrol(post.learner_id, account=visitor.account)
        request, is_new = FollowUpRequest.objects.get_or_create(
            user=user,
            quiz=quiz,
            defaults={
                "wording": wording,
                "wording_hash": hashlib.sha256(wording.encode()).hexdigest(),
                "asked_on": now.date(),
            },
        )
        if is_new:
            MailPreference.objects.filter(user=user).update(stopped_on=None)
        return request

    return run_transaction(store)


def stop(request: FollowUpRequest, *, now: datetime) -> None:
    """Never write about this quiz again. The first day of stopping stands."""
    _stop(FollowUpRequest.objects.filter(pk=request.pk), now)


def stop_all(user: User, *, now: datetime) -> None:
    """Never write to this account again, unless it asks for another mail later."""

    def store() -> None:
        _stop(user.follow_up_requests.all(), now)
        MailPreference.objects.get_or_create(user=user)
        MailPreference.objects.filter(user=user, stopped_on=None).update(stopped_on=now.date())

    run_transaction(store)


def _stop(requests: QuerySet[FollowUpRequest], now: datetime) -> None:
    requests.filter(stopped_on=None).update(stopped_on=now.date())


@dataclass(frozen=True)
class FollowUpState:
    """How things stand between a visitor and the follow-up of a quiz. request: None where the account asked for none."""

    quiz: Quiz
    window: Window
    is_open: bool
    request: FollowUpRequest | None


def follow_up_state(article: Article, visitor: Visitor, user: User | None, now: datetime) -> FollowUpState | None:
    """None where nothing can be offered: no quiz that readers can take, no answers, answered again, or too late."""
    quiz = getattr(article, "quiz", None)
    if quiz is None:
        return None
    attempts = own_attempts(quiz, visitor)
    if Phase.POST not in attempts or Phase.FOLLOW_UP in attempts:
        return None
    window = Window.after(attempts[Phase.POST].submitted_at)
    if window.is_over(now) or not ArticleVersion.objects.live(now).filter(article=article).exists():
        return None
    request = FollowUpRequest.objects.filter(user=user, quiz=quiz).first() if user else None
    return FollowUpState(quiz, window, window.is_open(now), request)


def offer(request: HttpRequest, article: Article, visitor: Visitor, now: datetime) -> str:
    """The offer to answer once more, for pages that follow an answer (`hub.offers`)."""
    user = request.user if request.user.is_authenticated else None
    state = follow_up_state(article, visitor, user, now)
    if state is None:
        return ""
    context = {"state": state, "slug": article.slug, "wording": WORDING, "back": request.path, "zone": article.hub.zone}
    return render_to_string("quizzes/_follow_up_offer.html", context, request)
