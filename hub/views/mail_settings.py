"""/me/mail/: which mails an account gets, what is due when, and what it agreed to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hub import learners, submissions
from hub.consents import Way
from hub.handing_back import repeatable
from hub.models import ConsentEvent, MailPreference
from hub.public_pages import in_language
from hub.transactions import BusyError
from quizzes.follow_up import WORDING, NothingToFollowError, ask, local_day, stop, stop_all
from quizzes.mail_plan import MailLine, mail_lines

ASK, STOP, STOP_ALL = "ask", "stop", "stop-all"

UNVERIFIED = _(
    "Your browser did not confirm this, often because you signed in or out in another tab. Nothing has changed yet: "
    "press the button again."
)
UNKNOWN = _("This could not be read, so nothing has changed. Use one of the buttons below.")
TOO_LATE = _("There is no mail about this article any more: the time for it is over, or you have answered already.")
BUSY = _("This could not be stored just now, so nothing has changed. Wait a few seconds and press the button again.")


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """The page, and its buttons: a POST with `do` (ask, stop, stop-all) and the `article` that it is about."""
    with in_language(request.hub.language if request.hub else "en"):
        if not request.user.is_authenticated:
            return _signed_out(request)
        return _change(request) if request.method == "POST" else _page(request)


def hand_back_unverified(request) -> HttpResponse:
    """The page as it stands, for a POST that failed the CSRF check."""
    with in_language(request.hub.language if request.hub else "en"):
        return _page(request, UNVERIFIED, 403) if request.user.is_authenticated else _signed_out(request)


def _signed_out(request) -> HttpResponse:
    return render(request, "me/mail_signed_out.html", status=403 if request.method == "POST" else 200)


def _lines(request) -> list[MailLine]:
    return mail_lines(request.user, learners.visitor(request), timezone.now())


def _change(request) -> HttpResponse:
    what, slug, now = request.POST.get("do"), request.POST.get("article", ""), timezone.now()
    line = next((line for line in _lines(request) if line.article.slug == slug), None)
    try:
        if what == STOP_ALL:
            day = local_day(request.hub, now) if request.hub else now.date()
            stop_all(request.user, way=Way.SITE, day=day)
        elif what == ASK and line:
            with in_language(line.article.hub.language):
                ask(user=request.user, quiz=line.article.quiz, visitor=learners.visitor(request), now=now)
        elif what == STOP and line and line.request:
            stop(line.request, way=Way.SITE, now=now)
        else:
            return _page(request, UNKNOWN, 422)
    except NothingToFollowError:
        return _page(request, TOO_LATE, 409)
    except BusyError:
        return submissions.as_busy(_page(request, BUSY))
    response = redirect(f"{reverse('me_mail')}#mails")
    response.status_code = 303
    return response


def _page(request, problem="", status: int = 200) -> HttpResponse:
    lines = _lines(request)
    titles = {line.article.slug: line.title for line in lines}
    events = ConsentEvent.objects.filter(user=request.user).order_by("-pk")
    context = {
        "problem": problem,
        "lines": lines,
        "wording": WORDING,
        "preference": MailPreference.objects.filter(user=request.user).first(),
        "consents": [(event, titles.get(event.subject, event.subject)) for event in events],
    }
    return render(request, "me/mail.html", context, status=status)
