"""What links in mails lead to. Mail programs and scanners open every link, so a GET records nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hub import learners
from hub.handing_back import repeatable
from hub.public_pages import in_language
from quizzes import follow_up as requests
from quizzes.follow_up import LinkError, Purpose, linked_request
from quizzes.models import FollowUpRequest, Phase
from quizzes.sittings import open_sitting
from quizzes.views.results import attempts_to_show, own_page

from . import follow_up as pages


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, token: str):
    """The follow-up of the learner the mail was for, without sign-in; once answered, its result."""
    return _visited(request, token, pages.serve)


def hand_back_unverified(request, token: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, and a fresh token."""
    return _visited(request, token, pages.hand_back)


def _visited(request, token: str, answer) -> HttpResponse:
    try:
        asked = linked_request(token, Purpose.ANSWER)
    except LinkError:
        return _damaged(request)
    request.hub = asked.quiz.article.hub
    visitor = learners.account_visitor(asked.user) if asked.user.is_active else None
    sitting = visitor and open_sitting(
        slug=asked.quiz.article.slug, phase=Phase.FOLLOW_UP, visitor=visitor, now=timezone.now()
    )
    if not sitting:
        with in_language(request.hub.language):
            return render(request, "mail/gone.html", status=410)
    if sitting.attempt:
        if request.method == "POST":
            return pages.to_result(request.path)
        return own_page(request, attempts_to_show().get(pk=sitting.attempt.pk), visitor=None)
    visit = pages.Visit(sitting, action=request.path, done=request.path)
    with in_language(sitting.version.language):
        if sitting.window and sitting.window.is_over(timezone.now()):
            return pages.closed_page(request, visit, status=410)
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
            requests.stop_all(asked.user, now=timezone.now())
        else:
            requests.stop(asked, now=timezone.now())
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
