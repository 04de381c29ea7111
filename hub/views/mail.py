"""What links in mails lead to. Mail programs and scanners open every link, so a GET records nothing."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hub import learners
from hub.consents import Way
from hub.handing_back import repeatable
from hub.public_pages import in_language
from quizzes import follow_up as requests
from quizzes.follow_up import LinkError, Purpose, linked_request
from quizzes.form_addresses import FormAddresses
from quizzes.models import FollowUpRequest, Phase
from quizzes.sittings import open_sitting
from quizzes.views import drafts, taking
from quizzes.views.results import attempts_to_show, own_page
from quizzes.views.visits import Visit, closed_page

NOTHING_TO_KEEP = _("The link of this page does not work any more, so nothing was saved.")


class _GoneError(Exception):
    """The article is no longer shown, or the account is closed or has no learner; the request knows its hub."""


def _visit(request, token: str) -> Visit:
    """The visit of the account that the link was mailed to. Raises LinkError, _GoneError."""
    asked = linked_request(token, Purpose.ANSWER)
    request.hub = asked.quiz.article.hub
    visitor = learners.account_visitor(asked.user) if asked.user.is_active else None
    sitting = visitor and open_sitting(
        slug=asked.quiz.article.slug, phase=Phase.FOLLOW_UP, visitor=visitor, now=timezone.now()
    )
    if not sitting:
        raise _GoneError
    here = reverse("mail_follow_up", args=[token])
    addresses = FormAddresses(here, reverse("mail_follow_up_draft", args=[token]), done=here)
    is_elses = request.user.is_authenticated and request.user != asked.user
    return Visit(sitting, addresses, is_elses=is_elses)


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, token: str):
    """The follow-up of the learner the mail was for, without sign-in; once answered, its result."""
    return _visited(request, token, taking.serve)


def hand_back_unverified(request, token: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, and a fresh token."""
    return _visited(request, token, taking.hand_back)


def _visited(request, token: str, answer: Callable[..., HttpResponse]) -> HttpResponse:
    try:
        visit = _visit(request, token)
    except LinkError:
        return _damaged(request)
    except _GoneError:
        with in_language(request.hub.language):
            return render(request, "mail/gone.html", status=410)
    if visit.sitting.attempt and request.method != "POST":
        return own_page(request, attempts_to_show().get(pk=visit.sitting.attempt.pk), visitor=None)
    with in_language(visit.sitting.version.language):
        if not visit.sitting.attempt and visit.sitting.window and visit.sitting.window.is_over(timezone.now()):
            return closed_page(request, visit, status=410)
        return answer(request, visit)


@repeatable
@require_POST
def follow_up_draft(request, token: str):
    """Keep what is ticked so far, as `quizzes.views.drafts.save` does."""
    return _kept(request, token, drafts.keep)


def hand_back_unverified_draft(request, token: str) -> HttpResponse:
    """What a save that failed the CSRF check gets: a fresh token to try again with."""
    return _kept(request, token, drafts.hand_back)


def _kept(request, token: str, answer: Callable[..., HttpResponse]) -> HttpResponse:
    try:
        visit = _visit(request, token)
    except (LinkError, _GoneError):
        return drafts.problem(NOTHING_TO_KEEP, status=410)
    with in_language(visit.sitting.version.language):
        return answer(request, visit)


@csrf_exempt  # Mail programs post without a token (RFC 8058); the signed key in the address is the authority.
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token: str):
    """A page with one button; a POST stops the mail of this request for good."""
    return _stop(request, token, of_all=False)


@csrf_exempt  # As above.
@require_POST
def stop_all(request, token: str):
    """Stop every mail to the account."""
    return _stop(request, token, of_all=True)


def _stop(request, token: str, *, of_all: bool) -> HttpResponse:
    try:
        asked = linked_request(token, Purpose.STOP)
    except LinkError:
        return _damaged(request)
    request.hub = asked.quiz.article.hub
    with in_language(request.hub.language):
        if request.method != "POST":
            return _stop_page(request, asked, token, "ask")
        if of_all:
            requests.stop_all(asked.user, way=Way.MAIL, day=requests.local_day(request.hub, timezone.now()))
        else:
            requests.stop(asked, way=Way.MAIL, now=timezone.now())
        return _stop_page(request, asked, token, "all" if of_all else "one")


def _stop_page(request, asked: FollowUpRequest, token: str, state: str) -> HttpResponse:
    """state: `ask` before anything is stopped, then `one` or `all`."""
    context = {
        "asked": asked,
        "state": state,
        "stop_url": reverse("mail_stop", args=[token]),
        "stop_all_url": reverse("mail_stop_all", args=[token]),
    }
    return render(request, "mail/stop.html", context)


def _damaged(request) -> HttpResponse:
    return render(request, "mail/damaged.html", status=404)
