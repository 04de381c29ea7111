"""Asking to be written to, weeks after a quiz, and stopping it: consents, and the signed keys of mailed links."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from hub import consents, learners
from hub.consents import Way
from hub.learners import Visitor
from hub.models import Hub, MailPreference, User
from hub.transactions import run_transaction

from .follow_up_window import Window
from .models import FollowUpRequest, Phase, Quiz
from .sittings import own_attempts, window_of

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
    window = window_of(own_attempts(quiz, visitor), visitor)
    if window is None or window.is_over(now):
        raise NothingToFollowError
    wording, day = str(WORDING), local_day(quiz.article.hub, now)

    def store() -> FollowUpRequest:
        learners.enrol(visitor.learner_id, account=visitor.account)
        request, is_new = FollowUpRequest.objects.get_or_create(
            user=user,
            quiz=quiz,
            defaults={
                "wording": wording,
                "wording_hash": consents.wording_hash(wording),
                "asked_on": day,
            },
        )
        if is_new:
            consents.given(
                user=user, purpose=consents.Purpose.FOLLOW_UP, subject=quiz.article.slug, wording=wording, day=day
            )
            MailPreference.objects.filter(user=user).update(stopped_on=None)
        return request

    return run_transaction(store)


def stop(request: FollowUpRequest, *, way: Way, now: datetime) -> None:
    """Never write about this quiz again. The first day of stopping stands."""
    article = request.quiz.article
    day = local_day(article.hub, now)

    def store() -> None:
        if FollowUpRequest.objects.filter(pk=request.pk, stopped_on=None).update(stopped_on=day):
            consents.withdrawn(
                user=request.user, purpose=consents.Purpose.FOLLOW_UP, subject=article.slug, way=way, day=day
            )

    run_transaction(store)


def stop_all(user: User, *, way: Way, day: date) -> None:
    """Never write to this account again, unless it asks for another mail later."""

    def store() -> None:
        user.follow_up_requests.filter(stopped_on=None).update(stopped_on=day)
        MailPreference.objects.get_or_create(user=user)
        if MailPreference.objects.filter(user=user, stopped_on=None).update(stopped_on=day):
            consents.withdrawn(user=user, purpose=consents.Purpose.ALL_MAILS, way=way, day=day)

    run_transaction(store)


def local_day(hub: Hub, now: datetime) -> date:
    """The day on which it is now in the time zone of the hub."""
    return timezone.localdate(now, hub.zone)


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
    window = window_of(attempts, visitor)
    if window is None or window.is_over(now) or Phase.FOLLOW_UP in attempts:
        return None
    if not ArticleVersion.objects.live(now).filter(article=article).exists():
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
